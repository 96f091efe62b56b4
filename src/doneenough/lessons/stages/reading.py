"""Short notes to read: which stage a team is really in, and which gate is missing."""

from __future__ import annotations

from doneenough.core.lifecycle import STAGES
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask

LESSON = "stages"
NEED, PREPARE, BUILD, CHECK, USE, WATCH = STAGES


def loop_back() -> Explorer:
    """Three stand-up notes of teams that have gone back without saying so."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Stand-up, first team",
                "loop_1",
                "The plan says “Build the model”. “The nightly import wrote wrong dates again. "
                "Three of us mend old letters. Training waits.” Where are they really?",
                [
                    Answer(f"{BUILD}.", "So says the plan. But training waits."),
                    Answer(
                        f"{PREPARE}.",
                        "Yes. The work on the data is not done. Going back is right, "
                        "if somebody says it.",
                        right=True,
                    ),
                    Answer(f"{CHECK}.", "There is nothing to check while training waits."),
                ],
            ),
            Ask(
                "Stand-up, second team",
                "loop_2",
                "The plan says “Check the model”. “On fresh letters the model did worse than the "
                "clerks. Omar tries two others, Lena turns the settings.” Where are they really?",
                [
                    Answer(
                        f"{BUILD}.",
                        "Yes. No model beats today's way yet. The check has sent them back. The "
                        "same test letters will not do for the next one.",
                        right=True,
                    ),
                    Answer(
                        f"{CHECK}.", "A model to check comes first, and building it is not done."
                    ),
                    Answer(f"{WATCH}.", "Nothing is live that could be watched."),
                ],
            ),
            Ask(
                "Stand-up, third team",
                "loop_3",
                "The plan says “Put it to use”. “For water damage the clerks mean something else "
                "by urgent. We meet again and write down what is right.” Where are they really?",
                [
                    Answer(f"{USE}.", "Not while nobody knows what a right answer is."),
                    Answer(f"{PREPARE}.", "Close. But before data comes the question they answer."),
                    Answer(
                        f"{NEED}.",
                        "Yes. The measure is not agreed on. That is four stages back.",
                        right=True,
                    ),
                ],
            ),
        ],
    )


def practise() -> Explorer:
    """Three meeting notes: the stage by the rule, and the gates that are open."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Meeting note 1",
                "note_1",
                "Housing company. “First model, 98 of 100 messages sorted right, new ones too. "
                "The column with the name of the plumber sent out helps most. Now we try bigger "
                "models.” Where are they really?",
                [
                    Answer(
                        f"{USE}; the shadow run is open.",
                        "It is open, too. But an earlier stage is not done.",
                    ),
                    Answer(
                        f"{CHECK}; the hold-out test is open.",
                        "New messages were counted. That does not help where the column itself "
                        "is the trouble.",
                    ),
                    Answer(
                        f"{PREPARE}; the data check is open.",
                        "Yes. Who was sent is known only after a message has been sorted.",
                        right=True,
                    ),
                ],
            ),
            Ask(
                "Meeting note 2: the stage",
                "note_2",
                "Energy supplier. “For each column we know when it is filled in. In all counts "
                "made while building, the forecast is closer than our experts. One winter lies "
                "aside, unopened. Next week it sets prices. New meters send every ten minutes; the "
                "archive was hourly.” Where are they really?",
                [
                    Answer(f"{USE}.", "So says the plan. Who has counted on the winter put aside?"),
                    Answer(
                        f"{CHECK}.",
                        "Yes. As far as building can show, it beats the experts. But nobody has "
                        "counted on the winter put aside: the first stage not done.",
                        right=True,
                    ),
                    Answer(f"{PREPARE}.", "The data check was kept: column by column."),
                ],
            ),
            Ask(
                "Meeting note 2: the gates",
                "note_2_gates",
                "The same team. Which gates before launch are open?",
                [
                    Answer(
                        "Only the shadow run.",
                        "That one, yes. But the winter put aside is still unopened.",
                    ),
                    Answer(
                        "Only the hold-out test.",
                        "That one first. But the new meters have not been tried either.",
                    ),
                    Answer(
                        "The hold-out test, then the shadow run.",
                        "Yes. First the winter it has never seen, then the new meters.",
                        right=True,
                    ),
                ],
            ),
            Ask(
                "Meeting note 3",
                "note_3",
                "Airline. “Live since May, all gates before that kept. Two of us have moved to "
                "the next project. Since July we fly new routes. No complaints so far.” Where "
                "are they really?",
                [
                    Answer(
                        f"{WATCH}; monitoring is open.",
                        "Yes. No complaints is not a count, and the routes are new.",
                        right=True,
                    ),
                    Answer(
                        f"{USE}; the shadow run is open.", "The shadow run was kept, before May."
                    ),
                    Answer("Nowhere: the project is done.", "It is live, and nobody counts."),
                ],
            ),
        ],
    )
