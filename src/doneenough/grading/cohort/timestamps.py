"""When a submission was handed in, as ``timestamp.txt`` says, whatever it says."""

from __future__ import annotations

from datetime import datetime

TIMESTAMP = "timestamp.txt"
LONGEST = 1000
"""So many bytes of the file are looked at."""


def parse_timestamp(data: bytes) -> tuple[str, datetime | None]:
    """Return the text of the file and the time in UTC; None where there is none in it.

    Raises
    ------
    ValueError
        It is no time that nbgrader could read. Its pages would break at it.
    """
    from nbgrader.utils import parse_utc

    text = data[:LONGEST].decode("utf-8", "replace").strip()
    try:
        found: datetime | None = parse_utc(text) if text else None
    except (ValueError, OverflowError, TypeError) as error:
        raise ValueError(text) from error
    return text, found
