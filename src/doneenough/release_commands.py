"""The ``doneenough release`` and ``doneenough gradebook`` commands."""

from __future__ import annotations

import click

from doneenough.paths import CourseNotFound, course_root
from doneenough.terminal import say


@click.command(short_help="Make what learners get from the masters.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def release(names: tuple[str, ...]) -> None:
    """Make what learners get, in assessments/, from the masters in solutions/.

    All of them, the glossary and what lessons ask, or those named. A release is replaced
    only when the new one is complete.
    """
    from doneenough import release as releases
    from doneenough.core.lesson_files import ASKED
    from doneenough.explorer import asked
    from doneenough.lab.work import GLOSSARY
    from doneenough.start import glossary

    try:
        root = course_root()
        for name in names or releases.assignments(root):
            changed = releases.release(root, name.rstrip("/"))
            say(f"{name}: {'released' if changed else 'already up to date'}")
        if not names:
            changed = glossary.write(root)
            say(f"{GLOSSARY}: {'written' if changed else 'already up to date'}")
            lessons = asked.write()
            say(f"{ASKED}: {', '.join(lessons) or 'already up to date'}")
    except (CourseNotFound, releases.ReleaseError) as error:
        raise click.ClickException(str(error)) from error


@click.command(short_help="Register the masters for grading.")
def gradebook() -> None:
    """Register all masters in the gradebook, cohort/gradebook.db. Grades are kept."""
    from doneenough.release import ReleaseError, register_gradebook

    try:
        names = register_gradebook(course_root())
    except (CourseNotFound, ReleaseError) as error:
        raise click.ClickException(str(error)) from error
    say(f"In the gradebook: {', '.join(names) or 'nothing yet'}.")
