"""What a real JupyterLab shows a learner and an instructor."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from tiny_course import make_course

pytestmark = pytest.mark.server

START = "my_work/course/00_start_here.ipynb"

# Imported by every Python that starts with it on its path: notes who leaves this computer.
SENTRY = """
import os, socket
def watched(function):
    def inner(*arguments, **named):
        text = repr(arguments)
        if not any(home in text for home in ("127.0.0.1", "localhost", "::1", "0.0.0.0")):
            with open(os.environ["SENTRY_LOG"], "a") as log:
                log.write(text + "\\n")
            raise OSError("no network in this test")
        return function(*arguments, **named)
    return inner
socket.getaddrinfo = watched(socket.getaddrinfo)
connect = socket.socket.connect
socket.socket.connect = lambda self, address: watched(lambda a: connect(self, a))(address)
"""

# What another course may have left in a person's own settings.
FOREIGN_SETTINGS = {
    "ServerApp": {
        "jpserver_extensions": {
            "nbgrader.server_extensions.formgrader": True,
            "nbgrader.server_extensions.assignment_list": True,
        }
    }
}


@dataclass
class Server:
    """A running JupyterLab and how to ask it."""

    process: subprocess.Popen[bytes]
    port: int
    token: str
    root: Path
    log: Path

    def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Return status and body."""
        request = Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Authorization": f"token {self.token}"},
            method=method,
        )
        try:
            with urlopen(request, timeout=30) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def page_config(self) -> dict[str, Any]:
        """Return what JupyterLab tells its browser side at the start."""
        _, page = self.get("/lab")
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
        assert found, page[:500]
        return json.loads(found.group(1))


def start(folder: Path, *command: str, shared: bool = False) -> Server:
    root = make_course(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sentry").mkdir()
    (folder / "sentry" / "sitecustomize.py").write_text(SENTRY, encoding="utf-8")
    for name in ("config", "data", "home"):
        (folder / name).mkdir()
    if not shared:
        foreign = folder / "config" / "jupyter_server_config.d" / "nbgrader.json"
        foreign.parent.mkdir()
        foreign.write_text(json.dumps(FOREIGN_SETTINGS), encoding="utf-8")
    left_out = ("JUPYTER", "DONEENOUGH", "IPYTHON")
    environ = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    environ |= {
        "HOME": str(folder / "home"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "data" / "runtime"),
        "PYTHONPATH": str(folder / "sentry"),
        "SENTRY_LOG": str(folder / "left.txt"),
    }
    arguments = ["--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    arguments += ["--ServerApp.port_retries=0"]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command, *arguments],
            cwd=root / "course",
            env=environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    # The address JupyterLab prints for the learner is the way in for the tests too.
    address = re.compile(rf"http://127\.0\.0\.1:{port}/\S*token=([0-9a-f]+)")
    for _ in range(300):
        printed = address.search(log.read_text(encoding="utf-8"))
        if printed or process.poll() is not None:
            break
        time.sleep(0.1)
    if not printed:
        process.kill()
        raise AssertionError(log.read_text(encoding="utf-8"))
    return Server(process, port, printed.group(1), root, log)


def stop(server: Server) -> None:
    server.process.terminate()
    server.process.wait(timeout=30)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("learner"), "-m", "doneenough", "lab", "--")
    yield server
    stop(server)


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("instructor")
    server = start(folder, "-m", "doneenough", "lab", "--instructor", "--")
    yield server
    stop(server)


@pytest.fixture(scope="module")
def without_us(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab as Binder starts it: only the installed settings apply."""
    command = ["-m", "jupyterlab"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    server = start(tmp_path_factory.mktemp("binder"), *command, shared=True)
    yield server
    stop(server)


INSTRUCTORS_PAGES = [
    "/formgrader",
    "/formgrader/api/assignments",
    "/assignments?course_id=tiny",
    "/formgraders",
]


def test_the_start_page_opens(learner: Server) -> None:
    with urlopen(f"http://127.0.0.1:{learner.port}/?token={learner.token}", timeout=30) as landed:
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


def test_ending_the_command_ends_jupyterlab(tmp_path: Path) -> None:
    server = start(tmp_path, "-m", "doneenough", "lab", "--")
    stop(server)
    with pytest.raises(URLError):
        server.get("/api/status")
