"""Small changes to words, where a text is put together."""

from __future__ import annotations

import math

AS_GOOD = 0.995
"""From this share of the points on, a decision is as good as the best."""
MINUS = "\N{MINUS SIGN}"
"""As wide as a plus; a hyphen is too short to be seen."""


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return ``text`` with a small first letter; the rest stays as it is."""
    return text[:1].lower() + text[1:]


def unit_of(number: int, unit: str) -> str:
    """Return the plural ``unit`` as it stands after ``number``: "1 day", "2 days", "1 try"."""
    if number != 1 or not unit.endswith("s"):
        return unit
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit[:-1]


def counted(number: int, unit: str) -> str:
    """Return a number with its unit: ``1 day``, ``2 days``, ``1,200 letters``."""
    return f"{number:,} {unit_of(number, unit)}".strip()


def signed(number: float) -> str:
    """Return a number with its sign, as people write it: ``+3``, a minus sign, or ``0``."""
    return f"{number:+g}".replace("-", MINUS) if number else "0"


def whole_points(points: float, most: float | None = None) -> str:
    """Return points as a reader meets them: whole. Files keep hundredths.

    Rounding never says more than is true: all of ``most`` only for a decision as good as
    the best, and nothing only for nothing.
    """
    shown = math.floor(points + 0.5)
    if most and points < AS_GOOD * most and shown >= most:
        shown = math.ceil(most) - 1
    return "less than 1" if points > 0 and not shown else f"{shown:,}"
