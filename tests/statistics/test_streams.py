"""Streams: counts a day behave as letters put through the real model, one by one."""

from __future__ import annotations

import sys
from subprocess import run

import numpy as np
import pytest

from doneenough.products.intake import IMPORTANT, profiles
from doneenough.products.intake.derive import scores, tenths
from doneenough.products.intake.model import letters
from doneenough.statistics.drift import (
    stability_index,
    window_counts,
)
from doneenough.statistics.monitoring import Plan, evaluate
from doneenough.statistics.streams import Bank, standard_worlds
from doneenough.statistics.streams.bank import Labels
from doneenough.statistics.watch import Signal

DAYS, CHANGE, VOLUME, LABELLED, STREAMS = 60, 30, 120, 30, 80
REGIME = {
    "stable": "usual",
    "harmless_shift": "irrelevant",
    "harder": "hard",
    "relationship": "changed",
    "base_rate": "fewer_experts",
    "broken_feed": "broken",
}


class Rows(Bank):
    """The same interface, filled letter by letter with the real model."""

    def __init__(self) -> None:
        worlds = standard_worlds(profiles(), DAYS, CHANGE)
        super().__init__({name: worlds[name] for name in REGIME}, VOLUME, STREAMS)
        self.edges = tenths()
        generator = np.random.default_rng(77)
        self.daily, self.right = {}, {}
        for name, regime in REGIME.items():
            first = 0 if name == "stable" else CHANGE
            counts, right = self._simulated(regime, DAYS - first, generator)
            if first:
                counts = np.concatenate([self.daily["stable"][:first], counts])
                right = np.concatenate([self.right["stable"][:first], right])
            self.daily[name], self.right[name] = counts, right

    def _simulated(self, regime, days, generator):
        size = days * STREAMS * VOLUME
        numbers, needs, _ = letters(regime, size, generator)
        score = scores(numbers)
        columns = [*numbers.T, score]
        edges = [*self.edges[0], self.edges[1]]
        cell = np.repeat(np.arange(days * STREAMS), VOLUME) * 10
        counts = [
            np.bincount(cell + np.searchsorted(cut, column), minlength=days * STREAMS * 10)
            for cut, column in zip(edges, columns, strict=True)
        ]
        right = ((score > 0.5) == needs).reshape(days, STREAMS, VOLUME)[:, :, :LABELLED]
        shaped = np.stack(counts, axis=-1).reshape(days, STREAMS, 10, 6)
        return shaped, right.sum(axis=2)

    def inputs(self, name, feature):
        daily = self.daily[name][..., feature].astype(np.uint16)
        return np.concatenate([np.zeros_like(daily[:1]), daily]).cumsum(axis=0, dtype=np.uint16)

    def labels(self, name, per_day):
        assert per_day == LABELLED
        daily = self.right[name]
        total = np.concatenate([np.zeros_like(daily[:1]), daily]).cumsum(axis=0)
        return Labels(np.arange(DAYS + 1) * LABELLED, total)


@pytest.fixture(scope="module")
def rows():
    return Rows()


@pytest.fixture(scope="module")
def bank():
    worlds = standard_worlds(profiles(), DAYS, CHANGE)
    return Bank({name: worlds[name] for name in REGIME}, VOLUME, 1500)


@pytest.mark.parametrize("name", REGIME)
def test_counts_have_the_mean_and_the_spread_of_letters(rows, bank, name):
    for feature in range(6):
        one = np.diff(rows.inputs(name, feature), axis=0)[CHANGE:].reshape(-1, 10) * 1.0
        many = np.diff(bank.inputs(name, feature), axis=0)[CHANGE:].reshape(-1, 10) * 1.0
        assert np.all(one.sum(axis=1) == VOLUME)
        assert np.all(many.sum(axis=1) == VOLUME)
        error = np.sqrt((one.var(axis=0) + 0.01) / len(one))
        # The profile is itself from a sample of letters: 0.0025 of a day's letters.
        assert np.all(np.abs(one.mean(axis=0) - many.mean(axis=0)) < 4.5 * error + 0.0025 * VOLUME)
        np.testing.assert_allclose(one.var(axis=0), many.var(axis=0), rtol=0.16, atol=0.12)
    right = rows.right[name][CHANGE:]
    labels = np.diff(bank.labels(name, LABELLED).right, axis=0)[CHANGE:]
    assert right.mean() == pytest.approx(labels.mean(), abs=0.25)
    assert right.var() == pytest.approx(labels.var(), rel=0.12)


