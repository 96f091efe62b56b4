"""Where the work goes: five shares to guess, beside what a survey says."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from doneenough.core import store
from doneenough.explorer.controls import Number, Status
from doneenough.explorer.steps import BUTTON, Step, heading, say
from doneenough.lessons.stages.figures import side_by_side
from doneenough.lessons.stages.story import SURVEY

TITLE = "Your guess: where 100 hours go"


def scaled(values: Sequence[int]) -> list[int]:
    """Return shares of 100 in the proportion of ``values``; equal ones where all are 0."""
    total = sum(values)
    if not total:
        return [round(100 / len(values))] * len(values)
    return [round(100 * value / total) for value in values]


class Shares(Step):
    """Five numbers, then both pictures side by side. Ungraded."""

    def __init__(self) -> None:
        super().__init__(TITLE)
        self.numbers = [
            Number(label=name, unit="hours", low=0, high=100, step=5, value=20) for name in SURVEY
        ]
        self.button = widgets.Button(description="This is my guess", layout=BUTTON)
        self.said = Status()
        self.picture = widgets.HTML()

    def build(self) -> Sequence[widgets.Widget]:
        """Return the numbers; a guess kept from earlier is shown again."""
        kept = store.recall(self.explorer.lesson, "guess.shares")
        self.button.on_click(self.guarded(self._keep))
        invite = widgets.HTML(
            say(
                "A data scientist works 100 hours. How many go into each of these? If your "
                "numbers do not add up to 100, we scale them."
            )
        )
        if _is_guess(kept):
            for number, value in zip(self.numbers, kept, strict=True):
                number.value = value
            self._show()
            self.done = True
        return [heading(TITLE), invite, *self.numbers, self.button, self.said, self.picture]

    def still(self) -> str:
        """Return the picture once there is a guess."""
        return super().still() + str(self.picture.value)

    def _keep(self) -> None:
        if self.done:
            return
        values = [number.value for number in self.numbers]
        store.remember(self.explorer.lesson, "guess.shares", values)
        self._show()
        self.finish()

    def _show(self) -> None:
        for number in self.numbers:
            number.disabled = True
        mine = scaled([number.value for number in self.numbers])
        self.picture.value = side_by_side(list(SURVEY), mine, list(SURVEY.values())).html
        model = SURVEY["Choosing a model"] + SURVEY["Training and scoring it"]
        self.said.text = (
            f"In the survey {model} of 100 hours go into the model itself; you said "
            f"{mine[2] + mine[3]}. Most of the work is around it. A weak source: about 2,400 "
            "people judged their own week, and the company that asked sells to them."
        )


def _is_guess(kept: object) -> bool:
    return (
        isinstance(kept, list)
        and len(kept) == len(SURVEY)
        and all(type(value) is int and 0 <= value <= 100 for value in kept)
    )
