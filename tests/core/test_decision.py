"""Decisions: what is written reads back, and every slip names field, unit and range."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doneenough.core.briefs import Identity
from doneenough.core.decision import (
    MANY_OPTIONS,
    Decision,
    DecisionError,
    Slip,
    option,
    text,
    whole,
)
from doneenough.core.literals import read_assignment
from doneenough.core.registry import all_exercises
from shared.decisions import valid_decisions

KINDS = {exercise.decision for exercise in all_exercises()} | {Identity}


class Plan(Decision):
    cases: int = whole("Cases to look at", unit="cases", low=10, high=2000)
    needed: int = whole("So many must be right", unit="cases", low=0, high=2000)
    then: str = option("What follows", stop="it ends", rework="they mend it")
    note: str = text("A word on it", longest=20)

    def disagreements(self) -> Iterator[Slip]:
        if self.needed > self.cases:
            yield Slip("needed", '"needed" is above the number of cases.')


GOOD = {"cases": 100, "needed": 90, "then": "stop", "note": "fine"}


def slips(**changes):
    value = {**GOOD, **changes}
    with pytest.raises(DecisionError) as caught:
        Plan.read({key: item for key, item in value.items() if item is not ...})
    return caught.value.slips


def only(**changes):
    (slip,) = slips(**changes)
    return slip


@pytest.mark.parametrize("kind", sorted(KINDS, key=str), ids=lambda kind: kind.__name__)
class TestEveryDecision:
    # There are many kinds: a few examples of each.
    @settings(max_examples=20)
    @given(data=st.data())
    def test_what_is_written_reads_back(self, kind, data):
        decision = data.draw(valid_decisions(kind))
        source = decision.render("answer")
        assert kind.read(read_assignment(source, "answer")) == decision

    def test_the_blank_is_python_and_reads_as_blank(self, kind):
        source = kind.blank("answer")
        names: dict[str, object] = {}
        exec(compile(source, "blank", "exec"), names)
        value = read_assignment(source, "answer")
        assert value == names["answer"]
        assert kind.is_blank(value)
        assert list(value) == list(kind.model_fields)

    def test_the_blank_explains_every_field(self, kind):
        lines = kind.blank("answer").splitlines()
        assert max(map(len, lines)) <= 100
        comments = (line.strip().removeprefix("#") for line in lines if line.strip()[0] == "#")
        told = " ".join(" ".join(comments).split())
        for spec in kind.specs():
            many = len(spec.options or {}) > MANY_OPTIONS
            takes = "one of the words in the table" if many else spec.takes
            assert f"{spec.meaning}: {takes}" in told
            assert spec.meaning
            if spec.kind == "whole":
                assert spec.unit
                assert spec.low < spec.high
            if spec.kind == "option":
                assert len(spec.options) > 1
                assert all(spec.options.values())

    @settings(max_examples=20)
    @given(data=st.data())
    def test_a_filled_answer_is_not_blank(self, kind, data):
        decision = data.draw(valid_decisions(kind))
        value = decision.model_dump()
        assert kind.is_blank(value) == (value == {**value, **kind.blanks} and bool(kind.blanks))

    @settings(max_examples=20)
    @given(
        value=st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inside: (
                st.lists(inside, max_size=3)
                | st.dictionaries(st.text(max_size=8), inside, max_size=3)
            ),
            max_leaves=6,
        ),
        data=st.data(),
    )
    def test_any_other_value_is_a_slip_never_a_crash(self, kind, value, data):
        given_value = data.draw(
            st.just(value)
            | st.fixed_dictionaries({name: st.just(value) for name in kind.model_fields})
        )
        told = None
        try:
            kind.read(given_value)
        except DecisionError as error:
            told = [slip.message for slip in error.slips]
        assert told is None or (told and all(0 < len(message) < 1000 for message in told))


@pytest.mark.parametrize(
    "value",
    [9, 2001, -5, 10**15, True, False, 0.5, 1e300, -1e300, "100", "", "many", [], [100], {}],
)
def test_a_wrong_number_is_told_field_range_and_unit(value):
    slip = only(cases=value)
    assert slip.field == "cases"
    assert '"cases" takes a whole number from 10 to 2,000 (cases).' in slip.message
    assert "You wrote " in slip.message


def test_numbers_may_end_in_point_zero_and_quotes_are_mentioned():
    assert Plan.read({**GOOD, "cases": 100.0}).cases == 100
    for written in ("100", "100 cases", "100 %"):
        assert "Write only 100, without quotes" in only(cases=written).message
    assert "Write only the number." in only(cases="many").message
    assert "Write only" not in only(cases=5).message


@pytest.mark.parametrize("value", [True, 3, 0.5, [], {}, "wait", "STOP", "", "stop "])
def test_a_wrong_option_is_told_the_options(value):
    slip = only(then=value)
    assert slip.field == "then"
    assert '"then" takes one of "stop", "rework".' in slip.message


def test_a_near_option_is_offered():
    assert 'Did you mean "rework"?' in only(then="Re-work").message
    assert "Did you mean" not in only(then="xyz").message


@pytest.mark.parametrize("value", [True, 3, ["a"], {"a": 1}, "x" * 21])
def test_a_wrong_text_is_told_its_length(value):
    slip = only(note=value)
    assert slip.field == "note"
    assert "a text of up to 20 characters" in slip.message
    assert len(slip.message) < 200


@pytest.mark.parametrize(
    ("field", "takes"),
    [
        ("cases", "a whole number from 10 to 2,000 (cases)"),
        ("then", '"stop", "rework"'),
    ],
)
def test_empty_and_missing_fields_are_told_apart(field, takes):
    empty, missing = only(**{field: None}), only(**{field: ...})
    assert f'"{field}" is still empty' in empty.message
    assert f'"{field}" is missing' in missing.message
    assert takes in empty.message
    assert takes in missing.message


def test_every_faulty_field_is_named_once():
    found = slips(cases=5, needed=None, then="wait", note=..., extra=1)
    assert sorted(slip.field for slip in found) == ["cases", "extra", "needed", "note", "then"]


def test_an_extra_field_is_named_with_the_fields_there_are():
    slip = only(extra=1)
    assert slip.field == "extra"
    assert '"extra" isn\'t one of the fields.' in slip.message
    assert 'The fields are "cases", "needed", "then", "note".' in slip.message


def test_a_misspelt_field_is_recognised():
    messages = " ".join(slip.message for slip in slips(cases=..., Case=100))
    assert 'Did you mean "cases"?' in messages
    assert "different alphabet" not in messages


@pytest.mark.parametrize(
    "key",
    ["c\u0430ses", "cas\u0435s", "\uff43\uff41\uff53\uff45\uff53", "c\u00e0ses"],
)
def test_a_field_that_only_looks_right_is_recognised(key):
    messages = " ".join(slip.message for slip in slips(cases=..., **{key: 100}))
    assert 'Did you mean "cases"?' in messages
    assert "different alphabet" in messages


@pytest.mark.parametrize("value", [None, 3, "text", [1], True, 0.5])
def test_an_answer_that_is_no_group_of_fields_is_told_so(value):
    with pytest.raises(DecisionError, match="curly brackets"):
        Plan.read(value)


def test_fields_that_do_not_fit_together_are_one_slip():
    assert only(needed=101).message == '"needed" is above the number of cases.'
    # Not before each field is right on its own.
    assert "cases" in only(needed=101, cases=5).field


@pytest.mark.parametrize("value", [None, {}, {"cases": None}, dict.fromkeys(GOOD)])
def test_what_counts_as_blank(value):
    assert Plan.is_blank(value)


@pytest.mark.parametrize("value", [GOOD, {"cases": 0}, {"cases": ""}, [], 0, "", False])
def test_what_does_not_count_as_blank(value):
    assert not Plan.is_blank(value)


def test_texts_are_written_safely():
    plan = Plan.read({**GOOD, "note": 'a"b\\c\nd\re\tf"""'})
    assert read_assignment(plan.render("plan"), "plan")["note"] == plan.note
