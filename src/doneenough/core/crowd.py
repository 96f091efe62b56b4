"""The crowd in which consequences are counted: 200 teams, never 200 of anything else."""

from __future__ import annotations

TEAMS = 200
"""How many teams stand in the crowd."""


def crowd_count(share: float) -> int:
    """Return how many of the crowd a share (0 to 1) amounts to, rounded to whole teams."""
    return round(float(share) * TEAMS)


def crowd_words(share: float) -> str:
    """Return the same in words: a share that is not nothing is never "0 of 200"."""
    count = crowd_count(share)
    return f"{count} of {TEAMS}" if count or not share else f"fewer than 1 of {TEAMS}"
