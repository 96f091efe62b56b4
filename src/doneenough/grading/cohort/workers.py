"""Several submissions at once: on this computer's processors, or on a Dask cluster.

joblib does the work. A submission that brings its process down is found and named; the
others are graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import joblib
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.work import NOT_GRADED, Job, Outcome, grade_one

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

    def grade(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcome of each job as it is ready, also of one that kills its process."""
        if self._far:
            # Another computer does not see this one's files.
            yield from self._parallel(joblib.delayed(grade_one)(_with_data(job)) for job in jobs)
            return
        done = set()
        try:
            for outcome in self.run(grade_one, jobs):
                done.add(outcome.learner)
                yield outcome
        except TerminatedWorkerError:
            yield from _one_by_one([job for job in jobs if job.learner not in done])

    def run(self, function: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
        """Yield what ``function`` returns for each job, as it is ready."""
        if self._parallel is None or len(jobs) <= FEW:
            yield from map(function, jobs)
        else:
            yield from self._parallel(joblib.delayed(function)(job) for job in jobs)


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
    return replace(job, data=Path(job.path).read_bytes(), path="")


def _one_by_one(jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Grade each job in a process that may die."""
    pool = ProcessPoolExecutor(max_workers=1)
    for job in jobs:
        try:
            yield pool.submit(grade_one, job).result()
        except TerminatedWorkerError:
            pool.shutdown(kill_workers=True)
            pool = ProcessPoolExecutor(max_workers=1)
            notes = [DIED, *(["Its earlier automatic points were cleared."] if job.had else [])]
            yield Outcome(job.learner, job.assignment, {"status": NOT_GRADED, "notes": notes})
    pool.shutdown()
