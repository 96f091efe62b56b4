"""Derives the profiles from the real model: ``python -m doneenough.products.intake.derive``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from doneenough.products.intake.model import FEATURES, REGIMES, FloatArray, letters, trained
from doneenough.products.intake.profiles import BINS

SAMPLE = 400_000


def derived(sample: int = SAMPLE) -> dict[str, dict[str, Any]]:
    """Derive the profiles from the real model and ``sample`` letters of each regime."""
    edges, score_edges = tenths(sample)
    return {
        # The same chance for every regime: what differs is the regime.
        name: _profile(name, sample, np.random.default_rng([10, 0]), edges, score_edges)
        for name in REGIMES
    }


def tenths(sample: int = SAMPLE) -> tuple[FloatArray, FloatArray]:
    """Return where the bins are cut: at the tenths of the usual letters.

    Returns
    -------
    edges, score_edges
        Of the features, shape (5, 9), and of the model's score, shape (9,).
    """
    usual, _, _ = letters("usual", sample, np.random.default_rng([10, 0]))
    cuts = np.arange(1, BINS) / BINS
    return np.quantile(usual, cuts, axis=0).T, np.quantile(scores(usual), cuts)


def bins_of(numbers: FloatArray, edges: FloatArray) -> FloatArray:
    """Return the share of ``numbers`` in each of the bins that ``edges`` cut."""
    where = np.searchsorted(edges, numbers, side="left")
    return np.bincount(where, minlength=len(edges) + 1) / len(numbers)


def scores(numbers: FloatArray) -> FloatArray:
    """Return how likely the model holds it that each letter needs an expert, 0 to 1."""
    likely: FloatArray = trained().predict_proba(numbers)[:, 1]
    return likely


def _profile(
    name: str,
    sample: int,
    generator: np.random.Generator,
    edges: FloatArray,
    score_edges: FloatArray,
) -> dict[str, Any]:
    numbers, _, chance = letters(name, sample, generator)
    score = scores(numbers)
    said = score > 0.5
    # The mean chance of being right varies less from sample to sample than the share right.
    right = np.where(said, chance, 1 - chance)
    where = np.searchsorted(score_edges, score, side="left")
    size = np.bincount(where, minlength=BINS)
    sure = np.bincount(where, weights=np.maximum(score, 1 - score), minlength=BINS)
    # An empty bin never counts; one half stands where nothing was seen.
    confidence = np.where(size > 0, sure / np.maximum(size, 1), 0.5)
    inputs = [bins_of(numbers[:, j], edges[j]) for j in range(len(FEATURES))]
    return {
        "inputs": [_short(row) for row in inputs],
        "scores": _short(size / sample),
        "confidence": _short(confidence),
        "accuracy": round(float(right.mean()), 5),
        "said_yes": round(float(said.mean()), 5),
        "positives": round(float(chance.mean()), 5),
        "caught": round(float(chance[said].sum() / chance.sum()), 5),
    }


def _short(values: FloatArray) -> list[float]:
    return [round(float(value), 5) for value in values]


def write() -> Path:
    """Write ``profiles.json``; return where it lies."""
    path = Path(__file__).with_name("profiles.json")
    rows = [f' "{name}": {json.dumps(row)}' for name, row in derived().items()]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    print(f"wrote {write().name}")
