"""Submissions are laid onto the master; what was put right is noted."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from doneenough.grading.answers import Submission, collect, find_lesson
from doneenough.grading.score import STATUSES, Result, score
from shared.grading_helpers import (
    answered,
    as_bytes,
    cell,
    changed,
    editable,
    find,
    label,
    made_master,
    position,
    read_master,
    reference_answers,
    released,
)

Plain = dict[str, Any]
REPLY = "Because it rains."


@pytest.fixture
def full(toy: Plain) -> Plain:
    """A release with everything answered."""
    answers = reference_answers("toy")
    # As good as the master's own answer, but not the same text.
    answers["first_try"] = answers["first_try"].replace("19", "21")
    return answered(released(toy, "toy"), note=REPLY, **answers)


def grade_bytes(toy: Plain, data: bytes | None, learner: str | None = "ada") -> Result:
    result = score(read_master(toy), data, learner)
    assert result.status in STATUSES
    assert all(note.strip() for note in result.told)
    return result


def test_everything_in_place(toy: Plain, full: Plain) -> None:
    result = grade_bytes(toy, as_bytes(full))
    (practice,) = result.told
    assert result.status == "graded"
    assert practice.startswith("The notebook names no learner")
    assert result.auto_points == pytest.approx(9.25 + 19.5)
    assert result.complete


def test_the_untouched_release_is_unanswered(toy: Plain) -> None:
    result = grade_bytes(toy, as_bytes(released(toy, "toy")))
    assert result.status == "unanswered"
    assert [question.state for question in result.questions] == ["unanswered"] * 3
    assert [question.points for question in result.questions] == [0.0, 0.0, 0.0]


def duplicate(name: str, source: str | None = None, after: int = 1) -> Any:
    def change(notebook: Plain) -> None:
        at = position(notebook, name)
        twin = copy.deepcopy(notebook["cells"][at]) | {"id": "twin"}
        if source is not None:
            twin["source"] = source
        notebook["cells"].insert(at + after, twin)

    return change


def remove(name: str) -> Any:
    return lambda notebook: notebook["cells"].remove(find(notebook, name))


def retype(name: str, kind: str) -> Any:
    return lambda notebook: find(notebook, name).update(cell_type=kind)


def strip(name: str, *also: str) -> Any:
    def change(notebook: Plain) -> None:
        found = find(notebook, name)
        found["metadata"] = {}
        for key in also:
            found.pop(key, None)

    return change


def strip_all(notebook: Plain) -> None:
    notebook["metadata"] = {}
    for item in notebook["cells"]:
        item["metadata"] = {}
        item.pop("id", None)


def odd_metadata(notebook: Plain) -> None:
    notebook["metadata"] = [1]
    for item, odd in zip(notebook["cells"], [None, [], "x", {"nbgrader": 3}] * 9, strict=False):
        item["metadata"] = odd


def relabel(name: str, new: object) -> Any:
    return lambda notebook: find(notebook, name)["metadata"]["nbgrader"].update(grade_id=new)


def schema(version: object) -> Any:
    def change(notebook: Plain) -> None:
        for item in notebook["cells"]:
            if label(item):
                item["metadata"]["nbgrader"]["schema_version"] = version

    return change


def add_text(notebook: Plain) -> None:
    find(notebook, "note")["source"] = "  "
    notebook["cells"].append(cell("markdown", REPLY, "added"))


def answer_in_an_added_cell(notebook: Plain) -> None:
    found = find(notebook, "first_try")
    added = cell("code", found["source"], "added")
    found["source"] = released(made_master("toy"), "toy")["cells"][position(notebook, "first_try")][
        "source"
    ]
    notebook["cells"].insert(position(notebook, "first_try") + 1, added)


def answer_at_the_end(notebook: Plain) -> None:
    answer_in_an_added_cell(notebook)
    cells = notebook["cells"]
    cells.append(cells.pop(position(notebook, "first_try") + 1))


REPAIRED = {
    "duplicated": (duplicate("first_try"), "several answer cells"),
    "duplicated as a blank below": (
        duplicate("first_try", "first_try = None"),
        "several answer cells",
    ),
    "duplicated check": (duplicate("first_try_points"), "more than once"),
    "duplicated identity": (duplicate("me"), "several answer cells"),
    "duplicated prose": (duplicate("note", "   "), "several answer cells"),
    "identity deleted": (remove("me"), "practice scenario"),
    "check deleted": (remove("first_try_points"), "was put back"),
    "check changed": (
        lambda notebook: find(notebook, "first_try_points").update(source="10"),
        "original one counts",
    ),
    "check without label": (strip("first_try_points"), "lost its label"),
    "answer turned to text": (retype("first_try", "markdown"), "different kind"),
    "answer turned to raw": (retype("first_try", "raw"), "different kind"),
    "prose turned to code": (retype("note", "code"), "different kind"),
    "answer stripped": (strip("first_try"), "lost its label"),
    "answer stripped of its id too": (strip("first_try", "id"), "without its label"),
    "prose stripped": (strip("note"), "lost its label"),
    "prose stripped of its id too": (strip("note", "id"), "without its label"),
    "everything stripped": (strip_all, "without its label"),
    "odd metadata": (odd_metadata, "lost its label"),
    "unknown label": (relabel("first_try", "quite_else"), "lost its label"),
    "label of a wrong type": (relabel("first_try", 17), "lost its label"),
    "reply in an added cell": (add_text, "without its label"),
    "answer in an added cell": (answer_in_an_added_cell, "several answer cells"),
    "answer at the very end": (answer_at_the_end, "without its label"),
}


@pytest.mark.parametrize(("change", "note"), REPAIRED.values(), ids=REPAIRED.keys())
def test_repaired_with_a_note_and_the_same_points(
    toy: Plain, full: Plain, change: Any, note: str
) -> None:
    result = grade_bytes(toy, changed(full, change))
    assert result.status == "graded with repairs"
    assert note in " ".join(result.notes)
    assert result.auto_points == pytest.approx(9.25 + 19.5)
    assert result.complete


@pytest.mark.parametrize("version", [1, 99, "three", None])
def test_other_versions_of_nbgraders_metadata_do_no_harm(
    toy: Plain, full: Plain, version: object
) -> None:
    assert grade_bytes(toy, changed(full, schema(version))).status == "graded"


def test_the_last_filled_in_cell_above_the_check_counts(toy: Plain, full: Plain) -> None:
    best = 'first_try = {"number": 20, "colour": "red", "reason": "x"}'
    result = grade_bytes(toy, changed(full, duplicate("first_try", best)))
    assert result.questions[0].points == 10.0
    # Below the check it would not be used in a run from the top.
    below = grade_bytes(toy, changed(full, duplicate("first_try", best.replace("20", "90"), 2)))
    assert below.questions[0].state == "scored"


def test_an_added_cell_below_the_check_does_not_override(toy: Plain, full: Plain) -> None:
    def change(notebook: Plain) -> None:
        notebook["cells"].append(cell("code", "first_try = {'number': 0}", "scratch"))

    result = grade_bytes(toy, changed(full, change))
    assert (result.status, result.questions[0].points) == ("graded", 9.25)


LOST = {
    "answer deleted": remove("first_try"),
    "prose deleted": remove("note"),
    "all cells but the title": lambda notebook: notebook.update(cells=notebook["cells"][:1]),
}


@pytest.mark.parametrize("change", LOST.values(), ids=LOST.keys())
def test_what_cannot_be_found_is_never_a_silent_zero(toy: Plain, full: Plain, change: Any) -> None:
    result = grade_bytes(toy, changed(full, change))
    assert result.status == "cannot match"
    lost = [question for question in result.questions if question.state == "not found"]
    assert lost
    assert all(question.points is None for question in lost)
    assert lost[0].title in result.reason


def other_lesson(notebook: Plain) -> None:
    notebook["metadata"]["doneenough"]["lesson"] = "evidence"


def foreign_labels(notebook: Plain) -> None:
    notebook["metadata"] = {}
    notebook["cells"] = [cell("code", "x = 1", "x", editable("exercise_1"))]


@pytest.mark.parametrize("change", [other_lesson, foreign_labels])
def test_another_assignment_is_named(toy: Plain, full: Plain, change: Any) -> None:
    result = grade_bytes(toy, changed(full, change))
    assert result.status == "wrong assignment"
    assert result.auto_points == 0
    assert all(question.points is None for question in result.questions)


def test_nothing_and_rubbish(toy: Plain) -> None:
    assert grade_bytes(toy, None).status == "missing"
    assert grade_bytes(toy, b"").status == "unreadable"
    assert grade_bytes(toy, b"%PDF").reason == "The file is a PDF file with the name of a notebook."
    assert grade_bytes(toy, b'{"cells": [{}], "nbformat": 4}').status == "cannot match"


def test_a_foreign_kernel_and_heavy_outputs_change_nothing(toy: Plain, full: Plain) -> None:
    def change(notebook: Plain) -> None:
        notebook["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
        notebook["cells"][1]["outputs"] = [
            {"output_type": "display_data", "data": {"text/html": "<script>1</script>" * 10**6}}
        ]

    assert grade_bytes(toy, changed(full, change)).status == "graded"


def test_the_lesson_is_found_without_metadata(toy: Plain, full: Plain) -> None:
    assert find_lesson(as_bytes(full)) == "toy"
    assert find_lesson(changed(full, strip_all)) == "toy"
    assert find_lesson(changed(full, lambda n: n.update(metadata={}))) == "toy"
    assert find_lesson(b'{"cells": [{"source": "x"}], "nbformat": 4}') is None


def test_a_submission_survives_json(toy: Plain, full: Plain) -> None:
    submission = collect(read_master(toy), changed(full, duplicate("first_try")))
    again = Submission.from_plain(json.loads(json.dumps(submission.to_plain())))
    assert again == submission


def split_in_two(notebook: Plain, name: str, at: str, *, labelled: bool) -> Plain:
    """A copy in which an answer's cell was split before ``at``, as the editor does it."""
    made = copy.deepcopy(notebook)
    place = position(made, name)
    first = made["cells"][place]
    cut = first["source"].index(at)
    second = copy.deepcopy(first) | {"id": "split-two", "source": first["source"][cut:]}
    first["source"] = first["source"][:cut]
    if not labelled:
        second["metadata"] = {}
    made["cells"].insert(place + 1, second)
    return made


