"""Grades what is new or changed in a cohort: many workers, one writer.

The graded copy of a submission is written first, then its grades and its result in one
transaction. A run may be killed at any time: the next one goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.book import Book, Written, open_book
from doneenough.grading.cohort.choose import choose
from doneenough.grading.cohort.chunks import chunks
from doneenough.grading.cohort.collect import read_notes
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.fingerprint import key_of, scorer_print
from doneenough.grading.cohort.late import LatePenalties
from doneenough.grading.cohort.ledger import known_keys
from doneenough.grading.cohort.lock import only_one
from doneenough.grading.cohort.marks import GRADED
from doneenough.grading.cohort.people import People
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.timestamps import (
    LONGEST,
    TIMESTAMP,
    UnknownZone,
    parse_timestamp,
)
from doneenough.grading.cohort.work import NOT_GRADED, Job, Outcome, failed
from doneenough.grading.cohort.workers import Workers, workers
from doneenough.grading.master import CHECK, Master
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.score import ANY
from doneenough.plain_files import is_plain_file, read_plain, reason
from doneenough.release import course_config, register_gradebook

CHUNK = 256
"""So many submissions are looked at together: memory does not grow with the cohort."""
BATCH = 32
"""So many are written in one transaction: no more is lost when a run is killed."""
FINE = GRADED
"""Statuses that need nobody's look; all others are named in the report."""


@dataclass
class Graded:
    """What a run did: how many it graded now, and how many stand with each status."""

    now: int = 0
    before: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    @property
    def all_fine(self) -> bool:
        """Whether nothing graded now needs a look."""
        return not set(self.statuses) - set(FINE)


@dataclass(frozen=True)
class _Found:
    """A submission as it lies there."""

    learner: str
    path: Path | None
    notes: tuple[str, ...]
    timestamp: datetime | None
    key: str
    trouble: str = ""
    accepted: tuple[str, ...] = ()


def accepted_ids(cohort: Cohort, assignment: str) -> Callable[[str], tuple[str, ...]]:
    """Return what says which other ids in a notebook are a learner's too."""
    people = People.read(cohort.home)
    hidden = {
        row["learner"]
        for row in read_notes(cohort)
        if row["assignment"] == assignment and row.get("hidden")
    }

    def accepted(learner: str) -> tuple[str, ...]:
        return (*people.accepted(learner), *((ANY,) if learner in hidden else ()))

    return accepted


def grade(
    cohort: Cohort,
    assignments: Sequence[str] = (),
    *,
    jobs: int = -1,
    scheduler: str | None = None,
    seen: Callable[[int], object] = lambda _: None,
) -> Graded:
    """Grade what is new or changed, in all assignments or in those named.

    Parameters
    ----------
    cohort
        The course run.
    assignments
        Which assignments; all that have a master when empty.
    jobs
        How many workers; -1 for one per processor.
    scheduler
        Address of a Dask scheduler whose workers are used instead.
    seen
        Called with the number of submissions that are done, for a progress bar.

    Raises
    ------
    CohortError
        There is no such assignment, or another run is at work.
    ReleaseError
        A master could not be registered.
    """
    names = chosen(cohort, assignments)
    config = course_config(cohort.root)
    done = Graded()
    late = LatePenalties(config)
    course_id = str(config.CourseDirectory.course_id)
    with only_one(cohort.home), open_book(cohort.db_url, course_id, late) as book:
        # A lesson is loaded only where somebody handed in, for loading it takes long.
        handed_in = {name for name, _, _ in cohort.submissions(names)}
        _register(cohort, book, [name for name in names if name in handed_in])
        with workers(cohort, jobs, scheduler) as pool:
            for name in names:
                if name in handed_in:
                    _grade_assignment(cohort, cohort.assignments[name], book, pool, done, seen)
                late.refresh(book.session, name)
                book.session.commit()
    return done


def count(cohort: Cohort, assignments: Sequence[str] = ()) -> int:
    """Return how many submissions there are."""
    return sum(1 for _ in cohort.submissions(chosen(cohort, assignments)))


def chosen(cohort: Cohort, assignments: Sequence[str]) -> list[str]:
    """Return the names of the assignments that are meant.

    Raises
    ------
    CohortError
        There is no assignment of one of the names.
    """
    unknown = [name for name in assignments if name not in cohort.assignments]
    if unknown:
        raise CohortError(
            f"There is no assignment {unknown[0]!r}. There are: {', '.join(cohort.assignments)}."
        )
    return list(dict.fromkeys(assignments)) or list(cohort.assignments)


def _register(cohort: Cohort, book: Book, names: Iterable[str]) -> None:
    """Register the assignments that the gradebook lacks."""
    for name in names:
        card = cohort.assignments[name]
        master = Master.from_file(cohort.master(card))
        labels = [label + CHECK for label in master.exercises] + list(master.prose)
        if not book.has(name, card.notebook.removesuffix(".ipynb"), labels):
            book.session.rollback()
            register_gradebook(cohort.root, cohort.db_url)
            book.session.expire_all()
            if not book.has(name, card.notebook.removesuffix(".ipynb"), labels):
                raise CohortError(f"{name} could not be registered in the gradebook.")
    book.session.rollback()


