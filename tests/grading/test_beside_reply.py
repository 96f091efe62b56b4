"""On the formgrader's page the rubric, the task and the briefs lie beside a written answer."""

from __future__ import annotations

import copy

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import from_dict

from doneenough.core.registry import exercises, prose
from doneenough.grading.nbgrader_pages import BesideReply
from shared.grading_helpers import Plain, answered, as_bytes, label, made_master
from shared.small_course import REAL


def page_of(notebook: Plain, **resources: str) -> list[Plain]:
    nb = from_dict(copy.deepcopy(notebook))
    given = ResourcesDict()
    given.update(resources)
    return list(BesideReply().preprocess(nb, given)[0].cells)


@pytest.mark.parametrize("known", [True, False])
def test_what_a_marker_needs_stands_before_the_reply(*, known: bool) -> None:
    lesson = REAL
    me = 'me = {"learner_id": "ana", "cohort": "g1"}' if known else "me = who?"
    notebook = answered(made_master(lesson), me=me)
    before = as_bytes(notebook)
    cells = page_of(notebook, submission_id="x")
    (task, *_) = prose(lesson)
    at = next(place for place, cell in enumerate(cells) if label(cell) == task.name)
    box = cells[at - 1]["source"]
    assert box.count('<tr><th scope="row">') >= len(task.rubric)
    assert all(level in box.replace("&#34;", '"') for level in task.rubric[0].levels[:1])
    # A scenario for each question, where it is known which one it was.
    assert box.count("<summary>Scenario") == (len(exercises(lesson)) if known else 0)
    assert "\n\n" not in box
    assert as_bytes(notebook) == before


def test_other_pages_stay_as_they_are() -> None:
    notebook = made_master(REAL)
    assert len(page_of(notebook)) == len(notebook["cells"])
