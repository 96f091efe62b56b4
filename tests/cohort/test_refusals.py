"""What a gradebook or an id's rule refuses concerns one learner; the others are graded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from doneenough.cli import main
from doneenough.core.lesson_files import Card, cards
from doneenough.grading import answers
from doneenough.grading.cohort.learner_pages import GONE
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import simulate
from shared.cohort_course import everything_in, hand_in, opened, records, zipped


@pytest.fixture
def first(cohort: Cohort) -> Card:
    """One assignment is enough here."""
    return next(card for card in cards() if card.assignment in cohort.assignments)


@pytest.fixture
def three(cohort: Cohort, first: Card) -> Cohort:
    for item in simulate(cohort, 3, assignments=[first.assignment]):
        hand_in(cohort, first, item.learner, item.data)
    return cohort


def refuse(cohort: Cohort, table: str) -> None:
    """Let the database itself refuse one learner's line in a table."""
    with opened(cohort) as book:
        book.session.execute(
            text(
                f"CREATE TRIGGER refuse_{table} BEFORE INSERT ON {table} WHEN NEW.learner = 'L002' "
                "BEGIN SELECT RAISE(ABORT, 'cannot hold this'); END"
            )
        )
        book.session.commit()


def test_a_refused_submission_is_not_graded_and_the_others_are(three: Cohort, first: Card) -> None:
    refuse(three, "doneenough_answers")
    done = grade(three, jobs=1)
    assert done.now == 3
    assert done.statuses["not graded"] == 1
    found = {learner: record for (_, learner), record in records(three).items()}
    assert found["L002"]["status"] == "not graded"
    assert (
        "The gradebook cannot keep this submission (IntegrityError)." in found["L002"]["notes"][0]
    )
    assert {found[name]["status"] for name in ("L001", "L003")} == {"graded"}
    assert not (three.autograded / "L002" / first.assignment / first.notebook).exists()
    report(three, jobs=1)
    name = f"{Path(first.notebook).stem}.html"
    page = (three.feedback / "L002" / first.assignment / name).read_text(encoding="utf-8")
    assert "cannot keep this submission" in page
    # Next time it is tried again; the others are as they were.
    assert (grade(three, jobs=1).now, grade(three, jobs=1).before) == (1, 2)


def test_a_learner_whom_the_gradebook_refuses_altogether_ends_nothing(
    three: Cohort, first: Card
) -> None:
    for table in ("doneenough_answers", "doneenough_result"):
        refuse(three, table)
    done = grade(three, jobs=1)
    assert done.statuses["not graded"] == 1
    assert {learner for _, learner in records(three)} == {"L001", "L003"}
    report(three, jobs=1)


def test_a_database_that_fails_itself_is_no_learners_fault(three: Cohort) -> None:
    grade(three, jobs=1)
    with opened(three) as book:
        book.session.execute(text("DROP TABLE doneenough_answers"))
        book.session.execute(text("CREATE TABLE doneenough_answers (other TEXT)"))
        book.session.execute(text("DELETE FROM doneenough_result"))
        book.session.commit()
    result = CliRunner().invoke(main, ["cohort", "grade", "--jobs", "1"])
    assert result.exit_code == 2
    assert "The gradebook failed" in result.output


def test_reports_read_no_submission_again(
    three: Cohort, first: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(three, jobs=1)
    report(three, jobs=1)
    before = everything_in(three.feedback)
    assert before
    for path in three.feedback.rglob("*.html"):
        path.unlink()
    for path in three.submitted.rglob("*.ipynb"):
        path.write_bytes(b"changed since")

    def read(data: bytes) -> None:
        raise AssertionError("a submission was read")

    monkeypatch.setattr(answers, "read_notebook", read)
    assert report(three, jobs=1).pages == 3
    assert everything_in(three.feedback) == before


def test_a_gradebook_of_before_says_to_grade_again(three: Cohort, first: Card) -> None:
    grade(three, jobs=1)
    with opened(three) as book:
        book.session.execute(text("DELETE FROM doneenough_answers"))
        book.session.commit()
    report(three, jobs=1)
    name = f"{Path(first.notebook).stem}.html"
    page = (three.feedback / "L001" / first.assignment / name).read_text(encoding="utf-8")
    assert GONE in page


NOBODY = ("a[b]", "*", "$(touch x)", "x" * 150, "-rf", "a\x1b[2Jb", "a\nGraded now: 9.")


@pytest.mark.skipif(os.name == "nt", reason="such folders cannot be there")
def test_a_folder_that_cannot_be_an_id_is_said(three: Cohort, first: Card) -> None:
    data = next(three.submitted.rglob("*.ipynb")).read_bytes()
    for name in (*NOBODY, os.fsdecode(b"M\xfcller")):
        hand_in(three, first, name, data)
    result = CliRunner().invoke(main, ["cohort", "grade", "--jobs", "1"])
    assert result.exit_code == 1, result.exception
    assert result.output.count("cannot be a learner's id.") == len(NOBODY) + 1
    assert "“a[b]” cannot be a learner's id. To a shell, a pattern or a path" in result.output
    assert "Graded now: 3. As before: 0." in result.output
    assert "\nGraded now: 9" not in result.output
    assert {learner for _, learner in records(three)} == {"L001", "L002", "L003"}


def test_a_download_with_such_names_is_set_aside_with_the_reason(
    three: Cohort, first: Card, tmp_path: Path
) -> None:
    data = next(three.submitted.rglob("*.ipynb")).read_bytes()
    path = tmp_path / "lms.zip"
    names = {"a[b]": "[ ]", "Ann $x_7_assignsubmission_file_": "$", "y" * 140: "140 letters"}
    path.write_bytes(zipped({f"{name}/{first.notebook}": data for name in names}))
    with opened(three) as book:
        book._gradebook.add_student("a[b]")
        book.session.commit()
    result = CliRunner().invoke(main, ["cohort", "preview", str(path)])
    assert result.exit_code == 1
    assert result.output.count("set aside") == len(names)
    CliRunner().invoke(main, ["cohort", "collect", str(path)])
    aside = (three.home / "quarantine.csv").read_text(encoding="utf-8")
    assert aside.count("cannot be a learner's id.") == len(names)
    for reason in names.values():
        assert reason in aside
    assert len(list(three.submitted.iterdir())) == 3
