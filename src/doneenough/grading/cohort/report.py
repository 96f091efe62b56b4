"""The instructor's report: a page, a notebook, and a view for the room, without names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from doneenough.core.briefs import PRACTICE
from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises, prose
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.alike import MOST, Alike, Hint
from doneenough.grading.cohort.book import open_book
from doneenough.grading.cohort.chunks import chunks
from doneenough.grading.cohort.collect import not_gradable, read_notes, read_set_aside
from doneenough.grading.cohort.enrolment import groups
from doneenough.grading.cohort.feedback_zip import write_feedback_zip
from doneenough.grading.cohort.group_notes import group_notes
from doneenough.grading.cohort.items import Answers, Item, most_common
from doneenough.grading.cohort.late import LatePenalties
from doneenough.grading.cohort.learner_pages import write_pages, write_profiles
from doneenough.grading.cohort.lms_csv import lines_of, write_csvs
from doneenough.grading.cohort.marks import all_students, marks_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report_cells import notebook_of
from doneenough.grading.cohort.run import FINE, chosen
from doneenough.grading.cohort.words import HELPERS, distribution, question_items, spread
from doneenough.grading.cohort.workers import workers
from doneenough.grading.cohort.worksheet import Filled, fill_in
from doneenough.grading.pages import render
from doneenough.grading.score import STATUSES
from doneenough.grading.status_export import NOT_GRADABLE
from doneenough.release import course_config

MOST_LINES = 500
"""So many learners a table of the report names; the CSV files name all."""
PAGE, NOTEBOOK, WORKSHOP = "report.html", "report.ipynb", "workshop.html"


@dataclass
class Findings:
    """What came out of one assignment."""

    card: Card
    answers: Answers
    look: list[tuple[str, str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str, str]] = field(default_factory=list)
    more: int = 0
    absent: list[str] = field(default_factory=list)
    reviewed: list[float] = field(default_factory=list)
    not_gradable: list[tuple[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    groups: dict[str, list[float]] = field(default_factory=dict)
    hints: list[Hint] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        """The automatic questions."""
        return self.answers.items()

    def section(self) -> str:
        """Return the part of the report about this assignment, as HTML."""
        items = self.items
        counts = self.answers.statuses
        order = [*STATUSES[::-1], *(name for name in sorted(counts) if name not in STATUSES)]
        statuses = [(name, counts[name]) for name in order if counts[name]]
        if self.not_gradable:
            statuses.append((NOT_GRADABLE, len(self.not_gradable)))
        if self.absent:
            statuses.append(("missing", len(self.absent)))
        lesson = self.card.lesson
        marked = len(self.reviewed)
        return render(
            "assignment_report.html.j2",
            card=self.card,
            statuses=statuses,
            auto_most=sum(item.points for item in exercises(lesson)),
            spread=spread(self.answers.points),
            distribution=distribution(
                self.answers.points, sum(item.points for item in exercises(lesson))
            ),
            groups=[
                (name, len(points), spread(points)) for name, points in sorted(self.groups.items())
            ]
            if len(self.groups) > 1
            else [],
            hints=self.hints[:MOST],
            more_hints=max(len(self.hints) - MOST, 0),
            not_gradable=self.not_gradable[:MOST_LINES],
            late=self.late,
            reviewed_most=sum(item.points for item in prose(lesson)),
            marked=marked,
            reviewed_mean=sum(self.reviewed) / marked if marked else 0.0,
            waiting=max(self.answers.waiting - marked, 0),
            debrief=most_common(items),
            items=items,
            absent=self.absent,
            look=self.look,
            repaired=self.repaired,
            more=self.more,
            **HELPERS,
        )


@dataclass
class Written:
    """What a report run wrote, for the summary; ``odd`` says which pages it could not write."""

    pages: int = 0
    profiles: int = 0
    files: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def report(
    cohort: Cohort,
    assignments: Sequence[str] = (),
    *,
    jobs: int = -1,
    seen: Callable[[int], object] = lambda _: None,
    pages: bool = True,
    worksheets: Sequence[Path] = (),
    column: str = "",
) -> Written:
    """Write feedback pages, profiles, the reports and the CSV files.

    Parameters
    ----------
    cohort, assignments, jobs
        As for `run.grade`.
    seen
        Called with the number of submissions whose pages are up to date.
    pages
        Whether to write the learners' pages too.
    worksheets, column
        What an LMS gave to download and is to be filled in; see `worksheet.fill_in`.
    """
    names = chosen(cohort, assignments)
    config = course_config(cohort.root)
    done = Written()
    course_id = str(config.CourseDirectory.course_id)
    late = LatePenalties(config)
    with open_book(cohort.db_url, course_id, late) as book:
        session = book.session
        for name in names:
            late.refresh(session, name)
        session.commit()
        found = [findings(session, cohort.assignments[name], cohort) for name in names]
        found = [item for item in found if item.answers.statuses]
        set_aside = read_set_aside(cohort)
        parts = [item.section() for item in found]
        _put(cohort, done, PAGE, render("instructor.html.j2", parts=parts, set_aside=set_aside))
        rooms = [(item.card, most_common(item.items), item.items) for item in found]
        room = render("workshop.html.j2", rooms=rooms, question_items=question_items)
        _put(cohort, done, WORKSHOP, room)
        sections = [(item.card, part) for item, part in zip(found, parts, strict=True)]
        _put(cohort, done, NOTEBOOK, notebook_of(sections))
        cards = [item.card for item in found]
        done.files += write_csvs(cohort, session, cards, config, done.odd)
        if worksheets and cards:
            lines = {card.assignment: list(lines_of(cohort, session, card)) for card in cards}
            for path in worksheets:
                _fill_in(cohort, done, fill_in(path, cards, lines, column))
        if pages:
            with workers(cohort, jobs) as pool:
                done.pages = write_pages(cohort, session, names, pool, done.odd, seen)
            ids = [student for student, _, _ in all_students(session)]
            done.profiles = write_profiles(cohort, session, ids, done.odd)
            zips = [write_feedback_zip(cohort, card) for card in cards]
            done.files += [str(path) for path in zips if path]
        session.rollback()
    return done


def _fill_in(cohort: Cohort, done: Written, filled: Filled) -> None:
    """Write a worksheet that was filled in, in place of the file we make ourselves."""
    name = f"{filled.system.lower()}_{filled.assignment}.csv"
    mark = "utf-8-sig" if filled.system == "Moodle" else "utf-8"
    cohort.write(cohort.reports / name, filled.text.encode(mark))
    waiting = f" {filled.waiting} more have no grade yet." if filled.waiting else ""
    done.told.append(
        f"{name} is {filled.system}'s file with {filled.filled} grades filled in.{waiting}"
    )
    if str(cohort.reports / name) not in done.files:
        done.files.append(str(cohort.reports / name))
    if filled.without:
        done.odd.append(
            f"Not in {filled.system}'s file, so please enter by hand: {', '.join(filled.without)}."
        )


def findings(session: Session, card: Card, cohort: Cohort) -> Findings:
    """Return what came out of one assignment, read submission by submission."""
    found = Findings(card, Answers(card.lesson))
    there = set()
    written = {item.name: item.title for item in prose(card.lesson)}
    alike = Alike(written)
    told = groups(cohort.home)
    other_group = group_notes(session, card.assignment, told)
    for chunk in chunks(ledger.all_rows(session, card.assignment), 500):
        answers = ledger.answers_of(session, card.assignment, [row.learner for row in chunk])
        for row in chunk:
            found.answers.add(row.record)
            there.add(row.learner)
            status, notes = str(row.record["status"]), " ".join(row.record["notes"])
            line = row.learner, status, notes
            if status not in FINE:
                _add(found, found.look, line)
                continue
            if row.learner in other_group:
                _add(found, found.look, (row.learner, status, other_group[row.learner]))
            if status == "graded with repairs":
                _add(found, found.repaired, line)
            alike.add(row.learner, row.record, answers.get(row.learner, ""))
            group = told.get(row.learner) or str(row.record.get("cohort", ""))
            if group not in ("", PRACTICE):
                found.groups.setdefault(group, []).append(row.record["auto_points"])
    found.hints = alike.hints()
    found.late = sorted(
        row["learner"]
        for row in read_notes(cohort)
        if row["assignment"] == card.assignment and row["late"]
    )
    found.not_gradable = [
        (learner, reason)
        for (assignment, learner), reason in sorted(not_gradable(cohort.home).items())
        if assignment == card.assignment and learner not in there
    ]
    for mine in _marks(session, card, sorted(there)):
        if written & mine.points.keys():
            found.reviewed.append(sum(mine.points.get(name, 0.0) for name in written))
    there |= {learner for learner, _ in found.not_gradable}
    found.absent = [student for student, _, _ in all_students(session) if student not in there]
    return found


def statuses_of(cohort: Cohort) -> dict[tuple[str, str], str]:
    """Return the status of each submission, by assignment and learner."""
    config = course_config(cohort.root)
    course_id = str(config.CourseDirectory.course_id)
    with open_book(cohort.db_url, course_id, LatePenalties(config)) as book:
        return {
            (row.assignment, row.learner): str(row.record["status"])
            for row in ledger.all_rows(book.session)
        }


def _marks(session: Session, card: Card, learners: Sequence[str]) -> list[Any]:
    size = 500
    return [
        mine
        for start in range(0, len(learners), size)
        for mine in marks_of(session, card.assignment, learners[start : start + size]).values()
    ]


def _add(found: Findings, lines: list[Any], line: tuple[str, str, str]) -> None:
    if len(lines) < MOST_LINES:
        lines.append(line)
    else:
        found.more += 1


def _put(cohort: Cohort, done: Written, name: str, text: str) -> None:
    path = cohort.reports / name
    cohort.write(path, text.encode("utf-8", "replace"))
    done.files.append(str(path))
