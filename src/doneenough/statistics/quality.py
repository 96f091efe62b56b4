"""Quality from labels that arrive late: what a window shows, and when it is too low."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from doneenough.statistics._arguments import FloatArray, IntArray, whole_numbers
from doneenough.statistics.passing import passing_count

FULL_ENOUGH = 0.5
"""A window with less than this share of its labels is not judged."""


def labelled_windows(
    labelled: ArrayLike, right: ArrayLike, days: int, delay: int
) -> tuple[IntArray, NDArray[Any]]:
    """Return what the labels that arrived in the last ``days`` days say, day by day.

    Parameters
    ----------
    labelled
        Labelled cases added up over the days of their letters, shape (all days + 1,).
    right
        How many of them were right, shape (all days + 1, ...).
    days
        Length of the window, at least 1.
    delay
        Days from a letter to its label, at least 0.

    Returns
    -------
    cases, right
        Of shape (all days,) and (all days, ...): at the end of each day, the labelled cases
        of the window and those right among them. 0 before the first window is full.
    """
    length = int(whole_numbers("days", days, least=1))
    wait = int(whole_numbers("delay", delay, least=0))
    total, good = np.asarray(labelled), np.asarray(right)
    cases = np.zeros(len(total) - 1, np.int64)
    kept = np.zeros((len(good) - 1, *good.shape[1:]), good.dtype)
    start = length + wait
    if start < len(total):
        # At the end of day d the labels for letters up to day d - delay are here.
        cases[start - 1 :] = total[length : len(total) - wait] - total[: len(total) - start]
        kept[start - 1 :] = good[length : len(good) - wait] - good[: len(good) - start]
    return cases, kept


def too_low(
    cases: ArrayLike, right: ArrayLike, limit: float, confidence: float | None = None
) -> NDArray[np.bool_]:
    """Return where quality is below a limit.

    Parameters
    ----------
    cases
        Labelled cases, at least 0; where there are none, nothing is too low.
    right
        Right among them; broadcasts with ``cases``.
    limit
        A share from 0 to 1.
    confidence
        None: the observed share is below the limit. Else: even the one-sided upper bound
        of the true share at this confidence is (Clopper and Pearson 1934).
    """
    n, x = np.asarray(cases), np.asarray(right)
    if confidence is None:
        return np.asarray(x < limit * n - _TIE)
    sizes, place = np.unique(n, return_inverse=True)
    # The upper bound is below the limit exactly when the lower bound of the share wrong
    # is above its mirror image; so each size needs one count, not one bound per window.
    least_wrong = np.array(
        [passing_count(int(size), 1 - limit, confidence) if size else 1 for size in sizes]
    )
    needed = least_wrong[place].reshape(n.shape)
    return np.asarray((n - x >= needed) & (n > 0))


# Shares such as 0.74 of 50 are whole numbers but for rounding.
_TIE = 1e-9


def share_right(cases: ArrayLike, right: ArrayLike) -> FloatArray:
    """Return the share right, nan where there are no cases."""
    n = np.asarray(cases, np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(n > 0, np.asarray(right) / n, np.nan))
