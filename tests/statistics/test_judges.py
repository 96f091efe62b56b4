"""What an imperfect judge reports, against counted values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from doneenough.statistics import accept_probability
from doneenough.statistics.judges import reported_rate


def test_the_figures_of_lesson_6():
    # A judge that catches 80 of 100 and is right about 95 of 100 of the others.
    assert reported_rate([0.01, 0.05], 0.8, 0.95) == pytest.approx([0.0575, 0.0875], abs=1e-12)


def test_at_most_c_errors_in_n():
    accepted = accept_probability([100, 500], [100, 495], [[0.98], [0.996]])
    # The second is often quoted as 0.067: that is the Poisson approximation.
    assert accepted[0] == pytest.approx([0.1326, 0.0652], abs=5e-5)
    assert stats.poisson.cdf(5, 10) == pytest.approx(0.067, abs=5e-4)
    assert accepted[1] == pytest.approx([0.67, 0.98], abs=5e-3)
    # Seen through the judge of lesson 6, a generator with 0.4 errors in 100 almost never
    # has "no flag in 100".
    seen = reported_rate(0.004, 0.8, 0.95)
    assert accept_probability(100, 100, 1 - seen) == pytest.approx((1 - 0.053) ** 100)
    assert accept_probability(100, 100, 1 - seen) < 0.005


def test_reported_rate_by_counting_every_case():
    # 1,000 cases, 40 bad, 30 of them flagged; 48 false alarms among the 960 others.
    assert reported_rate(40 / 1000, 30 / 40, 912 / 960) == pytest.approx(78 / 1000, abs=1e-12)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_report_lies_between_false_alarms_and_catches(truth, caught, passed):
    reported = reported_rate(truth, caught, passed)
    ends = sorted((1 - passed, caught))
    assert ends[0] - 1e-12 <= reported <= ends[1] + 1e-12


def test_a_perfect_judge_changes_nothing():
    assert reported_rate(0.07, 1, 1) == 0.07


def test_single_numbers_give_a_float_and_arrays_an_array():
    assert type(reported_rate(0.01, 0.8, 0.95)) is float
    assert reported_rate([[0.01], [0.05]], [0.7, 0.8, 0.9], 0.95).shape == (2, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.5, 0.8, 0.95), r"^true_rate must be between 0 and 1; got 1\.5\.$"),
        ((0.5, 80, 0.95), "^sensitivity must be between 0 and 1"),
        ((0.5, 0.8, math.nan), "^specificity must be between 0 and 1"),
    ],
)
def test_what_is_not_allowed_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        reported_rate(*arguments)
