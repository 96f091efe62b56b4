"""Phrases that recur in lesson 10: days, false alarms, amounts, and what happened how often."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.wording import words_of
from doneenough.core.words import capital, counted
from doneenough.lessons.drift.plan_world import HALF_YEARS


def days(number: float) -> str:
    """Return a whole number of days: ``1 day``, ``36 days``."""
    return counted(round(number), "days")


def once_every(number: int) -> str:
    """Return how often something is done that many days apart: ``every day``, ``every 7 days``."""
    return "every day" if number == 1 else f"every {days(number)}"


def call_count(number: float) -> str:
    """Return a mean number of false alarms; one that is not quite nothing is never "0"."""
    return "fewer than 1" if number < 0.95 else f"{number:.0f}"


def calls(number: float) -> str:
    """Return a mean number of false alarms with its noun."""
    count = call_count(number)
    return f"{count} false {'alarm' if count in ('1', 'fewer than 1') else 'alarms'}"


def two_digits(amount: float) -> str:
    """Return an amount that a text gives as "about": ``€2,000``, ``€56,000``."""
    digits = len(str(int(amount)))
    return f"€{round(amount, min(2 - digits, 0)):,.0f}"


def happened(history: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Return what happened and in how many of 20 half-years, by world; nothing comes first."""
    words, quiet = words_of("drift"), HALF_YEARS - sum(history.values())
    return {
        name: (capital(words(f"history.happened.{name}")), words("history.times", count=count))
        for name, count in {"stable": quiet, **history}.items()
    }
