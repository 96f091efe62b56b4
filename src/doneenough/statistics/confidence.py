"""Quality guessed from how sure a model says it is, without any label.

If a score of 0.8 is right in 8 of 10 cases, the scores alone tell how many of the answers are
right: this is confidence-based performance estimation. Its blind spot: when the world's rule
changes and the letters stay as they were, so do the scores, and the guess stays as it was.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from doneenough.statistics._arguments import shares


def estimated_accuracy(chances: ArrayLike, axis: int = -1) -> tuple[Any, Any]:
    """Return the share right that a model expects of itself, and its spread.

    Parameters
    ----------
    chances
        For each case the chance that the answer is right, as the model gives it, 0 to 1.
    axis
        The axis of cases, at least one long.

    Returns
    -------
    share, spread
        Mean and standard deviation of the share right if every chance is true: the number
        right is then a sum of unequal yes-or-no draws (Poisson binomial).
    """
    p = shares("chances", chances)
    n = p.shape[axis]
    return p.mean(axis=axis), np.sqrt((p * (1 - p)).sum(axis=axis)) / n


def estimated_accuracy_from_bins(counts: ArrayLike, confidence: ArrayLike) -> tuple[Any, Any]:
    """Return the same from counts by bin of scores.

    Parameters
    ----------
    counts
        Cases by bin, shape (..., bins), at least one in every row.
    confidence
        Chance of being right in each bin, shape (bins,): the mean confidence of its cases.

    Returns
    -------
    share, spread
        Of shape (...). The spread is at least that of `estimated_accuracy`, because the
        differences within a bin are left out.
    """
    sure = shares("confidence", confidence)
    count = np.asarray(counts, np.float64)
    n = count.sum(axis=-1)
    if np.any(n <= 0):
        raise ValueError("counts must hold at least one case in every row.")
    return count @ sure / n, np.sqrt(count @ (sure * (1 - sure))) / n
