"""Start JupyterLab on the course's start page."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from doneenough.paths import ROOT_VARIABLE, WORK_NAME, WORK_VARIABLE, search_path

CONFIG = Path(__file__).parent / "config"
"""Settings shipped with the package: ``everyone``, and what ``instructor`` changes."""
START_PAGE = "course/00_start_here.ipynb"
"""Start page inside the learner's folder."""
USUAL_PORT = 8888
"""Where JupyterLab listens unless it is told, or finds the place taken."""


def choose_work(root: Path, environ: Mapping[str, str]) -> Path:
    """Return the learner's folder as JupyterLab can open it.

    JupyterLab shows one folder, the course. A ``DONEENOUGH_WORK`` elsewhere could
    not be opened, so ``my_work`` in the course takes its place.

    Parameters
    ----------
    root
        The course folder, resolved.
    environ
        Environment variables.
    """
    named = environ.get(WORK_VARIABLE)
    if named:
        work = Path(named).expanduser().resolve()
        if work != root and work.is_relative_to(root):
            return work
    return root / WORK_NAME


def lab_command(root: Path, work: Path, extra: Sequence[str] = ()) -> list[str]:
    """Return the command that starts JupyterLab.

    Parameters
    ----------
    root, work
        The course folder and the learner's folder inside it, resolved.
    extra
        More arguments for JupyterLab. They come last, so they win.
    """
    start = (work.relative_to(root) / START_PAGE).as_posix()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{start}",
        # Warnings and the address are what a learner needs to see.
        "--Application.log_level=WARN",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Containers often have no other user; JupyterLab refuses root unless told.
        command.append("--allow-root")
    return [*command, *extra]


def lab_environment(
    root: Path, work: Path, environ: Mapping[str, str], instructor: bool = False
) -> dict[str, str]:
    """Return the environment JupyterLab and its notebooks run in.

    The shipped settings come before a person's own, which may stem from other
    courses and could show a learner the instructor's tools.

    Parameters
    ----------
    root, work
        The course folder and the learner's folder.
    environ
        Environment to start from; not changed.
    instructor
        Whether nbgrader's pages and menus are on.
    """
    shipped = [CONFIG / "instructor"] if instructor else []
    shipped.append(CONFIG / "everyone")
    own = environ.get("JUPYTER_CONFIG_PATH")
    paths = [str(path) for path in shipped] + ([own] if own else [])
    return {
        **environ,
        "PATH": search_path(environ),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        ROOT_VARIABLE: str(root),
        WORK_VARIABLE: str(work),
    }


def has_home() -> bool:
    """Whether there is a home folder in which JupyterLab can keep its own files."""
    try:
        home = Path.home()
    except RuntimeError:  # HOME is not set, and the system does not know this user
        return False
    return home.is_dir() and os.access(home, os.W_OK)


def usual_port_taken(extra: Sequence[str]) -> bool:
    """Whether another program, perhaps this course, answers where JupyterLab would.

    Parameters
    ----------
    extra
        Arguments for JupyterLab. Where they name a port it is not looked at.
    """
    if any("port" in argument for argument in extra):
        return False
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", USUAL_PORT)) == 0


def launch(root: Path, work: Path, extra: Sequence[str] = (), instructor: bool = False) -> int:
    """Run JupyterLab until it ends and return its exit code.

    nbgrader's pages need the current folder, JupyterLab's folder and the course
    folder to be one and the same.

    Parameters
    ----------
    root, work
        The course folder and the learner's folder inside it, resolved.
    extra
        More arguments for JupyterLab.
    instructor
        Whether nbgrader's pages and menus are on.
    """
    environment = lab_environment(root, work, os.environ, instructor)
    with contextlib.ExitStack() as afterwards:
        if not has_home():
            home = tempfile.TemporaryDirectory(prefix="doneenough-", ignore_cleanup_errors=True)
            environment["HOME"] = afterwards.enter_context(home)
        # Ctrl+C reaches JupyterLab too, which asks whether to stop: so wait for its answer.
        signal.signal(signal.SIGINT, lambda *_: None)
        server = subprocess.Popen(lab_command(root, work, extra), cwd=root, env=environment)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        code = server.wait()
    return code if code >= 0 else 128 - code  # ended by a signal: what a shell reports
