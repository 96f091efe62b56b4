"""The best of many equal models, against enumeration, a simple law and simulation."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from doneenough.statistics import expected_best_share


@pytest.mark.parametrize(("k", "n"), [(1, 5), (2, 4), (3, 3)])
def test_by_enumeration(k, n):
    p = 0.6
    chance = [math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(n + 1)]
    best = 0.0
    for counts in itertools.product(range(n + 1), repeat=k):
        together = math.prod(chance[c] for c in counts)
        best += together * max(counts) / n
    assert expected_best_share(k, n, p) == pytest.approx(best, abs=1e-12)


def test_one_case_each():
    # With one case the best share is 1 unless every model fails.
    assert expected_best_share([1, 2, 20], 1, 0.3) == pytest.approx([0.3, 0.51, 1 - 0.7**20])


def test_from_the_distribution_of_the_largest_count():
    k, n, p = 20, 200, 0.87
    counts = np.arange(n + 1)
    chance = np.diff(stats.binom.cdf(counts, n, p) ** k, prepend=0.0)
    assert expected_best_share(k, n, p) == pytest.approx((counts * chance).sum() / n, abs=1e-10)


def test_by_simulation():
    draws = np.random.default_rng(5).binomial(200, 0.87, size=(20_000, 20)).max(axis=1) / 200
    error = draws.std() / math.sqrt(len(draws))
    assert expected_best_share(20, 200, 0.87) == pytest.approx(draws.mean(), abs=4 * error)


def test_different_test_set_sizes_in_one_call():
    together = expected_best_share([[1], [20]], [10, 50, 200], 0.87)
    assert together.shape == (2, 3)
    assert together[1, 0] == pytest.approx(expected_best_share(20, 10, 0.87), abs=1e-12)
    assert together[0] == pytest.approx([0.87] * 3)


def test_single_numbers_give_a_float():
    assert type(expected_best_share(20, 200, 0.87)) is float


@given(st.integers(1, 60), st.integers(1, 300), st.floats(0, 1))
def test_the_winner_never_looks_worse_and_more_models_flatter_more(k, n, p):
    best = expected_best_share(k, n, p)
    assert p - 1e-9 <= best <= 1 + 1e-12
    assert expected_best_share(k + 1, n, p) >= best - 1e-12
    assert expected_best_share(1, n, p) == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.5, 400, 0.85), "^k must be a whole number of at least 1"),
        ((20, 0, 0.85), "^n must be a whole number of at least 1"),
        ((20, 400, -1), "^p must be between 0 and 1"),
    ],
)
def test_what_is_not_allowed_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        expected_best_share(*arguments)
