"""Who answered another group's situation: a note for each learner, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.orm import Session

from doneenough.core.briefs import PRACTICE
from doneenough.grading.cohort import ledger

FEWEST, MOST_OF = 5, 0.8
"""With so many notebooks, the code that this share of them names is everybody's."""


def group_notes(session: Session, assignment: str, listed: Mapping[str, str]) -> dict[str, str]:
    """Return a note for each learner whose notebook names a group that isn't hers.

    Parameters
    ----------
    session, assignment
        Whose notebooks are compared.
    listed
        The group of each learner, where a list said it.
    """
    named = {
        row.learner: _code(row.record.get("cohort", ""))
        for row in ledger.all_rows(session, assignment)
        if row.record.get("questions") and row.record["status"] != "unanswered"
    }
    known = {learner: _code(group) for learner, group in listed.items()}
    groups = set(known.values()) - {""}
    usual, count = next(iter(Counter(named.values()).most_common(1)), ("", 0))
    if not usual or count < max(FEWEST, MOST_OF * len(named)):
        usual = ""
    notes = {}
    for learner, code in named.items():
        mine = known.get(learner, "")
        if mine and code in groups - {mine}:
            notes[learner] = (
                f"The notebook names the group “{code}”, so it has that group's situation; the "
                f"list of learners says “{mine}”."
            )
        elif usual and code not in (usual, mine):
            said = f"names the group “{code}”" if code else "names no group"
            notes[learner] = (
                f"The notebook {said}, while {count} of {len(named)} name “{usual}”, so it has "
                "another situation."
            )
    return notes


def _code(text: object) -> str:
    code = str(text).strip()
    return "" if code == PRACTICE else code
