"""The frame of an experiment: steps that open one after the other.

A lesson lists its steps (:mod:`doneenough.explorer.steps`); the frame shows the first
and keeps the others closed until the step before them is done. So nobody sees an
outcome before she has made a guess.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

if TYPE_CHECKING:
    from doneenough.explorer.steps import Step


class Explorer:
    """Several steps as one widget.

    Parameters
    ----------
    lesson
        Name of the lesson, under which guesses are kept.
    steps
        The steps in order; each opens when the one before it is done.

    Attributes
    ----------
    errors
        What went wrong in callbacks. Learners read it in words; tests want it empty.
    """

    def __init__(self, lesson: str, steps: Sequence[Step]) -> None:
        self.lesson = lesson
        self.steps = list(steps)
        self.errors: list[Exception] = []
        self.trouble = widgets.HTML()
        self._boxes = [widgets.VBox() for _ in self.steps]
        self.widget = widgets.VBox([self.trouble, *self._boxes])
        for step in self.steps:
            step.attach(self)
        self.refresh()

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
        still = self.still()
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
            "kept. Please run this cell again (press Shift and Enter). If it happens twice, "
            f"tell your instructor: {html.escape(type(error).__name__)}.</p>"
        )
        return True


def closed(title: str) -> widgets.HTML:
    """Return the line that stands for a step not open yet."""
    return widgets.HTML(
        '<p style="color:#57606a;font-size:var(--jp-content-font-size1,14px)">'
        f"{html.escape(title)}: opens after the step above.</p>"
    )
