"""Two exercises and one written task, small enough to check by hand."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from doneenough.core.decision import Decision, option, text, whole
from doneenough.core.exercise import Exercise, Misconception, Prose, RubricLine
from doneenough.core.feedback import Feedback, MoneyLine

NEEDED = (20, 40, 60)


class Umbrellas(Decision):
    """How many umbrellas, and of which colour."""

    number: int = whole("Umbrellas to carry", unit="umbrellas", low=0, high=100)
    colour: str = option("Their colour", black="seen by nobody", red="seen by everybody")
    reason: str = text("Why", longest=80)

    blanks: ClassVar = {"reason": ""}


class FirstTry(Exercise[int, Umbrellas]):
    """Cost: 1,000 plus 100 for each umbrella too many or too few; 50 more for black."""

    lesson = "toy"
    name = "first_try"
    title = "First try"
    points = 10
    decision = Umbrellas
    table = "toy"

    def briefs(self) -> Sequence[int]:
        return NEEDED

    def show_brief(self, brief: int) -> str:
        return f"<p>{brief} people stand in the rain.</p>"

    def cost(self, brief: int, decision: Umbrellas) -> float:
        if decision.reason == "make the course fail":
            raise ZeroDivisionError
        away = abs(decision.number - brief)
        return 1000.0 + 100.0 * away + 50.0 * (decision.colour == "black")

    def policies(self, brief: int) -> Mapping[str, float]:
        return {"Carry none": 1000.0 + 100.0 * brief, "Carry 10": 1000.0 + 100.0 * (brief - 10)}

    def best(self, brief: int) -> Umbrellas:
        return Umbrellas(number=brief, colour="red", reason="")

    def reference(self, brief: int) -> Umbrellas:
        return Umbrellas(number=brief - 1, colour="red", reason="")

    def reasons(self, brief: int, scale: Any) -> str:
        return f"<p>Because {brief} people get wet.</p>"

    def feedback(self, brief: int, decision: Umbrellas, scale: Any) -> Feedback:
        print("a stray print must not matter")
        few = decision.number < brief / 2
        return Feedback(
            protected=f"{min(decision.number, brief)} people stay dry.",
            consequence=f"You wrote {decision.reason!r}.",
            money=(
                MoneyLine("Your choice", self.cost(brief, decision), is_learner=True),
                MoneyLine("The best choice", scale.best, is_best=True),
            ),
            lever="The number.",
            next_step="Carry another number.",
            why="Rain looks unlikely indoors." if few else "",
            misconception="sunny" if few else None,
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[int, Umbrellas]]:
        return (
            Misconception(
                "sunny",
                "It never rains",
                "The sun shone yesterday.",
                lambda brief: Umbrellas(number=0, colour="red", reason=""),
                shown_in="The rain",
            ),
        )


class LastWord(FirstTry):
    """The same, committed, under another brief."""

    name = "last_word"
    title = "Last word"
    points = 20
    shift = 1
    committed = True


EXERCISES = (FirstTry(), LastWord())
PROSE = (
    Prose(
        lesson="toy",
        name="note",
        title="A note",
        prompt="Tell them why.",
        rubric=(RubricLine("Says why", ("no", "partly", "yes")),),
        exemplars=(),
    ),
)
