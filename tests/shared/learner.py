"""A learner made of code: moves every control, answers every question, presses every button."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets

from doneenough.explorer.controls import Choice, Number, Text
from doneenough.explorer.forms import Handover
from doneenough.explorer.frame import Explorer
from doneenough.lab.keep_form import Parcel


def parts(widget: Any) -> Iterator[Any]:
    """Yield a widget and everything inside it, in the order shown."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def shown(explorer: Explorer) -> str:
    """Return all HTML that the explorer shows now."""
    return "\n".join(
        part.value for part in parts(explorer.widget) if isinstance(part, widgets.HTML)
    )


CONTROLS = (Number, Choice, Text, Handover, Parcel, widgets.Button)


def use(part: Any) -> None:
    """Use one control as a browser would."""
    if getattr(part, "disabled", False):
        return
    if isinstance(part, Number):
        for value in (part.low, part.high, (part.low + part.high) // 2):
            part.value = value
            part.released += 1
    elif isinstance(part, Choice):
        for value in range(len(part.options)):
            part.value = value
    elif isinstance(part, Text):
        part.value = '<b>"Zoë" & Söhne</b>'
    elif isinstance(part, Handover):
        press(part)
    elif isinstance(part, Parcel):
        # Hands out a file; takes one that is no zip, and says so.
        kind = "take" if part.takes else "give"
        part._handle_custom_msg({"kind": kind, "first": True, "last": True}, [])
    elif isinstance(part, widgets.Button):
        part.click()


def press(button: Handover, source: str | None = None) -> list[dict[str, Any]]:
    """Press the button of a form as a browser would; return what the form then says.

    ``source`` is what the answer cell holds.
    """
    said: list[dict[str, Any]] = []
    send = button.send
    button.send = lambda content, buffers=None: said.append(content)
    try:
        for kind in ("ready?", "press"):
            button._handle_custom_msg({"kind": kind, "source": source}, [])
        if said[-1]["kind"] == "confirm":
            button._handle_custom_msg({"kind": "confirmed", "source": source}, [])
        if said[-1]["kind"] == "write":
            button._handle_custom_msg({"kind": "written"}, [])
    finally:
        button.send = send
    return said


def work_through(explorer: Explorer) -> int:
    """Use every control once, those that open on the way included; return how many."""
    return work_through_part(explorer.widget)


def work_through_part(whole: Any) -> int:
    """Use every control of one part so; return how many."""
    used: set[int] = set()
    while True:
        new = [part for part in parts(whole) if isinstance(part, CONTROLS) and id(part) not in used]
        if not new:
            return len(used)
        # One at a time: using a control may open others.
        used.add(id(new[0]))
        use(new[0])
