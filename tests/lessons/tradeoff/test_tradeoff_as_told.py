"""Each world of lesson 7, played again week by week as its brief tells it.

Nothing here uses the package's formulas: a week is a week, a check is a drawn number.
"""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.lessons.tradeoff.ask_world import FACTS, way_costs
from doneenough.lessons.tradeoff.policy_world import knowing, outcome
from doneenough.lessons.tradeoff.statements_world import states
from shared.decisions import random_decision
from shared.rings import draw, in_rings

ASK, POLICY, STATEMENTS = (
    find_exercise(f"tradeoff.{name}") for name in ("ask_first", "ship_policy", "statements")
)


def rows(exercise):
    numbers = list(range(len(exercise.briefs())))
    now = [0, *draw(numbers[1:], 1, exercise.table)]
    return pytest.mark.parametrize("number", in_rings(numbers, now.__contains__, identify=str))


def weekly(brief, facts):
    """Return what each way costs: every week of the product's life, one after the other."""
    today = brief.cases * brief.wrong * (brief.today_bad if facts[3] else brief.today_good) / 100
    like, sprint, undo, _, slower, surprise = facts
    fewer = brief.gain_hi if sprint else brief.gain_lo
    back = brief.back_slow if undo else brief.back_fast

    def version(checked):
        wrong = checked + (brief.gap if like else 0) + (brief.shock if surprise else 0)
        more = brief.extra if slower else 0
        return brief.cases * brief.wrong * wrong / 100 + brief.cases * more

    now, later = version(brief.measured), version(max(brief.measured - fewer, 0))
    share = brief.part_in_10 / 10
    costs = dict.fromkeys(("ship", "part", "wait", "stay"), 0.0)
    costs["wait"] += brief.sprint_cost
    for week in range(brief.weeks):
        costs["stay"] += today
        gone = now > today and week >= brief.review + back
        costs["ship"] += today if gone else now
        if week < brief.review:
            costs["part"] += share * now + (1 - share) * today + brief.side
        elif now <= today:
            costs["part"] += now
        elif week < brief.review + back:
            costs["part"] += share * now + (1 - share) * today
        else:
            costs["part"] += today
        since = week - brief.sprint_weeks
        gone = later > today and since >= brief.review + back
        costs["wait"] += today if since < 0 or gone else later
    return costs


@pytest.mark.parametrize("number", range(24))
def test_every_week_of_a_release_adds_up_to_its_cost(number):
    brief = ASK.briefs()[number]
    for facts in itertools.product((False, True), repeat=6):
        told = dict(zip((*FACTS, "shock"), facts, strict=True))
        assert way_costs(brief, told) == pytest.approx(weekly(brief, facts))


@rows(ASK)
def test_questions_and_decision_give_up_what_drawn_releases_give_up(number):
    brief, rng = ASK.briefs()[number], random.Random(number)
    chances = [getattr(brief, f"{name}_in_10") / 10 for name in (*FACTS, "shock")]
    lost = {}
    for facts in itertools.product((False, True), repeat=6):
        costs = weekly(brief, facts)
        lost[facts] = {way: cost - min(costs.values()) for way, cost in costs.items()}
    draws = 40_000
    drawn = [tuple(rng.random() < chance for chance in chances) for _ in range(draws)]
    for answer in [scale_of(ASK, number).best_decision, random_decision(ASK.decision, rng)]:
        asked = [FACTS.index(name) for name in answer.questions if name in FACTS]
        groups = {}
        for facts in drawn:
            group = groups.setdefault(tuple(facts[place] for place in asked), [])
            group.append(lost[facts])
        mean = {
            heard: {way: np.mean([one[way] for one in group]) for way in group[0]}
            for heard, group in groups.items()
        }
        worth = sum(len(groups[h]) * min(ways.values()) for h, ways in mean.items()) / draws
        heard = mean[tuple(brief.truly[place] for place in asked)]
        cost = worth + heard[answer.decide] - min(heard.values())
        spread = max(max(one.values()) for one in lost.values())
        assert ASK.cost(brief, answer) == pytest.approx(cost, abs=0.05 * spread)


