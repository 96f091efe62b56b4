"""The experiments of lesson 1."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.html import grid
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask, Predict, Say, say
from doneenough.lessons.stages.board import SkipOne, SkipSeveral
from doneenough.lessons.stages.pipeline import ALL
from doneenough.lessons.stages.projects import WORSE, cost, disappointed, live
from doneenough.lessons.stages.shares import Shares
from doneenough.lessons.stages.story import NAMES, NONE, SKIPPED_FIRST, SURVEY, shown, without

LESSON = "stages"


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))


def first_answer() -> Explorer:
    """How far the project is, before anything is known."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Your first answer",
                "first",
                "How far is Paperline?",
                [
                    Answer("Nearly done.", "Kept. Now see what usually follows such a demo."),
                    Answer("About half-way.", "Kept. Now see what a demo lets you say."),
                    Answer(
                        "A demo alone does not say.",
                        "Kept. Now see how much it can hide.",
                        right=True,
                    ),
                ],
            )
        ],
    )


def where_the_work_goes() -> Explorer:
    """Guess five shares of the work."""
    return Explorer(LESSON, [Shares()])


def gates() -> Explorer:
    """A guess, then one gate skipped at a time."""
    fell = disappointed(without(SKIPPED_FIRST))
    guess = Predict(
        "Your guess",
        "one_skipped",
        f"{TEAMS} teams keep three gates and skip only the {NAMES[SKIPPED_FIRST]}. Some models "
        f"then get at least {WORSE} of 100 letters fewer right live than in the demo. In how many "
        "projects?",
        high=TEAMS,
        unit=f"of {TEAMS} projects",
    )

    def compare() -> str:
        return say(
            f"You guessed {guess.guess}. It is {fell} of {TEAMS}. With all four gates it is "
            f"{disappointed(ALL)}."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Say("One gate less", compare),
            SkipOne(),
            Ask(
                "What you have seen",
                "seen_one",
                "Without the data check, the demo gets better. Why?",
                [
                    Answer(
                        "The team saves time and builds a better model.",
                        "Then it would be better live, too. Look where the marks go: down.",
                    ),
                    Answer(
                        "The demo can read something that live work cannot.",
                        "Yes. The column is full in old letters. On the day a letter comes, it is "
                        "empty.",
                        right=True,
                    ),
                    Answer(
                        "By luck.",
                        f"Not in {TEAMS} projects, and never in the other direction.",
                    ),
                ],
            ),
        ],
    )


def several_gates() -> Explorer:
    """A guess, then all sets of gates, with the money."""
    was = round(float(live(NONE).mean()))
    guess = Predict(
        "Your guess",
        "none_kept",
        f"Paperline showed {shown()} of 100 letters right. None of the four gates was kept. In "
        "projects like this, how many of 100 are right live, on average?",
        high=100,
        unit="of 100 letters",
    )

    def compare() -> str:
        return say(
            f"You guessed {guess.guess}. It is {was}; a coin gets 50. Projects without any gate "
            "have the worst live work of all, and their demos are among the best."
        )

    cheap, dear = euros(cost(ALL)), euros(cost(NONE))
    saved = euros(min(cost(without(gate)) for gate in ALL))
    return Explorer(
        LESSON,
        [
            guess,
            Say("No gate at all", compare),
            SkipSeveral(),
            Ask(
                "Before you go on",
                "which_saves",
                "Each gate takes days. What does it save to skip just one of them?",
                [
                    Answer(
                        "Those days: it is cheaper.",
                        f"All four gates cost {cheap} with all repairs. Without one of them it is "
                        f"{saved} at least.",
                    ),
                    Answer(
                        "Nothing: each single one costs more later.",
                        f"Yes. With all gates it is {cheap}, with one less {saved} at least, with "
                        f"none {dear}. On Paperline each gate pays. Elsewhere ask for history and "
                        "price, as in the worked example below.",
                        right=True,
                    ),
                    Answer(
                        "It depends on the size of the data.",
                        "A good question. But among the projects with most letters, nearly as "
                        "many disappoint as among those with fewest.",
                    ),
                ],
            ),
        ],
    )


