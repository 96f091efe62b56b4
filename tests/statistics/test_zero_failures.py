"""Sample sizes without failures against published tables and exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.statistics import (
    interval,
    passing_count,
    rate_ruled_out,
    zero_failure_sample_size,
)


@pytest.mark.parametrize(
    ("rate", "confidence", "size"),
    [
        # Python package "reliability", page "Sample size required for no failures".
        (0.001, 0.95, 2995),
        # Harish's Notebook, on sample sizes by the success-run theorem: 299 at 95 %/99 %.
        (0.01, 0.95, 299),
        # iSixSigma forum, quoting attribute tables with no accepted failure: 95 %/95 %.
        (0.05, 0.95, 59),
        # Westpak, "Sample Size for Attributes when C=0": 99 % confidence, 95 % reliability.
        (0.05, 0.99, 90),
    ],
)
def test_published_sizes(rate, confidence, size):
    assert zero_failure_sample_size(rate, confidence) == size


def test_rounding_down_is_not_enough():
    # Some published pages round 58.4 to 58 and 298.07 to 298; both leave more than 5 %.
    assert 0.95**58 > 0.05 > 0.95**59
    assert 0.99**298 > 0.05 > 0.99**299


def test_the_lessons_table():
    rates = [0.05, 0.02, 0.01, 0.005, 0.001]
    assert zero_failure_sample_size(rates).tolist() == [59, 149, 299, 598, 2995]
    for rate, size in zip(rates, (59, 149, 299, 598, 2995), strict=True):
        left = 1 - Fraction(str(rate))
        assert left**size <= Fraction(1, 20) < left ** (size - 1)


thousandths = st.integers(1, 999).map(lambda i: Fraction(i, 1000))


@given(thousandths, thousandths)
def test_smallest_in_whole_number_arithmetic(rate, confidence):
    size = zero_failure_sample_size(float(rate), float(confidence))
    assert size >= 1
    assert (1 - rate) ** size <= 1 - confidence
    assert size == 1 or (1 - rate) ** (size - 1) > 1 - confidence


@pytest.mark.parametrize(("tenths", "times"), [(1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (9, 3)])
def test_exact_ties_are_enough(tenths, times):
    # (1 - rate) ** times equals the risk to the last decimal: times cases do, not times + 1.
    confidence = 1 - Fraction(10 - tenths, 10) ** times
    assert zero_failure_sample_size(tenths / 10, float(confidence)) == times


def test_very_small_rates():
    assert zero_failure_sample_size(1e-9) == 2_995_732_273  # -ln(.05) is 2.995732273...
    assert zero_failure_sample_size(0.5, 1e-300) == 1


@given(st.integers(1, 500), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_same_as_everything_right_in_a_passing_count(thousandth, confidence):
    size = zero_failure_sample_size(thousandth / 1000, confidence)
    quality = 1 - thousandth / 1000
    assert passing_count(size, quality, confidence) == size
    if size > 1:
        assert passing_count(size - 1, quality, confidence) == size  # one more than there are


def test_rule_of_three():
    # Hanley and Lippman-Hand (1983): no failure in n rules out more than 3 / n, at 95 %;
    # "1 in 500" after 1,500 people is the usual example.
    n = np.arange(1, 5001)
    assert np.all(rate_ruled_out(n) < 3 / n)
    assert rate_ruled_out(1500) == pytest.approx(1 / 500, rel=0.003)
    np.testing.assert_allclose(rate_ruled_out(n[29:]), 3 / n[29:], rtol=0.06)


def test_rate_ruled_out_published():
    # R 3.6.2, binom.test(0, 10, alternative = "less"), as quoted in scipy's own tests.
    assert rate_ruled_out(10) == pytest.approx(0.2588656, abs=5e-8)


@given(st.integers(1, 100_000), st.floats(0.5, 0.9999))
def test_rate_ruled_out_is_the_exact_upper_bound(n, confidence):
    both_sides = 2 * confidence - 1
    if both_sides > 0:
        _, upper = interval(0, n, both_sides)
        assert rate_ruled_out(n, confidence) == pytest.approx(upper, rel=1e-8)


@given(st.floats(1e-6, 0.9), st.floats(0.5, 0.9999))
def test_the_two_functions_undo_each_other(rate, confidence):
    size = zero_failure_sample_size(rate, confidence)
    assert rate_ruled_out(size, confidence) <= rate * (1 + 1e-9)
    if size > 1:
        assert rate_ruled_out(size - 1, confidence) > rate * (1 - 1e-9)


def test_single_numbers_give_a_number_and_arrays_an_array():
    assert type(zero_failure_sample_size(0.05)) is int
    assert type(rate_ruled_out(59)) is float
    assert zero_failure_sample_size([[0.05], [0.01]], [0.9, 0.95, 0.99]).shape == (2, 3)
    assert rate_ruled_out([59, 299], [[0.9], [0.95]]).shape == (2, 2)


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (zero_failure_sample_size, (0,), "^largest_rate must be above 0 and below 1"),
        (zero_failure_sample_size, (1,), "^largest_rate must be above 0 and below 1"),
        (zero_failure_sample_size, (1e-300,), "^largest_rate must be at least 1e-15"),
        (zero_failure_sample_size, (0.05, 1), "^confidence must be above 0 and below 1"),
        (rate_ruled_out, (0,), "^n must be a whole number of at least 1"),
        (rate_ruled_out, (59, 95), "^confidence must be above 0 and below 1"),
    ],
)
def test_what_is_not_allowed_is_named(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)
