"""Floors for segments and units left open: against enumeration and derived values."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from doneenough.statistics import accept_probability, passing_count
from doneenough.statistics.guards import (
    accept_probability_of_positives,
    guarded_accept_probability,
)


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


# ------------------------------------------------------------------- which unit


def test_four_hundred_letters_are_not_four_hundred_urgent_ones():
    """ "At least 85 of 100, lower bound at 95 %": 353 of 400 urgent ones, or 400 letters."""
    cases = 400
    marks = np.concatenate([[1], passing_count(np.arange(1, cases + 1), 0.85)])
    for share, at_90, at_95 in ((0.12, 0.178, 0.64),):
        found = accept_probability_of_positives(cases, share, marks, [0.90, 0.95])
        assert found[0] == pytest.approx(at_90, abs=0.001)
        assert found[1] == pytest.approx(at_95, abs=0.005)
    as_positives = accept_probability(cases, int(marks[cases]), 0.90)
    assert as_positives == pytest.approx(0.892, abs=0.001)


@given(share=SHARES, p=SHARES, cases=st.integers(0, 8), data=st.data())
def test_open_units_against_counting_every_outcome(share, p, cases, data):
    needed = [data.draw(st.integers(-1, 9)) for _ in range(cases + 1)]
    chance = sum(
        exactly(n, cases, share) * exactly(x, n, p)
        for n in range(cases + 1)
        for x in range(n + 1)
        if x >= needed[n]
    )
    found = accept_probability_of_positives(cases, share, needed, p)
    assert found == pytest.approx(chance, abs=1e-12)


def test_when_every_case_is_positive_the_unit_does_not_matter():
    marks = np.arange(51) * 9 // 10
    found = accept_probability_of_positives(50, 1.0, marks, 0.88)
    assert found == pytest.approx(accept_probability(50, 45, 0.88))


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: guarded_accept_probability([10, 10], [0, 0], 5, [0.9]), "segments"),
        (lambda: guarded_accept_probability([-1], [0], 5, [0.9]), "n"),
        (lambda: guarded_accept_probability([10], [0], 5, [1.2]), "p"),
        (lambda: accept_probability_of_positives(10, 0.5, [1, 2], 0.9), "needed"),
        (lambda: accept_probability_of_positives(10, 1.5, [1] * 11, 0.9), "share_positive"),
    ],
)
def test_a_wrong_argument_is_named(call, named):
    with pytest.raises(ValueError, match=named):
        call()
