"""From the instructor's masters to what learners get, and into the gradebook.

nbgrader deletes an existing release before it tries to make a new one. Here a
release is generated aside and takes the old one's place when it is complete.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from doneenough.paths import search_path

SOURCE = "solutions"
"""Folder of the masters."""
RELEASE = "assessments"
"""Folder of the releases."""
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
"""Without it JupyterLab asks a learner which kernel she wants."""
CELL_METADATA = frozenset({"deletable", "doneenough", "editable", "nbgrader"})
"""What a cell keeps: nbgrader's keys, locks included, and ours."""


class ReleaseError(RuntimeError):
    """A release or a registration failed. The message names the assignment and why."""


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Return ``notebook`` as it is committed; the argument itself is changed.

    No outputs, no execution counts, and no metadata but the kernel, nbgrader's, ours
    and whether a cell's code is collapsed. Cell ids stay as they are.
    """
    kept = {"kernelspec": KERNELSPEC}
    if "doneenough" in notebook.metadata:
        kept["doneenough"] = notebook.metadata["doneenough"]
    notebook.metadata = NotebookNode(kept)
    for cell in notebook.cells:
        collapsed = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in CELL_METADATA})
        if collapsed:
            cell.metadata["jupyter"] = {"source_hidden": True}
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


class ReleaseExporter(NotebookExporter):
    """Writes a tidy notebook, whichever command or button asked for it."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert ``nb`` with nbgrader's steps and tidy what comes out."""
        text, resources = super().from_notebook_node(nb, resources, **kw)  # type: ignore[no-untyped-call]
        return nbformat.writes(tidy(nbformat.reads(text, as_version=4))) + "\n", resources


def assignments(root: Path) -> list[str]:
    """Return the names of all assignments that have a master.

    Parameters
    ----------
    root
        The course folder.
    """
    return sorted({path.parent.name for path in (root / SOURCE).glob("*/*.ipynb")})


def build_release(root: Path, assignment: str, out_dir: Path, db_url: str | None = None) -> Path:
    """Generate one release into ``out_dir`` with nbgrader's own steps.

    Parameters
    ----------
    root
        The course folder; its ``nbgrader_config.py`` says which steps.
    assignment
        Name of the folder in ``solutions/``.
    out_dir
        Where the release's folder goes. It must not hold one of this name yet.
    db_url
        Gradebook to register the assignment in; none when not given.

    Returns
    -------
    Path
        The new folder, ``out_dir/assignment``.

    Raises
    ------
    ReleaseError
        There is no such master, it has cells without an id, or nbgrader refused it.
    """
    from nbgrader.converters import GenerateAssignment, NbGraderException
    from nbgrader.coursedir import CourseDirectory

    root = root.resolve()
    _check_master(root, assignment)
    config = course_config(root)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.release_directory = str(out_dir.resolve())
    if db_url is None:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    else:
        config.CourseDirectory.db_url = db_url

    log, complaints = _listening_log()
    coursedir = CourseDirectory(config=config, log=log)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=log)
    try:
        with own_commands_first():
            converter.start()
    except NbGraderException as error:
        reasons = "\n".join(dict.fromkeys(complaints)) or str(error)
        raise ReleaseError(f"{assignment}: nbgrader refused the master.\n{reasons}") from error
    return out_dir / assignment


def regenerate(root: Path, assignment: str) -> dict[str, bytes]:
    """Return what a release made now would hold, and change nothing.

    Parameters
    ----------
    root, assignment
        As for `build_release`.

    Returns
    -------
    dict
        Path inside the release, with forward slashes, and the file's content.
    """
    with tempfile.TemporaryDirectory() as aside:
        return _contents(build_release(root, assignment, Path(aside)))


def release(root: Path, assignment: str) -> bool:
    """Bring one committed release up to date with its master.

    Parameters
    ----------
    root, assignment
        As for `build_release`.

    Returns
    -------
    bool
        Whether the release changed.

    Raises
    ------
    ReleaseError
        As for `build_release`. The release in place is untouched then.
    """
    home = root / RELEASE
    home.mkdir(exist_ok=True)
    current = home / assignment
    # Made in the same folder, so that moving it into place is a rename.
    with tempfile.TemporaryDirectory(prefix=".release-", dir=home) as aside:
        new = build_release(root, assignment, Path(aside))
        if current.exists():
            if _contents(current) == _contents(new):
                return False
            old = Path(aside, "old")
            current.rename(old)
            try:
                new.rename(current)
            except OSError:
                old.rename(current)
                raise
        else:
            new.rename(current)
    return True


def register_gradebook(root: Path, db_url: str | None = None) -> list[str]:
    """Make every master known to the gradebook. Releases and grades stay as they are.

    Parameters
    ----------
    root
        The course folder.
    db_url
        The gradebook; the one that ``nbgrader_config.py`` names when not given.

    Returns
    -------
    list of str
        The registered assignments.

    Raises
    ------
    ReleaseError
        A master was refused, for instance because its graded cells changed after
        learners had handed it in.
    """
    names = assignments(root)
    db_url = db_url or str(course_config(root.resolve()).CourseDirectory.db_url)
    for name in names:
        with tempfile.TemporaryDirectory() as aside:
            build_release(root, name, Path(aside), db_url)
    return names


def course_config(root: Path) -> Config:
    """Return what the course's ``nbgrader_config.py`` says."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


@contextmanager
def own_commands_first() -> Iterator[None]:
    """Let nbgrader find ``alembic`` beside this Python, activated or not."""
    # nbgrader's own helper for this would leave PATH unset afterwards.
    before = os.environ.get("PATH")
    os.environ["PATH"] = search_path()
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before


def _check_master(root: Path, assignment: str) -> None:
    notebooks = sorted((root / SOURCE / assignment).glob("*.ipynb"))
    if not notebooks:
        raise ReleaseError(f"{assignment}: there's no notebook in {SOURCE}/{assignment}/.")
    for path in notebooks:
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (ValueError, KeyError) as error:
            raise ReleaseError(f"{assignment}: {path.name} isn't a notebook.") from error
        # nbformat would make up ids that differ each time.
        nameless = [number for number, cell in enumerate(cells, start=1) if not cell.get("id")]
        if nameless:
            raise ReleaseError(
                f"{assignment}: cell {nameless[0]} of {path.name} has no id. "
                "Open the master in JupyterLab and save it."
            )


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def _listening_log() -> tuple[logging.Logger, list[str]]:
    """Return a silent log, and the list that what nbgrader complains about ends up in."""
    complaints: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage().strip()
            # nbgrader logs whole tracebacks; the last line says what is wrong.
            if message.startswith("Traceback"):
                message = message.splitlines()[-1]
            complaints.append(message)

    log = logging.Logger("doneenough.release", logging.ERROR)
    log.addHandler(Listener())
    return log, complaints
