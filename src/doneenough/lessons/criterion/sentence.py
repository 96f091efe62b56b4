"""A criterion read back as one plain sentence, clause by clause."""

from __future__ import annotations

from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AS_MEASURED,
    CAPS,
    CERTAINTIES,
    ENGLISH_ONLY,
    EXPERTS,
    NO_CAP,
    ONE_OFFICE,
    QUICK,
    REWORK,
    STOP,
    TEAM_PICKS,
    TODAY,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
)

_LETTERS = {
    TEAM_PICKS: "letters the team picks",
    ONE_OFFICE: "four weeks of letters from the head office",
    ALL_OFFICES: "four weeks of letters from all offices",
}
_MEASURE = {ALL_RIGHT: "are sorted right", URGENT_FOUND: "are found"}
_JUDGE = {QUICK: "as a quick check by a temp sees it", EXPERTS: "as two experts judge"}
_MISS = {
    STOP: "after a miss the work goes on by hand",
    REWORK: "after a miss the team reworks it, and the new version gets one check",
    ENGLISH_ONLY: "after a miss it goes live for English letters only",
}


def clauses(criterion: Criterion) -> list[str]:
    """Return the parts of the sentence, in reading order; clauses left open are left out."""
    c = criterion
    what = {
        "not_said": f"{c.cases} cases",
        "letters": f"{c.cases} letters",
        URGENT_LETTERS: f"{c.cases} urgent letters",
    }[c.unit]
    of = "urgent letters" if c.measure == URGENT_FOUND or c.unit == URGENT_LETTERS else "letters"
    parts = [
        f"From {_LETTERS[c.letters_from]}, {what} are checked",
        f"at least {c.at_least} of 100 {of} {_MEASURE[c.measure]}, {_JUDGE[c.judge]}",
    ]
    if c.certainty != AS_MEASURED:
        parts[-1] += f", {100 * (CERTAINTIES[c.certainty] or 0):.0f} in 100 sure"
    if c.floor:
        parts.append(f"no language below {c.floor} of 100")
    cap = CAPS[c.lost_letters]
    if cap is not None:
        parts.append(
            f"at most {cap} of 100 cases lost in the archive"
            if cap
            else "not one case lost in the archive"
        )
    if c.compared_with == TODAY:
        parts.append("at least as good as today's sorters on the same letters")
    parts.append(
        "one try" if c.tries == 1 else f"at most {c.tries} tries, with fresh letters each time"
    )
    parts.append(_MISS[c.on_a_miss])
    return parts


def sentence(criterion: Criterion) -> str:
    """Return the criterion as one sentence."""
    first, *rest = clauses(criterion)
    return f"{first}: {'; '.join(rest)}."


def left_open(criterion: Criterion) -> list[str]:
    """Return what the criterion does not say, in the learner's words."""
    c = criterion
    found = []
    if c.unit == "not_said":
        found.append("what a case is, so the team may count any letter")
    if not c.floor:
        found.append("a floor for each language")
    if c.lost_letters == NO_CAP:
        found.append("a limit for letters lost in the archive")
    if c.compared_with != TODAY:
        found.append("a comparison with today's sorters")
    return found
