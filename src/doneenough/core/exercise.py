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
from functools import lru_cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from doneenough.core.briefs import read_rows
from doneenough.core.decision import Decision, FieldSpec
from doneenough.core.feedback import Feedback, MoneyLine, euros
from doneenough.core.figures import Picture
from doneenough.core.lesson_files import card_of, read_json
from doneenough.core.levers import Lever
from doneenough.core.next_step import step
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact, Wording, words_of

B = TypeVar("B")
"""The type of a brief."""
D = TypeVar("D", bound=Decision)
"""The type of a decision."""


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


@dataclass(frozen=True)
class Consequence:
    """What a decision does, in words.

    ``kept``: one true thing it protects. ``happened``: what it does, in counts. ``bill``:
    how its cost comes about.
    """

    kept: str
    happened: str
    bill: str = ""
    picture: Picture | None = None


class Hint(NamedTuple):
    """What drove the cost, and what to try next.

    ``then``: the decision that ``next_step`` leads to, where it is given while the learner may
    still try; None where nothing would save much more. A test follows it.
    """

    lever: str
    next_step: str
    then: Any = None


class Exercise(ABC, Generic[B, D]):
    """The contract that every exercise keeps.

    Its words stand in the lesson's ``words.toml``: ``exercise.<name>.title``; in
    ``exercise.<table>`` what to call the learner's decision (``you``), the best one
    (``best``) and the ``policies``; in ``lever.<table>`` what each lever says; in
    ``belief.<id>`` the beliefs.

    Parameters
    ----------
    name
        Variable in the notebook and nbgrader's ``grade_id`` of the answer cell.
    points
        Most points; the one place where they are stated. With a live score and hints nearly
        everything can be reached, so what is not ``committed`` carries few.
    shift
        How many rows on this exercise's brief lies (see :func:`brief_number`).
    committed
        Whether the answer is given once, without a live score.
    """

    lesson: ClassVar[str]
    decision: ClassVar[type[Decision]]
    table: ClassVar[str]
    """Name of the brief table; exercises may share one."""
    brief: ClassVar[type[Any]]
    """The dataclass of one row of the table."""

    def __init__(
        self, name: str, points: float, *, shift: int = 0, committed: bool = False
    ) -> None:
        self.name, self.points = name, points
        self.shift, self.committed = shift, committed

    @property
    def id(self) -> str:
        """``lesson.name``, as notebooks write it."""
        return f"{self.lesson}.{self.name}"

    @property
    def words(self) -> Wording:
        """The words of the lesson."""
        return words_of(self.lesson)

    @property
    def title(self) -> str:
        """What the exercise is called."""
        return self.words(f"exercise.{self.name}.title")

    def say(self, text: str, /, **values: Fact) -> str:
        """Return one of the texts under ``exercise.<table>``, filled."""
        return self.words(f"exercise.{self.table}.{text}", **values)

    def briefs(self) -> Sequence[B]:
        """Return the finite table of briefs."""
        return _briefs(self)

    def read_briefs(self, rows: Sequence[Mapping[str, Any]]) -> tuple[B, ...]:
        """Return the briefs that rows of a table write down."""
        return read_rows(self.brief, rows)

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
        """Return the costs of the named policies by id: trivial ones and today's habits."""

    @abstractmethod
    def best(self, brief: B) -> D:
        """Search the whole family for the cheapest decision (slow; used to make the table)."""

    def reference(self, brief: B) -> D:
        """Return what an experienced colleague would choose (may be slow); as a rule the best."""
        return self.best(brief)

    @abstractmethod
    def consequence(self, brief: B, decision: D, scale: Scale[D]) -> Consequence:
        """Say what the decision protects, what it does, and how its cost comes about."""

    @abstractmethod
    def hint(self, brief: B, decision: D, scale: Scale[D]) -> Hint:
        """Say what drove the cost, and what to try next."""

    def belief(self, brief: B, decision: D, scale: Scale[D]) -> str | None:
        """Return the id of the wrong belief that a decision fits, or None."""
        return None

    @property
    @abstractmethod
    def plays(self) -> Mapping[str, Callable[[B], D]]:
        """The wrong beliefs this exercise recognises: id, and who plays it."""

    @property
    def misconceptions(self) -> Sequence[Misconception[B, D]]:
        """The wrong beliefs with their words."""
        return [
            Misconception(id_, found.title, found.why, play, found.shown_in)
            for id_, play in self.plays.items()
            for found in [belief_words(self.words, id_)]
        ]

    def feedback(self, brief: B, decision: D, scale: Scale[D]) -> Feedback:
        """Say what the decision does, what drove it and what to try."""
        done = self.consequence(brief, decision, scale)
        hint = self.hint(brief, decision, scale)
        name = self.belief(brief, decision, scale)
        why, next_step = "", hint.next_step
        if name:
            found = belief_words(self.words, name)
            why = found.why
            number = card_of(self.lesson).number
            shown = f"{found.title}? Lesson {number} shows it in “{found.shown_in}”."
            # Once committed nothing is tried next; what is left is where to read on.
            next_step = shown if self.committed else f"{next_step} {shown}"
        return Feedback(
            protected=done.kept,
            consequence=done.happened,
            money=self._money(scale, self.cost(brief, decision)),
            money_note=done.bill,
            lever=hint.lever,
            why=why,
            misconception=name,
            next_step=next_step,
            picture=done.picture,
        )

    def lever_words(self, lever: Lever[D], because: str = "", **values: Fact) -> Hint:
        """Return what ``lever.<table>.<name>`` says of a lever, and the step that pulls it.

        Where the lever is small the block is called ``small``, where it has none of its own
        ``together``. A block has ``says`` (or ``up`` and ``down``, by direction) and may name
        ``{{ saving }}``; ``small`` has ``try`` as well. ``because``: why the step helps.
        """
        name = "small" if lever.is_small else lever.name
        if not self.words.has(f"lever.{self.table}.{name}"):
            name = "together"
        block = f"lever.{self.table}.{name}"
        says = "says" if self.words.has(f"{block}.says") else "up" if lever.is_up else "down"
        saving = euros(lever.saving)
        said = self.words(f"{block}.{says}", **{"saving": saving, **values})
        if lever.is_small:
            return Hint(said, self.words(f"{block}.try"))
        because = because or f"That saves {saving} on average."
        return Hint(said, f"{step(lever.now, lever.better)} {because}", lever.better)

    def _money(self, scale: Scale[D], cost: float) -> tuple[MoneyLine, ...]:
        """Return the money line: named policies (habit marked), the learner, the best."""
        habit = min(scale.policies, key=scale.policies.__getitem__)  # of equal ones the first
        named = (
            MoneyLine(
                self.say(f"policies.{id_}") + (" (the usual choice)" if id_ == habit else ""),
                amount,
            )
            for id_, amount in scale.policies.items()
        )
        return (
            *named,
            MoneyLine(self.say("you"), cost, is_learner=True),
            MoneyLine(self.say("best"), scale.best, is_best=True),
        )

    def reasons(self, brief: B, scale: Scale[D]) -> str:
        """Return, as HTML, why an experienced colleague chooses the reference.

        It is shown after committing, never before.
        """
        return ""

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
                yield decision.but(**{spec.name: moved})


