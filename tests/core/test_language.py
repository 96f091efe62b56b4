"""The yardsticks for language measure what they should."""

from __future__ import annotations

import pytest

from shared.language import (
    FORBIDDEN,
    forbidden_words,
    mean_sentence,
    sentences,
    text_of_html,
    unfilled,
    words,
)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_forbidden_words_are_found_whole_in_any_case(word):
    assert forbidden_words(f"The {word.upper()}, again.") == [word.upper()]
    assert forbidden_words(f"x{word}x") == []


def test_a_forbidden_phrase_is_found_across_a_line_break():
    assert len(forbidden_words("an operating\n  characteristic")) == 1


@pytest.mark.parametrize("word", ["literally", "seedling", "banking", "regretful", "embankment"])
def test_other_words_are_not(word):
    assert forbidden_words(word) == []


def test_sentences_are_split_where_readers_split_them():
    text = "It costs €4.50 a letter. “Is it so?” Yes, 0.9 of them! See: this one\nWe agree:"
    assert len(sentences(text)) == 4
    assert sentences("A heading\n\n| a cell |\n") == []


def test_words_and_means():
    assert words("Don\u2019t wait 1,000 days \u2013 pay €4.50!") == [
        "Don\u2019t",
        "wait",
        "1,000",
        "days",
        "pay",
        "4.50",
    ]
    assert mean_sentence("One two three. One two three four five.") == 4
    assert mean_sentence("Heading only") == 0


def test_text_of_html_is_what_is_read():
    source = "<style>p{}</style><p>A &amp; <b>b</b>.</p><svg><text>no</text></svg><td>c</td>"
    assert text_of_html(source).split() == ["A", "&", "b.", "c"]


@pytest.mark.parametrize(
    "gap", ["€nan a day", "{name}", "for {{ days }} days", "None", "(None)", "€inf", "-nan", "a {}"]
)
def test_what_no_value_was_put_into_is_found(gap):
    assert unfilled(f"It costs {gap}, or so.")


def test_whole_sentences_have_no_gap():
    text = "None of them waits. The nanny informs her. It costs €1,000 (or 3 %); infinite, no."
    assert unfilled(text) == []
