"""Releases of a tiny course, with nbgrader's own steps and its stock blanks."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from tiny_course import graded, master

from doneenough import release

# nbgrader's own sessions; its grades are asserted below.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def write_master(course: Path, notebook: nbformat.NotebookNode) -> None:
    nbformat.write(notebook, course / "solutions" / "01_tiny" / "01_tiny.ipynb")


def test_a_release_is_blank_and_tidy(course: Path) -> None:
    assert release.release(course, "01_tiny")
    notebook = read(course / "assessments" / "01_tiny" / "01_tiny.ipynb")
    assert [cell.id for cell in notebook.cells] == ["title", "answer", "check", "picture"]
    assert notebook.cells[1].source == "answer = None"
    assert notebook.cells[2].source == "answer == 42"
    assert notebook.metadata == {
        "kernelspec": release.KERNELSPEC,
        "doneenough": {"minutes": 30},
    }
    assert notebook.cells[0].metadata == {}
    assert set(notebook.cells[2].metadata) == {"deletable", "editable", "nbgrader"}
    assert notebook.cells[2].metadata.nbgrader.points == 3
    assert notebook.cells[3].metadata == {"jupyter": {"source_hidden": True}}
    for cell in notebook.cells[1:]:
        assert cell.outputs == []
        assert cell.execution_count is None


def test_data_beside_the_master_is_released(course: Path) -> None:
    release.release(course, "01_tiny")
    assert (course / "assessments" / "01_tiny" / "letters.csv").read_text() == "n\n91\n"


def test_the_same_master_makes_the_same_bytes(course: Path) -> None:
    release.release(course, "01_tiny")
    committed = (course / "assessments" / "01_tiny" / "01_tiny.ipynb").read_bytes()
    assert release.regenerate(course, "01_tiny")["01_tiny.ipynb"] == committed
    assert committed.endswith(b"}\n")
    assert not release.release(course, "01_tiny")


def test_a_changed_master_is_noticed_and_released(course: Path) -> None:
    release.release(course, "01_tiny")
    old = release.regenerate(course, "01_tiny")
    changed = master()
    changed.cells[0].source = "# Which one?"
    write_master(course, changed)
    assert release.regenerate(course, "01_tiny") != old
    assert release.release(course, "01_tiny")
    notebook = read(course / "assessments" / "01_tiny" / "01_tiny.ipynb")
    assert notebook.cells[0].source == "# Which one?"


def test_a_file_that_left_the_master_leaves_the_release(course: Path) -> None:
    release.release(course, "01_tiny")
    (course / "solutions" / "01_tiny" / "letters.csv").unlink()
    assert release.release(course, "01_tiny")
    assert not (course / "assessments" / "01_tiny" / "letters.csv").exists()


@pytest.mark.parametrize("fault", ["duplicate", "points", "half", "nameless"])
def test_a_refused_master_leaves_the_release_as_it_was(course: Path, fault: str) -> None:
    release.release(course, "01_tiny")
    before = release._contents(course / "assessments")
    path = course / "solutions" / "01_tiny" / "01_tiny.ipynb"
    broken = master()
    if fault == "duplicate":
        broken.cells[2].metadata = graded("answer", points=3)
    elif fault == "points":
        del broken.cells[2].metadata.nbgrader["points"]
    text = nbformat.writes(broken)
    if fault == "half":
        text = text[: len(text) // 2]
    elif fault == "nameless":
        cells = json.loads(text)
        del cells["cells"][1]["id"]
        text = json.dumps(cells)
    path.write_text(text, encoding="utf-8")
    reason = {
        "duplicate": "Duplicate grade id",
        "points": "points",
        "half": "isn't a notebook",
        "nameless": "cell 2 of 01_tiny.ipynb has no id",
    }[fault]
    with pytest.raises(release.ReleaseError, match=reason) as caught:
        release.release(course, "01_tiny")
    assert "01_tiny" in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert release._contents(course / "assessments") == before


def test_a_failed_swap_puts_the_old_release_back(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.release(course, "01_tiny")
    before = release._contents(course / "assessments")
    changed = master()
    changed.cells[0].source = "# Which one?"
    write_master(course, changed)
    rename = Path.rename

    def refuse_the_new(self: Path, target: Path) -> Path:
        if self.name == "01_tiny" and self.parent.name.startswith(".release-"):
            raise PermissionError("in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(PermissionError):
        release.release(course, "01_tiny")
    assert release._contents(course / "assessments") == before


def test_an_unknown_master_is_named(course: Path) -> None:
    with pytest.raises(release.ReleaseError, match="99_none"):
        release.build_release(course, "99_none", course / "aside")


def test_releasing_needs_no_gradebook(course: Path) -> None:
    release.release(course, "01_tiny")
    assert not (course / "cohort" / "gradebook.db").exists()


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course / 'cohort' / 'gradebook.db'}", "tiny")


def test_registering_does_not_touch_the_releases(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in an environment that was not activated: nbgrader starts a command by name.
    monkeypatch.setenv("PATH", "/nowhere")
    assert release.register_gradebook(course) == ["01_tiny"]
    assert list((course / "assessments").iterdir()) == []
    with gradebook(course) as book:
        assert book.find_assignment("01_tiny").max_score == 3
    assert os.environ["PATH"] == "/nowhere"


def hand_in(course: Path) -> None:
    with gradebook(course) as book:
        book.update_or_create_student("ada")
        book.update_or_create_submission("01_tiny", "ada")
        grade = book.find_grade("check", "01_tiny", "01_tiny", "ada")
        grade.auto_score, grade.manual_score = 2.0, 2.5
        book.db.commit()


def test_registering_again_keeps_the_grades(course: Path) -> None:
    release.register_gradebook(course)
    hand_in(course)
    reworded = master()
    reworded.cells[2].source = "answer == 42  # the answer"
    write_master(course, reworded)
    release.register_gradebook(course)
    with gradebook(course) as book:
        grade = book.find_grade("check", "01_tiny", "01_tiny", "ada")
        assert (grade.auto_score, grade.manual_score) == (2.0, 2.5)
        cell = book.find_source_cell("check", "01_tiny", "01_tiny")
        assert cell.source == "answer == 42  # the answer"


def test_other_graded_cells_after_submissions_are_refused_and_grades_kept(course: Path) -> None:
    release.register_gradebook(course)
    hand_in(course)
    changed = master()
    changed.cells[2].metadata = graded("another_check", points=3)
    write_master(course, changed)
    with pytest.raises(release.ReleaseError, match="there are submissions"):
        release.register_gradebook(course)
    with gradebook(course) as book:
        assert book.find_grade("check", "01_tiny", "01_tiny", "ada").manual_score == 2.5
