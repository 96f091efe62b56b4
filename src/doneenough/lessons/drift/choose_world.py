"""A step of its own: choose what happens to a product, and see three lines side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.figures import Picture
from doneenough.explorer.controls import Choice, Status
from doneenough.explorer.steps import BUTTON, Step, heading, say
from doneenough.lessons.drift.counts import flagged, noticed
from doneenough.lessons.drift.figures import three_panels
from doneenough.lessons.drift.story import FIRST_DAY, USUAL

TITLE = "Three worlds side by side"
WORLDS = {
    "stable": "Nothing changes",
    "harmless_shift": "Letters come from further away",
    "relationship": "Other letters need an expert, letters look the same",
    "gradual": "The same, but slowly",
    "broken_feed": "The number of words arrives as 0",
}
"""What can be chosen, by the name of its world."""
_MESSAGES = {
    "stable": "Nothing changes: all three lines stay where they were",
    "harmless_shift": "The inputs move, and the model is as right as before",
    "relationship": "Inputs and answers stay, and the model is wrong more often",
    "gradual": "Inputs and answers stay, and the model slowly gets worse",
    "broken_feed": "All three lines move: a broken feed shows everywhere",
}


class ChooseWorld(Step):
    """One choice, one picture, one sentence in counts."""

    def __init__(self) -> None:
        super().__init__(TITLE)
        self.choice = Choice(
            label=f"What happens on day {FIRST_DAY}", options=list(WORLDS.values())
        )
        self.choice.value = 0
        self.picture = widgets.HTML()
        self.sentence = Status()
        self.button = widgets.Button(description="Go on", layout=BUTTON)

    def build(self) -> Sequence[widgets.Widget]:
        """Return choice, picture and sentence; *Go on* opens the next step."""
        self.done = store.recall(self.explorer.lesson, f"seen.{TITLE}") is True
        self.choice.observe(self.guarded(self._draw), "value")
        self.button.on_click(self.guarded(self._go_on))
        self._draw()
        invite = widgets.HTML(
            say("One product, half a year. Choose one line after the other, and compare the lines.")
        )
        parts = [self.choice, self.picture, self.sentence, self.button]
        return [heading(TITLE), invite, *parts]

    def still(self) -> str:
        """Return the picture and sentence as they stand."""
        return super().still() + view(self._world)[0].html + say(view(self._world)[1])

    @property
    def _world(self) -> str:
        return list(WORLDS)[self.choice.value]

    def _draw(self) -> None:
        picture, sentence = view(self._world)
        self.picture.value, self.sentence.text = picture.html, sentence

    def _go_on(self) -> None:
        if not self.done:
            store.remember(self.explorer.lesson, f"seen.{TITLE}", True)
            self.finish()


@lru_cache
def view(world: str) -> tuple[Picture, str]:
    """Return picture and sentence for a world."""
    picture = three_panels(world, _MESSAGES[world])
    if world == "stable":
        return picture, (
            f"With the usual plan, {flagged(USUAL, world)} of 200 such products are called in "
            "half a year."
        )
    found, days = noticed(USUAL, world)
    harm = {
        "harmless_shift": "Nothing is wrong with any of them.",
        "broken_feed": "Here a call is worth its price.",
    }
    if not found:
        return picture, (
            "With the usual plan, 0 of 200 such products are called. Only the labels fall, and "
            "they come two weeks late."
        )
    return picture, (
        f"With the usual plan, {found} of 200 such products are called, after {days:.0f} days on "
        f"average. {harm[world]}"
    )
