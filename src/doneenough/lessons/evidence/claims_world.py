"""The world of the vendor claims: how often a claim with such evidence falls short.

Before the evidence, a claim is as likely to be true as not: either the product is as
good as claimed, or it falls short by a stated amount. The evidence then makes one of the
two more likely (Bayes' rule with binomial probabilities, exact). Models compared on the
same cases are taken to fail independently of each other; the brief says so. A claim that falls
short and was repeated to the steering committee costs money; so does sound news that
was kept back.
"""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.statistics import accept_probability

REPEAT, CAVEAT, LEAVE_OUT = "repeat", "caveat", "leave_out"
COUNT = 4
CAVEAT_LEAVES = 0.25
"""With a caveat, a claim that falls short does a quarter of the damage."""
HOLDS_IN_10 = 5
"""Of ten claims, how many hold."""
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
    def falls_short(self) -> float:
        """The probability that the product falls short, given the evidence."""
        short = (10 - HOLDS_IN_10) * self.seen(holds=False)
        return short / (short + HOLDS_IN_10 * self.seen(holds=True))

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
        earlier = self.attempts - 1 if self.kind == "tries" else 0
        return (1 - at_least) ** earlier * (at_least - more)


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
