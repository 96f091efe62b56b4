"""When a submission was handed in, as ``timestamp.txt`` says, whatever it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIMESTAMP = "timestamp.txt"
LONGEST = 1000
"""So many bytes of the file are looked at."""


def parse_timestamp(data: bytes) -> tuple[str, datetime | None]:
    """Return the text of the file and the time in UTC; None where there is none in it.

    nbgrader takes the name of a time zone for none and the time for UTC. Here a name counts
    where it means one zone; the text comes back in UTC then, so that nbgrader reads it right.

    Raises
    ------
    UnknownZone
        It names a time zone that is not known, or that several countries use.
    ValueError
        It is no time that nbgrader could read. Its pages would break at it.
    """
    from nbgrader.utils import parse_utc

    text = data[:LONGEST].decode("utf-8", "replace").strip()
    if not text:
        return text, None
    clock, zone = _taken_apart(text)
    try:
        if zone is None:
            return text, parse_utc(text)
        offset = zone if isinstance(zone, ZoneInfo) else timezone(timedelta(hours=zone))
        local = parse_utc(clock).replace(tzinfo=offset)
        found = local.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, TypeError) as error:
        raise ValueError(text) from error
    return f"{found:%Y-%m-%d %H:%M:%S.%f} UTC", found


class UnknownZone(ValueError):
    """A time whose zone nobody can be sure of. The message names it."""


def _taken_apart(text: str) -> tuple[str, ZoneInfo | float | None]:
    """Return a time without its zone, and the zone; None for what nbgrader reads itself."""
    if shift := _SHIFT.search(text):
        # nbgrader takes +0200 for 200 seconds.
        sign = -1 if shift["sign"] == "-" else 1
        hours = int(shift["hours"]) + int(shift["minutes"] or 0) / 60
        return text[: shift.start()].strip(), sign * hours
    found = _ZONE.search(text)
    if not found:
        return text, None
    name, clock = found["zone"], text[: found.start()].strip()
    if name.upper() in ("AM", "PM", "T", "Z", "UTC", "GMT"):
        return text, None
    if "/" in name:
        try:
            return clock, ZoneInfo(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise UnknownZone(_unknown(name)) from None
    if name.upper() not in _OFFSETS:
        raise UnknownZone(_unknown(name))
    return clock, _OFFSETS[name.upper()]


def _unknown(name: str) -> str:
    shown = name[:40]
    return f"The time zone {shown} is not known, or several countries use it. Write +02:00 or UTC."


_ZONE = re.compile(r"(?<=\d)\s+\(?(?P<zone>[A-Za-z]{2,5}|[A-Za-z_]+(?:/[A-Za-z_+-]+)+)\)?\s*$")
_SHIFT = re.compile(
    r"(?<=\d)\s+(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\s*$"
)
_OFFSETS = {
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AWST": 8,
    "NZST": 12,
    "NZDT": 13,
    "SGT": 8,
    "HKT": 8,
}
"""Hours from UTC, for names that mean one zone only: CST, IST and BST are in several countries."""
