"""Exercises in which a learner asks three questions, hears the answers, then decides.

The cost of an answer is the sum of two parts, both exact:

* what the three questions are worth: the expected cost of the best decision after hearing
  the answers, averaged over everything the answers could have been (the preposterior
  analysis of Raiffa and Schlaifer, 1961);
* what the decision then loses: its expected cost given the answers actually heard, less
  that of the best decision given the same answers.

So a lucky guess after useless questions earns little, and so does ignoring an answer.
"""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from doneenough.core.briefs import Identity
from doneenough.core.decision import Decision, DecisionError, Slip
from doneenough.core.exercise import Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import grid, paragraph
from doneenough.core.scale import Scale
from doneenough.core.scoring import brief_of

B = TypeVar("B")
"""The type of a brief."""


class Asked(Decision):
    """Three different questions and what is decided after the answers.

    A lesson declares the four fields with its questions and ways, in this order.
    """

    first_question: str
    second_question: str
    third_question: str
    decide: str

    @classmethod
    def question_texts(cls) -> Mapping[str, str]:
        """The questions offered, by id."""
        return cls.spec("first_question").options or {}

    @classmethod
    def way_texts(cls) -> Mapping[str, str]:
        """The decisions offered, by id."""
        return cls.spec("decide").options or {}

    @classmethod
    def of(cls, questions: Sequence[str], decide: str) -> Self:
        """Return the answer with these three questions and this decision."""
        values = (*questions, decide)
        return cls.model_validate(dict(zip(cls.model_fields, values, strict=True)))

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions asked."""
        return (self.first_question, self.second_question, self.third_question)

    def disagreements(self) -> Iterator[Slip]:
        """The three questions differ."""
        if len(set(self.questions)) < len(self.questions):
            yield Slip(
                "third_question",
                "You've asked one question twice. Please ask three different ones.",
            )


A = TypeVar("A", bound=Asked)
"""The type of an answer."""


@dataclass(frozen=True)
class Case:
    """One combination of facts, by the question that reveals each.

    ``weight`` says how likely it is; the weights need not add up to 1. ``costs`` are the
    expected costs in euros of each way to decide.
    """

    facts: Mapping[str, bool]
    weight: float
    costs: Mapping[str, float]


class AskThenDecide(Exercise[B, A], Generic[B, A]):
    """An exercise of three questions and a decision."""

    decision: ClassVar[type[Asked]]
    decoys: ClassVar[tuple[str, ...]]
    """At least three questions whose answers change nothing."""

    @abstractmethod
    def cases(self, brief: B) -> Sequence[Case]:
        """Return every combination of facts, exactly; the same object each time is best."""

    @abstractmethod
    def truth(self, brief: B) -> Mapping[str, bool]:
        """Return the facts as they are: what the questions reveal."""

    @abstractmethod
    def answer(self, brief: B, question: str) -> str:
        """Return what the technical lead answers."""

    def told(self, questions: Sequence[str]) -> tuple[str, ...]:
        """Return the facts that ``questions`` reveal."""
        known = self.decision.question_texts().keys() - set(self.decoys)
        return tuple(sorted(known.intersection(questions)))

    def heard(self, brief: B, questions: Sequence[str]) -> list[Case]:
        """Return the cases that agree with the true answers to ``questions``."""
        truth, told = self.truth(brief), self.told(questions)
        return [c for c in self.cases(brief) if all(c.facts[name] == truth[name] for name in told)]

    def worth(self, brief: B, questions: Sequence[str]) -> float:
        """Return the expected cost in euros of the best decision after ``questions``."""
        told, every = self.told(questions), self.cases(brief)
        groups: dict[tuple[bool, ...], list[Case]] = {}
        for case in every:
            groups.setdefault(tuple(case.facts[name] for name in told), []).append(case)
        best = (
            min(sum(c.weight * c.costs[way] for c in group) for way in group[0].costs)
            for group in groups.values()
        )
        return sum(best) / sum(case.weight for case in every)

    def expected(self, brief: B, questions: Sequence[str]) -> dict[str, float]:
        """Return the expected cost in euros of each way to decide, given the answers heard."""
        heard = self.heard(brief, questions)
        total = sum(case.weight for case in heard)
        return {
            way: sum(case.weight * case.costs[way] for case in heard) / total
            for way in heard[0].costs
        }

    def parts(self, brief: B, decision: A) -> tuple[float, float]:
        """Return what the questions are worth and what the decision then loses, in euros."""
        expected = self.expected(brief, decision.questions)
        lost = expected[decision.decide] - min(expected.values())
        return self.worth(brief, decision.questions), lost

    def cost(self, brief: B, decision: A) -> float:
        """Return the expected cost in euros; see the module's docstring."""
        return sum(self.parts(brief, decision))

    def policies(self, brief: B) -> Mapping[str, float]:
        """Decide without hearing anything that matters."""
        return {way: self.cost(brief, self.deaf(way)) for way in self.decision.way_texts()}

    def common_practice(self, brief: B) -> Mapping[str, A]:
        """Ask about what changes nothing, then decide."""
        return {way: self.deaf(way) for way in self.decision.way_texts()}

    def deaf(self, way: str) -> A:
        """Return the answer that asks what changes nothing."""
        return self._of(self.decoys[:3], way)

    def best(self, brief: B) -> A:
        """Try every three questions with every decision."""
        names = self.decision.question_texts()
        asked: dict[tuple[str, ...], tuple[str, ...]] = {}
        for three in itertools.combinations(names, 3):
            asked.setdefault(self.told(three), three)
        found = [(three, self.expected(brief, three)) for three in asked.values()]
        costs = [
            (round(self.worth(brief, three), 2), three, min(ways, key=ways.__getitem__))
            for three, ways in found
        ]
        # Of equal ones, she does not ask what changes nothing.
        _, questions, way = min(costs, key=lambda item: (item[0], -len(self.told(item[1]))))
        return self._of(questions, way)

    def hint(self, brief: B, decision: A, scale: Scale[A]) -> Hint:
        """Say whether the questions or the decision cost more."""
        worth, lost = self.parts(brief, decision)
        by_asking = worth - scale.best
        if by_asking + lost < 0.02 * scale.best:
            return Hint(self.say("lever_none"), self.say("try_none"))
        if lost > by_asking:
            ways = self.expected(brief, decision.questions)
            best = self.decision.way_texts()[min(ways, key=ways.__getitem__)]
            lever = self.say("lever_decision", best_given=best, lost=euros(lost))
            return Hint(lever, self.say("try_decision"))
        return Hint(self.say("lever_questions", lost=euros(by_asking)), self.say("try_questions"))

    def answers(self, brief: B, questions: Sequence[str]) -> list[tuple[str, str]]:
        """Return question and answer for each of ``questions``."""
        texts = self.decision.question_texts()
        return [(texts[name], self.answer(brief, name)) for name in questions]

    def reasons(self, brief: B, scale: Scale[A]) -> str:
        """Return what an experienced colleague would ask and why, as HTML."""
        best = scale.reference
        meaning = self.decision.way_texts()[best.decide]
        asked = grid(
            self.say("reasons"), ("Question", "Answer"), self.answers(brief, best.questions)
        )
        return asked + paragraph(self.say("reasons_then", meaning=meaning))

    def hear(self, given: object, me: object) -> Picture:
        """Show the answers to the questions chosen so far; never raises for a bad answer."""
        try:
            identity = Identity.read(me)
        except DecisionError as error:
            return _said(self.say("id_trouble", trouble=f"{error}"))
        fields: Mapping[Any, Any] = given if isinstance(given, dict) else {}
        names = [name for name in self.decision.model_fields if name != "decide"]
        chosen = [fields.get(name) for name in names if fields.get(name) is not None]
        texts = self.decision.question_texts()
        asked = [name for name in chosen if isinstance(name, str) and name in texts]
        if len(asked) < len(chosen):
            allowed = ", ".join(f'"{name}"' for name in texts)
            return _said(self.say("not_listed", allowed=allowed))
        if not asked:
            return _said(self.say("not_asked"))
        brief = self.briefs()[brief_of(self, identity)]
        left = len(names) - len(asked)
        then = (
            self.say("ask_more", left=left)
            if left
            else self.say("noted" if fields.get("decide") else "now_decide")
        )
        table = grid(self.say("heard"), ("You ask", "The answer"), self.answers(brief, asked))
        return Picture(table + paragraph(then), f"Answers to {len(asked)} questions. {then}")

    def _of(self, questions: Sequence[str], way: str) -> A:
        answer: Any = self.decision.of(questions, way)
        return answer  # type: ignore[no-any-return]


def _said(text: str) -> Picture:
    return Picture(paragraph(text), text)
