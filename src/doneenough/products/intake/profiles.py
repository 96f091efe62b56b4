"""What a day of letters looks like in numbers, for each regime.

``profiles.json`` beside this file was made by ``python -m doneenough.products.intake.derive``
from the real model and a large sample of letters; a test derives it again. Reading it needs
neither scikit-learn nor a fit.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

BINS = 10
IMPORTANT = (0, 1, 2)
"""The features the model leans on, by position in ``FEATURES``."""


@lru_cache
def profiles() -> dict[str, dict[str, Any]]:
    """Return for each regime what its letters look like.

    Returns
    -------
    dict
        By name of the regime: ``inputs``, the chance of each bin for each feature, shape
        (5, 10), bins cut at the tenths of the usual letters; ``scores``, the same for the
        model's score, shape (10,); ``confidence``, how sure the model is in each bin of
        scores, 0.5 to 1; ``accuracy``, the share right; ``said_yes`` and ``positives``, the
        shares called and really in need of an expert; ``caught``, the share of those found.
    """
    file = resources.files("doneenough.products.intake") / "profiles.json"
    table: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    for row in table.values():
        for name in ("inputs", "scores"):
            chances = np.array(row[name])
            row[name] = chances / chances.sum(axis=-1, keepdims=True)
        row["confidence"] = np.array(row["confidence"])
    return table
