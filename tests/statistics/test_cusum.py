"""Cumulative sums: published run lengths, simulation, and counts by enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import binom

from doneenough.statistics.cusum import count_cusum_run_lengths, cusum, cusum_run_length


@pytest.mark.parametrize(
    ("limit", "shift", "length", "near"),
    [
        # Montgomery, Introduction to Statistical Quality Control, table of run lengths of
        # the tabular cusum, allowance 0.5; printed for two sides, so twice for one.
        (4, 0, 2 * 168, 1.0),
        (5, 0, 2 * 465, 2.0),
        (4, 1, 8.38, 0.005),
        (5, 1, 10.4, 0.05),
        (4, 2, 3.34, 0.005),
        (5, 2, 4.01, 0.005),
        (4, 4, 1.71, 0.005),
    ],
)
def test_published_run_lengths(limit, shift, length, near):
    assert cusum_run_length(limit, 0.5, shift) == pytest.approx(length, abs=near)


def test_a_limit_near_zero_is_a_single_check():
    # The sum passes 0 as soon as one value is above the allowance: geometric waiting.
    assert cusum_run_length(1e-9, 0.5) == pytest.approx(1 / 0.30853753872598694, rel=1e-6)


@given(hnp.arrays(np.float64, (30, 3), elements=st.floats(-5, 5)), st.floats(0, 2))
def test_the_sum_is_the_recursion(values, allowance):
    found = cusum(values, allowance)
    state = np.zeros(3)
    for row, here in zip(values, found, strict=True):
        state = np.maximum(0, state + row - allowance)
        np.testing.assert_allclose(here, state, atol=1e-9)


def test_simulated_run_lengths_agree():
    values = np.random.default_rng(2).standard_normal((1500, 4000)).astype(np.float64)
    over = cusum(values, 0.5) > 3
    first = np.where(over.any(axis=0), over.argmax(axis=0) + 1, 1500)
    assert first.mean() == pytest.approx(cusum_run_length(3, 0.5), rel=0.06)


def test_counts_that_never_add_up_but_by_one_alarm():
    # Allowance 0 and limit 1: alarm at the first count above 0, geometric.
    mean, alarmed = count_cusum_run_lengths([0.8, 0.2], 0, 1, 3)
    assert mean == pytest.approx(5)
    np.testing.assert_allclose(alarmed, [0.2, 0.36, 0.488])


def test_counts_against_simulation():
    chances = binom.pmf(np.arange(31), 30, 0.225)
    mean, alarmed = count_cusum_run_lengths(chances, 8, 9, 60)
    counts = np.random.default_rng(4).binomial(30, 0.225, (2500, 2000))
    over = cusum(counts, 8) >= 9
    first = np.where(over.any(axis=0), over.argmax(axis=0) + 1, 2500)
    assert first.mean() == pytest.approx(mean, rel=0.08)
    assert over[:60].any(axis=0).mean() == pytest.approx(alarmed[-1], abs=0.035)
    assert np.all(np.diff(alarmed) >= 0)


def test_a_limit_of_zero_is_refused():
    with pytest.raises(ValueError, match="limit must be above 0"):
        cusum_run_length(0, 0.5)
