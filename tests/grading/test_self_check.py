"""The report without a terminal says what `doneenough check` says."""

from pathlib import Path

import pytest

from doneenough.core.lesson_files import cards
from doneenough.grading.check import check, find_notebook
from doneenough.grading.notebook import self_check
from doneenough.paths import course_root


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_the_report_on_the_saved_notebook(card, work):
    assert "No report yet" in self_check(card.lesson).html
    master = course_root() / "solutions" / card.assignment / card.notebook
    own = work / "assessments" / card.assignment / card.notebook
    own.parent.mkdir(parents=True)
    own.write_bytes(master.read_bytes())
    said = self_check(card.lesson)
    result = check(own.read_bytes())
    assert f"Automatic points: {result.auto_whole} of {result.auto_most:g}" in said.text
    assert "not a credential" in said.text
    assert (work / "reports" / f"{card.assignment}.html").exists()
    own.write_text("{", encoding="utf-8")
    assert "No report yet" in self_check(card.lesson).html


def test_an_assessment_is_found_by_its_name(work, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = cards()[0].assignment
    own = work / "assessments" / name / f"{name}.ipynb"
    own.parent.mkdir(parents=True)
    own.write_text("{}", encoding="utf-8")
    assert find_notebook(Path(name)) == own
    assert find_notebook(Path(f"{name}.ipynb")) == own
    assert find_notebook(Path("elsewhere") / name) == Path("elsewhere") / name


def test_an_unknown_lesson_is_no_error():
    assert "No report" in self_check("nothing").html
