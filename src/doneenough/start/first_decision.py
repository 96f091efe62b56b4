"""Would you sign? A first decision before anything is taught."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask, say
from doneenough.lessons.evidence.figures import letters_view, passing, usual_mark
from doneenough.lessons.evidence.story import STORY

CHECKED, REPORTED = 50, 46
"""Fewer letters than in lesson 5, whose first guess would otherwise be answered here."""


def would_you_sign() -> Explorer:
    """Return the question and, once answered, what follows from signing."""
    weak, good = passing(CHECKED, usual_mark(CHECKED))

    def consequence() -> str:
        picture, _ = letters_view(CHECKED)
        return picture.html + say(
            f"The upper crowd: {TEAMS} teams whose model is too weak, really right "
            f"{100 * STORY.weak:.0f} times in 100. {weak} of them reach {usual_mark(CHECKED)} of "
            f"{CHECKED} by luck. The lower crowd: {TEAMS} teams with a good model, and "
            f"{TEAMS - good} of them miss it by bad luck. A number alone does not tell you which "
            "crowd you are looking at. Lesson 5 shows what does."
        )

    return Explorer(
        "start",
        [
            Ask(
                "Would you sign?",
                "cold_open",
                f"A team checked its model on {CHECKED} letters. {REPORTED} were right. The "
                f"agreed mark is {usual_mark(CHECKED)}. The launch needs your signature.",
                [
                    Answer(
                        "I sign: the mark is met.",
                        f"With this rule you would also sign {weak} of {TEAMS} models that are "
                        "too weak.",
                    ),
                    Answer(
                        "I do not sign.",
                        f"You stay clear of the {weak} weak ones in {TEAMS}. But {good} of "
                        f"{TEAMS} good ones have met the mark too, and they wait with you.",
                    ),
                    Answer(
                        "I ask a question first.",
                        "A good habit. The best questions: how many letters, how many tries, and "
                        "who chose them?",
                    ),
                ],
                more=consequence,
            )
        ],
    )
