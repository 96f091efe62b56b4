"""How low, or how high, the true share may be after seeing a number of cases."""

from __future__ import annotations

from typing import Any, Literal, get_args, overload

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from doneenough.statistics._arguments import (
    FloatArray,
    IntArray,
    inner_shares,
    plain,
    whole_numbers,
)

Method = Literal["exact", "wilson"]
"""How a bound is computed: Clopper-Pearson, or Wilson's score formula for comparison."""


def checked_method(method: str) -> str:
    """Return ``method`` if it is one of `Method` (ValueError otherwise)."""
    if method not in get_args(Method):
        raise ValueError(f'method must be "exact" or "wilson"; got {method!r}.')
    return method


@overload
def lower_bound(
    successes: int, n: int, confidence: float = 0.95, method: Method = "exact"
) -> float: ...
@overload
def lower_bound(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> FloatArray: ...
def lower_bound(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> Any:
    """One-sided lower confidence bound of a share.

    Parameters
    ----------
    successes
        Number of cases that were right, 0 to ``n``.
    n
        Number of cases looked at, at least 1.
    confidence
        One-sided confidence, above 0 and below 1.
    method
        ``"exact"`` (Clopper and Pearson 1934) holds at least the stated confidence for
        every true share; ``"wilson"`` (Wilson 1927) holds it only on average.

    Returns
    -------
    The bound, a share: a float for single numbers, else an array of the broadcast shape.
    With no success at all it is 0.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    The exact bound is the share at which ``successes`` or more have probability
    ``1 - confidence``, a quantile of the beta distribution. Below a confidence of
    one half a "lower" bound may lie above the observed share.
    """
    x, total = _counts(successes, n)
    return plain(_lower(x, total, inner_shares("confidence", confidence), method))


@overload
def upper_bound(
    successes: int, n: int, confidence: float = 0.95, method: Method = "exact"
) -> float: ...
@overload
def upper_bound(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> FloatArray: ...
def upper_bound(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> Any:
    """One-sided upper confidence bound of a share.

    Parameters, errors and methods are those of `lower_bound`, whose mirror image it is.

    Returns
    -------
    The bound, a share: a float for single numbers, else an array of the broadcast shape.
    With nothing but successes it is 1.
    """
    x, total = _counts(successes, n)
    return plain(_upper(x, total, inner_shares("confidence", confidence), method))


@overload
def interval(
    successes: int, n: int, confidence: float = 0.95, method: Method = "exact"
) -> tuple[float, float]: ...
@overload
def interval(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> tuple[FloatArray, FloatArray]: ...
def interval(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95, method: Method = "exact"
) -> Any:
    """Two-sided confidence interval of a share, half of the risk at each end.

    Its lower end is lower than `lower_bound` at the same confidence: a two-sided
    95 % interval ends where the one-sided 97.5 % bounds are.

    Parameters, errors and methods are those of `lower_bound`.

    Returns
    -------
    Lower and upper end: floats for single numbers, else arrays of the broadcast shape.
    """
    x, total = _counts(successes, n)
    one_sided = (1 + inner_shares("confidence", confidence)) / 2
    return plain(_lower(x, total, one_sided, method)), plain(_upper(x, total, one_sided, method))


def _counts(successes: ArrayLike, n: ArrayLike) -> tuple[IntArray, IntArray]:
    total = whole_numbers("n", n, least=1)
    x = whole_numbers("successes", successes, least=0)
    x, total = np.broadcast_arrays(x, total)
    if np.any(x > total):
        first = np.flatnonzero(x > total)[0]
        raise ValueError(
            f"successes must be at most n; got {x.flat[first]} of {total.flat[first]}."
        )
    return x, total


def _lower(x: IntArray, n: IntArray, confidence: FloatArray, method: Method) -> FloatArray:
    if checked_method(method) == "wilson":
        bound = _wilson(x, n, -special.ndtri(confidence))
    else:
        # x = 0 (in _upper: x = n) has no beta quantile: any parameter will do, replaced below.
        quantile = special.betaincinv(np.maximum(x, 1), n - x + 1, 1 - confidence)
        bound = np.asarray(quantile, np.float64)
    return np.where(x == 0, 0.0, bound)


def _upper(x: IntArray, n: IntArray, confidence: FloatArray, method: Method) -> FloatArray:
    if checked_method(method) == "wilson":
        bound = _wilson(x, n, special.ndtri(confidence))
    else:
        quantile = special.betaincinv(x + 1, np.maximum(n - x, 1), confidence)
        bound = np.asarray(quantile, np.float64)
    return np.where(x == n, 1.0, bound)


def _wilson(x: IntArray, n: IntArray, z: FloatArray) -> FloatArray:
    """Wilson's score bound; ``z`` carries the side (negative: lower)."""
    share = x / n
    spread = np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    bound: FloatArray = (share + z**2 / (2 * n) + z * spread) / (1 + z**2 / n)
    return np.clip(bound, 0.0, 1.0)
