"""What a monitoring plan costs: harm, false alarms, labels, looks, people who stand by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from doneenough.statistics.monitoring import Outcome, Plan


@dataclass(frozen=True)
class Prices:
    """What things cost, in money.

    ``wrong``: one letter that is wrong only because of a change; ``false_alarm``: looking
    into an alarm without a reason; ``label``: an expert's answer for one letter; ``check``:
    one look at the numbers; ``standby``: keeping somebody ready who answers within one day,
    for the days of a stream (within r days: the r-th part of it).
    """

    wrong: float
    false_alarm: float
    label: float
    check: float
    standby: float


@dataclass(frozen=True)
class Bill:
    """The expected cost of a plan for the days of one stream, in money, by its parts."""

    harm: float
    false_alarms: float
    labels: float
    checks: float
    standby: float

    @property
    def total(self) -> float:
        """All parts together."""
        return self.harm + self.false_alarms + self.labels + self.checks + self.standby


def bill(plan: Plan, outcome: Outcome, chances: Mapping[str, float], prices: Prices) -> Bill:
    """Return what a plan costs on average.

    Parameters
    ----------
    plan, outcome
        The plan and what it does.
    chances
        Chance of each world in the days of a stream, at least 0 and together at most 1;
        the rest is the first world, where nothing changes.
    prices
        What things cost.

    Raises
    ------
    ValueError
        The chances are no chances.
    KeyError
        There is no such world.
    """
    given = np.array(list(chances.values()), np.float64)
    if np.any(given < 0) or given.sum() > 1 + 1e-9:
        raise ValueError("chances must be at least 0 and together at most 1.")
    first = next(iter(outcome.worlds))
    shares = {first: 0.0, **chances}
    shares[first] += max(0.0, 1 - float(given.sum()))
    happened = {name: (share, outcome.worlds[name]) for name, share in shares.items()}
    return Bill(
        harm=prices.wrong * sum(share * one.extra_wrong for share, one in happened.values()),
        false_alarms=prices.false_alarm
        * sum(share * one.false_alarms for share, one in happened.values()),
        labels=prices.label * outcome.labels,
        checks=prices.check * outcome.checks,
        standby=prices.standby / max(plan.response_days, 1),
    )
