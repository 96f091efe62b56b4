"""The case of lesson 6: the numbers its people speak of, stated once."""

from __future__ import annotations

from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AMEND,
    AS_MEASURED,
    EXPERTS,
    LETTERS,
    NO_CAP,
    NOT_SAID,
    NOTHING,
    REWORK,
    STOP,
    TWO,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
    changed,
)
from doneenough.lessons.criterion.world import CriterionBrief, Kind

CASES, MARK = 100, 90
"""What Dana's draft says."""

STORY = CriterionBrief(
    line="insurance letters",
    kinds=(
        Kind("good", 8, 94, 92, 1, 97, 0),
        Kind("weak with urgent letters", 4, 80, 80, 1, 98, 500_000),
        Kind("weak with translated letters", 4, 95, 66, 1, 97, 400_000),
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
        ("cases", CASES),
        ("unit", NOT_SAID),
        ("at_least", MARK),
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

DRAFT = Criterion.read({"verdict": AMEND, **dict(STORY.draft)})
URGENT_MARK = 87
OF_LETTERS = changed(DRAFT, measure=URGENT_FOUND, unit=LETTERS, at_least=URGENT_MARK)
"""Dana's second draft: urgent letters found, still on so many letters."""
OF_URGENT = changed(OF_LETTERS, unit=URGENT_LETTERS, cases=200)
"""The third: on 200 urgent letters, one average."""
STORY_FLOOR, HIGH_FLOOR = 75, 90
SOUND = changed(OF_URGENT, floor=STORY_FLOOR, lost_letters=TWO, on_a_miss=REWORK)
"""Where the lesson ends."""

JUDGED = 1_000
INVENTED = 10
"""The answers of Brightdesk in the guess, and how many hold an invented fact."""
SILENT_CASES = 100
"""The draft for Brightdesk: not one invented fact in so many answers."""
