"""Counts of days, calls and money in words, shared by what lesson 10 says."""

from __future__ import annotations

from doneenough.core.words import counted


def lower(text: str) -> str:
    """Return ``text`` with a small first letter."""
    return text[:1].lower() + text[1:]


def days(number: float) -> str:
    """Return a whole number of days: ``1 day``, ``36 days``."""
    return counted(round(number), "days")


def call_count(number: float) -> str:
    """Return a mean number of calls; one that is not quite nothing is never "0"."""
    return "fewer than 1" if number < 0.95 else f"{number:.0f}"


def calls(number: float) -> str:
    """Return a mean number of needless calls with its noun."""
    count = call_count(number)
    return f"{count} needless {'call' if count in ('1', 'fewer than 1') else 'calls'}"


def about(amount: float) -> str:
    """Return an amount that a text quotes, in two digits: ``about €2,000``."""
    digits = len(str(int(amount)))
    return f"about €{round(amount, min(2 - digits, 0)):,.0f}"
