"""The case of lesson 7, its experiments and its worked examples: situations and counts.

The worked examples have other costs than any brief of the assessment, and their policies
earn little there (a guard checks it), so copying them earns nothing.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr
from scipy.stats import binom

from doneenough.core.crowd import crowd_count
from doneenough.lessons.tradeoff.policy_world import (
    CHECKS,
    LOWER_END,
    SHARES,
    SIGMA,
    Policy,
    PolicyBrief,
    given_up,
    habits,
    kinds,
    knowing,
    left_after,
)

STORY = PolicyBrief(
    product="motor claims letters",
    today=82,
    gains=(-8, -4, -1, 2, 6),
    steep_counts=(1, 2, 2, 2, 1),
    flat_counts=(2, 2, 2, 3, 3),
    steep=3,
    flat=0.5,
    keep_in_10=6,
    weeks=52,
    cases=1_000,
    wrong=100,
    sprint_weeks=3,
    sprint_cost=15_000,
    case_cost=5,
    side=500,
    back_weeks=2,
    back_cost=20_000,
    gap=5,
    gap_in_10=3,
)
"""The company's projects: one more of 100 letters right is worth €1,000 a week."""
CHECKED = 100
"""Letters in the check behind the report."""
DANA_GAIN = 5
"""What Dana's version gains in the check."""

WAITED_SPRINT_WEEKS, WAITED_TEAM = 4, 8_000
WAITED_WEEKS, WAITED_LONG = 26, 52
BRINGS = {0: 0.5, 1: 0.2, 2: 0.2, 4: 0.1}
"""What one more sprint brings, in letters of 100, and how often."""

SERIES_START, SERIES_FIRST, SERIES_KEEP, SERIES_SPRINTS = -2.0, 5.0, 0.6, 6
SERIES_SPRINT_WEEKS, SERIES_COST = 3, 10_000

LABELS_A_WEEK = 50
"""Letters the experts can check in a week."""
SURE = 0.9
"""So often the lower end is to come out above today's process."""

BACK = {1: 20_000.0, 2: 50_000.0, 4: 100_000.0, 8: 200_000.0}
"""What going back costs, by the weeks it takes."""
NO_WAY_BACK_COST = 2_000_000.0
"""Where the old process is gone, it has to be built again."""
SERVER_COST, SERVER_BACK = 6_000.0, 2
"""Keeping the old process ready until after the review; going back then takes two weeks."""
SHARE_CHECK, SHARE_MARGIN, SHARE_REVIEW = 400, -3, 4
"""Letters checked, margin and weeks until the review, where only the first share changes."""
DANA_MORE = 1
"""What Dana expects of another sprint."""

WORKED = PolicyBrief(
    product="the readings of water meters",
    today=88,
    gains=(-9, -5, -2, 2, 5),
    steep_counts=(1, 1, 1, 1, 0),
    flat_counts=(3, 3, 3, 4, 3),
    steep=3,
    flat=0,
    keep_in_10=5,
    weeks=104,
    cases=1_000,
    wrong=30,
    sprint_weeks=4,
    sprint_cost=20_000,
    case_cost=5,
    side=100,
    back_weeks=8,
    back_cost=800_000,
    gap=6,
    gap_in_10=3,
)
WORKED_POLICY = ("c400", -3, "s1", 15, 0)
"""Check, margin, first share, review, sprints: the best in the worked example."""
HALF_WORKED = PolicyBrief(
    product="hotel requests",
    today=85,
    gains=(-10, -7, -5, -2, 1),
    steep_counts=(3, 6, 6, 3, 0),
    flat_counts=(1, 1, 0, 0, 0),
    steep=6,
    flat=1,
    keep_in_10=5,
    weeks=52,
    cases=1_000,
    wrong=40,
    sprint_weeks=3,
    sprint_cost=9_000,
    case_cost=2,
    side=300,
    back_weeks=2,
    back_cost=15_000,
    gap=6,
    gap_in_10=0,
)
HALF_WORKED_POLICY = ("c400", 1, "all", 13, 5)
HALF_WORKED_MARGINS = range(-10, 11)


class Waited(NamedTuple):
    """Of 200 projects that waited one more sprint: with a better version, and better off."""

    better_version: int
    better_off: int
    lost: float
    """What waiting costs on average, in euros; below zero where it pays."""


def waited(weeks: int) -> Waited:
    """Return what one more sprint did where the product is used for ``weeks`` from now."""
    one = STORY.one_in_100

    def change(more: int) -> float:
        later = (DANA_GAIN + more) * (weeks - WAITED_SPRINT_WEEKS)
        return one * (later - DANA_GAIN * weeks) - WAITED_TEAM

    better = sum(chance for more, chance in BRINGS.items() if more > 0)
    off = sum(chance for more, chance in BRINGS.items() if change(more) > 0)
    mean = sum(chance * change(more) for more, chance in BRINGS.items())
    return Waited(crowd_count(better), crowd_count(off), -mean)


