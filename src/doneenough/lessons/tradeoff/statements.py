"""Exercise (c): eight statements of leads and vendors, and what you do after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Consequence, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import counted, signed
from doneenough.lessons.tradeoff.ask_world import PART, SHIP, STAY, WAIT
from doneenough.lessons.tradeoff.statements_world import (
    AS_SAID,
    COUNT,
    SIDE,
    TEAM,
    Statement,
    StatementsBrief,
)

WAY_TEXTS: Mapping[str, str] = words_of("tradeoff").block("exercise.statements.ways")
BELIEF_OF = {
    SHIP: "better_than_before",
    PART: "always_a_trial",
    WAIT: "waiting_is_free",
    STAY: "perfect_or_nothing",
}
"""The belief of those who do the same after every statement."""


class EightDecisions(Choices):
    """What is done after each statement."""

    groups: ClassVar[Mapping[str, Sequence[str]]] = {
        "first_half": ("statement_1", "statement_2", "statement_3", "statement_4"),
        "second_half": ("statement_5", "statement_6", "statement_7", "statement_8"),
    }

    statement_1: str = option("Statement 1", **WAY_TEXTS)
    statement_2: str = option("Statement 2", **WAY_TEXTS)
    statement_3: str = option("Statement 3", **WAY_TEXTS)
    statement_4: str = option("Statement 4", **WAY_TEXTS)
    statement_5: str = option("Statement 5", **WAY_TEXTS)
    statement_6: str = option("Statement 6", **WAY_TEXTS)
    statement_7: str = option("Statement 7", **WAY_TEXTS)
    statement_8: str = option("Statement 8", **WAY_TEXTS)


class Statements(ItemByItem[StatementsBrief, EightDecisions, Statement]):
    """Eight statements, each with a trade behind it, and what you do."""

    lesson, table, brief, decision = "tradeoff", "statements", StatementsBrief, EightDecisions

    def show_brief(self, brief: StatementsBrief) -> str:
        """Return what each way brings; each statement stands in its question."""
        values: dict[str, Fact] = {
            "weeks": brief.weeks,
            "review": brief.review,
            "worth": euros(brief.worth),
            "side": euros(SIDE * brief.worth),
            "team": euros(TEAM * brief.worth),
        }
        rows = self.words.fill_all(self.words.block("exercise.statements.ways_table"), **values)
        return (
            paragraph(self.say("intro", **values))
            + facts(self.say("caption"), [(label, text) for label, text in rows])
            + paragraph(self.say("reckon", **values))
        )

    def sentence(self, one: Statement) -> str:
        """Return what is said, and the facts beside it."""
        said = dict(zip(("said_1", "said_2", "said_3", "said_4"), one.said, strict=False))
        values: dict[str, Fact] = {
            "gain": self.compared(one.gain),
            "up": one.gain,
            "more": one.more,
            "weeks": counted(one.weeks, "weeks"),
            "back": counted(one.back, "weeks"),
            "worse": one.worse,
            "in_10": one.in_10,
            "late": counted(one.late, "weeks"),
            **said,
        }
        return self.say(f"sentences.{one.kind}", **values)

    def compared(self, gain: float) -> str:
        """Return a gain over today's process in words."""
        return self.say("more_right" if gain > 0 else "fewer_right", count=f"{abs(gain):g}")

    def question(self, brief: StatementsBrief, spec: FieldSpec) -> str:
        """Return the statement itself."""
        return f"{spec.meaning}: {self.sentence(self.item(brief, spec))}"

    def items(self, brief: StatementsBrief) -> Sequence[Statement]:
        """Return the eight statements."""
        return brief.statements

    def item_costs(self, brief: StatementsBrief, item: Statement) -> Mapping[str, float]:
        """Return what each way gives up after a statement."""
        return brief.costs(item)

    def policies(self, brief: StatementsBrief) -> Mapping[str, float]:
        """Do the same after every statement, or what the speaker wants."""
        alike = {way: way for way in WAY_TEXTS}
        return {
            **self.all_alike(brief, alike),
            "as_said": self.cost(brief, self.as_said(brief)),
        }

    def common_practice(self, brief: StatementsBrief) -> Mapping[str, EightDecisions]:
        """Do what the speaker wants."""
        return {"as_said": self.as_said(brief)}

    def as_said(self, brief: StatementsBrief) -> EightDecisions:
        """Return the answer that follows each speaker."""
        return EightDecisions.of(AS_SAID[one.kind] for one in brief.statements)

    @property
    def plays(self) -> Mapping[str, Callable[[StatementsBrief], EightDecisions]]:
        """Do the same after every statement; or do as they say."""
        same = {belief: EightDecisions.always(way) for way, belief in BELIEF_OF.items()}
        return {**same, "they_know_best": self.as_said}

    def belief(
        self, brief: StatementsBrief, decision: EightDecisions, scale: Scale[EightDecisions]
    ) -> str | None:
        """Return the habit behind eight equal answers, or behind following the speakers."""
        first, *others = set(decision.ways)
        if not others:
            return BELIEF_OF[first]
        return "they_know_best" if decision == self.as_said(brief) else None

    def consequence(
        self, brief: StatementsBrief, decision: EightDecisions, scale: Scale[EightDecisions]
    ) -> Consequence:
        """Count the decisions that give up least."""
        kept = fitting(self.chosen(brief, decision))
        return Consequence(
            self.say("kept", kept=kept, count=COUNT) if kept else self.say("kept_none"),
            self.say("happened", cost=euros(self.cost(brief, decision))),
        )

    def hint(
        self, brief: StatementsBrief, decision: EightDecisions, scale: Scale[EightDecisions]
    ) -> Hint:
        """Name the statement whose answer gives up most."""
        worst = dearest(self.chosen(brief, decision))
        if worst.loss < 0.02 * scale.best or not worst.loss:
            return Hint(self.say("lever_none"), self.say("try_none"))
        lever = self.say(
            "lever",
            number=worst.number,
            way=WAY_TEXTS[worst.way],
            loss=euros(worst.loss),
            traded=self.say(f"traded.{worst.item.kind}"),
        )
        return Hint(lever, self.say("try", number=worst.number))

    def reasons(self, brief: StatementsBrief, scale: Scale[EightDecisions]) -> str:
        """Return how an experienced colleague would answer, as HTML."""
        pairs = zip(brief.statements, scale.reference.ways, strict=True)
        rows = [
            (
                f"{number}",
                self.say(f"traded.{one.kind}"),
                self.say(
                    "brings", **{name: signed(round(brings)) for name, brings in values.items()}
                ),
                WAY_TEXTS[way],
            )
            for number, (one, way) in enumerate(pairs, 1)
            for values in [brief.expected(one)]
        ]
        head = self.words.block("exercise.statements.reasons_head")
        return grid(self.say("reasons"), head, rows)
