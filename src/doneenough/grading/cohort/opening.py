"""Opens a gradebook, or says in a sentence why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from doneenough.grading.cohort.errors import CohortError
from doneenough.release import own_commands_first


@contextmanager
def open_gradebook(db_url: str, course_id: str = "default_course") -> Iterator[Gradebook]:
    """Open the gradebook at an address; it is made when it is not there.

    Raises
    ------
    CohortError
        The address makes no sense, its driver is not installed, or nothing answers.
    """
    try:
        # Without the password: what is said here may end up in a log.
        shown = make_url(db_url).render_as_string(hide_password=True)
    except ArgumentError:
        raise CohortError(
            f"{db_url!r} is no address of a gradebook. Write for example "
            "sqlite:///cohort/gradebook.db or postgresql+psycopg://user@host/name."
        ) from None
    try:
        with own_commands_first():
            gradebook = Gradebook(db_url, course_id)
    except ModuleNotFoundError as error:
        raise CohortError(
            f"The gradebook {shown} needs {error.name}, which is not installed here."
        ) from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0][:300]
        raise CohortError(f"The gradebook {shown} cannot be opened: {reason}") from None
    with gradebook:
        yield gradebook
