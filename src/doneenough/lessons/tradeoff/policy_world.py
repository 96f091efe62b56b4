"""The world of the ship policy: what a policy gives up, compared with knowing everything.

A project looks like one of 20 past ones: how good its first version is and how quickly
further sprints help. A check before launch measures the gain on so many cases; the policy
ships when the lower end of the measured gain reaches a margin, first to a share of the
cases, and looks at live results after some weeks. The gain is how many more of 100 cases
the version gets right than today's process. All costs are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.special import ndtr
from scipy.stats import binom

MOST_SPRINTS = 8
DIFFER = 0.20
"""Both processes differ on this share of cases: one is right there, the other wrong."""
SIGMA = 100 * DIFFER**0.5
"""Standard deviation of a gain measured on a single case, per 100 cases."""
LOWER_END = 1.28
"""The lower end is so many standard errors below the measured gain: 9 of 10 lie below the truth."""
CEILING = 99
"""No version gets more than this many of 100 right."""
NO_CHECK = "none"
CHECKS = {NO_CHECK: 0, "c50": 50, "c100": 100, "c200": 200, "c400": 400, "c800": 800}
"""Cases in the check, by option."""
SHARES = {"s1": 1, "s5": 5, "s10": 10, "s20": 20, "s50": 50, "all": 100}
"""Of 100 cases, so many go live first, by option."""
DEMO_CASES, DEMO_RIGHT, DEMO_SPRINTS = 10, 9, 3
USUAL_CHECK, WANTED_RIGHT, WANTED_SPRINTS = 100, 95, 6


@dataclass(frozen=True)
class PolicyBrief:
    """One kind of project. Money in euros; gains per 100 cases.

    ``steep_counts`` and ``flat_counts``: of 20 past projects, how many began with each of
    ``gains``, by whether further sprints helped a lot or a little.
    """

    product: str
    today: int
    """Today's process gets so many of 100 right."""
    gains: tuple[int, ...]
    steep_counts: tuple[int, ...]
    flat_counts: tuple[int, ...]
    steep: int
    """What the first further sprint adds where sprints help a lot."""
    flat: float
    keep_in_10: int
    """Each further sprint adds so many tenths of what the one before it added."""
    weeks: int
    cases: int
    """A week."""
    wrong: float
    """What one wrong case costs."""
    sprint_weeks: int
    sprint_cost: float
    case_cost: float
    """What checking one case costs."""
    side: float
    """What running both processes side by side costs a week."""
    back_weeks: int
    back_cost: float
    """Going back when all cases are live; in proportion for a share."""
    gap: int
    gap_in_10: int
    """In so many of 10 projects the live gain is lower by ``gap`` than the checked one."""

    @property
    def one_in_100(self) -> float:
        """What one more of 100 cases right is worth a week, in euros."""
        return self.cases * self.wrong / 100


@dataclass(frozen=True)
class Policy:
    """A ship policy as the world takes it; ``check`` 0 means no check, ``share`` is 0 to 1."""

    check: int
    margin: int
    share: float
    review: int
    sprints: int


@dataclass(frozen=True)
class Kinds:
    """The kinds of projects: ``weight`` of each; ``checked`` and ``live`` gains, sprints first."""

    weight: Any
    checked: Any
    live: Any


def lower_end_below(cases: int) -> float:
    """Return how far the lower end is below the gain measured on so many cases, per 100."""
    return float(LOWER_END * SIGMA / cases**0.5)


@lru_cache(maxsize=256)
def kinds(brief: PolicyBrief) -> Kinds:
    """Return the kinds of projects of a brief; those that never occur are left out."""
    sprints = np.arange(MOST_SPRINTS + 1)
    keep = brief.keep_in_10 / 10
    added = (1 - keep**sprints) / (1 - keep)
    first = np.array([*brief.gains, *brief.gains], float)
    step = np.array([brief.steep] * len(brief.gains) + [brief.flat] * len(brief.gains), float)
    weight = np.array([*brief.steep_counts, *brief.flat_counts], float)
    weight /= weight.sum()
    checked = np.minimum(first + added[:, None] * step, CEILING - brief.today)[:, weight > 0]
    weight = weight[weight > 0]
    lower = brief.gap_in_10 / 10
    if not lower:
        return Kinds(weight, checked, checked)
    return Kinds(
        np.concatenate([weight * (1 - lower), weight * lower]),
        np.hstack([checked, checked]),
        np.hstack([checked, checked - brief.gap]),
    )


def left_after(brief: PolicyBrief, sprints: Any) -> Any:
    """Return the weeks left after so many further sprints."""
    return np.maximum(brief.weeks - np.asarray(sprints) * brief.sprint_weeks, 0)


@lru_cache(maxsize=256)
def knowing(brief: PolicyBrief) -> float:
    """Return what someone gains who knows every live gain in advance, in euros a project."""
    of, sprints = kinds(brief), np.arange(MOST_SPRINTS + 1)
    value = brief.one_in_100 * of.live * left_after(brief, sprints)[:, None]
    value = value - (sprints * brief.sprint_cost)[:, None]
    return float(of.weight @ np.maximum(value.max(axis=0), 0))


def passing(gain: Any, check: Any, margin: Any) -> Any:
    """Return how likely the lower end of a measured gain reaches the margin; no check: always."""
    check = np.asarray(check, float)
    errors = SIGMA / np.sqrt(np.maximum(check, 1))
    return np.where(check > 0, ndtr((gain - margin) / errors - LOWER_END), 1.0)


