"""What a rule with floors for segments lets through, and one whose unit was left open.

Both are exact: sums of binomial probabilities, no simulation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from doneenough.statistics._arguments import FloatArray, shares, whole_numbers
from doneenough.statistics.passing import accept_probability


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

    Notes
    -----
    Segments are independent. The number right in a segment is binomial; below its floor
    the probability is dropped. The sums are convolved, and their tail is added up.
    """
    cases = np.atleast_1d(whole_numbers("n", n, least=0))
    least = np.broadcast_to(whole_numbers("floors", floors), cases.shape)
    right = shares("p", p)
    if right.shape[-1:] != cases.shape:
        raise ValueError(f"p has {right.shape[-1:]} segments and n has {cases.shape}")
    mark = int(whole_numbers("needed", needed))
    models = right.reshape(-1, len(cases))
    found = np.array([_guarded(cases, least, mark, model) for model in models])
    return float(found[0]) if right.ndim == 1 else found.reshape(right.shape[:-1])


def _guarded(cases: np.ndarray, floors: np.ndarray, mark: int, right: np.ndarray) -> float:
    total = np.ones(1)
    for count, floor, share in zip(cases, floors, right, strict=True):
        chances = _chances(int(count), float(share))
        chances[: max(0, min(int(floor), count + 1))] = 0.0
        total = np.convolve(total, chances)
    return float(min(1.0, total[max(0, mark) :].sum()))


def accept_probability_of_positives(
    cases: int, share_positive: float, needed: ArrayLike, p: ArrayLike
) -> float | FloatArray:
    """Probability of passing a rule on positives when only the number of cases is fixed.

    "At least 85 of 100 urgent letters caught, 400 cases" does not say 400 urgent letters.
    If it means 400 letters, the number of urgent ones among them is left to chance.

    Parameters
    ----------
    cases
        Cases drawn, at least 0.
    share_positive
        The share of them that are positive, 0 to 1.
    needed
        Fewest positives caught, for each number of positives from 0 to ``cases``: shape
        (cases + 1,). `passing_count` gives it for a rule on a bound.
    p
        True share of the positives that are caught, any shape.

    Returns
    -------
    float or ndarray
        A float for one ``p``, else an array of its shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    The number of positives is binomial; given it, so is the number caught. The second
    is averaged over the first.
    """
    drawn = int(whole_numbers("cases", cases, least=0))
    share = float(shares("share_positive", share_positive))
    marks = whole_numbers("needed", needed)
    if marks.shape != (drawn + 1,):
        raise ValueError(f"needed has the shape {marks.shape}; it takes ({drawn + 1},)")
    caught = shares("p", p)
    positives = np.arange(drawn + 1)
    weights = _chances(drawn, share)
    passing = np.asarray(accept_probability(positives, marks, caught[..., np.newaxis]))
    found = np.minimum(1.0, passing @ weights)
    return float(found) if caught.ndim == 0 else np.asarray(found)


def _chances(n: int, p: float) -> FloatArray:
    """Return the binomial probabilities of 0 to ``n``, also for the smallest ``p`` there is.

    Through logarithms: scipy's own function overflows for shares below about 1e-300.
    """
    k = np.arange(n + 1)
    ways = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    found: FloatArray = np.exp(ways + special.xlogy(k, p) + special.xlog1py(n - k, -p))
    return found
