"""Exercise (a): ask the technical lead three questions, then decide.

The cost of an answer is the sum of two parts, both exact:

* what the three questions are worth: the expected cost of the best decision after
  hearing the answers, averaged over everything the answers could have been (the
  preposterior analysis of Raiffa and Schlaifer, 1961);
* what the decision then loses: its expected cost given the answers actually heard,
  less that of the best decision given the same answers.

So a lucky guess after useless questions earns little, and so does ignoring an answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, DecisionError, Slip, option
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.registry import find_exercise
from doneenough.core.scale import Scale
from doneenough.core.scoring import brief_of
from doneenough.lessons.evidence.review_world import (
    DECISIONS,
    EXTRA_LETTERS,
    EXTRA_MARK,
    FACTS,
    ReviewBrief,
    cases_heard,
    mean,
    questions_worth,
    told,
)
from doneenough.lessons.evidence.what_is_known import such_models
from doneenough.statistics import accept_probability

QUESTIONS = {
    "algorithm": "Which algorithm do you use?",
    "training": "How many letters was the model trained on?",
    "gut_feeling": "Are you confident in this model?",
    "day_cost": "What does a day of waiting cost us?",
    "fresh": "Were the letters new in each try?",
    "who_chose": "Who chose the letters, and how?",
    "tries": "How many times did you run this check before it passed?",
    "demo": "Can we see it work on a few letters?",
}
MEANING = {
    "sign": "the model goes live everywhere",
    "sign_limited": "it goes live in one small office only",
    "buy_evidence": f"{EXTRA_LETTERS} fresh letters, drawn at random, then sign if at least "
    f"{EXTRA_MARK} are right; otherwise people keep sorting by hand",
    "refuse": "the model is not used, and people keep sorting by hand",
}


class Review(Decision):
    """Three questions and a decision."""

    first_question: str = option("Your first question", **QUESTIONS)
    second_question: str = option("Your second question", **QUESTIONS)
    third_question: str = option("Your third question", **QUESTIONS)
    decide: str = option("What you decide after the answers", **MEANING)

    def disagreements(self) -> Iterator[Slip]:
        """The three questions differ."""
        asked = self.questions
        if len(set(asked)) < len(asked):
            yield Slip(
                "third_question",
                "You've asked one question twice. Please ask three different ones.",
            )

    @property
    def questions(self) -> tuple[str, str, str]:
        """The questions asked."""
        return (self.first_question, self.second_question, self.third_question)


class AskThenDecide(Exercise[ReviewBrief, Review]):
    """Ask, then decide."""

    lesson, table, brief, decision = "evidence", "review", ReviewBrief, Review

    def show_brief(self, brief: ReviewBrief) -> str:
        """Return the report, the company's history, what it means, and the costs."""
        return (
            paragraph(self.say("report", product=brief.product, reported=brief.reported))
            + such_models(brief)
            + facts(
                self.say("history", reported=brief.reported),
                [
                    ("Passed only on the fourth try", f"{brief.retried_in_10} of 10"),
                    (
                        "Of those, the same letters were used in every try",
                        f"{brief.reused_in_10} of 10",
                    ),
                    ("The team picked the letters itself", f"{brief.picked_in_10} of 10"),
                    (
                        "A day of waiting costs",
                        f"{euros(brief.day_dear)} in {brief.dear_in_10} of 10 projects, "
                        f"{euros(brief.day_cheap)} in the others",
                    ),
                ],
            )
            + paragraph(self.say("history_means"))
            + facts(
                "What things cost",
                [
                    ("A weak model goes live", euros(brief.weak_live)),
                    ("No model goes live, and people keep sorting", euros(brief.by_hand)),
                    (
                        "It goes live in one small office only",
                        f"{brief.office_in_10} of 10 letters go there; a weak model does "
                        f"{brief.office_in_10} of 10 of the damage, and people sort the rest",
                    ),
                    (
                        f"{EXTRA_LETTERS} more letters, {brief.letters_per_day} a day",
                        f"{euros(brief.letter_cost)} a letter and "
                        f"{brief.extra_days} days of waiting",
                    ),
                ],
            )
            + paragraph(self.say("counts"))
        )

    def answers(self, brief: ReviewBrief, questions: Sequence[str]) -> list[tuple[str, str]]:
        """Return question and answer for each of ``questions``."""
        return [(QUESTIONS[name], self._answer(brief, name)) for name in questions]

    def _answer(self, brief: ReviewBrief, name: str) -> str:
        truth = brief.truth
        text = name
        if name == "tries" and truth["tries"]:
            text = "tries_many"
        elif name == "fresh" and truth["fresh"]:
            text = "fresh_reused"
        elif name == "who_chose" and truth["who_chose"]:
            text = "who_chose_team"
        day = euros(brief.day_dear if truth["day_cost"] else brief.day_cheap)
        return self.say(f"answers.{text}", day=day)

    def cost(self, brief: ReviewBrief, decision: Review) -> float:
        """Return the expected cost in euros; see the module's docstring."""
        return sum(self._parts(brief, decision))

    def policies(self, brief: ReviewBrief) -> Mapping[str, float]:
        """Decide without hearing anything that matters."""
        return {decide: self.cost(brief, _deaf(decide)) for decide in DECISIONS}

    def common_practice(self, brief: ReviewBrief) -> Mapping[str, Review]:
        """Ask about the technology, then decide."""
        return {decide: _deaf(decide) for decide in DECISIONS}

    def best(self, brief: ReviewBrief) -> Review:
        """Try every three questions with every decision."""
        return min(
            (
                _review(questions, decide)
                for questions in itertools.combinations(QUESTIONS, 3)
                for decide in DECISIONS
            ),
            key=lambda item: (round(self.cost(brief, item), 2), item.questions, item.decide),
        )

    @property
    def plays(self) -> Mapping[str, Callable[[ReviewBrief], Review]]:
        """Believe the report, or ask about the technology."""
        return {
            "passed_is_passed": lambda _: _deaf("sign"),
            "ask_about_technology": lambda _: _review(("algorithm", "training", "demo"), "refuse"),
        }

    def belief(self, brief: ReviewBrief, decision: Review, scale: Scale[Review]) -> str | None:
        """Return the belief behind a decision that heard little."""
        if scale.clearly_better(self.cost(brief, decision)) or len(_useful(decision)) >= 2:
            return None
        return "passed_is_passed" if decision.decide == "sign" else "ask_about_technology"

    def consequence(
        self, brief: ReviewBrief, decision: Review, scale: Scale[Review]
    ) -> Consequence:
        """Say what the questions were worth, and count what the decision does."""
        useful = len(_useful(decision))
        kept = self.say("kept", useful=useful, facts=len(FACTS))
        if useful > 1:
            kept += f" {self.say('kept_more')}"
        posterior = cases_heard(brief, decision.questions)
        weak = mean(posterior, lambda case: case.weak)
        passing = float(accept_probability(EXTRA_LETTERS, EXTRA_MARK, brief.weak))
        counts = {
            "weak": crowd_count(weak),
            "good": TEAMS - crowd_count(weak),
            "lucky": crowd_count(weak * passing),
        }
        happened = f"{self.say('picture', **counts)} {self.say(f'if_{decision.decide}', **counts)}"
        return Consequence(kept, happened, bill=self.say("bill"))

    def hint(self, brief: ReviewBrief, decision: Review, scale: Scale[Review]) -> Hint:
        """Say whether the questions or the decision cost more."""
        asked_worth, lost = self._parts(brief, decision)
        by_asking = asked_worth - scale.best
        if by_asking + lost < 0.02 * scale.best:
            return Hint(self.say("lever_none"), self.say("try_none"))
        if lost > by_asking:
            posterior = cases_heard(brief, decision.questions)
            best = min(DECISIONS, key=lambda name: mean(posterior, lambda c: c.costs[name]))
            lever = self.say("lever_decision", best_given=MEANING[best], lost=euros(lost))
            return Hint(lever, self.say("try_decision"))
        lever = self.say("lever_questions", lost=euros(by_asking))
        return Hint(lever, self.say("try_questions"))

    def reasons(self, brief: ReviewBrief, scale: Scale[Review]) -> str:
        """Return what an experienced colleague would ask and why, as HTML."""
        review = scale.reference
        rows = [(q, a) for q, a in self.answers(brief, review.questions)]
        then = self.say("reasons_then", meaning=MEANING[review.decide])
        return grid(self.say("reasons"), ("Question", "Answer"), rows) + paragraph(then)

    def _parts(self, brief: ReviewBrief, decision: Review) -> tuple[float, float]:
        heard = cases_heard(brief, decision.questions)
        best = min(mean(heard, lambda case, name=name: case.costs[name]) for name in DECISIONS)
        chosen = mean(heard, lambda case: case.costs[decision.decide])
        return questions_worth(brief, told(decision.questions)), chosen - best


