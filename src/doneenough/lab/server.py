"""What the course does when a Jupyter server starts, also where nobody runs its command.

On Binder the server is started for us: learners still find their own copies there, and
the course's notebooks stay as they were. The browser side is told which those are.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from doneenough.core.face import css
from doneenough.lab.contents import notebooks
from doneenough.lab.launch import choose_work
from doneenough.lab.work import prepare_work
from doneenough.paths import enclosing_course
from doneenough.plain_text import one_line

FORMGRADER = "nbgrader.server_extensions.formgrader"
"""Where this runs, an instructor is at work."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "doneenough.lab.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Copy the notebooks that are missing in the learner's folder, and list them all.

    Parameters
    ----------
    app
        The server. Where it serves no course nothing happens, and a folder that cannot be
        written stops nothing.
    """
    served = Path(app.root_dir).resolve()
    root = enclosing_course(served)
    if root is None:
        return
    contents = app.contents_manager
    contents.hide_globs = [*contents.hide_globs, *out_of_sight(app.jpserver_extensions)]
    work = choose_work(root, os.environ)
    page = app.web_app.settings.setdefault("page_config_data", {})
    page["doneenough"] = {
        "notebooks": companions_notebooks(served, root, work),
        "work": work.relative_to(served).as_posix() if work.is_relative_to(served) else "",
        # An instructor looks at what is there; she is no reader to be led through it.
        "reading": not app.jpserver_extensions.get(FORMGRADER),
    }
    page["doneenoughFace"] = css()
    try:
        prepare_work(root, work)
    except OSError as error:
        app.log.warning("Done Enough: your notebooks couldn't be copied: %s", one_line(str(error)))


def out_of_sight(extensions: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the folders that JupyterLab's list of files leaves out.

    Learners need no solutions before their eyes. An instructor looks at what was handed in
    with ``doneenough cohort show``: opened in JupyterLab it fetches pictures from wherever
    its writer likes, and it can be run.
    """
    if extensions.get(FORMGRADER):
        return ("submitted", "replaced", "quarantine")
    return ("solutions",)


def companions_notebooks(served: Path, root: Path, work: Path) -> dict[str, dict[str, Any]]:
    """Return the notebooks in which the companion acts: their paths, and what each one is.

    Only what learners get of this course, and only in their own folder. What a notebook
    says of itself does not count, for a handed-in one may say anything.

    Parameters
    ----------
    served, root, work
        The folder that the server shows, the course, and the learner's folder; resolved.
    """
    if not work.is_relative_to(served):
        return {}
    return notebooks(root, work.relative_to(served))
