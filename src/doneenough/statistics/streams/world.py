"""Worlds: what letters are like on each day of half a year, and what changes when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from doneenough.statistics._arguments import FloatArray, IntArray

DAYS = 180
"""Days in a stream."""
CHANGE_DAY = 90
"""Days before anything changes: the first changed day has this number, counted from 0."""
RAMP_DAYS = 60
"""Days that a gradual change takes."""
OUTAGE_DAYS = 42
"""Days without labels in the world where they stop."""
WEEK = 7
WEEKEND = (5, 6)
WEEKEND_VOLUME = 0.5
"""Letters on a weekend day, in average days."""


@dataclass(frozen=True, eq=False)
class Regime:
    """What letters are like for a while.

    ``inputs``: the chance of each bin of each feature, shape (features, bins);
    ``scores``: the same for the model's score, shape (bins,); ``confidence``: how sure the
    model is in each bin of scores, shape (bins,); ``accuracy``: the share right.
    """

    inputs: FloatArray
    scores: FloatArray
    confidence: FloatArray
    accuracy: float


@dataclass(frozen=True, eq=False)
class World:
    """What letters are like on each day.

    Arrays with one entry a day have shape (days,).

    Attributes
    ----------
    name
        Key of the world.
    regimes
        The regimes that occur.
    regime_of_day
        Position in ``regimes`` of each day's.
    accuracy
        Share right on each day: it may move while the inputs stay.
    volume
        Letters of each day, in average days.
    label_share
        Share of the labels asked for that arrive, for letters of each day.
    reference
        What a watcher compares with: usual letters, weeks mixed as they come.
    change_day
        First changed day, counted from 0; None where nothing ever changes.
    """

    name: str
    regimes: tuple[Regime, ...]
    regime_of_day: IntArray
    accuracy: FloatArray
    volume: FloatArray
    label_share: FloatArray
    reference: Regime
    change_day: int | None = None

    @property
    def days(self) -> int:
        """Number of days."""
        return len(self.regime_of_day)

    @property
    def extra_wrong(self) -> FloatArray:
        """Share of each day's letters that are wrong only since the change, shape (days,).

        0 before the change, and where the change makes the model no worse.
        """
        extra = np.maximum(self.reference.accuracy - self.accuracy, 0.0)
        if self.change_day is None:
            return np.zeros(self.days)
        # Noise in the derived shares is no harm: half a percentage point and less.
        steady = np.where(extra > _NO_HARM, extra, 0.0)
        return np.where(np.arange(self.days) < self.change_day, 0.0, steady)

    @property
    def harmful(self) -> bool:
        """Whether the change makes the model worse."""
        return bool(self.extra_wrong.any())


_NO_HARM = 0.005


def standard_worlds(
    profiles: Mapping[str, Mapping[str, Any]],
    days: int = DAYS,
    change_day: int = CHANGE_DAY,
) -> dict[str, World]:
    """Return the worlds a monitoring plan is judged in, by name.

    Parameters
    ----------
    profiles
        For each regime its ``inputs``, ``scores``, ``confidence`` and ``accuracy``, as in
        `Regime`. Needed: usual, irrelevant, easy, hard, changed, fewer_experts, broken,
        weekend.
    days, change_day
        Length of a stream, and days before the change.

    Returns
    -------
    dict
        ``stable``; ``season``: stable but for its weeks; ``harmless_shift``: a feature
        moves that does not matter; ``easier``: letters move to where the model is good;
        ``harder``: to where it is not; ``relationship``: other letters need an expert,
        inputs identical; ``gradual``: the same, slowly; ``base_rate``: fewer letters need
        one; ``broken_feed``: a feature arrives as 0; ``label_outage``: labels stop for a
        while, all else is stable.
    """
    regimes = {
        name: Regime(
            np.asarray(row["inputs"], np.float64),
            np.asarray(row["scores"], np.float64),
            np.asarray(row["confidence"], np.float64),
            float(row["accuracy"]),
        )
        for name, row in profiles.items()
    }
    usual = regimes["usual"]
    since = np.arange(days) - change_day
    flat = np.ones(days)

    def steady(name: str, **changes: Any) -> World:
        given: dict[str, Any] = {
            "name": name,
            "regimes": (usual,),
            "regime_of_day": np.zeros(days, np.int64),
            "accuracy": np.full(days, usual.accuracy),
            "volume": flat,
            "label_share": flat,
            "reference": usual,
        }
        return World(**(given | changes))

    def step(name: str, regime: str) -> World:
        after = (since >= 0).astype(np.int64)
        moved = regimes[regime]
        return steady(
            name,
            regimes=(usual, moved),
            regime_of_day=after,
            accuracy=np.where(after, moved.accuracy, usual.accuracy),
            change_day=change_day,
        )

    ramp = np.clip((since + 1) / RAMP_DAYS, 0, 1)
    drop = usual.accuracy - regimes["changed"].accuracy
    out = (since >= 0) & (since < OUTAGE_DAYS)
    worlds = (
        steady("stable"),
        _season(days, usual, regimes["weekend"]),
        step("harmless_shift", "irrelevant"),
        step("easier", "easy"),
        step("harder", "hard"),
        step("relationship", "changed"),
        steady("gradual", accuracy=usual.accuracy - drop * ramp, change_day=change_day),
        step("base_rate", "fewer_experts"),
        step("broken_feed", "broken"),
        steady("label_outage", label_share=np.where(out, 0.0, 1.0), change_day=change_day),
    )
    return {world.name: world for world in worlds}


def _season(days: int, usual: Regime, weekend: Regime) -> World:
    off = np.isin(np.arange(days) % WEEK, WEEKEND)
    share = len(WEEKEND) * WEEKEND_VOLUME / WEEK

    def mixed(name: str) -> Any:
        return (1 - share) * getattr(usual, name) + share * getattr(weekend, name)

    return World(
        name="season",
        regimes=(usual, weekend),
        regime_of_day=off.astype(np.int64),
        accuracy=np.where(off, weekend.accuracy, usual.accuracy),
        volume=np.where(off, WEEKEND_VOLUME, (1 - share) * WEEK / (WEEK - len(WEEKEND))),
        label_share=np.ones(days),
        reference=Regime(
            mixed("inputs"), mixed("scores"), usual.confidence, float(mixed("accuracy"))
        ),
    )
