"""The world of exercise (a): what each way to decide gives up, given five facts.

A version gets so many of 100 cases wrong in the check. What that is worth depends on five
facts nobody has mentioned: whether live cases are like those checked, what the next sprint
brings, how long going back takes, how much today's process gets wrong, whether the new
version makes people slower. A sixth thing nobody can ask about: a surprise after launch.

What a way to decide *gives up* is its cost less that of the best way for the same facts.
Everything here is exact.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.ask_then_decide import Case

FACTS = ("like", "next", "undo", "today", "slower")
"""The questions whose answers change the decision; each fact is true or false."""
SHIP, PART, WAIT, STAY = WAYS = ("ship", "part", "wait", "stay")


@dataclass(frozen=True)
class AskBrief:
    """One release. Money in euros; ``*_in_10`` count out of ten; gets-wrong counts per 100.

    ``like`` is true where live cases are harder, ``next`` where the sprint brings
    ``gain_hi``, ``undo`` where going back takes ``back_slow`` weeks, ``today`` where
    today's process gets ``today_bad`` wrong, ``slower`` where each case takes people longer.
    """

    product: str
    cases: int
    """A week."""
    wrong: float
    """What one wrong case costs, whoever got it wrong."""
    weeks: int
    """How long the product is used, counted from today."""
    measured: int
    gap: int
    like_in_10: int
    gain_hi: int
    gain_lo: int
    next_in_10: int
    back_slow: int
    back_fast: int
    undo_in_10: int
    today_bad: int
    today_good: int
    today_in_10: int
    extra: float
    """What the longer handling costs for each case."""
    slower_in_10: int
    shock: int
    shock_in_10: int
    review: int
    """Weeks until live results are known."""
    part_in_10: int
    side: float
    """What running both processes side by side costs a week."""
    sprint_weeks: int
    sprint_cost: float
    truly: tuple[bool, ...]
    """The facts as they are, in the order of ``FACTS``."""

    @property
    def truth(self) -> dict[str, bool]:
        """The facts as they are, by question."""
        return dict(zip(FACTS, self.truly, strict=True))

    @property
    def chances(self) -> dict[str, float]:
        """How likely each fact is, and the surprise."""
        return {
            "like": self.like_in_10 / 10,
            "next": self.next_in_10 / 10,
            "undo": self.undo_in_10 / 10,
            "today": self.today_in_10 / 10,
            "slower": self.slower_in_10 / 10,
            "shock": self.shock_in_10 / 10,
        }


def way_costs(brief: AskBrief, facts: Mapping[str, bool]) -> dict[str, float]:
    """Return what each way costs over the product's life, all facts and the surprise known."""
    today_wrong = brief.today_bad if facts["today"] else brief.today_good
    today = brief.cases * brief.wrong * today_wrong / 100

    def a_week(checked: int) -> float:
        live = checked + brief.gap * facts["like"] + brief.shock * facts["shock"]
        return brief.cases * (brief.wrong * live / 100 + brief.extra * facts["slower"])

    gain = brief.gain_hi if facts["next"] else brief.gain_lo
    now, then = a_week(brief.measured), a_week(max(brief.measured - gain, 0))
    back = brief.back_slow if facts["undo"] else brief.back_fast

    def all_at_once(version: float, weeks: int) -> float:
        if version <= today:
            return version * weeks
        until = min(brief.review + back, weeks)
        return version * until + today * (weeks - until)

    share = brief.part_in_10 / 10
    mixed = share * now + (1 - share) * today
    left = brief.weeks - brief.review
    until = min(back, left)
    after = now * left if now <= today else mixed * until + today * (left - until)
    waited = brief.weeks - brief.sprint_weeks
    return {
        SHIP: all_at_once(now, brief.weeks),
        PART: brief.review * (mixed + brief.side) + after,
        WAIT: today * brief.sprint_weeks + brief.sprint_cost + all_at_once(then, waited),
        STAY: today * brief.weeks,
    }


@lru_cache(maxsize=256)
def cases_of(brief: AskBrief) -> tuple[Case, ...]:
    """Return every combination of the facts and the surprise, with what each way gives up."""
    found = []
    chances = brief.chances
    for values in itertools.product((False, True), repeat=len(chances)):
        facts = dict(zip(chances, values, strict=True))
        weight = 1.0
        for name, chance in chances.items():
            weight *= chance if facts[name] else 1 - chance
        if weight:
            costs = way_costs(brief, facts)
            least = min(costs.values())
            found.append(Case(facts, weight, {way: cost - least for way, cost in costs.items()}))
    return tuple(found)
