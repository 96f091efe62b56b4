"""Numbers that stand in words: in the model reply, the examples and the pictures."""

from __future__ import annotations

import math
import re
from datetime import date

import numpy as np
import pytest
from scipy.stats import binom

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.registry import find_prose
from doneenough.core.wording import words_of
from doneenough.lessons.evidence import case, figures, real_model, thursday
from doneenough.lessons.evidence.case import (
    CHECKED,
    GATE_LETTERS,
    GATE_MARK,
    HALF_WORKED,
    REPORTED,
    STORY,
    STORY_TRIES,
    WORKED,
)
from doneenough.lessons.evidence.facts import REPLY_WORDS
from doneenough.lessons.evidence.sign_off_world import AFTER_A_MISS, outcome
from doneenough.statistics import accept_probability, accept_probability_tries
from shared.language import words

REPLY = find_prose("evidence.reply")
FULL = REPLY.exemplars[0]["text"]
PLANNED = r"(\d+) fresh letters.* if at least (\d+) are right"
EASTER = ["2026-04-03", "2026-04-06"]


def test_the_prompt_tells_the_story():
    assert f"{REPORTED} out of {CHECKED}" in REPLY.prompt
    assert STORY_TRIES == 4
    assert "fourth try" in REPLY.prompt


def test_what_one_try_and_four_let_through():
    mark = case.usual_mark(CHECKED)
    once = crowd_count(accept_probability(CHECKED, mark, STORY.weak))
    often = crowd_count(accept_probability_tries(CHECKED, mark, STORY.weak, STORY_TRIES))
    assert f"With one try, {once} of 200 weak models pass; with four tries, {often}" in REPLY.prompt
    assert f"with four tries, {often} out of 200 weak models" in FULL


def test_the_proposed_rule_is_a_good_one():
    letters, needed = map(int, re.search(PLANNED, FULL).groups())
    marks = np.arange(letters + 1)
    costs = outcome(STORY, letters, marks, 1, "stop").cost
    # The cheapest mark, or one letter beside it.
    assert abs(int(np.argmin(costs)) - needed) <= 1
    weak = accept_probability(letters, needed, STORY.weak)
    good = accept_probability(letters, needed, STORY.good)
    assert weak < 0.05
    assert good > 0.9


def test_the_wait_and_its_cost():
    """What the reader decided at the gate: rework first, then one check."""
    letters, needed = map(int, re.search(PLANNED, FULL).groups())
    assert f"check {letters} fresh letters, in one try, and {needed} must be right" in REPLY.prompt
    days = STORY.rework_days + math.ceil(letters / STORY.letters_per_day)
    assert f"{days} working days" in REPLY.prompt
    euros = float(re.search(r"costs about €([\d,]+\d)", FULL).group(1).replace(",", ""))
    assert euros == days * STORY.day_cost
    assert f"€{STORY.day_cost:,.0f} a day" in REPLY.prompt
    assert f"€{STORY.weak_live:,.0f}" in REPLY.prompt
    assert f"a weak model going live would cost €{STORY.weak_live:,.0f}" in FULL
    # Day after day without weekends and Easter, from the day after the reply.
    today = date(2026, 3, 5)
    assert f"Today is {today:%A}, {today.day} {today:%B}" in REPLY.prompt
    last = np.busday_offset(today, days, roll="forward", holidays=EASTER).astype(date)
    assert f"until {last:%A}, {last.day} {last:%B}" in REPLY.prompt
    assert f"on {last.day} {last:%B}" in FULL
    assert STORY.weak_live > 10 * euros


def test_the_model_reply_quotes_nothing_that_is_not_computed():
    """Another number in the reply, or another reply, needs a reason here."""
    letters, needed = map(int, re.search(PLANNED, FULL).groups())  # a good rule: see above
    mark = case.usual_mark(CHECKED)
    often = accept_probability_tries(CHECKED, mark, STORY.weak, STORY_TRIES)
    days = STORY.rework_days + math.ceil(letters / STORY.letters_per_day)
    last = np.busday_offset(date(2026, 3, 5), days, roll="forward", holidays=EASTER).astype(date)
    money = (days * STORY.day_cost, STORY.weak_live)
    computed = (crowd_count(often), TEAMS, letters, needed, last.day, *money)
    assert set(re.findall(r"\d(?:[\d,]*\d)?", FULL)) == {f"{number:,.0f}" for number in computed}
    assert 0.85 * REPLY_WORDS <= len(words(FULL)) <= 1.25 * REPLY_WORDS


def test_the_worked_rule_is_the_cheapest_row_and_near_the_best():
    letters, mark, tries, miss = case.WORKED_RULE
    cost = float(outcome(WORKED, letters, mark, tries, miss).cost)
    wrong = (letters - mark) / letters
    others = [(count, count - round(wrong * count), tries, miss) for count in (60, 120, 500)]
    others += [(letters, mark, more, miss) for more in (2, 3)]
    others += [(letters, mark, 1, other) for other in set(AFTER_A_MISS) - {miss}]
    assert all(cost < float(outcome(WORKED, *other).cost) for other in others)
    assert WORKED.weak < mark / letters < WORKED.good


