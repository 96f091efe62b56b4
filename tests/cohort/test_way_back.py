"""From the gradebook into the LMS: what its own importer reads, and one total everywhere.

The rules of the importers stand here as their public sources have them:
moodle/moodle mod/assign/feedback/offline/importgradeslib.php and locallib.php,
mod/assign/feedback/file/importziplib.php; instructure/canvas-lms lib/gradebook_importer.rb and
Assignment#infer_comment_context_from_filename.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.plugins import LateSubmissionPlugin

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.late import LatePenalties
from doneenough.grading.cohort.lms_csv import most_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.words import number
from shared.cohort_course import opened
from shared.handing_in import MOODLE, collect, enrol, filled, mark
from shared.tables import table


def as_moodle_imports(path: Path, most: float) -> dict[str, float]:
    """Return the grades that Moodle's worksheet import takes: number of the participant, grade."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    head = rows[0]
    for needed in ("Identifier", "Grade", "Last modified (grade)"):
        assert needed in head
    taken = {}
    for row in rows[1:]:
        who = row[head.index("Identifier")][len("Participant ") :]
        value = row[head.index("Grade")]
        # Not in the course, without a value, or out of range: passed over.
        if who.isdigit() and value and 0 <= float(value) <= most:
            taken[who] = float(value)
    return taken


