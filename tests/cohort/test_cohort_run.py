"""A run grades what is new or changed, once, whatever happens to it on the way."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises, prose
from doneenough.grading.cohort import fingerprint, run, work, workers
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.faults import FAULTS
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import Handed, path_in, simulate
from doneenough.grading.master import CHECK
from shared.cohort_course import (
    everything_in,
    gradebook_contents,
    hand_in,
    opened,
    records,
    release_of,
    statuses,
    zipped,
)
from shared.grading_helpers import answered, as_bytes
from shared.nbgrader_course import Course
from shared.small_course import LATER_ON_REAL_LESSONS, ON_REAL_LESSONS


def hand_in_all(cohort: Cohort, card: Card, handed: list[Handed]) -> None:
    for item in handed:
        hand_in(cohort, card, item.learner, item.data)


@pytest.fixture
def handed(cohort: Cohort, card: Card) -> list[Handed]:
    """Thirty submissions, a third of them broken in every way there is."""
    return list(simulate(cohort, 30, assignments=[card.assignment], broken=0.34))


def manual(cohort: Cohort, card: Card, learner: str, label: str, points: float) -> None:
    with opened(cohort) as book:
        name = card.notebook.removesuffix(".ipynb")
        found = book._gradebook.find_grade(label, name, card.assignment, learner)
        found.manual_score, found.needs_manual_grade = points, False
        book.session.commit()


def grade_of(cohort: Cohort, learner: str, label: str) -> tuple[Any, ...]:
    lines = gradebook_contents(cohort)["grades"]
    (found,) = [line[2:] for line in lines if line[:2] == (learner, label)]
    return tuple(found)


# ----------------------------------------------------------------------------- statuses


@ON_REAL_LESSONS
def test_every_submission_ends_with_its_status(
    cohort: Cohort, card: Card, handed: list[Handed]
) -> None:
    hand_in_all(cohort, card, handed)
    assert {item.fault for item in handed} == {"", *FAULTS}
    done = grade(cohort, jobs=1)
    assert done.now == 30
    assert not done.all_fine
    found = statuses(cohort, card)
    assert found == {item.learner: item.expected for item in handed}
    for (_, learner), record in records(cohort).items():
        assert record["notes"] or found[learner] == "graded"
        copy = cohort.autograded / learner / card.assignment / card.notebook
        kept = json.loads(copy.read_text(encoding="utf-8"))["metadata"]["doneenough"]["result"]
        assert kept["status"] == found[learner]
        assert kept["notes"] == record["notes"]


def test_files_as_they_lie_there(cohort: Cohort, card: Card, handed: list[Handed]) -> None:
    good = handed[0].data
    name = card.notebook.removesuffix(".ipynb")
    untouched = as_bytes(release_of(cohort, card))
    hand_in(cohort, card, "renamed", None, **{f"{name}-Copy1__ipynb": good})
    hand_in(cohort, card, "both", untouched, **{f"{name}-Copy1__ipynb": good})
    hand_in(cohort, card, "nothing", None)
    hand_in(cohort, card, "pdf", None, essay__pdf=b"%PDF")
    hand_in(cohort, card, "stamp", good, timestamp__txt=b"yesterday, I think")
    hand_in(cohort, card, "in time", good, timestamp__txt=b"2026-03-01 10:00:00 UTC")
    (cohort.submitted / "linked" / card.assignment).mkdir(parents=True)
    (cohort.submitted / "linked" / card.assignment / card.notebook).symlink_to("/etc/passwd")
    grade(cohort, jobs=1)
    found = records(cohort)
    assert {learner: record["status"] for (_, learner), record in found.items()} == {
        # Each was answered as L001.
        "renamed": "identity mismatch",
        "both": "identity mismatch",
        "stamp": "identity mismatch",
        "in time": "identity mismatch",
        "nothing": "missing",
        "pdf": "missing",
        "linked": "missing",
    }

    def notes(learner: str) -> str:
        return " ".join(found[card.assignment, learner]["notes"])

    assert "named" in notes("renamed")
    assert "2 notebooks" in notes("both")
    assert found[card.assignment, "both"]["auto_points"] > 0
    assert "essay.pdf" in notes("pdf")
    assert "timestamp.txt" in notes("stamp")
    stamps = {line[0]: str(line[1]) for line in gradebook_contents(cohort)["submissions"]}
    assert (stamps["in time"], stamps["stamp"]) == ("2026-03-01 10:00:00", "None")


# ------------------------------------------------------------------------ the same again


def test_a_second_run_grades_nothing(cohort: Cohort, card: Card, handed: list[Handed]) -> None:
    hand_in_all(cohort, card, handed)
    grade(cohort, jobs=1)
    before = gradebook_contents(cohort), records(cohort), everything_in(cohort.autograded)
    done = grade(cohort, jobs=1)
    assert (done.now, done.before) == (0, 30)
    assert (gradebook_contents(cohort), records(cohort), everything_in(cohort.autograded)) == before
    # Grading it all once more changes nothing either.
    with opened(cohort) as book:
        book.session.execute(run_table().update().values(key="old"))
        book.session.commit()
    assert grade(cohort, jobs=1).now == 30
    again = gradebook_contents(cohort)
    assert again == before[0]
    cleared = {key for key, record in records(cohort).items() if record != before[1][key]}
    assert cleared == set()


def run_table() -> Any:
    from doneenough.grading.cohort import ledger

    return ledger.RESULTS


def test_only_what_changed_is_graded_again(
    cohort: Cohort, card: Card, handed: list[Handed], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in_all(cohort, card, handed)
    grade(cohort, jobs=1)
    hand_in(cohort, card, handed[3].learner, handed[4].data)
    done = grade(cohort, jobs=1)
    assert (done.now, done.before) == (1, 29)
    assert statuses(cohort, card)[handed[3].learner] == "identity mismatch"
    shutil.rmtree(cohort.autograded / handed[5].learner)
    assert grade(cohort, jobs=1).now == 1
    # Another scorer of this lesson touches what is of this lesson.
    touched = run.scorer_print
    monkeypatch.setattr(
        run, "scorer_print", lambda lesson: touched(lesson) + "x" * (lesson == card.lesson)
    )
    assert grade(cohort, jobs=1).now == 30
    monkeypatch.setattr(
        run, "scorer_print", lambda lesson: touched(lesson) + "x" + "y" * (lesson != card.lesson)
    )
    assert grade(cohort, jobs=1).now == 0


def test_the_fingerprint_knows_what_scores(tmp_path: Path) -> None:
    path = tmp_path / "rule.py"
    path.write_text("a = 1")
    first = fingerprint.print_of([path])
    assert fingerprint.print_of([path]) == first
    path.write_text("a = 2")
    assert fingerprint.print_of([path]) != first
    assert fingerprint.key_of("a", "bc") != fingerprint.key_of("ab", "c")
    assert fingerprint.key_of(None) != fingerprint.key_of("")


def test_a_failed_regrade_clears_what_it_replaces_and_keeps_what_a_person_gave(
    cohort: Cohort, card: Card, handed: list[Handed], monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = handed[0].learner
    first, *_ = exercises(card.lesson)
    label = first.name + CHECK
    hand_in(cohort, card, learner, handed[0].data)
    grade(cohort, jobs=1)
    auto, given, waiting = grade_of(cohort, learner, label)
    assert (auto > 0, given, waiting) == (True, None, False)
    manual(cohort, card, learner, label, 3.25)
    hand_in(cohort, card, learner, handed[0].data[:300])
    grade(cohort, jobs=1)
    assert grade_of(cohort, learner, label) == (None, 3.25, True)
    notes = " ".join(records(cohort)[card.assignment, learner]["notes"])
    assert "cut off" in notes
    assert "cleared" in notes
    # And back again: the person's points stay, and she is asked to look.
    hand_in(cohort, card, learner, handed[0].data)
    grade(cohort, jobs=1)
    assert grade_of(cohort, learner, label) == (auto, 3.25, True)
    # A failure of our own does the same, and is tried again next time.
    with monkeypatch.context() as patch:
        patch.setattr(work, "collect", lambda *_: 1 / 0)
        hand_in(cohort, card, learner, handed[0].data + b" ")
        assert grade(cohort, jobs=1).statuses == {"not graded": 1}
        assert grade(cohort, jobs=1).statuses == {"not graded": 1}
    assert grade_of(cohort, learner, label) == (None, 3.25, True)
    assert not (cohort.autograded / learner / card.assignment / card.notebook).exists()
    assert "ZeroDivisionError" in records(cohort)[card.assignment, learner]["notes"][0]
    assert grade(cohort, jobs=1).statuses == {"graded": 1}
    assert grade_of(cohort, learner, label) == (auto, 3.25, True)
    for item in prose(card.lesson):
        assert grade_of(cohort, learner, item.name)[1] is None


# -------------------------------------------------------------------------- metamorphic


def test_workers_order_and_neighbours_make_no_difference(
    cohort: Cohort,
    card: Card,
    handed: list[Handed],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "FEW", 0)
    monkeypatch.setattr(run, "BATCH", 7)
    fresh = tmp_path / "fresh"
    shutil.copytree(cohort.root, fresh)
    hand_in_all(cohort, card, handed)
    assert grade(cohort, jobs=2).now == 30
    alone = Cohort.find(fresh)
    shuffled = random.Random(1).sample(handed, len(handed))
    for item in shuffled:
        hand_in(alone, card, item.learner, item.data)
        grade(alone, jobs=1)
    assert gradebook_contents(alone) == gradebook_contents(cohort)
    assert records(alone) == records(cohort)
    assert everything_in(alone.autograded) == everything_in(cohort.autograded)


def test_a_run_that_was_killed_goes_on(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    handed = list(simulate(cohort, 120, assignments=[card.assignment], broken=0.1))
    hand_in_all(cohort, card, handed)
    whole = tmp_path / "whole"
    shutil.copytree(cohort.root, whole)
    killed_at = []
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-m", "doneenough", "cohort", "grade", "--jobs", "1"],
            cwd=cohort.root,
            env=os.environ | {"DONEENOUGH_ROOT": str(cohort.root)},
            stdout=subprocess.DEVNULL,
        )
        before = len(records(cohort))
        while len(records(cohort)) <= before and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed_at.append(len(records(cohort)))
    assert 0 < killed_at[0] < 120
    done = grade(cohort, jobs=1)
    assert done.now + done.before == 120
    assert done.now == 120 - killed_at[-1]
    other = Cohort.find(whole)
    assert grade(other, jobs=1).now == 120
    assert gradebook_contents(cohort) == gradebook_contents(other)
    assert everything_in(cohort.autograded) == everything_in(other.autograded)


FATAL = b"make the process die"
DIES = {
    "reading it": (
        "import doneenough.grading.answers as reader\n"
        "real = reader.collect\n"
        "def collect(master, data):\n"
        f"    if {FATAL!r} in data:\n"
        "        os._exit(9)\n"
        "    return real(master, data)\n"
        "reader.collect = collect\n"
    ),
    "its page": (
        "import doneenough.grading.cohort.learner_pages as pages\n"
        "real = pages._page\n"
        "def page(work):\n"
        "    if work.learner == 'A-fatal':\n"
        "        os._exit(9)\n"
        "    return real(work)\n"
        "pages._page = page\n"
    ),
}
"""What makes a subprocess die at one learner, as a fault in the reader would."""


def command(cohort: Cohort, more: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a cohort command where the folder ``more`` may change what is imported."""
    return subprocess.run(
        [sys.executable, "-m", "doneenough", "cohort", *words],
        cwd=cohort.root,
        env=os.environ
        | {
            "DONEENOUGH_ROOT": str(cohort.root),
            "PYTHONPATH": os.pathsep.join([str(more), os.environ.get("PYTHONPATH", "")]),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def with_fatal(cohort: Cohort, card: Card, handed: list[Handed], tmp_path: Path, dies: str) -> Path:
    """Return a zip with these submissions and, first of all, one that kills its process."""
    (tmp_path / "sitecustomize.py").write_text(f"import os, small_lessons\n{DIES[dies]}")
    files = {path_in("plain", item): item.data for item in handed}
    # What follows the notebook's end harms nobody but the reader of this subprocess.
    files[f"A-fatal/{card.assignment}/{card.notebook}"] = handed[0].data + (
        FATAL if dies == "reading it" else b""
    )
    (tmp_path / "lms.zip").write_bytes(zipped(files))
    return tmp_path / "lms.zip"


def test_a_submission_that_kills_its_process_is_named(
    cohort: Cohort, card: Card, handed: list[Handed], tmp_path: Path
) -> None:
    source = with_fatal(cohort, card, handed, tmp_path, "reading it")
    done = command(cohort, tmp_path, "run", source, "--jobs", "2")
    assert done.returncode == 1, done.stderr
    found = statuses(cohort, card)
    assert found.pop("A-fatal") == "not graded"
    assert found == {item.learner: item.expected for item in handed}
    # The pages are written although reading it again brings the process down again.
    assert f"Feedback pages written: {len(handed) + 1}" in done.stdout
    pages = {path.parts[-3]: path.read_text() for path in cohort.feedback.glob("*/*/*.html")}
    assert "stopped the whole process" in pages.pop("A-fatal")
    assert pages.keys() == found.keys()
    assert not any("could not be made" in page for page in pages.values())


@pytest.mark.parametrize("dies", DIES)
@pytest.mark.parametrize(
    "many",
    [False, pytest.param(True, marks=pytest.mark.exhaustive)],
    ids=["few", "one process"],
)
def test_what_kills_the_run_itself_is_named_by_the_next(
    cohort: Cohort, card: Card, handed: list[Handed], tmp_path: Path, dies: str, many: bool
) -> None:
    """Few are graded in the process of the run. It may die once, and then never again."""
    handed = handed if many else handed[:6]
    jobs = ("--jobs", "1" if many else "2")
    source = with_fatal(cohort, card, handed, tmp_path, dies)
    assert command(cohort, tmp_path, "collect", source).returncode in (0, 1)
    word = "grade" if dies == "reading it" else "report"
    if word == "report":
        grade(cohort, jobs=1)
    assert command(cohort, tmp_path, word, *jobs).returncode == 9
    for _ in range(2):
        done = command(cohort, tmp_path, word, *jobs)
        assert done.returncode in (0, 1), done.stderr
    found = statuses(cohort, card)
    assert (found.pop("A-fatal") == "not graded") == (word == "grade")
    assert found == {item.learner: item.expected for item in handed}
    if word == "report":
        pages = {path.parts[-3]: path.read_text() for path in cohort.feedback.glob("*/*/*.html")}
        assert "its process stopped" in pages.pop("A-fatal")
        assert pages.keys() == found.keys()
        assert not any("could not be made" in page for page in pages.values())
    # Where it does no harm any more it is like any other, and forgotten.
    if word == "grade":
        assert grade(cohort, jobs=1).now == 1
        assert statuses(cohort, card)["A-fatal"] != "not graded"
    else:
        assert report(cohort, jobs=1).pages == 1
    assert not (cohort.home / ".suspects").exists()


def test_a_note_that_cannot_be_kept_stops_nothing(
    cohort: Cohort, card: Card, handed: list[Handed]
) -> None:
    (cohort.home / ".suspects").mkdir(parents=True)
    hand_in_all(cohort, card, handed[:3])
    assert grade(cohort, jobs=1).now == 3


# --------------------------------------------------------------------- beside autograde


@LATER_ON_REAL_LESSONS
def test_nbgrader_autograde_says_the_same(
    cohort: Cohort, card: Card, handed: list[Handed], tmp_path: Path
) -> None:
    fresh = tmp_path / "by nbgrader"
    shutil.copytree(cohort.root, fresh)
    stamp = {"timestamp__txt": b"2026-03-01 10:00:00 UTC"}
    other = Cohort.find(fresh)
    for place in (cohort, other):
        for item in handed[:14]:
            hand_in(place, card, item.learner, item.data, **stamp)
    grade(cohort, jobs=1)
    Course(fresh).run("autograde", card.assignment)
    ours, theirs = gradebook_contents(cohort), gradebook_contents(other)
    assert ours == theirs
    copies = [everything_in(place.autograded) for place in (cohort, other)]
    assert copies[0].keys() == copies[1].keys()
    for name, data in copies[0].items():
        if name.endswith(".ipynb"):
            assert joined(json.loads(data)) == joined(json.loads(copies[1][name])), name
        else:
            assert data == copies[1][name]
    # nbgrader's own commands go on from here.
    course = Course(cohort.root)
    assert "Skipping existing" in course.run("autograde", card.assignment).stderr
    course.run("generate_feedback", card.assignment, "--student", handed[0].learner)
    page = cohort.feedback / handed[0].learner / card.assignment / card.notebook
    assert page.with_suffix(".html").is_file()


def joined(value: Any) -> Any:
    """Return a notebook with every text in one piece."""
    if isinstance(value, dict):
        return {
            key: "".join(item)
            if key in ("source", "text/html", "text/plain") and isinstance(item, list)
            else joined(item)
            for key, item in value.items()
        }
    return [joined(item) for item in value] if isinstance(value, list) else value


def test_late_penalties_are_nbgraders(cohort: Cohort, card: Card, handed: list[Handed]) -> None:
    with (cohort.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with opened(cohort) as book:
        book._gradebook.update_or_create_assignment(card.assignment, duedate="2026-03-01")
    hand_in(cohort, card, "L001", handed[0].data, timestamp__txt=b"2026-03-02 10:00:00 UTC")
    hand_in(cohort, card, "L002", handed[1].data, timestamp__txt=b"2026-02-27 10:00:00 UTC")
    grade(cohort, jobs=1)
    penalties = {line[0]: line[2] for line in gradebook_contents(cohort)["submissions"]}
    earned = records(cohort)[card.assignment, "L001"]["auto_points"]
    assert penalties["L001"] == pytest.approx(earned)
    assert penalties["L002"] is None
    hand_in(cohort, card, "L001", handed[0].data, timestamp__txt=b"2026-02-28 10:00:00 UTC")
    grade(cohort, jobs=1)
    assert gradebook_contents(cohort)["submissions"][0][2] is None


# ------------------------------------------------------------------------------ refusals


def test_one_run_at_a_time(cohort: Cohort) -> None:
    from doneenough.grading.cohort.lock import only_one

    with only_one(cohort.home), pytest.raises(CohortError, match="Another run"):
        grade(cohort, jobs=1)
    assert grade(cohort, jobs=1).now == 0


def test_an_unknown_assignment_is_named(cohort: Cohort) -> None:
    with pytest.raises(CohortError, match="There is no assignment 'no_such'"):
        grade(cohort, ["no_such"], jobs=1)


def test_a_fresh_clone_needs_no_preparation(card: Card, tmp_path: Path) -> None:
    from shared.cohort_course import make_course

    fresh = make_course(tmp_path / "fresh", [card], registered=False)
    hand_in(fresh, card, "anna", as_bytes(answered(release_of(fresh, card))))
    assert grade(fresh, jobs=1).statuses == {"unanswered": 1}
