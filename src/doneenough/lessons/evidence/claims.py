"""Exercise (c): four claims from vendors. Repeat, repeat with a caveat, or not.

Each claim is a sentence with the evidence behind it. Before the evidence, a claim is
as likely to be true as not: either the product is as good as claimed, or it falls
short by a stated amount. The evidence then makes one of the two more likely (Bayes'
rule with binomial probabilities, exact). A claim that falls short and was repeated to
the steering committee costs money; so does sound news that was kept back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.crowd import TEAMS, crowd_count, crowd_words
from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.registry import read_json
from doneenough.statistics import accept_probability

REPEAT, CAVEAT, LEAVE_OUT = "repeat", "caveat", "leave_out"
WAYS = {
    REPEAT: "repeat it as it stands",
    CAVEAT: "repeat it and say what it does not show",
    LEAVE_OUT: "do not repeat it",
}
COUNT = 4
SHOWN_IN = "Three claims you will meet"
CAVEAT_LEAVES = 0.25
"""With a caveat, a claim that falls short does a quarter of the damage."""
SHORTFALL = 0.06
"""A product that falls short is right in six of a hundred cases fewer than claimed."""
RARE_SHORTFALL = 3
"""A product that falls short makes three times the claimed share of errors."""


@dataclass(frozen=True)
class Claim:
    """A claim and its evidence.

    ``kind`` is ``"zero"`` (no error in ``cases``; ``share`` is the error share that the
    claim rules out), ``"fresh"`` (one look at ``cases`` fresh ones, ``right`` of them
    right, claimed share ``share``), ``"best_of"`` (the best of ``attempts`` models on
    one set of ``cases``) or ``"tries"`` (``right`` of ``cases`` on try ``attempts``, the
    earlier ones below ``right``).
    """

    kind: str
    cases: int
    share: float
    right: int = 0
    attempts: int = 1

    @property
    def sentence(self) -> str:
        """The claim as the vendor says it, evidence included."""
        percent = f"{self.share * 100:g}"
        match self.kind:
            case "zero":
                return (
                    f"Not one error in {self.cases:,} cases. "
                    f"So fewer than {percent} in 100 go wrong."
                )
            case "best_of":
                return (
                    f"We compared {self.attempts} models on the same {self.cases:,} cases and "
                    f"took the best. It was right {self.right:,} times. "
                    f"So it is right {percent} times in 100."
                )
            case "tries":
                return (
                    f"It passed on try {self.attempts}, new cases each time: {self.right:,} of "
                    f"{self.cases:,} right. So it is right {percent} times in 100."
                )
        return (
            f"One check on {self.cases:,} new cases drawn at random: {self.right:,} right. "
            f"So it is right {percent} times in 100."
        )

    @property
    def falls_short(self) -> float:
        """The probability that the product falls short, given the evidence."""
        short = self.seen(holds=False)
        return short / (short + self.seen(holds=True))

    def seen(self, holds: bool) -> float:
        """Return how often exactly this evidence comes from a product.

        ``holds`` says whether the product is as good as claimed or falls short.
        """
        if self.kind == "zero":
            errors = self.share / 2 if holds else RARE_SHORTFALL * self.share
            return float((1 - errors) ** self.cases)
        return self._seen(self.share if holds else self.share - SHORTFALL)

    def _seen(self, right: float) -> float:
        """Return the probability of this evidence when the share right is ``right``."""
        at_least = float(accept_probability(self.cases, self.right, right))
        more = float(accept_probability(self.cases, self.right + 1, right))
        if self.kind == "best_of":
            return (1 - more) ** self.attempts - (1 - at_least) ** self.attempts
        return (1 - at_least) ** (self.attempts - 1) * (at_least - more)


@dataclass(frozen=True)
class ClaimsBrief:
    """Four claims and what words cost, in euros."""

    wrong_words: float
    caveat: float
    silence: float
    claims: tuple[Claim, ...]

    def costs(self, claim: Claim) -> dict[str, float]:
        """Return the expected cost of each way to treat one claim."""
        short = claim.falls_short
        return {
            REPEAT: short * self.wrong_words,
            CAVEAT: self.caveat + short * self.wrong_words * CAVEAT_LEAVES,
            LEAVE_OUT: (1 - short) * self.silence,
        }


class Treatment(Choices):
    """How each claim is treated."""

    claim_1: str = option("Claim 1", **WAYS)
    claim_2: str = option("Claim 2", **WAYS)
    claim_3: str = option("Claim 3", **WAYS)
    claim_4: str = option("Claim 4", **WAYS)


class VendorClaims(ItemByItem[ClaimsBrief, Treatment, Claim]):
    """Which claims go to the steering committee, and how."""

    lesson = "evidence"
    name = "vendor_claims"
    title = "Four claims"
    points = 15
    decision = Treatment
    table = "claims"

    def briefs(self) -> Sequence[ClaimsBrief]:
        """Return the 24 sets of claims."""
        return _briefs()

    def show_brief(self, brief: ClaimsBrief) -> str:
        """Return what words cost; each claim stands in its question."""
        return paragraph(
            "Four vendors want to be chosen. You tell the steering committee what you heard. "
            "About half of such claims hold. The others fall short: they are right in 6 of 100 "
            "cases fewer than claimed, or make three times the errors claimed. Models compared "
            "with each other were all about equally good."
        ) + facts(
            "What your words cost",
            [
                ("You repeated a claim that falls short", euros(brief.wrong_words)),
                ("You said what a claim does not show: a round of questions", euros(brief.caveat)),
                (
                    "And if that claim then falls short, in addition",
                    euros(brief.wrong_words * CAVEAT_LEAVES),
                ),
                ("You kept back a claim that holds", euros(brief.silence)),
            ],
        )

    def question(self, brief: ClaimsBrief, spec: FieldSpec) -> str:
        """Return the claim itself."""
        return f"{spec.meaning}: “{self.item(brief, spec).sentence}”"

    def items(self, brief: ClaimsBrief) -> Sequence[Claim]:
        """Return the four claims."""
        return brief.claims

    def item_costs(self, brief: ClaimsBrief, item: Claim) -> Mapping[str, float]:
        """Return what each way to treat a claim costs."""
        return brief.costs(item)

    def policies(self, brief: ClaimsBrief) -> Mapping[str, float]:
        """Treat all claims alike."""
        return self.all_alike(
            brief,
            {
                "Repeat all four": REPEAT,
                "Say of all four what they do not show": CAVEAT,
                "Leave out all four": LEAVE_OUT,
            },
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[ClaimsBrief, Treatment]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(
        self, brief: ClaimsBrief, decision: Treatment, scale: Scale[Treatment]
    ) -> Feedback:
        """Name the claim that cost most, and the habit behind four equal answers."""
        chosen = self.chosen(brief, decision)
        kept, worst = fitting(chosen), dearest(chosen)
        number, claim, way, loss = worst.number, worst.item, worst.way, worst.loss
        ways = set(decision.ways)
        short = crowd_count(claim.falls_short)
        belief = MISCONCEPTIONS[next(iter(ways))] if len(ways) == 1 else None
        if loss < 0.02 * scale.best:
            lever = "Each claim got the treatment its evidence deserves."
        else:
            lucky, sound = (crowd_words(claim.seen(holds)) for holds in (False, True))
            lever = (
                f"Claim {number}. Exactly this result comes from {lucky} products that "
                f"fall short, and from {sound} that hold. So of {TEAMS} such claims "
                f"about {short} fall short. Your choice, “{WAYS[way]}”, costs "
                f"{euros(loss)} more here than the best one."
            )
        return Feedback(
            protected=(
                f"In {kept} of {COUNT} cases your words fit the evidence."
                if kept
                else "You gave every claim an answer, and the committee can ask about each."
            ),
            consequence=(f"Your four answers cost {euros(self.cost(brief, decision))} on average."),
            money=money_lines(
                scale, self.cost(brief, decision), "Your four answers", "The best four answers"
            ),
            lever=lever,
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 5 shows it in “{belief.shown_in}”."
                if belief
                else "Nothing more to change here: go on when you like."
                if loss < 0.02 * scale.best
                else f"Weigh claim {number} again: how often does it fall short, and what do your "
                "words cost then?"
            ),
        )

    def reasons(self, brief: ClaimsBrief, scale: Scale[Treatment]) -> str:
        """Return how a lead would treat each claim, as HTML."""
        rows = [
            (
                f"Claim {number}",
                f"{crowd_words(claim.seen(False))}, and {crowd_words(claim.seen(True))}",
                f"{crowd_count(claim.falls_short)} of {TEAMS}",
                WAYS[way],
            )
            for number, (claim, way) in enumerate(
                zip(brief.claims, scale.reference.ways, strict=True), 1
            )
        ]
        return grid(
            "How an experienced lead would treat them",
            (
                "Claim",
                "Exactly this result comes from those that fall short, and from those that hold",
                "So such claims fall short",
                "So she would",
            ),
            rows,
        )


@lru_cache
def _briefs() -> tuple[ClaimsBrief, ...]:
    return tuple(
        ClaimsBrief(**{**row, "claims": tuple(Claim(**claim) for claim in row["claims"])})
        for row in read_json("evidence", "briefs/claims.json")
    )


MISCONCEPTIONS: dict[str, Misconception[ClaimsBrief, Treatment]] = {
    way: Misconception(identity, title, why, Treatment.always(way), SHOWN_IN)
    for way, identity, title, why in (
        (
            REPEAT,
            "a_number_is_a_fact",
            "Is every precise number a fact",
            "A vendor who gives counts sounds honest, and often is. But a count says little "
            "without the number of cases and of attempts behind it.",
        ),
        (
            CAVEAT,
            "a_caveat_costs_nothing",
            "Does a caveat cost nothing",
            "A caveat keeps you out of trouble. But when every sentence carries one, the "
            "committee cannot tell strong evidence from weak.",
        ),
        (
            LEAVE_OUT,
            "all_claims_are_sales_talk",
            "Are all claims sales talk",
            "Vendors want to sell, so distrust is healthy. But some of this evidence is sound, "
            "and the committee decides worse without it.",
        ),
    )
}
