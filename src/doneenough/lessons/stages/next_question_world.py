"""Eight meeting notes, four questions to each, and the days that each question loses.

The written notes are ``notes.json``. A brief draws eight of them and fixes the order of
their questions. Every question takes the team some time to answer; what it does not find
comes out later. Both together are the ``days`` of a question. They are estimated, not
computed: the brief says so and gives their range, and all of them are shown afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from doneenough.core.briefs import read_rows
from doneenough.core.lesson_files import read_json

PLACES = ("a", "b", "c", "d")
COUNT = 8

LINEAR = "linear_lifecycle"
MODELLING = "modelling_is_the_work"
DEMO = "demo_is_nearly_done"
LAUNCH = "ends_at_launch"
CHECK = "one_more_check"
BELIEFS = (LINEAR, MODELLING, DEMO, LAUNCH, CHECK)


@dataclass(frozen=True)
class Question:
    """One question: what asking it loses, in days, and what happens then.

    ``belief`` is what lies behind asking it here; None for the question worth most.
    """

    ask: str
    days: int
    then: str
    belief: str | None


@dataclass(frozen=True)
class Note:
    """A meeting note. ``stage`` counts from 0 in :data:`~doneenough.core.lifecycle.STAGES`."""

    id: str
    stage: int
    missing: str
    text: str
    options: tuple[Question, ...]


@dataclass(frozen=True)
class Drawn:
    """A note as a brief shows it: ``order`` places its questions on a, b, c and d."""

    note: Note
    order: tuple[int, ...]

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions by place."""
        return {
            place: self.note.options[index] for place, index in zip(PLACES, self.order, strict=True)
        }

    @property
    def best(self) -> str:
        """The place of the question that loses the fewest days."""
        return min(PLACES, key=lambda place: self.questions[place].days)


@dataclass(frozen=True)
class NotesBrief:
    """Eight notes, and what a lost day costs in euros."""

    day: float
    notes: tuple[Drawn, ...]

    def days(self, places: tuple[str, ...]) -> tuple[int, ...]:
        """Return the days that the question on each place loses."""
        return tuple(
            drawn.questions[place].days for drawn, place in zip(self.notes, places, strict=True)
        )

    def believing(self, belief: str) -> tuple[str, ...]:
        """Return what somebody asks who thinks ``belief`` wherever a question fits it.

        Where none does she falls for another belief, each time another one.
        """
        others: Counter[str] = Counter()
        places = []
        for drawn in self.notes:
            wrong = {item.belief: place for place, item in drawn.questions.items() if item.belief}
            if belief not in wrong:
                rarest = min(wrong, key=lambda item: (others[str(item)], BELIEFS.index(str(item))))
                others[str(rarest)] += 1
                places.append(wrong[rarest])
            else:
                places.append(wrong[belief])
        return tuple(places)

    def belief_behind(self, places: tuple[str, ...]) -> str | None:
        """Return the belief behind most of the questions: three or more, and none as often."""
        pairs = zip(self.notes, places, strict=True)
        asked = (drawn.questions[place].belief for drawn, place in pairs)
        ranked = Counter(belief for belief in asked if belief).most_common(2)
        if not ranked or ranked[0][1] < 3:
            return None
        return None if len(ranked) > 1 and ranked[1][1] == ranked[0][1] else ranked[0][0]


def days_range(*, best: bool) -> tuple[int, int]:
    """Return the fewest and most days that the questions worth most lose, or the others."""
    days = [
        asked.days
        for note in bank().values()
        for asked in note.options
        if (asked.belief is None) == best
    ]
    return min(days), max(days)


@lru_cache
def bank() -> Mapping[str, Note]:
    """Return all written notes by id."""
    return {note.id: note for note in read_rows(Note, read_json("stages", "notes.json"))}


def drawn_notes(rows: Sequence[Mapping[str, Any]]) -> tuple[NotesBrief, ...]:
    """Return the briefs that rows of the table write down: notes by id, places as letters."""
    return tuple(
        NotesBrief(
            row["day"],
            tuple(
                Drawn(bank()[name], tuple(PLACES.index(place) for place in order))
                for name, order in row["notes"]
            ),
        )
        for row in rows
    )
