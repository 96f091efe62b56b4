"""What a plan does and costs: small worlds by hand, and rules that must hold for any plan."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doneenough.products.intake import IMPORTANT, profiles
from doneenough.statistics.monitoring import (
    WATCH_LISTS,
    Happened,
    Outcome,
    Plan,
    evaluate,
    make_plan,
)
from doneenough.statistics.monitoring_cost import Prices, bill
from doneenough.statistics.run_rules import Delays
from doneenough.statistics.streams import Bank, standard_worlds
from doneenough.statistics.watch import Signal, beyond, first_day, index_of

WORLDS = standard_worlds(profiles())
HARMFUL = ("harder", "relationship", "gradual", "broken_feed")
ALWAYS = (Signal("inputs", 1, -1.0, (0,)), Signal("quality", 1, 2.0))
NEVER = Signal("inputs", 1, 1e9, (0,))


@pytest.fixture(scope="module")
def bank():
    return Bank(WORLDS, 300, 100)


def plan_of(bank: Bank, **changes) -> Plan:
    values = {
        "watch": "important_inputs_and_quality",
        "window": 14,
        "every": 7,
        "shift_limit": 0.1,
        "quality_drop": 0.04,
        "in_a_row": 1,
        "labels_per_day": 30,
        "response_days": 3,
    }
    return make_plan(bank, IMPORTANT, **(values | changes))


# ---------------------------------------------------------------- never and always


def test_never_alarm_misses_everything_and_misses_count(bank):
    done = evaluate(Plan((NEVER,), 1), bank, 14)
    assert done.false_alarms_a_year == 0
    assert done.chance_of_none == 1
    for name in HARMFUL:
        found = done.worlds[name]
        assert found.delay.missed == 1
        assert found.delay.mean == 90
        # 90 days of letters, each with the share that is wrong only since the change.
        expected = 300 * WORLDS[name].extra_wrong.sum()
        assert found.extra_wrong == pytest.approx(expected)
    drop = profiles()["usual"]["accuracy"] - profiles()["changed"]["accuracy"]
    assert done.worlds["relationship"].extra_wrong == pytest.approx(90 * 300 * drop)
    for name in set(WORLDS) - set(HARMFUL):
        assert done.worlds[name].extra_wrong == 0


def test_always_alarm_finds_everything_and_is_paid_every_day(bank):
    done = evaluate(Plan(ALWAYS, 1, labels_per_day=30), bank, 14)
    assert done.false_alarms_a_year == pytest.approx(365)
    assert done.chance_of_none == 0
    # Its input moves at once; a changed relationship shows when the first labels are back.
    for name, days in {"harder": 1, "broken_feed": 1, "relationship": 15, "gradual": 15}.items():
        assert done.worlds[name].delay.mean == days
        assert done.worlds[name].false_alarms == pytest.approx(90 + days - 1)
    assert done.worlds["stable"].false_alarms == pytest.approx(180)


def test_an_alarm_finds_only_what_its_own_data_hold(bank):
    """Who is called for an input that has not moved does not find the changed relationship."""
    noisy = Plan((Signal("inputs", 1, 0.04, (0, 1, 2)),), 1)
    blind = evaluate(noisy, bank, 14).worlds["relationship"]
    assert blind.delay.missed == 1
    assert blind.alarms.mean() > 20
    assert blind.false_alarms == pytest.approx(blind.alarms.mean(), rel=0.1)
    lucky = evaluate(noisy, bank, 14, luck=True).worlds["relationship"]
    assert lucky.delay.missed == 0
    assert lucky.delay.mean < 10


def test_while_an_alarm_is_answered_nobody_looks(bank):
    done = evaluate(Plan(ALWAYS, 1, 1, 30, 4), bank, 0)
    assert done.false_alarms_a_year == pytest.approx(365 / 5)
    # Found somewhere in the five days, then four days until it is mended.
    relationship = done.worlds["relationship"]
    daily = 300 * WORLDS["relationship"].extra_wrong[90]
    assert relationship.extra_wrong == pytest.approx(daily * (relationship.delay.mean + 4))


def test_the_response_never_adds_more_than_the_days_there_are(bank):
    done = evaluate(Plan(ALWAYS, 1, 1, 30, 1000), bank, 14)
    missed = evaluate(Plan((NEVER,), 1), bank, 14)
    for name in HARMFUL:
        assert done.worlds[name].extra_wrong == pytest.approx(missed.worlds[name].extra_wrong)


# ---------------------------------------------------------------- what watching cannot see


def test_inputs_never_show_a_changed_relationship(bank):
    for watch in ("all_inputs", "important_inputs", "predictions"):
        found = evaluate(plan_of(bank, watch=watch), bank, 14).worlds
        assert found["relationship"].delay.missed == 1
        assert found["gradual"].delay.missed == 1
        assert found["broken_feed"].delay.missed == 0


def test_all_inputs_alarm_at_what_does_not_matter_and_important_ones_do_not(bank):
    found = {
        watch: evaluate(plan_of(bank, watch=watch), bank, 14).worlds["harmless_shift"]
        for watch in ("all_inputs", "important_inputs")
    }
    assert found["all_inputs"].delay.missed == 0
    assert found["important_inputs"].delay.missed == 1
    # With a new reference the shift costs one alarm, not one a week.
    assert found["all_inputs"].false_alarms == pytest.approx(1, abs=0.02)


def test_without_labels_quality_says_nothing(bank):
    signal = Signal("quality", 7, 0.99)
    assert not beyond(signal, bank, "stable", 14, 0).any()
    assert first_day(signal, 14) == 20
    flags = beyond(signal, bank, "stable", 14, 30)
    assert not flags[:20].any()
    assert flags[20:].mean() > 0.99


def test_an_outage_of_labels_is_silence_not_an_alarm(bank):
    # Every full window is "below" 1.0; one that labels do not half fill is not judged.
    flags = beyond(Signal("quality", 10, 1.0), bank, "label_outage", 5, 30)
    first_blind, last_blind = 90 + 5 + 5, 132 + 5 + 3
    assert flags[first_blind - 1].all()
    assert not flags[first_blind : last_blind + 1].any()
    assert flags[last_blind + 1].all()


def test_an_index_is_that_of_the_window_that_ends_that_day(bank):
    from doneenough.statistics.drift import stability_index

    index = index_of(bank, "broken_feed", 0, 14)
    assert index.shape == (167, 100)
    counts = bank.inputs("broken_feed", 0)
    for end in (13, 89, 95, 179):
        window = counts[end + 1] - counts[end - 13]
        expected = stability_index(window, np.full(10, 0.1))
        np.testing.assert_allclose(index[end - 13], expected, rtol=1e-4)


# ---------------------------------------------------------------- any plan


plans = st.fixed_dictionaries(
    {
        "watch": st.sampled_from(sorted(WATCH_LISTS)),
        "window": st.integers(1, 42),
        "every": st.integers(1, 28),
        "shift_limit": st.integers(1, 40).map(lambda x: x / 100),
        "quality_drop": st.integers(0, 15).map(lambda x: x / 100),
        "in_a_row": st.integers(1, 4),
        "labels_per_day": st.integers(0, 100),
        "response_days": st.integers(1, 20),
    }
)
SLOWER = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def few():
    return Bank(WORLDS, 100, 40)


@SLOWER
@given(plans, st.integers(0, 28))
def test_any_plan_has_a_finite_outcome_and_the_same_one_twice(few, values, delay):
    plan = plan_of(few, **values)
    one, two = evaluate(plan, few, delay), evaluate(plan, few, delay)
    assert one.false_alarms_a_year == two.false_alarms_a_year
    assert 0 <= one.chance_of_none <= 1
    for name, world in one.worlds.items():
        assert np.array_equal(world.alarms, two.worlds[name].alarms)
        assert 0 <= world.false_alarms < 181
        assert world.extra_wrong >= 0
        assert world.delay is None or 1 <= world.delay.mean <= 90
        assert world.extra_wrong <= 100 * WORLDS[name].extra_wrong.sum() + 1e-9


@SLOWER
@given(plans)
def test_a_longer_wait_for_labels_never_shows_more_of_the_change(few, values):
    plan = plan_of(few, **(values | {"watch": "quality", "labels_per_day": 30}))
    plan = dataclasses.replace(plan, every=1, in_a_row=1, response_days=0)
    early, late = (evaluate(plan, few, d).worlds["relationship"].delay for d in (0, 20))
    # By the same labels a stream is found as many days later as they are late, unless a
    # false alarm comes first.
    assert late.mean >= early.mean - 1e-9 or early.mean < 20


# ---------------------------------------------------------------- money


def outcome(false_alarms: float, wrong: float) -> Outcome:
    nothing = np.zeros(1, np.int64)
    late = Delays(np.array([90]), np.array([False]), 90)
    return Outcome(
        2.0,
        0.5,
        {
            "stable": Happened(nothing, false_alarms, None, 0.0),
            "relationship": Happened(nothing, false_alarms / 2, late, wrong),
        },
        checks=26.0,
        labels=1800,
    )


def test_the_bill_by_hand():
    plan = Plan((NEVER,), 7, response_days=5)
    prices = Prices(wrong=10, false_alarm=1000, label=2, check=50, standby=6000)
    found = bill(plan, outcome(4, 300), {"relationship": 0.25}, prices)
    assert found.harm == pytest.approx(0.25 * 300 * 10)
    assert found.false_alarms == pytest.approx(1000 * (0.75 * 4 + 0.25 * 2))
    assert (found.labels, found.checks, found.standby) == (3600, 1300, 1200)
    parts = dataclasses.astuple(found)
    assert found.total == pytest.approx(sum(parts))


def test_what_is_left_of_the_chances_is_the_stable_world():
    plan = Plan((NEVER,), 7)
    prices = Prices(0, 100, 0, 0, 0)
    implied = bill(plan, outcome(4, 0), {"relationship": 0.25}, prices)
    stated = bill(plan, outcome(4, 0), {"relationship": 0.25, "stable": 0.75}, prices)
    assert implied.total == pytest.approx(stated.total)


@pytest.mark.parametrize("chances", [{"relationship": 1.2}, {"relationship": -0.1}])
def test_chances_must_be_chances(chances):
    with pytest.raises(ValueError, match="together at most 1"):
        bill(Plan((NEVER,), 7), outcome(1, 1), chances, Prices(1, 1, 1, 1, 1))


def test_labels_are_paid_only_where_quality_is_watched(bank):
    assert plan_of(bank, watch="all_inputs").labels_per_day == 0
    assert plan_of(bank, watch="quality").labels_per_day == 30
    with pytest.raises(KeyError):
        plan_of(bank, watch="other")


def test_more_streams_hardly_move_what_a_plan_costs():
    """Half the streams and all of them, and another draw: the same cost within 2 %."""
    prices = Prices(wrong=60, false_alarm=3000, label=2, check=60, standby=12000)
    chances = {"relationship": 0.2, "gradual": 0.1, "broken_feed": 0.1, "harmless_shift": 0.15}
    totals = []
    for replicates, version in ((500, 1), (1000, 1), (1000, 2)):
        large = Bank(WORLDS, 300, replicates, version)
        plan = plan_of(large)
        totals.append(bill(plan, evaluate(plan, large, 14), chances, prices).total)
    assert max(totals) / min(totals) < 1.02


def test_a_window_longer_than_counts_can_tell_apart_is_refused():
    with pytest.raises(ValueError, match="window must be at most 27 days"):
        index_of(Bank(WORLDS, 2000, 2), "stable", 0, 30)
