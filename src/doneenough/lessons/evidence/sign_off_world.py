"""The world of the sign-off rule: what a rule costs.

A team brings a model that is *good* or *weak*; nobody can see which. A rule says
how many letters are checked, how many must be right, how often the team may try
with fresh letters, and what follows a miss. Because the number right is binomial,
every cost here is exact: nothing is simulated.

This is acceptance sampling by attributes: ``needed`` is the acceptance limit, a
signed weak model is a false accept, a good model turned away a false reject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from doneenough.statistics import accept_probability, accept_probability_tries, expected_tries

STOP, REWORK, LIMITED = "stop", "rework", "limited"
AFTER_A_MISS = (STOP, REWORK, LIMITED)


@dataclass(frozen=True)
class SignOffBrief:
    """One sign-off situation.

    ``good`` and ``weak`` are the shares of letters such models get right. Money is in
    euros: ``weak_live`` is the harm when a weak model goes live, ``by_hand`` the cost
    of another year of sorting by hand when no model does. ``weak_in_10``,
    ``mended_in_10`` (weak models a rework makes good) and ``office_in_10`` (letters
    that pass through the small office) count out of ten.
    """

    line: str
    good: float
    weak: float
    weak_in_10: int
    weak_live: float
    by_hand: float
    letter_cost: float
    letters_per_day: int
    day_cost: float
    rework_days: int
    mended_in_10: int
    office_in_10: int

    @property
    def target(self) -> float:
        """The share right halfway between good and weak: today's pass mark."""
        return round((self.good + self.weak) / 2, 4)

    @property
    def check_cost_per_letter(self) -> float:
        """Expert and waiting time for one letter, in euros."""
        return self.letter_cost + self.day_cost / self.letters_per_day

    @property
    def rework_cost(self) -> float:
        """Waiting for one rework, in euros."""
        return self.rework_days * self.day_cost


@dataclass(frozen=True)
class Outcome:
    """What a rule does; arrays broadcast over the rules evaluated.

    ``weak_signed`` and ``good_signed`` are the shares of teams that start with a weak
    or a good model and leave with a signature for full use while it is still so, on
    the first round of tries. The costs are expected values in euros per team.
    """

    weak_signed: Any
    good_signed: Any
    weak_live_cost: Any
    by_hand_cost: Any
    check_cost: Any

    @property
    def cost(self) -> Any:
        """Expected cost in euros per team."""
        return self.weak_live_cost + self.by_hand_cost + self.check_cost


def outcome(brief: SignOffBrief, letters: Any, needed: Any, tries: Any, on_a_miss: str) -> Outcome:
    """Return what a rule does, exactly.

    In the end a good model is live (no cost), a weak model is live
    (``brief.weak_live``), or nothing is (``brief.by_hand``); the small office mixes
    these by its share of the letters.

    Parameters
    ----------
    letters, needed, tries
        Whole numbers or arrays that broadcast together.
    on_a_miss
        One of :data:`AFTER_A_MISS`: what follows when the last try has failed.
    """
    share_weak = brief.weak_in_10 / 10
    share_good = 1 - share_weak
    one_check = np.asarray(letters) * brief.check_cost_per_letter
    good_signed = accept_probability_tries(letters, needed, brief.good, tries)
    weak_signed = accept_probability_tries(letters, needed, brief.weak, tries)
    checks = one_check * (
        share_good * expected_tries(letters, needed, brief.good, tries)
        + share_weak * expected_tries(letters, needed, brief.weak, tries)
    )
    good_missed = share_good * (1 - good_signed)
    weak_missed = share_weak * (1 - weak_signed)
    weak_live = share_weak * weak_signed
    if on_a_miss == REWORK:
        once_good = accept_probability(letters, needed, brief.good)
        once_weak = accept_probability(letters, needed, brief.weak)
        mended = weak_missed * brief.mended_in_10 / 10
        still_weak = weak_missed - mended
        checks = checks + (good_missed + weak_missed) * (brief.rework_cost + one_check)
        weak_live = weak_live + still_weak * once_weak
        by_hand = (good_missed + mended) * (1 - once_good) + still_weak * (1 - once_weak)
    elif on_a_miss == LIMITED:
        office = brief.office_in_10 / 10
        weak_live = weak_live + weak_missed * office
        by_hand = (good_missed + weak_missed) * (1 - office)
    else:
        by_hand = good_missed + weak_missed
    return Outcome(
        weak_signed=weak_signed,
        good_signed=good_signed,
        weak_live_cost=weak_live * brief.weak_live,
        by_hand_cost=by_hand * brief.by_hand,
        check_cost=checks,
    )
