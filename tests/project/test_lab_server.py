"""What a real JupyterLab shows a learner and an instructor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest
from tiny_course import make_course

from shared.patience import SOON
from shared.server import LAB, SENTRY, Server, end, plain_lab, start, stop

pytestmark = pytest.mark.server

START = "my_work/course/00_start_here.ipynb"


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("learner")
    server = start(folder, make_course(folder), *LAB)
    yield server
    stop(server)


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("instructor")
    server = start(folder, make_course(folder), "-m", "doneenough", "lab", "--instructor", "--")
    yield server
    stop(server)


@pytest.fixture(scope="module")
def without_us(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab as Binder starts it: only the installed settings apply."""
    folder = tmp_path_factory.mktemp("binder")
    server = start(folder, make_course(folder), *plain_lab(), shared=True)
    yield server
    stop(server)


INSTRUCTORS_PAGES = [
    "/formgrader",
    "/formgrader/api/assignments",
    "/assignments?course_id=tiny",
    "/formgraders",
]


def test_the_start_page_opens(learner: Server) -> None:
    with urlopen(f"http://127.0.0.1:{learner.port}/?token={learner.token}", timeout=SOON) as landed:
        assert landed.url.split("?")[0].endswith(f"/lab/tree/{START}")
        assert landed.status == 200
    status, body = learner.get(f"/api/contents/{START}")
    assert status == 200
    assert json.loads(body)["writable"]


@pytest.mark.parametrize("page", INSTRUCTORS_PAGES)
def test_learners_do_not_get_the_instructors_pages(learner: Server, page: str) -> None:
    assert learner.get(page)[0] == 404


@pytest.mark.parametrize("page", INSTRUCTORS_PAGES)
def test_instructors_get_them(instructor: Server, page: str) -> None:
    assert instructor.get(page)[0] == 200


def test_nor_does_anyone_where_lab_starts_without_us(without_us: Server) -> None:
    assert [without_us.get(page)[0] for page in INSTRUCTORS_PAGES] == [404] * 4
    assert "@jupyter/nbgrader" in without_us.page_config()["disabledExtensions"]


def test_on_binder_learners_find_their_copies(without_us: Server) -> None:
    status, _ = without_us.get(f"/api/contents/{START}")
    assert status == 200


@pytest.mark.parametrize("who", ["learner", "without_us", "instructor"])
def test_only_an_instructor_sees_solutions_and_nobody_is_led_to_submissions(
    who: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(who)
    (server.root / "cohort" / "submitted" / "ada").mkdir(parents=True, exist_ok=True)
    (server.root / "cohort" / "reports").mkdir(exist_ok=True)

    def listed(folder: str) -> set[str]:
        _, body = server.get(f"/api/contents/{folder}")
        return {each["name"] for each in json.loads(body)["content"]}

    assert {"course", "my_work", "assessments"} <= listed("")
    assert ("solutions" in listed("")) == (who == "instructor")
    if who == "instructor":
        # They are read on a page of their own: `doneenough cohort show`.
        assert listed("cohort") >= {"reports"}
        assert "submitted" not in listed("cohort")


def test_validate_is_no_door_for_learners(learner: Server, instructor: Server) -> None:
    assert learner.get("/assignments/validate?path=x", "POST")[0] == 404
    assert instructor.get("/nbgrader_version?version=0")[0] == 200
    assert learner.get("/nbgrader_version?version=0")[0] == 404


def test_nbgraders_menus_are_off_for_learners_only(learner: Server, instructor: Server) -> None:
    assert "@jupyter/nbgrader" in learner.page_config()["disabledExtensions"]
    config = instructor.page_config()
    assert not [name for name in config["disabledExtensions"] if "nbgrader" in name]
    assert "@jupyter/nbgrader" in [each["name"] for each in config["federated_extensions"]]


def test_formgrader_finds_the_course(instructor: Server) -> None:
    _, body = instructor.get("/formgrader/api/assignments")
    assert [each["name"] for each in json.loads(body)] == ["01_tiny"]
    assert "not a subdirectory" not in instructor.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("who", ["learner", "without_us"])
def test_nothing_is_fetched_at_the_start(who: str, request: pytest.FixtureRequest) -> None:
    server: Server = request.getfixturevalue(who)
    config = server.page_config()
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["name"] == "read-only"
    _, text = server.get("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    asked = json.loads(text)["schema"]["properties"]
    assert asked["fetchNews"]["default"] == "false"
    assert asked["checkForUpdates"]["default"] is False
    # What the browser side asks for soon after it starts.
    assert json.loads(server.get("/lab/api/news")[1]) == {"news": []}
    assert server.get("/lab/api/update")[0] == 200
    assert server.get("/lab/api/extensions?refresh=1&query=&page=1&per_page=30")[0] == 200
    left = server.log.parent / "left.txt"
    assert not left.exists(), left.read_text(encoding="utf-8")


def test_work_is_saved_by_itself_and_whole_pages_are_kept(learner: Server) -> None:
    def default(plugin: str, setting: str) -> object:
        _, text = learner.get(f"/lab/api/settings/@jupyterlab/{plugin}")
        return json.loads(text)["schema"]["properties"][setting]["default"]

    assert default("docmanager-extension:plugin", "autosave") is True
    assert default("docmanager-extension:plugin", "autosaveInterval") == 20
    # Cells outside the window stay in the page: for printing, searching and screen readers.
    assert default("notebook-extension:tracker", "windowingMode") == "none"
    assert default("application-extension:shell", "startMode") == "single"


def test_the_sentry_does_notice(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SENTRY, encoding="utf-8")
    environ = os.environ | {"PYTHONPATH": str(tmp_path), "SENTRY_LOG": str(tmp_path / "left.txt")}
    code = "import urllib.request; urllib.request.urlopen('http://example.invalid/')"
    subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=False)
    assert "example.invalid" in (tmp_path / "left.txt").read_text(encoding="utf-8")


def test_a_learner_sees_few_lines_and_no_traceback(learner: Server) -> None:
    text = learner.log.read_text(encoding="utf-8")
    assert "Your notebooks are in my_work/" in text
    assert "Traceback" not in text
    assert len(text.splitlines()) < 20, text


def test_a_server_ends_when_its_test_run_is_gone(tmp_path: Path) -> None:
    """A time-out, or a kill, leaves no JupyterLab running."""
    stands_in = (
        "import sys, socket, time\n"
        "port = int(next(a for a in sys.argv if '.port=' in a).split('=')[1])\n"
        "asked = socket.create_server(('127.0.0.1', port))\n"
        "print(f'http://127.0.0.1:{port}/?token=0', flush=True)\n"
        "time.sleep(600)\n"
    )
    (tmp_path / "course").mkdir()
    run = (
        "import os, pathlib\nfrom shared.server import start\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        f"server = start(folder / 'own', folder, '-c', {stands_in!r})\n"
        "print(server.process.pid, flush=True)\nos._exit(1)\n"
    )
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=tests, capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    for _ in range(300):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it was still running")


def test_what_does_not_end_in_time_is_killed_with_its_children() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: print())\n"
    child = f"{deaf}print('here', flush=True)\nwhile True: time.sleep(1)"
    parent = f"{deaf}import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    (grandchild,) = psutil.Process(process.pid).children()
    end(process, seconds=1)
    assert process.returncode == -signal.SIGKILL
    assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


def test_ending_the_command_ends_jupyterlab(tmp_path: Path) -> None:
    server = start(tmp_path, make_course(tmp_path), *LAB)
    stop(server)
    with pytest.raises(URLError):
        server.get("/api/status")
