"""CSV files: nbgrader's with the status, and what Canvas and Moodle take back.

Automatic and reviewed points stand in columns of their own. Where nothing could be
graded the cell stays empty: an LMS would take 0 for a real zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session
from traitlets.config import Config

from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises, prose
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.chunks import chunks
from doneenough.grading.cohort.collect import read_notes
from doneenough.grading.cohort.marks import Marks, all_students, marks_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.run import FINE
from doneenough.grading.cohort.words import number
from doneenough.grading.cohort.work import NOT_GRADED
from doneenough.grading.master import CHECK
from doneenough.grading.tables import csv_text
from doneenough.plain_files import write_whole

_CHUNK = 500


def write_csvs(
    cohort: Cohort, session: Session, cards: Sequence[Card], config: Config
) -> list[str]:
    """Write all CSV files; return where they are."""
    written = [_nbgrader_csv(cohort, config)]
    people = {student: (name, lms) for student, name, lms in all_students(session)}
    for card in cards:
        notes = {
            row["learner"]: row
            for row in read_notes(cohort)
            if row["assignment"] == card.assignment
        }
        lines = list(_lines(session, card, people, notes))
        for name, text in (
            ("canvas", _canvas(card, lines)),
            ("moodle", _moodle(card, lines)),
        ):
            path = cohort.reports / f"{name}_{card.assignment}.csv"
            # The mark at its beginning tells spreadsheets that names are UTF-8.
            cohort.write(path, text.encode("utf-8-sig" if name == "moodle" else "utf-8"))
            written.append(str(path))
    return written


def _nbgrader_csv(cohort: Cohort, config: Config) -> str:
    """Write what `nbgrader export` writes, with nbgrader's gradebook and our exporter."""
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import LoggingConfigurable

    from doneenough.grading.cohort.opening import open_gradebook
    from doneenough.grading.status_export import StatusExporter

    parent = LoggingConfigurable(config=config)
    # All that the exporter asks of nbgrader's command.
    parent.coursedir = CourseDirectory(config=config)  # type: ignore[attr-defined]
    exporter = StatusExporter(parent=parent)
    place = cohort.root / str(exporter.to)
    with open_gradebook(cohort.db_url) as gradebook, TemporaryDirectory() as aside:
        exporter.to = str(Path(aside, place.name))
        exporter.export(gradebook)
        # A configuration may name a place elsewhere.
        top = cohort.home if place.is_relative_to(cohort.home) else place.parent
        write_whole(place, Path(exporter.to).read_bytes(), top)
    return str(place)


def _lines(session: Session, card: Card, people: Any, notes: Any) -> Iterator[dict[str, Any]]:
    rows = ledger.all_rows(session, card.assignment)
    for chunk in chunks(rows, _CHUNK):
        marks = marks_of(session, card.assignment, [row.learner for row in chunk])
        for row in chunk:
            name, lms = people.get(row.learner, ("", ""))
            note = notes.get(row.learner, {})
            auto, reviewed = points_of(row.record, marks.get(row.learner, Marks()))
            yield {
                "id": row.learner,
                "name": name or note.get("person") or row.learner,
                # Each is taken back by the LMS that gave it, and by no other.
                "canvas": note["lms_id"] if note.get("layout") == "Canvas" else lms,
                "moodle": note["lms_id"] if note.get("layout") == "Moodle" else "",
                "status": row.record["status"],
                "notes": " ".join(row.record["notes"]),
                "auto": auto,
                "reviewed": reviewed,
            }


def points_of(record: Any, marks: Marks) -> tuple[float | None, float | None]:
    """Return automatic and reviewed points; None where nobody knows them yet.

    What a person gave counts in any case.
    """
    questions = [] if record["status"] == NOT_GRADED else record["questions"]
    auto: list[float | None] = []
    reviewed: list[float | None] = []
    for question in questions:
        label = question["name"] if question["reviewed"] else question["name"] + CHECK
        points = question["points"] if record["status"] in FINE else None
        (reviewed if question["reviewed"] else auto).append(marks.score(label, points))
    return _sum(auto), _sum(reviewed)


def _sum(points: list[float | None]) -> float | None:
    if not points or any(value is None for value in points):
        return None
    return round(sum(value or 0.0 for value in points), 2)


def _canvas(card: Card, lines: Iterable[dict[str, Any]]) -> str:
    auto, reviewed = f"{card.assignment} (automatic)", f"{card.assignment} (reviewed)"
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", auto, reviewed)
    most = ("    Points Possible", "", "", "", "", *_most(card))
    rows = ((line["name"], line["canvas"], "", line["id"], "", *_cells(line)) for line in lines)
    return csv_text(head, [most, *rows])


def _moodle(card: Card, lines: Iterable[dict[str, Any]]) -> str:
    head = (
        *("Identifier", "Full name", "ID number", "Status", "Grade", "Maximum Grade"),
        *("Automatic", "Reviewed", "Feedback comments"),
    )
    total = number(sum(float(value) for value in _most(card)))
    rows = []
    for line in lines:
        auto, reviewed = _cells(line)
        both = (
            ""
            if line["auto"] is None or (prose(card.lesson) and line["reviewed"] is None)
            else (number(line["auto"] + (line["reviewed"] or 0.0)))
        )
        who = f"Participant {line['moodle']}" if line["moodle"] else ""
        rows.append(
            (
                who,
                line["name"],
                line["id"],
                line["status"],
                both,
                total,
                auto,
                reviewed,
                line["notes"],
            )
        )
    return csv_text(head, rows)


def _most(card: Card) -> tuple[str, str]:
    auto = sum(float(item.points) for item in exercises(card.lesson))
    return number(auto), number(sum(item.points for item in prose(card.lesson)))


def _cells(line: dict[str, Any]) -> tuple[str, str]:
    auto, reviewed = line["auto"], line["reviewed"]
    return "" if auto is None else number(auto), "" if reviewed is None else number(reviewed)
