"""Each skipped gate makes the demo better and live work worse, on the pipeline itself."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import pytest

from doneenough.lessons.stages import finds_world, projects_world
from doneenough.lessons.stages.pipeline_world import (
    ALL,
    GATES,
    MANY,
    OLD,
    Letters,
    Score,
    Team,
    fitted,
    in_thousands,
    not_yet_filled,
    run,
)
from doneenough.lessons.stages.simulate import scores

FRESH = range(5_000, 5_050)
"""Projects that the committed file does not hold."""
each_gate = pytest.mark.parametrize("gate", GATES)
RISE = {"data_check": 10, "hold_out": 2, "shadow_run": 0.8, "monitoring": 1.5}
FALL = {"data_check": 8, "hold_out": 5, "shadow_run": 9, "monitoring": 5}
"""Letters of 100, on average: at least so much better in the demo, and worse live."""


@lru_cache
def counted(number: int, kept: frozenset[str]) -> Score:
    return run(Team(number), kept)


def pairs(gate: str) -> tuple[np.ndarray, np.ndarray]:
    """Return how much each fresh project's demo rises, and its live work falls."""
    with_it = [counted(number, ALL) for number in FRESH]
    without = [counted(number, ALL - {gate}) for number in FRESH]
    rises = np.array([b.demo - a.demo for a, b in zip(with_it, without, strict=True)])
    falls = np.array([a.live - b.live for a, b in zip(with_it, without, strict=True)])
    return rises, falls


def surely_above(values: np.ndarray, least: float) -> bool:
    """Whether the mean is above ``least``, and four standard errors above nothing."""
    error = values.std(ddof=1) / np.sqrt(len(values))
    return bool(values.mean() > least and values.mean() > 4 * error)


@each_gate
def test_without_the_gate_the_demo_rises_and_live_work_falls(gate):
    rises, falls = pairs(gate)
    assert surely_above(rises, RISE[gate]), rises.mean()
    assert surely_above(falls, FALL[gate]), falls.mean()
    assert (falls > 0).mean() > 0.95


def test_with_all_gates_the_demo_keeps_its_word():
    gaps = np.array([counted(n, ALL).demo - counted(n, ALL).live for n in FRESH])
    assert abs(gaps.mean()) < 1
    assert np.abs(gaps).max() < 10


def test_the_yardstick_can_fail():
    assert not surely_above(np.array([1.0, -1.0] * 20), 0)
    assert not surely_above(np.full(40, 0.5) + np.tile([0.01, -0.01], 20), 1)


def test_each_further_skipped_gate_hurts():
    for kept in projects_world.subsets():
        for gate in kept:
            assert projects_world.live(kept - {gate}).mean() < projects_world.live(kept).mean(), (
                kept,
                gate,
            )
            assert projects_world.cost(kept - {gate}) > projects_world.cost(kept), (kept, gate)


def test_the_committed_projects_are_what_the_pipeline_gives():
    assert len(projects_world.subsets()) == 2 ** len(GATES)
    for number in (0, 77, 199):
        again = scores(number)
        at = [projects_world.demo(kept)[number] for kept in projects_world.subsets()]
        # Another processor may round one letter of some hundreds the other way.
        assert at == pytest.approx(again["demo"], abs=0.6)
        at = [projects_world.live(kept)[number] for kept in projects_world.subsets()]
        assert at == pytest.approx(again["live"], abs=0.6)


def test_projects_have_different_sizes():
    sizes = {Team(number).size for number in range(40)}
    assert len(sizes) > 30
    assert max(sizes) > 4 * min(sizes)


def test_a_late_column_is_full_in_old_letters_and_empty_live():
    letters = Team(1).letters(500, OLD, MANY, key=9)
    assert (letters.late == letters.truth).mean() > 0.8
    live = not_yet_filled(letters)
    assert set(live.late) == {0.0}
    assert np.array_equal(live.truth, letters.truth)
    assert np.array_equal(live.x, letters.x)


def test_a_unit_changes_one_column_only():
    letters = Team(1).letters(50, OLD, MANY, key=9)
    live = in_thousands(letters)
    assert np.array_equal(live.x[:, 1:], letters.x[:, 1:])
    assert np.allclose((live.x[:, 0] + 3) * 1000, letters.x[:, 0] + 3)


def test_the_pipeline_learns_and_is_a_real_one():
    team = Team(3)
    old = team.letters(800, OLD, MANY, key=9)
    model = fitted(old, late=False, by_group=True)
    assert [name for name, _ in model.pipeline.steps] == ["standardscaler", "logisticregression"]
    shuffled = np.random.default_rng(0).permutation(old.truth)
    blind = fitted(Letters(old.x, old.group, old.late, shuffled), late=False, by_group=True)
    fresh = team.letters(2000, OLD, MANY, key=10)
    assert model.right(fresh) > blind.right(fresh) + 15


# --- what days at a gate find ----------------------------------------------------------------


def test_more_days_find_more():
    for gate, row in finds_world.table(Team(number) for number in range(10)).items():
        assert row[0] == 0, gate
        assert row == sorted(row), gate


def test_the_chance_of_a_tail_is_binomial():
    stats = pytest.importorskip("scipy.stats")
    for size, least, share in itertools.product((1, 7, 60), (0, 1, 4, 9), (0.02, 0.3, 0.9)):
        assert finds_world.tail(least, size, share) == pytest.approx(
            float(stats.binom.sf(least - 1, size, share))
        )


def test_a_share_as_promised_is_hardly_ever_a_finding():
    assert finds_world.falls(0.8, 0.8, 400) < 0.003
    assert finds_world.falls(0.8, 0.6, 400) > 0.99
