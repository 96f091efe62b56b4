"""The cumulative sum against river's Page-Hinkley detector, value by value.

Page-Hinkley is the cumulative sum of deviations from the mean so far. River takes one value
at a time; ours takes all streams at once.
"""

from __future__ import annotations

import numpy as np
import pytest
from river.drift import PageHinkley

from doneenough.products.intake import profiles
from doneenough.statistics.cusum import cusum
from doneenough.statistics.streams import Bank, standard_worlds


def so_far(values: np.ndarray) -> np.ndarray:
    """Return the mean of the values up to each."""
    return values.cumsum(axis=0) / np.arange(1, len(values) + 1)[:, None]


@pytest.mark.parametrize(("name", "threshold"), [("relationship", 8.0), ("stable", 4.0)])
def test_the_first_alarm_is_on_the_same_day(name, threshold):
    bank = Bank(standard_worlds(profiles()), 300, 40)
    wrong = 30 - np.diff(bank.labels(name, 30).right, axis=0)
    values = (wrong - 30 * 0.225) / np.sqrt(30 * 0.225 * 0.775)
    sums = cusum(values - so_far(values), 0.3)
    ours = np.where((sums > threshold).any(axis=0), (sums > threshold).argmax(axis=0), -1)
    theirs = []
    for stream in values.T:
        detector = PageHinkley(
            min_instances=1, delta=0.3, threshold=threshold, alpha=1.0, mode="up"
        )
        first = -1
        for day, value in enumerate(stream):
            detector.update(float(value))
            if detector.drift_detected:
                first = day
                break
        theirs.append(first)
    assert ours.tolist() == theirs
    assert (ours >= 0).mean() > (0.9 if name == "relationship" else 0.05)
