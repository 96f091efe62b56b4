"""Several submissions at once: on this computer's processors, or on a Dask cluster.

joblib does the work. A submission that brings its process down is found and named; the
others are graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import joblib
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.suspects import Suspects
from doneenough.grading.cohort.work import Job, Outcome, failed, grade_one
from doneenough.grading.notebook_file import LARGEST
from doneenough.plain_files import read_plain, reason

if TYPE_CHECKING:
    from doneenough.grading.cohort.places import Cohort


class OfLearner(Protocol):
    """A job about one learner."""

    @property
    def learner(self) -> str:
        """Her id."""


J = TypeVar("J", bound=OfLearner)
R = TypeVar("R")

FEW = 24
"""Up to so many submissions are graded sooner here than new processes start."""
DIED = (
    "Grading this submission stopped the whole process. Open the file by hand, and tell the "
    "makers of the course."
)


class Workers:
    """Does jobs, in any order."""

    def __init__(self, suspects: Suspects, parallel: Any = None, *, far: bool = False) -> None:
        self._suspects = suspects
        self._parallel = parallel
        self._far = far

    def grade(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcome of each job as it is ready, also of one that kills its process."""
        if self._far:
            # Another computer does not see this one's files.
            yield from self._parallel(joblib.delayed(grade_one)(_with_data(job)) for job in jobs)
        else:
            yield from self.run(grade_one, jobs, _died)

    def run(
        self, function: Callable[[J], R], jobs: Sequence[J], instead: Callable[[J], R]
    ) -> Iterator[R]:
        """Yield what ``function`` returns for each job, as it is ready.

        Where a job kills its process, ``instead`` says what it comes to. The others are done.
        Few jobs are done in this process: if one kills it, the next run knows whose it was.
        """
        if self._parallel is None or len(jobs) <= FEW:
            left = [job for job in jobs if _task(function, job) in self._suspects]
            with self._suspects.watched() as at_work:
                for job in jobs:
                    if _task(function, job) not in self._suspects:
                        at_work(_task(function, job))
                        yield function(job)
        else:
            done = set()
            numbered = joblib.delayed(_numbered)
            try:
                for number, result in self._parallel(
                    numbered(number, function, job) for number, job in enumerate(jobs)
                ):
                    done.add(number)
                    yield result
            except TerminatedWorkerError:
                pass
            left = [job for number, job in enumerate(jobs) if number not in done]
        yield from self._one_by_one(function, left, instead)

    def _one_by_one(
        self, function: Callable[[J], R], jobs: Sequence[J], instead: Callable[[J], R]
    ) -> Iterator[R]:
        """Do each job in a process that may die."""
        if not jobs:
            return
        pool = ProcessPoolExecutor(max_workers=1)
        try:
            for job in jobs:
                try:
                    result = pool.submit(function, job).result()
                    self._suspects.clear(_task(function, job))
                except TerminatedWorkerError:
                    pool.shutdown(kill_workers=True)
                    pool = ProcessPoolExecutor(max_workers=1)
                    self._suspects.add(_task(function, job))
                    result = instead(job)
                yield result
        finally:
            pool.shutdown()


def _numbered(number: int, function: Callable[[J], R], job: J) -> tuple[int, R]:
    return number, function(job)


def _task(function: Callable[[J], R], job: J) -> str:
    """Return the name of a task: whose work may be graded may have a page that may not be."""
    return f"{function.__name__} {job.learner}"


def _died(job: Job) -> Outcome:
    return failed(job, DIED)


@contextmanager
def workers(cohort: Cohort, count: int, scheduler: str | None = None) -> Iterator[Workers]:
    """Start ``count`` workers here (-1: one per processor), or use a Dask scheduler's.

    Raises
    ------
    CohortError
        The scheduler cannot be reached, or Dask is not installed.
    """
    suspects = Suspects(cohort)
    if scheduler is not None:
        with _cluster(scheduler) as parallel:
            yield Workers(suspects, parallel, far=True)
        return
    if joblib.effective_n_jobs(count) == 1:
        yield Workers(suspects)
        return
    made = joblib.Parallel(n_jobs=count, backend="loky", return_as="generator_unordered")
    with made as parallel:
        yield Workers(suspects, parallel)


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        made = joblib.parallel_config(
            backend="dask", scheduler_host=address, n_jobs=-1, wait_for_workers_timeout=120
        )
    except ValueError:
        raise CohortError(
            "A Dask scheduler needs Dask on this computer as well: pip install distributed."
        ) from None
    except OSError:
        raise CohortError(f"No Dask scheduler answers at {address}.") from None
    with made, joblib.Parallel(return_as="generator_unordered") as parallel:
        yield parallel


def _with_data(job: Job) -> Job:
    if not job.path:
        return job
    try:
        return replace(job, data=read_plain(Path(job.path), LARGEST + 1), path="")
    except OSError as error:
        return replace(job, path="", notes=(f"It cannot be read: {reason(error)}", *job.notes))