def _grade_assignment(
    cohort: Cohort,
    card: Card,
    book: Book,
    pool: Workers,
    done: Graded,
    seen: Callable[[int], object],
) -> None:
    data = cohort.master(card).read_bytes()
    master = Master.read(data)
    scorer = scorer_print(card.lesson)
    accepted = accepted_ids(cohort, card.assignment)
    mine = ((learner, folder) for _, learner, folder in cohort.submissions([card.assignment]))
    for chunk in chunks(mine, CHUNK):
        found = {
            learner: _look(folder, learner, card, master, key_of(data, scorer), accepted(learner))
            for learner, folder in chunk
        }
        known = known_keys(book.session, card.assignment, found)
        new = {
            learner: item
            for learner, item in found.items()
            if item.trouble
            or known.get(learner) != item.key
            or not is_plain_file(_copy(cohort, card, learner))
        }
        done.before += len(found) - len(new)
        seen(len(found) - len(new))
        had = book.had_points(card.assignment, list(new))
        book.session.rollback()
        work = {
            learner: Job(
                learner,
                card.assignment,
                data,
                path=str(item.path or ""),
                notes=item.notes,
                had=had.get(learner, ()),
                accepted=item.accepted,
            )
            for learner, item in new.items()
        }
        lost = (failed(job, found[who].trouble) for who, job in work.items() if found[who].trouble)
        fine = [job for who, job in work.items() if not found[who].trouble]
        for outcomes in chunks(chain(lost, pool.grade(fine)), BATCH):
            batch = [_with_copy(cohort, card, outcome, work) for outcome in outcomes]
            kept = book.write(
                card.assignment,
                [
                    Written(outcome, _key(outcome, found), found[outcome.learner].timestamp)
                    for outcome in batch
                ],
            )
            for outcome in kept:
                if outcome not in batch:
                    _with_copy(cohort, card, outcome, work)
            done.now += len(kept)
            done.statuses.update(str(outcome.record["status"]) for outcome in kept)
            seen(len(batch))


def _key(outcome: Outcome, found: dict[str, _Found]) -> str:
    """Return the key of an outcome; a failure of our own is tried again next time."""
    return "" if outcome.record["status"] == NOT_GRADED else found[outcome.learner].key


def _look(
    folder: Path,
    learner: str,
    card: Card,
    master: Master,
    scorer: str,
    accepted: tuple[str, ...],
) -> _Found:
    """Find the notebook of a submission and what its result depends on."""
    try:
        which = choose(folder, card, master)
        data = None if which.path is None else read_plain(which.path, LARGEST + 1)
    except OSError as error:
        return _Found(learner, None, (), None, "", f"It cannot be read: {reason(error)}")
    notes = list(which.notes)
    text = timestamp = None
    try:
        text, timestamp = parse_timestamp(read_plain(folder / TIMESTAMP, LONGEST))
    except FileNotFoundError:
        pass
    except UnknownZone as error:
        text = str(error)
        notes.append(f"Its timestamp.txt was ignored. {error}")
    except (OSError, ValueError) as error:
        text = str(error)
        notes.append("Its timestamp.txt cannot be read and was ignored: correct or remove it.")
    key = key_of(scorer, learner, data, text, *notes, *(f"also {name}" for name in accepted))
    return _Found(learner, which.path, tuple(notes), timestamp, key, accepted=accepted)


def _copy(cohort: Cohort, card: Card, learner: str) -> Path:
    return cohort.autograded / learner / card.assignment / card.notebook


def _with_copy(cohort: Cohort, card: Card, outcome: Outcome, jobs: Mapping[str, Job]) -> Outcome:
    """Write the graded copy; return the outcome, which is another where that fails."""
    try:
        _write_copy(cohort, card, outcome, handed_in=bool(jobs[outcome.learner].path))
    except OSError as error:
        why = f"Its graded copy could not be written: {reason(error)}"
        if outcome.record["status"] == NOT_GRADED:
            return replace(
                outcome, record={**outcome.record, "notes": [*outcome.record["notes"], why]}
            )
        return failed(jobs[outcome.learner], why)
    return outcome


def _write_copy(cohort: Cohort, card: Card, outcome: Outcome, *, handed_in: bool) -> None:
    path = _copy(cohort, card, outcome.learner)
    if not outcome.notebook:
        # An earlier copy would show points that are cleared.
        cohort.remove(path)
        return
    cohort.write(path, outcome.notebook.encode("utf-8", "replace"))
    stamp = path.parent / TIMESTAMP
    submitted = cohort.submitted / outcome.learner / card.assignment / TIMESTAMP
    if handed_in and is_plain_file(submitted):
        # nbgrader compares the two to see whether a submission is newer.
        cohort.write(stamp, read_plain(submitted, LONGEST))
    else:
        cohort.remove(stamp)
