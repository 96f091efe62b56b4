"""What comes after a guess waits for it: the companion knows of every guess there is."""

from __future__ import annotations

import ast
import importlib
import json

import pytest

from doneenough.core.lesson_files import ASKED, Card, cards, read_json
from doneenough.explorer.asked import WARM_UP, asked
from doneenough.explorer.frame import Explorer
from doneenough.paths import course_root

each_lesson = pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)


@each_lesson
def test_what_is_written_down_is_what_the_layout_asks(card: Card) -> None:
    assert read_json(card.lesson, ASKED) == asked(card.lesson), "run `make release`"


@each_lesson
def test_every_guess_in_the_notebook_holds_back_what_follows(card: Card) -> None:
    """Whatever a cell shows, a guess in it is one that the companion waits for."""
    known = read_json(card.lesson, ASKED)
    notebook = json.loads((course_root() / "course" / card.notebook).read_text("utf-8"))
    waited = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        last = ast.parse("".join(cell["source"])).body[-1]
        assert isinstance(last, ast.Expr)
        assert isinstance(last.value, ast.Call)
        assert isinstance(last.value.func, ast.Attribute)
        call = last.value.func.attr
        # The companion reads the call from the cell's text: it is a line of its own.
        assert f"{ast.unparse(last)}" in "".join(cell["source"]).splitlines()
        package = importlib.import_module(f"doneenough.lessons.{card.lesson}")
        shown = getattr(package, call)()
        if isinstance(shown, Explorer) and call != WARM_UP:
            keys = [step.key for step in shown.steps if step.key]
            assert known.get(call, []) == keys
            waited += keys
    assert [key for key in waited if key.startswith("guess.")]


@each_lesson
def test_an_answer_is_kept_under_the_key_that_is_waited_for(card: Card) -> None:
    names = [key for keys in read_json(card.lesson, ASKED).values() for key in keys]
    assert len(names) == len(set(names))
    assert all(key.startswith(("guess.", "answer.")) for key in names)
