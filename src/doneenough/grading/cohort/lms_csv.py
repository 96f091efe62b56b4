"""CSV files: nbgrader's with the status, and what the LMS of a download takes back.

One file for the LMS that the download came from, with one total in the column that it reads.
Where nothing could be graded the cell stays empty: an LMS would take 0 for a real zero.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session
from traitlets.config import Config

from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises, prose
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.chunks import chunks
from doneenough.grading.cohort.collect import not_gradable, read_notes, read_set_aside
from doneenough.grading.cohort.enrolment import groups
from doneenough.grading.cohort.group_notes import group_notes
from doneenough.grading.cohort.marks import Marks, Total, all_students, marks_of, total_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.rubric import LEVELS, chosen, problem
from doneenough.grading.cohort.words import number
from doneenough.grading.status_export import NOT_GRADABLE
from doneenough.grading.tables import csv_text
from doneenough.plain_files import write_whole

_CHUNK = 500
NOTHING = Total(None, None, 0.0, None)
SYSTEMS = ("Canvas", "Moodle")


@dataclass(frozen=True)
class Line:
    """One learner's way back: who she is, there and here, and what she gets."""

    id: str
    name: str
    layout: str
    number: str
    """The LMS's number of her, empty where nobody knows it."""
    canvas: str
    status: str
    notes: str
    total: Total
    late: bool
    comments: tuple[tuple[str, str], ...] = ()
    """(title of the question, what a person wrote about it)."""
    levels: tuple[tuple[str, str, int, str], ...] = ()
    """(title of the question, rubric line, level, what earns it), where a person chose one."""
    odd: tuple[str, ...] = ()
    """What the instructor has to put right in her comments."""

    @property
    def told(self) -> str:
        """What she reads in the LMS."""
        said = [f"{line}: {level} of {LEVELS[-1]}." for _, line, level, _ in self.levels]
        said += [f"{title}: {text}" for title, text in self.comments]
        return " ".join([*said, *([self.notes] if self.notes else [])])


def write_csvs(
    cohort: Cohort, session: Session, cards: Sequence[Card], config: Config, odd: list[str]
) -> list[str]:
    """Write all CSV files; return where they are. What has to be put right goes to ``odd``."""
    written = [_nbgrader_csv(cohort, config)]
    for card in cards:
        lines = list(lines_of(cohort, session, card))
        systems = {line.layout for line in lines} & set(SYSTEMS) or set(SYSTEMS)
        for system, text in (
            ("Canvas", canvas_csv(card, lines)),
            ("Moodle", moodle_csv(card, lines)),
        ):
            path = cohort.reports / f"{system.lower()}_{card.assignment}.csv"
            if system not in systems:
                # One of an earlier run would be taken for this one's.
                cohort.remove(path)
                continue
            # The mark at its beginning tells spreadsheets that names are UTF-8.
            cohort.write(path, text.encode("utf-8-sig" if system == "Moodle" else "utf-8"))
            written.append(str(path))
        written += _comments_csvs(cohort, card, lines)
        odd += [sentence for line in lines for sentence in line.odd]
    return written


def lines_of(cohort: Cohort, session: Session, card: Card) -> Iterator[Line]:
    """Yield a line for everybody who handed in anything, gradable or not."""
    people = {student: (name, lms) for student, name, lms in all_students(session)}
    notes = {
        row["learner"]: row for row in read_notes(cohort) if row["assignment"] == card.assignment
    }
    titles = {item.name: item.title for item in exercises(card.lesson)}
    written = {item.name: item for item in prose(card.lesson)}
    titles |= {name: item.title for name, item in written.items()}
    seen = set()
    other_group = group_notes(session, card.assignment, groups(cohort.home))
    for chunk in chunks(ledger.all_rows(session, card.assignment), _CHUNK):
        marks = marks_of(session, card.assignment, [row.learner for row in chunk])
        for row in chunk:
            seen.add(row.learner)
            mine = marks.get(row.learner, Marks())
            note = notes.get(row.learner, {})
            yield _line(
                *(row.learner, people.get(row.learner, ("", "")), note),
                status=str(row.record["status"]),
                told=" ".join([*row.record["notes"], *_one(other_group.get(row.learner))]),
                total=total_of(row.record, mine),
                comments=tuple(
                    (titles.get(label, label), text) for label, text in mine.comments.items()
                ),
                levels=tuple(
                    (written[label].title, *line)
                    for label, levels in mine.levels.items()
                    if label in written
                    for line in chosen(written[label], levels)
                ),
                odd=tuple(
                    f"In the comment for {row.learner} on “{written[label].title}” {wrong}"
                    for label, levels in mine.levels.items()
                    if label in written and (wrong := problem(written[label], levels))
                ),
            )
    aside = {
        (row["assignment"], row["learner"]): row
        for row in read_set_aside(cohort)
        if row["learner"] not in seen
    }
    for (assignment, learner), reason in sorted(not_gradable(cohort.home).items()):
        if assignment == card.assignment and learner not in seen:
            note = aside.get((assignment, learner), {})
            known = people.get(learner, ("", ""))
            yield _line(learner, known, note, status=NOT_GRADABLE, told=reason, total=NOTHING)


