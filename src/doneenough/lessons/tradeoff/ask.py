"""Exercise (a): ask the technical lead three questions, then ship, ship to a part, wait or stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.ask_then_decide import Asked, AskThenDecide, Case
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import option
from doneenough.core.exercise import Consequence
from doneenough.core.feedback import euros
from doneenough.core.html import facts, paragraph
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import counted
from doneenough.lessons.tradeoff.ask_world import FACTS, WAYS, AskBrief, cases_of

_WORDS = words_of("tradeoff")
QUESTIONS: Mapping[str, str] = _WORDS.block("exercise.ask.questions")
WAY_TEXTS: Mapping[str, str] = _WORDS.block("exercise.ask.ways")
BELIEF_OF = {
    "ship": "better_than_before",
    "part": "always_a_trial",
    "wait": "waiting_is_free",
    "stay": "perfect_or_nothing",
}
"""The belief behind each decision taken without hearing what matters."""


class ThreeQuestions(Asked):
    """Three questions and a decision."""

    first_question: str = option("Your first question", **QUESTIONS)
    second_question: str = option("Your second question", **QUESTIONS)
    third_question: str = option("Your third question", **QUESTIONS)
    decide: str = option("What you decide after the answers", **WAY_TEXTS)


class AskFirst(AskThenDecide[AskBrief, ThreeQuestions]):
    """Ask, then decide about a release."""

    lesson, table, brief, decision = "tradeoff", "ask", AskBrief, ThreeQuestions
    decoys = ("algorithm", "last_version", "happy")

    def show_brief(self, brief: AskBrief) -> str:
        """Return the report, what is known, and what no one has mentioned."""
        known = self.words.block("exercise.ask.known")
        open_ = self.words.block("exercise.ask.open")
        fill = self.words.fill_all
        values: dict[str, Fact] = {
            "product": brief.product,
            "cases": brief.cases,
            "wrong": euros(brief.wrong),
            "weeks": brief.weeks,
            "measured": brief.measured,
            "review": counted(brief.review, "weeks"),
            "share_in_10": brief.part_in_10,
            "side": euros(brief.side),
            "sprint": counted(brief.sprint_weeks, "weeks"),
            "sprint_cost": euros(brief.sprint_cost),
            "gap": brief.gap,
            "like_in_10": brief.like_in_10,
            "gain_hi": brief.gain_hi,
            "gain_lo": brief.gain_lo,
            "next_in_10": brief.next_in_10,
            "back_slow": counted(brief.back_slow, "weeks"),
            "back_fast": counted(brief.back_fast, "weeks"),
            "undo_in_10": brief.undo_in_10,
            "today_bad": brief.today_bad,
            "today_good": brief.today_good,
            "today_in_10": brief.today_in_10,
            "extra": f"€{brief.extra:.2f}",
            "slower_in_10": brief.slower_in_10,
            "shock": brief.shock,
            "shock_in_10": brief.shock_in_10,
        }
        tables = [
            facts(self.say(caption), [(label, text) for label, text in fill(rows, **values)])
            for caption, rows in (("known_caption", known), ("open_caption", open_))
        ]
        return (
            paragraph(self.say("report", **values))
            + "".join(tables)
            + paragraph(self.say("assumed"))
        )

    def cases(self, brief: AskBrief) -> Sequence[Case]:
        """Return every combination of facts."""
        return cases_of(brief)

    def truth(self, brief: AskBrief) -> Mapping[str, bool]:
        """Return the facts as they are."""
        return brief.truth

    def answer(self, brief: AskBrief, question: str) -> str:
        """Return what the technical lead answers."""
        if question not in FACTS:
            return self.say(f"answers.{question}")
        yes = brief.truth[question]
        told: dict[str, dict[str, Fact]] = {
            "like": {"gap": brief.gap},
            "next": {"gain": brief.gain_hi if yes else brief.gain_lo},
            "undo": {"back": counted(brief.back_slow if yes else brief.back_fast, "weeks")},
            "today": {"wrong": brief.today_bad if yes else brief.today_good},
            "slower": {"extra": f"€{brief.extra:.2f}"},
        }
        text = f"answers.yes_{question}" if yes else f"answers.no_{question}"
        return self.say(text, **told[question])

    def _heard(self, decision: ThreeQuestions) -> int:
        return len(self.told(decision.questions))

    @property
    def plays(self) -> Mapping[str, Callable[[AskBrief], ThreeQuestions]]:
        """Decide by habit after questions that change nothing."""

        def deaf(way: str) -> Callable[[AskBrief], ThreeQuestions]:
            return lambda _brief: self.deaf(way)

        return {belief: deaf(way) for way, belief in BELIEF_OF.items()}

    def belief(
        self, brief: AskBrief, decision: ThreeQuestions, scale: Scale[ThreeQuestions]
    ) -> str | None:
        """Return the belief behind a decision that heard little."""
        if scale.clearly_better(self.cost(brief, decision)) or self._heard(decision) >= 2:
            return None
        return BELIEF_OF[decision.decide]

    def consequence(
        self, brief: AskBrief, decision: ThreeQuestions, scale: Scale[ThreeQuestions]
    ) -> Consequence:
        """Say what the questions told, and in how many of 200 releases each way is best."""
        told = self._heard(decision)
        kept = self.say("kept_none" if not told else "kept", told=told, facts=len(FACTS))
        heard = self.heard(brief, decision.questions)
        total = sum(case.weight for case in heard)
        share = {
            way: sum(case.weight for case in heard if case.costs[way] <= 0) / total for way in WAYS
        }
        counts = {way: crowd_count(part) for way, part in share.items()}
        happened = self.say("happened", teams=TEAMS, chosen=counts[decision.decide], **counts)
        given_up = self.expected(brief, decision.questions)[decision.decide]
        return Consequence(kept, happened, bill=self.say("bill", given_up=euros(given_up)))
