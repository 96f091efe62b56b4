"""What a rule with floors and caps lets through, exactly: sums of binomial probabilities."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from doneenough.statistics._arguments import FloatArray, IntArray, shares, whole_numbers

_IDLE = 1e-13
"""A cap broken less often than this is left out of the sum."""


def guarded_accept_probability(
    n: ArrayLike, floors: ArrayLike, needed: int, p: ArrayLike
) -> float | FloatArray:
    """Probability that every segment reaches its floor and all together reach the mark.

    Parameters
    ----------
    n
        Cases looked at in each segment, shape (segments,).
    floors
        Fewest right in each segment, shape (segments,); 0 where there is no floor.
    needed
        Fewest right in all segments together.
    p
        True share right in each segment, shape (..., segments): one row per model.

    Returns
    -------
    float or ndarray
        A float for one model, else an array of shape (...).

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.
    """
    right = shares("p", p)
    mark = max(0, int(whole_numbers("needed", needed)))
    models = right.reshape(-1, right.shape[-1]) if right.ndim else right.reshape(1, 1)
    found = np.array([guarded_chances(n, floors, model)[mark:].sum() for model in models])
    found = np.minimum(1.0, found)
    return float(found[0]) if right.ndim <= 1 else found.reshape(right.shape[:-1])


def guarded_chances(
    n: ArrayLike,
    floors: ArrayLike,
    p: ArrayLike,
    severe: ArrayLike = 0.0,
    most_severe: ArrayLike | None = None,
) -> FloatArray:
    """Probability of each total right, with every segment at its floor and few severe failures.

    Parameters
    ----------
    n
        Cases looked at in each segment, shape (segments,), or (samples, segments) for
        several sizes of sample at once.
    floors
        Fewest right in each segment, shaped like ``n``; 0 where there is no floor.
    p
        True share right in each segment, shape (segments,).
    severe
        Of the cases that are not right, the share that are severe failures: one number,
        or one per segment.
    most_severe
        Most severe failures allowed in all segments together, one number or one per
        sample; None for no cap.

    Returns
    -------
    ndarray
        Shape (total + 1,) or (samples, largest total + 1): entry t is the probability that
        exactly t are right *and* no clause is broken. Each row sums to the probability of
        keeping the clauses.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    Segments are independent. The number right in a segment is binomial; below its floor
    the probability is dropped; the segments are convolved. Given the number wrong, the
    number of severe failures among them is binomial too.
    """
    given = np.atleast_1d(whole_numbers("n", n, least=0))
    cases = np.atleast_2d(given)
    least = np.broadcast_to(whole_numbers("floors", floors), cases.shape)
    right = np.atleast_1d(shares("p", p))
    if right.shape != cases.shape[1:]:
        raise ValueError(f"p has {right.shape} segments and n has {cases.shape[1:]}")
    grave = np.broadcast_to(shares("severe", severe), right.shape)
    parts = []
    for count, floor, share in zip(cases.T, least.T, right, strict=True):
        chances = _probability(np.arange(count.max() + 1), count[:, np.newaxis], float(share))
        parts.append(np.where(np.arange(chances.shape[1]) < floor[:, np.newaxis], 0.0, chances))
    total = functools.reduce(_convolve, parts)
    if most_severe is not None and grave.any():
        caps = np.broadcast_to(whole_numbers("most_severe", most_severe, least=0), len(cases))
        if np.all(grave == grave[0]):
            total *= _few_severe(cases.sum(axis=1), total.shape[1], caps, float(grave[0]))
        else:
            for row, cap in enumerate(caps):
                if not _cap_is_idle(cases[row], right, grave, int(cap)):
                    sizes = [slice(int(count) + 1) for count in cases[row]]
                    segments = [part[row, size] for part, size in zip(parts, sizes, strict=True)]
                    kept = _with_severe(segments, grave, int(cap))
                    total[row] = np.pad(kept, (0, total.shape[1] - len(kept)))
    return total if given.ndim == 2 else total[0]


def _convolve(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the distribution of the sum, row by row."""
    if len(one) == 1:
        return np.convolve(one[0], other[0])[np.newaxis]
    length = one.shape[1] + other.shape[1] - 1
    product = np.fft.rfft(one, length) * np.fft.rfft(other, length)
    # The transform leaves rounding errors of either sign.
    found: FloatArray = np.maximum(np.fft.irfft(product, length), 0.0)
    return found


def _few_severe(totals: IntArray, length: int, caps: IntArray, share: float) -> FloatArray:
    """Return the chance of at most ``caps`` severe ones, where one share holds everywhere.

    What counts then is how many are wrong, not where.
    """
    wrong = totals[:, np.newaxis] - np.arange(length)
    largest = np.arange(int(totals.max()) + 1)
    table = {cap: special.bdtr(np.minimum(cap, largest), largest, share) for cap in set(caps)}
    rows = np.array([table[cap] for cap in caps])
    found: FloatArray = np.take_along_axis(rows, np.maximum(wrong, 0), axis=1)
    return found


def _cap_is_idle(cases: IntArray, right: FloatArray, grave: FloatArray, cap: int) -> bool:
    """Whether more severe failures than ``cap`` practically never happen."""
    mean = float((cases * (1 - right) * grave).sum())
    # This far out a sum of binomials has a thinner tail than the Poisson distribution with
    # its mean (T. W. Anderson and S. M. Samuels, Fifth Berkeley Symposium, 1967).
    return cap >= mean + 1 and float(special.pdtrc(cap, mean)) < _IDLE


def _with_severe(parts: list[FloatArray], grave: FloatArray, cap: int) -> FloatArray:
    """Return the same where segments differ: right and severe are counted together."""
    joint = [np.ones(1)]
    for chances, share in zip(parts, grave, strict=True):
        wrong = np.arange(len(chances))[::-1]
        table = [chances * _probability(bad, wrong, share) for bad in range(cap + 1)]
        joint = [
            np.sum([np.convolve(joint[i], table[bad - i]) for i in _splits(bad, joint)], axis=0)
            for bad in range(cap + 1)
        ]
    found: FloatArray = np.sum(joint, axis=0)
    return found


def _splits(bad: int, joint: list[FloatArray]) -> range:
    """Return how many of ``bad`` severe ones may lie in the segments counted so far."""
    return range(min(bad + 1, len(joint)))


def _probability(k: ArrayLike, n: ArrayLike, p: float) -> FloatArray:
    """Return the binomial probability of ``k`` of ``n``, also for the smallest ``p`` there is.

    Through logarithms: scipy's own function overflows for shares below about 1e-300.
    """
    some, total = np.asarray(k), np.asarray(n)
    rest = np.maximum(total - some, 0)
    # Looked up: the same factorials serve every entry of a large table.
    factorials = special.gammaln(np.arange(max(int(total.max()), int(some.max())) + 1) + 1.0)
    ways = factorials[total] - factorials[some] - factorials[rest]
    found = np.exp(ways + special.xlogy(some, p) + special.xlog1py(rest, -p))
    kept: FloatArray = np.where(some <= total, found, 0.0)
    return kept