def handoffs() -> Explorer:
    """Where work is handed over, and which handoff broke."""

    def table() -> str:
        return grid(
            "Three handoffs",
            ("From and to", "What is handed over", "How it breaks", "What you notice"),
            [
                (
                    "Data to model",
                    "a table",
                    "nobody says when a column is filled in",
                    "a demo too good to be true",
                ),
                (
                    "Model to application",
                    "a score for each letter",
                    "a unit or a code differs in the live feed",
                    "worse from the first day on",
                ),
                (
                    "Application back to data",
                    "what clerks correct",
                    "corrections are not kept",
                    "worse month by month, and nobody counts",
                ),
            ],
        )

    names = ("Data to model.", "Model to application.", "Application back to data.")
    return Explorer(
        LESSON,
        [
            Say("Where projects stall", table),
            Ask(
                "Which handoff broke? First case",
                "handoff_1",
                "From the first live day on, nearly all letters are called “not urgent”. In the "
                "test the same model found half of them urgent.",
                [
                    Answer(names[0], "Then the test itself would have been too good."),
                    Answer(
                        names[1],
                        "Yes. The model is the same; what reaches it is not. A shadow run shows "
                        "that in days.",
                        right=True,
                    ),
                    Answer(names[2], "That shows over months, not on the first day."),
                ],
            ),
            Ask(
                "Which handoff broke? Second case",
                "handoff_2",
                "The clerks correct about 40 letters a day in their mail program. Since spring "
                "they correct more and more.",
                [
                    Answer(names[0], "The first months were fine, so the table was, too."),
                    Answer(names[1], "A feed that differs hurts at once, not more and more."),
                    Answer(
                        names[2],
                        "Yes. Their corrections are the best data there is, and nobody keeps them.",
                        right=True,
                    ),
                ],
            ),
        ],
    )


def explain() -> Explorer:
    """Choose an explanation; then ours, with four beliefs and where each failed."""
    model = SURVEY["Choosing a model"] + SURVEY["Training and scoring it"]
    monitoring = disappointed(without("monitoring"))

    def ours() -> str:
        return say(
            "Our explanation: a skipped gate does two things at once. It leaves a defect in, and "
            "it lets the demo be counted where the defect does not show. So live work falls, while "
            "the demo does not fall, and mostly rises."
        ) + grid(
            "Four beliefs that make this easy",
            ("Belief", "Why sensible people hold it", "Where you saw it fail"),
            [
                (
                    "A project runs in a straight line.",
                    "Plans are drawn so.",
                    "Three teams were back in an earlier stage.",
                ),
                (
                    "A good demo is nearly done.",
                    "You saw it work.",
                    f"{shown()} of 100 shown, {live(NONE).mean():.0f} of 100 live.",
                ),
                (
                    "The model is most of the work.",
                    "Everybody talks about it.",
                    f"About {model} of 100 hours, in one survey.",
                ),
                (
                    "The project ends at launch.",
                    "Other projects do.",
                    f"Without monitoring {monitoring} of {TEAMS} fall behind their demo.",
                ),
            ],
        )

    return Explorer(
        LESSON,
        [
            Ask(
                "Choose an explanation",
                "explain",
                f"The demo showed {shown()} of 100. Why does that say so little?",
                [
                    Answer(
                        "The team wanted to look good.",
                        "Nobody here has cheated. Each step looked reasonable.",
                    ),
                    Answer(
                        "It was counted where its defects cannot show.",
                        "Yes. That is what gates are for: they count where it will hurt.",
                        right=True,
                    ),
                    Answer(
                        "Demos show too few letters.",
                        "More of the same letters would show the same. They are the wrong ones.",
                    ),
                ],
                more=ours,
            )
        ],
    )
