"""Steps with controls: one picture and one sentence in counts, which follow the hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.html import paragraph
from doneenough.core.wording import Fact
from doneenough.explorer.controls import Choice, Number, Status
from doneenough.explorer.frame import Explorer, Step
from doneenough.explorer.steps import BUTTON, More, View, say


@dataclass(frozen=True)
class Whole:
    """A slider over whole numbers. Its words: ``label`` and ``unit``."""

    low: int
    high: int
    start: int
    step: int = 1


@dataclass(frozen=True)
class Pick:
    """One of a few options, which start with ``start``. Its words: ``label`` and ``options``.

    ``options`` is a table of id and text; the order there is the order shown.
    """

    start: str
    row: bool = False


Controls = Mapping[str, Whole | Pick]
"""The controls of a step by name; their words stand under ``step.<id>.<name>``."""


class Try(Step):
    """Controls, one picture, one sentence; *Go on* opens the next step.

    ``draw`` takes the values of the controls by name (a number, or the id of an option)
    and returns picture and sentence. The sentence is announced to screen readers when a
    control is let go. Its words: ``invite``, perhaps ``intro``, and those of the controls.
    """

    def __init__(
        self, name: str, controls: Controls, draw: Callable[..., View], more: More = None, **v: Fact
    ) -> None:
        super().__init__(name)
        self.kinds, self.draw, self.more, self.values = controls, draw, more, v
        self.controls: dict[str, Number | Choice] = {}
        self.picture = widgets.HTML()
        self.sentence = widgets.HTML()
        self.announced = Status(seen=False)
        self.button = widgets.Button(description="Go on", layout=BUTTON)
        self.said = Status()
        self.moved = False

    def attach(self, explorer: Explorer) -> None:
        """Make the controls."""
        super().attach(explorer)
        for name, kind in self.kinds.items():
            label = self.say(f"{name}.label", **self.values)
            if isinstance(kind, Whole):
                unit = self.say(f"{name}.unit", **self.values)
                self.controls[name] = Number(
                    label=label,
                    unit=unit,
                    low=kind.low,
                    high=kind.high,
                    step=kind.step,
                    value=kind.start,
                )
            else:
                options = self._options(name)
                self.controls[name] = Choice(
                    label=label,
                    options=list(options.values()),
                    value=list(options).index(kind.start),
                    row=kind.row,
                )

    def _options(self, name: str) -> dict[str, str]:
        block = self.explorer.words.block(f"step.{self.id}.{name}.options")
        found: dict[str, str] = self.explorer.words.fill_all(block, **self.values)
        return found

    @property
    def chosen(self) -> dict[str, int | str]:
        """The values of the controls by name: a number, or the id of an option."""
        return {
            name: control.value
            if isinstance(control, Number)
            else list(self._options(name))[control.value]
            for name, control in self.controls.items()
        }

    def view(self) -> View:
        """Return picture and sentence for what is chosen now."""
        return self.draw(**self.chosen)

    def build(self) -> Sequence[widgets.Widget]:
        """Return controls, picture and sentence."""
        for control in self.controls.values():
            control.observe(self.guarded(self._moved), "value")
            done = "released" if isinstance(control, Number) else "value"
            control.observe(self.guarded(self._announce), done)
        self.button.on_click(self.guarded(self._go_on))
        self.done = store.recall(self.explorer.lesson, f"seen.{self.id}") is True
        self._redraw()
        return [
            self.heading(),
            *([widgets.HTML(self._intro())] if self._intro() else []),
            widgets.HTML(say(self.say("invite", **self.values))),
            *self.controls.values(),
            self.picture,
            self.sentence,
            self.announced,
            self.button,
            self.said,
        ]

    def still(self) -> str:
        """Return the picture and sentence as they stand."""
        picture, sentence = self.view()
        return super().still() + self._intro() + picture.html + say(sentence)

    def _intro(self) -> str:
        text = say(self.say("intro", **self.values)) if self.has("intro") else ""
        return text + (self.more() if self.more else "")

    def _redraw(self) -> None:
        picture, sentence = self.view()
        self.picture.value = picture.html
        self.sentence.value = say(sentence)
        for name, value in self.chosen.items():
            self.explorer.values[f"chosen_{name}"] = value

    def _moved(self) -> None:
        self._redraw()
        self.moved = True
        self.said.text = ""

    def _announce(self) -> None:
        # Announced once per release: a live region that spoke at every movement of the
        # slider would drown the listener.
        self.announced.text = self.view()[1]

    def _go_on(self) -> None:
        if not self.moved and not self.done:
            # Going on without having tried would only skip the point.
            moves = any(isinstance(kind, Whole) for kind in self.kinds.values())
            self.said.text = (
                f"{'Move the control' if moves else 'Change a choice'} first, then carry on."
            )
            return
        if not self.done:
            store.remember(self.explorer.lesson, f"seen.{self.id}", True)
            self.finish()
        if self.explorer.steps[-1] is self:
            self.said.text = "That was the last step here. The text continues below."


class HowClose(Step):
    """How close the choice in the step before comes to the cheapest one.

    Its words: ``best`` for who found it and ``other`` for everyone else; both may name
    ``{{ chosen }}``, ``{{ chosen_cost }}``, ``{{ best }}`` and ``{{ best_cost }}``, and
    what ``values`` returns for the choice.

    Parameters
    ----------
    name
        The step's id.
    choice
        The step before, with one control.
    costs
        The cost in euros of each value of that control.
    values
        Further facts for the texts, given the choice.
    """

    def __init__(
        self,
        name: str,
        choice: Try,
        costs: Callable[[], Mapping[int, float]],
        values: Callable[[int], Mapping[str, Fact]] = lambda _chosen: {},
    ) -> None:
        super().__init__(name)
        self.choice, self.costs, self.values = choice, costs, values

    def body(self) -> str:
        """Return the comparison as HTML."""
        from doneenough.core.feedback import euros

        costs = self.costs()
        best = min(costs, key=costs.__getitem__)
        chosen = next(value for value in self.choice.chosen.values() if isinstance(value, int))
        known: dict[str, Fact] = {
            "chosen": chosen,
            "chosen_cost": euros(costs[chosen]),
            "best": best,
            "best_cost": euros(costs[best]),
        }
        text = "best" if costs[chosen] == costs[best] else "other"
        return paragraph(self.say(text, **(known | dict(self.values(chosen)))))

    def build(self) -> Sequence[widgets.Widget]:
        """Return heading and text."""
        self.done = True
        return [self.heading(), widgets.HTML(self.body())]

    def still(self) -> str:
        """Return heading and text."""
        return super().still() + self.body()
