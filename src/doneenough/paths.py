"""Where the course is, and where a learner's own work goes."""

from __future__ import annotations

import os
import sysconfig
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT_VARIABLE = "DONEENOUGH_ROOT"
"""Environment variable that names the course folder."""
WORK_VARIABLE = "DONEENOUGH_WORK"
"""Environment variable that names the folder for a learner's own work."""
WORK_NAME = "my_work"
"""Name of the folder for a learner's own work, kept out of git."""


class CourseNotFound(FileNotFoundError):
    """No course folder could be found. The message says what to do."""


def is_course(folder: Path) -> bool:
    """Whether ``folder`` is the top of the course."""
    if not ((folder / "course").is_dir() and (folder / "solutions").is_dir()):
        return False
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(project.get("project", {}).get("name") == "doneenough")


def enclosing_course(start: Path) -> Path | None:
    """Return the course that ``start`` lies in, or None.

    Parameters
    ----------
    start
        A file or a folder; it need not exist.
    """
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if is_course(folder)), None)


def course_root(cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """Return the course folder.

    ``DONEENOUGH_ROOT`` decides when it is set. Otherwise it is the course around
    the current folder, or else the course the installed package belongs to.

    Parameters
    ----------
    cwd
        Where to start looking; the current folder when not given.
    environ
        Environment variables; those of the process when not given.

    Raises
    ------
    CourseNotFound
        There is no course in any of these places.
    """
    environ = os.environ if environ is None else environ
    named = environ.get(ROOT_VARIABLE)
    if named:
        folder = Path(named).expanduser().absolute()
        if is_course(folder):
            return folder
        raise CourseNotFound(
            f"{ROOT_VARIABLE} names {folder}, but the course isn't there. "
            "Set it to the folder that holds course/ and solutions/, or unset it."
        )
    for start in (Path.cwd() if cwd is None else cwd, Path(__file__)):
        found = enclosing_course(start)
        if found is not None:
            return found
    raise CourseNotFound(
        "The course folder wasn't found. Please go to the folder you downloaded "
        "(it holds course/ and solutions/) and run the command again there."
    )


def work_dir(cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder for a learner's own work. It need not exist yet.

    ``DONEENOUGH_WORK`` decides when it is set. Otherwise it is the nearest folder
    called ``my_work`` around the current one, or else ``my_work`` in the course.
    Where there is no course it is ``my_work`` in the current folder, so that a
    notebook taken elsewhere still keeps its guesses.

    Parameters
    ----------
    cwd, environ
        As for `course_root`.
    """
    environ = os.environ if environ is None else environ
    cwd = Path.cwd() if cwd is None else cwd.absolute()
    named = environ.get(WORK_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    for folder in (cwd, *cwd.parents):
        if folder.name == WORK_NAME:
            return folder
    try:
        return course_root(cwd, environ) / WORK_NAME
    except CourseNotFound:
        return cwd / WORK_NAME


def search_path(environ: Mapping[str, str] | None = None) -> str:
    """Return ``PATH`` with this Python's own commands first.

    nbgrader starts ``alembic`` by name, which fails in an environment that was not
    activated.

    Parameters
    ----------
    environ
        Environment variables; those of the process when not given.
    """
    environ = os.environ if environ is None else environ
    scripts = sysconfig.get_path("scripts")
    rest = [part for part in environ.get("PATH", "").split(os.pathsep) if part not in ("", scripts)]
    return os.pathsep.join([scripts, *rest])
