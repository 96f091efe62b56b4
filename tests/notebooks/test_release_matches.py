"""What learners get is what the masters make, and both are graded as they should be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import MASTERS, RELEASES, ROOT, name_of
from rules import Book

from doneenough import release
from doneenough.core.lesson_files import cards
from doneenough.core.registry import exercises, prose
from doneenough.core.scales import scale_of
from doneenough.grading.master import ME, Master, blanks
from doneenough.grading.score import score

# Our own words about nbgrader's gradebook sessions, as in tests/project.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")
ASSIGNMENTS = [path.parent.name for path in MASTERS]


def differences(root: Path, assignment: str) -> list[str]:
    """Return the files of a release that differ from what its master makes now."""
    folder = root / release.RELEASE / assignment
    made = release.regenerate(root, assignment)
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def graded_wrongly(master: bytes, handed_out: bytes) -> Iterator[str]:
    """Say what is wrong with the points of a master and of its untouched release."""
    judge = Master.read(master)
    full = score(judge, master)
    if (full.status, full.auto_points) != ("graded", full.auto_most):
        yield f"the master is {full.status} with {full.auto_points} of {full.auto_most}"
    for question in full.questions:
        if question.reviewed and question.state != "to review":
            yield f"the master's {question.name} is {question.state}"
    empty = score(judge, handed_out)
    if (empty.status, empty.auto_points, empty.notes) != ("unanswered", 0.0, ()):
        yield f"the release is {empty.status} with {empty.auto_points} points, {empty.notes}"
    for question in empty.questions:
        if question.state != "unanswered":
            yield f"the release's {question.name} is {question.state}"


def test_every_assignment_is_here():
    assert ASSIGNMENTS == release.assignments(ROOT) == [card.assignment for card in cards()]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_release_is_what_its_master_makes(assignment):
    assert differences(ROOT, assignment) == []


@pytest.mark.parametrize("path", MASTERS, ids=name_of)
def test_master_full_release_nothing(path):
    handed_out = ROOT / "assessments" / path.parent.name / path.name
    assert list(graded_wrongly(path.read_bytes(), handed_out.read_bytes())) == []


@pytest.mark.parametrize("path", MASTERS, ids=name_of)
def test_the_master_answers_the_canonical_brief_with_the_best_decision(path):
    book = Book.load(path)
    answers = {cell.nbgrader.get("grade_id"): cell.source for cell in book.cells}
    assert answers[ME] == blanks(book.facts["lesson"])[ME]
    for exercise in exercises(book.facts["lesson"]):
        best = scale_of(exercise, exercise.shift).best_decision
        assert answers[exercise.name] == best.render(exercise.name)
    for item in prose(book.facts["lesson"]):
        assert answers[item.name].split() == item.exemplars[0]["text"].split()


@pytest.mark.parametrize("path", RELEASES, ids=name_of)
def test_the_release_holds_the_blanks_and_no_answer(path):
    book = Book.load(path)
    found = {cell.nbgrader.get("grade_id"): cell.source for cell in book.cells}
    for label, blank in blanks(book.facts["lesson"]).items():
        assert found[label] == blank
    text = path.read_text(encoding="utf-8")
    for item in prose(book.facts["lesson"]):
        for exemplar in item.exemplars:
            assert exemplar["text"][:40] not in text


@pytest.mark.parametrize("path", MASTERS, ids=name_of)
def test_cells_keep_their_ids_from_master_to_release(path):
    released = Book.load(ROOT / "assessments" / path.parent.name / path.name)
    ids = [cell.stored["id"] for cell in Book.load(path).cells]
    assert [cell.stored["id"] for cell in released.cells] == ids


def change(path: Path, label: str, source: str) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [
        c for c in content["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == label
    ]
    cell["source"] = source
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the course that may be broken."""
    root = tmp_path / "clone"
    for name in ("course", "solutions", "assessments"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.mark.parametrize("folder", ["solutions", "assessments"])
def test_a_release_that_is_out_of_date_is_noticed(clone, folder):
    name = ASSIGNMENTS[0]
    path = clone / folder / name / f"{name}.ipynb"
    text = path.read_text(encoding="utf-8")
    assert "Assessment:" in text
    path.write_text(text.replace("Assessment:", "Exam:", 1), encoding="utf-8")
    assert differences(clone, name) == [f"{name}.ipynb"]


def test_a_file_beside_the_release_is_noticed(clone):
    name = ASSIGNMENTS[0]
    (clone / "assessments" / name / "key.csv").write_text("the answers")
    assert "key.csv" in differences(clone, name)


def test_a_master_that_is_not_the_best_and_a_release_with_answers_are_noticed(clone):
    name = ASSIGNMENTS[0]
    master, handed_out = (
        clone / folder / name / f"{name}.ipynb" for folder in ("solutions", "assessments")
    )
    exercise = exercises(Book.load(master).facts["lesson"])[0]
    worse = scale_of(exercise, exercise.shift + 1).best_decision
    other = next(iter(exercise.misconceptions)).example(exercise.briefs()[exercise.shift])
    assert worse != other
    change(handed_out, exercise.name, other.render(exercise.name))
    assert list(graded_wrongly(master.read_bytes(), handed_out.read_bytes())) != []
    change(handed_out, exercise.name, exercise.decision.blank(exercise.name))
    assert list(graded_wrongly(master.read_bytes(), handed_out.read_bytes())) == []
    change(master, exercise.name, other.render(exercise.name))
    assert list(graded_wrongly(master.read_bytes(), handed_out.read_bytes())) != []
