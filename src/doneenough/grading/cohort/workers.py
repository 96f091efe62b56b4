"""Several submissions at once: on this computer's processors, or on a Dask cluster.

joblib or Dask does the work. A submission that brings its process down is found and named; the
others are graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

import joblib
from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.suspects import Suspects
from doneenough.grading.cohort.work import Job, Outcome, failed, grade_one
from doneenough.grading.notebook_file import LARGEST
from doneenough.plain_files import read_plain, reason


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
PATIENCE = 10.0
"""Seconds without a result after which it is asked whether a cluster still has workers."""
AHEAD = 4
"""So many jobs for each thread of a cluster are on their way: memory does not grow."""


class Workers:
    """Does jobs, in any order."""

    def __init__(self, suspects: Suspects, parallel: Any = None, cluster: Any = None) -> None:
        self._suspects = suspects
        self._parallel = parallel
        self._cluster = cluster

    def grade(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcome of each job as it is ready, also of one that kills its process."""
        if self._cluster:
            yield from self._far(jobs)
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

    def _far(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Grade on other computers; here, one by one, what killed a worker there."""
        wait: Any = import_module("distributed").wait
        todo, left = iter(jobs), []
        waiting: dict[Any, Job] = {}
        while True:
            room = max(AHEAD * sum(self._threads()), 1) - len(waiting)
            for job in islice(todo, max(room, 0)):
                # Another computer does not see this one's files.
                waiting[self._cluster.submit(grade_one, _with_data(job), pure=False)] = job
            if not waiting:
                break
            try:
                done = wait(waiting, timeout=PATIENCE, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                if self._threads():
                    continue
                left += [*waiting.values(), *todo]
                self._cluster.cancel(list(waiting))
                break
            for future in done:
                job = waiting.pop(future)
                if future.status == "finished":
                    yield future.result()
                else:
                    left.append(job)
        yield from self._one_by_one(grade_one, left, _died)

    def _threads(self) -> list[int]:
        """Return how many threads each worker of the cluster has."""
        return list(self._cluster.nthreads().values())

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
        with _cluster(scheduler) as cluster:
            yield Workers(suspects, cluster=cluster)
        return
    if joblib.effective_n_jobs(count) == 1:
        yield Workers(suspects)
        return
    made = joblib.Parallel(n_jobs=count, backend="loky", return_as="generator_unordered")
    with made as parallel:
        yield Workers(suspects, parallel)


def _cluster(address: str) -> Any:
    try:
        client: Any = import_module("distributed").Client
    except ImportError:
        raise CohortError(
            "A Dask scheduler needs Dask on this computer as well: pip install distributed."
        ) from None
    try:
        return client(address)
    except OSError:
        raise CohortError(f"No Dask scheduler answers at {address}.") from None


def _with_data(job: Job) -> Job:
    if not job.path:
        return job
    try:
        return replace(job, data=read_plain(Path(job.path), LARGEST + 1), path="")
    except OSError as error:
        return replace(job, path="", notes=(f"It cannot be read: {reason(error)}", *job.notes))
