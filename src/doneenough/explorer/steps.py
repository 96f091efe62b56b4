"""The kinds of steps an experiment is made of."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.figures import Picture
from doneenough.core.html import paragraph
from doneenough.explorer.controls import Choice, Number, Status
from doneenough.explorer.frame import Explorer, Guard


class Step(ABC):
    """One step. ``done`` opens the next one."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.is_open = False
        self.done = False
        self.explorer: Explorer

    def attach(self, explorer: Explorer) -> None:
        """Tell the step which experiment it belongs to."""
        self.explorer = explorer

    @abstractmethod
    def build(self) -> Sequence[widgets.Widget]:
        """Return the widgets of the open step."""

    def still(self) -> str:
        """Return the step as HTML for readers without a kernel."""
        return f"<h4>{html.escape(self.title)}</h4>"

    def finish(self) -> None:
        """Mark the step done and open the next."""
        self.done = True
        self.explorer.refresh()

    def guarded(self, action: Callable[[], None]) -> Callable[..., None]:
        """Return ``action`` as a callback whose errors are shown in words."""

        def callback(*_: Any) -> None:
            with Guard(self.explorer):
                action()

        return callback


class Say(Step):
    """Text (HTML) and perhaps a picture; done at once."""

    def __init__(self, title: str, body: Callable[[], str]) -> None:
        super().__init__(title)
        self.body = body

    def build(self) -> Sequence[widgets.Widget]:
        """Return heading and text."""
        self.done = True
        return [heading(self.title), widgets.HTML(self.body())]

    def still(self) -> str:
        """Return heading and text."""
        return super().still() + self.body()


class Predict(Step):
    """A guess, given before any number that answers it is visible, and kept."""

    def __init__(self, title: str, key: str, question: str, *, high: int, unit: str) -> None:
        super().__init__(title)
        self.key, self.question, self.high, self.unit = key, question, high, unit
        self.number = Number(label=question, high=high, unit=unit, value=0)
        self.button = widgets.Button(description="This is my guess", button_style="", layout=BUTTON)
        self.said = Status()
        self._guess: int | None = None

    @property
    def guess(self) -> int | None:
        """The guess, or None."""
        if self._guess is not None:
            return self._guess
        kept = store.recall(self.explorer.lesson, f"guess.{self.key}")
        return kept if type(kept) is int and 0 <= kept <= self.high else None

    def build(self) -> Sequence[widgets.Widget]:
        """Return question, control and button; a guess kept from earlier counts."""
        self.button.on_click(self.guarded(self._keep))
        if self.guess is not None:
            self.number.value = self.guess
            self._close("Your guess from earlier")
            self.done = True
        return [heading(self.title), self.number, self.button, self.said]

    def _keep(self) -> None:
        if self.done:
            return
        # Kept here too: in a folder that cannot be written the lesson goes on all the same.
        self._guess = self.number.value
        store.remember(self.explorer.lesson, f"guess.{self.key}", self.number.value)
        self._close("Your guess")
        self.finish()

    def _close(self, words: str) -> None:
        # The button stays enabled: a disabled one would lose the focus, and with it the keys.
        self.number.disabled = True
        self.said.text = f"{words}: {self.number.value} {self.unit}. It stays in your own folder."


@dataclass(frozen=True)
class Answer:
    """One option of a question, with what is said when it is chosen."""

    text: str
    reply: str
    right: bool = False


More = Callable[[], str] | None
"""HTML shown once a question has been answered."""


class Ask(Step):
    """A question by click, with an explanation for every option."""

    def __init__(
        self, title: str, key: str, question: str, answers: Sequence[Answer], more: More = None
    ) -> None:
        super().__init__(title)
        self.key, self.answers, self.more = key, answers, more
        self.choice = Choice(label=question, options=[answer.text for answer in answers])
        self.said = Status()
        self.added = widgets.HTML()

    def build(self) -> Sequence[widgets.Widget]:
        """Return the question; an answer opens the next step but may be changed."""
        kept = store.recall(self.explorer.lesson, f"answer.{self.key}")
        if type(kept) is int and 0 <= kept < len(self.answers):
            self.choice.value = kept
            self._reply()
            self.done = True
        self.choice.observe(self.guarded(self._chosen), "value")
        return [heading(self.title), self.choice, self.said, self.added]

    def _chosen(self) -> None:
        store.remember(self.explorer.lesson, f"answer.{self.key}", self.choice.value)
        self._reply()
        self.finish()

    def _reply(self) -> None:
        self.said.text = self.answers[self.choice.value].reply
        self.added.value = self.more() if self.more else ""


BUTTON = {"width": "auto", "align_self": "flex-start"}
"""As wide as its words, at the left."""

View = tuple[Picture, str]
"""A picture and the sentence that goes with it."""


class Act(Step):
    """One control, one picture, one sentence in counts.

    ``draw`` takes the value of the control and returns picture and sentence. The
    sentence is announced to screen readers when the control is let go.
    """

    def __init__(
        self,
        title: str,
        control: Mapping[str, Any],
        draw: Callable[[int], View],
        *,
        invite: str,
        intro: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(title)
        self.number = Number(**control)
        self.draw, self.invite, self.intro = draw, invite, intro
        self.picture = widgets.HTML()
        self.sentence = widgets.HTML()
        self.announced = Status(seen=False)
        self.button = widgets.Button(description="Go on", layout=BUTTON)
        self.said = Status()
        self.moved = False

    def build(self) -> Sequence[widgets.Widget]:
        """Return control, picture and sentence; *Go on* opens the next step."""
        self.number.observe(self.guarded(self._moved), "value")
        self.number.observe(self.guarded(self._announce), "released")
        self.button.on_click(self.guarded(self._go_on))
        self.done = store.recall(self.explorer.lesson, self._seen) is True
        self._redraw()
        top = [heading(self.title)]
        if self.intro:
            top.append(widgets.HTML(self.intro()))
        invite = widgets.HTML(say(self.invite))
        parts = [invite, self.number, self.picture, self.sentence, self.announced]
        return [*top, *parts, self.button, self.said]

    def still(self) -> str:
        """Return the picture and sentence as they stand."""
        picture, sentence = self.draw(self.number.value)
        intro = self.intro() if self.intro else ""
        return super().still() + intro + picture.html + say(sentence)

    def _redraw(self) -> None:
        picture, sentence = self.draw(self.number.value)
        self.picture.value = picture.html
        self.sentence.value = say(sentence)

    def _moved(self) -> None:
        self._redraw()
        self.moved = True
        self.said.text = ""

    def _announce(self) -> None:
        # Announced once per release: a live region that spoke at every movement of the
        # slider would drown the listener.
        self.announced.text = self.draw(self.number.value)[1]

    @property
    def _seen(self) -> str:
        return f"seen.{self.title}"

    def _go_on(self) -> None:
        if not self.moved and not self.done:
            # Going on without having tried would only skip the point.
            self.said.text = "Move the control first, then go on."
            return
        if not self.done:
            store.remember(self.explorer.lesson, self._seen, True)
            self.finish()
        if self.explorer.steps[-1] is self:
            self.said.text = "That was the last step here. Read on below."


def heading(text: str) -> widgets.HTML:
    """Return the heading of a step."""
    return widgets.HTML(f'<h4 style="margin:.8em 0 .2em">{html.escape(text)}</h4>')


def say(text: str) -> str:
    """Return one paragraph as HTML."""
    return paragraph(text)
