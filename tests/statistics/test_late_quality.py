"""Quality from labels that come late, with its bound, and quality guessed without labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson_binom

from doneenough.products.intake import profiles
from doneenough.products.intake.model import letters, trained
from doneenough.statistics import upper_bound
from doneenough.statistics.confidence import estimated_accuracy, estimated_accuracy_from_bins
from doneenough.statistics.quality import labelled_windows, share_right, too_low
from doneenough.statistics.streams import Bank, standard_worlds
from doneenough.statistics.watch import guessed_quality


@given(st.integers(1, 9), st.integers(0, 9), st.integers(1, 15))
def test_a_window_holds_the_labels_that_have_arrived(days, delay, length):
    daily = np.arange(1, length + 1)
    cumulative = np.concatenate([[0], daily.cumsum()])
    cases, right = labelled_windows(cumulative, 2 * cumulative[:, None], days, delay)
    for today in range(length):
        last = today - delay
        full = last - days + 1 >= 0
        expected = daily[last - days + 1 : last + 1].sum() if full else 0
        assert cases[today] == expected
        assert right[today, 0] == 2 * expected


@given(
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.floats(0.02, 0.98),
    st.sampled_from([0.8, 0.95, 0.99]),
)
def test_the_bound_is_that_of_the_sign_off(case, limit, confidence):
    n, right = case
    found = bool(too_low([n], [right], limit, confidence)[0])
    bound = upper_bound(right, n, confidence) if n else 1.0
    if abs(bound - limit) > 1e-9:
        assert found == (bound < limit)


def test_the_share_seen_below_the_limit_is_too_low_and_a_tie_is_not():
    assert too_low([50, 50, 50, 0], [36, 37, 38, 0], 0.74).tolist() == [True, False, False, False]
    # 0.74 of 50 is 37 and must not be lost to rounding, whatever the limit.
    for right in range(1, 101):
        assert not too_low([100], [right], right / 100)[0]


def test_no_labels_is_no_share():
    assert np.isnan(share_right([0], [0])[0])
    assert share_right([4], [3])[0] == 0.75


# ---------------------------------------------------------------- without labels


def test_the_spread_is_that_of_unequal_draws():
    chances = np.array([0.55, 0.7, 0.95, 0.99, 0.6])
    share, spread = estimated_accuracy(chances)
    exact = poisson_binom(chances)
    assert share == pytest.approx(exact.mean() / 5)
    assert spread == pytest.approx(exact.std() / 5)


def test_bins_give_the_mean_and_no_smaller_spread():
    low, high = np.array([0.5, 0.6]), np.array([0.9, 1.0])
    share, spread = estimated_accuracy(np.concatenate([low, high]))
    from_bins = estimated_accuracy_from_bins([2, 2], [low.mean(), high.mean()])
    assert from_bins[0] == pytest.approx(share)
    assert from_bins[1] >= spread


def guessed_and_true(regime: str) -> tuple[float, float, float]:
    numbers, needs, _ = letters(regime, 20_000, np.random.default_rng(8))
    score = trained().predict_proba(numbers)[:, 1]
    share, spread = estimated_accuracy(np.maximum(score, 1 - score))
    return float(share), float(spread), float(((score > 0.5) == needs).mean())


@pytest.mark.parametrize("regime", ["usual", "irrelevant", "easy", "hard"])
def test_where_only_letters_move_the_guess_is_right(regime):
    share, spread, true = guessed_and_true(regime)
    # The fitted model is a little less sure than it may be: 0.004 at most.
    assert abs(share - true) < 3 * spread + 0.005


def test_the_blind_spot():
    """The law changes, the letters do not: 12 more in 100 are wrong, and the guess stays."""
    share, _, true = guessed_and_true("changed")
    assert share - true > 0.1
    assert abs(share - guessed_and_true("usual")[0]) < 1e-9
    # Nor does it see a broken feed: the model is surer than ever.
    share, _, true = guessed_and_true("broken")
    assert share > 0.95
    assert true < 0.55


def test_the_guess_from_a_stream_is_that_of_the_letters():
    bank = Bank(standard_worlds(profiles()), 300, 20)
    share, spread = guessed_quality(bank, "harder", 14)
    assert share.shape == spread.shape == (167, 20)
    for day, regime in ((0, "usual"), (-1, "hard")):
        assert share[day].mean() == pytest.approx(guessed_and_true(regime)[0], abs=0.012)
    assert spread.mean() == pytest.approx(np.sqrt(0.7 * 0.3 / 4200), rel=0.15)
    # The band holds what the stream itself does by chance: 19 of 20 within two spreads.
    stable = guessed_quality(bank, "stable", 14)[0]
    assert np.mean(np.abs(stable - stable.mean()) < 2 * spread[:, :1]) > 0.95


def test_the_blind_spot_in_a_stream():
    bank = Bank(standard_worlds(profiles()), 300, 5)
    changed, stable = (guessed_quality(bank, n, 14)[0] for n in ("relationship", "stable"))
    np.testing.assert_array_equal(changed, stable)
    broken = guessed_quality(bank, "broken_feed", 14)[0]
    assert np.all(broken[-1] > stable[-1] + 0.1)
