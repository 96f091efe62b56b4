"""A step of its own: one choice, one picture, one sentence in counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from doneenough.core import store
from doneenough.explorer.controls import Choice, Status
from doneenough.explorer.steps import BUTTON, Step, View, heading, say


class Pick(Step):
    """One choice, starting with one of its options; *Go on* opens the next step.

    ``view`` takes the position of the option and returns picture and sentence.
    """

    def __init__(
        self,
        title: str,
        label: str,
        options: Sequence[str],
        view: Callable[[int], View],
        *,
        start: int = 0,
        invite: str,
    ) -> None:
        super().__init__(title)
        self.view, self.invite = view, invite
        self.choice = Choice(label=label, options=list(options))
        self.choice.value = start
        self.picture = widgets.HTML()
        self.sentence = Status()
        self.button = widgets.Button(description="Go on", layout=BUTTON)

    def build(self) -> Sequence[widgets.Widget]:
        """Return choice, picture and sentence."""
        self.done = store.recall(self.explorer.lesson, f"seen.{self.title}") is True
        self.choice.observe(self.guarded(self._draw), "value")
        self.button.on_click(self.guarded(self._go_on))
        self._draw()
        invite = widgets.HTML(say(self.invite))
        parts = [self.choice, self.picture, self.sentence, self.button]
        return [heading(self.title), invite, *parts]

    def still(self) -> str:
        """Return the picture and sentence as they stand."""
        picture, sentence = self.view(self.choice.value)
        return super().still() + picture.html + say(sentence)

    def _draw(self) -> None:
        picture, sentence = self.view(self.choice.value)
        self.picture.value, self.sentence.text = picture.html, sentence

    def _go_on(self) -> None:
        if not self.done:
            store.remember(self.explorer.lesson, f"seen.{self.title}", True)
            self.finish()
