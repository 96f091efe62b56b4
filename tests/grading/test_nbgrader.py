"""nbgrader's own commands on a whole class, through our steps.

The class takes the lesson made for tests, with every fault there is; a class of a real lesson
belongs to the outer ring. Of every real lesson a full and an empty notebook are graded; a new
one needs no change here.
"""

from __future__ import annotations

import copy
import csv
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import determine_grade, is_grade

from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import exercises, prose
from doneenough.grading.master import CHECK
from doneenough.grading.score import STATUSES, score
from doneenough.release import course_config
from shared.cohort_course import make_course
from shared.grading_helpers import (
    Plain,
    answered,
    as_bytes,
    cell,
    find,
    label,
    position,
    reference_answers,
)
from shared.nbgrader_course import Course, master_of, once, shared_folder
from shared.small_course import SMALL, card_of, engine

pytestmark = pytest.mark.usefixtures("small_course")
EVIL = """Dear colleague,

we passed on the **fourth** try.<script>alert('prose')</script>

- <img src=x onerror="alert('image')"> one
- [a link](javascript:alert(1)) and [another](https://example.org)

<svg onload=alert(2)><style>body {display: none}</style>
"""


def change_first(function: Any) -> Any:
    return lambda notebook, names: function(notebook, names[0])


def twice(notebook: Plain, name: str) -> None:
    at = position(notebook, name)
    notebook["cells"].insert(at + 1, copy.deepcopy(notebook["cells"][at]) | {"id": "twin"})


def twice_check(notebook: Plain, name: str) -> None:
    twice(notebook, name + "_points")


def drop(notebook: Plain, name: str) -> None:
    notebook["cells"].remove(find(notebook, name))


def drop_check(notebook: Plain, name: str) -> None:
    drop(notebook, name + "_points")


def to_text(notebook: Plain, name: str) -> None:
    found = find(notebook, name)
    found["cell_type"] = "markdown"
    for key in ("outputs", "execution_count"):
        found.pop(key, None)


def strip(notebook: Plain, name: str) -> None:
    notebook["metadata"] = {}
    for item in notebook["cells"]:
        item["metadata"] = {}


def versions(notebook: Plain, name: str) -> None:
    for item, version in zip(notebook["cells"], [1, 99] * 99, strict=False):
        if label(item):
            item["metadata"]["nbgrader"]["schema_version"] = version


def other_lesson(notebook: Plain, name: str) -> None:
    notebook["metadata"]["doneenough"]["lesson"] = "no_such_lesson"
    for item in notebook["cells"]:
        item["metadata"] = {}
        item["source"] = "something else"
    notebook["cells"][0]["metadata"] = {"nbgrader": {"grade_id": "exercise_7", "grade": True}}


def bad(notebook: Plain, name: str) -> None:
    find(notebook, name)["source"] = f"{name} = {{'n': 2 * 150}}"


def somebody(notebook: Plain, name: str) -> None:
    source = 'me = {"learner_id": "zoe\\x1b[31m\\u202e", "cohort": "practice"}'
    find(notebook, "me")["source"] = source


def outputs(notebook: Plain, name: str) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    found = find(notebook, name + "_points")
    found["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": "1000000", "text/html": "<script>alert('output')</script>"},
        },
        {"output_type": "stream", "name": "stderr", "text": "x" * 3_000_000},
    ]
    found["source"] = "1000000"
    notebook["cells"].append(cell("markdown", "<script>alert('added')</script>", "added"))
    notebook["cells"][0]["attachments"] = {"a.png": {"image/png": "A" * 1000}}


