"""Answers as people type and paste them: read where the meaning is certain, else named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.core.decision import Decision, DecisionError, option, whole
from doneenough.core.literals import AnswerError, Source, read_assignment
from doneenough.core.typed import as_meant, number_meant

MEANT = {"then": "stop", "cases": 300}
READ = {
    "curly quotes": '{“then”: “stop”, "cases": 300}',
    "quotes of other countries": "{\u201ethen\u201c: \u00bbstop\u00ab, \u2018cases\u2019: 300}",
    "one of a pair": '{"then”: “stop", "cases": 300}',
    "a no-break space": '{\n\u00a0   "then": "stop",\n    "cases":\u202f300}',
    "a zero-width space": '{\n\u200b    "then": "stop",\u2060 "cases": 300}',
    "full-width signs": "\uff5b'then'\uff1a 'stop'\uff0c 'cases'\uff1a \uff13\uff10\uff10\uff5d",
}


@pytest.mark.parametrize("kind", READ)
def test_what_can_mean_only_one_thing_is_read(kind: str) -> None:
    source = Source(f"rule = {READ[kind]}")
    assert source.read("rule") == MEANT
    assert source.kinds


@pytest.mark.parametrize(
    "above",
    ["\ufeff", "%%time\n", "%matplotlib inline\n", "!pip install x\n", "%%capture\n%load_ext y\n"],
)
def test_what_stands_above_an_answer_is_passed_over(above: str) -> None:
    assert Source(f'{above}rule = {{"cases": 300}}').read("rule") == {"cases": 300}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,000", 1000), ("1 000", 1000), ("1'000", 1000), ("12,345,678", 12345678)],
)
@pytest.mark.parametrize("after", [", 'b': 1}", "}", ",\n}", "  # so many\n}"])
def test_numbers_in_groups(typed: str, meant: int, after: str) -> None:
    assert read_assignment(f"rule = {{'a': {typed}{after}", "rule")["a"] == meant


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("90%", "%"),
        ("300 letters", "letters"),
        ("12,5", "12,5"),
        ("€500", "€"),
        ("1.000", "1.000 may mean 1000"),
        ("[1,000]", "000"),
    ],
)
def test_what_may_mean_two_things_is_named(typed: str, named: str) -> None:
    with pytest.raises(AnswerError, match=re.escape(named)):
        read_assignment(f'rule = {{"a": {typed}}}', "rule")


def test_texts_keep_their_own_signs() -> None:
    """Only what Python cannot read is changed, and nothing inside a straight text."""
    note = "it\u2019s \u201cso\u201d at 1,000"
    assert read_assignment(f'rule = {{"n": "{note}", \u2018b\u2019: 1}}', "rule") == {
        "n": note,
        "b": 1,
    }
    assert Source(f'rule = {{"n": "{note}"}}').kinds == ()


@given(st.text(max_size=200))
def test_any_text_is_put_right_in_one_step(text: str) -> None:
    once = as_meant(text).text
    assert len(once) <= len(text) * 2 + 2
    assert as_meant("x = 1\n" + text).text.startswith("x = 1")


class Rule(Decision):
    cases: int = whole("So many", unit="cases", low=0, high=10_000)
    then: str = option("Then", stop="Stop", go_on="Go on")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *[("285,0", 285), ("1.000", 1000), ("1 000", 1000), ("1\u00a0000", 1000), ("1'000", 1000)],
        *[("~300", 300), ("300 letters", 300), ("90%", 90), ("90,5 %", None), ("30 or 40", None)],
    ],
)
def test_a_number_in_quotes_is_advised_as_meant(text: str, meant: int | None) -> None:
    assert number_meant(text) == meant
    with pytest.raises(DecisionError) as caught:
        Rule.read({"cases": text, "then": "stop"})
    advice = re.search(r"Write only (\d+)", str(caught.value))
    assert (int(advice[1]) if advice else None) == meant


def test_names_and_options_lose_what_nobody_sees() -> None:
    assert Rule.read({"cases\u200b": 5, "then": "stop\u200b"}) == Rule(cases=5, then="stop")