PLANS = {
    "inputs": Plan((Signal("inputs", 3, 0.06, IMPORTANT),), 1, 2, 0, 2),
    "predictions": Plan((Signal("predictions", 3, 0.05),), 1, 1, 0, 2),
    "quality": Plan((Signal("quality", 7, 0.72),), 2, 1, LABELLED, 2),
    "both": Plan(
        (Signal("inputs", 3, 0.06, IMPORTANT), Signal("quality", 7, 0.70)), 2, 2, LABELLED, 2
    ),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_does_the_same_to_counts_and_to_letters(rows, bank, plan):
    """Everything a plan is judged by, from both, within what 80 streams can tell.

    Labelled letters are drawn apart from the counts of inputs, and predictions apart from
    inputs, although they are the same letters: this shows that it does not matter.
    """
    theirs, ours = evaluate(plan, rows, 3), evaluate(plan, bank, 3)
    for name in REGIME:
        one, many = theirs.worlds[name], ours.worlds[name]
        error = many.alarms.std() / np.sqrt(STREAMS) + 0.05
        assert abs(one.alarms.mean() - many.alarms.mean()) < 4 * error, name
        if many.delay is not None:
            error = many.delay.days.std() / np.sqrt(STREAMS) + 0.1
            assert abs(one.delay.mean - many.delay.mean) < 4 * error, name
            worst = bank.worlds[name].extra_wrong.max() * VOLUME
            assert abs(one.extra_wrong - many.extra_wrong) < 4 * error * worst + 1e-9, name


def test_labels_and_inputs_of_the_same_letters_hardly_move_together(rows):
    index = stability_index(window_counts(rows.inputs("stable", 0), 1), np.full(10, 0.1))
    right = rows.right["stable"]
    assert abs(np.corrcoef(index.ravel(), right.ravel())[0, 1]) < 0.05


# ---------------------------------------------------------------- what a bank promises


def test_the_same_streams_every_time_and_others_for_another_version():
    worlds = standard_worlds(profiles())
    one, other = Bank(worlds, 50, 3), Bank(worlds, 50, 3)
    np.testing.assert_array_equal(one.inputs("harder", 0), other.inputs("harder", 0))
    new = Bank(worlds, 50, 3, version=2)
    assert np.any(one.inputs("harder", 0) != new.inputs("harder", 0))
    assert np.any(one.labels("stable", 9).right != new.labels("stable", 9).right)


def test_worlds_differ_in_nothing_but_what_changed():
    bank = Bank(standard_worlds(profiles()), 50, 5)
    for name in ("relationship", "gradual", "label_outage"):
        for feature in range(bank.features + 1):
            assert bank.inputs(name, feature) is bank.inputs("stable", feature)
    assert bank.inputs("harmless_shift", 0) is bank.inputs("stable", 0)
    moved, stable = bank.inputs("harmless_shift", 3), bank.inputs("stable", 3)
    np.testing.assert_array_equal(moved[:91], stable[:91])
    assert np.any(moved[91:] != stable[91:])
    before = [bank.labels(name, 20).right[:91] for name in ("relationship", "stable")]
    np.testing.assert_array_equal(*before)


def test_streams_share_their_chance_but_not_between_features():
    bank = Bank(standard_worlds(profiles()), 100, 400)
    days = [np.diff(bank.inputs("stable", f), axis=0)[..., 0].ravel() for f in range(6)]
    together = np.corrcoef(np.array(days, float))
    assert np.abs(together - np.eye(6)).max() < 0.02


def test_one_label_more_a_day_changes_little():
    bank = Bank(standard_worlds(profiles()), 300, 200)
    fewer, more = (np.diff(bank.labels("stable", n).right, axis=0) for n in (30, 31))
    assert np.all((more - fewer >= -1) & (more - fewer <= 2))
    assert np.corrcoef(fewer.ravel(), more.ravel())[0, 1] > 0.95


def test_a_week_has_fewer_letters_at_its_end_and_labels_stop_in_an_outage():
    bank = Bank(standard_worlds(profiles()), 300, 2)
    volumes = bank.volumes("season")
    assert volumes[:7].tolist() == [360] * 5 + [150] * 2
    assert np.diff(bank.inputs("season", 0), axis=0).sum(axis=2)[6].tolist() == [150, 150]
    labelled = np.diff(bank.labels("label_outage", 10).labelled)
    assert labelled[:90].tolist() == [10] * 90
    assert labelled[90:132].tolist() == [0] * 42
    assert labelled[132:].tolist() == [10] * 48
    # Nobody can label more letters than there are.
    assert np.diff(bank.labels("season", 400).labelled)[6] == 150


def test_which_worlds_do_harm():
    worlds = standard_worlds(profiles())
    harmful = {name for name, world in worlds.items() if world.harmful}
    assert harmful == {"harder", "relationship", "gradual", "broken_feed"}
    for name in harmful:
        assert np.all(worlds[name].extra_wrong[:90] == 0)
    ramp = worlds["gradual"].extra_wrong
    assert np.all(np.diff(ramp) >= 0)
    assert ramp[149] == pytest.approx(worlds["relationship"].extra_wrong[90])


@pytest.mark.parametrize(("volume", "replicates"), [(0, 5), (10, 0), (2.5, 5)])
def test_what_is_not_allowed_is_named(volume, replicates):
    with pytest.raises(ValueError, match="must be a whole number of at least 1"):
        Bank(standard_worlds(profiles()), volume, replicates)


def test_judging_a_plan_does_not_load_scikit_learn():
    program = (
        "import sys\n"
        "from doneenough.products.intake import profiles\n"
        "from doneenough.statistics.monitoring import make_plan, evaluate\n"
        "from doneenough.statistics.streams import Bank, standard_worlds\n"
        "bank = Bank(standard_worlds(profiles()), 50, 10)\n"
        "plan = make_plan(bank, (0, 1), watch='everything', window=7, every=7,"
        " shift_limit=0.1, quality_drop=0.03, in_a_row=1, labels_per_day=20,"
        " response_days=2)\n"
        "evaluate(plan, bank, 14)\n"
        "heavy = ('sklearn', 'matplotlib', 'ipywidgets')\n"
        "sys.exit(any(m.startswith(heavy) for m in sys.modules))\n"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
