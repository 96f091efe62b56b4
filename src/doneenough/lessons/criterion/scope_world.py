"""What a sponsor asks for after the demo, and what each way to answer costs.

A request either is within the model's strength or falls short. Nobody knows which,
but the history says how many of ten such requests fell short. Everything is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.registry import read_json
from doneenough.statistics import accept_probability

INCLUDE, OWN_GATE, REFUSE = "include", "own_gate", "refuse"
REQUESTS = {
    "dates": "Also read dates written the American way.",
    "customer_number": "Also copy the customer number into the header.",
    "new_office": "Also sort the letters of the new office.",
    "email": "Also sort e-mails.",
    "photos": "Also read letters photographed with a phone.",
    "handwriting": "Also read letters written by hand.",
    "polish": "Also sort letters in Polish.",
    "reply": "Also send the first reply without a person.",
    "close": "Also close letters that need no answer.",
    "pay": "Also pay claims under €200 without a person.",
    "lawyers": "Also sort letters from lawyers.",
    "medical": "Also sort medical reports.",
    "summary": "Also write a summary line for each letter.",
    "attachments": "Also sort letters with several attachments.",
}
"""What the sponsor says, by a short name."""
STRONG, WEAK = 95, 85
"""Right of 100 where the model is strong, and where it falls short."""
MARK = 90
"""An own check is passed from this many right in 100."""


@dataclass(frozen=True)
class Request:
    """One request; money in euros.

    Of ten such requests ``short_in_10`` fell short, and then cost ``harm`` live. One
    that works brings ``benefit``. An own check takes ``cases`` cases; they and the days
    of delay cost ``check``.
    """

    name: str
    short_in_10: int
    harm: int
    benefit: int
    cases: int
    days: int
    check: int

    @property
    def text(self) -> str:
        """What the sponsor says."""
        return REQUESTS[self.name]

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


@lru_cache
def briefs() -> tuple[ScopeBrief, ...]:
    """Return the 24 demos."""
    return tuple(
        ScopeBrief(tuple(Request(**request) for request in row["requests"]))
        for row in read_json("criterion", "briefs/wider_scope.json")
    )
