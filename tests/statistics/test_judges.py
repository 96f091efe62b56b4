"""What an imperfect judge reports and the way back, against published and counted values."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from doneenough.statistics import accept_probability, interval
from doneenough.statistics.judges import (
    corrected_interval,
    corrected_interval_measured,
    corrected_rate,
    reported_rate,
)


def test_the_figures_of_lesson_6():
    # A judge that catches 80 of 100 and is right about 95 of 100 of the others.
    assert reported_rate([0.01, 0.05], 0.8, 0.95) == pytest.approx([0.0575, 0.0875], abs=1e-12)
    assert corrected_rate([0.0575, 0.0875], 0.8, 0.95) == pytest.approx([0.01, 0.05], abs=1e-12)


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


# flagged, n, sensitivity, specificity, estimate, its tolerance.
PUBLISHED_RATES = [
    # R package epiR, help page of epi.prev: brucellosis in a herd of cows, per 100.
    (23, 150, 0.96, 0.89, 0.051, 5e-4),
    # The same page: Helicobacter pylori, Moujaber et al. (2008).
    (6, 151, 0.964, 0.927, 0.0, 0.0),
    # The same page: three dairy herds; the first figure is below zero before it is kept at 0.
    (8, 210, 0.60, 0.90, 0.0, 0.0),
    (12, 189, 0.65, 0.95, 0.0225, 5e-5),
    (7, 124, 0.70, 0.99, 0.0673, 5e-5),
    # R package RSurveillance, help page of tp.
    (20, 120, 0.90, 0.99, 0.17603, 5e-6),
]


@pytest.mark.parametrize(("x", "n", "caught", "passed", "estimate", "within"), PUBLISHED_RATES)
def test_published_corrections(x, n, caught, passed, estimate, within):
    assert corrected_rate(x / n, caught, passed) == pytest.approx(estimate, abs=within)


def test_published_intervals_of_a_known_judge():
    # R package RSurveillance, example of tp(20, 120, 0.9, 0.99), as its help page prints it.
    # There the Clopper-Pearson end of the reported rate is rounded to 0.2456 first.
    low, high = corrected_interval(20, 120, 0.9, 0.99)
    assert (low, high) == pytest.approx((0.1066051, 0.2647191), abs=1e-4)
    wilson = corrected_interval(20, 120, 0.9, 0.99, method="wilson")
    assert wilson == pytest.approx((0.1129887, 0.2623065), abs=5e-8)
    # R package epiR, epi.prev for Moujaber et al. (2008): 0 to 1.3 per 100.
    assert corrected_interval(6, 151, 0.964, 0.927) == pytest.approx((0, 0.013), abs=5e-4)


# flagged, n, caught, bad, passed, good, lower, upper, tolerance: the examples of Lang and
# Reiczigel (2014), as the help page of prevSeSp in the R package asht quotes them.
PUBLISHED_MEASURED = [
    (4060, 11284, 178, 179, 358, 359, 0.349, 0.372, 5e-4),
    (51, 2971, 32, 33, 20, 20, 0.0, 0.053, 5e-4),
    (712, 11862, 8, 10, 12, 12, 0.0, 0.147, 5e-4),
    (259, 509, 84, 127, 96, 109, 0.58, 0.87, 5e-3),
    (51, 509, 23, 41, 187, 195, 0.037, 0.195, 5e-4),
]


@pytest.mark.parametrize("example", PUBLISHED_MEASURED)
def test_published_intervals_of_a_measured_judge(example):
    *counts, low, high, within = example
    assert corrected_interval_measured(*counts) == pytest.approx((low, high), abs=within)


def test_a_known_judge_keeps_the_confidence():
    # Every number of flags, weighted with its probability: how often the truth is covered.
    for n, truth, (caught, passed) in itertools.product(
        (20, 100, 400), (0.0, 0.01, 0.05, 0.3, 1.0), ((0.8, 0.95), (1.0, 1.0), (0.6, 0.7))
    ):
        flagged = np.arange(n + 1)
        low, high = corrected_interval(flagged, n, caught, passed)
        chance = stats.binom.pmf(flagged, n, reported_rate(truth, caught, passed))
        covered = chance[(low <= truth + 1e-12) & (high >= truth - 1e-12)].sum()
        assert covered >= 0.95 - 1e-9


def test_a_measured_judge_keeps_it_nearly():
    random = np.random.default_rng(6)
    for truth in (0.01, 0.05, 0.3):
        flagged = random.binomial(1000, reported_rate(truth, 0.8, 0.95), 20_000)
        caught, passed = random.binomial(40, 0.8, 20_000), random.binomial(600, 0.95, 20_000)
        low, high = corrected_interval_measured(flagged, 1000, caught, 40, passed, 600)
        assert np.mean((low <= truth) & (truth <= high)) > 0.935
        # As if the judge were known, it promises too much.
        known = corrected_interval(flagged, 1000, np.maximum(caught, 1) / 40, passed / 600)
        assert np.mean((known[0] <= truth) & (truth <= known[1])) < 0.935


def test_a_perfect_judge_changes_nothing():
    assert reported_rate(0.07, 1, 1) == 0.07
    assert corrected_interval(7, 100, 1, 1) == pytest.approx(interval(7, 100), abs=1e-12)


def test_a_judge_measured_on_very_many_examples_is_a_known_one():
    measured = corrected_interval_measured(90, 1000, 8 * 10**9, 10**10, 95 * 10**8, 10**10)
    known = corrected_interval(90, 1000, 0.8, 0.95, method="wilson")
    assert measured == pytest.approx(known, abs=2e-3)


def test_too_few_or_too_many_flags_stay_within_0_and_1():
    assert corrected_rate([0.0, 0.04, 0.81, 1.0], 0.8, 0.95).tolist() == [0, 0, 1, 1]
    assert corrected_interval(0, 100, 0.8, 0.95)[0] == 0
    assert corrected_interval_measured(100, 100, 30, 40, 570, 600) == (1.0, 1.0)


def test_single_numbers_give_floats_and_arrays_an_array():
    assert type(reported_rate(0.01, 0.8, 0.95)) is float
    assert type(corrected_rate(np.float64(0.1), 0.8, 0.95)) is float
    assert [type(end) for end in corrected_interval(9, 100, 0.8, 0.95)] == [float, float]
    ends = corrected_interval_measured(9, 100, 30, 40, 570, 600)
    assert [type(end) for end in ends] == [float, float]
    assert reported_rate([[0.01], [0.05]], [0.7, 0.8, 0.9], 0.95).shape == (2, 3)
    assert corrected_interval([[9], [8]], 100, [0.7, 0.8, 0.9], 0.95)[0].shape == (2, 3)
    low, high = corrected_interval_measured([[9], [8]], 100, [28, 30, 32], 40, 570, 600)
    assert low.shape == high.shape == (2, 3)


rates = st.floats(0, 1)
judges = st.tuples(rates, rates).filter(lambda judge: sum(judge) > 1.01)


@given(rates, judges)
def test_there_and_back_again(truth, judge):
    reported = reported_rate(truth, *judge)
    assert 0 <= reported <= 1
    assert corrected_rate(reported, *judge) == pytest.approx(truth, abs=1e-9)


@given(st.integers(1, 500), st.data(), judges)
def test_the_interval_holds_the_estimate_and_rises_with_the_flags(n, data, judge):
    flagged = data.draw(st.integers(0, n))
    low, high = corrected_interval(flagged, n, *judge)
    assert 0 <= low <= corrected_rate(flagged / n, *judge) <= high <= 1
    if flagged < n:
        more = corrected_interval(flagged + 1, n, *judge)
        assert more[0] >= low
        assert more[1] >= high


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (reported_rate, (1.5, 0.8, 0.95), r"^true_rate must be between 0 and 1; got 1\.5\.$"),
        (reported_rate, (0.5, 80, 0.95), "^sensitivity must be between 0 and 1"),
        (reported_rate, (0.5, 0.8, math.nan), "^specificity must be between 0 and 1"),
        (corrected_rate, (-0.1, 0.8, 0.95), "^reported must be between 0 and 1"),
        (corrected_rate, (0.1, 0.5, 0.5), r"together must be above 1.*got 1\.$"),
        (corrected_rate, (0.1, [0.9, 0.2], 0.7), r"together must be above 1.*got 0\.9\.$"),
        (corrected_interval, (11, 10, 0.8, 0.95), "^flagged must be at most n; got 11 of 10"),
        (corrected_interval, (1, 10, 0.8, 0.95, 1.0), "^confidence must be above 0 and below 1"),
        (corrected_interval, (1, 10, 0.8, 0.95, 0.95, "wald"), "^method must be"),
        (corrected_interval_measured, (11, 10, 1, 1, 1, 1), "^flagged must be at most n"),
        (corrected_interval_measured, (1, 0, 1, 1, 1, 1), "^n must be a whole number of at least"),
        (corrected_interval_measured, (1, 9, 3, 2, 1, 1), "^caught must be at most bad; got 3 of"),
        (corrected_interval_measured, (1, 9, 2, 2, 5, 4), "^passed must be at most good"),
        (corrected_interval_measured, (1, 9, 0, 9, 0, 9), "no better than by chance"),
    ],
)
def test_what_is_not_allowed_is_named(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)
