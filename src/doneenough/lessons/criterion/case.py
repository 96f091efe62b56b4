"""The case of lesson 6 and its worked examples: situations, and what criteria do in them.

The examples have other letters and costs than any brief of the assessment, and their
criteria are useless there (a guard checks it), so copying them earns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.lessons.criterion.acceptance_world import CriterionBrief, Kind, draft, outcome
from doneenough.lessons.criterion.brightdesk_world import CAUGHT, PASSED, SEVERE, SOUND
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AS_MEASURED,
    EXPERTS,
    LETTERS,
    NO_CAP,
    NOT_ONE,
    NOT_SAID,
    NOTHING,
    QUICK,
    REFUSE,
    REWORK,
    STOP,
    SURE_80,
    SURE_95,
    TEAM_PICKS,
    TODAY,
    TWO,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
)
from doneenough.lessons.criterion.search import sound
from doneenough.statistics.judges import reported_rate

STORY = CriterionBrief(
    line="",
    kinds=(
        Kind("good", 8, 94, 92, 1, 97, 0),
        Kind("weak on urgent letters", 4, 80, 80, 1, 98, 500_000),
        Kind("weak on translated letters", 4, 95, 66, 1, 97, 400_000),
        Kind("loses letters", 2, 93, 91, 8, 97, 700_000),
        Kind("in between", 2, 88, 86, 1, 97, 150_000),
    ),
    urgent_in_100=7,
    translated_in_100=15,
    sorters_low=82,
    sorters_high=90,
    by_hand_low=260_000,
    by_hand_high=120_000,
    letter_cost=6,
    urgent_cost=30,
    today_cost=4,
    offices_cost=4_000,
    rework_cost=20_000,
    mended_in_10=5,
    draft=(
        ("letters_from", ALL_OFFICES),
        ("measure", ALL_RIGHT),
        ("cases", 100),
        ("unit", NOT_SAID),
        ("at_least", 90),
        ("certainty", AS_MEASURED),
        ("floor", 0),
        ("lost_letters", NO_CAP),
        ("judge", EXPERTS),
        ("compared_with", NOTHING),
        ("tries", 1),
        ("on_a_miss", STOP),
    ),
)
GOOD, WEAK, ONE_LANGUAGE, LOSES, BETWEEN = range(5)
"""The kinds of models, in the order of the table."""

DRAFT = draft(STORY)
STRICT = DRAFT.but(at_least=97)
"""The same with a higher number, which does not help."""
OF_LETTERS = DRAFT.but(measure=URGENT_FOUND, unit=LETTERS, at_least=87)
"""Dana's second draft: urgent letters found, still on so many letters."""
OF_URGENT = OF_LETTERS.but(unit=URGENT_LETTERS, cases=200)
"""The third: on 200 urgent letters, one average."""
FLOORED, HIGH_FLOORED = OF_URGENT.but(floor=75), OF_URGENT.but(floor=90)
MORE_CLAUSES: Mapping[str, Criterion] = {
    "as_it_stands": FLOORED,
    "sure_80": FLOORED.but(certainty=SURE_80),
    "sure": FLOORED.but(certainty=SURE_95),
    "today": FLOORED.but(compared_with=TODAY),
    "lost": FLOORED.but(lost_letters=TWO),
}
"""Clauses that the lesson adds one at a time."""
SOUND_CRITERION = FLOORED.but(lost_letters=TWO, on_a_miss=REWORK)
"""Where the lesson ends."""
GATE: Mapping[str, Criterion] = {
    "sign": DRAFT,
    "refuse": DRAFT.but(verdict=REFUSE),
    "not_one": SOUND_CRITERION.but(lost_letters=NOT_ONE),
    "limit": SOUND_CRITERION,
}
"""The four answers on Friday."""

JUDGED, INVENTED = 1_000, 10
"""The answers of Brightdesk in the guess, and how many hold an invented fact."""
SILENT_CASES, ROOM_CASES, ROOM = 100, 500, 5
"""The draft for Brightdesk: not one invented fact in 100 answers. Better: five in 500."""

READ_IN_A_WEEK, FRENCH_IN_5, STAFF_WRONG, REFUND = 500, 1, 3, 60
"""What the written task says: answers two people read, questions in French, answers of 100
that staff get wrong, and what a wrong price costs in euros."""
ANSWERED, WRONG, FRENCH_WRONG = 400, 10, 4
"""What its model answer asks for."""

WORKED = CriterionBrief(
    line="",
    kinds=(
        Kind("good", 8, 62, 60, 1, 97, 0),
        Kind("weak on urgent letters", 4, 45, 45, 1, 98, 600_000),
        Kind("weak in one language", 4, 64, 28, 1, 97, 500_000),
        Kind("loses letters", 2, 61, 60, 7, 97, 900_000),
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
    draft=(),
)
WORKED_CRITERION = sound(WORKED).but(at_least=54)
HALF_WORKED = CriterionBrief(
    line="",
    # Nothing gets lost here: every letter is kept.
    kinds=(
        Kind("good", 9, 65, 63, 1, 97, 0),
        Kind("weak on complaints", 4, 48, 48, 1, 98, 300_000),
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
    draft=(),
)
HALF_WORKED_CRITERION = sound(HALF_WORKED).but(
    cases=250, at_least=57, floor=49, lost_letters=NO_CAP, on_a_miss=STOP
)
HALF_WORKED_FLOORS = range(20, 71)
"""The floors a learner may try."""


def passing(criterion: Criterion, kind: int) -> int:
    """Return how many of the case's 200 models of a kind leave with a signature."""
    return crowd_count(outcome(STORY, criterion).accepted[kind])


def refused(criterion: Criterion, kind: int = GOOD) -> int:
    """Return how many of the case's 200 models of a kind are turned away."""
    return TEAMS - passing(criterion, kind)


def flagged(invented: int) -> tuple[int, int]:
    """Return how many of 1,000 answers the judge flags rightly and wrongly, on average."""
    caught, left_alone = CAUGHT / SEVERE, PASSED / SOUND
    right = invented * caught
    return round(right), round(
        JUDGED * reported_rate(invented / JUDGED, caught, left_alone) - right
    )


def repairs() -> Mapping[str, Criterion]:
    """Return the worked example by steps, from a wish to a criterion.

    Each step, by id, with the criterion as it then stands.
    """
    final = WORKED_CRITERION
    now = final.but(
        letters_from=TEAM_PICKS,
        measure=ALL_RIGHT,
        unit=NOT_SAID,
        cases=100,
        at_least=90,
        floor=0,
        lost_letters=NO_CAP,
        judge=QUICK,
        tries=3,
        on_a_miss=STOP,
    )
    steps: Mapping[str, Mapping[str, object]] = {
        "number": {},
        "offices": {"letters_from": final.letters_from},
        "experts": {"judge": final.judge},
        "urgent": {"measure": final.measure, "unit": LETTERS, "at_least": final.at_least},
        "cases": {"unit": final.unit, "cases": final.cases, "tries": 1},
        "floor": {"floor": final.floor},
        "lost": {"lost_letters": final.lost_letters},
        "rework": {"on_a_miss": final.on_a_miss},
    }
    found = {}
    for name, changes in steps.items():
        found[name] = now = now.but(**changes)
    return found


def half_worked(floor: int) -> Criterion:
    """Return the half-worked criterion with another floor."""
    return HALF_WORKED_CRITERION.but(floor=floor)


def half_worked_costs() -> Mapping[int, float]:
    """Return the cost of every floor of the half-worked example, in euros."""
    return {floor: outcome(HALF_WORKED, half_worked(floor)).cost for floor in HALF_WORKED_FLOORS}
