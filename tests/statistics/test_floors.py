"""Floors for segments: against enumeration and derived values."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from doneenough.statistics import accept_probability
from doneenough.statistics.guards import guarded_accept_probability


def exactly(x: int, n: int, p: float) -> float:
    """Probability of ``x`` of ``n``, by counting."""
    return math.comb(n, x) * p**x * (1 - p) ** (n - x)


SHARES = st.floats(0, 1) | st.sampled_from([5e-324, 1e-308, 1e-16, 1 - 1e-16])


@given(
    n=st.lists(st.integers(0, 5), min_size=1, max_size=3),
    data=st.data(),
)
def test_a_guarded_gate_against_counting_every_outcome(n, data):
    floors = [data.draw(st.integers(-1, 6)) for _ in n]
    p = [data.draw(SHARES) for _ in n]
    needed = data.draw(st.integers(-1, sum(n) + 1))
    chance = 0.0
    for outcome in itertools.product(*(range(count + 1) for count in n)):
        if sum(outcome) >= needed and all(x >= f for x, f in zip(outcome, floors, strict=True)):
            chance += math.prod(exactly(*one) for one in zip(outcome, n, p, strict=True))
    assert guarded_accept_probability(n, floors, needed, p) == pytest.approx(chance, abs=1e-12)


@given(n=st.integers(0, 60), needed=st.integers(-1, 61), p=SHARES)
def test_one_segment_without_a_floor_is_the_plain_rule(n, needed, p):
    found = guarded_accept_probability([n], [0], needed, [p])
    assert found == pytest.approx(accept_probability(n, needed, p), abs=1e-12)


@given(p=st.lists(SHARES, min_size=3, max_size=3), order=st.permutations(range(3)))
def test_the_order_of_segments_does_not_matter(p, order):
    n, floors = np.array([12, 7, 20]), np.array([8, 3, 15])
    mixed = list(order)
    one = guarded_accept_probability(n, floors, 30, p)
    other = guarded_accept_probability(n[mixed], floors[mixed], 30, np.array(p)[mixed])
    assert one == pytest.approx(other, abs=1e-12)


def test_floors_on_ten_small_segments_turn_good_models_away():
    """A model right in 90 of 100 everywhere, ten segments of 40: one floor fails often."""
    n, p = [40] * 10, [0.9] * 10
    below_80 = 1 - guarded_accept_probability(n, [32] * 10, 0, p)
    below_85 = 1 - guarded_accept_probability(n, [34] * 10, 0, p)
    # One segment fails with binom.cdf(31, 40, .9); ten are independent.
    assert below_80 == pytest.approx(1 - (1 - binom.cdf(31, 40, 0.9)) ** 10)
    assert round(below_80, 3) == 0.145
    assert round(below_85, 2) == 0.65


def test_many_models_at_once():
    p = np.array([[[0.9, 0.6], [0.9, 0.9]]])
    found = guarded_accept_probability([100, 20], [0, 15], 105, p)
    assert found.shape == (1, 2)
    one = guarded_accept_probability([100, 20], [0, 15], 105, [0.9, 0.6])
    assert found[0, 0] == pytest.approx(one)
    assert found[0, 0] < found[0, 1]


@given(p=st.lists(SHARES, min_size=2, max_size=2), extra=st.integers(0, 10))
def test_a_higher_floor_never_lets_more_through(p, extra):
    low = guarded_accept_probability([30, 10], [0, 4], 20, p)
    high = guarded_accept_probability([30, 10], [0, 4 + extra], 20, p)
    assert high <= low + 1e-12


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: guarded_accept_probability([10, 10], [0, 0], 5, [0.9]), "segments"),
        (lambda: guarded_accept_probability([-1], [0], 5, [0.9]), "n"),
        (lambda: guarded_accept_probability([10], [0], 5, [1.2]), "p"),
    ],
)
def test_a_wrong_argument_is_named(call, named):
    with pytest.raises(ValueError, match=named):
        call()
