"""What a monitoring plan watches, and where in the streams it is beyond its limit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from doneenough.statistics.drift import stability_index, window_counts
from doneenough.statistics.quality import FULL_ENOUGH, labelled_windows, too_low
from doneenough.statistics.streams import Bank

Source = Literal["inputs", "predictions", "quality"]

# Windows of one volume: a plan needs at most one for each stream of counts.
_KEPT = 128


@dataclass(frozen=True)
class Signal:
    """One thing that is watched.

    Attributes
    ----------
    source
        ``"inputs"``: the stability index of features; ``"predictions"``: that of the
        model's scores; ``"quality"``: the share right among labelled letters.
    window
        Days of letters (of labels, for quality) that one check looks back on.
    limit
        The index above which, or the share right below which, a check says alarm.
    features
        Of inputs, which: one of them beyond the limit is enough.
    confidence
        Of quality: None compares the share seen, else its upper bound.
    """

    source: Source
    window: int
    limit: float
    features: tuple[int, ...] = ()
    confidence: float | None = None


def first_day(signal: Signal, label_delay: int) -> int:
    """Return the first day, counted from 0, at whose end the signal's window is full."""
    late = label_delay if signal.source == "quality" else 0
    return signal.window + late - 1


def beyond(
    signal: Signal, bank: Bank, name: str, label_delay: int, labels_per_day: int
) -> NDArray[np.bool_]:
    """Return where a signal is beyond its limit in one world, shape (days, replicates).

    Parameters
    ----------
    signal
        What is watched.
    bank
        The streams.
    name
        The world.
    label_delay
        Days from a letter to its label.
    labels_per_day
        Letters labelled each day, drawn at random from all letters.
    """
    if signal.source == "quality":
        return _low_quality(signal, bank, name, label_delay, labels_per_day)
    flags = np.zeros((bank.days, bank.replicates), np.bool_)
    start = signal.window - 1
    for feature in watched_features(signal, bank):
        index = index_of(bank, name, feature, signal.window)
        flags[start:] |= index > signal.limit
    return flags


def shows_from(signal: Signal, bank: Bank, name: str, label_delay: int) -> int:
    """Return the first day at whose end a signal's data hold the world's change.

    The number of days where they never do: nothing changes, or not in what is watched.
    """
    world, stable = bank.worlds[name], next(iter(bank.worlds))
    if world.change_day is None:
        return bank.days
    if signal.source == "quality":
        moved = bool(np.any(world.accuracy != bank.worlds[stable].accuracy))
        return min(world.change_day + label_delay, bank.days) if moved else bank.days
    moved = any(
        bank.source(name, feature) != bank.source(stable, feature)
        for feature in watched_features(signal, bank)
    )
    return world.change_day if moved else bank.days


def watched_features(signal: Signal, bank: Bank) -> tuple[int, ...]:
    """Return the streams of counts that a signal watches, as `Bank.source` numbers them."""
    if signal.source == "quality":
        return ()
    return (bank.features,) if signal.source == "predictions" else signal.features


def index_of(bank: Bank, name: str, feature: int, window: int) -> Any:
    """Return the stability index of every window of one feature in one world.

    Shape (days + 1 - window, replicates); row i is the window that ends with day
    i + window - 1. ``feature`` is as in `Bank.source`; the reference is the world's own.
    """
    _check_window(bank, window)
    key = bank.source(name, feature)
    # Worlds that share a stream share its index too; the first of them stands for all.
    return _index(bank, list(bank.worlds)[key[0]], feature, window)


def _check_window(bank: Bank, window: int) -> None:
    if window > bank.largest_window():
        raise ValueError(f"window must be at most {bank.largest_window()} days; got {window}.")


@lru_cache(_KEPT)
def _index(bank: Bank, name: str, feature: int, window: int) -> Any:
    world = bank.worlds[name]
    share = world.reference.scores
    if feature < bank.features:
        share = world.reference.inputs[feature]
    counts = bank.inputs(name, feature)
    if world.change_day is None:
        return stability_index(window_counts(counts, window), share)
    # Windows that end before the change are those of the stable world: not again.
    before = max(0, world.change_day + 1 - window)
    stable = index_of(bank, next(iter(bank.worlds)), feature, window)
    after = stability_index(window_counts(counts[before:], window), share)
    return np.concatenate([stable[:before], after])


def _low_quality(
    signal: Signal, bank: Bank, name: str, label_delay: int, labels_per_day: int
) -> NDArray[np.bool_]:
    if labels_per_day < 1:
        return np.zeros((bank.days, bank.replicates), np.bool_)
    labels = bank.labels(name, labels_per_day)
    cases, right = labelled_windows(labels.labelled, labels.right, signal.window, label_delay)
    # A window that labels have not filled says too little: nobody is called for it.
    enough = cases >= FULL_ENOUGH * labels_per_day * signal.window
    low = too_low(cases[:, None], right, signal.limit, signal.confidence)
    return np.asarray(low & enough[:, None])
