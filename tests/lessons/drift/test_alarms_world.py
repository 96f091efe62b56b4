"""Six alarms: the chances by simulation, the costs by hand, the words by the counts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from doneenough.core.crowd import crowd_count
from doneenough.core.feedback import euros
from doneenough.core.item_by_item import Chosen
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.lessons.drift.alarms import COUNT, FirstSteps
from doneenough.lessons.drift.alarms_world import (
    BY_HAND,
    CHECK,
    EARLIER,
    HARMFUL,
    NOTHING,
    RETRAIN,
    WAIT,
    Alarm,
    shares,
)
from doneenough.products.intake import profiles
from shared.language import text_of_html, words

EXERCISE = find_exercise("drift.alarms")
BRIEFS = EXERCISE.briefs()
STEPS = (CHECK, WAIT, BY_HAND, RETRAIN, NOTHING)


def test_the_chances_agree_with_a_simulation():
    """Draw causes and counts, keep those with the evidence seen, count the causes."""
    rng = np.random.default_rng(1)
    brief, alarm = BRIEFS[0], Alarm("far", 20, 6, 20, 15)
    size = 2_000_000
    names = list(shares())
    cause = rng.choice(len(names), size, p=np.array(brief.earlier) / EARLIER)
    seen = np.array([shares()[name]["far"] for name in names])[cause]
    right = np.array([shares()[name]["right"] for name in names])[cause]
    same = (rng.binomial(20, seen) == 6) & (rng.binomial(20, right) == 15)
    kept = cause[same]
    assert len(kept) > 3_000
    for place, name in enumerate(names):
        exact = brief.chances(alarm)[name]
        error = np.sqrt(exact * (1 - exact) / len(kept))
        assert abs((kept == place).mean() - exact) <= 4 * error + 1e-9, name


def test_chances_add_up_to_one():
    for brief in BRIEFS:
        assert sum(brief.earlier) == EARLIER
        for alarm in brief.alarms:
            assert sum(brief.chances(alarm).values()) == pytest.approx(1)


def test_the_shares_are_those_of_the_model():
    """In whole letters of 100: what the brief shows is what counts."""
    table = profiles()
    assert shares()["changed"]["right"] == round(table["changed"]["accuracy"], 2)
    assert shares()["nothing"]["far"] == pytest.approx(0.1)
    mixed = 0.7 * table["usual"]["accuracy"] + 0.3 * table["broken"]["accuracy"]
    assert shares()["feed"]["right"] == round(mixed, 2)
    for share in shares().values():
        assert all(round(100 * value, 9) in range(1, 100) for value in share.values())


def test_a_fine_feed_leaves_the_labels_to_be_ordered():
    """Whatever they then show: nobody knows beforehand that nothing is wrong."""
    for brief in BRIEFS:
        for cause in set(shares()) - {"feed"}:
            costs = brief.costs(cause)
            day = brief.harm(cause)
            assert costs[CHECK] == pytest.approx(brief.feed + day + costs[WAIT])


def test_costs_by_hand():
    brief = BRIEFS[0]
    day = brief.harm("changed")
    costs = brief.costs("changed")
    repaired = brief.retrain + brief.retrain_days * day
    assert costs[RETRAIN] == pytest.approx(repaired)
    assert costs[WAIT] == pytest.approx(brief.labels + brief.delay * day + repaired)
    assert costs[CHECK] == pytest.approx(brief.feed + day + costs[WAIT])
    assert costs[NOTHING] == pytest.approx(60 * day)
    assert brief.costs("nothing")[NOTHING] == 0
    assert brief.costs("feed")[CHECK] == pytest.approx(brief.feed + brief.harm("feed"))


def test_right_labels_speak_for_nothing_wrong():
    brief = BRIEFS[0]
    harmful = [
        sum(brief.chances(Alarm("far", 20, 2, 40, right))[name] for name in HARMFUL)
        for right in range(22, 36)
    ]
    assert harmful == sorted(harmful, reverse=True)


def test_the_cost_is_the_sum_and_the_best_is_the_best():
    for number, brief in enumerate(BRIEFS[::5]):
        ways = list(itertools.product(STEPS, repeat=2))[number]
        decision = FirstSteps(
            **dict(zip(FirstSteps.model_fields, [*ways, *[CHECK] * 4], strict=True))
        )
        total = sum(
            brief.expected(alarm)[way]
            for alarm, way in zip(brief.alarms, decision.ways, strict=True)
        )
        assert EXERCISE.cost(brief, decision) == pytest.approx(total)


def test_every_brief_needs_at_least_four_different_steps():
    for number, brief in enumerate(BRIEFS):
        assert len(brief.alarms) == COUNT
        assert len(set(scale_of(EXERCISE, number).best_decision.ways)) >= 4


def test_the_words_count_what_they_say():
    for brief in BRIEFS:
        for number, alarm in enumerate(brief.alarms, 1):
            text = EXERCISE.evidence(brief, alarm)
            assert f"{alarm.seen} of {alarm.letters}" in text
            assert ("none yet" in text) == (alarm.labelled == 0)
            top = max(brief.chances(alarm).values())
            chosen = Chosen(number, alarm, CHECK, 0.0)
            assert f"In {crowd_count(top)} of them" in EXERCISE.behind(brief, chosen)
            worst = max(brief.expected(alarm), key=brief.expected(alarm).__getitem__)
            compared = EXERCISE.because(brief, alarm, worst)
            cause = next(
                name
                for name in shares()
                if f": {EXERCISE.say(f'cause.{name}')}. If that's it" in compared
            )
            assert "Better" not in compared
            for cost in brief.costs(cause).values():
                assert f" {euros(cost)}" in compared


def test_the_brief_is_short():
    for brief in BRIEFS:
        text = text_of_html(EXERCISE.show_brief(brief))
        assert len(words(text.partition("What was behind")[0])) <= 150
