"""The reader of answers: plain values come back, everything else is refused in words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.core.literals import AnswerError, NoAnswer, assigns, read_assignment

keys = st.text(st.characters(codec="utf-8"), max_size=20)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=40)
)
plain = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max((depth(item) for item in value.values()), default=0)
    return 1 + max((depth(item) for item in value), default=0) if isinstance(value, list) else 0


@given(plain.filter(lambda value: depth(value) <= 6))
def test_a_plain_value_comes_back_as_it_was_written(value: object) -> None:
    assert read_assignment(f"answer = {value!r}", "answer") == value


@given(st.text(max_size=300))
def test_any_text_gives_a_value_or_a_sentence(text: str) -> None:
    for source in (text, f"answer = {text}", f"answer = {{'a': {text}}}\n{text}"):
        try:
            value = read_assignment(source, "answer")
        except AnswerError:
            continue
        assert depth(value) <= 7
        assert assigns(source, "answer")


REFUSED = {
    "calculation": "answer = {'n': 3 * 100}",
    "power": "answer = 9 ** 9 ** 9",
    "text times": "answer = 'x' * 10**9",
    "call": "answer = dict(n=300)",
    "name": "answer = {'n': three_hundred}",
    "comprehension": "answer = {k: 1 for k in 'ab'}",
    "list comprehension": "answer = [1 for k in 'ab']",
    "f-string": "answer = {'n': f'{300}'}",
    "walrus": "answer = {'n': (x := 300)}",
    "walrus binds it": "x = (answer := {'n': 300})",
    "lambda": "answer = lambda: 300",
    "condition": "answer = 300 if True else 200",
    "set": "answer = {300, 200}",
    "bytes": "answer = b'300'",
    "complex": "answer = 3j",
    "ellipsis": "answer = ...",
    "infinite": "answer = {'n': 1e999}",
    "minus infinite": "answer = {'n': -1e999}",
    "not a number": "answer = {'n': float('nan')}",
    "bare nan": "answer = {'n': nan}",
    "huge": "answer = " + "9" * 30,
    "thousands of digits": "answer = " + "9" * 5000,
    "ten megabytes": "answer = '" + "x" * 10_000_000 + "'",
    "long text": "answer = '" + "x" * 6_000 + "'",
    "deep": "answer = " + "[" * 90 + "]" * 90,
    "very deep": "answer = " + "[" * 9000 + "]" * 9000,
    "deep minus": "answer = " + "-" * 19000 + "1",
    "deep not": "answer = " + "not " * 4000 + "1",
    "deep sum": "answer = " + "1+" * 9000 + "1",
    "many values": "answer = [" + "1," * 600 + "]",
    "same key twice": "answer = {'n': 1, 'n': 2}",
    "key without quotes": "answer = {n: 1}",
    "number as key": "answer = {1: 1}",
    "unpacking": "answer = {**{'n': 1}}",
    "half a character": "answer = '\\ud800'",
    "half a character as key": "answer = {'\\udfff': 1}",
    "bracket missing": "answer = {'n': 300",
    "magic": "%%time\nanswer = {'n': 300}",
    "null": "answer = {'n': 300}\x00",
    "leading spaces": "   answer = {'n': 300}",
    "changed later": "answer = {'n': 300}\nanswer['n'] = 200",
    "changed on the same line": "answer = {'n': 300}; answer['n'] = 200",
    "changed deep inside": "answer = {'n': [300]}\nanswer['n'][0] = 200",
    "appended deep inside": "answer = {'n': [300]}\nanswer['n'].append(200)",
    "updated": "answer = {'n': 300}\nanswer.update(n=200)",
    "added to": "answer = 300\nanswer += 1",
    "deleted": "answer = {'n': 300}\ndel answer",
    "in a branch": "if True:\n    answer = {'n': 300}",
    "in a loop": "for answer in [1, 2]:\n    pass",
    "function": "answer = 1\ndef answer():\n    pass",
    "class": "answer = 1\nclass answer:\n    pass",
    "import": "answer = 1\nimport os as answer",
    "import star": "answer = 1\nfrom os import *",
    "with": "answer = 1\nwith open('x') as answer:\n    pass",
    "except": "answer = 1\ntry:\n    pass\nexcept OSError as answer:\n    pass",
    "match": "answer = 1\nmatch 3:\n    case answer:\n        pass",
    "tuple": "answer, other = {'n': 300}, 1",
    "chain": "other = answer = {'n': 300}",
    "failing code first": "1/0\nanswer = {'n': 300}",
    "exit first": "exit()\nanswer = {'n': 300}",
    "call first": "print('hello')\nanswer = {'n': 300}",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_plain_value_is_refused_in_words(source: str) -> None:
    with pytest.raises(AnswerError) as refusal:
        read_assignment(source, "answer")
    assert not isinstance(refusal.value, NoAnswer)
    assert "Error" not in str(refusal.value)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("answer = {'n': 300}\nprint(answer)\nanswer", {"n": 300}),
        ("answer = {'n': 1}\nanswer = {'n': 2}", {"n": 2}),
        ("'''A note.'''\nother = 3\nanswer = -2.5  # why", -2.5),
        ("answer: dict = {'n': (1, 2)}", {"n": [1, 2]}),
        ("\uff41nswer = 1", 1),
        ("answer['n'] = 3\nanswer = {'n': 4}", None),
    ],
)
def test_what_may_stand_around_an_answer(source: str, value: object) -> None:
    if value is None:
        with pytest.raises(AnswerError, match="before the answer"):
            read_assignment(source, "answer")
    else:
        assert read_assignment(source, "answer") == value


def test_no_assignment_is_no_answer() -> None:
    for source in ("", "# only a comment", "other = 3", "answer == 3"):
        with pytest.raises(NoAnswer):
            read_assignment(source, "answer")
    assert math.isfinite(read_assignment("answer = 1e300", "answer"))
