"""The crowd in which consequences are counted: 200 teams, never 200 of anything else."""

from __future__ import annotations

TEAMS = 200
"""How many teams stand in the crowd."""


def crowd_count(share: float) -> int:
    """Return how many of the crowd a share (0 to 1) amounts to, rounded to whole teams."""
    return round(float(share) * TEAMS)
