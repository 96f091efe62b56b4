"""Controls with real labels: a number, a choice, a text.

ipywidgets' sliders have no accessible name; these are native inputs, so keyboard and
screen readers work as everywhere on the web. Tests set ``value`` as a browser would.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"
STYLE = _STATIC / "controls.css"
"""The style sheet of all controls."""


def script(name: str) -> str:
    """Return a control's script, with what all controls share in front of it."""
    parts = [(_STATIC / file).read_text(encoding="utf-8") for file in ("keys.js", f"{name}.js")]
    return "\n".join(parts)


class Number(anywidget.AnyWidget):
    """A whole number from ``low`` to ``high``, by slider or by typing.

    ``value`` follows every movement; ``released`` counts the times the hand let go.
    """

    _esm = script("number")
    _css = STYLE

    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    low = traitlets.Int(0).tag(sync=True)
    high = traitlets.Int(100).tag(sync=True)
    step = traitlets.Int(1).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    released = traitlets.Int(0).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)


class OpenNumber(Number):
    """A number that is None until it is chosen, so that nothing is suggested."""

    value = traitlets.Int(None, allow_none=True).tag(sync=True)  # type: ignore[assignment]
    may_be_empty = traitlets.Bool(True).tag(sync=True)


class Choice(anywidget.AnyWidget):
    """One of a few options; ``value`` is its position, -1 while none is chosen.

    More than five options make a list to choose from; ``row`` sets a few side by side.
    """

    _esm = script("choice")
    _css = STYLE

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.Int(-1).tag(sync=True)
    row = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)


class Text(anywidget.AnyWidget):
    """A text of one or several lines."""

    _esm = script("text")
    _css = STYLE

    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(1).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)


class Status(anywidget.AnyWidget):
    """A sentence that screen readers announce when it changes; ``seen`` shows it too."""

    _esm = script("status")
    _css = STYLE

    text = traitlets.Unicode().tag(sync=True)
    seen = traitlets.Bool(True).tag(sync=True)


class Fold(anywidget.AnyWidget):
    """The head of a group of fields, which follow it in a box of class ``doneenough-folded``.

    ``held`` says what the fields hold while the group is closed: name, value, and a mark
    where it differs from a draft.
    """

    _esm = script("fold")
    _css = STYLE

    title = traitlets.Unicode().tag(sync=True)
    held: traitlets.List[list[str]] = traitlets.List().tag(sync=True)
    opened = traitlets.Bool(False).tag(sync=True)
