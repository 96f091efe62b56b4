"""The ``doneenough lab`` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from doneenough.lab.launch import USUAL_PORT, choose_work, has_home, launch, usual_port_taken
from doneenough.lab.work import UnknownNotebook, prepare_work
from doneenough.paths import WORK_VARIABLE, CourseNotFound, course_root
from doneenough.terminal import say


@click.command(short_help="Open the course in JupyterLab.")
@click.option("--fresh", metavar="NAME", help="Copy one lesson or assessment again; keep the old.")
@click.option("--instructor", is_flag=True, help="With nbgrader's pages for grading.")
@click.argument("jupyter_args", nargs=-1, metavar="[-- JUPYTER_ARGS]")
def lab(fresh: str | None, instructor: bool, jupyter_args: tuple[str, ...]) -> None:
    """Open the course in JupyterLab.

    Copies lessons and assessments into my_work/ if they're missing there, and never
    overwrites your own copies. Anything after -- goes to JupyterLab, for example:

        doneenough lab -- --no-browser --port 8899
    """
    try:
        # Links resolved, so that JupyterLab and nbgrader agree on where the course is.
        root = course_root().resolve()
        work = choose_work(root, os.environ)
        copied = prepare_work(root, work, fresh)
    except (CourseNotFound, UnknownNotebook) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        place = error.filename or root
        raise click.ClickException(
            f"Your notebooks couldn't be copied: {error.strerror or error}: {place}. "
            "Please copy the whole course to a folder of your own, on a disk with some free space, "
            "and start it there."
        ) from error
    named = os.environ.get(WORK_VARIABLE)
    if named and Path(named).expanduser().resolve() != work:
        say(f"{WORK_VARIABLE} is outside the course folder, where JupyterLab can't open it.")
    place = work.relative_to(root).as_posix()
    if copied:
        say(f"Your notebooks are in {place}/ ({len(copied)} new).")
    else:
        say(f"Your notebooks are in {place}/. Nothing in it was changed.")
    if not has_home():
        say("Your home folder can't be written to, so JupyterLab forgets its settings")
        say("when it stops. Your work is safe. To change that, set HOME to a folder of your own.")
    if usual_port_taken(jupyter_args):
        say(f"Port {USUAL_PORT} is taken, so JupyterLab looks for the next free one. If the course")
        say("is already open in another window, please close one: both save the same files.")
    say("JupyterLab opens in your browser. Keep this window open while you work.")
    say("To stop, press Ctrl+C here, then y.")
    sys.exit(launch(root, work, jupyter_args, instructor))
