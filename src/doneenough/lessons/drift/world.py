"""The world of lesson 10: products that are live, what happens to them, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.products.intake import profiles
from doneenough.statistics.monitoring_cost import Prices
from doneenough.statistics.streams import World, standard_worlds
from doneenough.statistics.streams.world import RAMP_DAYS

HALF_YEARS = 20
"""How many half-years of similar products a brief looks back on."""

HAPPENINGS = {
    "stable": "nothing",
    "season": "weekends differed from weekdays, each week alike",
    "harmless_shift": "letters came from further away, which does no harm",
    "base_rate": "fewer letters needed an expert, which does no harm",
    "harder": "clear letters came by a web form, hard ones stayed",
    "relationship": "other letters needed an expert, letters looked the same",
    "gradual": f"the same, but slowly, over {RAMP_DAYS} days",
    "broken_feed": "a feed broke: an important input arrived as 0",
}
"""What can happen in a half-year, in words, by the name of its world."""


@dataclass(frozen=True)
class Product:
    """A product that is live.

    ``letters``: a day; ``label_delay``: days from a letter to an expert's answer;
    ``history``: how many of 20 half-years brought what; ``main``: the change that a
    feedback counts.
    """

    name: str
    line: str
    letters: int
    label_delay: int
    history: tuple[tuple[str, int], ...]
    main: str

    def chances(self) -> Mapping[str, float]:
        """Return the chance of each world in a half-year; the rest is the stable one."""
        return {name: count / HALF_YEARS for name, count in self.history}


PRODUCTS = {
    product.name: product
    for product in (
        Product(
            "pets",
            "claims for pets",
            100,
            3,
            (
                ("season", 2),
                ("harmless_shift", 4),
                ("base_rate", 1),
                ("harder", 1),
                ("relationship", 4),
                ("gradual", 2),
                ("broken_feed", 2),
            ),
            "relationship",
        ),
        Product(
            "bicycles",
            "claims for stolen bicycles",
            100,
            21,
            (
                ("season", 2),
                ("harmless_shift", 3),
                ("base_rate", 2),
                ("harder", 4),
                ("broken_feed", 7),
            ),
            "broken_feed",
        ),
        Product(
            "travel",
            "claims for cancelled journeys",
            300,
            7,
            (
                ("season", 2),
                ("harmless_shift", 3),
                ("base_rate", 2),
                ("harder", 1),
                ("relationship", 2),
                ("gradual", 6),
                ("broken_feed", 2),
            ),
            "gradual",
        ),
        Product(
            "glass",
            "claims for broken windows",
            300,
            7,
            (
                ("season", 2),
                ("harmless_shift", 3),
                ("base_rate", 2),
                ("harder", 4),
                ("broken_feed", 7),
            ),
            "broken_feed",
        ),
        Product(
            "water",
            "claims for water damage",
            800,
            14,
            (
                ("harmless_shift", 4),
                ("base_rate", 2),
                ("harder", 3),
                ("relationship", 4),
                ("gradual", 4),
            ),
            "relationship",
        ),
        Product(
            "cars",
            "claims for damaged cars",
            800,
            14,
            (
                ("season", 2),
                ("harmless_shift", 4),
                ("base_rate", 1),
                ("harder", 1),
                ("relationship", 4),
                ("gradual", 2),
                ("broken_feed", 2),
            ),
            "relationship",
        ),
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

    @property
    def prices(self) -> Prices:
        """The prices as the bill takes them."""
        return Prices(self.wrong, self.false_alarm, self.label, self.look, self.standby)


@lru_cache
def worlds() -> dict[str, World]:
    """Return the worlds by name, the stable one first."""
    return standard_worlds(profiles())
