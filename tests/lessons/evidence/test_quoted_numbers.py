"""Numbers that stand in words: in the model reply, the examples and the pictures."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from doneenough.lessons.evidence import explorer, figures, model
from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED
from doneenough.lessons.evidence.prose import REPLY
from doneenough.lessons.evidence.story import CHECKED, REPORTED, STORY, STORY_TRIES
from doneenough.statistics import accept_probability, accept_probability_tries
from shared.language import text_of_html

FULL = REPLY.exemplars[0]["text"]
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "seven": 7}


def test_the_prompt_tells_the_story():
    assert f"{REPORTED} of {CHECKED}" in REPLY.prompt
    assert STORY_TRIES == 4
    assert "fourth try" in REPLY.prompt


def test_a_weak_model_passes_about_one_try_of_four():
    once = accept_probability(CHECKED, figures.usual_mark(CHECKED), STORY.weak)
    found = re.search(r"passes this check in about (\w+) try of (\w+)", FULL)
    few, many = (NUMBER_WORDS[word] for word in found.groups())
    # No other fraction with so small a denominator is closer.
    assert abs(once - few / many) == min(
        abs(once - a / b) for b in range(1, many + 1) for a in range(b + 1)
    )


def test_with_four_tries_about_two_of_three_get_through():
    often = accept_probability_tries(CHECKED, figures.usual_mark(CHECKED), STORY.weak, STORY_TRIES)
    found = re.search(r"With (\w+) tries, about (\w+) of (\w+) weak models", FULL)
    tries, few, many = (NUMBER_WORDS[word] for word in found.groups())
    assert tries == STORY_TRIES
    assert often == pytest.approx(few / many, abs=0.02)


def test_the_proposed_rule_is_a_good_one():
    letters, needed = map(
        int, re.search(r"check (\d+) new letters.* sign from (\d+) right", FULL).groups()
    )
    marks = np.arange(letters + 1)
    costs = model.outcome(STORY, letters, marks, 1, "stop").cost
    # The cheapest mark, or one letter beside it.
    assert abs(int(np.argmin(costs)) - needed) <= 1
    weak = accept_probability(letters, needed, STORY.weak)
    good = accept_probability(letters, needed, STORY.good)
    assert weak < 0.05
    assert good > 0.9


def test_seven_working_days_and_their_cost():
    letters = int(re.search(r"check (\d+) new letters", FULL).group(1))
    a_day = int(re.search(r"At (\d+) letters a day", FULL).group(1))
    days = NUMBER_WORDS[re.search(r"that is (\w+) working days", FULL).group(1)]
    euros = float(re.search(r"costs us about ([\d,]+) euros", FULL).group(1).replace(",", ""))
    assert a_day == STORY.letters_per_day
    assert days == math.ceil(letters / a_day)
    assert euros == days * STORY.day_cost
    assert "a weak model would cost far more" in FULL
    assert STORY.weak_live > 10 * euros


def test_every_number_of_the_model_reply_is_tested_above():
    assert re.findall(r"\d[\d,]*", FULL) == ["400", "363", "60", "7,000", "14"]


def test_the_worked_rule_is_the_cheapest_row_and_near_the_best():
    brief, rule = WORKED.brief, WORKED.rule
    cost = float(
        model.outcome(
            brief, rule.letters_to_check, rule.right_needed, rule.tries_allowed, rule.on_a_miss
        ).cost
    )
    share = (rule.letters_to_check - rule.right_needed) / rule.letters_to_check
    for letters in (60, 120, 500):
        needed = letters - round(share * letters)
        other = model.outcome(brief, letters, needed, rule.tries_allowed, rule.on_a_miss).cost
        assert cost < float(other)
    for tries in (2, 3):
        assert cost < float(
            model.outcome(
                brief, rule.letters_to_check, rule.right_needed, tries, rule.on_a_miss
            ).cost
        )
    for miss in set(model.MISS_OPTIONS) - {rule.on_a_miss}:
        assert cost < float(
            model.outcome(brief, rule.letters_to_check, rule.right_needed, 1, miss).cost
        )
    assert brief.weak < rule.right_needed / rule.letters_to_check < brief.good


def test_the_half_worked_rule_is_the_cheapest():
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    marks = np.arange(rule.letters_to_check + 1)
    costs = model.outcome(brief, rule.letters_to_check, marks, 1, rule.on_a_miss).cost
    assert int(np.argmin(costs)) == rule.right_needed
    said = text_of_html(explorer._best_half_worked())
    assert f"is {rule.right_needed} of {rule.letters_to_check}" in said
    # "... more or fewer change little."
    reach = 2 if "two letters" in said else 1
    close = costs[rule.right_needed - reach : rule.right_needed + reach + 1]
    assert close.max() < 1.1 * costs.min()


def test_more_letters_help_on_both_sides_and_a_stricter_mark_does_not():
    weak, good = figures.passing(100, 90)
    many_weak, many_good = figures.passing(400, figures.usual_mark(400))
    assert many_weak < weak
    assert many_good > good
    strict_weak, strict_good = figures.passing(100, 95)
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
    assert f"{200 - drawn[1]} of 200 good ones" in sentence
    needed = value if view is figures.mark_view else figures.usual_mark(letters)
    tries = value if view is figures.tries_view else 1
    for share, count in ((STORY.weak, drawn[0]), (STORY.good, drawn[1])):
        chance = accept_probability_tries(letters, needed, share, tries)
        assert count == round(200 * chance)


def test_the_first_guess_is_about_47_and_the_turn_about_131():
    assert figures.passing(100, 90)[0] == 47
    assert round(200 * accept_probability_tries(100, 90, STORY.weak, 4)) == 131
