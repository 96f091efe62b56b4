"""Exercise (a): ask the technical lead three questions, then decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.ask_then_decide import Asked, AskThenDecide, Case
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import option
from doneenough.core.exercise import Consequence
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.scale import Scale
from doneenough.lessons.evidence.review_world import (
    EXTRA_LETTERS,
    EXTRA_MARK,
    FACTS,
    ReviewBrief,
    cases_of,
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
    "refuse": "no model is used, and people keep sorting by hand",
}


class Review(Asked):
    """Three questions and a decision."""

    first_question: str = option("Your first question", **QUESTIONS)
    second_question: str = option("Your second question", **QUESTIONS)
    third_question: str = option("Your third question", **QUESTIONS)
    decide: str = option("What you decide after the answers", **MEANING)


class AskAboutReport(AskThenDecide[ReviewBrief, Review]):
    """Ask about a passed check, then decide."""

    lesson, table, brief, decision = "evidence", "review", ReviewBrief, Review
    decoys = ("algorithm", "training", "gut_feeling", "demo")

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

    def cases(self, brief: ReviewBrief) -> Sequence[Case]:
        """Return every combination of facts."""
        return cases_of(brief)

    def truth(self, brief: ReviewBrief) -> Mapping[str, bool]:
        """Return the facts as they are."""
        return brief.truth

    def answer(self, brief: ReviewBrief, question: str) -> str:
        """Return what the technical lead answers."""
        truth = brief.truth
        text = question
        if question == "tries" and truth["tries"]:
            text = "tries_many"
        elif question == "fresh" and truth["fresh"]:
            text = "fresh_reused"
        elif question == "who_chose" and truth["who_chose"]:
            text = "who_chose_team"
        day = euros(brief.day_dear if truth["day_cost"] else brief.day_cheap)
        return self.say(f"answers.{text}", day=day)

    @property
    def plays(self) -> Mapping[str, Callable[[ReviewBrief], Review]]:
        """Believe the report, or ask about the technology."""
        return {
            "passed_is_passed": lambda _: self.deaf("sign"),
            "ask_about_technology": lambda _: self.deaf("refuse"),
        }

    def belief(self, brief: ReviewBrief, decision: Review, scale: Scale[Review]) -> str | None:
        """Return the belief behind a decision that heard little."""
        heard = self.told(decision.questions)
        if scale.clearly_better(self.cost(brief, decision)) or len(heard) >= 2:
            return None
        return "passed_is_passed" if decision.decide == "sign" else "ask_about_technology"

    def consequence(
        self, brief: ReviewBrief, decision: Review, scale: Scale[Review]
    ) -> Consequence:
        """Say what the questions were worth, and count what the decision does."""
        useful = len(self.told(decision.questions))
        kept = self.say("kept", useful=useful, facts=len(FACTS))
        if useful > 1:
            kept += f" {self.say('kept_more')}"
        # Signing costs only where the model is weak.
        weak = self.expected(brief, decision.questions)["sign"] / brief.weak_live
        passing = float(accept_probability(EXTRA_LETTERS, EXTRA_MARK, brief.weak))
        counts = {
            "weak": crowd_count(weak),
            "good": TEAMS - crowd_count(weak),
            "lucky": crowd_count(weak * passing),
        }
        happened = f"{self.say('picture', **counts)} {self.say(f'if_{decision.decide}', **counts)}"
        return Consequence(kept, happened, bill=self.say("bill"))

    def reasons(self, brief: ReviewBrief, scale: Scale[Review]) -> str:
        """Return what an experienced colleague would ask, each question with its reason."""
        best = scale.reference
        rows = [
            (asked, said, self.say(f"why.{name}"))
            for name, (asked, said) in zip(
                best.questions, self.answers(brief, best.questions), strict=True
            )
        ]
        then = self.say("reasons_then", meaning=MEANING[best.decide])
        return grid(self.say("reasons"), ("Question", "Answer", "Why she asks"), rows) + paragraph(
            then
        )
