"""Thousands of broken notebooks: always a status and a reason, never an exception.

Hundreds in `make test`, thousands in `make test-exhaustive`, where real lessons join in.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doneenough.core.lesson_files import Card
from doneenough.core.registry import exercises
from doneenough.grading.cohort.work import Job, grade_one
from doneenough.grading.master import Master
from doneenough.grading.score import STATUSES, score
from shared.grading_helpers import answered, as_bytes, reference_answers, released
from shared.nbgrader_course import master_of
from shared.small_course import LATER_ON_REAL_LESSONS, MORE, REAL, SMALL

CASES = pytest.mark.parametrize(
    ("lesson", "cases"),
    [
        (SMALL, 400),
        *(pytest.param(name, 1500, marks=pytest.mark.exhaustive) for name in (SMALL, REAL, *MORE)),
    ],
    indirect=["lesson"],
)
"""Mutated notebooks for each way of mutating."""
# The lesson stays the same while hypothesis tries its examples.
SHARED = [HealthCheck.function_scoped_fixture]


def honest(card: Card) -> bytes:
    release = released(json.loads(master_of(card)), card.lesson)
    return as_bytes(answered(release, **reference_answers(card.lesson)))


def check(master: Master, data: bytes) -> str:
    result = score(master, data, "ada")
    assert result.status in STATUSES
    assert result.told or result.status == "graded"
    for question in result.questions:
        assert question.points is None or 0 <= question.points <= question.most
    assert json.dumps(result.to_plain())
    return result.status


def bytes_mutated(data: bytes, rng: random.Random) -> bytes:
    """Flip, cut, repeat and insert bytes, as discs, mails and editors do."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made) + 1)
        span = rng.randint(1, 2 ** rng.randint(0, 10))
        way = rng.randrange(6)
        if way == 0 and at < len(made):
            made[at] = rng.randrange(256)
        elif way == 1:
            del made[at : at + span]
        elif way == 2:
            made[at:at] = made[at : at + span]
        elif way == 3:
            made[at:at] = rng.choice(PIECES)
        elif way == 4:
            other = rng.randrange(len(made) + 1)
            made[at:at] = made[other : other + span]
        elif way == 5 and rng.random() < 0.1:
            del made[at:]
    return bytes(made)


PIECES = (
    *(b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u0000", b"\\ud800", b"\x00", b"\xff"),
    *(b"null", b"true", b"1e999", b"-0", b"NaN", b'{"cells":', b"<<<<<<< HEAD\n", b"\xef\xbb\xbf"),
)


def shape_mutated(content: Any, rng: random.Random) -> Any:
    """Replace, remove, repeat and swap parts of the notebook's own tree."""
    content = json.loads(json.dumps(content))
    for _ in range(rng.randint(1, 5)):
        parent, key = rng.choice(list(places(content)))
        way = rng.randrange(5)
        if way == 0:
            parent[key] = rng.choice(ODD)
        elif way == 1:
            del parent[key]
        elif way == 2 and isinstance(parent, list):
            parent.insert(key, json.loads(json.dumps(parent[key])))
        elif way == 3 and isinstance(parent, list):
            rng.shuffle(parent)
        elif way == 4 and isinstance(parent[key], str):
            parent[key] = text_mutated(parent[key], rng)
    return content


ODD: tuple[Any, ...] = (
    *(None, True, -1, 10**30, 1.5, "", "x", [], {}, [[]], {"x": None}, ["a", 1, None]),
    *("code", "markdown", "me", {"nbgrader": {"grade_id": ["me"]}}, "\x00", "\u202e"),
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield value, key
        if isinstance(item, dict | list):
            yield from places(item)


def text_mutated(text: str, rng: random.Random) -> str:
    """Change a cell's text: where answers are, the reader of values is what is tried."""
    made = list(text)
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(made) + 1)
        if rng.random() < 0.5:
            made[at:at] = rng.choice(SOURCES)
        else:
            del made[at : at + rng.randint(1, 10)]
    return "".join(made)


SOURCES = (
    *("(", ")", "[", "{", "}", '"', "'", "\\", "\n", "=", ":", ",", "#", "lambda: ", "*", "**"),
    *("await ", "f'{x}'", "1_000", "0x1F", "1e999", "9" * 50, "b''", "...", "\t", "\x0c", "é"),
    *("import os\n", "me = ", "del ", "if 1:\n ", "@x\n", "\u202e", "\ud800", "None", "%%sh\n"),
)


@CASES
@pytest.mark.parametrize("way", ["bytes", "shape"])
def test_mutated_notebooks(card: Card, way: str, cases: int) -> None:
    master, data = Master.read(master_of(card)), honest(card)
    content, rng = json.loads(data), random.Random(f"{card.lesson} {way}")
    found = set()
    for _ in range(cases):
        if way == "bytes":
            bad = bytes_mutated(data, rng)
        else:
            bad = json.dumps(shape_mutated(content, rng)).encode()
        found.add(check(master, bad))
    # The fuzzing reaches deep enough to be graded, and far enough to be refused.
    assert {"graded", "unreadable"} <= found
    if way == "shape":
        assert {"cannot match", "graded with repairs"} <= found


@CASES
def test_mutated_answers(card: Card, cases: int) -> None:
    master, data = Master.read(master_of(card)), honest(card)
    rng = random.Random(card.lesson)
    names = ["me", *(exercise.name for exercise in exercises(card.lesson))]
    content = json.loads(data)
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in content["cells"]
        if "nbgrader" in cell["metadata"]
    }
    sources = {name: cells[name]["source"] for name in names}
    states = set()
    for _ in range(cases):
        for name in names:
            changed = rng.random() < 0.5
            cells[name]["source"] = text_mutated(sources[name], rng) if changed else sources[name]
        bad = json.dumps(content).encode()
        check(master, bad)
        states |= {question.state for question in score(master, bad, "ada").questions}
    assert {"scored", "unreadable"} <= states


sources = st.text(max_size=80) | st.lists(
    st.sampled_from([*SOURCES, "a", "1", " ", "sign", "x = 1\n"]), max_size=30
).map("".join)


@LATER_ON_REAL_LESSONS
@settings(max_examples=300, suppress_health_check=SHARED)
@given(text=sources)
def test_any_text_in_an_answer_cell(card: Card, text: str) -> None:
    master = Master.of_lesson(card.lesson)
    first, *_ = exercises(card.lesson)
    notebook = json.loads(json.dumps(master.copy()))
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == first.name:
            cell["source"] = f"{first.name} = {text}"
    data = json.dumps(notebook).encode()
    check(master, data)


@settings(max_examples=200, suppress_health_check=SHARED)
@given(data=st.binary(max_size=400), cut=st.integers(0, 400))
@LATER_ON_REAL_LESSONS
def test_any_bytes_become_a_whole_outcome(card: Card, data: bytes, cut: int) -> None:
    master = master_of(card)
    for start in (b"", honest(card)[:cut]):
        outcome = grade_one(Job("ada", card.assignment, master, data=start + data))
        assert outcome.record["status"] in STATUSES, outcome.record
        assert outcome.record["notes"]
        assert json.loads(outcome.notebook)["metadata"]["doneenough"]["result"]


def test_nothing_is_left_behind(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that fuzzing runs in a folder of its own: nothing may appear there."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    master, data = Master.read(master_of(card)), honest(card)
    rng = random.Random(7)
    for _ in range(50):
        check(master, bytes_mutated(data, rng))
    assert list(empty.iterdir()) == []
