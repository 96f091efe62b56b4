"""Checking what goes into the formulas, and the form of what comes out.

One convention for the whole package: the arguments broadcast against each other
as numpy arrays do. If all of them are single numbers (Python or numpy scalars,
or 0-d arrays) the answer is a Python ``float`` or ``int``; otherwise it is an
array of the broadcast shape.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LARGEST = 2**53


def whole_numbers(name: str, value: ArrayLike, least: int | None = None) -> IntArray:
    """Return ``value`` as whole numbers, or say which argument is not.

    Parameters
    ----------
    name
        The argument's name, for the message.
    value
        One or many numbers. ``90.0`` is taken as 90; ``90.5``, ``True`` and what is beyond
        2 ** 53 are refused.
    least
        The smallest number allowed; None allows every whole number.

    Raises
    ------
    ValueError
        ``value`` is not a whole number, or is below ``least``.
    """
    allowed = "a whole number" if least is None else f"a whole number of at least {least}"
    array = _numbers(name, value, allowed)
    if array.dtype.kind == "f":
        _refuse(name, array, ~(array == np.floor(array)), allowed)
    # Beyond that a float no longer tells one whole number from the next, and sums of
    # integers come near the end of what 64 bits hold.
    small = (array >= -_LARGEST) & (array <= _LARGEST)
    _refuse(name, array, ~small, f"a whole number of at most {_LARGEST:,}")
    if least is not None:
        _refuse(name, array, array < least, allowed)
    return array.astype(np.int64)


def shares(name: str, value: ArrayLike) -> FloatArray:
    """Return ``value`` as shares from 0 to 1, both ends included (ValueError otherwise)."""
    allowed = "between 0 and 1"
    array = _numbers(name, value, allowed).astype(np.float64)
    _refuse(name, array, ~((array >= 0) & (array <= 1)), allowed)
    return array


def inner_shares(name: str, value: ArrayLike) -> FloatArray:
    """Return ``value`` as shares above 0 and below 1 (ValueError otherwise)."""
    allowed = "above 0 and below 1"
    array = _numbers(name, value, allowed).astype(np.float64)
    _refuse(name, array, ~((array > 0) & (array < 1)), allowed)
    return array


def plain(result: NDArray[Any] | np.generic) -> Any:
    """Return a Python number for a single result, the array itself for many."""
    return result.item() if result.ndim == 0 else result


def _numbers(name: str, value: ArrayLike, allowed: str) -> NDArray[Any]:
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be {allowed}; got {value!r}.")
    return array


def _refuse(name: str, array: NDArray[Any], wrong: NDArray[np.bool_], allowed: str) -> None:
    if np.any(wrong):
        raise ValueError(f"{name} must be {allowed}; got {array[wrong].flat[0]}.")
