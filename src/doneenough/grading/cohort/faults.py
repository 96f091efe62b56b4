"""Ways in which submissions really break, each with the status it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from doneenough.grading.master import ME


@dataclass(frozen=True)
class Fault:
    """One way to break a submission. ``file`` is another name, where it gets one."""

    change: Callable[[bytes], bytes]
    expected: str
    file: str = ""


def _inside(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        notebook = json.loads(data)
        change(notebook)
        return json.dumps(notebook, ensure_ascii=False).encode()

    return changed


def _label(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _answer_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution") and _label(cell) != ME
    ]


def _strip(notebook: dict[str, Any]) -> None:
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _lose_an_answer(notebook: dict[str, Any]) -> None:
    notebook["cells"].remove(_answer_cells(notebook)[0])


def _be_somebody_else(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        if _label(cell) == ME:
            cell["source"] = 'me = {"learner_id": "L000", "cohort": "practice"}'


def _break_the_identity(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        if _label(cell) == ME:
            cell["source"] = 'me = {"learner_id": input(), "cohort": "practice"}'


FAULTS = {
    "cut off": Fault(lambda data: data[: len(data) * 2 // 3], "unreadable"),
    "renamed": Fault(lambda data: data, "graded", "my answers (2).ipynb"),
    "empty file": Fault(lambda data: b"", "unreadable"),
    "labels lost": Fault(_inside(_strip), "graded with repairs"),
    "web page": Fault(lambda data: b"<!DOCTYPE html><html>Sign in</html>", "unreadable"),
    "answer deleted": Fault(_inside(_lose_an_answer), "cannot match"),
    "other encoding": Fault(lambda data: data.decode().encode("utf-16"), "graded with repairs"),
    "another's id": Fault(_inside(_be_somebody_else), "identity mismatch"),
    "conflict": Fault(lambda data: b"<<<<<<< HEAD\n" + data, "unreadable"),
    "code as id": Fault(_inside(_break_the_identity), "unreadable"),
}