@pytest.mark.parametrize("labelled", [True, False])
def test_an_answer_split_in_two_cells_is_one(toy: Plain, full: Plain, *, labelled: bool) -> None:
    whole = grade_bytes(toy, as_bytes(full))
    at = '    "reason"'
    result = grade_bytes(toy, as_bytes(split_in_two(full, "first_try", at, labelled=labelled)))
    assert result.auto_points == whole.auto_points
    assert any("was in two cells" in note for note in result.notes)


def test_two_answers_in_one_cell_are_both_read(toy: Plain, full: Plain) -> None:
    whole = grade_bytes(toy, as_bytes(full))
    made = copy.deepcopy(full)
    one, two = find(made, "first_try"), find(made, "last_word")
    one["source"] += "\n\n" + two["source"]
    made["cells"].remove(two)
    result = grade_bytes(toy, as_bytes(made))
    assert result.auto_points == whole.auto_points
    assert result.status == "graded with repairs"
    assert any("in another answer's cell" in note for note in result.notes)


def test_curly_quotes_are_noted(toy: Plain, full: Plain) -> None:
    source = find(full, "first_try")["source"].replace('"', "\u201d")
    result = grade_bytes(toy, as_bytes(answered(full, first_try=source)))
    assert result.auto_points == grade_bytes(toy, as_bytes(full)).auto_points
    assert any(note.startswith("Curly quotes") for note in result.notes)