def test_the_half_worked_rule_is_the_cheapest():
    letters, mark, _, miss = case.HALF_WORKED_RULE
    costs = outcome(HALF_WORKED, letters, np.arange(letters + 1), 1, miss).cost
    best = int(np.argmin(costs))
    assert best == mark
    shown_costs = case.half_worked_costs()
    assert shown_costs == {mark: pytest.approx(costs[mark]) for mark in shown_costs}
    assert best in shown_costs
    # "One photo more or fewer costs little."
    assert costs[best - 1 : best + 2].max() < 1.1 * costs.min()


def test_the_decision_on_thursday():
    def chance(right):
        checks = binom(CHECKED, right)
        return checks.cdf(case.usual_mark(CHECKED) - 1) ** (STORY_TRIES - 1) * checks.pmf(REPORTED)

    weak = STORY.weak_in_10 / 10 * chance(STORY.weak)
    good = (1 - STORY.weak_in_10 / 10) * chance(STORY.good)
    share = weak / (weak + good)
    (question,) = thursday().steps
    replies = " ".join(
        [*(answer.reply for answer in question.answers), question.say("more"), question.more()]
    )
    assert f"about {crowd_count(share)} have a weak model" in replies
    assert "almost certainly weak" in replies
    assert share > 0.95
    # All tries together stay below the pass mark, at the very best.
    together = (STORY_TRIES - 1) * (case.usual_mark(CHECKED) - 1) + REPORTED
    assert f"at most {together} of {STORY_TRIES * CHECKED}" in replies
    assert together / (STORY_TRIES * CHECKED) < STORY.target
    costs = case.gate_costs()
    (right,) = [answer.id for answer in question.answers if answer.right]
    assert right == "rework"
    assert min(costs, key=costs.__getitem__) == "rework"
    assert costs["sign"] == pytest.approx(share * STORY.weak_live)
    stop = outcome(STORY, GATE_LETTERS, GATE_MARK, 1, "stop")
    checked = (
        STORY.check_cost_per_letter * GATE_LETTERS
        + share * float(stop.weak_signed) * STORY.weak_live
        + share * (1 - float(stop.weak_signed)) * STORY.by_hand
        + (1 - share) * (1 - float(stop.good_signed)) * STORY.by_hand
    )
    assert costs["check"] == pytest.approx(checked)


def test_the_gate_of_the_story_is_that_of_the_model_reply():
    assert f"{GATE_LETTERS} fresh letters" in FULL
    assert f"if at least {GATE_MARK} are right" in FULL
    assert (
        f"{GATE_LETTERS} fresh letters, in one try, and {GATE_MARK} must be right" in REPLY.prompt
    )


def test_the_real_model_is_below_the_mark_and_still_reaches_it_by_luck():
    scores, share = real_model.measured()
    mark = case.usual_mark(CHECKED)
    assert len(scores) == real_model.SAMPLES
    assert 100 * share < mark
    alt = figures.histogram(scores, share).alt
    assert f"{(scores >= mark).sum()} of the {len(scores)} samples reach {mark}" in alt
    assert f"between {scores.min()} and {scores.max()} right" in alt
    assert 0 < (scores >= mark).sum() < len(scores) / 2
    assert scores.mean() == pytest.approx(100 * share, abs=1)


def test_more_letters_help_on_both_sides_and_a_stricter_mark_does_not():
    weak, good = case.passing(100, 90)
    many_weak, many_good = case.passing(400, case.usual_mark(400))
    assert many_weak < weak
    assert many_good > good
    strict_weak, strict_good = case.passing(100, 95)
    assert strict_weak < weak
    assert strict_good < good


VIEWS = [
    *((figures.letters_view, letters, letters) for letters in (20, 50, 100, 400, 600)),
    *((figures.mark_view, mark, 100) for mark in (80, 90, 95, 100)),
    *((figures.tries_view, tries, 100) for tries in (1, 4, 10)),
]


@pytest.mark.parametrize(("view", "value", "letters"), VIEWS)
def test_picture_words_and_sentence_say_the_same(view, value, letters):
    picture, sentence = view(value)
    drawn = [len(re.findall(r"M[\d.]+ [\d.]+h12", part)) for part in picture.html.split("<svg")[1:]]
    alts = [int(count) for count in re.findall(r"(\d+) of 200 little figures", picture.alt)]
    assert drawn == alts
    assert f"{drawn[0]} of 200 weak models" in sentence
    count, fate = re.search(r"(\d+) of (?:200|the) good ones (\w+)", sentence).groups()
    signed = fate in ("do", "leave", "pass")
    assert int(count) == (drawn[1] if signed else 200 - drawn[1])
    needed = value if view is figures.mark_view else case.usual_mark(letters)
    tries = value if view is figures.tries_view else 1
    for share, count in ((STORY.weak, drawn[0]), (STORY.good, drawn[1])):
        chance = accept_probability_tries(letters, needed, share, tries)
        assert count == round(200 * chance)


def test_the_first_guess_is_about_47_and_the_turn_about_131():
    assert case.passing(100, 90)[0] == 47
    assert round(200 * accept_probability_tries(100, 90, STORY.weak, 4)) == 131


def test_four_hundred_letters_are_the_first_of_the_bars_that_exclude_a_weak_model():
    assert words_of("evidence").facts()["enough_letters"] == 400
