"""Cumulative sums: small changes that last, added up until they show (Page 1954)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, roots_legendre

from doneenough.statistics._arguments import FloatArray

_NODES = 80


def cusum(values: ArrayLike, allowance: float) -> FloatArray:
    """Return the one-sided cumulative sum along the first axis.

    Parameters
    ----------
    values
        Standardised deviations in the direction that matters, shape (time, ...).
    allowance
        What is taken off each of them, usually half of the change to be found.

    Returns
    -------
    ndarray
        Of the shape of ``values``: S_t = max(0, S_{t-1} + x_t - allowance), from S = 0.
    """
    steps = np.asarray(values, np.float64) - allowance
    total = steps.cumsum(axis=0)
    # The sum less its lowest point so far, the start included, is the reflected walk.
    lowest = np.minimum(np.minimum.accumulate(total, axis=0), 0.0)
    return np.asarray(total - lowest)


def cusum_run_length(limit: float, allowance: float, shift: float = 0.0) -> float:
    """Mean number of values until a cumulative sum of normal ones passes its limit.

    Parameters
    ----------
    limit
        Alarm above this, in standard deviations, above 0.
    allowance
        As in `cusum`.
    shift
        True mean of the values, in standard deviations; 0 while nothing has changed.

    Returns
    -------
    float
        The average run length from a sum of 0.

    Notes
    -----
    The run length L(s) from a sum s solves an integral equation (Page 1954):
    L(s) = 1 + L(0) P(to 0 from s) + integral of L(y) f(y - s) dy over (0, limit). It is
    solved at Gauss-Legendre points (Nystroem's method).
    """
    if not limit > 0:
        raise ValueError(f"limit must be above 0; got {limit}.")
    nodes, weights = roots_legendre(_NODES)
    y = limit * (nodes + 1) / 2
    w = limit * weights / 2
    start = np.concatenate([[0.0], y])
    # Where the sum goes in one step: to 0, or to one of the points.
    drift = shift - allowance
    to_zero = ndtr(-start - drift)
    density = np.exp(-0.5 * (y - start[:, None] - drift) ** 2) / np.sqrt(2 * np.pi)
    moves = np.column_stack([to_zero, density * w])
    lengths = np.linalg.solve(np.eye(len(start)) - moves, np.ones(len(start)))
    return float(lengths[0])


def count_cusum_run_lengths(
    chances: ArrayLike, allowance: int, limit: int, periods: int
) -> tuple[float, Any]:
    """Run length of a cumulative sum of whole numbers, exactly.

    Parameters
    ----------
    chances
        Chance of each count 0, 1, 2, ... in one period, sum 1: for instance the wrong
        ones among the labelled cases of a week.
    allowance
        Whole number taken off each count.
    limit
        Alarm at this sum or more, at least 1.
    periods
        How many periods to follow.

    Returns
    -------
    mean, alarmed
        The mean number of periods until the alarm, and the chance of an alarm within
        1, 2, ..., ``periods`` periods, shape (periods,).

    Notes
    -----
    The sum is a Markov chain on 0 to ``limit`` - 1, alarm absorbing (Brook and Evans 1972).
    """
    p = np.asarray(chances, np.float64)
    states = np.arange(limit)
    landing = np.maximum(states[:, None] + np.arange(len(p)) - allowance, 0)
    moves = np.zeros((limit, limit))
    for state in states:
        inside = landing[state] < limit
        np.add.at(moves[state], landing[state][inside], p[inside])
    mean = float(np.linalg.solve(np.eye(limit) - moves, np.ones(limit))[0])
    here = np.zeros(limit)
    here[0] = 1.0
    alarmed = np.empty(periods)
    for period in range(periods):
        here = here @ moves
        alarmed[period] = 1 - here.sum()
    return mean, alarmed
