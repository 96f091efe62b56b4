"""Exact probabilities behind a sign-off rule: bounds, passing counts, tries, best of many."""

from doneenough.statistics.bounds import interval, lower_bound, upper_bound
from doneenough.statistics.passing import (
    accept_probability,
    accept_probability_tries,
    expected_tries,
    passing_count,
)
from doneenough.statistics.selection import any_of_k_passes, expected_best_share
from doneenough.statistics.zero_failures import rate_ruled_out, zero_failure_sample_size

__all__ = [
    "accept_probability",
    "accept_probability_tries",
    "any_of_k_passes",
    "expected_best_share",
    "expected_tries",
    "interval",
    "lower_bound",
    "passing_count",
    "rate_ruled_out",
    "upper_bound",
    "zero_failure_sample_size",
]
