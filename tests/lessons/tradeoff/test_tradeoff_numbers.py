"""What the experiments of lesson 7 show, checked another way."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import share_of
from doneenough.lessons.tradeoff import case, real_models
from doneenough.lessons.tradeoff.pages import what_we_give_up
from doneenough.lessons.tradeoff.policy import MARGINS, REVIEWS, ShipPolicy
from doneenough.lessons.tradeoff.policy_world import CHECKS, SHARES, all_costs, given_up

POLICY = find_exercise("tradeoff.ship_policy")
ORDERS = (list(CHECKS), list(MARGINS), list(SHARES), list(REVIEWS), list(range(9)))


def test_one_hundred_get_a_better_version_and_sixty_are_better_off():
    assert case.waited(26)[:2] == (100, 60)
    assert case.waited(52).better_off == 100
    assert case.waited_needs(26) == 2
    # 2 or 4 more of 100 for 22 weeks outweigh four weeks of 5, and the team; 1 more does not.
    assert [more * 22 > 4 * 5 + 8 for more in (0, 1, 2, 4)] == [False, False, True, True]


def test_the_fifth_sprint_costs_more_than_it_brings():
    assert [round(change / 1000) for change in case.series_changes()] == [
        241,
        119,
        49,
        10,
        -13,
        -25,
    ]


def test_looking_better_on_100_letters_counted_from_drawn_checks():
    rng, draws = np.random.default_rng(7), 400_000
    story = dataclasses.replace(case.STORY, gap_in_10=0)
    counts = np.add(story.steep_counts, story.flat_counts)
    gain = rng.choice(story.gains, size=draws, p=counts / 20)
    measured = gain + 100 * np.sqrt(0.2 / 100) * rng.standard_normal(draws)
    better = measured > 0
    done = case.looks(100)
    assert done.better == pytest.approx(200 * better.mean(), abs=1)
    assert done.worse == pytest.approx(200 * (better & (gain <= 0)).mean(), abs=1)
    assert done.measured == pytest.approx(measured[better].mean(), abs=0.05)
    assert done.true == pytest.approx(gain[better].mean(), abs=0.05)


def test_waiting_for_95_gives_up_more_than_never_shipping():
    assert (
        case.until(95).given_up
        > case.never()
        > given_up(case.STORY, POLICY.best(case.STORY).policy)
    )


def test_versions_never_shipped_are_counted_from_the_first_or_from_any_of_them():
    """55 began better than today's process; 106 were at some point within six sprints."""
    rng, story, draws = np.random.default_rng(7), case.STORY, 400_000
    counts = np.concatenate([story.steep_counts, story.flat_counts])
    kind = rng.choice(len(counts), size=draws, p=counts / 20)
    gap = story.gap * (rng.random(draws) < story.gap_in_10 / 10)
    gain = np.tile(np.array(story.gains, float), 2)[kind]
    adds = np.where(kind < len(story.gains), story.steep, story.flat).astype(float)
    waiting, first, ever = np.ones(draws, bool), gain - gap > 0, np.zeros(draws, bool)
    for _ in range(7):
        ever |= gain - gap > 0
        right = rng.binomial(100, np.clip((story.today + gain) / 100, 0, 0.99))
        waiting &= right < 95
        gain, adds = gain + adds, adds * story.keep_in_10 / 10
    done = case.until(95)
    assert (done.shipped, done.missed, done.missed_ever) == (23, 55, 106)
    assert done.shipped == pytest.approx(200 * (~waiting).mean(), abs=1)
    assert done.missed == pytest.approx(200 * (waiting & first).mean(), abs=1)
    assert done.missed_ever == pytest.approx(200 * (waiting & ever).mean(), abs=1)


def test_the_harder_it_is_to_go_back_the_fewer_come_first():
    first = [
        min(costs, key=costs.__getitem__)
        for costs in (case.share_costs(back) for back in (1, 2, 4, 8, None))
    ]
    assert first == ["all", "s50", "s20", "s10", "s1"]


def test_the_worked_policies_are_the_best_of_their_situations():
    assert POLICY.best(case.WORKED) == ShipPolicy.of(*case.WORKED_POLICY)
    costs = case.half_worked_costs()
    assert min(costs, key=costs.__getitem__) == case.HALF_WORKED_POLICY[1]


def test_all_costs_at_once_are_the_costs_of_each_policy():
    rng, brief = np.random.default_rng(7), POLICY.briefs()[0]
    costs = all_costs(brief, MARGINS, REVIEWS)
    for _ in range(60):
        at = tuple(int(rng.integers(len(order))) for order in ORDERS)
        policy = ShipPolicy.of(*(order[place] for order, place in zip(ORDERS, at, strict=True)))
        assert costs[at] == pytest.approx(given_up(brief, policy.policy))


def test_no_single_step_loses_half_the_points():
    for number, brief in enumerate(POLICY.briefs()):
        scale = scale_of(POLICY, number)
        for step in POLICY.steps(scale.best_decision):
            assert share_of(POLICY.cost(brief, step), scale) >= 0.5, (number, step)


def test_changing_what_a_hint_names_saves_what_it_says():
    for number, brief in enumerate(POLICY.briefs()):
        for start in (ShipPolicy.of("c100", 5, "all", 13, 8), ShipPolicy.of("none", 0, "s1", 1, 0)):
            lever = POLICY.lever(brief, start)
            saved = POLICY.cost(brief, start) - POLICY.cost(brief, lever.better)
            assert lever.saving == pytest.approx(saved), number
            assert len(lever.fields) <= 1


def test_a_real_small_gain_hides_and_a_large_one_does_not():
    found = real_models.measured()
    assert found.rules < found.tree < found.boosting
    assert (found.gains > 0).all()
    assert 20 < (found.step <= 0).sum() < 100


@pytest.mark.parametrize(
    ("numbers", "starts"),
    [
        ({"now": 5, "later": 6, "weeks": 26}, "If we ship now, we may give up"),
        ({"now": -2, "later": 6, "weeks": 52}, "If we ship now, we give up"),
        ({"now": -2, "later": 0, "weeks": 52}, "This version doesn't beat"),
        ({"now": 10, "later": 10, "weeks": 52, "team": 0, "wait": 1}, "If we ship now, we may"),
    ],
)
def test_the_page_says_what_is_given_up(numbers, starts, work):
    form = what_we_give_up().steps[0]
    for name, value in numbers.items():
        form.controls[name].value = value
    sentence = form.facts()["sentence"]
    assert sentence.startswith(starts)
    assert form.objection() == ""
    form.controls["wait"].value = 52
    form.controls["weeks"].value = 30
    assert "only 30" in form.objection()
