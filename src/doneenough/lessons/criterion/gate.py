"""The end of the story: sign, amend or refuse, and what each answer costs."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask
from doneenough.lessons.criterion.clauses import NOT_ONE, REFUSE, Criterion, changed
from doneenough.lessons.criterion.outcome import outcome
from doneenough.lessons.criterion.sentence import clauses
from doneenough.lessons.criterion.story import DRAFT, SOUND, STORY

LESSON = "criterion"


def answers() -> dict[str, Criterion]:
    """Return the four answers at the gate."""
    return {
        "Sign Dana's draft": DRAFT,
        "Refuse it": changed(DRAFT, verdict=REFUSE),
        "Amend it, and allow not one lost letter": changed(SOUND, lost_letters=NOT_ONE),
        "Amend it, with a limit for lost letters": SOUND,
    }


def friday() -> Explorer:
    """The gate: sign, amend or refuse, then see what each answer costs."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Your decision",
                "friday",
                "Friday, 8 May. Dana needs your answer. What do you say?",
                [
                    Answer(
                        "I sign the draft. The team knows what is meant.",
                        "The team may know. The criterion does not, and it signs every kind.",
                    ),
                    Answer(
                        "I refuse. Nobody can write this properly.",
                        "Then the work goes on by hand, and that costs money too.",
                    ),
                    Answer(
                        "I amend it, and not one letter may be lost.",
                        "Nearly right. But good models lose a letter now and then. Look at the "
                        "third line below.",
                    ),
                    Answer(
                        "I amend it, with a limit for lost letters.",
                        "Yes. It stops the kinds that do harm and lets good ones through.",
                        right=True,
                    ),
                ],
                more=lambda: (
                    grid(
                        "What each answer does",
                        ("Answer", "Good ones signed", "Letter-losers signed", "Cost on average"),
                        [_row(name, criterion) for name, criterion in answers().items()],
                    )
                    + paragraph("The amended draft, as Dana and you sign it:")
                    + steps(clauses(SOUND))
                ),
            )
        ],
    )


def _row(name: str, criterion: Criterion) -> tuple[str, str, str, str]:
    done = outcome(STORY, criterion)
    good, loses = crowd_count(done.accepted[0]), crowd_count(done.accepted[3])
    return name, f"{good} of {TEAMS}", f"{loses} of {TEAMS}", euros(done.cost)
