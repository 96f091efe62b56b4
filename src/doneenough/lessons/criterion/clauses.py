"""The decision of lesson 6: an acceptance criterion, clause by clause, and read back.

Each table of options holds what the form says, how the sentence read back says it (left
out of the sentence where that is empty) and, where there is one, the limit it sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from doneenough.core.decision import Decision, Option, forms, option, whole

SIGN, AMEND, REFUSE = "sign", "amend", "refuse"
TEAM_PICKS, ONE_OFFICE, ALL_OFFICES = "team_picks", "one_office", "all_offices"
ALL_RIGHT, URGENT_FOUND = "all_right", "urgent_found"
NOT_SAID, LETTERS, URGENT_LETTERS = "not_said", "letters", "urgent_letters"
AS_MEASURED, SURE_80, SURE_95 = "as_measured", "sure_80", "sure_95"
NO_CAP, FIVE, TWO, NOT_ONE = "no_cap", "five_in_100", "two_in_100", "not_one"
QUICK, EXPERTS = "quick", "experts"
NOTHING, TODAY = "nothing", "today"
STOP, REWORK, ENGLISH_ONLY = "stop", "rework", "english_only"


def _alike(text: str, value: float | None = None) -> Option:
    return Option(text, text, value)


def _sure(share: float) -> Option:
    lucky = f"a model exactly at the minimum passes only {100 * (1 - share):.0f} times in 100"
    said = f"{100 * share:.0f}% sure"
    return Option(f"{said}: {lucky}", said, share)


def _at_most(lost: int) -> Option:
    return Option(f"{lost} of 100", f"at most {lost} of 100", lost)


VERDICTS = {
    SIGN: Option("sign the draft as it came"),
    AMEND: Option("amend it: the clauses below count"),
    REFUSE: Option("refuse: people keep sorting by hand"),
}
LETTERS_FROM = {
    TEAM_PICKS: _alike("letters the team picks"),
    ONE_OFFICE: Option(
        "all letters of the head office, four weeks", "four weeks of letters from the head office"
    ),
    ALL_OFFICES: Option(
        "all letters of all offices, four weeks", "four weeks of letters from all offices"
    ),
}
MEASURES = {
    ALL_RIGHT: Option("letters sorted correctly", "are sorted correctly"),
    URGENT_FOUND: Option("urgent letters found", "are found"),
}
UNITS = {
    NOT_SAID: Option("not said, only “cases”", "cases"),
    LETTERS: Option("letters, urgent or not", "letters"),
    URGENT_LETTERS: _alike("urgent letters"),
}
CERTAINTIES = {
    AS_MEASURED: Option(
        "the result itself is enough: a model exactly at the minimum passes about half the time"
    ),
    SURE_80: _sure(0.80),
    SURE_95: _sure(0.95),
}
"""Values: one-sided confidence of the lower bound; None takes the result itself."""
LOST = {
    NO_CAP: Option("not limited"),
    FIVE: _at_most(5),
    TWO: _at_most(2),
    NOT_ONE: Option("not one", "not one", 0),
}
"""Values: lost letters allowed in 100 that are checked; None sets no limit."""
JUDGES = {
    QUICK: Option("the quick check by a temp", "as a quick check by a temp sees it"),
    EXPERTS: Option("two experts, who talk it over when they disagree", "as two experts judge"),
}
COMPARED_WITH = {
    NOTHING: Option("nothing"),
    TODAY: Option(
        "the clerks, on the same letters: at least as good",
        "at least as good as the clerks on the same letters",
    ),
}
MISSES = {
    STOP: Option("no model: people keep sorting by hand", "people keep sorting by hand"),
    REWORK: _alike("the team reworks it, and the new version gets one check"),
    ENGLISH_ONLY: _alike("it goes live for English letters only"),
}


class Criterion(Decision):
    """What exactly is accepted, and what happens if it fails."""

    groups: ClassVar[Mapping[str, Sequence[str]]] = {
        "checked": ("letters_from", "cases", "unit"),
        "enough": ("measure", "at_least", "certainty"),
        "harm": ("floor", "lost_letters"),
        "judged": ("judge", "compared_with"),
        "after": ("tries", "on_a_miss"),
    }

    verdict: str = option("What you do with the draft", **forms(VERDICTS))
    letters_from: str = option("Which letters are checked", **forms(LETTERS_FROM))
    measure: str = option("What is counted as right", **forms(MEASURES))
    cases: int = whole("How many are checked", unit="letters", low=10, high=1000)
    unit: str = option("What is checked", **forms(UNITS))
    at_least: int = whole("The minimum, at least this many of 100", unit="of 100", low=50, high=100)
    certainty: str = option("How sure the check must be", **forms(CERTAINTIES))
    floor: int = whole(
        "The floor, no language below this many of 100 (0 for none)", unit="of 100", low=0, high=100
    )
    lost_letters: str = option("Urgent letters lost in the archive, at most", **forms(LOST))
    judge: str = option("Who says what is right", **forms(JUDGES))
    compared_with: str = option("Compared with", **forms(COMPARED_WITH))
    tries: int = whole(
        "How often the same model may try, with fresh letters every time",
        unit="tries",
        low=1,
        high=6,
    )
    on_a_miss: str = option("What happens if the last try fails", **forms(MISSES))


def clauses(criterion: Criterion) -> list[str]:
    """Return the parts of the sentence, in reading order; clauses left open are left out."""
    c = criterion
    of = "urgent letters" if c.measure == URGENT_FOUND or c.unit == URGENT_LETTERS else "letters"
    mark = f"at least {c.at_least} of 100 {of} {MEASURES[c.measure].said}, {JUDGES[c.judge].said}"
    sure, lost = CERTAINTIES[c.certainty].said, LOST[c.lost_letters].said
    parts = (
        f"From {LETTERS_FROM[c.letters_from].said}, {c.cases} {UNITS[c.unit].said} are checked",
        f"{mark}, {sure}" if sure else mark,
        f"no language below {c.floor} of 100" if c.floor else "",
        f"{lost} of them lost in the archive" if lost else "",
        COMPARED_WITH[c.compared_with].said,
        "one try" if c.tries == 1 else f"at most {c.tries} tries, with fresh letters every time",
        f"if it fails, {MISSES[c.on_a_miss].said}",
    )
    return [part for part in parts if part]


def sentence(criterion: Criterion) -> str:
    """Return the criterion as one sentence."""
    first, *rest = clauses(criterion)
    return f"{first}: {'; '.join(rest)}."
