"""The ``doneenough keep`` and ``doneenough restore`` commands, where no browser helps."""

from __future__ import annotations

from pathlib import Path

import click

from doneenough.lab.keep import pack, packed_again, unpack
from doneenough.lab.strange_zip import NotKept
from doneenough.paths import CourseNotFound, course_root, work_dir
from doneenough.terminal import say


@click.command(short_help="Put your own work into one zip file.")
@click.argument("zipfile", type=click.Path(dir_okay=False, path_type=Path))
def keep(zipfile: Path) -> None:
    """Put everything of yours in my_work/ into ZIPFILE, a new file."""
    try:
        data = pack(work_dir(), course_root())
        with zipfile.open("xb") as file:
            file.write(data)
    except (NotKept, CourseNotFound) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{zipfile} couldn't be written: {error.strerror}.") from error
    say(f"Your work is in {zipfile}.")


@click.command(short_help="Put the work in a zip file back.")
@click.argument("zipfile", type=click.Path(exists=True, path_type=Path))
def restore(zipfile: Path) -> None:
    """Put the work in ZIPFILE back into my_work/. Files that differ are kept as well.

    If your browser has unpacked the zip by itself, name the folder it made.
    """
    try:
        data = packed_again(zipfile) if zipfile.is_dir() else zipfile.read_bytes()
        say(str(unpack(data, work_dir(), course_root())))
    except (NotKept, CourseNotFound) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{zipfile} couldn't be read: {error.strerror}.") from error
