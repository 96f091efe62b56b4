"""The page of lesson 6 checks itself: a sentence that parses, and what its numbers can't show."""

from __future__ import annotations

import html

import numpy as np
import pytest

from doneenough.lessons.criterion import my_criterion
from doneenough.lessons.criterion.pages import FAR, NEAR

FILLED = {
    "project": "Mail sorting: finds injury claims",
    "unit": "injury claims",
    "measure": "are found",
    "group": "written by hand",
    "severe": "land in spam",
}


def card(**values):
    explorer = my_criterion()
    (step,) = explorer.steps
    for name, value in {**FILLED, **values}.items():
        step.controls[name].value = value
    return explorer, step


def test_the_sentence_can_be_sent_as_it_is(work):
    explorer, step = card(cases=200, mark=87, floor=75, limit=20)
    said = (
        "We check 200 fresh injury claims, and accept if at least 174 of them (87 of 100) are "
        "found; among those written by hand, at least 75 of 100; and at most 20 of 1,000 land in "
        "spam."
    )
    assert step.sentence() == said
    step.button.click()
    page = (work / "pages" / "challenge_card.md").read_text(encoding="utf-8")
    assert said in page
    assert "at most: " not in page
    assert explorer.errors == []


def test_a_promise_that_the_cases_cannot_show_is_told():
    """Two hundred cases without one failure rule out 15 in 1,000, not 1 in 1,000."""
    _, step = card(cases=200, limit=1)
    (said,) = (text for text in step.checks() if "can't show" in text)
    assert said.startswith("200 injury claims can't show “at most 1 of 1,000”")
    assert "up to 15 of 1,000 might" in said
    assert "about 2,995 without one" in said
    assert html.escape(said) in step.live.value
    step.controls["limit"].value = 20
    assert not any("can't show" in text for text in step.checks())


def test_what_the_floor_lets_through_is_told_and_agrees_with_a_simulation():
    _, step = card(cases=200, mark=87, share=15, floor=55)
    low = step.let_through()["below_in_group"]
    rng = np.random.default_rng(3)
    group = rng.binomial(30, (87 - FAR) / 100, 200_000)
    rest = rng.binomial(170, (87 + NEAR) / 100, 200_000)
    passed = ((group >= 17) & (group + rest >= 174)).mean()
    assert low == pytest.approx(200 * passed, abs=1)
    assert any(f"The floor still lets {low} of 200 models pass" in text for text in step.checks())


def test_without_a_floor_or_a_limit_the_page_says_so():
    _, step = card(floor=0, severe="")
    said = " ".join(step.checks())
    assert "There's no floor" in said
    assert "Nothing limits" in said
    assert "among those" not in step.sentence()
    assert "1,000" not in step.sentence()


def test_what_is_open_or_could_be_anything_is_told():
    _, step = card(unit="", measure="")
    assert "(still open)" in step.sentence()
    assert step.checks()[0].startswith("Part of the sentence is still open")
    _, step = card(unit="cases")
    assert step.checks()[0].startswith("“cases” could mean anything")


def test_numbers_that_fit_are_called_so():
    _, step = card(cases=600, mark=87, share=30, floor=78, limit=10)
    assert step.checks() == [step.words("checks.fine")]


def test_what_is_typed_is_no_markup():
    explorer, step = card(unit="<b>claims</b>", limit=1)
    assert "<b>claims" not in step.live.value
    assert explorer.errors == []