def waited_needs(weeks: int) -> int:
    """Return the fewest letters of 100 a sprint has to bring to make up for waiting."""
    gone = STORY.one_in_100 * DANA_GAIN * WAITED_SPRINT_WEEKS + WAITED_TEAM
    return int(gone // (STORY.one_in_100 * (weeks - WAITED_SPRINT_WEEKS))) + 1


def series_gains() -> list[float]:
    """Return the gain after 0, 1, 2, … sprints."""
    added = [SERIES_FIRST * SERIES_KEEP**number for number in range(SERIES_SPRINTS)]
    return [round(SERIES_START + sum(added[:number]), 2) for number in range(SERIES_SPRINTS + 1)]


def series_values() -> list[float]:
    """Return what shipping after each number of sprints brings, in euros."""
    return [
        STORY.one_in_100 * gain * (STORY.weeks - SERIES_SPRINT_WEEKS * number)
        - SERIES_COST * number
        for number, gain in enumerate(series_gains())
    ]


def series_changes() -> list[float]:
    """Return what each further sprint changes, in euros."""
    values = series_values()
    return [after - before for before, after in itertools.pairwise(values)]


def letters_to_be_sure(gain: int) -> int:
    """Return the letters after which 9 of 10 lower ends are above today's process."""
    return int(np.ceil((2 * LOWER_END * SIGMA / gain) ** 2))


def weeks_to_be_sure(gain: int) -> float:
    """Return how many weeks the experts need for that."""
    return letters_to_be_sure(gain) / LABELS_A_WEEK


class Looks(NamedTuple):
    """Of 200 first versions: those that look better, of these worse; and the gains of these."""

    better: int
    worse: int
    measured: float
    true: float
    sure: int
    """Those whose lower end is above today's process."""
    sure_worse: int
    refused: int
    """Truly better ones whose lower end is not."""


@lru_cache
def looks(letters: int) -> Looks:
    """Return what a check of so many letters makes of 200 first versions like the company's.

    Live letters are as easy as those checked here.
    """
    of = kinds(dataclasses.replace(STORY, gap_in_10=0))
    gain, error = of.checked[0], SIGMA / letters**0.5
    better, sure = ndtr(gain / error), ndtr(gain / error - LOWER_END)
    density = np.exp(-0.5 * (gain / error) ** 2) / np.sqrt(2 * np.pi)
    seen = float(of.weight @ better)

    def count(share: np.ndarray) -> int:
        return crowd_count(float(of.weight @ share))

    return Looks(
        count(better),
        count(better * (gain <= 0)),
        float(of.weight @ (gain * better + error * density)) / seen,
        float(of.weight @ (gain * better)) / seen,
        count(sure),
        count(sure * (gain <= 0)),
        count((1 - sure) * (gain > 0)),
    )


class Until(NamedTuple):
    """Of 200 projects that wait for a number right: those that ship, and those that never do."""

    shipped: int
    missed: int
    """Never shipped, although the first version was better live than today's process."""
    missed_ever: int
    """Never shipped, although some version on the way was."""
    given_up: float


@lru_cache
def until(right: int, sprints: int = 6) -> Until:
    """Return what happens when a project ships once so many of 100 letters are right."""
    of = kinds(STORY)
    share = np.clip((STORY.today + of.checked) / 100, 0.01, 0.99)
    pass_at = binom.sf(right - 1, CHECKED, share)
    waiting, shipped, value = np.ones_like(of.weight), np.zeros_like(of.weight), 0.0
    for done in range(sprints + 1):
        value -= float(of.weight @ waiting) * CHECKED * STORY.case_cost
        ship = waiting * pass_at[done]
        brought = STORY.one_in_100 * of.live[done] * left_after(STORY, done)
        value += float(of.weight @ (ship * brought))
        shipped, waiting = shipped + ship, waiting - ship
        if done < sprints:
            value -= float(of.weight @ waiting) * STORY.sprint_cost
    first, ever = of.live[0] > 0, (of.live[: sprints + 1] > 0).any(axis=0)
    return Until(
        crowd_count(float(of.weight @ shipped)),
        crowd_count(float(of.weight @ (waiting * first))),
        crowd_count(float(of.weight @ (waiting * ever))),
        knowing(STORY) - value,
    )


def never() -> float:
    """Return what never shipping gives up in the story."""
    return habits(STORY)["never"]


@lru_cache
def share_costs(back: int | None) -> Mapping[str, float]:
    """Return what each first share gives up, by option, when going back takes ``back`` weeks.

    Everything else is the company's usual policy. None: going back is not possible.
    """
    if back is None:
        brief = dataclasses.replace(STORY, back_weeks=STORY.weeks, back_cost=NO_WAY_BACK_COST)
    else:
        brief = dataclasses.replace(STORY, back_weeks=back, back_cost=BACK[back])
    return {
        name: given_up(brief, Policy(SHARE_CHECK, SHARE_MARGIN, part / 100, SHARE_REVIEW, 0))
        for name, part in SHARES.items()
    }


def half_worked_costs() -> Mapping[int, float]:
    """Return what every margin of the half-worked example gives up, in euros."""
    check, _, share, review, sprints = HALF_WORKED_POLICY
    return {
        margin: given_up(
            HALF_WORKED, Policy(CHECKS[check], margin, SHARES[share] / 100, review, sprints)
        )
        for margin in HALF_WORKED_MARGINS
    }
