"""The tables of briefs are drawn, not written: the same rows come out again."""

from __future__ import annotations

import dataclasses
import json
import random

import pytest

from doneenough.core import brief_tables
from doneenough.core.brief_tables import (
    SIZE,
    NothingFound,
    Situation,
    Table,
    as_text,
    drawn,
    scale_for,
    tables,
    write,
)
from doneenough.core.registry import all_exercises
from doneenough.core.scales import scale_of

TABLES = tables()
EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
SLOW = {"criterion.paperline", "evidence.sign_off", "stages.gate_budget"}
"""Tables whose best answers take seconds to search."""


def rows(table: Table) -> list[dict]:
    return json.loads(table.path.read_text(encoding="utf-8"))


def briefs(table: Table) -> list:
    return [table.brief_of(row) for row in rows(table)]


def kept(table: Table) -> tuple[int, list]:
    """Return the edition and, by place, the attempt that gave the row."""
    found = drawn(table.path)[table.drawing.table]
    return found["edition"], found["attempts"]


def committed(table: Table, place: int) -> list[Situation]:
    """Return the situations of a table up to a place."""
    _, attempts = kept(table)
    pairs = list(zip(rows(table), briefs(table), attempts, strict=True))[: place + 1]
    exercise = table.exercises[0]
    return [
        Situation(row, brief, scale_of(exercise, number), attempt)
        for number, (row, brief, attempt) in enumerate(pairs)
    ]


def test_every_table_has_a_generator():
    assert {table.name for table in TABLES} == {
        f"{item.lesson}.{item.table}" for item in all_exercises()
    }


@EACH
def test_every_row_is_what_its_attempt_draws(table):
    """Each place by itself: its attempt needs nothing but the briefs before it."""
    edition, attempts = kept(table)
    found, known = rows(table), briefs(table)
    assert len(attempts) == len(found) == SIZE
    for place, attempt in enumerate(attempts):
        if attempt is None:
            assert found[place] == table.practice[place]
        else:
            assert table.row(edition, place, attempt, known[:place]) == found[place], place


@EACH
def test_the_file_has_the_bytes_that_would_be_written(table):
    assert table.text(rows(table)) == table.path.read_text(encoding="utf-8")


@EACH
def test_a_brief_read_from_its_row_is_the_one_the_exercise_shows(table):
    assert briefs(table) == list(table.exercises[0].briefs())


@EACH
def test_one_situation_is_searched_again(table):
    """All attempts before the one that was kept break a guard, and it breaks none."""
    edition, attempts = kept(table)
    place = (
        easiest(attempts) if table.name in SLOW else random.Random(table.name).randrange(1, SIZE)
    )
    before = committed(table, place)[:-1]
    again = table.find(edition, before)
    assert (again.attempt, again.row) == (attempts[place], rows(table)[place])


@EACH
def test_what_is_written_by_hand_passes_what_is_asked_of_those_drawn(table):
    for place in table.practice:
        assert list(table.reasons(committed(table, place))) == [], place


def easiest(attempts: list) -> int:
    """Return the place that was filled at once, or nearly."""
    return min(range(1, SIZE), key=lambda place: (attempts[place] is None, attempts[place] or 0))


@EACH
def test_the_guards_hold_for_the_table_as_a_whole(table):
    assert list(table.reasons_together(committed(table, SIZE - 1))) == []


@pytest.mark.exhaustive
@EACH
def test_the_whole_table_is_drawn_again(table):
    edition, situations = table.make()
    assert (edition, [item.attempt for item in situations]) == kept(table)
    text = table.path.read_text(encoding="utf-8")
    assert table.text([item.row for item in situations]) == text


@EACH
def test_a_situation_that_teaches_nothing_is_named(table):
    """The guards of the search are no empty words: a scale without a gain does not pass."""
    exercise, brief = table.exercises[0], briefs(table)[0]
    scale = scale_for(exercise, brief) if table.name not in SLOW else scale_of(exercise, 0)
    flat = type(scale)(**{**vars(scale), "best": scale.habit})
    reasons = list(table.reasons([Situation(rows(table)[0], brief, flat, None)]))
    assert reasons == ["The best, the usual choice and the worst aren't in this order."]


def test_lines_break_as_deep_as_asked():
    value = [{"a": [1, 2], "b": {}}, {"a": [], "b": 0.5}]
    assert as_text(value, None) == json.dumps(value, indent=1)
    assert as_text(value, 0) == json.dumps(value)
    assert as_text(value, 1) == '[\n {"a": [1, 2], "b": {}},\n {"a": [], "b": 0.5}\n]'
    assert as_text(value, 2).splitlines()[1:3] == [" {", '  "a": [1, 2],']


def test_a_misspelt_row_is_named():
    table = next(table for table in TABLES if table.name == "evidence.sign_off")
    row = {**rows(table)[0], "weak_in_10": "four"}
    with pytest.raises(ValueError, match="weak_in_10"):
        table.brief_of(row)


def test_a_table_that_is_not_there_is_named():
    with pytest.raises(SystemExit, match=r"no table 'evidence.claim'.*evidence.claims"):
        write(["evidence.claims", "evidence.claim"])


def test_a_place_that_cannot_be_filled_says_why(monkeypatch):
    """After so many editions the search gives up, with the guards that broke most often."""
    monkeypatch.setattr(brief_tables, "MOST_ATTEMPTS", 3)
    monkeypatch.setattr(brief_tables, "MOST_EDITIONS", 2)
    table = next(table for table in tables() if table.name == "evidence.claims")

    def never(briefs, _scales):
        if len(briefs) > 1:  # the one by hand is
            yield "Never good enough."

    table.drawing = dataclasses.replace(table.drawing, last=never)
    with pytest.raises(NothingFound, match=r"2 editions.*place 1: 3 attempts.*good enough. \("):
        table.make()
