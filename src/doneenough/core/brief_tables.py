"""Makes the tables of briefs: draws situations and keeps those that pass all guards.

``python -m doneenough.core.brief_tables`` (``make briefs``) writes
``lessons/<lesson>/briefs/<table>.json``, the same bytes each time. Names after it, such as
``evidence.claims``, choose some tables. What a table is drawn from stands in the lesson's
``drawing.py``.

A situation depends on its table, its place and the number of the attempt, and on the briefs
before it where names take turns. So it can be drawn again by itself.
``briefs/drawn.json`` keeps which attempt gave each place, and ``briefs/practice.json`` holds
the situations written by hand: the lesson's own story, which the masters answer and people
get who learn alone. They pass what those drawn pass.

When a place cannot be filled, or the table as a whole breaks a guard, another *edition* of
it is drawn.
"""

from __future__ import annotations

import importlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Generic, TypeVar

from doneenough.core.exercise import Exercise
from doneenough.core.guards import alike, broken, broken_together, thinking_pays_not
from doneenough.core.lesson_files import lesson_names, read_json
from doneenough.core.registry import exercises
from doneenough.core.scale import Scale
from doneenough.core.scales import compute_scale
from doneenough.terminal import say

B = TypeVar("B")
"""The type of a brief."""
Row = dict[str, Any]
"""A situation as the table holds it: plain values, ready for JSON."""
SIZE = 24
MOST_ATTEMPTS, MOST_EDITIONS = 2_000, 20
"""After so many attempts a place cannot be filled; after so many editions no table can."""


class NothingFound(Exception):
    """No situation passes; the message says which guards broke most often."""


@dataclass(frozen=True)
class Situation(Generic[B]):
    """A situation that passes: its row, its brief and its scale; ``attempt`` None by hand."""

    row: Row
    brief: B
    scale: Scale[Any]
    attempt: int | None


Draw = Callable[[random.Random, int, Sequence[Any]], Row]
"""Draws the row for a place; it sees the briefs before it, so that all names get their turn."""
Dislikes = Callable[[Sequence[Any], Sequence[Scale[Any]]], Iterator[str]]
"""Yields what a lesson dislikes in briefs with their scales: the last one, or all of a table."""


@dataclass(frozen=True)
class Drawing:
    """What one table is drawn from, and what its lesson asks of it beyond the guards.

    ``last`` looks at the last of some briefs, beside those before it; ``together`` at all.
    ``lines``: how deep the file breaks its lines (1: one situation a line); all without it.
    """

    table: str
    draw: Draw
    last: Dislikes = field(default=lambda _briefs, _scales: iter(()))
    together: Dislikes = field(default=lambda _briefs, _scales: iter(()))
    lines: int | None = None


class Table(Generic[B]):
    """One table: draws it, and draws single situations of it again."""

    def __init__(self, lesson: str, drawing: Drawing) -> None:
        self.name = f"{lesson}.{drawing.table}"
        self.drawing = drawing
        self.path = _folder(lesson) / f"{drawing.table}.json"
        self.exercises: list[Exercise[Any, Any]] = [
            item for item in exercises(lesson) if item.table == drawing.table
        ]
        by_hand = read_json(lesson, "briefs/practice.json")
        self.practice: Mapping[int, Row] = {
            int(place): row for place, row in by_hand.get(drawing.table, {}).items()
        }

    def brief_of(self, row: Row) -> B:
        """Return the brief that a row describes.

        Raises
        ------
        pydantic.ValidationError
            A field is missing or holds another kind of value; it is named.
        """
        brief: B = self.exercises[0].read_briefs([row])[0]
        return brief

    def row(self, edition: int, place: int, attempt: int, before: Sequence[B]) -> Row:
        """Return what one attempt draws, whether it passes or not."""
        rng = random.Random(f"{self.name} {edition} {place} {attempt}")
        return self.drawing.draw(rng, place, before)

    def find(self, edition: int, before: Sequence[Situation[B]]) -> Situation[B]:
        """Return the first situation that passes for the place after ``before``.

        Raises
        ------
        NothingFound
            None passes, or the one written by hand does not.
        """
        place, reasons = len(before), Counter[str]()
        if place in self.practice:
            found = self._tried(self.practice[place], None, before, reasons)
            if found is None:
                raise NothingFound(f"{self.name}, by hand at {place}: {' '.join(reasons)}")
            return found
        briefs = [item.brief for item in before]
        for attempt in range(MOST_ATTEMPTS):
            row = self.row(edition, place, attempt, briefs)
            found = self._tried(row, attempt, before, reasons)
            if found:
                return found
        most = ", ".join(f"{text} ({times})" for text, times in reasons.most_common(3))
        raise NothingFound(f"{self.name}, place {place}: {MOST_ATTEMPTS} attempts. {most}")

    def _tried(
        self, row: Row, attempt: int | None, before: Sequence[Situation[B]], reasons: Counter[str]
    ) -> Situation[B] | None:
        brief, exercise = self.brief_of(row), self.exercises[0]
        # The best is searched only where the reference, quickly found, gives some hope.
        for scale_of in (hopeful_scale, scale_for) if rounds_off(exercise) else (scale_for,):
            found = Situation(row, brief, scale_of(exercise, brief), attempt)
            reason = next(self.reasons([*before, found]), None)
            if reason is not None:
                reasons[reason] += 1
                return None
        return found

    def reasons(self, situations: Sequence[Situation[B]]) -> Iterator[str]:
        """Yield why the last of some situations does not pass."""
        last = situations[-1]
        briefs, scales = [s.brief for s in situations], [s.scale for s in situations]
        useless = list(thinking_pays_not(last.scale))
        yield from useless
        if useless:
            return  # no share of points can be reckoned
        yield from self.drawing.last(briefs, scales)
        yield from alike(self.exercises, briefs, scales)
        for exercise in self.exercises:
            yield from broken(exercise, last.brief, last.scale)

    def reasons_together(self, situations: Sequence[Situation[B]]) -> Iterator[str]:
        """Yield what is wrong with a whole table."""
        briefs, scales = [s.brief for s in situations], [s.scale for s in situations]
        yield from broken_together(self.exercises, briefs, scales)
        yield from self.drawing.together(briefs, scales)

    def make(self) -> tuple[int, list[Situation[B]]]:
        """Return the first edition that passes, and its situations.

        Raises
        ------
        NothingFound
            No edition passes; the message says what is wrong with the last one.
        """
        wrong = ""
        for edition in range(MOST_EDITIONS):
            situations: list[Situation[B]] = []
            try:
                while len(situations) < SIZE:
                    situations.append(self.find(edition, situations))
            except NothingFound as error:
                wrong = str(error)
            else:
                wrong = " ".join(self.reasons_together(situations))
            if not wrong:
                return edition, situations
            say(f"{self.name}: edition {edition} doesn't pass. {wrong}")
        raise NothingFound(f"{self.name}: {MOST_EDITIONS} editions. {wrong}")

    def text(self, rows: Sequence[Row]) -> str:
        """Return the file that holds ``rows``."""
        return as_text(rows, self.drawing.lines) + "\n"


