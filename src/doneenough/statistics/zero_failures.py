"""What seeing no failure at all does and does not show."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from doneenough.statistics._arguments import (
    FloatArray,
    IntArray,
    inner_shares,
    plain,
    whole_numbers,
)

# Far below this the count of cases would no longer fit a 64-bit integer.
_SMALLEST_RATE = 1e-15


@overload
def zero_failure_sample_size(largest_rate: float, confidence: float = 0.95) -> int: ...
@overload
def zero_failure_sample_size(largest_rate: ArrayLike, confidence: ArrayLike = 0.95) -> IntArray: ...
def zero_failure_sample_size(largest_rate: ArrayLike, confidence: ArrayLike = 0.95) -> Any:
    """Cases needed, all without failure, to rule out a failure rate above a given one.

    Parameters
    ----------
    largest_rate
        The largest failure rate that may remain, at least 1e-15 and below 1.
    confidence
        One-sided confidence, above 0 and below 1.

    Returns
    -------
    The smallest n with ``(1 - largest_rate) ** n <= 1 - confidence``: an int for single
    numbers, else an integer array of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    Both arguments are taken as the decimals a person writes, so 0.9 twice is exactly
    0.81: a rate of 0.1 at confidence 0.19 needs 2 cases, where binary arithmetic may say 3.
    """
    sizes = np.vectorize(_smallest_size, otypes=[np.int64])
    rate = inner_shares("largest_rate", largest_rate)
    return plain(sizes(rate, inner_shares("confidence", confidence)))


@overload
def rate_ruled_out(n: int, confidence: float = 0.95) -> float: ...
@overload
def rate_ruled_out(n: ArrayLike, confidence: ArrayLike = 0.95) -> FloatArray: ...
def rate_ruled_out(n: ArrayLike, confidence: ArrayLike = 0.95) -> Any:
    """Upper bound of the failure rate after no failure in ``n`` cases.

    At 95 % it is close to 3 / n, the "rule of three" (Hanley and Lippman-Hand 1983).

    Parameters
    ----------
    n
        Number of cases, all without failure, at least 1.
    confidence
        One-sided confidence, above 0 and below 1.

    Returns
    -------
    ``1 - (1 - confidence) ** (1 / n)``, the exact bound: higher rates are ruled out. A
    float for single numbers, else an array of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.
    """
    cases = whole_numbers("n", n, least=1)
    return plain(-np.expm1(np.log1p(-inner_shares("confidence", confidence)) / cases))


def _smallest_size(rate: float, confidence: float) -> int:
    if rate < _SMALLEST_RATE:
        raise ValueError(f"largest_rate must be at least {_SMALLEST_RATE}; got {rate}.")
    with localcontext(prec=50):
        # str gives the shortest decimal that means this float: the one that was typed.
        success, risk = 1 - Decimal(str(float(rate))), 1 - Decimal(str(float(confidence)))
        nearest = int((risk.ln() / success.ln()).to_integral_value(ROUND_HALF_EVEN))
        size = max(nearest, 1)
        return size if success**size <= risk else size + 1
