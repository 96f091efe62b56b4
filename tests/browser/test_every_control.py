"""Every kind of control there is, by mouse and by keyboard: what is given arrives in the kernel."""

from __future__ import annotations

import json

import nbformat
import pytest
from desk import Desk
from hands import Act, Control, Hands, Keys, Mouse

from doneenough.core.lesson_files import cards
from shared.patience import eventually

PAGE = """
import ipywidgets as widgets
from doneenough.core import store
from doneenough.explorer.controls import Choice, Number, OpenNumber, Text

few, many = [f"option {n}" for n in range(3)], [f"line {n}" for n in range(9)]
parts = {
    "number": Number(label="A number", low=0, high=100),
    "open number": OpenNumber(label="An open number", low=0, high=100),
    "few": Choice(label="One of few", options=few),
    "row": Choice(label="One of a row", options=few, row=True),
    "many": Choice(label="One of many", options=many),
    "line": Text(label="A line"),
    "lines": Text(label="Some lines", rows=3),
}
button = widgets.Button(description="Ready")
def keep(_):
    store.remember("start", "given", {name: part.value for name, part in parts.items()})
button.on_click(keep)
widgets.VBox([*parts.values(), button])
"""
OTHER = cards()[-1].notebook
"""The companion acts only on the course's own notebooks: this one stands in for its copy."""
KINDS = {"range", "number", "radio", "list", "text", "textarea", "button"}
GIVEN = {
    "number": 42,
    "open number": 42,
    "few": 2,
    "row": 2,
    "many": 7,
    "line": "My own words",
    "lines": "My own words",
}


def plan(control: Control) -> Act:
    match control.kind:
        case "range":
            return 60  # the box beside it comes later and counts
        case "number":
            return 42
        case "radio":
            return 2
        case "list":
            return control.options.index("line 7")
        case "button":
            return 1
    return "My own words"


@pytest.mark.parametrize("kind", [Mouse, Keys])
def test_every_kind_of_control(desk: Desk, kind: type[Hands]) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Controls"), nbformat.v4.new_code_cell(PAGE)],
        metadata={
            "doneenough": {"schema": 1, "kind": "start"},
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        },
    )
    nbformat.write(notebook, desk.work / "course" / OTHER)
    desk.open(f"course/{OTHER}")
    hands = kind(desk)
    hands.start()
    hands.walk(plan)
    assert hands.kinds == KINDS
    kept = desk.work / "progress" / "start.json"
    eventually(kept.is_file, "what was given")
    assert json.loads(kept.read_text(encoding="utf-8"))["given"] == GIVEN