class BeliefWords(NamedTuple):
    """What ``belief.<id>`` says: the belief as a question, why people hold it, where it fails."""

    title: str
    why: str
    shown_in: str


def belief_words(words: Wording, name: str) -> BeliefWords:
    """Return the words of a belief.

    ``shown_in`` is the id of a step, whose title is shown; else a heading of the notebook.
    """
    shown_in = words(f"belief.{name}.shown_in")
    if words.has(f"step.{shown_in}"):
        shown_in = words(f"step.{shown_in}.title")
    return BeliefWords(words(f"belief.{name}.title"), words(f"belief.{name}.why"), shown_in)


@lru_cache
def _briefs(exercise: Exercise[Any, Any]) -> tuple[Any, ...]:
    rows = read_json(exercise.lesson, f"briefs/{exercise.table}.json")
    return exercise.read_briefs(rows)


@dataclass(frozen=True)
class RubricLine:
    """One line of a rubric: what earns 0, 1 and 2."""

    title: str
    levels: tuple[str, str, str]


@dataclass(frozen=True)
class Prose:
    """A written answer, marked by a person with a published rubric.

    Its words stand in the lesson's ``words.toml``, under ``prose.<name>``.
    """

    lesson: str
    name: str

    @property
    def id(self) -> str:
        """``lesson.name``."""
        return f"{self.lesson}.{self.name}"

    def _say(self, text: str) -> str:
        return words_of(self.lesson)(f"prose.{self.name}.{text}")

    @property
    def title(self) -> str:
        """What the task is called."""
        return self._say("title")

    @property
    def prompt(self) -> str:
        """The task."""
        return self._say("prompt")

    @property
    def blank(self) -> str:
        """What stands in the cell before anything is written."""
        return BLANK_REPLY

    @property
    def rubric(self) -> tuple[RubricLine, ...]:
        """What earns points, line by line."""
        words = words_of(self.lesson)
        lines = words.fill_all(words.block(f"prose.{self.name}.rubric"))
        return tuple(RubricLine(line["title"], tuple(line["levels"])) for line in lines)

    @property
    def exemplars(self) -> Sequence[Mapping[str, str]]:
        """Two replies to compare with, a good one first: ``title`` and ``text``."""
        words = words_of(self.lesson)
        found: list[dict[str, str]] = words.fill_all(words.block(f"prose.{self.name}.exemplars"))
        return found

    @property
    def points(self) -> float:
        """Most points: the top level of every rubric line."""
        # Counted, not filled: grading needs no fact of the lesson.
        return 2.0 * len(words_of(self.lesson).block(f"prose.{self.name}.rubric"))


BLANK_REPLY = "*Your reply goes here, in place of this line.*"
