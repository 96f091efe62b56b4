"""Exact probabilities behind a sign-off rule: bounds, passing counts, tries, best of many."""

from doneenough.statistics.bounds import interval
from doneenough.statistics.passing import (
    accept_probability,
    accept_probability_tries,
    expected_tries,
    passing_count,
)
from doneenough.statistics.selection import expected_best_share
from doneenough.statistics.zero_failures import rate_ruled_out, zero_failure_sample_size

__all__ = [
    "accept_probability",
    "accept_probability_tries",
    "expected_best_share",
    "expected_tries",
    "interval",
    "passing_count",
    "rate_ruled_out",
    "zero_failure_sample_size",
]
