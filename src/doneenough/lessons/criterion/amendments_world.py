"""What the two gates with a flawed draft share: prices, and what wrong decisions cost.

The lead's draft decides wrongly on some of the kinds of proposals that come to the gate.
Each amendment has a price and changes how likely the check is to accept each kind. The
cost of three amendments is their price plus what the decisions that are still wrong
cost on average over the kinds brought, as counted over the last ten proposals. Every
probability is exact (binomial); clauses that are checked on samples of their own are
independent, so their probabilities are multiplied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.statistics import accept_probability

RIGHTLY = 160
"""A kind is no hole when the check decides rightly on so many of the crowd."""
Picks = frozenset[str]
"""Amendments by id."""


@dataclass(frozen=True)
class GateBrief:
    """One situation at the gate; money in euros.

    ``of_10``: so many of the last ten proposals were of each kind. ``year``: what a year
    with each kind brings, against today (negative: costs). ``prices``: of the amendments
    that have none of their own, in the world's order, per proposal checked.
    """

    of_10: tuple[int, ...]
    year: tuple[float, ...]
    prices: tuple[float, ...]


@dataclass(frozen=True)
class World:
    """One gate with a flawed draft.

    ``kinds``: what comes to the gate, by id. ``amendments``: by id, in the order of the
    form, with their price in euros per proposal checked; None where the brief says it.
    ``accepts`` gives the probability of accepting each kind under some amendments.
    ``usual`` is today's habit.
    """

    kinds: tuple[str, ...]
    amendments: Mapping[str, int | None]
    accepts: Callable[[Picks], tuple[float, ...]]
    usual: tuple[str, str, str]

    def prices(self, brief: GateBrief) -> Mapping[str, float]:
        """Return the price of each amendment under ``brief``, in euros."""
        said = iter(brief.prices)
        return {
            name: next(said) if price is None else price for name, price in self.amendments.items()
        }

    def losses(self, brief: GateBrief, accepted: Sequence[float]) -> tuple[float, ...]:
        """Return what wrong decisions on each kind cost, in euros per proposal brought.

        A kind that brings money and is turned away costs what it would have brought; one
        that costs money and is accepted costs just that.
        """
        return tuple(
            of_10 / 10 * abs(year) * (1 - share if year > 0 else share)
            for of_10, year, share in zip(brief.of_10, brief.year, accepted, strict=True)
        )

    def losses_with(self, brief: GateBrief, picks: Picks) -> tuple[float, ...]:
        """Return the same for the decisions of the draft with ``picks``."""
        return self.losses(brief, self.accepts(picks))

    def cost(self, brief: GateBrief, picks: Picks) -> float:
        """Return the expected cost of the draft with ``picks``, in euros per proposal."""
        prices = self.prices(brief)
        return sum(prices[name] for name in picks) + sum(self.losses_with(brief, picks))

    def wrong(self, brief: GateBrief, picks: Picks) -> list[int]:
        """Return for each kind how many of the crowd are decided wrongly."""
        return [
            crowd_count(1 - share if year > 0 else share)
            for year, share in zip(brief.year, self.accepts(picks), strict=True)
        ]

    def holes(self, brief: GateBrief, picks: Picks) -> list[int]:
        """Return the numbers of the kinds that the draft with ``picks`` decides wrongly."""
        wrong = self.wrong(brief, picks)
        return [kind for kind, count in enumerate(wrong) if count > TEAMS - RIGHTLY]


def at_least(cases: int, mark: int, share: int) -> float:
    """Return the probability that at least ``mark`` in 100 of ``cases`` come out.

    ``share`` is the true number in 100; whole numbers on purpose: they are what the
    learner reads.
    """
    return float(accept_probability(cases, -(-cases * mark // 100), share / 100))
