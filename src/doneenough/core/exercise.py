"""An exercise is a world, a decision and a consequence.

A *brief* describes the world the learner reads. A :class:`~doneenough.core.decision.Decision`
is what she chooses. Its *cost*, in money, is the consequence. Points come from the
cost alone (see :mod:`doneenough.core.scoring`), never from matching an answer.

A lesson package lists its exercises in ``exercises.py``; everything else (scoring,
guards, grading, reports) finds them through :mod:`doneenough.core.registry`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from doneenough.core.decision import Decision, FieldSpec
from doneenough.core.feedback import Feedback

B = TypeVar("B")
"""The type of a brief."""
D = TypeVar("D", bound=Decision)
"""The type of a decision."""


@dataclass(frozen=True)
class Scale(Generic[D]):
    """The costs, in money, that turn the cost of a decision into points.

    ``best``: the cheapest decision of the whole family, found by exact search.
    ``habit``: the cheapest of the named policies. ``worst``: the dearest of them.
    """

    best: float
    habit: float
    worst: float
    best_decision: D
    reference: D
    policies: Mapping[str, float]


@dataclass(frozen=True)
class Misconception(Generic[B, D]):
    """A wrong belief behind a decision, with an answer that shows it.

    ``example`` plays the belief as an answer to a brief; tests check that it earns
    little and that the feedback names ``id``.
    """

    id: str
    title: str
    why: str
    example: Callable[[B], D]
    shown_in: str
    """The part of the lesson that shows it failing."""


class Exercise(ABC, Generic[B, D]):
    """The contract that every exercise keeps."""

    lesson: ClassVar[str]
    name: ClassVar[str]
    """Variable in the notebook and nbgrader's ``grade_id`` of the answer cell."""
    title: ClassVar[str]
    points: ClassVar[float]
    """Most points; the one place where they are stated."""
    decision: ClassVar[type[Decision]]
    table: ClassVar[str]
    """Name of the brief table; exercises may share one."""
    shift: ClassVar[int] = 0
    """How many rows on this exercise's brief lies (see :func:`brief_number`)."""
    committed: ClassVar[bool] = False
    """Whether the answer is given once, without a live score."""

    @property
    def id(self) -> str:
        """``lesson.name``, as notebooks write it."""
        return f"{self.lesson}.{self.name}"

    @abstractmethod
    def briefs(self) -> Sequence[B]:
        """Return the finite table of briefs."""

    @abstractmethod
    def show_brief(self, brief: B) -> str:
        """Return the brief as HTML the learner reads."""

    def question(self, brief: B, spec: FieldSpec) -> str:
        """Return how a form asks for one field; some exercises quote the brief here."""
        return spec.meaning

    def choices(self, brief: B, spec: FieldSpec) -> Mapping[str, str]:
        """Return what a form offers for one field; some exercises take it from the brief."""
        return spec.options or {}

    def starts_from(self, brief: B) -> Mapping[str, Any]:
        """Return what a form shows before the learner has answered: somebody's draft, or nothing.

        Fields left out stay empty, so that an answer always takes a choice of one's own.
        """
        return {}

    @abstractmethod
    def cost(self, brief: B, decision: D) -> float:
        """Return the expected cost of ``decision`` in money, exactly."""

    @abstractmethod
    def policies(self, brief: B) -> Mapping[str, float]:
        """Return the costs of the named policies: the trivial ones and today's habits."""

    @abstractmethod
    def best(self, brief: B) -> D:
        """Search the whole family for the cheapest decision (slow; used to make the table)."""

    def reference(self, brief: B) -> D:
        """Return what an experienced lead would choose (may be slow); as a rule the best."""
        return self.best(brief)

    @abstractmethod
    def feedback(self, brief: B, decision: D, scale: Scale[D]) -> Feedback:
        """Say what the decision does, what drove it and what to try."""

    def reasons(self, brief: B, scale: Scale[D]) -> str:
        """Return, as HTML, why an experienced lead chooses the reference.

        It is shown after committing, never before.
        """
        return ""

    @property
    @abstractmethod
    def misconceptions(self) -> Sequence[Misconception[B, D]]:
        """The wrong beliefs this exercise recognises."""

    def common_practice(self, brief: B) -> Mapping[str, D]:
        """Return today's habits as answers, for the guards."""
        return {}

    def copied(self) -> Sequence[D]:
        """Return the answers that the lesson's worked examples show, for the guards."""
        return ()

    def nearby(self, brief: B, decision: D) -> Iterator[D]:
        """Yield decisions within 5 % of ``decision``, one field at a time.

        Fields that only make sense together are moved together by overriding this.
        """
        for spec in self.decision.specs():
            if spec.kind != "whole":
                continue
            value = getattr(decision, spec.name)
            for factor in (0.95, 1.05):
                moved = min(max(round(value * factor), spec.low), spec.high)
                yield decision.model_copy(update={spec.name: moved})


@dataclass(frozen=True)
class RubricLine:
    """One line of a rubric: what earns 0, 1 and 2."""

    title: str
    levels: tuple[str, str, str]


@dataclass(frozen=True)
class Prose:
    """A written answer, marked by a person with a published rubric."""

    lesson: str
    name: str
    title: str
    prompt: str
    rubric: tuple[RubricLine, ...]
    exemplars: tuple[Mapping[str, Any], ...]
    blank: str = "*Your reply goes here, in place of this line.*"

    @property
    def id(self) -> str:
        """``lesson.name``."""
        return f"{self.lesson}.{self.name}"

    @property
    def points(self) -> float:
        """Most points: the top level of every rubric line."""
        return 2.0 * len(self.rubric)
