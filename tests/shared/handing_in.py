"""What learners hand in to an LMS, and what an instructor does with it."""

from __future__ import annotations

import json
from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.core.registry import prose
from doneenough.grading.cohort.collect import carry_out, plan_for
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import Item, Wanted
from doneenough.grading.cohort.source import open_source
from shared.cohort_course import opened, release_of, zipped
from shared.grading_helpers import answered, as_bytes, reference_answers

MOODLE = "{}_{}_assignsubmission_file_/"


def filled(cohort: Cohort, card: Card, who: str = "", **changes: str) -> bytes:
    """A release with everything answered by ``who``."""
    me = {"learner_id": who, "cohort": "g1"}
    sources = reference_answers(card.lesson, me) | {"me": f"me = {json.dumps(me)}"}
    sources |= {item.name: f"A reply by {who or 'nobody'}." for item in prose(card.lesson)}
    return as_bytes(answered(release_of(cohort, card), **(sources | changes)))


def collect(
    cohort: Cohort, tmp_path: Path, files: dict[str, bytes], wanted: Wanted | None = None
) -> dict[str, Item]:
    """Collect a zip; return what became of each file."""
    source = tmp_path / "lms.zip"
    source.write_bytes(zipped(files))
    with open_source(source) as entries:
        plan = plan_for(cohort, entries, wanted=wanted)
        carry_out(cohort, plan, source=source.name)
    return {item.entry.name: item for item in plan}


def enrol(cohort: Cohort, *people: tuple[str, str, str]) -> None:
    with opened(cohort) as book:
        for learner, first, last in people:
            book._gradebook.add_student(learner, first_name=first, last_name=last)


def there(cohort: Cohort, card: Card, learner: str) -> bytes:
    return (cohort.submitted / learner / card.assignment / card.notebook).read_bytes()


def learners(cohort: Cohort) -> list[str]:
    return sorted(path.name for path in cohort.submitted.iterdir())


def mark(cohort: Cohort, card: Card, learner: str, points: float, comment: str = "") -> None:
    """Mark every written answer, as the formgrader does."""
    place = (card.notebook.removesuffix(".ipynb"), card.assignment, learner)
    with opened(cohort) as book:
        for item in prose(card.lesson):
            found = book._gradebook.find_grade(item.name, *place)
            found.manual_score, found.needs_manual_grade = points, False
            book._gradebook.find_comment(item.name, *place).manual_comment = comment or None
        book.session.commit()
