"""The monitoring plan: the table is what the streams say, the sentence is the plan."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import share_of
from doneenough.core.wording import words_of
from doneenough.lessons.drift.outcomes import COLUMNS, cheapest, costs, counted_again, done, never
from doneenough.lessons.drift.plan_decision import (
    OPTIONS,
    MonitoringPlan,
    as_run,
    every_plan,
    position,
    short,
)
from doneenough.lessons.drift.plan_reasons import by_luck, dearest_changes, reasons
from doneenough.lessons.drift.plan_world import PRODUCTS, worlds
from doneenough.lessons.drift.tabulate import DRAWS, FRESH, NEAR, rows, table_bank
from doneenough.statistics.monitoring import WATCH_LISTS, evaluate, evaluate_many
from doneenough.statistics.monitoring_cost import Prices, bill
from doneenough.statistics.streams import Bank
from shared.as_told import Told
from shared.as_told.drift import bought
from shared.decisions import random_decision, valid_decisions
from shared.language import text_of_html, words

COACHED, COMMITTED = find_exercise("drift.plan"), find_exercise("drift.final_plan")
BRIEFS = COACHED.briefs()


def some_plans(number, key):
    rng = random.Random(key)
    return [random_decision(MonitoringPlan, rng) for _ in range(number)]


# --- the table is what the code that grades a plan counts -----------------------------------


def mean_rows(product, plans, draws):
    """Return a row of the table for each plan, as the mean over some draws of the streams."""
    counted = [rows([product], table_bank(product.letters, version), plans) for version in draws]
    return np.array(counted)[:, :, 0].mean(axis=0)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("pets", 4),
        *(pytest.param(name, 12, marks=pytest.mark.exhaustive) for name in PRODUCTS),
    ],
)
def test_the_table_is_what_the_streams_say(name, size):
    """The costs in it, too: they are the bill of what the streams say."""
    product = PRODUCTS[name]
    plans = [plan for plan in some_plans(size, name) if position(plan) not in counted_again(name)]
    again = [every_plan()[place] for place in sorted(counted_again(name))[::9]]
    brief = next(item for item in BRIEFS if item.product == name)
    counted = [*mean_rows(product, plans, DRAWS), *mean_rows(product, again, FRESH)]
    for plan, found in zip([*plans, *again], counted, strict=True):
        kept, seen = done(brief, plan), dict(zip(COLUMNS, found, strict=True))
        assert kept.bill.harm == pytest.approx(brief.wrong * seen["harm"], rel=1e-5)
        assert kept.bill.false_alarms == pytest.approx(
            brief.false_alarm * seen["false_alarms"], rel=1e-5, abs=1e-3
        )
        assert kept.quiet_year == pytest.approx(seen["quiet_year"], rel=2e-3, abs=1e-3)
        assert kept.delay == pytest.approx(seen["delay"], rel=2e-3)
        assert kept.missed == np.rint(TEAMS * seen["missed"])


def test_what_comes_close_to_the_best_was_counted_in_streams_that_did_not_choose_it():
    """The best of thousands owes something to luck where it was counted: not where it is judged."""
    assert not set(DRAWS) & set(FRESH)
    for brief in BRIEFS:
        found, again = costs(brief), counted_again(brief.product)
        close = np.flatnonzero(found <= (1 + NEAR) * found.min()).tolist()
        assert set(close) <= again
        assert {position(plan) for plans in COACHED.habits().values() for plan in plans} <= again


def test_the_cost_is_the_bill_of_the_streams():
    brief = next(item for item in BRIEFS if item.product == "pets")
    kept = counted_again(brief.product)
    plans = [plan for plan in some_plans(6, "bill") if position(plan) not in kept]
    prices = Prices(brief.wrong, brief.false_alarm, brief.label, brief.look, brief.standby)
    bills = []
    for version in DRAWS:
        streams = table_bank(brief.about.letters, version)
        runs = [as_run(plan, streams) for plan in plans]
        outcomes = [evaluate(run, streams, brief.about.label_delay) for run in runs]
        bills.append(
            [
                bill(run, outcome, brief.about.chances(), prices).total
                for run, outcome in zip(runs, outcomes, strict=True)
            ]
        )
    for plan, whole in zip(plans, np.mean(bills, axis=0), strict=True):
        assert COACHED.cost(brief, plan) == pytest.approx(whole, rel=1e-5)


def test_side_by_side_is_one_by_one():
    streams = Bank(worlds(), 100, 40)
    runs = [as_run(plan, streams) for plan in some_plans(30, "side")]
    for run, together in zip(runs, evaluate_many(runs, streams, 7), strict=True):
        alone = evaluate(run, streams, 7)
        assert alone.false_alarms_a_year == together.false_alarms_a_year
        for name, world in alone.worlds.items():
            assert world.extra_wrong == together.worlds[name].extra_wrong
            assert np.array_equal(world.alarms, together.worlds[name].alarms)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", PRODUCTS)
def test_more_streams_move_no_points_by_more_than_a_hundredth(name):
    """As many streams again: the plan, the best and the habits, counted in all of them."""
    product = PRODUCTS[name]
    as_many = range(FRESH[-1] + 1, FRESH[-1] + 1 + len(FRESH))
    plans = {}
    for number, brief in enumerate(BRIEFS):
        if brief.product == name:
            best, habits = scale_of(COACHED, number).best_decision, habits_of(brief)
            near = [best.but(answer=key) for key in OPTIONS["answer"] if key != best.answer][:2]
            plans[number] = [best, *habits, *near]
    together = list(dict.fromkeys(plan for some in plans.values() for plan in some))
    found = dict(zip(together, mean_rows(product, together, as_many), strict=True))
    for number, some in plans.items():
        brief, scale, costs = BRIEFS[number], scale_of(COACHED, number), []
        for plan in some:
            harm, false_alarms, *_ = found[plan]
            kept = done(brief, plan).bill
            fixed = kept.total - kept.harm - kept.false_alarms
            more = fixed + brief.wrong * harm + brief.false_alarm * false_alarms
            costs.append((kept.total + more) / 2)
        named = [never(brief), *costs[1:4]]
        again = replace(scale, best=costs[0], habit=min(named), worst=max(named))
        for plan, cost in zip(some, costs, strict=True):
            before = share_of(done(brief, plan).cost, scale)
            assert abs(share_of(cost, again) - before) <= 0.01, plan


def habits_of(brief):
    """Return the named habits of a brief: each at its cheapest."""
    return [
        min(plans, key=lambda plan: done(brief, plan).cost) for plans in COACHED.habits().values()
    ]


def test_never_looking_costs_what_a_plan_costs_that_finds_nothing():
    for brief in BRIEFS:
        deaf = MonitoringPlan(
            watch="predictions",
            look_back="four_weeks",
            look_every="four_weeks",
            limit="far",
            in_a_row="third",
            labels="five",
            answer="ten_days",
        )
        assert done(brief, deaf).bill.harm <= never(brief) + 0.01


def test_practice_and_commitment_are_about_two_products():
    size, shift = len(BRIEFS), COMMITTED.shift - COACHED.shift
    for number in range(size):
        assert BRIEFS[number].product != BRIEFS[(number + shift) % size].product


@pytest.mark.parametrize("number", range(len(BRIEFS)))
def test_the_brief_tells_what_a_plan_buys(number):
    """Labels, check-ups and standby, worked out from the words on the screen alone."""
    brief, labels = BRIEFS[number], MonitoringPlan.spec("labels").options or {}
    forms = "".join(f"<p>{form}</p>" for form in labels.values())
    told = Told(COACHED.show_brief(brief) + forms)
    for plan in some_plans(20, f"bought {number}"):
        parts = vars(done(brief, plan).bill)
        for name, amount in bought(told, plan.model_dump()).items():
            assert amount == pytest.approx(parts[name]), (name, plan)


# --- the family and its best -----------------------------------------------------------------


def test_every_plan_has_its_place():
    for place in range(0, len(every_plan()), 97):
        assert position(every_plan()[place]) == place


@pytest.mark.parametrize("number", [0, 7, 12, 19])
def test_the_search_finds_the_cheapest_of_all(number):
    brief = BRIEFS[number]
    costs = [done(brief, plan).cost for plan in every_plan()]
    done.cache_clear()
    assert done(brief, cheapest(brief)).cost == pytest.approx(min(costs))


def test_what_a_plan_does_not_read_it_does_not_pay():
    brief = BRIEFS[0]
    for plan in some_plans(40, "labels"):
        costs = {done(brief, plan.but(labels=key)).cost for key in OPTIONS["labels"]}
        assert (len(costs) == 1) == (not plan.watches_quality)


def test_prices_only_ever_add():
    """A dearer letter, call, label, look or stand-by never makes a plan cheaper."""
    for plan in some_plans(20, "prices"):
        for brief in BRIEFS[:3]:
            for name in ("wrong", "false_alarm", "label", "look", "standby"):
                dearer = replace(brief, **{name: 2 * getattr(brief, name)})
                assert done(dearer, plan).cost >= done(brief, plan).cost - 1e-6


def test_a_quicker_answer_never_does_more_harm():
    for number, plan in enumerate(some_plans(40, "answer")):
        brief = BRIEFS[number % len(BRIEFS)]
        if plan.watch == "everything":
            continue  # a rest after a needless call may by luck hide the next one
        harm = [done(brief, plan.but(answer=key)).bill.harm for key in OPTIONS["answer"]]
        assert harm[0] <= harm[-1] + 1e-6


def test_the_best_plans_differ():
    """No plan fits all: each field takes at least three values among the best ones."""
    best = [scale_of(COACHED, number).best_decision for number in range(len(BRIEFS))]
    assert len(set(best)) >= 20
    for name in ("watch", "look_back", "look_every", "limit", "labels", "answer"):
        assert len({getattr(plan, name) for plan in best}) >= 3, name
    assert len({plan.in_a_row for plan in best}) >= 2


# --- what is read -----------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(valid_decisions(MonitoringPlan))
def test_the_sentence_says_the_plan(plan):
    text = "; ".join(plan.parts())
    limit = plan.value("limit")
    index, drop = limit.index, limit.fewer
    quality = plan.watches_quality
    only = WATCH_LISTS[plan.watch] == ("quality",)
    assert (f"{drop} fewer of 100" in text) == quality
    assert (f"{plan.value('labels')} letters a day are labelled" in text) == quality
    assert (f"index is above {index:g}" in text) == (not only)
    days = plan.value("answer")
    assert f"within {days} day{'' if days == 1 else 's'}" in text
    spoken = {"day": "last day", "week": "last week"}
    assert spoken.get(plan.look_back, "last") in text


def test_two_plans_that_do_something_else_read_differently():
    said = {}
    for plan in every_plan()[::7]:
        key = tuple(
            getattr(plan, name) for name in OPTIONS if name != "labels" or plan.watches_quality
        )
        assert said.setdefault("; ".join(plan.parts()), key) == key


def test_briefs_fit_into_the_time():
    for brief in BRIEFS:
        shown = COACHED.show_brief(brief)
        text = text_of_html(shown)
        assert len(words(text.partition("The last 20")[0])) <= 120
        prices, _, history = shown.partition("The last 20")
        assert prices.count("<tr>") <= 5
        assert history.count("<tr>") - 1 <= 8
        counts = dict(brief.about.history)
        assert sum(counts.values()) <= 20
        assert set(counts) <= set(words_of("drift").block("history.happened"))


def test_the_form_starts_with_the_present_plan_and_leaves_one_field_open():
    start = COACHED.starts_from(BRIEFS[0])
    assert set(OPTIONS) - set(start) == {"answer"}
    for answer in OPTIONS["answer"]:
        plan = MonitoringPlan.read({**start, "answer": answer})
        for number, brief in enumerate(BRIEFS):
            assert share_of(done(brief, plan).cost, scale_of(COACHED, number)) <= 0.3


def test_the_lever_saves_what_it_says():
    for number, plan in enumerate(some_plans(40, "lever")):
        brief = BRIEFS[number % len(BRIEFS)]
        lever = COACHED.lever(brief, plan)
        differing = [name for name in OPTIONS if getattr(plan, name) != getattr(lever.better, name)]
        assert tuple(differing) == lever.fields
        if not lever.is_small:
            assert lever.saving == pytest.approx(
                done(brief, plan).cost - done(brief, lever.better).cost
            )
            hint = COACHED.hint(brief, plan, scale_of(COACHED, number % len(BRIEFS)))
            assert euros(lever.saving) in hint.lever
            assert hint.then == lever.better


def test_values_of_the_options_are_what_the_form_says():
    for name in ("look_back", "look_every"):
        assert [option.value for option in OPTIONS[name].values()] == [1, 7, 14, 28]
    for name in ("labels", "answer"):
        for key, text in (MonitoringPlan.spec(name).options or {}).items():
            assert int(text.split()[0]) == OPTIONS[name][key].value
    for key, text in (MonitoringPlan.spec("limit").options or {}).items():
        limit = OPTIONS["limit"][key].value
        assert f"above {limit.index:g}, or {limit.fewer} fewer of 100" in text


def test_the_order_of_fields_and_options_is_that_of_the_table():
    """The table of outcomes goes by position: another order would read other plans' rows."""
    assert tuple(MonitoringPlan.model_fields) == tuple(OPTIONS)
    assert {name: tuple(options) for name, options in OPTIONS.items()} == {
        "watch": (
            *("all_inputs", "predictions", "quality", "important_inputs"),
            *("important_inputs_and_quality", "everything"),
        ),
        "look_back": ("day", "week", "two_weeks", "four_weeks"),
        "look_every": ("day", "week", "two_weeks", "four_weeks"),
        "limit": ("a_little", "some", "clearly", "far"),
        "in_a_row": ("first", "second", "third"),
        "labels": ("five", "ten", "twenty", "fifty"),
        "answer": ("one_day", "two_days", "five_days", "ten_days"),
    }


