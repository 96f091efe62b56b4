"""Feedback as shown: safe, in order, and silent about the best until it may be told."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.core import face
from doneenough.core.feedback import Feedback, MoneyLine, Shown, euros
from doneenough.core.figures import Picture
from doneenough.core.words import AS_GOOD, MINUS, whole_points

FEEDBACK = Feedback(
    protected="It stops 154 of 200.",
    consequence="46 leave signed.",
    money=(
        MoneyLine("Sign all", 160_000),
        MoneyLine("Your rule", 50_000, is_learner=True),
        MoneyLine("The best there is", 39_900, is_best=True),
    ),
    lever="The number of letters.",
    next_step="Try more.",
    why="A hundred feels like a lot.",
    misconception="hundred_is_plenty",
    picture=Picture('<svg role="img" aria-label="46 of 200"></svg>', "46 of 200"),
)


def shown(feedback=FEEDBACK, **changes):
    given = {"title": "Brief A", "points": 6.5, "most": 10.0, **changes}
    return Shown(feedback, **given)


class Tags(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value) for name, value in attrs]

    def handle_data(self, data):
        self.text.append(data)


NASTY = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>&amp;"


def test_every_text_is_escaped():
    nasty = replace(
        FEEDBACK,
        **dict.fromkeys(
            ["protected", "consequence", "lever", "next_step", "why", "money_note"], NASTY
        ),
        money=(MoneyLine(NASTY, 1.0),),
        picture=None,
    )
    page = Tags(shown(nasty, title=NASTY, change=NASTY).to_html())
    plain = Tags(shown(replace(FEEDBACK, picture=None, money_note="x"), change="x").to_html())
    assert set(page.tags) == set(plain.tags)
    assert {name for name, _ in page.attributes} == {name for name, _ in plain.attributes}
    assert "".join(page.text).count(NASTY) == 9


@pytest.mark.parametrize("method", ["to_html", "to_text"])
def test_the_best_is_hidden_until_revealed(method):
    before = getattr(shown(), method)()
    after = getattr(shown(reveal=True), method)()
    assert "The best there is" not in before
    assert "39,900" not in before
    assert "The best there is" in after
    assert "€39,900" in after


def test_the_order_is_that_of_the_lesson_standard():
    parts = [
        FEEDBACK.protected,
        FEEDBACK.consequence,
        "Sign all",
        "Your rule",
        FEEDBACK.lever,
        FEEDBACK.why,
        "It costs less.",
        FEEDBACK.next_step,
        "7 of 10 points",
    ]
    for text in (
        shown(change="It costs less.").to_html(),
        shown(change="It costs less.").to_text(),
    ):
        places = [text.index(part) for part in parts]
        assert places == sorted(places)


def test_parts_without_content_leave_no_heading():
    text = shown(replace(FEEDBACK, why="", picture=None)).to_html()
    assert "Why sensible people" not in text
    assert "Since your last try" not in text
    assert "None" not in text


def test_no_percentage_and_no_red():
    text = shown(reveal=True).to_html()
    assert "%" not in "".join(Tags(text).text)
    colours = {int(code, 16) for code in re.findall(r"#([0-9a-f]{6})\b", face.css())}
    assert colours
    # Red far above green and blue is what a learner would call red.
    assert not [c for c in colours if (c >> 16) > 2 * max((c >> 8) & 255, c & 255) + 40]
    assert not re.search(r"color:\s*(red|crimson)", text)


@pytest.mark.parametrize(
    ("points", "meaning"),
    [
        (10, "as good as the best decision"),
        (9, "much better than the usual choices"),
        (4, "better than the usual choices"),
        (2.5, "no better than the usual choices"),
        (0.01, "no better than the usual choices"),
        (0, "as expensive as the worst of the usual choices, or more"),
    ],
)
def test_points_say_what_they_mean(points, meaning):
    assert shown(points=points).meaning == meaning


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "€0"),
        (4.4, "€4"),
        (999.6, "€1,000"),
        (1234, "€1,230"),
        (23_949, "€23,900"),
        (39_917.98, "€39,900"),
        (1_234_567, "€1,234,600"),
        (100_000, "€100,000"),
        (-23_949, f"{MINUS}€23,900"),
    ],
)
def test_amounts_are_rounded_to_tens_or_hundreds(amount, words):
    assert euros(amount) == words


@pytest.mark.parametrize(
    ("points", "most", "words"),
    [
        (0, 10, "0"),
        (0.01, 10, "less than 1"),
        (0.5, 10, "1"),
        (31.52, 50, "32"),
        (28.75, 30, "29"),
        # All points are only for a decision as good as the best.
        (9.94, 10, "9"),
        (9.95, 10, "10"),
        (49.7, 50, "49"),
        (1234.4, 2000, "1,234"),
        (7.5, None, "8"),
    ],
)
def test_points_are_whole_in_text(points, most, words):
    assert whole_points(points, most) == words


@given(st.floats(0, 1), st.integers(1, 100))
def test_whole_points_say_nothing_that_is_not_so(share, most):
    points = share * most
    words = whole_points(points, most)
    number = 0.25 if words == "less than 1" else int(words.replace(",", ""))
    assert abs(number - points) <= 1
    assert (number == 0) == (points == 0)
    assert number < most or share >= AS_GOOD
