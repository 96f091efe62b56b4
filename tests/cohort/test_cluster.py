"""The same run past one machine: workers of a Dask scheduler, a gradebook in PostgreSQL.

Both with real processes. Where they are not installed the tests are left out, by name;
with CI set that is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import simulate
from doneenough.grading.score import LEFT_OUT
from shared.cohort_course import (
    everything_in,
    gradebook_contents,
    hand_in,
    records,
    release_of,
)
from shared.grading_helpers import answered, as_bytes
from shared.patience import SOON, eventually

pytestmark = pytest.mark.skipif(os.name == "nt", reason="CLUSTER TESTS LEFT OUT: on Windows")
LEARNERS = 40


def left_out(what: str, why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what}: {why}")
    pytest.skip(f"{what} LEFT OUT: {why}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(*words: str, **options: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(  # type: ignore[call-overload]
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SOON)
        except subprocess.TimeoutExpired:
            process.kill()


def answers_at(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


def wait_for(port: int) -> None:
    eventually(lambda: answers_at(port), f"an answer at {port}")


@pytest.fixture
def other(cohort: Cohort, card: Card, tmp_path: Path) -> Cohort:
    """The same submissions, graded here and in SQLite."""
    for item in simulate(cohort, LEARNERS, assignments=[card.assignment], broken=0.2):
        hand_in(cohort, card, item.learner, item.data)
    root = tmp_path / "here"
    shutil.copytree(cohort.root, root)
    made = Cohort.find(root)
    grade(made, jobs=1)
    return made


# -------------------------------------------------------------------------------- Dask


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A scheduler and two workers, each a process of its own."""
    if importlib.util.find_spec("distributed") is None:
        left_out("THE DASK TEST", "distributed is not installed")
    port = free_port()
    python = (sys.executable, "-m", "distributed.cli.dask_")
    local = ("--host", "127.0.0.1")
    work = {"cwd": tmp_path}
    with running(
        *(python[0], python[1], python[2] + "scheduler"),
        *("--port", str(port), "--no-dashboard", *local),
        **work,
    ):
        wait_for(port)
        address = f"tcp://127.0.0.1:{port}"
        worker = (
            *(python[0], python[1], python[2] + "worker", address),
            *("--nthreads", "1", "--no-dashboard", *local, "--no-nanny"),
        )
        with running(*worker, **work), running(*worker, **work):
            yield address


def test_workers_of_a_dask_scheduler(cohort: Cohort, other: Cohort, scheduler: str) -> None:
    done = grade(cohort, scheduler=scheduler)
    assert done.now == LEARNERS
    assert gradebook_contents(cohort) == gradebook_contents(other)
    assert records(cohort) == records(other)
    assert everything_in(cohort.autograded) == everything_in(other.autograded)
    assert grade(cohort, scheduler=scheduler).now == 0


def test_a_scheduler_that_is_not_there(cohort: Cohort, other: Cohort) -> None:
    if importlib.util.find_spec("distributed") is None:
        with pytest.raises(CohortError, match="pip install distributed"):
            grade(cohort, scheduler="tcp://127.0.0.1:1")
        return
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(CohortError, match="No Dask scheduler answers"),
    ):
        grade(cohort, scheduler=f"tcp://127.0.0.1:{free_port()}")


# -------------------------------------------------------------------------- PostgreSQL


def server_program(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(places[-1]) if places else None


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own, in a folder of its own, that nobody else sees."""
    initdb, server = server_program("initdb"), server_program("postgres")
    if initdb is None or server is None:
        left_out("THE POSTGRESQL TEST", "no PostgreSQL server is installed")
    if importlib.util.find_spec("psycopg") is None:
        left_out("THE POSTGRESQL TEST", "psycopg is not installed")
    assert initdb is not None
    assert server is not None
    # Not in pytest's own folder, which only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    folder.chmod(0o755)
    options: dict[str, object] = {"cwd": folder}
    if os.geteuid() == 0:
        # The server refuses to run as root.
        user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        subprocess.run(  # type: ignore[call-overload]
            [initdb, "-D", str(folder / "data"), "-U", "course", "--auth=trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
            timeout=SOON,
            **options,
        )
        port = free_port()
        words = [server, "-D", str(folder / "data"), "-p", str(port)]
        for setting in ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"):
            words += ["-c", setting]
        with running(*words, **options):
            wait_for(port)
            yield f"postgresql+psycopg://course@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hostile_in(far: Cohort, first: Card) -> None:
    """What this database cannot hold is cleaned and noted, and the honest are graded."""
    question = exercises(first.lesson)[0].name
    release = release_of(far, first)
    honest = next(iter(simulate(far, 1, assignments=[first.assignment], draw=9))).data
    for learner, sources in {
        "null": {question: f'{question} = {{"a\\x00b": 1}}'},
        "controls": {question: f'{question} = {{"\\x1b[2J\\u202e": 1}}'},
        "id": {"me": 'me = {"learner_id": "\\x00", "cohort": "\\x00"}'},
    }.items():
        hand_in(far, first, learner, as_bytes(answered(release, **sources)))
    hand_in(far, first, "honest", honest)
    # Never ends the batch: there is no such learner.
    hand_in(far, first, "x" * 150, honest)
    assert far.refused() == [("x" * 150, "It has 150 letters; at most 128 are kept.")]
    done = grade(far, jobs=1)
    assert done.now == 4
    found = {learner: record for (_, learner), record in records(far).items()}
    assert found["honest"]["auto_points"] > 0
    assert found["null"]["status"] == "unreadable"
    for learner in ("null", "controls", "id"):
        assert LEFT_OUT in found[learner]["notes"]
    report(far, jobs=1)
    assert grade(far, jobs=1).now == 0


def test_a_gradebook_in_postgresql(
    cohort: Cohort, other: Cohort, card: Card, postgres: str
) -> None:
    far = Cohort.find(cohort.root, db_url=postgres)
    done = grade(far, jobs=2)
    assert done.now == LEARNERS
    assert gradebook_contents(far) == gradebook_contents(other)
    assert records(far) == records(other)
    assert grade(far, jobs=1).now == 0
    # A second look at one submission, and the reports.
    learner = "L001"
    folder = far.submitted / learner / card.assignment
    path = folder / card.notebook
    path.write_bytes(path.read_bytes()[:200])
    assert grade(far, jobs=1).statuses == {"unreadable": 1}
    assert report(far, jobs=1).pages == LEARNERS
    _hostile_in(far, card)
    # The gradebook on this computer was never touched.
    assert gradebook_contents(cohort)["grades"] == []


def test_a_server_that_is_not_there(cohort: Cohort) -> None:
    if importlib.util.find_spec("psycopg") is None:
        left_out("THE POSTGRESQL TEST", "psycopg is not installed")
    url = f"postgresql+psycopg://me:secret@127.0.0.1:{free_port()}/x"
    with pytest.raises(CohortError, match="cannot be opened") as caught:
        grade(Cohort.find(cohort.root, db_url=url))
    assert "secret" not in str(caught.value)
