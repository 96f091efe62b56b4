"""Controls with real labels: a number, a choice, a text.

ipywidgets' sliders have no accessible name; these are native inputs, so keyboard and
screen readers work as everywhere on the web. Tests set ``value`` as a browser would.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Number(anywidget.AnyWidget):
    """A whole number from ``low`` to ``high``, by slider or by typing.

    ``value`` follows every movement; ``released`` counts the times the hand let go.
    """

    _esm = _STATIC / "number.js"
    _css = _STATIC / "controls.css"

    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    low = traitlets.Int(0).tag(sync=True)
    high = traitlets.Int(100).tag(sync=True)
    step = traitlets.Int(1).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    released = traitlets.Int(0).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)


class Choice(anywidget.AnyWidget):
    """One of a few options; ``value`` is its position, -1 while none is chosen."""

    _esm = _STATIC / "choice.js"
    _css = _STATIC / "controls.css"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.Int(-1).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)


class Text(anywidget.AnyWidget):
    """A text of one or several lines."""

    _esm = _STATIC / "text.js"
    _css = _STATIC / "controls.css"

    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(1).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)


class Status(anywidget.AnyWidget):
    """A sentence that screen readers announce when it changes; ``seen`` shows it too."""

    _esm = _STATIC / "status.js"
    _css = _STATIC / "controls.css"

    text = traitlets.Unicode().tag(sync=True)
    seen = traitlets.Bool(True).tag(sync=True)
