"""Where the work goes: five shares to guess, beside what a survey says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets

from doneenough.core import store
from doneenough.explorer.controls import Number, Status
from doneenough.explorer.frame import Explorer, Step
from doneenough.explorer.steps import BUTTON, heading, say
from doneenough.lessons.stages.case import SURVEY, model_hours
from doneenough.lessons.stages.figures import side_by_side


def scaled(hours: Mapping[str, int]) -> dict[str, int]:
    """Return hours of 100 in the proportion of ``hours``; equal ones where all are 0."""
    total = sum(hours.values())
    if not total:
        return dict.fromkeys(hours, round(100 / len(hours)))
    return {name: round(100 * value / total) for name, value in hours.items()}


class Shares(Step):
    """Five numbers, then both pictures side by side. Ungraded."""

    keeps = "guess"

    def __init__(self) -> None:
        super().__init__("shares")
        self.numbers: dict[str, Number] = {}
        self.button = widgets.Button(description="This is my guess", layout=BUTTON)
        self.said = Status()
        self.picture = widgets.HTML()

    def attach(self, explorer: Explorer) -> None:
        """Make the controls."""
        super().attach(explorer)
        unit = self.say("unit")
        for name in SURVEY:
            label = self.say(f"activities.{name}")
            self.numbers[name] = Number(label=label, unit=unit, high=100, step=5, value=20)

    def build(self) -> Sequence[widgets.Widget]:
        """Return the numbers; a guess kept from earlier is shown again."""
        self.button.on_click(self.guarded(self._keep))
        kept = store.recall(self.explorer.lesson, self.key)
        if _is_guess(kept):
            for name, number in self.numbers.items():
                number.value = kept[name]
            self._show()
            self.done = True
        invite = widgets.HTML(say(self.say("invite")))
        asked = [heading(self.title), invite, *self.numbers.values()]
        return [*asked, self.button, self.said, self.picture]

    def still(self) -> str:
        """Return the picture once there is a guess."""
        return super().still() + str(self.picture.value)

    def _keep(self) -> None:
        if self.done:
            return
        guess = {name: number.value for name, number in self.numbers.items()}
        store.remember(self.explorer.lesson, self.key, guess)
        self._show()
        self.finish()

    def _show(self) -> None:
        for number in self.numbers.values():
            number.disabled = True
        mine = scaled({name: number.value for name, number in self.numbers.items()})
        rows = [(number.label, mine[name], SURVEY[name]) for name, number in self.numbers.items()]
        self.picture.value = side_by_side(self.say("picture"), rows).html
        self.said.text = self.say("said", mine=model_hours(mine))


def _is_guess(kept: object) -> bool:
    return (
        isinstance(kept, dict)
        and set(kept) == set(SURVEY)
        and all(type(value) is int and 0 <= value <= 100 for value in kept.values())
    )
