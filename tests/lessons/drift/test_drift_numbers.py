"""What the lesson says is what the streams and formulas give."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import stats

from doneenough.core import store
from doneenough.core.registry import find_prose
from doneenough.core.wording import words_of
from doneenough.lessons.drift import after_alarm, case, chance, my_signature
from doneenough.lessons.drift.alarms_world import shares
from doneenough.lessons.drift.case import LABEL_DELAY, PLANS, TODAY, USUAL_LIMIT
from doneenough.lessons.drift.layout import CASES, case_view
from doneenough.lessons.drift.plan_decision import OPTIONS
from doneenough.lessons.drift.plan_world import worlds
from doneenough.lessons.drift.without_labels import (
    HALF_WORKED,
    WORKED,
    half_worked_costs,
    repairs,
    result,
)
from doneenough.statistics.drift import EMPTY_SHARE
from doneenough.statistics.monitoring import Plan, evaluate
from doneenough.statistics.watch import Signal
from shared.language import text_of_html, unfilled

REGISTER = find_prose("drift.register")
FACTS = words_of("drift").facts()


def test_stable_data_alarm_on_most_days_at_50_records():
    """The design had 86 % of days at 50, 42 % at 100 (its index had other bins), 3 % at 200."""
    assert chance.small_look(50, USUAL_LIMIT) == pytest.approx(0.86, abs=0.015)
    assert chance.small_look(100, USUAL_LIMIT) == pytest.approx(0.40, abs=0.03)
    assert chance.small_look(200, USUAL_LIMIT) == pytest.approx(0.03, abs=0.015)
    row = [chance.small_look(n, USUAL_LIMIT) for n in (50, 100, 200, 400)]
    assert row == sorted(row, reverse=True)


def test_a_higher_limit_calls_less_and_a_broken_feed_still_shows():
    limits = [option.value.index for option in OPTIONS["limit"].values()]
    row = [round(100 * chance.small_look(50, limit)) for limit in limits]
    # The facilitator's sheet quotes the last one.
    assert row == [99, 86, 28, FACTS["far_limit_called"]]
    assert FACTS["far_limit_called"] == 5
    assert chance.broken_feed_index() == pytest.approx(8.28, abs=0.01)


def test_small_looks_agree_with_another_count():
    """Another hundred thousand quiet days, drawn and counted apart from the course's code."""
    days = np.random.default_rng(5).multinomial(50, np.full(10, 0.1), 100_000)
    seen = np.maximum(days / 50, EMPTY_SHARE)
    index = ((seen - 0.1) * np.log(seen / 0.1)).sum(axis=1)
    for limit in (0.1, 0.25, 0.5):
        error = np.sqrt((index > limit).mean() / 40_000) * 4 + 0.002
        assert chance.small_look(50, limit) == pytest.approx((index > limit).mean(), abs=error)


def test_the_web_form_and_the_rule_do_what_the_lesson_says():
    """What the model says moves with a web form and a broken feed, not with a rule."""
    for name, moves in (("harder", True), ("broken_feed", True), ("relationship", False)):
        said = case.lines(name)[1]
        assert bool(said[-60:].min() > 0.5) == moves
        assert moves or said[-60:].max() < 0.1
    assert "65 of 100 right, not 78" in case_view("harder")[1]


def test_as_many_calls_as_there_can_be():
    """The worked example: "until that's done no new alarm is raised"."""
    first = repairs()["start"]
    assert first.answer == "two_days"
    assert result(WORKED, first).quiet_year == pytest.approx(365 / 3, abs=0.1)


def test_twenty_inputs_call_on_64_of_100_days():
    assert chance.any_of(20, 0.05) == pytest.approx(0.6415, abs=1e-4)


def test_inputs_cannot_show_a_changed_rule_and_flag_a_harmless_shift():
    assert case.noticed(TODAY, "relationship")[0] == 0
    assert case.noticed(TODAY, "gradual")[0] == 0
    assert case.flagged(TODAY, "harmless_shift") == 200
    assert case.flagged(TODAY, "stable") == 0
    assert case.noticed(TODAY, "broken_feed")[0] == 200


def test_a_season_is_mistaken_for_drift_in_short_looks_only():
    assert case.weekends(1) == pytest.approx(51, abs=1)
    assert case.weekends(7) == pytest.approx(0, abs=0.05)
    assert case.WEEKS == 26
    # The question after it: from here on hardly a call is left, and just before there are some.
    assert FACTS["weekends_quiet"] == 4
    assert case.weekends(3) > 3


def test_each_day_of_label_delay_is_a_day_later():
    assert case.late(21) - case.late(7) == pytest.approx(14, abs=0.01)
    # Without any delay it "would still take about three weeks".
    assert 18 <= case.late(0) <= 24


def seen_after(back, drop, every=7, labels=20):
    """Return after how many days, on average, such looks at labels show a changed rule."""
    limit = worlds()["stable"].reference.accuracy - drop / 100
    plan = Plan((Signal("quality", back, limit),), every, 1, labels)
    streams = case.products("relationship")
    return evaluate(plan, streams, LABEL_DELAY).worlds["relationship"].delay.mean


