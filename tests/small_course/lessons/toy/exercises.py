"""Two exercises and one written task, small enough to check by hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from doneenough.core.decision import Decision, option, text, whole
from doneenough.core.exercise import Consequence, Exercise, Hint, Prose

NEEDED = (20, 40, 60)


class Umbrellas(Decision):
    """How many umbrellas, and of which colour."""

    number: int = whole("Umbrellas to carry", unit="umbrellas", low=0, high=100)
    colour: str = option("Their colour", black="seen by nobody", red="seen by everybody")
    reason: str = text("Why", longest=80)

    blanks: ClassVar = {"reason": ""}


class Carry(Exercise[int, Umbrellas]):
    """Cost: 1,000 plus 100 for each umbrella too many or too few; 50 more for black."""

    lesson, table, brief, decision = "toy", "toy", int, Umbrellas

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
        return {"none": 1000.0 + 100.0 * brief, "ten": 1000.0 + 100.0 * (brief - 10)}

    def best(self, brief: int) -> Umbrellas:
        return Umbrellas(number=brief, colour="red", reason="")

    def reference(self, brief: int) -> Umbrellas:
        return Umbrellas(number=brief - 1, colour="red", reason="")

    def reasons(self, brief: int, scale: Any) -> str:
        return f"<p>Because {brief} people get wet.</p>"

    def consequence(self, brief: int, decision: Umbrellas, scale: Any) -> Consequence:
        print("a stray print must not matter")
        dry = min(decision.number, brief)
        return Consequence(self.say("kept", dry=dry), f"You wrote {decision.reason!r}.")

    def hint(self, brief: int, decision: Umbrellas, scale: Any) -> Hint:
        return Hint("The number.", "Carry another number.")

    def belief(self, brief: int, decision: Umbrellas, scale: Any) -> str | None:
        return "sunny" if decision.number < brief / 2 else None

    @property
    def plays(self) -> Mapping[str, Callable[[int], Umbrellas]]:
        return {"sunny": lambda _: Umbrellas(number=0, colour="red", reason="")}


EXERCISES = (
    Carry("first_try", points=10),
    Carry("last_word", points=20, shift=1, committed=True),
)
PROSE = (Prose("toy", "note"),)