def test_the_lesson_is_not_its_assessment(toy: Plain, full: Plain) -> None:
    """Both files have the same name, so people hand in the wrong one."""
    lesson = copy.deepcopy(toy)
    lesson["metadata"]["doneenough"]["kind"] = "lesson"
    lesson["cells"] = [cell("markdown", "# How many?", "a"), cell("code", "toy.warm_up()", "b")]
    result = grade_bytes(toy, as_bytes(lesson))
    assert result.status == "wrong assignment"
    assert "the lesson, not its assessment" in result.reason
    # Whoever changes that word in her own notebook still has handed in her answers.
    full["metadata"]["doneenough"]["kind"] = "lesson"
    assert grade_bytes(toy, as_bytes(full)).status == "graded"


@pytest.mark.parametrize(
    "typed",
    [
        "Siobhan O'Brien",
        "siobhan o\u2019brien",
        "SIOBHAN_OBRIEN",
        " siobhan  obrien ",
        "Siobhan O`Brien",
    ],
)
def test_ids_are_compared_as_people_type_them(toy: Plain, full: Plain, typed: str) -> None:
    me = f"me = {{'learner_id': {typed!r}, 'cohort': 'g1'}}"
    data = as_bytes(answered(full, me=me))
    assert score(read_master(toy), data, "siobhan_o'brien").status == "graded"
    assert score(read_master(toy), data, "siobhan.x").status == "identity mismatch"
    assert score(read_master(toy), data, "siobhan.x", ["Siobhan O'Brien"]).status == "graded"


def test_both_forms_of_an_accent_are_one(toy: Plain, full: Plain) -> None:
    data = as_bytes(answered(full, me='me = {"learner_id": "zoe\u0308", "cohort": "g1"}'))
    assert score(read_master(toy), data, "ZO\u00cb").status == "graded"
