"""Bounds against published values, other libraries, the definition and plain logic."""

import inspect
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from doneenough.statistics import interval, lower_bound, upper_bound

METHODS = ("exact", "wilson")

# Two-sided intervals: successes, n, confidence, method, lower, upper, tolerance (half a
# unit in the last printed digit, unless said otherwise).
PUBLISHED_INTERVALS = [
    # NIST/SEMATECH e-Handbook of Statistical Methods, section 7.2.4.1: 4 defective of 20.
    # Found there with a root finder; its upper end is 0.9e-6 above the exact 0.4010281.
    (4, 20, 0.90, "exact", 0.071354, 0.401029, 1e-6),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, Table I: method 5 (exact) and
    # method 3 (Wilson score). Read second-hand, as several public test suites quote it
    # (for one, the "Source Validation" part of ClinicalTrialUtilities.jl).
    (81, 263, 0.95, "exact", 0.2527, 0.3676, 5e-5),
    (15, 148, 0.95, "exact", 0.0578, 0.1617, 5e-5),
    (0, 20, 0.95, "exact", 0.0, 0.1684, 5e-5),
    (1, 29, 0.95, "exact", 0.0009, 0.1776, 5e-5),
    (81, 263, 0.95, "wilson", 0.2553, 0.3662, 5e-5),
    (15, 148, 0.95, "wilson", 0.0624, 0.1605, 5e-5),
    (0, 20, 0.95, "wilson", 0.0, 0.1611, 5e-5),
    (1, 29, 0.95, "wilson", 0.0061, 0.1718, 5e-5),
    # R 3.6.2, binom.test and prop.test(correct = FALSE), as quoted in scipy's own tests.
    (20, 100, 0.95, "exact", 0.1266555521019559, 0.2918426890886281, 1e-13),
    (3, 50, 0.99, "exact", 0.006872485, 0.202706269, 5e-9),
    (0, 10, 0.95, "exact", 0.0, 0.3084971, 5e-8),
    (10, 10, 0.95, "exact", 0.6915029, 1.0, 5e-8),
    (3, 10, 0.95, "wilson", 0.1077913, 0.6032219, 5e-8),
    (0, 10, 0.95, "wilson", 0.0, 0.2775328, 5e-8),
    (10, 10, 0.95, "wilson", 0.7224672, 1.0, 5e-8),
    # R package binom, binom.confint, as quoted in statsmodels' own tests.
    (18, 20, 0.95, "exact", 0.6830172859809176, 0.9876514728297052, 1e-12),
    (18, 20, 0.95, "wilson", 0.6989663547715128, 0.972133518786232, 1e-12),
    (4, 200, 0.95, "exact", 0.005475565879556443, 0.05041360908989634, 1e-12),
    (4, 200, 0.95, "wilson", 0.00780442641634947, 0.05028708690582643, 1e-12),
]

# One-sided bounds: successes, n, confidence, method, lower, upper, tolerance.
PUBLISHED_BOUNDS = [
    # HypothesisTests.jl, its tests of BinomialTest (tail = :right and :left).
    (26, 78, 0.95, "exact", 0.2451709633730693, 0.4313047758370174, 1e-12),
    (26, 78, 0.95, "wilson", 0.25242832328277831, 0.42541288951088108, 1e-12),
    (6, 9, 0.95, "exact", 0.3449413659437032, 0.9022531865607242, 1e-12),
    (6, 9, 0.95, "wilson", 0.39825972868840931, 0.85802909820500495, 1e-12),
    # R 3.6.2, binom.test and prop.test(correct = FALSE), as quoted in scipy's own tests.
    (20, 100, 0.95, "exact", 0.1366613252458672, 0.2772002496709138, 1e-13),
    (3, 50, 0.99, "exact", 0.008860761, 0.1872093, 5e-8),
    (0, 10, 0.95, "exact", 0.0, 0.2588656, 5e-8),
    (10, 10, 0.95, "exact", 0.7411344, 1.0, 5e-8),
    (3, 10, 0.99, "wilson", 0.08974147, 0.6507187, 5e-8),
    (10, 10, 0.95, "wilson", 0.787058, 1.0, 5e-7),
]