def scale_for(exercise: Exercise[Any, Any], brief: Any) -> Scale[Any]:
    """Return the scale of a brief that stands in no table yet, searched now."""
    row = compute_scale(exercise, brief)
    decisions = {name: exercise.decision.read(row[name]) for name in ("best_decision", "reference")}
    return Scale(**{**row, **decisions})


def hopeful_scale(exercise: Exercise[Any, Any], brief: Any) -> Scale[Any]:
    """Return the scale as it would be if nothing were better than the reference."""
    reference = exercise.reference(brief)
    policies = {name: round(cost, 2) for name, cost in exercise.policies(brief).items()}
    best, costs = round(exercise.cost(brief, reference), 2), policies.values()
    return Scale(best, min(costs), max(costs), reference, reference, policies)


def rounds_off(exercise: Exercise[Any, Any]) -> bool:
    """Return whether the reference is searched apart from the best."""
    return type(exercise).reference is not Exercise.reference


def tables() -> list[Table[Any]]:
    """Return the tables of all lessons."""
    found: list[Table[Any]] = []
    for lesson in lesson_names():
        module = importlib.import_module(f"doneenough.lessons.{lesson}.drawing")
        found += [Table(lesson, drawing) for drawing in module.DRAWINGS]
    return found


def drawn(path: Path) -> dict[str, Any]:
    """Return what is kept beside a table: by table, its edition and its attempts."""
    kept = path.with_name("drawn.json")
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    return found


def as_text(value: Any, depth: int | None, indent: int = 0) -> str:
    """Return ``value`` as JSON whose lines break down to ``depth``, everywhere for None."""
    if not isinstance(value, list | dict) or not value or depth == 0:
        return json.dumps(value)
    inner = None if depth is None else depth - 1
    pad = "\n" + " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(k)}: {as_text(v, inner, indent + 1)}" for k, v in value.items()]
    else:
        parts = [as_text(item, inner, indent + 1) for item in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return opened + pad + ("," + pad).join(parts) + "\n" + " " * indent + closed


def write(chosen: Sequence[str] = ()) -> None:
    """Draw and write the tables named (``lesson.table``), or all; tell how long each took.

    Raises
    ------
    SystemExit
        There's no table of such a name; the message lists those there are.
    """
    known = {table.name: table for table in tables()}
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise SystemExit(f"There's no table {unknown[0]!r}. There are: {', '.join(known)}.")
    for table in (known[name] for name in chosen or known):
        start = time.perf_counter()
        edition, situations = table.make()
        table.path.write_text(table.text([item.row for item in situations]), encoding="utf-8")
        attempts = [item.attempt for item in situations]
        kept = drawn(table.path) | {table.drawing.table: {"edition": edition, "attempts": attempts}}
        text = as_text(dict(sorted(kept.items())), 1) + "\n"
        table.path.with_name("drawn.json").write_text(text, encoding="utf-8")
        say(f"{table.name}: {time.perf_counter() - start:.0f} s")


def _folder(lesson: str) -> Path:
    return Path(str(resources.files(f"doneenough.lessons.{lesson}"))) / "briefs"


if __name__ == "__main__":
    write(sys.argv[1:])
