"""What the companion is told of each notebook that learners get: what it is, what it asks.

All of it comes from the course, nothing from a learner's copies. A notebook that is not of
a lesson with a card gets its kind alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from doneenough.core.lesson_files import ASKED, Card, cards, read_json
from doneenough.lab.launch import START_PAGE
from doneenough.lab.work import learner_files


def notebooks(root: Path, here: Path) -> dict[str, dict[str, Any]]:
    """Return the path of each notebook in the learner's folder -> what the companion needs.

    ``kind`` is ``"start"``, ``"lesson"`` or ``"assessment"``. Of a lesson and its assessment
    there are also ``title``, ``number``, ``progress`` (the file in her folder that keeps what
    she did) and ``onward`` (the notebook that comes next on the way through the course); of a
    lesson ``asks`` (what it calls -> keys of the answers it waits for) and ``pages`` (file
    name -> title), of an assessment ``tasks`` (labels of its decisions).

    Parameters
    ----------
    root
        The course.
    here
        The learner's folder, from the folder that the server shows.
    """
    found = {}
    standing = {card.assignment: card for card in cards()}
    for place, source in learner_files(root):
        if place.suffix == ".ipynb":
            card = standing.get(place.stem)
            told: dict[str, Any] = {"kind": _kind(place)}
            if card is not None:
                told |= _of(card, told["kind"], here)
                if told["kind"] == "assessment":
                    told["tasks"] = _tasks(source)
            found[(here / place).as_posix()] = told
    return found


def _kind(place: Path) -> str:
    if place.as_posix() == START_PAGE:
        return "start"
    return "assessment" if place.parts[0] == "assessments" else "lesson"


def _of(card: Card, kind: str, here: Path) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": card.question,
        "number": card.number,
        "progress": f"progress/{card.lesson}.json",
    }
    if kind == "lesson":
        onward = f"assessments/{card.assignment}/{card.notebook}"
        told["asks"] = _asks(card.lesson)
        told["pages"] = dict(card.pages)
    else:
        later = [each for each in cards() if each.number > card.number]
        onward = f"course/{later[0].notebook}" if later else START_PAGE
    return told | {"onward": (here / onward).as_posix()}


def _asks(lesson: str) -> Any:
    try:
        return read_json(lesson, ASKED)
    except FileNotFoundError:
        return {}


def _tasks(notebook: Path) -> list[str]:
    """Return the labels of the decisions a learner takes, in their order.

    Texts are left out: they are private, so nothing is kept that says whether there is one.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        facts = [cell["metadata"].get("nbgrader", {}) for cell in code]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []
    labels = [fact.get("grade_id") for fact in facts if fact.get("solution")]
    return [label for label in labels if label and label != "me"]
