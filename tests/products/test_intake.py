"""The model that went live: its profiles come from it, and its regimes do what they say."""

from __future__ import annotations

import numpy as np
import pytest

from doneenough.products.intake import FEATURES, IMPORTANT, REGIMES, profiles
from doneenough.products.intake.derive import bins_of, derived
from doneenough.products.intake.model import LAW, letters, trained


@pytest.fixture(scope="module")
def again():
    return derived(sample=100_000)


def test_the_committed_profiles_are_those_of_the_model(again):
    assert set(again) == set(profiles()) == set(REGIMES)
    for name, row in profiles().items():
        # A quarter of the letters: four standard errors of a share are at most 0.0064.
        for part in ("inputs", "scores", "accuracy", "said_yes", "positives", "caught"):
            np.testing.assert_allclose(again[name][part], row[part], atol=0.0064, err_msg=name)
        seen = row["scores"] > 0.005
        np.testing.assert_allclose(
            np.array(again[name]["confidence"])[seen], row["confidence"][seen], atol=0.01
        )


@pytest.mark.parametrize(
    ("regime", "accuracy", "near"),
    [
        # As first computed for the design: 0.775, 0.775, 0.939, 0.654.
        ("usual", 0.775, 0.001),
        ("irrelevant", 0.775, 0.001),
        ("easy", 0.939, 0.0015),
        ("changed", 0.654, 0.001),
        # There 0.504: a feature of zeros makes this model say "no" to everybody, and half
        # of the letters are a no. 0.504 was the share of the larger class in its sample.
        ("broken", 0.500, 0.001),
    ],
)
def test_the_accuracies_of_the_curriculum(regime, accuracy, near):
    assert profiles()[regime]["accuracy"] == pytest.approx(accuracy, abs=near)


def test_the_changed_law_leaves_every_input_and_every_score_as_it_was():
    usual, changed = profiles()["usual"], profiles()["changed"]
    np.testing.assert_array_equal(usual["inputs"], changed["inputs"])
    np.testing.assert_array_equal(usual["scores"], changed["scores"])
    np.testing.assert_array_equal(usual["confidence"], changed["confidence"])
    assert usual["accuracy"] - changed["accuracy"] > 0.1


def test_fewer_experts_leave_the_share_right_but_not_what_a_yes_is_worth():
    usual, fewer = profiles()["usual"], profiles()["fewer_experts"]
    assert fewer["positives"] == pytest.approx(0.25, abs=0.002)
    assert fewer["accuracy"] == pytest.approx(usual["accuracy"], abs=0.004)
    assert fewer["caught"] == pytest.approx(usual["caught"], abs=0.005)
    worth = [row["caught"] * row["positives"] / row["said_yes"] for row in (usual, fewer)]
    assert worth[1] < worth[0] - 0.2


def test_the_model_leans_on_what_is_called_important():
    weights = np.abs(trained()[-1].coef_[0])
    assert len(weights) == len(FEATURES)
    assert set(np.argsort(weights)[::-1][: len(IMPORTANT)]) == set(IMPORTANT)
    np.testing.assert_allclose(trained()[-1].coef_[0], LAW, atol=0.1)


def test_letters_are_right_as_often_as_the_chance_says():
    for name in REGIMES:
        numbers, needs, chance = letters(name, 50_000, np.random.default_rng(1))
        assert numbers.shape == (50_000, len(FEATURES))
        assert needs.mean() == pytest.approx(chance.mean(), abs=0.008), name
        # Where the law says 0.8 to 0.9, so many need an expert.
        some = (chance > 0.8) & (chance < 0.9)
        assert needs[some].mean() == pytest.approx(chance[some].mean(), abs=0.03), name


def test_bins_hold_every_number_once():
    shares = bins_of(np.array([-9.0, 0.0, 1.0, 1.5, 99.0]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(shares, [0.4, 0.2, 0.4])


def test_no_such_regime():
    with pytest.raises(KeyError):
        letters("other", 1, np.random.default_rng(0))
