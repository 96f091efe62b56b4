"""Whatever is handed in ends with a status and a plain reason; the batch always finishes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from doneenough.core.briefs import Identity
from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.score import STATUSES
from shared.cohort_course import everything_in, gradebook_contents, hand_in, records, release_of
from shared.grading_helpers import answered, as_bytes
from shared.hostile import CELLS, FILES, broken, prose_in
from shared.small_course import ON_REAL_LESSONS, SMALL
from shared.spreadsheets import HIDDEN, formulas

GOOD = "good"
EVIL = re.compile(rb"<script>alert|<img[^>]+onerror|href=.{0,2}javascript|src=.{0,2}http")


def good(cohort: Cohort, card: Card) -> bytes:
    """A notebook with the best answers under the practice brief."""
    nobody = Identity(learner_id="", cohort="practice")
    sources = {}
    for exercise in exercises(card.lesson):
        best = scale_of(exercise, brief_of(exercise, nobody)).best_decision
        sources[exercise.name] = best.render(exercise.name)
    return as_bytes(answered(release_of(cohort, card), **sources))


@pytest.fixture
def graded(cohort: Cohort, card: Card, tmp_path: Path) -> Cohort:
    names = [exercise.name for exercise in exercises(card.lesson)]
    data = good(cohort, card)
    hand_in(cohort, card, GOOD, data)
    hand_in(cohort, card, "untouched", as_bytes(release_of(cohort, card)))
    for name, (bad, _) in broken(data, names).items():
        hand_in(cohort, card, name, bad)
    return cohort


def statuses_of(cohort: Cohort, card: Card) -> dict[str, str]:
    names = [exercise.name for exercise in exercises(card.lesson)]
    found = {name: status for name, (_, status) in broken(good(cohort, card), names).items()}
    if card.lesson == SMALL:
        # Its last label is that of the written answer: texts below it are taken for one.
        found["flood of texts"] = "graded with repairs"
    return found


@ON_REAL_LESSONS
def test_each_line_of_the_specification(graded: Cohort, card: Card, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    done = grade(graded, jobs=1)
    report(graded, jobs=1)
    after = everything_in(tmp_path)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert all(name.startswith("course/cohort/") for name in changed)
    expected = statuses_of(graded, card)
    expected |= {GOOD: "graded", "untouched": "unanswered"}
    assert done.now == len(expected)
    found = records(graded)
    assert {learner: record["status"] for (_, learner), record in found.items()} == expected
    full = found[card.assignment, GOOD]
    assert full["auto_points"] == full["auto_most"]
    most = {item.name: item.points for item in exercises(card.lesson)}
    for (_, learner), record in found.items():
        assert record["status"] in STATUSES
        # A reason, in words: no traceback, no type of Python's.
        for note in record["notes"]:
            assert len(note) < 1500
            assert not {"Traceback", "NoneType", "<class"} & set(note.split())
        assert record["notes"] or record["status"] == "graded", learner
        for question in record["questions"]:
            assert question["points"] is None or 0 <= question["points"] <= most.get(
                question["name"], 10**6
            )
            if record["status"] in ("unreadable", "wrong assignment", "missing"):
                assert not question["points"]
        if record["status"] == "graded with repairs":
            assert record["auto_points"] == full["auto_points"], learner
    # A copy that is shown, and a page, for each; none of them holds what could be run.
    for learner in expected:
        for path in (graded.autograded / learner, graded.feedback / learner):
            files = everything_in(path)
            assert files, learner
            for data in files.values():
                assert not EVIL.search(data), learner
                assert len(data) < 1_500_000, learner
    # Nothing in a table computes; nothing on a page or in a table is invisible.
    for name, data in (everything_in(graded.reports) | everything_in(graded.feedback)).items():
        text = data.decode("utf-8-sig")
        assert not set(HIDDEN) - set("\r\n\t\u200e\u200f") & {*text}, name
    tables = [*graded.home.glob("*.csv"), *graded.reports.glob("*.csv")]
    assert len(tables) > 2
    for table in tables:
        assert formulas(table.read_text(encoding="utf-8-sig")) == [], table
    for _, _, auto, given, _ in gradebook_contents(graded)["grades"]:
        assert given is None
        assert auto is None or auto >= 0


def test_a_broken_neighbour_changes_nobodys_points(
    graded: Cohort, card: Card, tmp_path: Path
) -> None:
    grade(graded, jobs=1)
    alone = hand_in(graded, card, "alone", good(graded, card))
    assert alone.is_dir()
    grade(graded, jobs=1)
    found = records(graded)
    first, second = (found[card.assignment, learner] for learner in (GOOD, "alone"))
    assert first == second


@ON_REAL_LESSONS
def test_the_cases_are_those_of_the_specification(cohort: Cohort, card: Card) -> None:
    names = [exercise.name for exercise in exercises(card.lesson)]
    data = good(cohort, card)
    cases = broken(data, names)
    if prose_in(json.loads(data)):
        assert cases.keys() == CELLS.keys() | FILES.keys()
    assert all(bad != data for bad, _ in cases.values()), "a case that changes nothing"
    assert len({bad for bad, _ in cases.values()}) == len(cases)
    assert json.loads(cases["schema 99"][0])["metadata"]["doneenough"]["schema"] == 99
