"""Passing counts and acceptance probabilities against enumeration and other formulas."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from doneenough.statistics import (
    accept_probability,
    accept_probability_tries,
    expected_tries,
    interval,
    passing_count,
)


def exact_tail(n: int, needed: int, p: Fraction) -> Fraction:
    """P(X >= needed), summed in whole-number arithmetic."""
    counts = range(max(needed, 0), n + 1)
    return sum((math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in counts), Fraction(0))


def test_every_outcome_of_a_small_sample_counted():
    p = 0.7
    for n in range(7):
        for needed in range(-1, n + 3):
            counted = sum(
                math.prod(p if right else 1 - p for right in outcome)
                for outcome in itertools.product([True, False], repeat=n)
                if sum(outcome) >= needed
            )
            assert accept_probability(n, needed, p) == pytest.approx(counted, abs=1e-12)


def test_matches_whole_number_arithmetic():
    for p in (Fraction(0), Fraction(1, 20), Fraction(87, 100), Fraction(1)):
        for n, needed in ((1, 1), (12, 5), (100, 90), (400, 353), (400, 400)):
            expected = float(exact_tail(n, needed, p))
            assert accept_probability(n, needed, float(p)) == pytest.approx(expected, rel=1e-10)


def test_nothing_needed_always_passes_and_too_much_never():
    assert accept_probability(0, 0, 0.5) == 1.0
    assert accept_probability(0, 1, 1.0) == 0.0
    assert accept_probability(10, [-3, 0, 11], 0.5).tolist() == [1.0, 1.0, 0.0]
    assert accept_probability(10, [1, 10], 0.0).tolist() == [0.0, 0.0]
    assert accept_probability(10, [1, 10], 1.0).tolist() == [1.0, 1.0]


def test_a_whole_grid_agrees_with_scipy():
    n = np.array([1, 50, 400, 5000])[:, None, None]
    needed = np.array([0, 1, 45, 353, 4990])[:, None]
    p = np.linspace(0, 1, 101)
    ours = accept_probability(n, needed, p)
    assert ours.shape == (4, 5, 101)
    np.testing.assert_allclose(ours, stats.binom.sf(needed - 1, n, p), rtol=1e-9, atol=1e-300)


def test_tries_by_enumeration():
    n, needed, p = 5, 4, 0.6
    once = float(exact_tail(n, needed, Fraction(3, 5)))
    for tries in (1, 2, 4):
        passed = used = 0.0
        for results in itertools.product([True, False], repeat=tries):
            chance = math.prod(once if ok else 1 - once for ok in results)
            passed += chance * any(results)
            used += chance * (results.index(True) + 1 if any(results) else tries)
        assert accept_probability_tries(n, needed, p, tries) == pytest.approx(passed, abs=1e-12)
        assert expected_tries(n, needed, p, tries) == pytest.approx(used, abs=1e-12)


def test_tries_at_the_ends():
    assert accept_probability_tries(10, [0, 11], 0.5, 7).tolist() == [1.0, 0.0]
    assert expected_tries(10, [0, 11], 0.5, 7).tolist() == [1.0, 7.0]
    # A chance near 1e-18 would vanish in 1 - (1 - a) ** tries.
    tiny = accept_probability(60, 60, 0.5)
    assert accept_probability_tries(60, 60, 0.5, 10) == pytest.approx(10 * tiny, rel=1e-12)
    assert expected_tries(60, 60, 0.5, 10) == pytest.approx(10, rel=1e-12)


def test_passing_count_by_trying_every_count():
    for level, threshold in itertools.product((0.6, 0.8, 0.95), (0.05, 0.5, 0.87, 0.95)):
        for n in (1, 2, 3, 10, 37, 90):
            bounds, _ = interval(np.arange(n + 1), n, 2 * level - 1)
            reaching = np.flatnonzero(bounds >= threshold - 1e-12)
            first = int(reaching[0]) if reaching.size else n + 1
            assert passing_count(n, threshold, level) == first


def test_passing_count_in_whole_number_arithmetic():
    for n, hundredths, risk in itertools.product((1, 2, 5, 20, 59, 60), (10, 85, 95), (1, 5, 19)):
        t, alpha = Fraction(hundredths, 100), Fraction(risk, 100)
        first = next((c for c in range(1, n + 1) if exact_tail(n, c, t) <= alpha), n + 1)
        assert passing_count(n, hundredths / 100, 1 - risk / 100) == first


def test_a_tie_in_decimals_reaches_the_threshold():
    # 0.9 ** 2 is 0.81 and 1 - 0.9 ** 2 is 0.19; in binary neither is.
    assert passing_count(2, 0.9, 0.19) == 2
    assert passing_count(2, 0.1, 0.81) == 1
    assert passing_count(1, 0.1, 0.9) == 1
    # What only comes near does not: 0.5 ** 19 is 1.9e-6, 0.5 ** 20 is 0.95e-6.
    assert passing_count([19, 20], 0.5, 1 - 1e-6).tolist() == [20, 20]


def test_passing_count_at_the_ends():
    assert passing_count(58, 0.95) == 59  # even 58 of 58 is not enough
    assert passing_count(59, 0.95) == 59
    assert passing_count(10, [0.0, 1.0]).tolist() == [0, 11]


def test_passing_count_is_what_scipys_quantile_says():
    n = np.arange(1, 1001)
    theirs = stats.binom.ppf(0.95, n, 0.85) + 1
    assert passing_count(n, 0.85).tolist() == theirs.astype(int).tolist()


def test_single_numbers_give_a_number_and_arrays_an_array():
    assert type(passing_count(400, 0.85)) is int
    assert passing_count(np.array([400]), 0.85).dtype == np.int64
    assert passing_count([[100], [400]], [0.8, 0.85, 0.9]).shape == (2, 3)
    for function in (accept_probability_tries, expected_tries):
        assert type(function(100, 90, 0.87, 3)) is float
        assert function(100, [90, 91], 0.87, [[1], [2], [3]]).shape == (3, 2)
    assert type(accept_probability(np.array(100), np.int64(90), 0.87)) is float


sizes = st.integers(1, 2000)
levels = st.floats(0.5, 0.999)
chances = st.floats(0, 1)


@given(sizes, st.floats(0.01, 0.99), st.floats(0.51, 0.999))
def test_passing_count_agrees_with_the_lower_end_of_the_interval(n, threshold, level):
    count, both_sides = passing_count(n, threshold, level), 2 * level - 1
    assert 1 <= count <= n + 1
    assert interval(count - 1, n, both_sides)[0] < threshold + 1e-9
    if count <= n:
        assert interval(count, n, both_sides)[0] > threshold - 1e-9


@given(sizes, st.floats(0.01, 0.99), levels)
def test_a_rule_from_the_exact_bound_keeps_its_risk(n, threshold, level):
    count = passing_count(n, threshold, level)
    assert accept_probability(n, count, threshold) <= 1 - level + 1e-12


@given(sizes, st.integers(-5, 2005), chances, chances, st.integers(1, 30))
def test_monotone(n, needed, one, other, tries):
    worse, better = sorted((one, other))
    low = accept_probability(n, needed, worse)
    assert 0 <= low <= 1
    assert accept_probability(n, needed, better) >= low - 1e-12
    assert accept_probability(n, needed + 1, worse) <= low + 1e-12
    assert accept_probability(n + 1, needed, worse) >= low - 1e-12
    several = accept_probability_tries(n, needed, worse, tries)
    assert low - 1e-12 <= several <= accept_probability_tries(n, needed, worse, tries + 1) + 1e-12
    used = expected_tries(n, needed, worse, tries)
    assert 1 - 1e-12 <= used <= tries * (1 + 1e-12)
    # Wald's identity: passes per attempt times attempts.
    assert several == pytest.approx(low * used, rel=1e-9)


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (passing_count, (0, 0.85), "^n must be a whole number of at least 1"),
        (passing_count, (400, 85), "^threshold must be between 0 and 1"),
        (passing_count, (400, 0.85, 1.0), "^confidence must be above 0 and below 1"),
        (passing_count, (2**62 + 1, 0.85), "^n must be a whole number of at most 9,007,"),
        (accept_probability, (2**63, 1, 0.5), "^n must be a whole number of at most 9,007,"),
        (accept_probability, (10, -(2**62), 0.5), "^needed must be a whole number of at most"),
        (accept_probability, (-1, 0, 0.5), "^n must be a whole number of at least 0"),
        (accept_probability, (10, 9.5, 0.5), "^needed must be a whole number;"),
        (accept_probability, (10, 9, 1.5), r"^p must be between 0 and 1; got 1\.5\.$"),
        (accept_probability_tries, (10, 9, 0.5, 0), "^tries must be a whole number of at least 1"),
        (expected_tries, (10, 9, 0.5, 0), "^tries must be a whole number of at least 1"),
        (expected_tries, (10, 9, -0.5, 1), "^p must be between 0 and 1"),
    ],
)
def test_what_is_not_allowed_is_named(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)