def carrying_on(brief: PolicyBrief, gain: Any, share: Any, weeks: Any) -> Any:
    """Return how likely live results of a share over so many weeks beat today's process."""
    seen = np.maximum(share * brief.cases * weeks, 1e-9)
    return ndtr(gain * np.sqrt(seen) / SIGMA)


def live_value(brief: PolicyBrief, gain: Any, sprints: Any, share: Any, review: Any) -> Any:
    """Return what a version brings from launch on, in euros; arrays broadcast.

    Parameters
    ----------
    gain
        The live gain per 100 cases.
    sprints
        Further sprints before launch.
    share, review
        Share of the cases live at first (0 to 1), and weeks until the review.
    """
    left = left_after(brief, sprints)
    first = np.minimum(review, left)
    keep = carrying_on(brief, gain, share, first)
    back = np.minimum(brief.back_weeks, left - first)
    point = brief.one_in_100
    return (
        first * (share * point * gain - np.where(share < 1, brief.side, 0))
        + keep * (left - first) * point * gain
        + (1 - keep) * share * (back * point * gain - np.where(first < left, brief.back_cost, 0))
    )


@dataclass(frozen=True)
class Outcome:
    """What a policy does, per project.

    ``value``: euros compared with today's process for ever. ``shipped``: the probability
    to ship after each number of sprints (rows) for each kind (columns).
    """

    value: float
    shipped: Any
    checks: float
    sprints: float


def outcome(brief: PolicyBrief, policy: Policy) -> Outcome:
    """Return what a policy does, exactly."""
    of = kinds(brief)
    waiting = np.ones_like(of.weight)
    shipped = np.zeros_like(of.checked)
    value = checks = sprints = 0.0
    for done in range(policy.sprints + 1):
        checks += float(of.weight @ waiting) * policy.check * brief.case_cost
        shipped[done] = waiting * passing(of.checked[done], policy.check, policy.margin)
        brought = live_value(brief, of.live[done], done, policy.share, policy.review)
        value += float(of.weight @ (shipped[done] * brought))
        waiting = waiting - shipped[done]
        if done < policy.sprints:
            sprints += float(of.weight @ waiting) * brief.sprint_cost
    return Outcome(value - checks - sprints, shipped, checks, sprints)


def given_up(brief: PolicyBrief, policy: Policy) -> float:
    """Return what a policy gives up beside someone who knows everything, in euros a project."""
    return knowing(brief) - outcome(brief, policy).value


def habits(brief: PolicyBrief) -> Mapping[str, float]:
    """Return what the usual policies give up, by name, in euros a project.

    None of them looks again after launch, except the trial that runs on for half a year.
    """
    of = kinds(brief)
    right = np.clip((brief.today + of.checked) / 100, 0.01, 0.99)
    every, never = np.ones_like(of.checked), np.zeros_like(of.checked)
    second = never.copy()
    second[1] = 1.0
    usual = USUAL_CHECK * brief.case_cost
    return {
        "ship_first": _looking(brief, every, 0, 0),
        "never": knowing(brief),
        "looks_better": _looking(brief, ndtr(of.checked / (SIGMA / USUAL_CHECK**0.5)), usual, 0),
        "until_95": _looking(
            brief, binom.sf(WANTED_RIGHT - 1, USUAL_CHECK, right), usual, WANTED_SPRINTS
        ),
        "one_more": _looking(brief, second, 0, 1),
        "long_trial": given_up(brief, LONG_TRIAL),
    }


LONG_TRIAL = Policy(check=0, margin=0, share=0.1, review=26, sprints=0)
"""Always a trial: a tenth of the cases for half a year."""


def _looking(brief: PolicyBrief, pass_at: Any, look_cost: float, sprints: int) -> float:
    """Return what is given up by shipping to all at the first look passed, without a review."""
    of = kinds(brief)
    waiting, value = np.ones_like(of.weight), 0.0
    for done in range(sprints + 1):
        value -= float(of.weight @ waiting) * look_cost
        ship = waiting * pass_at[done]
        brought = brief.one_in_100 * of.live[done] * left_after(brief, done)
        value += float(of.weight @ (ship * brought))
        waiting = waiting - ship
        if done < sprints:
            value -= float(of.weight @ waiting) * brief.sprint_cost
    return knowing(brief) - value


def all_costs(brief: PolicyBrief, margins: range, reviews: range) -> Any:
    """Return what every policy gives up: check, margin, share, review, sprints along the axes.

    The order along the first and third axis is that of ``CHECKS`` and ``SHARES``.
    """
    of = kinds(brief)
    check = np.array(list(CHECKS.values()))[:, None, None]
    margin = np.array(margins)[None, :, None]
    share = np.array(list(SHARES.values()))[:, None, None] / 100
    review = np.array(reviews)[None, :, None]
    size = (len(CHECKS), len(margins))
    waiting = np.ones((*size, len(of.weight)))
    value = np.zeros((*size, len(SHARES), len(reviews)))
    spent = np.zeros(size)
    costs = []
    for done in range(MOST_SPRINTS + 1):
        spent = spent + (waiting @ of.weight) * check[:, :, 0] * brief.case_cost
        ship = waiting * passing(of.checked[done], check, margin)
        brought = live_value(brief, of.live[done], done, share, review)
        value = value + np.einsum("cmk,srk->cmsr", ship * of.weight, brought)
        waiting = waiting - ship
        costs.append(knowing(brief) - value + spent[:, :, None, None])
        spent = spent + (waiting @ of.weight) * brief.sprint_cost
    return np.stack(costs, axis=-1)
