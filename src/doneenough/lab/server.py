"""What the course does when a Jupyter server starts, also where nobody runs its command.

On Binder the server is started for us: learners still find their own copies there, and
the course's notebooks stay as they were.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from doneenough.lab.launch import choose_work
from doneenough.lab.work import prepare_work
from doneenough.paths import enclosing_course
from doneenough.plain_text import one_line


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "doneenough.lab.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Copy the notebooks that are missing in the learner's folder.

    Parameters
    ----------
    app
        The server; only its ``root_dir`` and ``log`` are used. Where it serves no course
        nothing happens, and a folder that cannot be written stops nothing.
    """
    root = enclosing_course(Path(app.root_dir).resolve())
    if root is None:
        return
    try:
        prepare_work(root, choose_work(root, os.environ))
    except OSError as error:
        app.log.warning("Done Enough: your notebooks could not be copied: %s", one_line(str(error)))
