"""Alarms from checks: the trap of overlapping windows, delays with misses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from doneenough.products.intake import profiles
from doneenough.statistics.run_rules import (
    alarms,
    check_days,
    delays,
)
from doneenough.statistics.streams import Bank, standard_worlds
from doneenough.statistics.watch import index_of

# ---------------------------------------------------------------- overlapping windows


@pytest.fixture(scope="module")
def weekly_windows():
    """The stability index of every window of 7 days of a stable feature, and its 95 %."""
    index = index_of(Bank(standard_worlds(profiles()), 300, 4000), "stable", 0, 7)
    flags = np.zeros((1, 180, 4000), bool)
    flags[0, 6:] = index > np.quantile(index, 0.95)
    return flags


@pytest.mark.parametrize(
    ("every", "in_a_row", "formula", "simulated"),
    [
        # As first computed for the design. Daily checks of a 7-day window share six days of
        # letters: treated as independent, false alarms look 30 times rarer than they are.
        (1, 3, 0.020, 0.637),
        (1, 2, 0.339, 0.877),
        # Weekly checks share nothing: the formula holds (0.058 there for 26 checks; the
        # last window of the half-year ends with check 25).
        (7, 2, 0.056, 0.054),
    ],
)
def test_overlapping_windows_are_simulated_never_computed(
    weekly_windows, every, in_a_row, formula, simulated
):
    looks = check_days(180, every, 4000, phases=False)
    # As if they were independent: the same flags, each in a stream of its own.
    apart = np.random.default_rng(3).random(weekly_windows.shape) < 0.05
    apart[0, :6] = False
    alone = alarms(apart, looks, in_a_row).alarms.any(axis=0).mean()
    assert alone == pytest.approx(formula, abs=0.025)
    found = alarms(weekly_windows, looks, in_a_row).alarms.any(axis=0).mean()
    assert found == pytest.approx(simulated, abs=0.025)


# ---------------------------------------------------------------- the rule itself


def plainly(flags, looks, in_a_row, quiet):
    """The rule for one stream, step by step."""
    raised, run, free = [], [0] * len(flags), 0
    for day in range(len(looks)):
        raised.append(False)
        if not looks[day] or day < free:
            continue
        run = [r + 1 if f[day] else 0 for r, f in zip(run, flags, strict=True)]
        if max(run) >= in_a_row:
            raised[-1], run, free = True, [0] * len(flags), day + 1 + quiet
    return raised


@given(
    hnp.arrays(bool, (2, 25, 3)),
    hnp.arrays(bool, (25, 3)),
    st.integers(1, 3),
    st.integers(0, 6),
)
def test_the_rule_against_a_plain_loop(flags, looks, in_a_row, quiet):
    found = alarms(flags, looks, in_a_row, quiet).alarms
    for r in range(3):
        assert found[:, r].tolist() == plainly(flags[:, :, r], looks[:, r], in_a_row, quiet)


@given(hnp.arrays(bool, (1, 30, 4)), st.integers(1, 3), st.integers(0, 5))
def test_more_in_a_row_or_longer_quiet_never_more_alarms(flags, in_a_row, quiet):
    looks = np.ones((30, 4), bool)
    count, stricter, slower = (
        alarms(flags, looks, k, q).alarms.sum(axis=0)
        for k, q in ((in_a_row, quiet), (in_a_row + 1, quiet), (in_a_row, quiet + 1))
    )
    assert np.all(stricter <= count)
    assert np.all(slower <= count)


def test_a_run_may_be_as_long_as_the_stream():
    # A run counted in 16 bits once turned negative after 32,767 checks.
    days = 33_000
    done = alarms(np.ones((1, days, 1), bool), np.ones((days, 1), bool), in_a_row=days)
    assert np.flatnonzero(done.alarms).tolist() == [days - 1]


def test_two_signals_in_turn_are_not_two_in_a_row():
    flags = np.zeros((2, 2, 1), bool)
    flags[0, 0], flags[1, 1] = True, True
    assert not alarms(flags, np.ones((2, 1), bool), in_a_row=2).alarms.any()


def test_after_a_harmless_change_the_new_reference_is_used():
    moved, usual = np.ones((1, 10, 2), bool), np.zeros((1, 10, 2), bool)
    looks = np.ones((10, 2), bool)
    done = alarms(moved, looks, rebased=usual, shows_from=np.array([[4, 10]]))
    assert done.alarms[:, 0].tolist() == [True] * 5 + [False] * 5
    assert done.alarms[:, 1].all()
    assert done.found_on.tolist() == [4, 10]


def test_a_harmful_change_is_mended_by_the_alarm_that_shows_it():
    # The first signal alarms every day and never shows the change; the second does both.
    flags = np.array([[True] * 10, [False] * 6 + [True] * 4])[:, :, None]
    looks, shows = np.ones((10, 1), bool), np.array([[10], [4]])
    done = alarms(flags, looks, shows_from=shows, harmful=True)
    assert done.found_on.tolist() == [6]
    assert done.alarms[:, 0].tolist() == [True] * 7 + [False] * 3
    # While the noise is answered nobody looks: found later, for nothing.
    assert alarms(flags, looks, 1, 3, shows_from=shows, harmful=True).found_on.tolist() == [8]


def test_checks_begin_at_different_days_so_that_the_change_comes_at_any_time():
    looks = check_days(21, 7, 14)
    assert looks.sum(axis=0).tolist() == [3] * 7 + [3] * 7
    assert looks.sum(axis=1).tolist() == [2] * 21
    fixed = check_days(21, 7, 2, phases=False)
    assert np.flatnonzero(fixed[:, 1]).tolist() == [6, 13, 20]


def test_a_miss_counts_as_the_whole_time():
    # Never; at the end of the first changed day; on the last day; never.
    found = delays([10, 4, 9, 10], change_day=4, days=10)
    assert found.days.tolist() == [6, 1, 6, 6]
    assert found.found.tolist() == [False, True, True, False]
    assert found.missed == 0.5
    # The mean over those found alone would be 3.5 and reward missing.
    assert found.mean == 4.75
    assert found.quantile([0.25, 1.0]).tolist() == [1, 6]
