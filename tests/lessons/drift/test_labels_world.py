"""Faster or more labels: exact figures against a simulation, week by week."""

from __future__ import annotations

import numpy as np
import pytest

from doneenough.core.registry import find_exercise
from doneenough.lessons.drift.labels import DROP, GATHER, every_plan
from doneenough.lessons.drift.labels_world import (
    CHANGE_WEEK,
    WEEKS,
    found,
    no_labels,
)
from shared.language import text_of_html, words

EXERCISE = find_exercise("drift.labels")
BRIEFS = EXERCISE.briefs()
CROWD = 20_000


def read(plan):
    """Return weeks in one look, and how many of 100 fewer count."""
    return GATHER[plan.gather].value, DROP[plan.drop].value


def simulated(brief, plan, rng):
    """Return weeks until noticed, for many half-years with a change: label by label."""
    offer, (weeks, drop) = brief.offer(plan.buy), read(plan)
    left = WEEKS - CHANGE_WEEK
    first = rng.integers(1, weeks + 1, CROWD)
    late = np.full(CROWD, float(left))
    size = offer.week * weeks
    for look in range(left):
        end = first + look * weeks
        new = offer.week * (first if look == 0 else np.full(CROWD, weeks))
        right = rng.binomial(new, offer.then / 100) + rng.binomial(size - new, offer.right / 100)
        low = right * 100 < size * (offer.right - drop) - 1e-6
        when = end + offer.days / 7
        hit = low & (when <= left) & (late == left)
        late[hit] = when[hit]
    return late


@pytest.mark.parametrize("number", range(0, 24, 3))
def test_weeks_until_noticed_agree_with_a_simulation(number):
    brief = BRIEFS[number]
    rng = np.random.default_rng(number)
    for plan in every_plan()[number % 5 :: 5]:
        late = simulated(brief, plan, rng)
        exact = found(brief, plan.buy, *read(plan))
        error = late.std() / np.sqrt(CROWD)
        assert abs(late.mean() - exact.weeks) <= 4 * error + 1e-3, plan


def test_needless_calls_agree_with_a_simulation():
    rng = np.random.default_rng(5)
    brief = BRIEFS[0]
    for plan in every_plan()[::7]:
        offer, (weeks, drop) = brief.offer(plan.buy), read(plan)
        size, looks = offer.week * weeks, WEEKS // weeks
        right = rng.binomial(size, offer.right / 100, (CROWD, looks))
        calls = (right * 100 < size * (offer.right - drop) - 1e-6).sum(axis=1)
        exact = found(brief, plan.buy, weeks, drop).calls
        assert abs(calls.mean() - exact) <= 4 * calls.std() / np.sqrt(CROWD) + 1e-3


def test_a_wider_limit_calls_less_and_notices_later():
    for brief in BRIEFS[::6]:
        for buy in ("express", "usual", "batch"):
            row = [found(brief, buy, 1, drop.value) for drop in DROP.values()]
            assert [one.calls for one in row] == sorted((one.calls for one in row), reverse=True)
            assert [one.weeks for one in row] == sorted(one.weeks for one in row)


def test_no_label_notices_nothing():
    brief = BRIEFS[0]
    assert no_labels(brief) == pytest.approx(brief.changes / 20 * brief.harm * 13)
    for plan in every_plan():
        assert found(brief, plan.buy, *read(plan)).weeks <= WEEKS - CHANGE_WEEK


def test_the_brief_is_short():
    for brief in BRIEFS:
        text = text_of_html(EXERCISE.show_brief(brief))
        assert len(words(text.partition("What the budget buys")[0])) <= 120
