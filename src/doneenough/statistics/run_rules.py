"""Alarms from checks: so many in a row, a rest after each alarm, and how long until one.

Windows that overlap make neighbouring checks alike. So alarms are counted in simulated
streams (`alarms`), never computed from the chance of one check.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from doneenough.statistics._arguments import FloatArray, IntArray, whole_numbers

Flags = NDArray[np.bool_]


def check_days(days: int, every: int, replicates: int, phases: bool = True) -> Flags:
    """Return on which days one looks.

    Parameters
    ----------
    days
        Number of days.
    every
        Days from one check to the next, at least 1; a check is at the end of its day.
    replicates
        Number of streams.
    phases
        True: the checks of stream r begin r days later than those of the first, going
        round after ``every``, so that a change comes at any time between two checks.
        False: every stream is checked on the same days.

    Returns
    -------
    ndarray of bool, shape (days, replicates)
    """
    cadence = int(whole_numbers("every", every, least=1))
    phase = np.arange(replicates) % cadence if phases else np.zeros(replicates, np.int64)
    return np.asarray((np.arange(1, days + 1)[:, None] - phase) % cadence == 0)


@dataclass(frozen=True)
class Raised:
    """Alarms in every stream.

    ``alarms``: on which days one is raised, shape (days, replicates); ``found_on``: the day
    of the first alarm whose own data hold the change, shape (replicates,), the number of
    days where there is none.
    """

    alarms: Flags
    found_on: IntArray


def alarms(
    signals: ArrayLike,
    checked: ArrayLike,
    in_a_row: int = 1,
    quiet: int = 0,
    rebased: ArrayLike | None = None,
    shows_from: ArrayLike | None = None,
    harmful: ArrayLike = False,
) -> Raised:
    """Raise alarms in every stream, and find changes by those that can.

    Parameters
    ----------
    signals
        Whether each signal is beyond its limit, shape (signals, days, replicates).
    checked
        Whether one looks, shape (days, replicates).
    in_a_row
        How many checks in a row one and the same signal must be beyond its limit.
    quiet
        Days after an alarm in which it is being answered and nobody looks. Then the
        counting starts afresh.
    rebased
        The signals as they would be against a new reference, same shape. Once a harmless
        change is found, a stream goes on with these. None: as before.
    shows_from
        Day from which each signal's data hold the change, shape (signals, replicates). An
        alarm finds the change if the signal that raised it shows it: who is called because
        of an input that has not moved finds nothing. None: nothing ever changes.
    harmful
        Whether finding the change ends the stream, because the model is mended and what
        comes after is another story; broadcasts to shape (replicates,).
    """
    beyond = np.asarray(signals, np.bool_)
    looks = np.asarray(checked, np.bool_)
    needed = int(whole_numbers("in_a_row", in_a_row, least=1))
    rest = int(whole_numbers("quiet", quiet, least=0))
    count, days, replicates = beyond.shape
    other = beyond if rebased is None else np.asarray(rebased, np.bool_)
    shows = np.asarray(days if shows_from is None else shows_from)
    shows = np.broadcast_to(shows, (count, replicates))
    ends = np.broadcast_to(np.asarray(harmful, np.bool_), (replicates,))
    active = np.asarray((beyond | other).any(axis=0))
    raised = np.zeros((days, replicates), np.bool_)
    run = np.zeros((count, replicates), np.int64)
    free = np.zeros(replicates, np.int64)
    found_on = np.full(replicates, days, np.int64)
    running = np.zeros(replicates, np.bool_)
    moved = np.zeros(replicates, np.bool_)
    for day in range(days):
        # Most checks find nothing and follow one that found nothing: work on the others.
        at = np.flatnonzero(looks[day] & (free <= day) & (active[day] | running))
        if at.size == 0:
            continue
        now = np.where(moved[at], other[:, day, at], beyond[:, day, at])
        streak = np.where(now, run[:, at] + 1, 0)
        enough = streak >= needed
        full = enough.any(axis=0)
        streak[:, full] = 0
        run[:, at] = streak
        running[at] = streak.any(axis=0)
        loud = at[full]
        raised[day, loud] = True
        found = np.asarray((enough & (shows[:, at] <= day)).any(axis=0))[full]
        found_on[loud[found]] = np.minimum(found_on[loud[found]], day)
        free[loud] = np.where(found & ends[loud], days, day + 1 + rest)
        moved[loud] |= found
    return Raised(raised, found_on)


@dataclass(frozen=True)
class Delays:
    """How long a change went unnoticed, misses counted.

    ``days``: for each stream the days of letters from the change to the first alarm after
    it, at most ``cap``; ``found``: whether there was one within the cap.
    """

    days: IntArray
    found: Flags
    cap: int

    @property
    def mean(self) -> float:
        """Mean delay in days, a miss counted as the whole cap."""
        return float(self.days.mean())

    @property
    def missed(self) -> float:
        """Share of the streams in which the change was never found."""
        return float(1 - self.found.mean())

    def quantile(self, share: ArrayLike) -> FloatArray:
        """Return days within which this share of the streams was found (cap for misses)."""
        wanted = np.asarray(share, np.float64)
        return np.asarray(np.quantile(self.days, wanted, method="inverted_cdf"), np.float64)


def delays(found_on: ArrayLike, change_day: int, days: int) -> Delays:
    """Return how long a change went unnoticed in each stream.

    Parameters
    ----------
    found_on
        Day on which it was found, ``days`` or more where it never was, shape (replicates,).
    change_day
        First changed day, counted from 0. An alarm at its end has a delay of 1 day.
    days
        Number of days of a stream.
    """
    day = whole_numbers("found_on", found_on, least=change_day)
    found = np.asarray(day < days)
    return Delays(np.minimum(day - change_day + 1, days - change_day), found, days - change_day)
