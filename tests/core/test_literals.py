"""The reader of answers: plain values come back equal, everything else is refused kindly."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from doneenough.core import literals
from doneenough.core.literals import AnswerError, NoAnswer, assigns, read_assignment

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WHOLE = st.integers(-literals.MAX_WHOLE, literals.MAX_WHOLE)
SCALARS = (
    st.none() | st.booleans() | WHOLE | TEXT | st.floats(allow_nan=False, allow_infinity=False)
)


def nested(scalars):
    return st.recursive(
        scalars,
        lambda inside: st.lists(inside, max_size=5) | st.dictionaries(TEXT, inside, max_size=5),
        max_leaves=25,
    )


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(nested(SCALARS))
def test_any_plain_value_reads_back_equal(value):
    assume(depth(value) <= literals.MAX_DEPTH)
    read = read_assignment(f"rule = {value!r}\n", "rule")
    assert read == value
    # 1, 1.0 and True are equal; a reader that mixes them up would still be wrong.
    assert repr(read) == repr(value)


@given(nested(WHOLE | TEXT | st.floats(allow_nan=False, allow_infinity=False)))
def test_a_value_written_as_json_reads_back_equal(value):
    assume(depth(value) <= literals.MAX_DEPTH)
    assert read_assignment(f"rule = {json.dumps(value, ensure_ascii=False)}", "rule") == value


def test_tuples_become_lists():
    assert read_assignment("rule = (1, [2], (3,))", "rule") == [1, [2], [3]]


TOKENS = [
    *("rule", "rule", " ", " ", "\n", "\n    ", "=", "==", ":=", "|=", "+=", "+", "-", "*", "**"),
    *("(", ")", "[", "]", "{", "}", ",", ":", ".", '"', "'", '"""', "f'", "b'", "\\", "#", "%"),
    *("1", "0.9", "1e999", "nan", "0x", "1_0", "None", "True", "é", "\x00", "\ud800", "\r", "\t"),
    *("for", "if", "def", "class", "del", "import", "lambda", "with", "as", "in", "else", "await"),
    *(
        "match",
        "case",
        "try:",
        "except",
        "return",
        "yield",
        "global",
        "print",
        "update",
        "...",
        "@",
    ),
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))
def test_no_text_at_all_raises_anything_but_an_answer_error(source):
    for cell in (source, f"rule = {source}"):
        told = "read"
        try:
            read_assignment(cell, "rule")
        except AnswerError as error:
            told = str(error)
        assert told
        assert assigns(cell, "rule") in (True, False)


REFUSED = {
    "1 + 1": "a calculation",
    "2 ** 9": "a calculation",
    "not True": "a calculation",
    "-True": "a calculation",
    "--1": "a calculation",
    "1 and 2": "a calculation",
    "1 < 2": "a comparison",
    "int('3')": "a function call",
    "__import__('os').system('ls')": "a function call",
    "'a'.upper()": "a function call",
    "nan": "the word nan without quotes",
    "true": "the word true without quotes",
    "inf": "the word inf without quotes",
    "stop": "the word stop without quotes",
    "f'{1}'": "an f-string",
    "f'plain'": "an f-string",
    "(y := 3)": "an assignment inside the value",
    "[i for i in (1, 2)]": "a loop inside the value",
    "{i for i in (1, 2)}": "a loop inside the value",
    "{'a': i for i in (1, 2)}": "put each field name in quotes|a loop inside the value",
    "list(i for i in (1, 2))": "a function call",
    "(i for i in (1, 2))": "a loop inside the value",
    "lambda: 1": "contains code",
    "1 if True else 2": "a condition",
    "{1, 2}": "use square brackets",
    "[1, 2][0]": "a look-up",
    "math.pi": "a look-up",
    "[*[1]]": "a starred value",
    "{**{'a': 1}}": "put each field name in quotes",
    "{1: 2}": "put each field name in quotes",
    "{a: 2}": "put each field name in quotes",
    "{None: 2}": "put each field name in quotes",
    "{f'a': 2}": "put each field name in quotes",
    "b'1'": "bytes data",
    "1j": "complex data",
    "...": "ellipsis data",
    "1e999": "too large for a computer",
    "-1e999": "too large for a computer",
    str(10**16): "far too large",
    f"-{10**16}": "far too large",
    "9" * 5000: "far too large",
    "0x" + "f" * 5000: "far too large",
    "{'a': 1, 'a': 1}": '"a" is there twice',
    "{'a': 1, 'b': {'c': 2, 'c': 3}}": '"c" is there twice',
    "[" * 8 + "]" * 8: "nested too deeply",
    "[" * 1000 + "]" * 1000: "can't be read",
    "[" * 150 + "]" * 150: "nested too deeply",
    "-" * 9000 + "1": "nested too deeply",
    "a" + ".a" * 9000: "a look-up|nested too deeply",
    "1" + "+1" * 9000: "a calculation|nested too deeply",
    str(list(range(600))): "too many values",
    repr("x" * 6000): "longer than 5,000 characters",
    repr({"k" * 200: 1}): "200 characters",
    r"'\ud800'": "a broken character",
    r"{'\ud800': 1}": "a broken character",
}


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: value[:30])
def test_what_is_not_a_plain_value_is_named(value):
    with pytest.raises(AnswerError, match=f"(?i){REFUSED[value]}") as caught:
        read_assignment(f"rule = {{'n': {value}}}", "rule")
    assert not isinstance(caught.value, NoAnswer)
    assert caught.value.__suppress_context__ or caught.value.__cause__ is None


