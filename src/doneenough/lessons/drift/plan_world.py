"""The world of lesson 10: products that are live, what happens to them, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.products.intake import profiles
from doneenough.statistics.streams import World, standard_worlds

HALF_YEARS = 20
"""How many half-years of similar products a brief looks back on."""


@dataclass(frozen=True)
class Product:
    """A product that is live.

    ``letters``: a day; ``label_delay``: days from a letter to an expert's answer;
    ``history``: how many of 20 half-years brought what; ``main``: the change that a
    feedback counts.
    """

    name: str
    letters: int
    label_delay: int
    history: Mapping[str, int]
    main: str

    def chances(self) -> Mapping[str, float]:
        """Return the chance of each world in a half-year; the rest is the stable one."""
        return {name: count / HALF_YEARS for name, count in self.history.items()}


RULES_CHANGE = {
    "season": 2,
    "harmless_shift": 4,
    "base_rate": 1,
    "harder": 1,
    "relationship": 4,
    "gradual": 2,
    "broken_feed": 2,
}
FEEDS_BREAK = {"season": 2, "harmless_shift": 3, "base_rate": 2, "harder": 4, "broken_feed": 7}
SLOWLY = {**RULES_CHANGE, "harmless_shift": 3, "base_rate": 2, "relationship": 2, "gradual": 6}
NO_FEED = {"harmless_shift": 4, "base_rate": 2, "harder": 3, "relationship": 4, "gradual": 4}
"""What happened to similar products, in so many of 20 half-years."""

PRODUCTS = {
    product.name: product
    for product in (
        Product("pets", 100, 3, RULES_CHANGE, "relationship"),
        Product("bicycles", 100, 21, FEEDS_BREAK, "broken_feed"),
        Product("travel", 300, 7, SLOWLY, "gradual"),
        Product("glass", 300, 7, FEEDS_BREAK, "broken_feed"),
        Product("water", 800, 14, NO_FEED, "relationship"),
        Product("cars", 800, 14, RULES_CHANGE, "relationship"),
    )
}


@dataclass(frozen=True)
class PlanBrief:
    """One situation: a product and what things cost there, in euros.

    ``wrong``: a letter that is wrong only because of a change; ``false_alarm``: looking
    into an alarm without a cause; ``label``: one expert's answer; ``look``: one look at
    the numbers; ``standby``: per half-year, somebody who answers within one day (within r
    days: the r-th part).
    """

    product: str
    wrong: float
    false_alarm: float
    label: float
    look: float
    standby: float

    @property
    def about(self) -> Product:
        """The product."""
        return PRODUCTS[self.product]


@lru_cache
def worlds() -> dict[str, World]:
    """Return the worlds by name, the stable one first."""
    return standard_worlds(profiles())