def as_canvas_imports(path: Path) -> tuple[list[str], dict[str, str]]:
    """Return the columns that Canvas takes for assignments, and the first one's grades by ID."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    head = rows[0]
    assert "Student" in head[0]
    assert "ID" in head[1]
    at = head.index("Section") + 1
    columns = [name for name in head[at:] if "Score" not in name]
    grades = {row[1]: row[at] for row in rows[1:] if "Points Possible" not in row[0]}
    return columns, grades


@pytest.fixture
def moodle(cohort: Cohort, card: Card, tmp_path: Path) -> Cohort:
    enrol(cohort, ("ana", "Ana", "Ruiz"), ("ben", "Ben", "Okafor"))
    people = {"ana": ("Ana Ruiz", 71), "ben": ("Ben Okafor", 72)}
    files = {
        MOODLE.format(*person) + card.notebook: filled(cohort, card, who)
        for who, person in people.items()
    }
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    mark(cohort, card, "ana", 1.5, "Well <argued>")
    return cohort


def test_moodle_takes_its_file_and_no_other_is_written(moodle: Cohort, card: Card) -> None:
    report(moodle, jobs=1)
    path = moodle.reports / f"moodle_{card.assignment}.csv"
    rows = {row["ID number"]: row for row in table(path)}
    total = round(float(rows["ana"]["Automatic"]) + 1.5, 2)
    # Ben's reply waits for a mark, so nothing is taken for him.
    assert as_moodle_imports(path, most_of(card)) == {"71": total}
    assert rows["ana"]["Grade"] == number(total)
    assert rows["ana"]["Feedback comments"].endswith("Well &lt;argued&gt;")
    assert not (moodle.reports / f"canvas_{card.assignment}.csv").exists()
    (comment,) = table(moodle.reports / f"comments_{card.assignment}.csv")
    assert comment["comment"] == "Well <argued>"
    every = table(moodle.home / "grades.csv")
    grades = {row["student_id"]: row for row in every if row["assignment"] == card.assignment}
    assert float(grades["ana"]["score"]) == total


def test_moodles_own_worksheet_is_filled_in(moodle: Cohort, card: Card, tmp_path: Path) -> None:
    """As Excel in Germany saves it: semicolons, an old code page, commas for decimals."""
    most = f"{most_of(card):.2f}".replace(".", ",")
    head = "Identifier;Full name;Status;Grade;Maximum Grade;Last modified (grade);Feedback comments"
    sheet = tmp_path / "Grades.csv"
    lines = [
        head,
        f"Participant 71;Ana Ruíz;Submitted;;{most};-;",
        f"Participant 72;Ben Okafor;Submitted;12,00;{most};Friday;as before",
        f"Participant 99;Zoë Ray;No submission;;{most};-;",
    ]
    sheet.write_bytes("\r\n".join(lines).encode("cp1252"))
    done = report(moodle, jobs=1, pages=False, worksheets=[sheet])
    assert "1 grades filled in" in " ".join(done.told)
    path = moodle.reports / f"moodle_{card.assignment}.csv"
    rows = {row["Identifier"]: row for row in table(path)}
    assert list(rows) == ["Participant 71", "Participant 72", "Participant 99"]
    assert float(rows["Participant 71"]["Grade"]) > 0
    # Nothing is known yet about him and her: the cells go back as they came.
    assert (rows["Participant 72"]["Grade"], rows["Participant 99"]["Grade"]) == ("12,00", "")
    stamps = [row["Last modified (grade)"] for row in rows.values()]
    assert stamps == ["-", "Friday", "-"]
    sheet.write_bytes(lines[0].encode() + b"\r\nParticipant 71;Ana;S;;100,00;-;")
    with pytest.raises(CohortError, match="has 100 points"):
        report(moodle, jobs=1, pages=False, worksheets=[sheet])


def test_canvas_takes_one_column_back(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    files = {f"ruizana_5_101_{card.notebook}": filled(cohort, card, "ruizana_5")}
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    mark(cohort, card, "ruizana_5", 1)
    report(cohort, jobs=1, pages=False)
    path = cohort.reports / f"canvas_{card.assignment}.csv"
    columns, grades = as_canvas_imports(path)
    assert columns == [card.assignment]
    total = grades["5"]
    assert float(total) > 1
    assert not (cohort.reports / f"moodle_{card.assignment}.csv").exists()
    # Into the gradebook as exported: the assignment's own column, and nothing else is touched.
    title = f"{card.question} (4711)"
    book = [
        ["Student", "ID", "SIS Login ID", "Section", "Other (1)", title, "Current Score"],
        ["    Points Possible", "", "", "", "10", number(most_of(card)), "(read only)"],
        ["Ruiz, Ana", "5", "ana", "A", "7", "", "70"],
        ["Okafor, Ben", "6", "ben", "A", "8", "3.5", "80"],
    ]
    sheet = tmp_path / "gradebook.csv"
    with sheet.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(book)
    report(cohort, [card.assignment], jobs=1, pages=False, worksheets=[sheet])
    book[2][5] = total
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == book
    book[0][5] = "Week 1 (4711)"
    with sheet.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(book)
    with pytest.raises(CohortError, match="Add --column TITLE"):
        report(cohort, jobs=1, pages=False, worksheets=[sheet])
    report(cohort, [card.assignment], jobs=1, pages=False, worksheets=[sheet], column="Week 1")


def moodles_person(name: str) -> str:
    """Return the participant's number that Moodle finds in a feedback file's path."""
    for part in name.split("/"):
        info = part.split("_", 4)
        if len(info) >= 4 and info[1].isdigit() and info[2:4] == ["assignsubmission", "file"]:
            return info[1]
    return ""


def canvas_person(name: str) -> list[str]:
    """Return the numbers of the person and of her file that Canvas finds in a name."""
    return [part for part in name.split("_") if part.isdigit()][:2]


@pytest.mark.parametrize(
    ("prefix", "found"),
    [(MOODLE.format("Ana Ruiz", 71), "71"), ("ruizana_5_101_", ["5", "101"])],
)
def test_feedback_goes_back_in_one_zip(
    cohort: Cohort, card: Card, tmp_path: Path, prefix: str, found: Any
) -> None:
    collect(cohort, tmp_path, {prefix + card.notebook: filled(cohort, card)})
    grade(cohort, jobs=1)
    report(cohort, jobs=1)
    with zipfile.ZipFile(cohort.reports / f"feedback_{card.assignment}.zip") as archive:
        (name,) = archive.namelist()
        assert b"Feedback for" in archive.read(name)
    assert (moodles_person if "/" in name else canvas_person)(name) == found
    assert name.endswith(".html")


class Tenth(LateSubmissionPlugin):  # type: ignore[misc]
    """A tenth of the points for who is late."""

    def late_submission_penalty(self, student_id: str, score: float, late: float) -> float:
        del student_id, late
        return score / 10


def test_a_late_penalty_is_in_every_total(
    moodle: Cohort, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It follows a mark that was given later, and an extension takes it back."""
    made = LatePenalties.__init__

    def with_rule(self: LatePenalties, config: Any) -> None:
        made(self, config)
        self._step.plugin_inst = Tenth()

    monkeypatch.setattr(LatePenalties, "__init__", with_rule)
    with opened(moodle) as book:
        submission = book._gradebook.find_submission(card.assignment, "ana")
        submission.assignment.duedate = datetime(2026, 3, 1)
        submission.timestamp = datetime(2026, 3, 2)
        book.session.commit()
    report(moodle, jobs=1)

    def totals() -> tuple[float, float]:
        rows = {
            row["ID number"]: row for row in table(moodle.reports / f"moodle_{card.assignment}.csv")
        }
        grades = {
            row["student_id"]: row for row in table(moodle.home / "grades.csv") if row["status"]
        }
        whole = float(rows["ana"]["Automatic"]) + float(rows["ana"]["Reviewed"])
        total = float(rows["ana"]["Grade"])
        assert total == float(grades["ana"]["score"])
        page = moodle.feedback / "ana" / card.assignment / f"{Path(card.notebook).stem}.html"
        assert f"In all: {number(total)}." in page.read_text(encoding="utf-8")
        return whole, total

    whole, total = totals()
    assert total == pytest.approx(0.9 * whole, abs=0.011)
    with opened(moodle) as book:
        book._gradebook.find_submission(card.assignment, "ana").extension = timedelta(days=2)
        book.session.commit()
    report(moodle, jobs=1)
    whole, total = totals()
    assert total == whole


def test_numbers_have_no_dust() -> None:
    assert [number(value) for value in (44.260000000000005, 0.1 + 0.2, 1234567.0, 0, -0.001)] == [
        *("44.26", "0.3", "1234567", "0", "0")
    ]