# --- what is said before and after committing --------------------------------------------------


def test_practice_says_what_to_change_and_commitment_what_the_colleague_has():
    for number, plan in enumerate(some_plans(40, "named")):
        number %= len(BRIEFS)
        scale = scale_of(COMMITTED, number)
        before = COACHED.feedback(BRIEFS[number], plan, scale)
        after = COMMITTED.feedback(BRIEFS[number], plan, scale)
        assert "instead of" not in before.lever + before.next_step
        lever = COMMITTED.lever(BRIEFS[number], plan, scale.reference)
        # A plan that is dearer than the colleague's by more than a little is told by how much.
        dear = done(BRIEFS[number], plan).cost > 1.05 * scale.best
        assert not (dear and lever.is_small)
        if lever.is_small:
            continue
        for field in lever.fields:
            assert getattr(lever.better, field) == getattr(scale.reference, field)
            option = short(field, getattr(scale.reference, field))
            assert f"“{option}” instead of your" in after.lever


def test_the_colleague_s_own_plan_has_nothing_to_change():
    for number, brief in enumerate(BRIEFS):
        scale = scale_of(COMMITTED, number)
        assert COMMITTED.lever(brief, scale.reference, scale.reference).is_small


@pytest.mark.parametrize("number", range(len(BRIEFS)))
def test_the_colleague_s_reasons_are_about_this_brief(number):
    brief, plan = BRIEFS[number], scale_of(COACHED, number).best_decision
    said, history = " ".join(reasons(brief, plan)), dict(brief.about.history)
    rules = history.get("relationship", 0) + history.get("gradual", 0)
    letters = history.get("harder", 0) + history.get("broken_feed", 0)
    # What she says about labels is what her plan does.
    assert bool(rules) == plan.watches_quality
    assert (f"({rules} of 20 half-years) show in labels alone" in said) == bool(rules)
    assert (f"({letters} of 20 half-years) move the inputs" in said) == bool(letters)
    assert f"{brief.about.letters * plan.value('look_back'):,} letters" in said
    labels = plan.value("labels") * plan.value("look_back")
    assert f"{labels:,} labels" in said or not rules
    assert len(words(said)) <= 160
    shown = dearest_changes(brief, plan)
    assert len(shown) == 3
    assert all(item.cost >= done(brief, plan).cost for _, item in shown)


def test_luck_with_few_labels_by_hand():
    """Of 5 labels at most 3 right is 12 of 100 fewer: 78 of 100 are usual."""
    right = worlds()["stable"].reference.accuracy
    by_hand = 1 - 5 * right**4 * (1 - right) - right**5
    assert by_luck(5, 12) == pytest.approx(by_hand)
    assert by_luck(140, 8) < by_luck(140, 5)
