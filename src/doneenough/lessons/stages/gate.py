"""The end of the story: what Paperline does next, and what each answer would cost."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.core.lifecycle import you_are_here
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask
from doneenough.lessons.stages.pipeline import ALL, DATA_CHECK, HOLD_OUT
from doneenough.lessons.stages.projects import cost, demo, disappointed, live
from doneenough.lessons.stages.story import GATE_OF, NONE, RULE

LESSON = "stages"
TESTED = frozenset({DATA_CHECK, HOLD_OUT})
"""The gates that can be kept without the live feed."""
ROWS = {
    "Go live on 26 January, no gate": NONE,
    "Data check and hold-out test, then go live": TESTED,
    "Loop back, and keep all four gates": ALL,
}


def _where() -> str:
    """Argue Paperline's stage by the rule, as HTML."""
    from doneenough.lessons.stages import STAGE

    return paragraph(
        f"Where is Paperline really? {RULE} Problem and measure are agreed on: the first "
        f"stage is done. The next gate is the {GATE_OF[STAGE]}, and nobody has kept it. So "
        f"Paperline is at “{STAGE}”. There is a model, and there was a demo. Neither changes "
        "that."
    ) + you_are_here(STAGE, "Paperline is here")


def decide() -> Explorer:
    """Choose what follows the demo, then see what each answer does."""
    rows = [
        (
            name,
            f"{demo(kept).mean():.0f}",
            f"{live(kept).mean():.0f}",
            f"{disappointed(kept)}",
            euros(cost(kept)),
        )
        for name, kept in ROWS.items()
    ]
    return Explorer(
        LESSON,
        [
            Ask(
                "Your decision",
                "thursday",
                "Thursday, 15 January. What do you say to the sponsor?",
                [
                    Answer(
                        "Go: we go live on 26 January.",
                        "The demo pleases everybody once more. Then the letters come.",
                    ),
                    Answer(
                        "Loop back: data check first, then gate by gate.",
                        "Yes, and you say where Paperline is. Dana is relieved: she had asked for "
                        "the data check in November.",
                        right=True,
                    ),
                    Answer(
                        "Nearly go: data check and hold-out test, then live.",
                        "Better than nothing. But the live feed stays unseen, and so does the "
                        "world after launch.",
                    ),
                    Answer(
                        "Stop the project.",
                        "Nothing you have seen says that the need is gone or the data cannot "
                        "carry it.",
                    ),
                ],
                more=lambda: (
                    _where()
                    + grid(
                        "What going on would do",
                        (
                            "Answer",
                            "Demo, of 100",
                            "Live, of 100",
                            f"Clearly worse live, of {TEAMS}",
                            "Costs on average",
                        ),
                        rows,
                    )
                ),
            )
        ],
    )
