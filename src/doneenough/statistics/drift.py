"""How far counts by bin have moved from a reference.

Counts have bins as their last axis, so that one call serves all windows, replicates and
features at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from doneenough.statistics._arguments import FloatArray, whole_numbers

EMPTY_SHARE = 1e-4
"""What an empty bin counts as in the stability index: a convention of common tools."""


def window_counts(cumulative: NDArray[Any], days: int) -> NDArray[Any]:
    """Return the counts of every window of ``days`` days.

    Parameters
    ----------
    cumulative
        Counts added up from the first day on, with a row of zeros before it: shape
        (days in all + 1, ...). Unsigned numbers may have wrapped around.
    days
        Length of the window, at least 1.

    Returns
    -------
    ndarray
        Shape (days in all + 1 - days, ...): entry i holds the days i to i + days - 1.

    Raises
    ------
    ValueError
        ``days`` is no whole number of at least 1, or longer than all days.
    """
    length = int(whole_numbers("days", days, least=1))
    if length >= len(cumulative):
        raise ValueError(f"days must be at most {len(cumulative) - 1}; got {length}.")
    counts: NDArray[Any] = cumulative[length:] - cumulative[:-length]
    return counts


def stability_index(counts: ArrayLike, reference: ArrayLike) -> Any:
    """Population stability index of counts against reference shares.

    Parameters
    ----------
    counts
        Cases by bin, shape (..., bins), at least one in every row.
    reference
        Share of each bin in the reference, shape (bins,), each above 0, sum 1.

    Returns
    -------
    float or ndarray
        The sum over bins of ``(p - q) * log(p / q)``, shape (...): 0 where the shares are
        the same. Counts of 16 bits, as streams hold them, are computed in single precision.

    Raises
    ------
    ValueError
        A count is not a number of at least 0, a share is not above 0, or the bins do not fit.

    Notes
    -----
    The index is the symmetrised Kullback-Leibler divergence (Jeffreys 1946). Its usual
    limits, 0.1 and 0.25, are a custom of credit scoring without derivation. With nothing
    changed and n cases in b bins it is close to a chi-square number with b - 1 degrees of
    freedom divided by n (Yurdakul and Naranjo 2020), so small windows alarm by themselves.
    """
    count, share = _counts(counts, reference)
    if not np.all((share > 0) & (share < np.inf)):
        raise ValueError("reference must be above 0 in every bin.")
    q = (share / share.sum()).astype(count.dtype)
    total = count.sum(axis=-1, keepdims=True)
    p = count / total
    np.maximum(p, count.dtype.type(EMPTY_SHARE), out=p)
    # In place: this is the part of a plan's judgement that takes time.
    term = np.log(p)
    term -= np.log(q)
    p -= q
    term *= p
    index = term.sum(axis=-1)
    return float(index) if index.ndim == 0 else index


def _counts(counts: ArrayLike, reference: ArrayLike) -> tuple[NDArray[Any], FloatArray]:
    raw, base = np.asarray(counts), np.asarray(reference, np.float64)
    if base.ndim != 1 or raw.shape[-1:] != base.shape:
        raise ValueError(f"counts have bins {raw.shape[-1:]} and reference {base.shape}.")
    # Sixteen bits fit single precision exactly; anything larger is taken as double.
    kind = np.float32 if raw.dtype == np.uint16 else np.float64
    count = raw.astype(kind)
    if raw.dtype.kind != "u":  # what is stored without a sign, as streams are, needs no look
        numbers = np.asarray(raw, np.float64)
        if not np.all((numbers >= 0) & (numbers < np.inf)):
            raise ValueError("counts must be numbers of at least 0.")
    if np.any(raw.sum(axis=-1) <= 0):
        raise ValueError("counts must hold at least one case in every row.")
    return count, base