def played(brief, policy, rng, projects):
    """Return what a policy brought in many drawn projects, and what knowing them brings."""
    kinds = [
        (gain, first)
        for counts, first in ((brief.steep_counts, brief.steep), (brief.flat_counts, brief.flat))
        for gain, count in zip(brief.gains, counts, strict=True)
        for _ in range(count)
    ]
    assert len(kinds) == 20
    like = rng.integers(20, size=projects)
    gain = np.array([kinds[one][0] for one in like], float)
    adds = np.array([kinds[one][1] for one in like], float)
    lower = np.where(rng.random(projects) < brief.gap_in_10 / 10, brief.gap, 0)
    a_week = brief.cases * brief.wrong / 100
    brought, waiting = np.zeros(projects), np.ones(projects, bool)
    known = np.zeros(projects)
    for sprint in range(9):
        gain = np.minimum(gain, 99 - brief.today)
        live = gain - lower
        left = max(brief.weeks - sprint * brief.sprint_weeks, 0)
        known = np.maximum(known, left * a_week * live - sprint * brief.sprint_cost)
        if sprint <= policy.sprints:
            ship = waiting.copy()
            if policy.check:
                brought[waiting] -= policy.check * brief.case_cost
                error = 100 * np.sqrt(0.2 / policy.check)
                ship &= gain + error * rng.standard_normal(projects) - 1.28 * error >= policy.margin
            first = min(policy.review, left)
            side = brief.side if policy.share < 1 else 0
            seen = policy.share * brief.cases * first
            error = 100 * np.sqrt(0.2 / max(seen, 1e-9))
            on = live + error * rng.standard_normal(projects) > 0
            back = min(brief.back_weeks, left - first)
            value = first * (policy.share * a_week * live - side)
            value += np.where(
                on,
                (left - first) * a_week * live,
                policy.share * (back * a_week * live - (brief.back_cost if first < left else 0)),
            )
            brought[ship] += value[ship]
            waiting &= ~ship
            if sprint < policy.sprints:
                brought[waiting] -= brief.sprint_cost
        gain, adds = gain + adds, adds * brief.keep_in_10 / 10
    return brought, known


@rows(POLICY)
def test_a_policy_brings_what_it_brings_in_drawn_projects(number):
    brief, rng = POLICY.briefs()[number], np.random.default_rng(number)
    answers = [scale_of(POLICY, number).best_decision]
    answers += [random_decision(POLICY.decision, random.Random(number)) for _ in range(2)]
    for answer in answers:
        brought, known = played(brief, answer.policy, rng, 60_000)
        for found, exact in (
            (brought, outcome(brief, answer.policy).value),
            (known, knowing(brief)),
        ):
            error = found.std() / len(found) ** 0.5
            assert abs(found.mean() - exact) < 4.5 * error + 1e-6 * abs(exact), answer


def week_by_week(brief, state, back):
    """Return what each way brings in one state of the world, in gain-weeks."""
    brought = dict.fromkeys(("ship", "part", "wait", "stay"), 0.0)
    gone = brief.review + back
    for week in range(brief.weeks):
        better = state.now > 0
        if better or week < gone:
            brought["ship"] += state.now
        if week < brief.review:
            brought["part"] += 0.2 * state.now - 2
        elif better:
            brought["part"] += state.now
        elif week < gone:
            brought["part"] += 0.2 * state.now
        if week < state.weeks:
            brought["wait"] -= 2
        elif state.then > 0:
            brought["wait"] += state.then
    return brought


@pytest.mark.parametrize("number", range(24))
def test_every_week_after_a_statement_adds_up(number):
    brief = STATEMENTS.briefs()[number]
    for one in brief.statements:
        told = [(state, week_by_week(brief, state, one.back)) for state in states(one)]
        assert sum(state.chance for state, _ in told) == pytest.approx(1)
        for state, ways in told:
            assert brief.values(state, one.back) == pytest.approx(ways)
        known = sum(state.chance * max(ways.values()) for state, ways in told)
        for way, lost in brief.given_up(one).items():
            brings = sum(state.chance * ways[way] for state, ways in told)
            assert lost == pytest.approx(known - brings)
