"""Faster labels or more labels: what one weekly budget finds, exactly.

Labels are gathered for so many weeks, then looked at once: windows do not overlap, so
all chances are binomial and nothing is simulated. A change comes at any time within such
a stretch, as likely early as late.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from doneenough.lessons.drift.plan_world import HALF_YEARS

WEEKS = 26
"""A half-year; a change comes at its middle."""
CHANGE_WEEK = 13


@dataclass(frozen=True)
class Offer:
    """One way to get labels.

    ``week``: how many the budget buys in a week; ``days``: from letter to label; ``right``
    and ``then``: of 100 such letters right before the change and after it.
    """

    name: str
    week: int
    days: int
    right: int
    then: int


@dataclass(frozen=True)
class LabelsBrief:
    """One situation; money in euros.

    ``budget``: a week; ``changes``: in so many of 20 half-years something changed; ``harm``:
    a week with the change; ``call``: looking into an alarm without a cause.
    """

    line: str
    budget: float
    changes: int
    harm: float
    call: float
    offers: tuple[Offer, ...]

    def offer(self, name: str) -> Offer:
        """Return the offer called ``name``."""
        return next(item for item in self.offers if item.name == name)


@dataclass(frozen=True)
class Found:
    """What one way of buying and reading labels does.

    ``calls``: needless calls in half a year without a change; ``weeks``: from a change
    until it is noticed, on average, at most the weeks left; ``missed``: the share of
    changes never noticed; ``cost``: euros of an average half-year.
    """

    calls: float
    weeks: float
    missed: float
    cost: float


@lru_cache(maxsize=8192)
def found(brief: LabelsBrief, labels: str, weeks: int, drop: int) -> Found:
    """Return what happens when ``labels`` are bought and read so.

    Parameters
    ----------
    brief
        The situation.
    labels
        Name of an offer of the brief.
    weeks
        Weeks of labels in one look.
    drop
        A look counts when so many of 100 fewer are right than usual.
    """
    offer = brief.offer(labels)
    usual = _below(offer, weeks, 0, drop)
    looks = WEEKS // weeks
    left = WEEKS - CHANGE_WEEK
    days, missed = 0.0, 0.0
    # The change falls into one of the weeks of a stretch; the first look is part old, part new.
    for first in range(1, weeks + 1):
        late, unseen = _delay(offer, weeks, first, drop, left)
        days += late / weeks
        missed += unseen / weeks
    share = brief.changes / HALF_YEARS
    # In a half-year with a change, false calls come only before it.
    calls = usual * looks * (1 - share / 2)
    cost = brief.budget * WEEKS + brief.call * calls + share * brief.harm * days
    return Found(usual * looks, days, missed, cost)


def _delay(offer: Offer, weeks: int, first: int, drop: int, left: int) -> tuple[float, float]:
    """Return mean weeks until a change is noticed, and the chance that it never is.

    ``first`` weeks of the first stretch come after the change, all of the later ones.
    """
    mean, unseen, end, changed = 0.0, 1.0, first, first
    while end + offer.days / 7 <= left:
        seen = _below(offer, weeks, changed, drop)
        mean += unseen * seen * (end + offer.days / 7)
        unseen *= 1 - seen
        end, changed = end + weeks, weeks
    return mean + unseen * left, unseen


@lru_cache(maxsize=4096)
def _below(offer: Offer, weeks: int, changed: int, drop: int) -> float:
    """Return the chance that a look counts when ``changed`` of its weeks are after a change."""
    size = offer.week * weeks
    allowed = size * (offer.right - drop) / 100
    old = _counts(offer.week * (weeks - changed), offer.right)
    new = _counts(offer.week * changed, offer.then)
    together = np.convolve(old, new)
    # As in the streams: a share at the limit does not count, one below it does.
    return float(together[: max(0, int(np.ceil(allowed - 1e-9)))].sum())


def _counts(size: int, right: int) -> NDArray[np.float64]:
    """Return the binomial chances of 0 to ``size`` right ones, ``right`` of 100 expected."""
    # Written out: scipy.stats takes half a second to import, and grading would pay for it.
    k, share = np.arange(size + 1), right / 100
    ways = special.gammaln(size + 1) - special.gammaln(k + 1) - special.gammaln(size - k + 1)
    log = ways + special.xlogy(k, share) + special.xlog1py(size - k, -share)
    return np.asarray(np.exp(log), np.float64)


def no_labels(brief: LabelsBrief) -> float:
    """Return what a half-year costs without a single label, in euros."""
    return brief.changes / HALF_YEARS * brief.harm * (WEEKS - CHANGE_WEEK)
