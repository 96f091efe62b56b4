"""Counts drawn by inverting their own tables, so that the same numbers come out everywhere.

NumPy promises that the bits of a bit generator stay the same from version to version, but
not what its distributions make of them (NumPy enhancement proposal 19). So only the bits are
taken from it, and the binomial distribution function of scipy is inverted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from doneenough.statistics._arguments import FloatArray, IntArray

# Beyond this many standard deviations a count has a chance below 1e-13 and is not tabulated.
_REACH = 8.0
_GRID = 512


def uniforms(key: Sequence[int], shape: tuple[int, ...]) -> FloatArray:
    """Return numbers from 0 to below 1, evenly spread, the same for the same ``key``.

    Parameters
    ----------
    key
        Whole numbers of at least 0 that name the stream; other keys give independent ones.
    shape
        Shape of the result.
    """
    bits = np.random.PCG64(np.random.SeedSequence(list(key)))
    raw = np.asarray(bits.random_raw(int(np.prod(shape))), np.uint64)
    # The upper 53 bits fill the digits a float has.
    numbers = np.asarray((raw >> np.uint64(11)) * 2.0**-53, np.float64)
    return numbers.reshape(shape)


def binomial(uniform: FloatArray, n: ArrayLike, p: float) -> IntArray:
    """Return binomial counts: the smallest k with P(X <= k) above ``uniform``.

    Parameters
    ----------
    uniform
        Numbers from 0 to below 1, any shape. A larger one never gives a smaller count.
    n
        Trials of each, at least 0; broadcasts to the shape of ``uniform``.
    p
        Chance of each trial, 0 to 1.

    Returns
    -------
    Counts from 0 to ``n``, of the shape of ``uniform``.

    Notes
    -----
    One table holds the distribution functions for all n that occur, one after the other
    and each raised by its row, so that a single search finds all counts.
    """
    trials = np.broadcast_to(np.asarray(n, np.int64), uniform.shape)
    if uniform.size == 0 or p <= 0:
        return np.zeros(uniform.shape, np.int64)
    if p >= 1:
        return trials.copy()
    least, most = int(trials.min()), int(trials.max())
    rows = np.arange(least, most + 1)[:, None]
    reach = _REACH * np.sqrt(most * p * (1 - p)) + _REACH
    first = np.maximum(0, np.floor(rows * p - reach)).astype(np.int64)
    width = int(2 * reach) + 3
    k = first + np.arange(width)
    below: NDArray[Any] = np.where(
        k >= rows, 1.0, special.bdtr(np.minimum(k, rows).astype(float), rows, p)
    )
    # The last column closes its row, so that no search runs over into the next.
    below[:, -1] = 1.0
    table = np.asarray(below + np.arange(len(rows))[:, None], np.float64).ravel()
    row = (trials - least).ravel()
    found = _first_above(table, uniform.ravel(), row, len(rows))
    counts: IntArray = np.minimum(first[row, 0] + found - row * width, trials.ravel())
    return counts.reshape(uniform.shape)


def _first_above(table: FloatArray, uniform: FloatArray, row: IntArray, rows: int) -> IntArray:
    """Return the first place in ``table`` above ``uniform + row``.

    A binary search through a table guesses wrong at every other step, which is slow. Here
    a coarse grid tells where to begin, and few steps are left.
    """
    # Rounding must not lift a number into the next row.
    wanted = np.minimum(uniform + row, np.nextafter(row + 1.0, 0.0))
    grid = np.arange(rows * _GRID) / _GRID
    begin = np.searchsorted(table, grid, side="right")
    place: IntArray = begin[(wanted * _GRID).astype(np.int64)]
    later = np.flatnonzero(table[place] <= wanted)
    while later.size:
        place[later] += 1
        later = later[table[place[later]] <= wanted[later]]
    return place


def multinomial(uniform: FloatArray, n: ArrayLike, chances: FloatArray) -> NDArray[np.int64]:
    """Return how ``n`` cases fall into bins.

    Parameters
    ----------
    uniform
        Numbers from 0 to below 1, shape (bins - 1, ...).
    n
        Cases, broadcasting to the shape (...).
    chances
        Chance of each bin, shape (bins,), sum 1.

    Returns
    -------
    ndarray
        Counts, shape (..., bins), that add up to ``n``.

    Notes
    -----
    Bin after bin, each binomial among the cases left over: exact.
    """
    left = np.broadcast_to(np.asarray(n, np.int64), uniform.shape[1:]).copy()
    counts = np.empty((*left.shape, len(chances)), np.int64)
    rest = 1.0
    for j, chance in enumerate(chances[:-1]):
        taken = binomial(uniform[j], left, min(1.0, chance / rest) if rest > 0 else 0.0)
        counts[..., j] = taken
        left -= taken
        # Rounding must not leave a tiny rest where there is none.
        rest = max(0.0, float(chances[j + 1 :].sum()))
    counts[..., -1] = left
    return counts
