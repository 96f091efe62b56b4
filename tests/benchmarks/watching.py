"""How long one monitoring plan takes: all streams at once, row by row, and with river.

The plan looks each week at the labels of the last week. The loop reads one labelled letter
after the other, as one would write it first; it has to raise the very same alarms. River's
detector reads the same letters, one by one, and is given no rule of ours.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from river.drift import PageHinkley

from doneenough.lessons.drift import case
from doneenough.products.intake import profiles
from doneenough.statistics.monitoring import Plan, evaluate
from doneenough.statistics.streams import Bank, standard_worlds
from doneenough.statistics.watch import Signal

LABELS, WINDOW, LIMIT = 20, 7, 0.74
STREAMS, SLOW_STREAMS = 1000, 20
"""In ours, and in the two that read row by row (their time is multiplied up)."""


class DifferentAlarms(Exception):
    """The loop and ours disagree."""


def measure() -> dict[str, float]:
    """Return seconds by what was done, for 1,000 streams of half a year."""
    world = {"stable": standard_worlds(profiles())["stable"]}
    bank = Bank(world, 300, STREAMS)
    right = np.diff(bank.labels("stable", LABELS).right, axis=0)
    plan = Plan((Signal("quality", WINDOW, LIMIT),), WINDOW, 1, LABELS)
    rows = [_letters(right[:, stream]) for stream in range(SLOW_STREAMS)]
    ours, outcome = _timed(lambda: evaluate(plan, bank, 0, phases=False))
    loop, alarms = _timed(lambda: [_by_hand(letters) for letters in rows])
    theirs, _ = _timed(lambda: [_river(letters) for letters in rows])
    if alarms != outcome.worlds["stable"].alarms[:SLOW_STREAMS].tolist():
        raise DifferentAlarms(alarms)
    times = STREAMS / SLOW_STREAMS
    ready = streams_ready()
    return {
        "One plan, all streams at once": ours,
        "The same alarms, letter by letter": loop * times,
        "River's Page-Hinkley detector, letter by letter": theirs * times,
        "Streams ready for the lesson's pictures": ready,
    }


def streams_ready() -> float:
    """Return the seconds until the lesson's first three lines can be drawn."""
    for kept in (case.products, case.lines, case.outcome):
        kept.cache_clear()
    return _timed(lambda: case.lines("relationship"))[0]


def _letters(right: np.ndarray) -> list[list[bool]]:
    """Return the labelled letters of each day: right ones first."""
    return [[place < count for place in range(LABELS)] for count in right.tolist()]


def _by_hand(days: list[list[bool]]) -> int:
    """Return the alarms of one stream, counted letter by letter."""
    alarms = 0
    for day in range(WINDOW - 1, len(days), WINDOW):
        cases = good = 0
        for letters in days[day - WINDOW + 1 : day + 1]:
            for letter in letters:
                cases += 1
                good += letter
        alarms += good < LIMIT * cases - 1e-9
    return alarms


def _river(days: list[list[bool]]) -> int:
    detector, alarms = PageHinkley(), 0
    for letters in days:
        for letter in letters:
            detector.update(0.0 if letter else 1.0)
            alarms += detector.drift_detected
    return alarms


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = call()
    return time.perf_counter() - begun, found
