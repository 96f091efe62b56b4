"""A real JupyterLab on this computer, watched for leaving it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil

from shared.patience import SOON, eventually

# Imported by every Python that starts with it on its path: notes who leaves this computer,
# and ends with the test run, however that ended (a time-out tidies nothing up).
SENTRY = """
import os, socket, threading, time
def ends_with(run):
    while True:
        try:
            os.kill(run, 0)
        except OSError:
            os._exit(1)
        time.sleep(1)
if os.name == "posix" and "SENTRY_RUN" in os.environ:
    run = int(os.environ["SENTRY_RUN"])
    threading.Thread(target=ends_with, args=[run], daemon=True).start()
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
            with urlopen(request, timeout=SOON) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def page_config(self) -> dict[str, Any]:
        """Return what JupyterLab tells its browser side at the start."""
        _, page = self.get("/lab")
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
        assert found, page[:500]
        return json.loads(found.group(1))


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port that is free, and that the system gives to nobody who asks for any port.

    Kernels and browsers take those (from 32,768 on) between our asking and the server's start.
    """
    for port in random.sample(range(10_000, 30_000), 100):
        if not answers(port):
            return port
    raise AssertionError("no free port among 100")


LAB = ("-m", "doneenough", "lab", "--")
"""What a learner's command runs."""


def start(
    folder: Path,
    root: Path,
    *command: str,
    shared: bool = False,
    python: str = sys.executable,
    **environment: str,
) -> Server:
    """Start a server on the course in ``root``; what it writes about itself goes to ``folder``.

    ``shared`` leaves the settings to what is installed for everybody, as on Binder.
    """
    port = free_port()
    (folder / "sentry").mkdir(parents=True)
    (folder / "sentry" / "sitecustomize.py").write_text(SENTRY, encoding="utf-8")
    for name in ("config", "data", "home"):
        (folder / name).mkdir()
    if not shared:
        foreign = folder / "config" / "jupyter_server_config.d" / "nbgrader.json"
        foreign.parent.mkdir()
        foreign.write_text(json.dumps(FOREIGN_SETTINGS), encoding="utf-8")
    left_out = ("JUPYTER", "DONEENOUGH", "IPYTHON")
    environ = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    named = environ.get("PYTHONPATH")
    environ |= {
        "HOME": str(folder / "home"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "data" / "runtime"),
        # The code under test is the one that the tests themselves import.
        "PYTHONPATH": os.pathsep.join(filter(None, [str(folder / "sentry"), named])),
        "SENTRY_LOG": str(folder / "left.txt"),
        "SENTRY_RUN": str(os.getpid()),
        **environment,
    }
    arguments = ["--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    arguments += ["--ServerApp.port_retries=0"]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, *command, *arguments],
            # A learner may stand anywhere in the course; Binder stands at its top.
            cwd=root if shared else root / "course",
            env=environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    # The address JupyterLab prints for the learner is the way in for the tests too.
    address = re.compile(rf"http://127\.0\.0\.1:{port}/\S*token=([0-9a-f]+)")

    def printed_address() -> re.Match[str] | bool:
        """Return the address; True when it has ended without one."""
        ended = process.poll() is not None
        return address.search(log.read_text(encoding="utf-8")) or ended

    try:
        printed = eventually(printed_address, "JupyterLab's address")
        assert isinstance(printed, re.Match), "JupyterLab has ended"
        # It prints its address before it listens.
        eventually(lambda: answers(port), "JupyterLab")
    except AssertionError as error:
        end(process)
        error.add_note(log.read_text(encoding="utf-8"))
        raise
    return Server(process, port, printed.group(1), root, log)


def plain_lab() -> tuple[str, ...]:
    """Return how JupyterLab starts without the course's command."""
    # Containers often have no other user; JupyterLab refuses root unless told.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("-m", "jupyterlab", *(["--allow-root"] if as_root else []))


def stop(server: Server) -> None:
    """End it and wait."""
    end(server.process)


def end(process: subprocess.Popen[bytes], seconds: float = SOON) -> None:
    """End a process; what does not go in time is killed, with all that it started."""
    if process.poll() is not None:
        return
    started = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        for member in (process, *started):
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        process.wait()
        psutil.wait_procs(started, timeout=seconds)
