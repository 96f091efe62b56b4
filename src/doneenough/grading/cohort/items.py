"""What a cohort's answers say about each question: how hard it is, and which beliefs showed.

Difficulty is the share of answers that are good decisions. Discrimination is the
point-biserial correlation between a good decision here and the points on the other
automatic questions of the assignment (the item itself left out, so that it does not
correlate with itself).
"""

from __future__ import annotations

import warnings
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from doneenough.core.exercise import Exercise
from doneenough.core.registry import exercises
from doneenough.grading.cohort.work import NOT_GRADED

ENOUGH = 50
"""Fewer answers say too little about a question."""
GOOD = 0.6
"""A decision is good above this share of the points: much better than today's habit."""
BEST, BETTER, NO_BETTER = "best", "better", "no better"
BELIEF = "belief:"


@dataclass(frozen=True)
class Group:
    """Answers of one kind: a named belief, or a level where none is recognised."""

    title: str
    count: int
    why: str = ""
    shown_in: str = ""

    @property
    def is_belief(self) -> bool:
        """Whether a named belief stands behind these answers."""
        return bool(self.why)


@dataclass(frozen=True)
class Item:
    """One automatic question in the light of a cohort.

    ``difficulty`` (share of good decisions, 0 to 1) and ``discrimination`` (-1 to 1) are
    None where there are not enough answers; the latter also where it cannot be computed.
    """

    name: str
    title: str
    answered: int
    unanswered: int
    unreadable: int
    mean_share: float | None
    difficulty: float | None
    discrimination: float | None
    groups: tuple[Group, ...]

    @property
    def common_belief(self) -> Group | None:
        """The belief that most answers fit, or None."""
        beliefs = [group for group in self.groups if group.is_belief]
        return max(beliefs, key=lambda group: group.count, default=None)

    @property
    def debrief(self) -> str:
        """One question to discuss."""
        belief = self.common_belief
        if belief is not None:
            return (
                f"{belief.count} of {self.answered} decisions fit this belief: “{belief.title}”. "
                "What makes it look sensible? Where does it cost money?"
            )
        if self.answered:
            return (
                "No wrong belief showed. Compare two decisions that differ most: what did each "
                "protect, and what did it cost?"
            )
        return "No one has answered yet. Ask first: what would you decide, and why?"


@dataclass
class Answers:
    """Collects the answers to one assignment, one submission after the other.

    Only two numbers stay of each answer, so that a cohort of thousands fits easily.
    """

    lesson: str
    statuses: Counter[str] = field(default_factory=Counter)
    marked: int = 0
    waiting: int = 0

    def __post_init__(self) -> None:
        self._exercises = {item.name: item for item in exercises(self.lesson)}
        self._shares = {name: array("d") for name in self._exercises}
        """Share of the points of each submission; below zero where there is none."""
        self._kinds: dict[str, Counter[str]] = {name: Counter() for name in self._exercises}
        self._states: dict[str, Counter[str]] = {name: Counter() for name in self._exercises}
        self.points = array("d")

    def add(self, record: Mapping[str, Any]) -> None:
        """Add one submission's record."""
        self.statuses[str(record["status"])] += 1
        # Whose a copy under another name is, nobody knows: it says nothing about the question.
        if record["status"] in (NOT_GRADED, "identity mismatch"):
            return
        found = {question["name"]: question for question in record["questions"]}
        if any(question["points"] is not None for question in found.values()):
            self.points.append(record["auto_points"])
        for name, exercise in self._exercises.items():
            question = found.get(name, {"state": "not found"})
            state = str(question["state"])
            self._states[name][state] += 1
            share = -1.0
            if state == "scored":
                share = question["points"] / float(exercise.points)
                self._kinds[name][_kind(question["misconception"], share)] += 1
            self._shares[name].append(share)
        reviewed = [question for question in found.values() if question["reviewed"]]
        self.waiting += any(question["state"] == "to review" for question in reviewed)

    def items(self) -> list[Item]:
        """Return what the answers say about each question."""
        return [self._item(name, exercise) for name, exercise in self._exercises.items()]

    def _item(self, name: str, exercise: Exercise[Any, Any]) -> Item:
        shares = [share for share in self._shares[name] if share >= 0]
        enough = len(shares) >= ENOUGH
        states = self._states[name]
        return Item(
            name=name,
            title=exercise.title,
            answered=len(shares),
            unanswered=states["unanswered"],
            unreadable=sum(states[state] for state in ("unreadable", "not found", "fault")),
            mean_share=sum(shares) / len(shares) if shares else None,
            difficulty=sum(share > GOOD for share in shares) / len(shares) if enough else None,
            discrimination=self._discrimination(name) if enough else None,
            groups=tuple(_groups(exercise, self._kinds[name])),
        )

    def _discrimination(self, name: str) -> float | None:
        others = [other for other in self._shares if other != name]
        if not others:
            return None
        good, rest = [], []
        for index, share in enumerate(self._shares[name]):
            if share >= 0:
                good.append(share > GOOD)
                rest.append(sum(max(self._shares[other][index], 0.0) for other in others))
        # Imported late: scoring a cohort needs no statistics.
        from scipy.stats import pointbiserialr

        if len(set(good)) < 2 or len(set(rest)) < 2:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return float(pointbiserialr(good, rest).statistic)


def most_common(items: Iterable[Item]) -> Item | None:
    """Return the question whose commonest belief most answers fit, or None."""
    found = [item for item in items if item.common_belief is not None]
    return max(found, key=lambda item: item.common_belief.count, default=None)  # type: ignore[union-attr]


def _kind(belief: str | None, share: float) -> str:
    if belief:
        return BELIEF + belief
    if share >= 0.995:
        return BEST
    return BETTER if share > 0.26 else NO_BETTER


_LEVELS = {
    BEST: "As good as the best decision",
    BETTER: "Better than the usual ways, no named belief",
    NO_BETTER: "No better than the usual ways, no named belief",
}


def _groups(exercise: Exercise[Any, Any], kinds: Mapping[str, int]) -> Iterable[Group]:
    beliefs = {item.id: item for item in exercise.misconceptions}
    for kind, title in _LEVELS.items():
        if kind == BEST or kinds.get(kind):
            yield Group(title, kinds.get(kind, 0))
    counts = {
        kind.removeprefix(BELIEF): count for kind, count in kinds.items() if kind.startswith(BELIEF)
    }
    # Commonest first; beliefs that nobody showed stay away.
    for belief in sorted(counts, key=lambda name: (-counts[name], name)):
        known = beliefs.get(belief)
        title, why = (
            (asked(known.title), known.why) if known else (belief, "Named by the exercise.")
        )
        yield Group(title, counts[belief], why, known.shown_in if known else "")


_ASKING = {"are", "can", "could", "did", "do", "does", "has", "have", "is", "may", "must", "should"}
_ASKING |= {"will", "would", "what", "when", "where", "which", "who", "why", "how"}


def asked(title: str) -> str:
    """Return a belief's title; one that asks gets its question mark."""
    asks = title.split(" ")[0].lower() in _ASKING
    return f"{title}?" if asks and title[-1].isalnum() else title
