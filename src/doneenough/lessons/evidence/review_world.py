"""The world of exercise (a): what a reported result is worth, and what asking is worth.

A team reports a passed check. How much the report is worth depends on facts nobody
mentioned: how many tries there were, whether the letters were fresh each time, who
chose them, what a day of waiting costs. Everything here is exact.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.ask_then_decide import Case
from doneenough.statistics import accept_probability

CHECKED, MARK = 100, 90
"""The report is about 100 letters; from 90 right the team calls it passed."""
MANY_TRIES = 4
EXTRA_LETTERS, EXTRA_MARK = 300, 272
"""Buying evidence: 300 fresh letters drawn at random, signed from 272 right."""
EASY = 0.5
"""Letters picked by the team hold half as many errors as letters drawn at random."""
FACTS = ("tries", "fresh", "who_chose", "day_cost")
"""The questions whose answers change what the report is worth."""
DECISIONS = ("sign", "sign_limited", "buy_evidence", "refuse")


@dataclass(frozen=True)
class ReviewBrief:
    """One review. Money in euros; ``*_in_10`` count out of ten.

    ``retried_in_10`` (passes that came on the fourth try), ``reused_in_10`` (of those,
    with the same letters again) and ``picked_in_10`` (letters chosen by the team) describe
    reports with just this result; none says anything about another. ``dear_in_10`` counts
    projects in which waiting costs ``day_dear``, otherwise ``day_cheap``. The ``truly_*``
    fields are what the questions reveal.
    """

    product: str
    reported: int
    good: float
    weak: float
    weak_in_10: int
    weak_live: float
    by_hand: float
    office_in_10: int
    letter_cost: float
    letters_per_day: int
    day_cheap: float
    day_dear: float
    retried_in_10: int
    reused_in_10: int
    picked_in_10: int
    dear_in_10: int
    truly_retried: bool
    truly_reused: bool
    truly_picked: bool
    truly_dear: bool

    @property
    def extra_days(self) -> int:
        """Days of waiting for the letters that :data:`EXTRA_LETTERS` buys."""
        return math.ceil(EXTRA_LETTERS / self.letters_per_day)

    @property
    def truth(self) -> dict[str, bool]:
        """The true answer to each question of :data:`FACTS`."""
        return {
            "tries": self.truly_retried,
            "fresh": self.truly_reused,
            "who_chose": self.truly_picked,
            "day_cost": self.truly_dear,
        }


@lru_cache(maxsize=128)
def cases_of(brief: ReviewBrief) -> tuple[Case, ...]:
    """Return every combination of facts with its weight given the report, exactly.

    The history counts reports like the one heard, so it is the weight as it stands. How
    likely a weak model is follows from the facts and the report, by Bayes' rule.
    """
    found = []
    chances = {
        "tries": brief.retried_in_10 / 10,
        "fresh": brief.reused_in_10 / 10,
        "who_chose": brief.picked_in_10 / 10,
        "day_cost": brief.dear_in_10 / 10,
    }
    for values in itertools.product((False, True), repeat=len(FACTS)):
        case = dict(zip(FACTS, values, strict=True))
        if case["fresh"] and not case["tries"]:
            continue  # letters cannot be used again in a first try
        weight = 1.0
        for name, chance in chances.items():
            if name == "fresh" and not case["tries"]:
                continue
            weight *= chance if case[name] else 1 - chance
        share_weak = brief.weak_in_10 / 10
        from_weak = share_weak * likelihood(brief.reported, brief.weak, case)
        from_good = (1 - share_weak) * likelihood(brief.reported, brief.good, case)
        if weight == 0:
            continue
        weak = from_weak / (from_weak + from_good)
        found.append(Case(case, weight, _costs(brief, weak, case["day_cost"])))
    return tuple(found)


def likelihood(reported: int, right: float, case: Mapping[str, bool]) -> float:
    """Return the probability that a model right in ``right`` yields this report."""
    if case["who_chose"]:
        right = 1 - (1 - right) * EASY
    if case["tries"] and case["fresh"]:
        # Tuned on the same letters until it passed: every passing result comes out alike,
        # for good and weak models, so it says nothing.
        return 1 / (CHECKED - MARK + 1)
    missed = 1 - float(accept_probability(CHECKED, MARK, right))
    earlier = missed ** (MANY_TRIES - 1) if case["tries"] else 1.0
    return earlier * _exactly(reported, right)


def _exactly(reported: int, right: float) -> float:
    """Return the probability of exactly ``reported`` right of the letters checked."""
    at_least = float(accept_probability(CHECKED, reported, right))
    return at_least - float(accept_probability(CHECKED, reported + 1, right))


def _costs(brief: ReviewBrief, weak: float, dear: bool) -> dict[str, float]:
    day = brief.day_dear if dear else brief.day_cheap
    office = brief.office_in_10 / 10
    buying = EXTRA_LETTERS * brief.letter_cost + brief.extra_days * day
    weak_signed = float(accept_probability(EXTRA_LETTERS, EXTRA_MARK, brief.weak))
    good_signed = float(accept_probability(EXTRA_LETTERS, EXTRA_MARK, brief.good))
    return {
        "sign": weak * brief.weak_live,
        "sign_limited": weak * office * brief.weak_live + (1 - office) * brief.by_hand,
        "buy_evidence": buying
        + weak * (weak_signed * brief.weak_live + (1 - weak_signed) * brief.by_hand)
        + (1 - weak) * (1 - good_signed) * brief.by_hand,
        "refuse": brief.by_hand,
    }