def _useful(review: Review) -> list[str]:
    return [name for name in review.questions if name in FACTS]


def _deaf(decide: str) -> Review:
    return _review(("algorithm", "training", "gut_feeling"), decide)


def _review(questions: Sequence[str], decide: str) -> Review:
    first, second, third = questions
    return Review(first_question=first, second_question=second, third_question=third, decide=decide)


def hear(review: object, me: object) -> Picture:
    """Show the lead's answers to the questions chosen so far; never raises for a bad answer."""
    exercise = find_exercise("evidence.review")
    assert isinstance(exercise, AskThenDecide)
    try:
        identity = Identity.read(me)
    except DecisionError as error:
        return _said(exercise.say("id_trouble", trouble=f"{error}"))
    given = review if isinstance(review, dict) else {}
    names = ("first_question", "second_question", "third_question")
    chosen = [given.get(name) for name in names if given.get(name) is not None]
    asked = [name for name in chosen if isinstance(name, str) and name in QUESTIONS]
    if len(asked) < len(chosen):
        allowed = ", ".join(f'"{name}"' for name in QUESTIONS)
        return _said(exercise.say("not_listed", allowed=allowed))
    if not asked:
        return _said(exercise.say("not_asked"))
    brief = exercise.briefs()[brief_of(exercise, identity)]
    rows = exercise.answers(brief, asked)
    left = len(names) - len(asked)
    then = (
        exercise.say("ask_more", left=left)
        if left
        else exercise.say("noted" if given.get("decide") else "now_decide")
    )
    table = grid(exercise.say("heard"), ("You ask", "She says"), rows)
    return Picture(table + paragraph(then), f"Answers to {len(asked)} questions. {then}")


def _said(text: str) -> Picture:
    return Picture(paragraph(text), text)
