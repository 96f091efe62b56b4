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
    NOTHING,
    REWORK,
    STOP,
    TWO,
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


def _kinds(*live: float) -> tuple[Kind, ...]:
    return (
        Kind("good", 8, 99, 99, 1, 98, 0),
        Kind("weak with urgent letters", 4, 95, 95, 1, 99, live[0]),
        Kind("weak with translated letters", 4, 99, 88, 1, 98, live[1]),
        Kind("loses letters", 2, 98, 97, 9, 98, live[2]),
        Kind("in between", 2, 97, 97, 1, 98, live[3]),
    )


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
        line="messages to a hospital ward",
        kinds=_kinds(700_000, 500_000, 900_000, 150_000),
        urgent_in_100=10,
        translated_in_100=20,
        sorters_low=94,
        sorters_high=97,
        by_hand_low=320_000,
        by_hand_high=140_000,
        letter_cost=4,
        urgent_cost=20,
        today_cost=3,
        offices_cost=4_000,
        rework_cost=40_000,
        mended_in_10=4,
        draft=_DRAFT,
    ),
    Criterion(
        verdict=AMEND,
        letters_from=ALL_OFFICES,
        measure=URGENT_FOUND,
        cases=600,
        unit=URGENT_LETTERS,
        at_least=98,
        certainty=AS_MEASURED,
        floor=95,
        lost_letters=TWO,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss=REWORK,
    ),
)

HALF_WORKED = Example(
    CriterionBrief(
        line="calls for help in lifts",
        kinds=_kinds(500_000, 700_000, 600_000, 100_000),
        urgent_in_100=8,
        translated_in_100=25,
        sorters_low=94,
        sorters_high=97,
        by_hand_low=260_000,
        by_hand_high=120_000,
        letter_cost=5,
        urgent_cost=15,
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
        cases=700,
        unit=URGENT_LETTERS,
        at_least=98,
        certainty=AS_MEASURED,
        floor=94,
        lost_letters=TWO,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss=STOP,
    ),
)