def _one(text: str | None) -> list[str]:
    return [text] if text else []


def _line(
    learner: str,
    known: tuple[str, str],
    note: Mapping[str, str],
    *,
    status: str,
    told: str,
    total: Total,
    comments: tuple[tuple[str, str], ...] = (),
    levels: tuple[tuple[str, str, int, str], ...] = (),
    odd: tuple[str, ...] = (),
) -> Line:
    name, lms = known
    layout, lms_id = note.get("layout", ""), note.get("lms_id", "")
    return Line(
        id=learner,
        name=name or note.get("person") or learner,
        layout=layout,
        number=lms_id,
        # A number is taken back by the LMS that gave it, and by no other.
        canvas=lms_id if layout == "Canvas" else lms,
        status=status,
        notes=told,
        total=total,
        late=note.get("late") == "yes",
        comments=comments,
        levels=levels,
        odd=odd,
    )


def most_of(card: Card) -> float:
    """Return the most points of an assignment, automatic and reviewed ones together."""
    automatic = sum(float(item.points) for item in exercises(card.lesson))
    return automatic + sum(float(item.points) for item in prose(card.lesson))


def canvas_csv(card: Card, lines: Sequence[Line]) -> str:
    """Return what Canvas's gradebook takes: one column, with the total.

    Who came by Moodle is left out, and so is who handed in nothing that can be graded.
    """
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", card.assignment)
    most = ("    Points Possible", "", "", "", "", number(most_of(card)))
    rows = [
        (line.name, line.canvas, "", line.id, "", cell(line.total.total))
        for line in lines
        if line.layout != "Moodle" and line.status != NOT_GRADABLE
    ]
    return csv_text(head, [most, *rows])


MOODLE = (
    *("Identifier", "Full name", "ID number", "Status", "Grade", "Maximum Grade"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
    *("Automatic", "Reviewed", "Late penalty", "Late"),
)
"""What Moodle's worksheet has, as far as we know it; behind it what only people read."""


def moodle_csv(card: Card, lines: Sequence[Line]) -> str:
    """Return what Moodle takes as a grading worksheet. Who came by Canvas is left out."""
    most = number(most_of(card))
    rows = [
        (
            f"Participant {line.number}" if line.layout == "Moodle" and line.number else "",
            *(line.name, line.id, line.status, cell(line.total.total), most, "", ""),
            comment_for_moodle(line.told),
            *(cell(line.total.auto), cell(line.total.reviewed), cell(line.total.penalty or None)),
            "yes" if line.late else "",
        )
        for line in lines
        if line.layout != "Canvas"
    ]
    return csv_text(MOODLE, rows)


def comment_for_moodle(text: str) -> str:
    """Return a comment as Moodle shows it letter by letter: it takes comments for HTML."""
    return html.escape(text, quote=False)


def cell(points: float | None) -> str:
    """Return points as a cell; empty where nobody knows them."""
    return "" if points is None else number(points)


def _comments_csvs(cohort: Cohort, card: Card, lines: Sequence[Line]) -> list[str]:
    """Write what a person wrote, and which levels of the rubric she chose."""
    who = ("learner", "name", "question")
    tables: dict[str, tuple[Sequence[str], list[Sequence[object]]]] = {
        "comments": (
            (*who, "comment"),
            [(line.id, line.name, *comment) for line in lines for comment in line.comments],
        ),
        "rubric": (
            (*who, "line", "level", "meaning"),
            [(line.id, line.name, *level) for line in lines for level in line.levels],
        ),
    }
    paths = []
    for name, (head, rows) in tables.items():
        path = cohort.reports / f"{name}_{card.assignment}.csv"
        cohort.write(path, csv_text(head, rows).encode("utf-8-sig"))
        paths.append(str(path))
    return paths


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
