"""Several submissions at once: on this computer's processors, or on a Dask cluster.

joblib does the work. A submission that brings its process down is found and named; the
others are graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import joblib
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.work import Job, Outcome, failed, grade_one
from doneenough.grading.notebook_file import LARGEST
from doneenough.plain_files import read_plain, reason

J = TypeVar("J")
R = TypeVar("R")

FEW = 24
"""Up to so many submissions are graded sooner here than new processes start."""
DIED = (
    "Grading this submission stopped the whole process. Open the file by hand, and tell the "
    "makers of the course."
)


class Workers:
    """Does jobs, in any order."""

    def __init__(self, parallel: Any, *, far: bool) -> None:
        self._parallel = parallel
        self._far = far

    def grade(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Yield the outcome of each job as it is ready, also of one that kills its process."""
        if self._far:
            # Another computer does not see this one's files.
            yield from self._parallel(joblib.delayed(grade_one)(_with_data(job)) for job in jobs)
        else:
            yield from self.run(grade_one, list(jobs), lambda job: failed(job, DIED))

    def run(
        self, function: Callable[[J], R], jobs: Sequence[J], instead: Callable[[J], R]
    ) -> Iterator[R]:
        """Yield what ``function`` returns for each job, as it is ready.

        Where a job kills its process, ``instead`` says what it comes to. The others are done.
        """
        if self._parallel is None or len(jobs) <= FEW:
            yield from map(function, jobs)
            return
        done = set()
        numbered = joblib.delayed(_numbered)
        try:
            for number, result in self._parallel(
                numbered(number, function, job) for number, job in enumerate(jobs)
            ):
                done.add(number)
                yield result
        except TerminatedWorkerError:
            left = [job for number, job in enumerate(jobs) if number not in done]
            yield from _one_by_one(function, left, instead)


def _numbered(number: int, function: Callable[[J], R], job: J) -> tuple[int, R]:
    return number, function(job)


def _one_by_one(
    function: Callable[[J], R], jobs: Sequence[J], instead: Callable[[J], R]
) -> Iterator[R]:
    """Do each job in a process that may die."""
    pool = ProcessPoolExecutor(max_workers=1)
    try:
        for job in jobs:
            try:
                yield pool.submit(function, job).result()
            except TerminatedWorkerError:
                pool.shutdown(kill_workers=True)
                pool = ProcessPoolExecutor(max_workers=1)
                yield instead(job)
    finally:
        pool.shutdown()


@contextmanager
def workers(count: int, scheduler: str | None = None) -> Iterator[Workers]:
    """Start ``count`` workers here (-1: one per processor), or use a Dask scheduler's.

    Raises
    ------
    CohortError
        The scheduler cannot be reached, or Dask is not installed.
    """
    if scheduler is not None:
        with _cluster(scheduler) as parallel:
            yield Workers(parallel, far=True)
        return
    if joblib.effective_n_jobs(count) == 1:
        yield Workers(None, far=False)
        return
    made = joblib.Parallel(n_jobs=count, backend="loky", return_as="generator_unordered")
    with made as parallel:
        yield Workers(parallel, far=False)


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        made = joblib.parallel_config(backend="dask", scheduler_host=address, n_jobs=-1)
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