def test_refusals_say_where_and_what_to_do():
    with pytest.raises(
        AnswerError, match=r"Line 3 contains a calculation\. Write the value itself"
    ):
        read_assignment("rule = {\n 'a': 1,\n 'b': 1 + 1}", "rule")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("rule = " + "9" * 10_000_000, "10,000,007 characters long"),
        ("x" * 10_000_000, "characters long"),
        ("rule = {'a': 1", "just above line 1"),
        ("rule = {\n'a': 1\n'b': 2}", "just above line 3|just above line 2"),
        ("rule = 'open", "just above line 1"),
        ("%%bash\nrule = 3", "starts with %%bash"),
        ("rule = 3\n?rule", "just above line 2|near line 2"),
        ("rule = 3\nawait", "just above line 2|near line 2"),
        ("  rule = 3", "spaces at the start"),
        ("rule = 3\n  x = 4", "spaces at the start"),
        ("rule = 3\x00", "can't be read"),
        ('rule = “it"s', "the curly quote “"),
    ],
    ids=lambda text: text[:20],
)
def test_cells_that_cannot_be_read_say_so(source, message):
    with pytest.raises(AnswerError, match=message) as caught:
        read_assignment(source, "rule")
    assert not isinstance(caught.value, NoAnswer)
    assert len(str(caught.value)) < 300


