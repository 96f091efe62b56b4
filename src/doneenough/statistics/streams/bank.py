"""Streams of counts, drawn once and kept: every plan is judged on the same ones.

Only what a plan asks for is drawn. A feature that a world leaves alone is the very stream of
the stable world, so that two worlds differ in nothing but what changed (common random
numbers). Features are independent of each other, as they are in the letters; the labelled
cases are drawn apart from the counts, although they are some of the same letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doneenough.statistics._arguments import FloatArray, IntArray, whole_numbers
from doneenough.statistics.streams.draws import binomial, multinomial, uniforms
from doneenough.statistics.streams.world import Regime, World

VERSION = 1
"""Part of every key of chance: raise it to draw all streams anew."""

REPLICATES = 1000
_LABELS = 1_000_000
# Labelled cases of so many worlds and label budgets are kept, the oldest given up.
_KEPT_LABELS = 50
_LARGEST_WINDOW_TOTAL = 2**16 - 1


@dataclass(frozen=True)
class Labels:
    """Labelled cases, added up over days.

    ``labelled``: how many until before each day, shape (days + 1,); ``right``: how many of
    them were right, shape (days + 1, replicates). By day of the letter, not of the label.
    """

    labelled: IntArray
    right: IntArray


class Bank:
    """All streams of some worlds at one volume.

    Parameters
    ----------
    worlds
        By name; the first is the one where nothing changes.
    volume
        Letters on an average day, at least 1.
    replicates
        How many streams of each world.
    version
        Part of the key of chance.
    """

    def __init__(
        self,
        worlds: Mapping[str, World],
        volume: int,
        replicates: int = REPLICATES,
        version: int = VERSION,
    ) -> None:
        self.worlds = dict(worlds)
        self.volume = int(whole_numbers("volume", volume, least=1))
        self.replicates = int(whole_numbers("replicates", replicates, least=1))
        self.version = version
        self._stable = next(iter(self.worlds.values()))
        self._number = {name: place for place, name in enumerate(self.worlds)}
        self._features = len(self._stable.reference.inputs)
        self._counts: dict[tuple[int, int], NDArray[np.uint16]] = {}
        self._labels: dict[tuple[str, int], Labels] = {}
        self._chance: FloatArray | None = None

    @property
    def features(self) -> int:
        """Number of features."""
        return self._features

    @property
    def days(self) -> int:
        """Number of days of every stream."""
        return self._stable.days

    def volumes(self, name: str) -> IntArray:
        """Return the letters of each day of world ``name``, shape (days,)."""
        return np.rint(self.worlds[name].volume * self.volume).astype(np.int64)

    def largest_window(self) -> int:
        """Return the most days whose counts `inputs` and `scores` can tell apart."""
        most = max(int(self.volumes(name).max()) for name in self.worlds)
        return _LARGEST_WINDOW_TOTAL // most

    def source(self, name: str, feature: int) -> tuple[int, int]:
        """Return what names the stream of a feature: equal where two worlds share it.

        ``feature`` counts from 0; the number after the last is the model's score.
        """
        world = self.worlds[name]
        same = self._unlike(world, feature).size == 0
        return (0 if same else self._number[name], feature)

    def inputs(self, name: str, feature: int) -> NDArray[np.uint16]:
        """Return the counts by bin of a feature in world ``name``, added up over days.

        Returns
        -------
        ndarray
            Shape (days + 1, replicates, bins). Entry d holds the days before d, modulo
            2 ** 16; so the difference of two entries (as unsigned 16-bit numbers) is the
            count of the days between, up to `largest_window` days.
        """
        key = self.source(name, feature)
        if key not in self._counts:
            self._counts[key] = self._drawn(key)
        return self._counts[key]

    def scores(self, name: str) -> NDArray[np.uint16]:
        """Return the counts by bin of the model's score, as `inputs` does."""
        return self.inputs(name, self._features)

    def labels(self, name: str, per_day: int) -> Labels:
        """Return labelled cases when ``per_day`` letters a day are labelled.

        All worlds and all numbers a day share one uniform number for each day, so that
        one more label a day changes little (common random numbers).
        """
        key = (name, per_day)
        if key not in self._labels:
            made = self._labelled(self.worlds[name], per_day)
            if len(self._labels) >= _KEPT_LABELS:
                del self._labels[next(iter(self._labels))]
            self._labels[key] = made
        return self._labels[key]

    def _labelled(self, world: World, per_day: int) -> Labels:
        if self._chance is None:
            # A key of its own, far from those of worlds and features.
            shape = (self.days, self.replicates)
            self._chance = uniforms((self.version, _LABELS), shape)
        asked = np.minimum(per_day, self.volumes(world.name))
        labelled = np.rint(asked * world.label_share).astype(np.int64)
        total = np.concatenate([[0], labelled.cumsum()])
        right = np.zeros((world.days + 1, self.replicates), np.int32)
        fresh = np.ones(world.days, np.bool_)
        if world is not self._stable:
            # Days that are as in the stable world are that world's days: not again.
            stable = self.labels(self._stable.name, per_day)
            moved = world.accuracy != self._stable.accuracy
            fresh = moved | (np.diff(stable.labelled) != labelled)
            right[1:] = np.diff(stable.right, axis=0)
        kinds, which = np.unique(np.stack([labelled, world.accuracy]), axis=1, return_inverse=True)
        for place, (cases, share) in enumerate(kinds.T):
            days = np.flatnonzero((which.ravel() == place) & fresh)
            right[days + 1] = binomial(self._chance[days], int(cases), float(share))
        return Labels(total, right.cumsum(axis=0, dtype=np.int32))

    def _unlike(self, world: World, feature: int) -> IntArray:
        """Return the days on which a feature is not as in the stable world."""
        usual = self._chances(self._stable.reference, feature)
        other = [not np.array_equal(self._chances(r, feature), usual) for r in world.regimes]
        moved = np.array(other)[world.regime_of_day] | (world.volume != self._stable.volume)
        return np.flatnonzero(moved)

    def _chances(self, regime: Regime, feature: int) -> FloatArray:
        return regime.scores if feature == self._features else regime.inputs[feature]

    def _drawn(self, key: tuple[int, int]) -> NDArray[np.uint16]:
        number, feature = key
        world = list(self.worlds.values())[number]
        bins = len(self._chances(world.reference, feature))
        daily = np.zeros((world.days + 1, self.replicates, bins), np.uint16)
        fresh = np.arange(world.days)
        if number:
            stable = self.inputs(self._stable.name, feature)
            daily[1:] = np.diff(stable, axis=0)
            fresh = self._unlike(world, feature)
        volumes = self.volumes(world.name)
        chance = uniforms((self.version, number, feature), (bins - 1, len(fresh), self.replicates))
        kinds = np.stack([world.regime_of_day[fresh], volumes[fresh]])
        for regime, volume in np.unique(kinds, axis=1).T:
            same = np.flatnonzero((kinds[0] == regime) & (kinds[1] == volume))
            drawn = self._chances(world.regimes[regime], feature)
            daily[fresh[same] + 1] = multinomial(chance[:, same], volume, drawn)
        # Addition wraps around, on purpose: only differences are ever used.
        return daily.cumsum(axis=0, dtype=np.uint16)
