"""What each experiment of a lesson asks, so that what comes after waits for the answer.

JupyterLab's companion keeps everything below an experiment out of sight until its guesses
and questions are answered. Which those are follows from the lesson's layout; a server that
starts cannot wait for layouts to be imported, so ``doneenough release`` writes them down.
"""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path

from doneenough.core.lesson_files import ASKED, LESSONS, lesson_names
from doneenough.explorer.frame import Explorer

WARM_UP = "warm_up"
"""Its questions give nothing away, so nothing waits for them."""


def asked(lesson: str) -> dict[str, list[str]]:
    """Return, by the name a notebook calls, where the answers of each experiment are kept."""
    package = importlib.import_module(f"{LESSONS}.{lesson}")
    found = {}
    for name, call in inspect.getmembers(package, inspect.isfunction):
        given = inspect.signature(call)
        if name == WARM_UP or given.parameters or given.return_annotation != Explorer.__name__:
            continue
        keys = [step.key for step in call().steps if step.key]
        if keys:
            found[name] = keys
    return found


def write() -> list[str]:
    """Write down what every lesson asks; return the lessons for which that has changed."""
    changed = []
    for lesson in lesson_names():
        folder = Path(str(importlib.import_module(f"{LESSONS}.{lesson}").__file__)).parent
        new = json.dumps(asked(lesson), indent=1) + "\n"
        path = folder / ASKED
        if not path.is_file() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8")
            changed.append(lesson)
    return changed
