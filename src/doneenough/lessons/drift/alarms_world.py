"""Six alarms: what may be behind each, given the evidence, and what each first step costs.

How often a cause was behind earlier alarms is its chance once there is an alarm. The two
counts are taken in fresh letters afterwards, which had no part in raising it: so the chances
of both may be multiplied (Bayes' rule with binomial probabilities, exact). The shares behind
the counts are those of the real model's letters (:mod:`doneenough.products.intake`), in whole
letters of 100: as the brief shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special

from doneenough.products.intake import profiles

EARLIER = 20
"""How many earlier alarms a brief looks back on."""
FEED_SHARE = 0.3
"""When the feed fails, it does so for one office: three of ten letters arrive without words."""
REVIEW_DAYS = 60
"""Who does nothing lets a change run until the next review."""

REGIMES = {
    "nothing": "usual",
    "weekend": "weekend",
    "far": "irrelevant",
    "feed": "broken",
    "changed": "changed",
    "harder": "hard",
}
"""What may be behind an alarm, in the order of a brief, and its regime in the model's letters."""
HARMFUL = ("feed", "changed", "harder")
CHECK, WAIT, BY_HAND, RETRAIN, NOTHING = (
    "check_feed",
    "wait_for_labels",
    "roll_back",
    "retrain",
    "do_nothing",
)
FEATURES = {"short": (0, 0), "young": (1, 0), "far": (3, -1)}
"""What an alarm may count beside the model's answers: the input, and its bin."""


@dataclass(frozen=True)
class Alarm:
    """Two counts: ``seen`` of ``letters`` in the input named, ``right`` of ``labelled``."""

    what: str
    letters: int
    seen: int
    labelled: int
    right: int


@dataclass(frozen=True)
class AlarmsBrief:
    """Six alarms, how often what was behind earlier ones, and what each step costs.

    Money in euros. ``volume``: letters a day; ``delay``: days until labels are there;
    ``wrong``: one letter wrong because of a change; ``feed``: checking the feed, one day;
    ``labels``: extra labels; ``by_hand``: a day of sorting by hand; ``retrain``: retraining
    and checking a model, which takes ``retrain_days``.
    """

    earlier: tuple[int, ...]
    volume: int
    delay: int
    wrong: float
    feed: float
    labels: float
    by_hand: float
    retrain: float
    retrain_days: int
    alarms: tuple[Alarm, ...]

    def harm(self, cause: str) -> float:
        """Return what a day with this cause costs, in euros."""
        extra = max(0.0, shares()["nothing"]["right"] - shares()[cause]["right"])
        return self.volume * extra * self.wrong if cause in HARMFUL else 0.0

    def costs(self, cause: str) -> dict[str, float]:
        """Return the cost of each first step when ``cause`` is behind the alarm.

        Checking the feed repairs it. If the feed is fine, labels are ordered next, whatever
        they then show. Labels show every cause, so the step after them is right. While people
        sort by hand, nothing goes wrong. A retrained model learns changed rules and harder
        letters, but on a broken feed it learns nonsense, which the usual labels show.
        """
        day = self.harm(cause)
        if cause == "feed":
            repair = self.feed + day
            return {
                CHECK: repair,
                WAIT: self.labels + self.delay * day + repair,
                BY_HAND: self.labels + (self.delay + 1) * self.by_hand + self.feed,
                RETRAIN: self.retrain + (self.retrain_days + self.delay) * day + repair,
                NOTHING: REVIEW_DAYS * day,
            }
        if cause in HARMFUL:
            repair = self.retrain + self.retrain_days * day
            waited = self.labels + self.delay * day + repair
            by_hand = (self.delay + self.retrain_days) * self.by_hand
            return {
                CHECK: self.feed + day + waited,
                WAIT: waited,
                BY_HAND: self.labels + by_hand + self.retrain,
                RETRAIN: repair,
                NOTHING: REVIEW_DAYS * day,
            }
        return {
            CHECK: self.feed + self.labels,
            WAIT: self.labels,
            BY_HAND: self.labels + self.delay * self.by_hand,
            RETRAIN: self.retrain,
            NOTHING: 0.0,
        }

    def chances(self, alarm: Alarm) -> dict[str, float]:
        """Return the chance of each cause, given the evidence."""
        weights = {}
        for (cause, share), count in zip(shares().items(), self.earlier, strict=True):
            weights[cause] = (
                count
                * _chance(alarm.seen, alarm.letters, share[alarm.what])
                * _chance(alarm.right, alarm.labelled, share["right"])
            )
        total = sum(weights.values())
        return {cause: weight / total for cause, weight in weights.items()}

    def expected(self, alarm: Alarm) -> dict[str, float]:
        """Return the expected cost of each first step, in euros."""
        found = dict.fromkeys((CHECK, WAIT, BY_HAND, RETRAIN, NOTHING), 0.0)
        for cause, chance in self.chances(alarm).items():
            for step, cost in self.costs(cause).items():
                found[step] += chance * cost
        return found


def _chance(count: int, cases: int, share: float) -> float:
    """Return the binomial probability of ``count`` in ``cases``."""
    log = special.xlogy(count, share) + special.xlog1py(cases - count, -share)
    return float(special.binom(cases, count) * np.exp(log))


@lru_cache
def shares() -> Mapping[str, Mapping[str, float]]:
    """Return for each cause the share of letters that each count finds, in whole hundredths."""
    table = profiles()

    def row(name: str) -> dict[str, float]:
        found = {
            key: float(table[name]["inputs"][feature][place])
            for key, (feature, place) in FEATURES.items()
        }
        return found | {"expert": table[name]["said_yes"], "right": table[name]["accuracy"]}

    usual = row("usual")
    rows = {cause: row(regime) for cause, regime in REGIMES.items()}
    rows["feed"] = {
        key: (1 - FEED_SHARE) * usual[key] + FEED_SHARE * value
        for key, value in rows["feed"].items()
    }
    # No count is impossible: one letter of 100 at least, and 99 at most.
    return {
        cause: {key: min(max(round(100 * value), 1), 99) / 100 for key, value in found.items()}
        for cause, found in rows.items()
    }
