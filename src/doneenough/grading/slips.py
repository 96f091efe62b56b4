"""Slips of typing, said kindly instead of in Python's red text.

A forgotten quote or bracket stops a cell before any of our code runs. In an
interactive notebook these two errors get a sentence of ours in their place. The cell
still counts as failed, so *Run All* stops there. Under nbgrader nothing is changed:
it looks for the error itself.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import doneenough
from doneenough.core.lesson_files import lesson_names
from doneenough.core.literals import Source
from doneenough.core.registry import all_exercises
from doneenough.grading.pages import notice

TITLE = "This cell needs a small fix"
SAFE = "Your text is still there. Fix it, then press Shift and Enter again."


def kind_errors() -> None:
    """Show slips of typing kindly from now on, in an interactive notebook only."""
    shell = _shell()
    if shell is None or os.environ.get("NBGRADER_EXECUTION"):
        return

    def syntax(filename: Any = None, **_: Any) -> None:
        del filename
        _show(about_syntax(_last_input(shell)))

    def name(_shell: Any, _kind: Any, error: BaseException, *_: Any, **__: Any) -> list[str]:
        _show(about_name(getattr(error, "name", "") or "", set(shell.user_ns)))
        return []

    shell.showsyntaxerror = syntax
    shell.set_custom_exc((NameError,), name)


def about_syntax(source: str) -> str:
    """Return what to say about a cell that is not Python."""
    if told := Source(source).trouble:
        return told
    return "The cell can't be read. Please look for a missing comma, quote or bracket."


def about_name(name: str, known: set[str]) -> str:
    """Return what to say about a word that stands for nothing.

    ``known`` holds the names that exist; without ``brief`` and ``grade`` the notebook
    has not been opened yet.
    """
    if name in (*doneenough.__all__, *lesson_names(), "me") or not known:
        return (
            "This notebook has been opened again, and its first cells haven't run yet. Press the "
            "start button at the top; or choose the menu Run, then Run All Cells."
        )
    if "_" in name or name in _answers():
        return f"There's no {name} yet. Press the start button at the top first."
    return f'The word {name} has no quotes around it. If you mean the word itself, write "{name}".'


def _answers() -> set[str]:
    return {exercise.name for exercise in all_exercises()}


def _show(sentence: str) -> None:
    from IPython.display import HTML, display

    display(HTML(notice(TITLE, [sentence, SAFE])))  # type: ignore[no-untyped-call]


def _last_input(shell: Any) -> str:
    inputs = getattr(shell.history_manager, "input_hist_raw", None) or [""]
    return str(inputs[-1])


def _shell() -> Any:
    if "IPython" not in sys.modules:
        return None
    return sys.modules["IPython"].get_ipython()
