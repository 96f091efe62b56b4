"""Slips of typing: a kind sentence in the notebook, untouched under nbgrader."""

import nbformat
import pytest
from nbclient import NotebookClient

from doneenough.grading.slips import about_name, about_syntax
from shared.patience import KERNEL


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ('rule = {\n  "cases": 300 letters,\n}', '"cases": 300 letters'),
        ('rule = {"cases": 90%}', "without commas, %"),
        ('rule = {"cases": 300', "bracket"),
        ('rule = {"then": “stop”}', "quote"),
    ],
)
def test_what_is_said_about_a_cell_that_is_not_python(source, part):
    assert part in about_syntax(source)
    assert "SyntaxError" not in about_syntax(source)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("stop", 'write "stop"'),
        ("sign_off_rule", "no sign_off_rule yet. Press the start button"),
        ("review", "no review yet. Press the start button"),
        ("brief", "Press the start button"),
    ],
)
def test_what_is_said_about_a_word_that_stands_for_nothing(name, part):
    assert part in about_name(name, {"x"})


def run(cells, monkeypatch, execution):
    if execution:
        monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    else:
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    opening = "from doneenough.grading.slips import kind_errors\nkind_errors()"
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (opening, *cells)]
    )
    NotebookClient(book, kernel_name="python3", allow_errors=True, **KERNEL).execute()
    return [cell.outputs for cell in book.cells[1:]]


SLIPS = ['rule = {"cases": 300 letters}', "rule = {'then': stop}", "final_rule"]


def test_a_notebook_shows_no_red_text(monkeypatch):
    for outputs in run(SLIPS, monkeypatch, ""):
        assert [item.output_type for item in outputs] == ["display_data"]
        assert "needs a small fix" in outputs[0].data["text/html"]
        assert "Traceback" not in str(outputs)


def test_other_errors_are_left_alone(monkeypatch):
    ((division,),) = run(["1 / 0"], monkeypatch, "")
    assert division.ename == "ZeroDivisionError"


@pytest.mark.parametrize("execution", ["autograde", "validate"])
def test_nbgrader_sees_the_error_itself(monkeypatch, execution):
    # Without the error in its output, nbgrader would give full points.
    for outputs in run(SLIPS, monkeypatch, execution):
        assert "error" in [item.output_type for item in outputs]