@pytest.mark.parametrize(("x", "n", "level", "method", "low", "high", "near"), PUBLISHED_INTERVALS)
def test_interval_published(x, n, level, method, low, high, near):
    assert interval(x, n, level, method) == pytest.approx((low, high), rel=0, abs=near)


@pytest.mark.parametrize(("x", "n", "level", "method", "low", "high", "near"), PUBLISHED_BOUNDS)
def test_bounds_published(x, n, level, method, low, high, near):
    assert lower_bound(x, n, level, method) == pytest.approx(low, rel=0, abs=near)
    assert upper_bound(x, n, level, method) == pytest.approx(high, rel=0, abs=near)


def test_one_sided_wilson_of_the_nist_handbook():
    # NIST/SEMATECH e-Handbook, section 7.2.4.1: 26 of 200 gives p >= 0.09577. The page
    # computes with z = 1.645, hence one unit in the last digit.
    assert lower_bound(26, 200, method="wilson") == pytest.approx(0.09577, abs=1e-5)


GRID_X, GRID_N = np.array(
    [(x, n) for n in (1, 2, 7, 30, 400) for x in range(0, n + 1, 1 + n // 9)]
).T


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(("method", "theirs"), [("exact", "beta"), ("wilson", "wilson")])
def test_statsmodels_agrees(level, method, theirs):
    low, high = proportion_confint(GRID_X, GRID_N, alpha=1 - level, method=theirs)
    np.testing.assert_allclose(interval(GRID_X, GRID_N, level, method), (low, high), atol=1e-10)
    # One-sided bounds are the ends of the two-sided interval with twice the risk.
    low, high = proportion_confint(GRID_X, GRID_N, alpha=2 * (1 - level), method=theirs)
    np.testing.assert_allclose(lower_bound(GRID_X, GRID_N, level, method), low, atol=1e-10)
    np.testing.assert_allclose(upper_bound(GRID_X, GRID_N, level, method), high, atol=1e-10)


@pytest.mark.parametrize("method", METHODS)
def test_scipy_agrees_and_calls_the_lower_bound_greater(method):
    for x, n in zip(GRID_X.tolist(), GRID_N.tolist(), strict=True):
        above = stats.binomtest(x, n, alternative="greater").proportion_ci(0.95, method)
        below = stats.binomtest(x, n, alternative="less").proportion_ci(0.95, method)
        assert (above.high, below.low) == (1.0, 0.0)
        assert lower_bound(x, n, 0.95, method) == pytest.approx(above.low, abs=1e-10)
        assert upper_bound(x, n, 0.95, method) == pytest.approx(below.high, abs=1e-10)


def test_statsmodels_calls_the_lower_bound_smaller():
    # The opposite word of scipy's for the same bound: the trap that `lower_bound` spares.
    if "alternative" not in inspect.signature(proportion_confint).parameters:
        pytest.skip("this statsmodels has no one-sided intervals")
    low, high = proportion_confint(353, 400, alpha=0.05, method="beta", alternative="smaller")
    assert (low, high) == (pytest.approx(lower_bound(353, 400)), 1.0)
    low, high = proportion_confint(353, 400, alpha=0.05, method="beta", alternative="larger")
    assert (low, high) == (0.0, pytest.approx(upper_bound(353, 400)))


@pytest.mark.parametrize("level", [0.6, 0.9, 0.95, 0.999])
def test_exact_bounds_meet_their_definition(level):
    for n in range(1, 13):
        for x in range(1, n + 1):
            p = lower_bound(x, n, level)
            tail = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(x, n + 1))
            assert tail == pytest.approx(1 - level, rel=1e-9)


def test_exact_bound_keeps_its_promise_everywhere_and_wilson_does_not():
    n = 40
    x = np.arange(n + 1)
    p = np.linspace(0.001, 0.999, 999)[:, None]
    chance = stats.binom.pmf(x, n, p)
    holds = {m: (chance * (lower_bound(x, n, method=m) <= p)).sum(axis=1) for m in METHODS}
    assert holds["exact"].min() >= 0.95 - 1e-12
    assert holds["wilson"].min() < 0.94
    assert holds["wilson"].mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("n", [1, 20, 499, 500, 1_000_000])
@pytest.mark.parametrize("risk", [0.05, 1e-7])
def test_ends(n, risk):
    for method in METHODS:
        assert lower_bound(0, n, 1 - risk, method) == 0.0
        assert upper_bound(n, n, 1 - risk, method) == 1.0
    # Closed forms; a tiny risk once tripped other libraries at x = 0 and n >= 500.
    assert lower_bound(n, n, 1 - risk) == pytest.approx(risk ** (1 / n), rel=1e-8)
    assert upper_bound(0, n, 1 - risk) == pytest.approx(-math.expm1(math.log(risk) / n), rel=1e-8)


cases = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.5, 0.9999)
methods = st.sampled_from(METHODS)


