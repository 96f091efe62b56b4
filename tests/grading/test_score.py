"""The pure function: points, states and statuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.core.briefs import Identity
from doneenough.core.registry import find_exercise
from doneenough.core.scoring import brief_of
from doneenough.grading.answers import Answer, Submission
from doneenough.grading.score import FAULT, STATUSES, Result, score
from shared.grading_helpers import (
    answered,
    as_bytes,
    read_master,
    reference_answers,
    released,
)

Plain = dict[str, Any]
GOOD = 'first_try = {"number": 20, "colour": "red", "reason": "x"}'
TYPO = 'first_try = {"number": 2 * 10, "colour": "red", "reason": "x"}'


def run(toy: Plain, learner: str | None = "ada", **sources: str) -> Result:
    return score(read_master(toy), as_bytes(answered(released(toy, "toy"), **sources)), learner)


def me(learner: str, cohort: str = "practice") -> str:
    return f'me = {{"learner_id": "{learner}", "cohort": "{cohort}"}}'


def test_partly_answered_is_graded_and_the_question_says_so(toy: Plain) -> None:
    result = run(toy, first_try=GOOD)
    assert result.status == "graded"
    assert [item.state for item in result.questions] == ["scored", "unanswered", "unanswered"]
    assert (result.auto_points, result.auto_most, result.reviewed_most) == (10.0, 30.0, 2.0)
    assert result.questions[1].sentence == "Not answered yet (0 of 20 points)."
    assert not result.complete


def test_prose_waits_for_a_person(toy: Plain) -> None:
    result = run(toy, note="Because.", **reference_answers("toy"))
    written = result.questions[-1]
    assert (written.state, written.points, written.most) == ("to review", None, 2.0)
    assert result.complete
    blank = next(slot.blank for slot in read_master(toy).slots if slot.kind == "prose")
    for empty in ("", "  \n\t", "\u200b", "...", blank, f"  {blank}\n\n"):
        assert run(toy, note=empty).questions[-1].state == "unanswered"
    assert run(toy, note=f"{blank}\n\nBecause.").questions[-1].answer == "Because."


def test_one_bad_answer_does_not_stop_the_others(toy: Plain) -> None:
    result = run(toy, first_try=TYPO, last_word=reference_answers("toy")["last_word"])
    assert result.status == "graded"
    assert [item.state for item in result.questions[:2]] == ["unreadable", "scored"]
    assert result.questions[0].points == 0.0
    assert any("First try: Line 1 contains a calculation" in line for line in result.told)


BAD = {
    "wrong type": (
        '{"number": "20", "colour": "red", "reason": ""}',
        "Write only 20, without quotes",
    ),
    "truth value": ('{"number": True, "colour": "red", "reason": ""}', "You wrote True"),
    "fraction": ('{"number": 20.5, "colour": "red", "reason": ""}', "whole number"),
    "out of range": ('{"number": 101, "colour": "red", "reason": ""}', "from 0 to 100"),
    "below zero": ('{"number": -1, "colour": "red", "reason": ""}', "from 0 to 100"),
    "missing": ('{"number": 20, "reason": ""}', "is missing"),
    "half empty": ('{"number": 20, "colour": None, "reason": ""}', "still empty"),
    "extra": (
        '{"number": 20, "colour": "red", "reason": "", "x": 1}',
        '"x" isn\'t one of the fields',
    ),
    "look-alike": ('{"numb\u0435r": 20, "colour": "red", "reason": ""}', "different alphabet"),
    "wide letters": ('{"\uff4eumber": 20, "colour": "red", "reason": ""}', "different alphabet"),
    "duplicate": ('{"number": 20, "number": 30}', "twice"),
    "option": ('{"number": 20, "colour": "Red", "reason": ""}', 'Did you mean "red"'),
    "list": ("[20]", "curly brackets"),
    "number": ("20", "curly brackets"),
    "text": ("'twenty'", "curly brackets"),
    "nested": ('{"number": {"n": 20}, "colour": "red", "reason": ""}', "a group of fields"),
    "nan": ('{"number": float("nan"), "colour": "red"}', "a function call"),
    "infinite": ('{"number": 1e999, "colour": "red"}', "too large for a computer"),
    "huge": ('{"number": ' + "9" * 4000 + "}", "too large"),
    "ten megabytes": ('{"reason": "' + "x" * 10_000_000 + '"}', "characters long"),
    "no answer": ("20\nanswer = 3", "curly brackets"),
}


@pytest.mark.parametrize(("value", "told"), BAD.values(), ids=BAD.keys())
def test_a_bad_answer_gets_a_kind_sentence(toy: Plain, value: str, told: str) -> None:
    result = run(toy, first_try=f"first_try = {value}")
    first = result.questions[0]
    assert (first.state, first.points) == ("unreadable", 0.0)
    assert told in " ".join(first.messages)
    assert result.status == "unreadable"
    assert len(first.source) < 25_000


def test_another_name_in_the_answer_cell_is_said(toy: Plain) -> None:
    result = run(toy, first_try="my_rule = 3")
    assert result.questions[0].state == "unreadable"
    assert "first_try =" in result.questions[0].messages[0]
    assert run(toy, first_try="# nothing yet").questions[0].state == "unanswered"


def test_another_learners_id_is_flagged_and_never_rebriefed(toy: Plain) -> None:
    answers = reference_answers("toy", {"learner_id": "bob", "cohort": "practice"})
    own = run(toy, "bob", me=me("bob"), **answers)
    other = run(toy, "ada", me=me("bob"), **answers)
    assert own.status == "graded"
    assert other.status == "identity mismatch"
    assert "bob" in other.reason
    assert "ada" in other.reason
    assert other.auto_points == own.auto_points > 0


@pytest.mark.parametrize(
    ("cell", "learner"),
    [(me(""), "ada"), (me(" Ada "), "ada"), (me("bob"), None), ("me = None", "ada"), ("", "ada")],
)
def test_an_empty_or_own_id_is_no_mismatch(toy: Plain, cell: str, learner: str | None) -> None:
    assert run(toy, learner, me=cell, first_try=GOOD).status == "graded"


@pytest.mark.parametrize(
    "cell",
    [
        'me = {"learner_id": input(), "cohort": "practice"}',
        'me = {"learner_id": 17, "cohort": "practice"}',
        'me = {"learner_id": "ada"}',
        'me = {"learner_id": "' + "x" * 65 + '", "cohort": ""}',
        "me = 'ada'",
        "me = {",
    ],
)
def test_an_unreadable_identity_stops_the_automatic_questions(toy: Plain, cell: str) -> None:
    result = run(toy, me=cell, first_try=GOOD, note="Because.")
    assert result.status == "unreadable"
    assert "who you are" in result.reason
    assert [item.state for item in result.questions] == ["unreadable", "unanswered", "to review"]
    assert result.auto_points == 0


def test_the_brief_is_the_one_of_the_identity(toy: Plain) -> None:
    first, last = find_exercise("toy.first_try"), find_exercise("toy.last_word")
    numbers = set()
    for learner in "abcdefgh":
        identity = Identity(learner_id=learner, cohort="x")
        number = brief_of(first, identity)
        assert brief_of(last, identity) == (number + 1) % 3
        best = f'first_try = {{"number": {20 * (number + 1)}, "colour": "red", "reason": "x"}}'
        result = run(toy, learner, me=me(learner, "x"), first_try=best)
        assert result.questions[0].points == 10.0
        numbers.add(number)
    assert numbers == {0, 1, 2}


def test_a_fault_of_the_course_is_named_as_such(toy: Plain) -> None:
    fatal = 'first_try = {"number": 20, "colour": "red", "reason": "make the course fail"}'
    result = run(toy, first_try=fatal)
    assert result.status == "unreadable"
    assert result.questions[0].points is None
    assert result.questions[0].messages == (FAULT,)


def test_precedence_of_statuses(toy: Plain) -> None:
    def status(fault: str = "", learner: str = "ada", **answers: Answer) -> str:
        given = {"me": Answer("me", "read", {"learner_id": "bob", "cohort": "practice"})}
        given |= {name: Answer(name, "read") for name in ("first_try", "last_word", "note")}
        given |= answers
        made = Submission(tuple(given.values()), ("a note",), fault, fault and "why")
        return score(read_master(toy), made, learner).status

    lost = Answer("note", "not found")
    bad = Answer("first_try", "unreadable", problem="bad")
    assert status("missing", first_try=bad) == "missing"
    assert status(first_try=bad, note=lost) == "unreadable"
    assert status("wrong assignment", note=lost) == "wrong assignment"
    assert status(note=lost) == "cannot match"
    assert status() == "identity mismatch"
    assert status(learner="bob") == "unanswered"
    assert status(learner="bob", note=Answer("note", "read", "x")) == "graded with repairs"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["number", "colour", "reason", "learner_id", "cohort"]) | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
answers_strategy = st.builds(
    Answer,
    st.sampled_from(["me", "first_try", "last_word", "note"]),
    st.sampled_from(["read", "unreadable", "not found"]),
    plain,
    st.just("why"),
)


@pytest.fixture
def toy_reader(toy: Plain) -> Any:
    return read_master(toy)


def test_any_plain_answers_give_a_status_and_finite_points(toy_reader: Any) -> None:
    @given(st.lists(answers_strategy, max_size=4))
    def check(answers: list[Answer]) -> None:
        written = [
            answer if answer.name != "note" else Answer("note", answer.state, str(answer.value))
            for answer in answers
        ]
        result = score(toy_reader, Submission(tuple(written)), "ada")
        assert result == score(toy_reader, Submission(tuple(written)), "ada")
        assert result.status in STATUSES
        for question in result.questions:
            assert question.points is None or 0 <= question.points <= question.most
            assert question.sentence

    check()


def test_the_result_is_plain_data(toy: Plain) -> None:
    import json

    result = run(toy, first_try=GOOD.replace("20", "0"), note="Because.")
    plain_result = json.loads(json.dumps(result.to_plain()))
    assert plain_result["status"] == "graded"
    assert plain_result["questions"][0]["misconception"] == "sunny"
    assert plain_result["questions"][2]["points"] is None
