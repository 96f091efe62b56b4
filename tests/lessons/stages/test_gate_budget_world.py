"""Ten days over six gates: exact costs, and no way round thinking."""

from __future__ import annotations

import random
import statistics

import numpy as np
import pytest

from doneenough.core.decision import DecisionError
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import share_of
from doneenough.lessons.stages.finds_world import table
from doneenough.lessons.stages.gate_budget import GateDays, moves
from doneenough.lessons.stages.gate_budget_world import (
    BUDGET,
    GATES,
    MOST,
    every_split,
    finds,
    gate_cost,
    lives,
    something_goes_live,
)
from doneenough.lessons.stages.pipeline_world import Team
from shared.decisions import random_decision

COACHED = find_exercise("stages.gate_budget")
BRIEFS = COACHED.briefs()


def cost(brief, split):
    return COACHED.cost(brief, split)


def cheapest(brief):
    return COACHED.best(brief)


def share(number, split):
    return share_of(cost(BRIEFS[number], split), scale_of(COACHED, number))


def by(values, days=(4, 4, 2)):
    """Return ``days`` for the gates with the highest values, in that order."""
    order = sorted(GATES, key=values, reverse=True)
    return GateDays(**dict.fromkeys(GATES, 0) | dict(zip(order, days, strict=False)))


def test_the_committed_table_is_what_the_pipelines_give():
    assert tuple(finds()) == GATES == tuple(GateDays.model_fields)
    again = table(Team(number) for number in range(0, 200, 4))
    for gate, row in finds().items():
        # A quarter of the projects: means of chances, some of which lie far apart.
        assert list(row) == pytest.approx(again[gate], abs=9), gate


def test_the_cost_is_what_many_simulated_projects_pay():
    draw = np.random.default_rng(7)
    rng = random.Random(7)
    many = 200_000
    for number in (0, 9, 21):
        brief, split = BRIEFS[number], random_decision(GateDays, rng)
        paid, bad = np.full(many, float(brief.day * split.total)), np.zeros(many, dtype=bool)
        for gate in GATES:
            has = draw.random(many) < brief.share(gate)
            found = draw.random(many) < finds()[gate][getattr(split, gate)] / 100
            paid += np.where(has & found, brief.back, 0) + np.where(
                has & ~found, brief.harm(gate), 0
            )
            bad |= has & ~found
        assert paid.mean() == pytest.approx(cost(brief, split), rel=0.01)
        assert bad.mean() == pytest.approx(something_goes_live(brief, split.days), abs=0.005)


@pytest.mark.parametrize("number", range(24))
def test_the_best_split_is_the_best(number):
    """Gate by gate, with the best use of what is left: another way to the same money."""
    brief = BRIEFS[number]
    best = dict.fromkeys(range(BUDGET + 1), 0.0)
    for gate in GATES:
        best = {
            left: min(
                best[left - days] + gate_cost(brief, gate, days)
                for days in range(min(MOST, left) + 1)
            )
            for left in best
        }
    assert cost(brief, cheapest(brief)) == pytest.approx(min(best.values()))


def test_the_form_counts_the_days():
    given = dict.fromkeys(GATES, 2)
    with pytest.raises(
        DecisionError, match=r"that's 12 days, and you have 10, so take 2 days away"
    ):
        GateDays.read(given)
    assert GateDays.read(given | {"agree": 0}).total == 10
    assert GateDays.read(dict.fromkeys(GATES, 0)).total == 0
    with pytest.raises(DecisionError, match="from 0 to 4"):
        GateDays.read(given | {"agree": 5})


def test_half_of_the_thinking_is_not_enough():
    """Only how often, or only how dear: both on average worth much less than the product."""
    often = [share(n, by(b.share)) for n, b in enumerate(BRIEFS)]
    dear = [share(n, by(b.harm)) for n, b in enumerate(BRIEFS)]
    both = [share(n, by(average(b))) for n, b in enumerate(BRIEFS)]
    assert statistics.mean(often) < 0.3
    assert statistics.mean(dear) < 0.6
    assert statistics.mean(both) > 0.65


def average(brief):
    """Return what the table calls “on average”, gate by gate."""
    return lambda gate: brief.share(gate) * brief.harm(gate)


RECIPES = [days for days in every_split() if tuple(sorted(days, reverse=True)) == days]


def test_no_recipe_by_rank_is_good_on_average():
    """The average of each gate is given; how many days pay there is not, nor if all ten do."""
    assert len(RECIPES) > 20
    for days in RECIPES:
        earned = [share(n, by(average(b), days)) for n, b in enumerate(BRIEFS)]
        assert statistics.mean(earned) < 0.75, days
    used = [cheapest(brief).total for brief in BRIEFS]
    assert 4 <= sum(total < BUDGET for total in used) <= 12


def test_no_fixed_split_is_good_on_average():
    rng = random.Random(3)
    full = [split for split in every_split() if sum(split) == BUDGET]
    for split in rng.sample(full, 400):
        decision = GateDays(**dict(zip(GATES, split, strict=True)))
        assert statistics.mean(share(n, decision) for n in range(24)) < 0.5, split


def test_a_day_in_the_wrong_place_costs_little():
    for number, brief in enumerate(BRIEFS):
        best = cheapest(brief).model_dump()
        for source, target in ((a, b) for a in GATES for b in GATES if a != b):
            if best[source] and best[target] < MOST:
                moved = best | {source: best[source] - 1, target: best[target] + 1}
                assert share(number, GateDays(**moved)) > 0.6, (number, source, target)


def test_the_move_named_in_the_feedback_saves_what_it_says():
    rng = random.Random(11)
    named = set()
    for turn in range(60):
        brief, split = BRIEFS[turn % 24], random_decision(GateDays, rng)
        lever = COACHED.lever(brief, split)
        after = GateDays.read(lever.better.days)
        assert cost(brief, split) - cost(brief, after) == pytest.approx(lever.saving)
        more = {gate: after.days[gate] - split.days[gate] for gate in GATES}
        gained, lost = sum(max(n, 0) for n in more.values()), sum(max(-n, 0) for n in more.values())
        kinds = {(True, True): "move", (True, False): "give", (False, True): "take"}
        assert lever.name == kinds[gained > 0, lost > 0]
        assert lever.name != "move" or gained == lost
        assert sum(days != 0 for days in more.values()) == (2 if lever.name == "move" else 1)
        for gate in GATES:
            if more[gate] > 0:
                assert lives(brief, gate, after.days[gate]) <= lives(brief, gate, split.days[gate])
        if not lever.is_small:
            named.add(lever.name)
    assert named == {"move", "give", "take"}


def test_moves_are_all_splits_that_one_move_reaches():
    """Every split within the budget that differs at one gate, or at two by equally many days."""
    for split in (GateDays.of(4, 3, 2, 1, 0, 0), GateDays.of(0, 0, 0, 0, 0, 0)):
        near = set()
        for other in every_split():
            gaps = [new - old for new, old in zip(other, split.days.values(), strict=True)]
            changed = [gap for gap in gaps if gap]
            if len(changed) == 1 or (len(changed) == 2 and sum(changed) == 0):
                near.add(other)
        reached = [tuple(after.days.values()) for _, after in moves(split)]
        assert len(reached) == len(set(reached))
        assert set(reached) == near


def test_best_splits_differ_between_briefs():
    assert len({cheapest(brief) for brief in BRIEFS}) > 12
    assert {brief.last for brief in BRIEFS} == set(GATES)
