"""What a sign-off rule "at least K of N right" lets through, in one try or several."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from doneenough.statistics._arguments import (
    FloatArray,
    IntArray,
    inner_shares,
    plain,
    shares,
    whole_numbers,
)

# A tie in the decimals a person writes (0.9 twice is 0.81) must not be lost to rounding.
_TIE = 1e-14


@overload
def passing_count(n: int, threshold: float, confidence: float = 0.95) -> int: ...
@overload
def passing_count(n: ArrayLike, threshold: ArrayLike, confidence: ArrayLike = 0.95) -> IntArray: ...
def passing_count(n: ArrayLike, threshold: ArrayLike, confidence: ArrayLike = 0.95) -> Any:
    """Smallest number right whose one-sided lower bound reaches the threshold.

    It turns "the lower bound is at least 0.85" into "at least 353 of 400 right".

    Parameters
    ----------
    n
        Number of cases looked at, at least 1.
    threshold
        The share the lower bound must reach, 0 to 1.
    confidence
        One-sided confidence, above 0 and below 1.

    Returns
    -------
    The count: an int for single numbers, else an integer array of the broadcast shape.
    ``n + 1`` where even ``n`` right of ``n`` does not reach the threshold.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    The bound is that of Clopper and Pearson (1934). Found by bisection, since it rises with
    the count. A bound that equals the threshold but for rounding counts as reaching it.
    """
    total, share, conf = np.broadcast_arrays(
        whole_numbers("n", n, least=1),
        shares("threshold", threshold),
        inner_shares("confidence", confidence),
    )
    # Below `fails` nothing passes; from `passes` on everything does.
    fails, passes = np.full(total.shape, -1, np.int64), total + 1
    while np.any(passes - fails > 1):
        middle = np.maximum((fails + passes) // 2, 0)
        reached = _reaches(middle, total, share, conf)
        inside = passes - fails > 1
        passes = np.where(inside & reached, middle, passes)
        fails = np.where(inside & ~reached, middle, fails)
    return plain(passes)


@overload
def accept_probability(n: int, needed: int, p: float) -> float: ...
@overload
def accept_probability(n: ArrayLike, needed: ArrayLike, p: ArrayLike) -> FloatArray: ...
def accept_probability(n: ArrayLike, needed: ArrayLike, p: ArrayLike) -> Any:
    """Probability that the rule "at least ``needed`` of ``n`` right" is met, exactly.

    Over a range of ``p`` this is the rule's operating characteristic.

    Parameters
    ----------
    n
        Number of cases looked at, at least 0.
    needed
        How many must be right, any whole number. Nothing needed (0 or less) is always
        met; more than ``n`` never is.
    p
        The true share right, 0 to 1. Cases are independent of each other.

    Returns
    -------
    P(X >= needed) for X binomial(n, p): a float for single numbers, else an array of
    the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.
    """
    total = whole_numbers("n", n, least=0)
    count = whole_numbers("needed", needed)
    return plain(_tail(total, count, shares("p", p)))


@overload
def accept_probability_tries(n: int, needed: int, p: float, tries: int) -> float: ...
@overload
def accept_probability_tries(
    n: ArrayLike, needed: ArrayLike, p: ArrayLike, tries: ArrayLike
) -> FloatArray: ...
def accept_probability_tries(
    n: ArrayLike, needed: ArrayLike, p: ArrayLike, tries: ArrayLike
) -> Any:
    """Probability that at least one of several tries meets the rule, exactly.

    Parameters
    ----------
    n, needed, p
        As in `accept_probability`.
    tries
        Number of tries allowed, at least 1. Each looks at ``n`` fresh cases, independent
        of the others, while the model stays as it is.

    Returns
    -------
    ``1 - (1 - a) ** tries`` with ``a`` the probability of one try: a float for single
    numbers, else an array of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.
    """
    once = np.asarray(accept_probability(n, needed, p))
    return plain(_at_least_once(once, whole_numbers("tries", tries, least=1)))


@overload
def expected_tries(n: int, needed: int, p: float, tries: int) -> float: ...
@overload
def expected_tries(
    n: ArrayLike, needed: ArrayLike, p: ArrayLike, tries: ArrayLike
) -> FloatArray: ...
def expected_tries(n: ArrayLike, needed: ArrayLike, p: ArrayLike, tries: ArrayLike) -> Any:
    """Mean number of tries used when one stops at the first that meets the rule.

    Parameters and errors are those of `accept_probability_tries`. The cases labelled
    are ``n`` times this.

    Returns
    -------
    A mean from 1 to ``tries``: a float for single numbers, else an array of the
    broadcast shape.

    Notes
    -----
    The j-th try takes place if the ones before it failed, so the mean is the sum of
    ``(1 - a) ** (j - 1)``, a geometric series.
    """
    once = np.asarray(accept_probability(n, needed, p))
    allowed = whole_numbers("tries", tries, least=1)
    possible = once > 0
    mean = _at_least_once(once, allowed) / np.where(possible, once, 1.0)
    return plain(np.where(possible, mean, allowed.astype(np.float64)))


def _tail(n: IntArray, needed: IntArray, p: FloatArray) -> FloatArray:
    # P(X >= c) is the regularised incomplete beta function I_p(c, n - c + 1).
    count = np.clip(needed, 1, np.maximum(n, 1))
    inside = special.betainc(count, np.maximum(n - count + 1, 1), p)
    return np.where(needed <= 0, 1.0, np.where(needed > n, 0.0, inside))


def _at_least_once(once: FloatArray, tries: IntArray) -> FloatArray:
    # Through logarithms, so that a tiny probability is not lost beside 1.
    with np.errstate(divide="ignore"):
        result: FloatArray = -np.expm1(tries * np.log1p(-once))
    return result


def _reaches(count: IntArray, n: IntArray, threshold: FloatArray, confidence: FloatArray) -> Any:
    # The bound reaches t exactly when so many right would be rare enough at t itself.
    rare = _tail(n, count, threshold) <= 1 - confidence + _TIE
    return rare | (threshold == 0)
