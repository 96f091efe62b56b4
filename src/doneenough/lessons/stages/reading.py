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
                "Three of us mend old letters. Training waits.” Where are they?",
                [
                    Answer(f"{BUILD}.", "So says the plan. But training waits."),
                    Answer(
                        f"{PREPARE}.",
                        "Yes. They are back at the data. That is right, if somebody says it.",
                        right=True,
                    ),
                    Answer(f"{CHECK}.", "There is nothing to check while training waits."),
                ],
            ),
            Ask(
                "Stand-up, second team",
                "loop_2",
                "The plan says “Check the model”. “Translated letters did badly in the test. Omar "
                "tries two other models, Lena turns the settings.” Where are they?",
                [
                    Answer(
                        f"{BUILD}.",
                        "Yes. The check has done its work and sent them back. The same test "
                        "letters will not do for the next check.",
                        right=True,
                    ),
                    Answer(f"{CHECK}.", "That was before. What they do today changes the model."),
                    Answer(f"{WATCH}.", "Nothing is live that could be watched."),
                ],
            ),
            Ask(
                "Stand-up, third team",
                "loop_3",
                "The plan says “Put it to use”. “For water damage the clerks mean something else "
                "by urgent. We meet again and write down what is right.” Where are they?",
                [
                    Answer(f"{USE}.", "Not while nobody knows what a right answer is."),
                    Answer(f"{PREPARE}.", "Close. But before data comes the question they answer."),
                    Answer(
                        f"{NEED}.",
                        "Yes. That is five stages back, and nobody has called it so.",
                        right=True,
                    ),
                ],
            ),
        ],
    )


def practise() -> Explorer:
    """Three meeting notes: the stage, and the gate that nobody speaks of."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Meeting note 1",
                "note_1",
                "Energy supplier. “The forecast did well on last winter, which it had never seen, "
                "in all regions. Next week it sets the prices. The new meters send every ten "
                "minutes, the archive was hourly.”",
                [
                    Answer(
                        f"{BUILD}; the hold-out test is missing.",
                        "Last winter was new to it. That was a hold-out test.",
                    ),
                    Answer(
                        f"{CHECK}; the shadow run is missing.",
                        "Yes. The test was sound. But no forecast has been made from the new "
                        "meters yet.",
                        right=True,
                    ),
                    Answer(
                        f"{WATCH}; monitoring is missing.",
                        "It will be needed, but nothing is live yet.",
                    ),
                ],
            ),
            Ask(
                "Meeting note 2",
                "note_2",
                "Housing company. “First model, 98 of 100 messages sorted right, new ones too. "
                "The column with the visitor's name helps most. Now we try bigger models.”",
                [
                    Answer(
                        f"{CHECK}; the shadow run is missing.",
                        "They are still building. And something cheaper comes first.",
                    ),
                    Answer(
                        f"{BUILD}; the hold-out test is missing.",
                        "New messages were tested. That does not help where the column itself "
                        "is the trouble.",
                    ),
                    Answer(
                        f"{BUILD}; the data check is missing.",
                        "Yes. Who visited is known only after a message has been sorted.",
                        right=True,
                    ),
                ],
            ),
            Ask(
                "Meeting note 3",
                "note_3",
                "Airline. “Live since May, with a shadow run before. Two of us have moved to the "
                "next project. Since July we fly new routes. No complaints so far.”",
                [
                    Answer(
                        f"{WATCH}; monitoring is missing.",
                        "Yes. No complaints is not a count, and the routes are new.",
                        right=True,
                    ),
                    Answer(f"{USE}; the shadow run is missing.", "They had one, before May."),
                    Answer(f"{BUILD}; the data check is missing.", "Nobody builds at present."),
                ],
            ),
        ],
    )
