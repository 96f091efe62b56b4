"""What a sponsor asks for after the demo, and what each way to answer costs.

A request either is within the model's strength or falls short. Nobody knows which,
but the history says how many of ten such requests fell short. Everything is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.statistics import accept_probability

INCLUDE, OWN_GATE, REFUSE = "include", "own_gate", "refuse"
REQUESTS = (
    *("dates", "customer_number", "new_office", "email", "photos", "handwriting", "polish"),
    *("reply", "close", "pay", "lawyers", "medical", "summary", "attachments"),
)
"""What a sponsor may ask for, by id."""
STRONG, WEAK = 95, 85
"""Right of 100 where the model is strong, and where it falls short."""
MARK = 90
"""An own check is passed from this many right in 100."""


@dataclass(frozen=True)
class Request:
    """One request, by its id in ``name``; money in euros.

    Of ten such requests ``short_in_10`` fell short, and then cost ``harm`` live. One
    that works brings ``benefit``. An own check takes ``cases`` cases; they and the days
    of delay cost ``check``.
    """

    name: str
    short_in_10: int
    harm: float
    benefit: float
    cases: int
    days: int
    check: float

    @property
    def mark(self) -> int:
        """How many of the cases must be right in an own check."""
        return self.cases * MARK // 100

    @property
    def short_passes(self) -> float:
        """The probability that a request that falls short passes its own check."""
        return float(accept_probability(self.cases, self.mark, WEAK / 100))

    @property
    def strong_fails(self) -> float:
        """The probability that one that works is turned away by its own check."""
        return 1 - float(accept_probability(self.cases, self.mark, STRONG / 100))

    def costs(self) -> dict[str, float]:
        """Return the expected cost of each way to answer, in euros."""
        short = self.short_in_10 / 10
        return {
            INCLUDE: short * self.harm,
            OWN_GATE: self.check
            + short * self.short_passes * self.harm
            + (1 - short) * self.strong_fails * self.benefit,
            REFUSE: (1 - short) * self.benefit,
        }


@dataclass(frozen=True)
class ScopeBrief:
    """Three requests after one demo."""

    requests: tuple[Request, ...]