CHANGES = {
    "twice": (twice, "graded with repairs"),
    "twice_check": (twice_check, "graded with repairs"),
    "no_check": (drop_check, "graded with repairs"),
    "no_me": (lambda notebook, name: drop(notebook, "me"), "graded with repairs"),
    "to_text": (to_text, "graded with repairs"),
    "stripped": (strip, "graded with repairs"),
    "versions": (versions, "graded"),
    "outputs": (outputs, "graded with repairs"),
    "bad": (bad, "graded"),
    "no_answer": (drop, "cannot match"),
    "other_lesson": (other_lesson, "wrong assignment"),
    "somebody": (somebody, "identity mismatch"),
}
FILES = {
    "cut_off": (lambda data: data[: len(data) // 2], "unreadable"),
    "empty": (lambda data: b"", "unreadable"),
    "web_page": (lambda data: b"<!DOCTYPE html><html></html>", "unreadable"),
    "conflict": (lambda data: b"<<<<<<< HEAD\n" + data, "unreadable"),
    "utf_16": (lambda data: data.decode().encode("utf-16"), "graded with repairs"),
    "bom": (lambda data: b"\xef\xbb\xbf" + data, "graded"),
    "old_format": (lambda data: as_version_3(data), "graded with repairs"),
}
STATUS = {name: status for name, (_, status) in (CHANGES | FILES).items()}
STATUS |= {"ada": "graded", "nobody": "unanswered", "half": "graded", "late": "graded"}
PATTERNS = ("a[b]", "a?", "*b", "$(touch x)", "{ab,ada}", "-ab")
"""Folders whose names mean something to nbgrader's search or to a shell; ``ab`` is honest."""
NAMED = "x\x1b[2J\u202e\nERROR x__ipynb"
"""A file that nbgrader passes over by its name, aloud."""


def as_version_3(data: bytes) -> bytes:
    import nbformat

    old: Any = nbformat.convert(nbformat.reads(data.decode(), as_version=4), 3)
    return nbformat.v3.writes_json(old).encode()  # type: ignore[no-any-return]


def build(root: Path, card: Card) -> None:
    """Hand in, grade, mark by hand, hand in again, grade again."""
    course = Course.make(root, [card])
    release = course.release(card)
    names = [exercise.name for exercise in exercises(card.lesson)]
    texts = {item.name: EVIL for item in prose(card.lesson)}
    full = answered(release, **reference_answers(card.lesson), **texts)
    course.submit(card, "ada", as_bytes(full))
    course.submit(card, "nobody", as_bytes(release))
    first = {names[0]: reference_answers(card.lesson)[names[0]]}
    course.submit(card, "half", as_bytes(answered(release, **first)))
    course.submit(card, "late", as_bytes(full), timestamp__txt="2030-01-02 00:00:00 UTC")
    course.submit(card, "broken_time", as_bytes(full), timestamp__txt="yesterday, maybe")
    for student in STATUS:
        if student in CHANGES:
            notebook = copy.deepcopy(full)
            CHANGES[student][0](notebook, names[0])
            course.submit(card, student, as_bytes(notebook))
        elif student in FILES:
            course.submit(card, student, FILES[student][0](as_bytes(full)))
    for student in PATTERNS:
        course.submit(card, student, as_bytes(release))
    course.submit(card, "ab", as_bytes(full), **{NAMED: "{}"})
    course.submit(card, "renamed", as_bytes(full))
    folder = course.place("submitted", card, "renamed")
    (folder / card.notebook).rename(folder / "mine.ipynb")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("absent")
        gradebook.update_or_create_assignment(card.assignment, duedate="2030-01-01")
    run(course, card, "first")
    with course.gradebook() as gradebook:
        place = (card.notebook.removesuffix(".ipynb"), card.assignment, "ada")
        for name in texts:
            gradebook.find_grade(name, *place).manual_score = 1.5
        gradebook.find_grade(names[0] + "_points", *place).manual_score = 3.25
        gradebook.db.commit()
    # A second round: better, worse, and the same again.
    course.submit(card, "half", as_bytes(full)[:-200])
    course.submit(card, "nobody", as_bytes(full))
    run(course, card, "second", "--force")
    course.run("generate_feedback", card.assignment)
    break_the_master(course, card)


def break_the_master(course: Course, card: Card) -> None:
    """The course's own mistake: grading fails in our own step."""
    master = course.root / "solutions" / card.assignment / card.notebook
    whole = master.read_bytes()
    master.write_text("{}")
    options = ("--student", "twice", "--force")
    done = course.run("autograde", card.assignment, *options, check=False)
    assert done.returncode == 1
    master.write_bytes(whole)
    course.run("export", "--assignment", card.assignment, "--to", f"{card.lesson}-third.csv")


def run(course: Course, card: Card, name: str, *flags: str) -> None:
    done = course.run(
        "autograde",
        card.assignment,
        "--LateSubmissionPlugin.penalty_method=zero",
        *flags,
        check=False,
    )
    (course.root / f"{card.lesson}-{name}.log").write_text(done.stderr, encoding="utf-8")
    course.run("export", "--assignment", card.assignment, "--to", f"{card.lesson}-{name}.csv")
    shots = {
        student: {
            "grades": course.grades(card, student),
            "notebook": course.autograded(card, student),
        }
        for student in STATUS
    }
    (course.root / f"{card.lesson}-{name}.json").write_text(json.dumps(shots))


@pytest.fixture(params=engine(SMALL))
def card(request: pytest.FixtureRequest, small_course: None) -> Card:
    return card_of(request.param)


@pytest.fixture
def course(card: Card, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with a class that has taken its one assignment, made once."""
    folder = shared_folder(tmp_path_factory, f"nbgrader-{card.lesson}")
    return Course(once(folder, partial(build, card=card)))


def exported(course: Course, card: Card, name: str) -> dict[str, Plain]:
    with (course.root / f"{card.lesson}-{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def shot(course: Course, card: Card, name: str, student: str) -> Plain:
    content = json.loads((course.root / f"{card.lesson}-{name}.json").read_text())
    return dict(content[student])


# ------------------------------------------------------------------- every real lesson


# nbgrader's own gradebook sessions.
@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_full_and_empty_in_every_lesson(card: Card, tmp_path: Path) -> None:
    """As formgrader's button does it: nbgrader's steps, without a new process for each."""
    root = make_course(tmp_path / "course", [card]).root
    course, nbgrader = Course(root), NbGraderAPI(config=course_config(root))
    course.submit(card, "ada", master_of(card))
    course.submit(card, "nobody", as_bytes(course.release(card)))
    for student in ("ada", "nobody"):
        done = nbgrader.autograde(card.assignment, student)
        assert done["success"], done
    done = nbgrader.generate_feedback(card.assignment, "ada")
    assert done["success"], done
    master = course.master(card)
    for student, earned in (("ada", 1), ("nobody", 0)):
        grades = course.grades(card, student)
        for name, exercise in master.exercises.items():
            points = grades[name + CHECK]["auto_score"]
            assert points == pytest.approx(earned * exercise.points), (student, name)
        for name in master.prose:
            assert grades[name]["needs_manual_grade"] == bool(earned), (student, name)
    assert course.feedback(card, "ada").count('class="doneenough-feedback ') == len(
        master.exercises
    )


# --------------------------------------------------------------------------- the class


@pytest.mark.parametrize("student", STATUS)
def test_gradebook_notebook_and_scorer_agree(course: Course, card: Card, student: str) -> None:
    found = shot(course, card, "first", student)
    result = found["notebook"]["metadata"]["doneenough"]["result"]
    assert result["status"] == STATUS[student]
    assert result["status"] in STATUSES
    assert result["notes"] or result["status"] == "graded"
    by_name = {question["name"]: question for question in result["questions"]}
    master = course.master(card)
    for name in master.exercises:
        grade = found["grades"][name + "_points"]
        assert grade["auto_score"] == by_name[name]["points"]
        assert grade["needs_manual_grade"] == (by_name[name]["points"] is None)
    for name in master.prose:
        assert found["grades"][name]["auto_score"] == by_name[name]["points"]
    if student in ("half", "nobody"):
        return  # handed in again since
    data = (course.place("submitted", card, student) / card.notebook).read_bytes()
    scored = score(master, data, student)
    assert scored.status == result["status"]
    assert {item.name: item.points for item in scored.questions} == {
        name: question["points"] for name, question in by_name.items()
    }


def test_repairs_cost_no_points(course: Course, card: Card) -> None:
    def points(student: str) -> list[Any]:
        grades = shot(course, card, "first", student)["grades"]
        return [grade["auto_score"] for grade in grades.values()]

    full = points("ada")
    assert sum(item or 0 for item in full) > 0
    for student in STATUS:
        if STATUS[student] == "graded with repairs":
            assert points(student) == full, student


def test_nbgrader_would_read_the_same_points(course: Course, card: Card) -> None:
    import nbformat

    for student in STATUS:
        found = shot(course, card, "first", student)
        for item in nbformat.from_dict(found["notebook"])["cells"]:
            if item.cell_type == "code" and is_grade(item):
                recorded = found["grades"][label(item)]["auto_score"]
                assert determine_grade(item)[0] == (recorded or 0.0)


def test_the_copy_that_is_shown_holds_nothing_a_learner_could_run(
    course: Course, card: Card
) -> None:
    master = course.master(card)
    for student in ("ada", "outputs", "stripped"):
        text = json.dumps(shot(course, card, "first", student)["notebook"])
        page = course.feedback(card, student)
        for evil in ("alert('prose')", "alert('output')", "alert('added')"):
            assert evil not in text
            assert evil not in page
        for evil in ("onerror", "onload", "javascript:alert", "attachments", "1000000"):
            assert evil not in text
        assert len(text) < 3_000_000
    notebook = shot(course, card, "first", "stripped")["notebook"]
    locked = {
        item.cell_id: item.source
        for item in master.cells
        if item.grade_id not in {slot.name for slot in master.slots}
    }
    for item in notebook["cells"]:
        if item["id"] in locked:
            assert "".join(item["source"]) == locked[item["id"]]


def test_feedback_pages_are_readable(course: Course, card: Card) -> None:
    page = course.feedback(card, "ada")
    count = len(exercises(card.lesson))
    assert page.count('class="doneenough-feedback ') == count
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert "cdnjs" not in page
    assert page.count("What it costs on average.</strong>") == count
    assert "&lt;section" not in page
    assert "&lt;table" not in page
    assert "&lt;svg" not in page
    assert "<strong>fourth</strong>" in page
    assert 'href="https://example.org"' in page
    lost = course.feedback(card, "cut_off")
    assert "cut off" in lost
    assert "most recent call last" not in lost


def test_the_formgraders_page_is_readable_and_safe(course: Course, card: Card) -> None:
    import nbgrader
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    # As the formgrader makes it.
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    templates = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    config.HTMLExporter.extra_template_basedirs = [str(templates)]
    words = ("assignment_id", "notebook_id", "submission_id", "base_url", "student")
    names = ("last_name", "first_name", "notebook_path")
    for student in ("ada", "outputs", "cut_off"):
        resources: Plain = dict.fromkeys([*words, *names], "x") | {"index": 0, "total": 1}
        path = course.place("autograded", card, student) / card.notebook
        page, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
        for evil in ("alert(", "onerror", "onload=", "javascript:alert"):
            assert evil not in page
        assert "&lt;section" not in page
        assert page.count('class="doneenough-') >= len(exercises(card.lesson))


def test_the_export_carries_the_status(course: Course, card: Card) -> None:
    rows = exported(course, card, "first")
    for student in STATUS:
        status = STATUS[student]
        assert rows[student]["status"] == status, student
        if status not in ("graded", "late"):
            assert rows[student]["notes"], student
    assert rows["absent"]["status"] == "missing"
    assert rows["renamed"]["status"] == "missing"
    assert "mine.ipynb" in rows["renamed"]["notes"]
    assert rows["broken_time"]["status"] == "not graded"
    assert "timestamp.txt" in rows["broken_time"]["notes"]
    master = course.master(card)
    most = sum(exercise.points for exercise in master.exercises.values())
    assert float(rows["ada"]["auto_max"]) == most
    assert float(rows["ada"]["auto_points"]) > 0.8 * most
    assert float(rows["ada"]["auto_points"]) == pytest.approx(float(rows["ada"]["raw_score"]))
    assert rows["ada"]["waits_for_review"] == ("yes" if master.prose else "no")
    assert rows["late"]["late_submission_penalty"] == rows["late"]["raw_score"] != "0.0"
    assert float(rows["late"]["score"]) == 0
    log = (course.root / f"{card.lesson}-first.log").read_text(encoding="utf-8")
    failed = {line.split("'")[-2] for line in log.splitlines() if "for student '" in line}
    assert failed == {"renamed", "broken_time"}


def test_an_id_that_is_a_pattern_grades_nobody_else(course: Course, card: Card) -> None:
    mine, twin = (course.grades(card, student) for student in ("ab", "ada"))
    points = [name for name in mine if name.endswith("_points")]
    assert points
    for name in points:
        assert mine[name]["auto_score"] == twin[name]["auto_score"] > 0
    log = (course.root / f"{card.lesson}-first.log").read_text(encoding="utf-8")
    with course.gradebook() as gradebook:
        known = {student.id for student in gradebook.students}
    for student in PATTERNS:
        assert student not in known
        assert f"{student} was left out because it can't be a learner's ID." in log
    assert not (course.root / "x").exists()


def test_a_pattern_alone_is_refused_with_a_sentence(course: Course, card: Card) -> None:
    done = course.run("autograde", card.assignment, "--student=[-]ab", check=False)
    assert done.returncode == 1
    assert "-ab was left out because it can't be a learner's ID." in done.stderr


def test_the_log_holds_nothing_that_moves_a_cursor(course: Course, card: Card) -> None:
    log = (course.root / f"{card.lesson}-first.log").read_text("utf-8")
    assert "zoe[31m" in log
    assert "Skipping unknown notebook" in log
    assert "\n    ERROR x" in log
    assert not {"\x1b", "\u202e"} & {*log}


def test_grading_again(course: Course, card: Card) -> None:
    before, after = exported(course, card, "first"), exported(course, card, "second")
    # The same again gives the same; what a person gave stays.
    for student in STATUS:
        if student not in ("ada", "half", "nobody"):
            first, second = (shot(course, card, name, student) for name in ("first", "second"))
            assert first == second, student
    master = course.master(card)
    grades = shot(course, card, "second", "ada")["grades"]
    first_check = next(iter(master.exercises)) + "_points"
    assert grades[first_check]["manual_score"] == 3.25
    # The answer is as it was, so its mark counts and waits for nobody.
    assert not grades[first_check]["needs_manual_grade"]
    assert grades[first_check]["auto_score"] > 3.25
    for name in master.prose:
        assert (grades[name]["manual_score"], grades[name]["auto_score"]) == (1.5, None)
    assert float(after["ada"]["reviewed_points"]) == 1.5 * len(master.prose)
    assert after["nobody"]["status"] == "graded"
    # A failed second try clears the points of the first, and says so.
    assert float(before["half"]["auto_points"]) > 0
    assert float(after["half"]["auto_points"]) == 0
    assert after["half"]["status"] == "unreadable"
    assert "cleared" in after["half"]["notes"]
    assert after["half"]["waits_for_review"] == "yes"


def test_a_failure_of_our_own_clears_the_points_it_would_replace(
    course: Course, card: Card
) -> None:
    assert float(exported(course, card, "second")["twice"]["auto_points"]) > 0
    row = exported(course, card, "third")["twice"]
    assert (row["status"], float(row["auto_points"])) == ("not graded", 0.0)
    assert "has failed" in row["notes"]
    assert row["waits_for_review"] == "yes"
