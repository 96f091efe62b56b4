"""How the cohort commands end: a sentence for what stops them, and an exit code."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from doneenough.paths import CourseNotFound

FINE, LOOK, FAILED = 0, 1, 2
"""Exit codes: all is well; something needs a person's look; the command could not run."""


class _Stopped(click.ClickException):
    exit_code = FAILED


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn what stops a command into a sentence, and exit with 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from doneenough.grading.cohort.errors import CohortError
    from doneenough.grading.master import MasterError
    from doneenough.release import ReleaseError

    try:
        yield
    except (CohortError, CourseNotFound, MasterError, ReleaseError, OSError) as error:
        raise _Stopped(str(error)) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise _Stopped(
            f"The gradebook failed: {reason}. What was written before is complete; run the "
            "command again to go on."
        ) from error
