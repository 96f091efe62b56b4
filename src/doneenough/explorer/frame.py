"""The frame of an experiment: steps that open one after the other.

A lesson lists its steps (:mod:`doneenough.explorer.steps`); the frame shows the first
and keeps the others closed until the step before them is done. So nobody sees an
outcome before she has made a guess.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

import ipywidgets as widgets

from doneenough.core.face import framed, style
from doneenough.core.icons import icon
from doneenough.core.lesson_files import card_of
from doneenough.core.people import person
from doneenough.core.wording import Fact, Wording, words_of


class Step(ABC):
    """One step. ``done`` opens the next one.

    ``keeps`` names where an answer is kept that must be given before anything further down
    the notebook may be read, such as ``guess``; empty where the step asks nothing.

    Parameters
    ----------
    name
        The id. Under it the step finds its words, ``step.<id>`` in the lesson's
        ``words.toml``, and keeps what the learner did.
    title
        The heading, where it does not stand in ``words.toml``.
    """

    keeps: ClassVar[str] = ""

    def __init__(self, name: str, title: str | None = None) -> None:
        self.id = name
        self._title = title
        self.is_open = False
        self.done = False
        self.explorer: Explorer

    @property
    def key(self) -> str:
        """Where the answer is kept; empty where the step asks nothing."""
        return f"{self.keeps}.{self.id}" if self.keeps else ""

    @property
    def title(self) -> str:
        """The heading."""
        return self.say("title") if self._title is None else self._title

    def attach(self, explorer: Explorer) -> None:
        """Tell the step which experiment it belongs to."""
        self.explorer = explorer

    def say(self, text: str, /, **values: Fact) -> str:
        """Return one of the texts under ``step.<id>``, filled."""
        return self.explorer.say(f"step.{self.id}.{text}", **values)

    def has(self, text: str) -> bool:
        """Whether there is such a text."""
        return self.explorer.words.has(f"step.{self.id}.{text}")

    def top(self) -> str:
        """Return the heading as HTML, and who speaks below it (``who``, where it says so)."""
        title = f'<h3 class="de-heading">{html.escape(self.title)}</h3>'
        if not self.has("who"):
            return title
        role = self.say("who")
        return title + person(role, dict(card_of(self.explorer.lesson).people).get(role, ""))

    def heading(self) -> widgets.HTML:
        """Return the heading as a widget."""
        return widgets.HTML(self.top())

    @abstractmethod
    def build(self) -> Sequence[widgets.Widget]:
        """Return the widgets of the open step."""

    def still(self) -> str:
        """Return the step as HTML for readers without a kernel."""
        return self.top()

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


class Explorer:
    """Several steps as one widget.

    Parameters
    ----------
    lesson
        Name of the lesson, whose words the steps say and under which guesses are kept.
    steps
        The steps in order; each opens when the one before it is done.

    Attributes
    ----------
    values
        What the learner has guessed and chosen so far, for the texts of later steps:
        ``guess_<id>`` and ``chosen_<id>``.
    errors
        What went wrong in callbacks. Learners read it in words; tests want it empty.
    """

    def __init__(self, lesson: str, steps: Sequence[Step]) -> None:
        self.lesson = lesson
        self.steps = list(steps)
        self.values: dict[str, Fact] = {}
        self.errors: list[Exception] = []
        self.trouble = widgets.HTML()
        self._boxes = [widgets.VBox() for _ in self.steps]
        face = widgets.HTML(style(), layout={"display": "none"})
        self.widget = widgets.VBox([face, self.trouble, *self._boxes])
        self.widget.add_class("doneenough")
        for step in self.steps:
            step.attach(self)
        self.refresh()

    @cached_property
    def words(self) -> Wording:
        """The words of the lesson."""
        return words_of(self.lesson)

    def say(self, block: str, /, **values: Fact) -> str:
        """Return a text of the lesson, filled also with what the learner has chosen so far."""
        return self.words(block, **(self.values | values))

    def refresh(self) -> None:
        """Open every step whose predecessor is done."""
        opened = True
        for step, box in zip(self.steps, self._boxes, strict=True):
            if opened and not step.is_open:
                step.is_open = True
                with Guard(self):
                    box.children = tuple(step.build())
            elif not opened and not box.children:
                box.children = (closed(step.title),)
            opened = opened and step.done

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        still = framed(self.still())
        return {**data, "text/html": still, "text/plain": self.summary()}, metadata

    def still(self) -> str:
        """Return what remains without a kernel: titles and the pictures open now."""
        return "".join(step.still() for step in self.steps if step.is_open)

    def summary(self) -> str:
        """Return the open steps as plain text."""
        return "\n".join(step.title for step in self.steps if step.is_open)


class Guard:
    """Runs a callback; an error is shown in words and kept for the tests."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        self.explorer.errors.append(error)
        self.explorer.trouble.value = (
            '<p role="alert"><strong>This part has stopped working.</strong> Your guesses are '
            "safe. Please run this cell again (press Shift and Enter). If it happens twice, "
            f"tell your instructor: {html.escape(type(error).__name__)}.</p>"
        )
        return True


def closed(title: str) -> widgets.HTML:
    """Return the line that stands for a step not open yet."""
    return widgets.HTML(
        f'<p class="de-closed">{icon("closed")}{html.escape(title)}: '
        "opens after the step above.</p>"
    )
