"""Intervals against published values, other libraries, the definition and plain logic."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from doneenough.statistics import interval

# Two-sided intervals: successes, n, confidence, lower, upper, tolerance (half a
# unit in the last printed digit, unless said otherwise).
PUBLISHED_INTERVALS = [
    # NIST/SEMATECH e-Handbook of Statistical Methods, section 7.2.4.1: 4 defective of 20.
    # Found there with a root finder; its upper end is 0.9e-6 above the exact 0.4010281.
    (4, 20, 0.90, 0.071354, 0.401029, 1e-6),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, Table I, method 5 (exact). Read
    # second-hand, as several public test suites quote it (for one, the "Source Validation"
    # part of ClinicalTrialUtilities.jl).
    (81, 263, 0.95, 0.2527, 0.3676, 5e-5),
    (15, 148, 0.95, 0.0578, 0.1617, 5e-5),
    (0, 20, 0.95, 0.0, 0.1684, 5e-5),
    (1, 29, 0.95, 0.0009, 0.1776, 5e-5),
    # R 3.6.2, binom.test and prop.test(correct = FALSE), as quoted in scipy's own tests.
    (20, 100, 0.95, 0.1266555521019559, 0.2918426890886281, 1e-13),
    (3, 50, 0.99, 0.006872485, 0.202706269, 5e-9),
    (0, 10, 0.95, 0.0, 0.3084971, 5e-8),
    (10, 10, 0.95, 0.6915029, 1.0, 5e-8),
    # R package binom, binom.confint, as quoted in statsmodels' own tests.
    (18, 20, 0.95, 0.6830172859809176, 0.9876514728297052, 1e-12),
    (4, 200, 0.95, 0.005475565879556443, 0.05041360908989634, 1e-12),
]


@pytest.mark.parametrize(("x", "n", "level", "low", "high", "near"), PUBLISHED_INTERVALS)
def test_interval_published(x, n, level, low, high, near):
    assert interval(x, n, level) == pytest.approx((low, high), rel=0, abs=near)


GRID_X, GRID_N = np.array(
    [(x, n) for n in (1, 2, 7, 30, 400) for x in range(0, n + 1, 1 + n // 9)]
).T


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_statsmodels_agrees(level):
    theirs = proportion_confint(GRID_X, GRID_N, alpha=1 - level, method="beta")
    np.testing.assert_allclose(interval(GRID_X, GRID_N, level), theirs, atol=1e-10)


def test_scipy_agrees():
    for x, n in zip(GRID_X.tolist(), GRID_N.tolist(), strict=True):
        theirs = stats.binomtest(x, n).proportion_ci(0.95, "exact")
        assert interval(x, n) == pytest.approx(tuple(theirs), abs=1e-10)


@pytest.mark.parametrize("level", [0.6, 0.9, 0.95, 0.999])
def test_both_ends_meet_their_definition(level):
    for n in range(1, 13):
        for x in range(1, n + 1):
            p, _ = interval(x, n, level)
            tail = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(x, n + 1))
            assert tail == pytest.approx((1 - level) / 2, rel=1e-9)


def test_it_keeps_its_promise_for_every_share():
    n = 40
    x = np.arange(n + 1)
    p = np.linspace(0.001, 0.999, 999)[:, None]
    low, high = interval(x, n)
    holds = (stats.binom.pmf(x, n, p) * ((low <= p) & (p <= high))).sum(axis=1)
    assert holds.min() >= 0.95 - 1e-12


@pytest.mark.parametrize("n", [1, 20, 499, 500, 1_000_000])
@pytest.mark.parametrize("risk", [0.05, 1e-7])
def test_ends(n, risk):
    none, every = interval(0, n, 1 - 2 * risk), interval(n, n, 1 - 2 * risk)
    assert (none[0], every[1]) == (0.0, 1.0)
    # Closed forms; a tiny risk once tripped other libraries at x = 0 and n >= 500.
    assert every[0] == pytest.approx(risk ** (1 / n), rel=1e-8)
    assert none[1] == pytest.approx(-math.expm1(math.log(risk) / n), rel=1e-8)


cases = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.01, 0.9999)


@given(cases, levels)
def test_the_observed_share_lies_inside(case, level):
    x, n = case
    low, high = interval(x, n, level)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1


@given(cases, levels)
def test_failures_mirror_successes(case, level):
    x, n = case
    low, high = interval(n - x, n, level)
    assert interval(x, n, level) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(cases, levels, st.floats(0, 0.4))
def test_monotone(case, level, more):
    x, n = case
    low, high = interval(x, n, level)
    right, wrong = interval(x + 1, n + 1, level), interval(x, n + 1, level)
    assert right[0] >= low - 1e-12
    assert wrong[1] <= high + 1e-12
    surer = interval(x, n, level + more * (1 - level))
    assert surer[0] <= low + 1e-12
    assert surer[1] >= high - 1e-12


def test_single_numbers_give_a_float_and_arrays_an_array():
    assert [type(end) for end in interval(3, 4)] == [float, float]
    assert [type(end) for end in interval(np.int64(3), np.array(4), np.float64(0.9))] == [float] * 2
    low, _ = interval(np.arange(5)[:, None], 4, np.array([0.8, 0.95]))
    assert low.shape == (5, 2)
    assert low[3, 1] == interval(3, 4, 0.95)[0]
    assert interval([3.0], 4)[0] == [interval(3, 4)[0]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0, "successes": 0}, r"^n must be a whole number of at least 1; got 0\.$"),
        ({"n": 10.5}, "^n must be a whole number"),
        ({"n": float("nan")}, "^n must be a whole number"),
        ({"n": float("inf")}, "^n must be a whole number"),
        ({"n": "10"}, "^n must be a whole number"),
        ({"n": 1e300}, "^n must be a whole number"),
        ({"n": 2**53 + 1}, r"^n must be a whole number of at most 9,007,199,254,740,992; got"),
        ({"n": 2**62}, "^n must be a whole number of at most"),
        ({"n": np.uint64(2**63 + 5)}, "^n must be a whole number of at most"),
        ({"n": 2**70}, "^n must be a whole number"),
        ({"successes": -1}, r"^successes must be a whole number of at least 0; got -1\.$"),
        ({"successes": 2.5}, "^successes must be a whole number"),
        ({"successes": True}, "^successes must be a whole number"),
        ({"successes": [3, 11]}, r"^successes must be at most n; got 11 of 10\.$"),
        ({"confidence": 0}, "^confidence must be above 0 and below 1"),
        ({"confidence": 1}, "^confidence must be above 0 and below 1"),
        ({"confidence": 95}, r"^confidence must be above 0 and below 1; got 95\.0\.$"),
        ({"confidence": float("nan")}, "^confidence must be above 0 and below 1"),
    ],
)
def test_what_is_not_allowed_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        interval(**({"successes": 5, "n": 10} | arguments))
