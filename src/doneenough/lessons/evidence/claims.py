"""Exercise (c): four claims from vendors. Repeat, repeat with a caveat, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Consequence, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.scale import Scale
from doneenough.lessons.evidence.claims_world import (
    CAVEAT,
    CAVEAT_LEAVES,
    COUNT,
    LEAVE_OUT,
    REPEAT,
    Claim,
    ClaimsBrief,
)

WAYS = {
    REPEAT: "repeat it as it is",
    CAVEAT: "repeat it and say what it doesn't show",
    LEAVE_OUT: "leave it out",
}
ALIKE, MOST_TIMES = 1.05, 1_000
"""Evidence this much more frequent is as frequent; how much more often is told up to here."""
BELIEF_OF = {
    REPEAT: "a_number_is_a_fact",
    CAVEAT: "a_caveat_costs_nothing",
    LEAVE_OUT: "all_claims_are_sales_talk",
}
"""The belief of those who treat all claims in one way."""


class Treatment(Choices):
    """How each claim is treated."""

    claim_1: str = option("Claim 1", **WAYS)
    claim_2: str = option("Claim 2", **WAYS)
    claim_3: str = option("Claim 3", **WAYS)
    claim_4: str = option("Claim 4", **WAYS)


class VendorClaims(ItemByItem[ClaimsBrief, Treatment, Claim]):
    """Which claims go to the steering committee, and how."""

    lesson, table, brief, decision = "evidence", "claims", ClaimsBrief, Treatment

    def show_brief(self, brief: ClaimsBrief) -> str:
        """Return what is known and what words cost; each claim is in its question."""
        known = self.words.fill_all(self.words.block("exercise.claims.known_rows"))
        return (
            paragraph(self.say("intro"))
            + facts(self.say("known"), [(row["label"], row["text"]) for row in known])
            + facts(
                self.say("caption"),
                [
                    (self.say("wrong_words"), euros(brief.wrong_words)),
                    (self.say("caveat"), euros(brief.caveat)),
                    (self.say("wrong_caveat"), euros(brief.wrong_words * CAVEAT_LEAVES)),
                    (self.say("silence"), euros(brief.silence)),
                ],
            )
        )

    def sentence(self, claim: Claim) -> str:
        """Return the claim as the vendor says it, evidence included."""
        return self.say(
            f"sentences.{claim.kind}",
            cases=claim.cases,
            right=claim.right,
            attempts=claim.attempts,
            percent=f"{claim.share * 100:g}",
        )

    def how_often(self, claim: Claim) -> str:
        """Return how much more often this evidence comes from one kind of product."""
        short, holding = claim.seen(holds=False), claim.seen(holds=True)
        rarer, commoner = sorted((short, holding))
        if commoner < ALIKE * rarer:
            return self.say("from_both")
        if commoner > MOST_TIMES * rarer:  # the rarer one may be too rare for a number
            times = f"more than {MOST_TIMES:,}"
        else:
            times = f"{commoner / rarer:,.{1 if commoner < 10 * rarer else 0}f}"
        return self.say("from_short" if short > holding else "from_holding", times=times)

    def question(self, brief: ClaimsBrief, spec: FieldSpec) -> str:
        """Return the claim itself."""
        return f"{spec.meaning}: “{self.sentence(self.item(brief, spec))}”"

    def items(self, brief: ClaimsBrief) -> Sequence[Claim]:
        """Return the four claims."""
        return brief.claims

    def item_costs(self, brief: ClaimsBrief, item: Claim) -> Mapping[str, float]:
        """Return what each way to treat a claim costs."""
        return brief.costs(item)

    def policies(self, brief: ClaimsBrief) -> Mapping[str, float]:
        """Treat all claims alike."""
        ways = {"repeat_all": REPEAT, "caveat_all": CAVEAT, "leave_all_out": LEAVE_OUT}
        return self.all_alike(brief, ways)

    @property
    def plays(self) -> Mapping[str, Callable[[ClaimsBrief], Treatment]]:
        """Treat all claims in one way."""
        return {belief: Treatment.always(way) for way, belief in BELIEF_OF.items()}

    def belief(
        self, brief: ClaimsBrief, decision: Treatment, scale: Scale[Treatment]
    ) -> str | None:
        """Return the habit behind four equal answers."""
        ways = set(decision.ways)
        return BELIEF_OF[next(iter(ways))] if len(ways) == 1 else None

    def consequence(
        self, brief: ClaimsBrief, decision: Treatment, scale: Scale[Treatment]
    ) -> Consequence:
        """Count the claims whose treatment fits the evidence."""
        kept = fitting(self.chosen(brief, decision))
        return Consequence(
            self.say("kept", kept=kept, count=COUNT) if kept else self.say("kept_none"),
            self.say("happened", cost=euros(self.cost(brief, decision))),
        )

    def hint(self, brief: ClaimsBrief, decision: Treatment, scale: Scale[Treatment]) -> Hint:
        """Name the claim that cost most."""
        worst = dearest(self.chosen(brief, decision))
        if worst.loss < 0.02 * scale.best:
            return Hint(self.say("lever_none"), self.say("try_none"))
        claim = worst.item
        lever = self.say(
            "lever",
            number=worst.number,
            how_often=self.how_often(claim),
            short=crowd_count(claim.falls_short),
            way=WAYS[worst.way],
            loss=euros(worst.loss),
        )
        return Hint(lever, self.say("try", number=worst.number))

    def reasons(self, brief: ClaimsBrief, scale: Scale[Treatment]) -> str:
        """Return how an experienced colleague would treat each claim, as HTML."""
        rows = [
            (
                self.say("claim", number=number),
                self.how_often(claim),
                f"{crowd_count(claim.falls_short)} of {TEAMS}",
                WAYS[way],
            )
            for number, (claim, way) in enumerate(
                zip(brief.claims, scale.reference.ways, strict=True), 1
            )
        ]
        head = self.words.block("exercise.claims.reasons_head")
        return grid(self.say("reasons"), head, rows)