def test_looking_daily_or_a_lower_limit_is_no_cure_and_a_shorter_look_is():
    """The replies to "What shortens that?"."""
    as_it_is = seen_after(28, 8)
    assert as_it_is == pytest.approx(case.late(LABEL_DELAY))
    assert 0 < as_it_is - seen_after(28, 8, every=1) < 5  # "a few days at most"
    assert seen_after(28, 12) > as_it_is
    assert seen_after(14, 8, labels=50) < as_it_is - 5


def test_a_day_with_a_changed_rule_costs_about_2000():
    assert case.daily_harm() == pytest.approx(2_000, abs=50)
    assert FACTS["daily_harm"] == "€2,000"


MOVES = {
    "Nothing changes": (False, False, False),
    "The inputs move": (True, False, False),
    "Only the labels fall": (False, False, True),
    "All three lines move": (True, True, True),
}
"""Which lines move, as the picture's message begins: inputs, what the model says, labels."""


@pytest.mark.parametrize("world", CASES)
def test_the_message_of_each_picture_says_which_lines_move(world):
    picture, sentence = case_view(world)
    (moves,) = [moves for words, moves in MOVES.items() if words in picture.alt]
    inputs, said, right = case.lines(world)
    changed = slice(-60, None)
    assert moves == (
        bool((inputs[changed] > USUAL_LIMIT).all()),
        bool((said[changed] > USUAL_LIMIT).all()),
        bool(np.nanmean(right[changed]) < np.nanmean(right[:80]) - 0.05),
    )
    # What today's plan notices is what moves in its inputs.
    called = int(re.search(r"(\d+) of 200 such products get an alarm", sentence).group(1))
    assert called == (200 if moves[0] else 0)
    assert unfilled(sentence + text_of_html(picture.html) + picture.alt) == []


def test_the_last_plan_of_the_case_is_the_cheapest():
    totals = [case.bill_of(plan).total for plan in PLANS.values()]
    assert totals[-1] == min(totals)


def test_every_step_of_the_worked_example_saves():
    costs = [result(WORKED, plan).cost for plan in repairs().values()]
    assert costs == sorted(costs, reverse=True)
    assert list(repairs().values())[-1] == WORKED.plan


def test_the_half_worked_choice_has_a_middle():
    table = half_worked_costs()
    best = min(table, key=table.__getitem__)
    assert 3 < best < 25
    assert HALF_WORKED.plan.look_every == "week"
    assert table[7] < 1.1 * table[best]


def test_numbers_after_the_alarm():
    """By chance about 30 of 300, and hardly ever more than 45: once in 200 days or less."""
    (question,) = after_alarm().steps
    assert "100 of 300 letters have hardly any words, and usually it's one in ten" in (
        question.choice.label
    )
    share = shares()["nothing"]["short"]
    assert share == pytest.approx(0.1, abs=0.005)
    reply = next(answer.reply for answer in question.answers if answer.id == "nothing")
    usual, rare = map(int, re.findall(r"\d+", reply))
    assert usual == round(300 * share)
    assert stats.binom.sf(rare, 300, share) < 0.005 <= stats.binom.sf(rare - 5, 300, share)


def test_what_the_sheet_and_the_notebook_quote():
    named = {
        "decision_day": 11,
        "small_look_called": 86,
        "many_inputs_called": 64,
        "weekend_calls": 51,
        "late_days": 36,
        "everything_calls": 67,
        "harmless_shift_called": 200,
        "rule_change_called": 0,
        "right_at_sign_off": 78,
        "right_after_web_form": 65,
        "worked_letters": 40,
    }
    assert {name: FACTS[name] for name in named} == named
    assert f"{case.DECISION:%A}" == "Friday"


def test_the_written_task_tells_the_truth():
    right = worlds()["stable"].reference.accuracy
    assert f"where it was {round(100 * right)}." in REGISTER.prompt
    assert "labels of two weeks, 20 a day" in REGISTER.prompt
    days = round(seen_after(14, 8))
    assert f"about {days} days, and each of these days costs about €2,000" in REGISTER.prompt
    assert case.daily_harm() == pytest.approx(2_000, abs=50)
    full = REGISTER.exemplars[0]["text"]
    assert f"about {days} days, which costs about €{2_000 * days:,}" in full


def test_the_signature_of_lesson_5_returns():
    assert "In March" in my_signature().alt
    rule = {"letters_to_check": 400, "right_needed": 363, "tries_allowed": 1, "on_a_miss": "stop"}
    store.remember("evidence", "committed.final_rule", rule)
    assert "at least 363 of 400 letters are right, with 1 try" in my_signature().alt


@pytest.mark.parametrize("kept", [7, {"letters_to_check": "x"}, {"letters_to_check": 400}, []])
def test_a_damaged_signature_is_left_out(kept):
    store.remember("evidence", "committed.final_rule", kept)
    assert "In March" in my_signature().alt