@given(cases, levels, methods)
def test_bounds_contain_the_observed_share(case, level, method):
    x, n = case
    low, high = interval(x, n, level, method)
    assert 0 <= low <= lower_bound(x, n, level, method) <= x / n + 1e-12
    assert x / n - 1e-12 <= upper_bound(x, n, level, method) <= high <= 1


@given(cases, levels, methods)
def test_failures_mirror_successes(case, level, method):
    x, n = case
    mirrored = 1 - lower_bound(n - x, n, level, method)
    assert upper_bound(x, n, level, method) == pytest.approx(mirrored, abs=1e-12)


@given(cases, levels, st.floats(0, 0.4), methods)
def test_monotone(case, level, more, method):
    x, n = case
    bound = lower_bound(x, n, level, method)
    assert lower_bound(x + 1, n + 1, level, method) >= bound - 1e-12
    assert lower_bound(x, n + 1, level, method) <= bound + 1e-12
    assert lower_bound(x, n, level + more * (1 - level), method) <= bound + 1e-12


def test_single_numbers_give_a_float_and_arrays_an_array():
    assert type(lower_bound(3, 4)) is float
    assert type(upper_bound(np.int64(3), np.array(4), np.float64(0.9))) is float
    assert [type(end) for end in interval(3, 4)] == [float, float]
    levels = np.array([0.8, 0.95])
    table = lower_bound(np.arange(5)[:, None], 4, levels)
    assert table.shape == (5, 2)
    assert table[3, 1] == lower_bound(3, 4, 0.95)
    assert lower_bound([3.0], 4) == [lower_bound(3, 4)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0, "successes": 0}, r"^n must be a whole number of at least 1; got 0\.$"),
        ({"n": 10.5}, "^n must be a whole number"),
        ({"n": float("nan")}, "^n must be a whole number"),
        ({"n": "10"}, "^n must be a whole number"),
        ({"n": 1e300}, "^n must be a whole number"),
        ({"successes": -1}, r"^successes must be a whole number of at least 0; got -1\.$"),
        ({"successes": 2.5}, "^successes must be a whole number"),
        ({"successes": True}, "^successes must be a whole number"),
        ({"successes": [3, 11]}, r"^successes must be at most n; got 11 of 10\.$"),
        ({"confidence": 0}, "^confidence must be above 0 and below 1"),
        ({"confidence": 1}, "^confidence must be above 0 and below 1"),
        ({"confidence": 95}, r"^confidence must be above 0 and below 1; got 95\.0\.$"),
        ({"confidence": float("nan")}, "^confidence must be above 0 and below 1"),
        ({"method": "wald"}, r"^method must be \"exact\" or \"wilson\"; got 'wald'\.$"),
    ],
)
@pytest.mark.parametrize("function", [lower_bound, upper_bound, interval])
def test_what_is_not_allowed_is_named(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(**({"successes": 5, "n": 10} | arguments))