CHANGES = [
    "rule['a'] = 2",
    "rule['a']['b'] = 2",
    "rule.a = 2",
    "rule['a'].b = 2",
    "rule['a'] += 2",
    "rule += [1]",
    "rule |= {'a': 2}",
    "rule.update(a=2)",
    "rule['a'].append(2)",
    "rule.pop('a')",
    "rule.clear()",
    "rule.setdefault('b', 2)",
    "del rule",
    "del rule['a']",
    "other = rule = {'a': 2}",
    "rule, other = 1, 2",
    "[rule] = [1]",
    "*rule, last = 1, 2",
    "(rule := 3)",
    "print(rule := 3)",
    "if True:\n    rule = {'a': 2}",
    "for rule in [1]:\n    pass",
    "for i in [1]:\n    rule = {'a': 2}",
    "while True:\n    rule = {'a': 2}\n    break",
    "def rule():\n    pass",
    "async def rule():\n    pass",
    "def other():\n    global rule\n    rule = {'a': 2}\nother()",
    "class rule:\n    pass",
    "import rule",
    "import os as rule",
    "from os import rule",
    "from os import path as rule",
    "from os import *",
    "with open('x') as rule:\n    pass",
    "try:\n    pass\nexcept ValueError as rule:\n    pass",
    "try:\n    rule = {'a': 2}\nfinally:\n    pass",
    "match 1:\n    case rule:\n        pass",
    "match [1]:\n    case [*rule]:\n        pass",
    "match {}:\n    case {**rule}:\n        pass",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_later_change_is_refused_since_only_the_plain_line_is_read(change):
    with pytest.raises(AnswerError, match=r"in a way that can't be read|something else"):
        read_assignment(f"rule = {{'a': {{'b': 1}}}}\n{change}\n", "rule")


@pytest.mark.parametrize("change", [item for item in CHANGES if item[:5] != "other"])
def test_a_plain_line_after_the_change_is_not_enough_either(change):
    # Code before the answer may fail when the cell is run; then a run has no answer.
    with pytest.raises(AnswerError):
        read_assignment(f"{change}\nrule = {{'a': 1}}\n", "rule")


def test_a_change_names_its_line():
    with pytest.raises(AnswerError, match=r"^Line 4 changes rule .* as rule = \{\.\.\.\}"):
        read_assignment("\nrule = {}\n\nrule['a'] = 2", "rule")


@pytest.mark.parametrize(
    "before", ["import os", "print('x')", "x = 1 / 0", "x, y = 1, 2", "assert True", "del y", "y"]
)
def test_code_before_the_answer_is_refused(before):
    with pytest.raises(AnswerError, match="Line 1 does something else before the answer"):
        read_assignment(f"{before}\nrule = 3", "rule")


@pytest.mark.parametrize(
    "source",
    [
        "# my answer\nrule = 3  # yes",
        "'a note'\nrule = 3",
        "pass\nrule = 3",
        "note = 'plain'\nrule = 3",
        "rule = 1\nrule = 3",
        "rule = 1; rule = 3",
        "rule: int = 3",
        "rule = 3\nprint(rule)",
        "rule = 3\nrule",
        "rule = 3\nother = {'rule': 4}",
        "rule = 3\nrules = 4",
        "rule = +3",
        "rule = (3)",
        "rule = \\\n3",
        "rule = 3\r\n",
    ],
)
def test_harmless_company_is_allowed(source):
    assert read_assignment(source, "rule") == 3
    assert assigns(source, "rule")


@pytest.mark.parametrize("source", ["", "# rule = 3", "other = 3", "'rule = 3'", "rule == 3"])
def test_no_answer_is_told_apart(source):
    with pytest.raises(NoAnswer, match="no line that starts with rule ="):
        read_assignment(source, "rule")
    assert not assigns(source, "rule")


def test_a_broken_cell_still_counts_as_the_answers_cell():
    assert assigns("rule = {'a': ", "rule")
    assert assigns("rule={'a': ", "rule")
    assert not assigns("other = {'a': ", "rule")
    assert assigns("rule = " + "9" * literals.MAX_SOURCE, "rule")


def test_nothing_is_executed(tmp_path):
    trap = tmp_path / "trap"
    for source in (
        f"rule = open({str(trap)!r}, 'w')",
        f"rule = 3\nopen({str(trap)!r}, 'w')",
        f"rule = [open({str(trap)!r}, 'w') for _ in 'a']",
    ):
        try:
            read_assignment(source, "rule")
        except AnswerError:
            continue
    assert not trap.exists()


def test_invalid_escapes_do_not_warn(recwarn):
    assert read_assignment(r"rule = '\d'", "rule") == r"\d"
    assert not list(recwarn)


def test_the_limits_themselves_are_allowed():
    assert read_assignment(f"rule = {literals.MAX_WHOLE}", "rule") == literals.MAX_WHOLE
    assert len(read_assignment(f"rule = {'x' * literals.MAX_TEXT!r}", "rule")) == literals.MAX_TEXT
    deepest = "[" * (literals.MAX_DEPTH + 1) + "]" * (literals.MAX_DEPTH + 1)
    assert depth(read_assignment(f"rule = {deepest}", "rule")) == literals.MAX_DEPTH + 1
    most = list(range(literals.MAX_VALUES - 1))
    assert read_assignment(f"rule = {most}", "rule") == most
