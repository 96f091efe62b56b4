"""Replies are shown as text, lists, tables and links; nothing else survives, at any stage."""

from __future__ import annotations

import re

import bs4
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from doneenough.grading.prose_html import literal, loses_something, safe_cell, safe_html
from shared.hostile_replies import AROUND, BREAKS, PAYLOADS, faults, hostile_replies, tree

LONG = [
    "<" * 200 + "script>alert(1)</script>",
    "[" * 3000,
    "> " * 3000 + "x",
    "*" * 5000,
    "<ul><li>" * 2400,
    "![x](data:image/png;base64," + "A" * 5000 + ")",
]
ENDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

LETTERS = st.text(
    st.sampled_from("<>/&;!-=\"'`*_[]()$\\{}@~:+ \n\r\t#|abp:scriptonx01&#13;"), max_size=60
)
ANYTHING = st.one_of(
    LETTERS,
    st.text(max_size=40),
    st.sampled_from(BREAKS),
    st.sampled_from(PAYLOADS),
    st.builds(lambda code: f"&#{code};", st.integers(0, 0x3000)),
)
REPLIES = st.one_of(
    st.lists(ANYTHING, max_size=5).map("".join),
    st.builds(str.format, st.sampled_from(AROUND), st.sampled_from(BREAKS), ANYTHING),
)


def assert_safe(reply: str) -> None:
    """The same elements, attributes and text at every stage, and none that is not listed."""
    shown, cell = safe_html(reply), safe_cell(reply)
    assert faults(shown) == []
    assert not ENDS.search(cell)
    page = markdown2html(cell)
    (box,) = bs4.BeautifulSoup(page, "html.parser").find_all(recursive=False)
    assert faults(page) == []
    assert tree(page) == tree(cell)
    assert tree(box.decode_contents()) == tree(shown)


def test_nothing_that_runs_survives() -> None:
    for reply in hostile_replies(200) + LONG:
        assert_safe(reply)


@given(REPLIES)
def test_no_text_becomes_markup_again(reply: str) -> None:
    assert_safe(reply)


@given(REPLIES)
def test_what_is_said_literally_stays_literal(text: str) -> None:
    page = bs4.BeautifulSoup(markdown2html(literal(text)), "html.parser")
    # At the most a list, where it begins like one.
    assert {tag.name for tag in page.find_all()} <= {"p", "ul", "ol", "li", "hr"}


def test_a_message_that_quotes_a_learner_stays_readable() -> None:
    message = 'The field "cases_to_label" takes a whole number from 1 to 2,000, not “_x_”.'
    assert literal(message) == message.replace("_x_", "&#95;x&#95;")
    assert "<img" not in markdown2html(literal("not ![x](attachment:x) but 3"))


def test_ordinary_writing_is_kept() -> None:
    text = "Dear **Ravi**,\n\n- 91 of 100\n- fresh cases\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    text += "\n5 < 6 & 7 > 3; costs $5 and $6, a\\\\b\n\nSee https://example.org/a?b=c&d=e_f#g\n"
    page = bs4.BeautifulSoup(markdown2html(safe_cell(text)), "html.parser")
    assert page.strong.text == "Ravi"
    assert [item.text for item in page("li")] == ["91 of 100", "fresh cases"]
    assert [cell.text for cell in page("td")] == ["1", "2"]
    assert "5 < 6 & 7 > 3; costs $5 and $6, a\\b" in page.text
    assert page.a["href"] == page.a.text == "https://example.org/a?b=c&d=e_f#g"
    code = bs4.BeautifulSoup(markdown2html(safe_cell("```\nfirst\n\n  second\n```")), "html.parser")
    assert code.pre.text == "first\n\n  second\n"


def test_other_alphabets_are_kept() -> None:
    text = "Größe 5 €, naïve; число; 数値です; हिन्दी; שלום; 👍🏽; “quoted” — dash… "
    assert bs4.BeautifulSoup(safe_html(text), "html.parser").text == text.strip()


def test_what_is_lost_is_noticed() -> None:
    assert not loses_something("5 < 6 and a <- b, [a link](https://example.org)")
    assert loses_something("<b>x</b>")
    assert loses_something("![x](y.png)")
    assert loses_something("[x](javascript:x)")
