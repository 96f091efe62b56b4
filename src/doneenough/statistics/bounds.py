"""Between which shares the true one may lie after seeing a number of cases."""

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
    whole_numbers,
)


@overload
def interval(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]: ...
@overload
def interval(
    successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95
) -> tuple[FloatArray, FloatArray]: ...
def interval(successes: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95) -> Any:
    """Two-sided confidence interval of a share, at most half of the risk at each end.

    Parameters
    ----------
    successes
        Number of cases that were right, 0 to ``n``.
    n
        Number of cases looked at, at least 1.
    confidence
        Two-sided confidence, above 0 and below 1: held at least, for every true share.

    Returns
    -------
    Lower and upper end, shares: floats for single numbers, else arrays of the broadcast
    shape. With no success at all the lower end is 0, with nothing but successes the upper 1.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    Clopper and Pearson (1934): at the lower end so many successes or more, at the upper end
    so many or fewer have half the risk. Both are quantiles of beta distributions.
    """
    x, total = _counts(successes, n)
    risk = (1 - inner_shares("confidence", confidence)) / 2
    # x = 0 (at the upper end: x = n) has no beta quantile: any parameter will do, replaced.
    low = special.betaincinv(np.maximum(x, 1), total - x + 1, risk)
    high = special.betaincinv(x + 1, np.maximum(total - x, 1), 1 - risk)
    return plain(np.where(x == 0, 0.0, low)), plain(np.where(x == total, 1.0, high))


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
