"""The pipeline board: which gates a team keeps, and 200 projects as dots."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.words import capital
from doneenough.explorer.controls import Choice, Status
from doneenough.explorer.steps import BUTTON, Step, heading, say
from doneenough.lessons.stages.figures import dots
from doneenough.lessons.stages.pipeline import ALL, GATES, MONITORING
from doneenough.lessons.stages.projects import WORSE, cost, demo, disappointed, live
from doneenough.lessons.stages.story import NAMES, without

ONE, SEVERAL = "Skip one gate", "Skip as many as you like"
WHY = {
    "data_check": "A column is filled in only after the answer is known. Live, it is empty.",
    "hold_out": "The demo was counted on letters it was trained on. A second group was rare there.",
    "shadow_run": "The live feed sends amounts in thousands. Nobody looked before launch.",
    "monitoring": "The letters are a year old. The world has moved, and nobody counts.",
}
"""The defect that stays without each gate."""


@lru_cache
def view(kept: frozenset[str]) -> tuple[Picture, str]:
    """Return the dots and the sentence for a set of gates kept."""
    skipped = [NAMES[gate] for gate in GATES if gate not in kept]
    shown, was = demo(kept), live(kept)
    title = (
        f"{capital(_listed(skipped))} skipped: {shown.mean():.0f} in the demo, "
        f"{was.mean():.0f} live"
        if skipped
        else f"All gates kept: {shown.mean():.0f} in the demo, {was.mean():.0f} live"
    )
    if len(skipped) == len(GATES):
        title = f"All gates skipped: {shown.mean():.0f} in the demo, {was.mean():.0f} live"
    sentence = (
        f"Of {TEAMS} projects, {disappointed(kept)} are at least {WORSE} of 100 letters worse "
        "live than in the demo."
    )
    return dots(shown.tolist(), was.tolist(), title, sentence, WORSE), sentence


class Board(Step):
    """Choices on top, one picture, one sentence in counts; *Go on* opens the next step."""

    def __init__(self, title: str, invite: str) -> None:
        super().__init__(title)
        self.invite = invite
        self.picture = widgets.HTML()
        self.sentence = Status()
        self.button = widgets.Button(description="Go on", layout=BUTTON)
        self.said = Status()
        self.moved = False

    @property
    @abstractmethod
    def choices(self) -> Sequence[Choice]:
        """The controls."""

    @property
    @abstractmethod
    def kept(self) -> frozenset[str]:
        """The gates kept now."""

    def words(self) -> str:
        """Return the sentence for what is chosen now."""
        return view(self.kept)[1]

    def build(self) -> Sequence[widgets.Widget]:
        """Return choices, picture and sentence."""
        self.done = store.recall(self.explorer.lesson, f"seen.{self.title}") is True
        for choice in self.choices:
            choice.observe(self.guarded(self._moved), "value")
        self.button.on_click(self.guarded(self._go_on))
        self._draw()
        top = [heading(self.title), widgets.HTML(say(self.invite)), *self.choices]
        return [*top, self.picture, self.sentence, self.button, self.said]

    def still(self) -> str:
        """Return the picture and sentence as they stand."""
        return super().still() + view(self.kept)[0].html + say(self.words())

    def _draw(self) -> None:
        self.picture.value, self.sentence.text = view(self.kept)[0].html, self.words()

    def _moved(self) -> None:
        self._draw()
        self.moved = True
        self.said.text = ""

    def _go_on(self) -> None:
        if not self.moved and not self.done:
            self.said.text = "Change a choice first, then go on."
        elif not self.done:
            store.remember(self.explorer.lesson, f"seen.{self.title}", True)
            self.finish()


class SkipOne(Board):
    """One gate skipped at a time."""

    def __init__(self) -> None:
        super().__init__(
            ONE,
            "Each mark is one project. Choose one line after the other. Watch where they go: "
            "to the right is a better demo, down is worse live.",
        )
        named = (NAMES[gate] if gate == MONITORING else f"the {NAMES[gate]}" for gate in GATES)
        options = ["nothing", *named]
        self.choice = Choice(label="The team skips", options=options, value=0)

    @property
    def choices(self) -> Sequence[Choice]:
        """One choice."""
        return (self.choice,)

    @property
    def kept(self) -> frozenset[str]:
        """All gates but the chosen one."""
        at = self.choice.value
        return without(GATES[at - 1]) if at > 0 else ALL

    def words(self) -> str:
        """Add the defect that stays."""
        left = ALL - self.kept
        return " ".join([view(self.kept)[1], *(WHY[gate] for gate in left)])


class SkipSeveral(Board):
    """Each gate kept or skipped, with what all that costs."""

    def __init__(self) -> None:
        super().__init__(SEVERAL, "Keep or skip each gate. Watch the marks and the money.")
        self.switches = {
            gate: Choice(label=capital(NAMES[gate]), options=["skipped", "kept"], value=0)
            for gate in GATES
        }
        for switch in self.switches.values():
            switch.row = True

    @property
    def choices(self) -> Sequence[Choice]:
        """A choice for each gate."""
        return tuple(self.switches.values())

    @property
    def kept(self) -> frozenset[str]:
        """The gates kept."""
        return frozenset(gate for gate, switch in self.switches.items() if switch.value == 1)

    def words(self) -> str:
        """Add the money."""
        return (
            f"{view(self.kept)[1]} Gates, repairs and harm cost {euros(cost(self.kept))} on "
            "average."
        )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
