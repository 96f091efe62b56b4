"""The worked and half-worked examples: other letters, other costs.

Their criteria are useless under the briefs of the assessment (a guard checks it), so
copying them earns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    AMEND,
    AS_MEASURED,
    EXPERTS,
    FIVE,
    NO_CAP,
    NOTHING,
    REWORK,
    STOP,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
)
from doneenough.lessons.criterion.world import CriterionBrief, Kind


@dataclass(frozen=True)
class Example:
    """A situation with the criterion that the lesson works out for it."""

    brief: CriterionBrief
    criterion: Criterion


_DRAFT = (
    ("letters_from", "team_picks"),
    ("measure", "all_right"),
    ("cases", 100),
    ("unit", "not_said"),
    ("at_least", 95),
    ("certainty", "as_measured"),
    ("floor", 0),
    ("lost_letters", "no_cap"),
    ("judge", "quick"),
    ("compared_with", "nothing"),
    ("tries", 3),
    ("on_a_miss", "stop"),
)

WORKED = Example(
    CriterionBrief(
        line="notes of mechanics that hint at a breakdown",
        kinds=(
            Kind("good", 8, 62, 60, 1, 97, 0),
            Kind("weak with urgent notes", 4, 45, 45, 1, 98, 600_000),
            Kind("weak in one language", 4, 64, 28, 1, 97, 500_000),
            Kind("loses notes", 2, 61, 60, 7, 97, 900_000),
            Kind("in between", 2, 54, 53, 1, 97, 150_000),
        ),
        urgent_in_100=6,
        translated_in_100=25,
        sorters_low=40,
        sorters_high=55,
        by_hand_low=320_000,
        by_hand_high=140_000,
        letter_cost=4,
        urgent_cost=20,
        today_cost=3,
        offices_cost=4_000,
        rework_cost=30_000,
        mended_in_10=5,
        draft=_DRAFT,
    ),
    Criterion(
        verdict=AMEND,
        letters_from=ALL_OFFICES,
        measure=URGENT_FOUND,
        cases=300,
        unit=URGENT_LETTERS,
        at_least=54,
        certainty=AS_MEASURED,
        floor=45,
        lost_letters=FIVE,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss=REWORK,
    ),
)

HALF_WORKED = Example(
    CriterionBrief(
        line="calls that hide a complaint",
        # Nothing gets lost here: every call is kept.
        kinds=(
            Kind("good", 9, 65, 63, 1, 97, 0),
            Kind("weak with complaints", 4, 48, 48, 1, 98, 300_000),
            Kind("weak in one language", 5, 67, 31, 1, 97, 700_000),
            Kind("in between", 2, 57, 56, 1, 97, 90_000),
        ),
        urgent_in_100=8,
        translated_in_100=30,
        sorters_low=44,
        sorters_high=58,
        by_hand_low=260_000,
        by_hand_high=120_000,
        letter_cost=5,
        urgent_cost=25,
        today_cost=3,
        offices_cost=4_000,
        rework_cost=60_000,
        mended_in_10=3,
        draft=_DRAFT,
    ),
    Criterion(
        verdict=AMEND,
        letters_from=ALL_OFFICES,
        measure=URGENT_FOUND,
        cases=250,
        unit=URGENT_LETTERS,
        at_least=57,
        certainty=AS_MEASURED,
        floor=49,
        lost_letters=NO_CAP,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss=STOP,
    ),
)
