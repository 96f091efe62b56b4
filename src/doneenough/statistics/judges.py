"""What an imperfect judge reports, and what its report says about the truth.

A judge (a person, a rule or a model) flags cases as bad. Its *sensitivity* is the share
of the bad cases it flags, its *specificity* the share of the others it leaves alone.

How often "at most c flagged of n" is met needs no function of its own: it is
``accept_probability(n, n - c, 1 - rate)`` with the rate that the judge reports.
"""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from doneenough.statistics._arguments import (
    FloatArray,
    inner_shares,
    plain,
    shares,
    whole_numbers,
)
from doneenough.statistics.bounds import Method, interval


@overload
def reported_rate(true_rate: float, sensitivity: float, specificity: float) -> float: ...
@overload
def reported_rate(
    true_rate: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike
) -> FloatArray: ...
def reported_rate(true_rate: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Any:
    """Share of cases that an imperfect judge flags, on average.

    Parameters
    ----------
    true_rate
        The share of cases that really are bad, 0 to 1.
    sensitivity
        The share of the bad cases that the judge flags, 0 to 1.
    specificity
        The share of the other cases that the judge does not flag, 0 to 1.

    Returns
    -------
    A share: a float for single numbers, else an array of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    Bad cases caught and false alarms together:
    ``sensitivity * true_rate + (1 - specificity) * (1 - true_rate)``.
    """
    bad = shares("true_rate", true_rate)
    caught = shares("sensitivity", sensitivity) * bad
    return plain(caught + (1 - shares("specificity", specificity)) * (1 - bad))


@overload
def corrected_rate(reported: float, sensitivity: float, specificity: float) -> float: ...
@overload
def corrected_rate(
    reported: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike
) -> FloatArray: ...
def corrected_rate(reported: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Any:
    """Estimate of the true rate from the rate that an imperfect judge reports.

    It undoes `reported_rate` (Rogan and Gladen 1978).

    Parameters
    ----------
    reported
        The share of cases the judge flagged, 0 to 1.
    sensitivity, specificity
        As in `reported_rate`. Together they must be above 1: a judge at or below that
        flags no better than by chance, and its report says nothing about the truth.

    Returns
    -------
    A share: a float for single numbers, else an array of the broadcast shape. Fewer
    flags than the expected false alarms give 0; more than ``sensitivity`` gives 1.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    ``(reported + specificity - 1) / (sensitivity + specificity - 1)``, kept within 0
    and 1. W. J. Rogan and B. Gladen, Estimating prevalence from the results of a
    screening test, American Journal of Epidemiology 107 (1978), 71-76.
    """
    return plain(_corrected(shares("reported", reported), *_judge(sensitivity, specificity)))


@overload
def corrected_interval(
    flagged: int,
    n: int,
    sensitivity: float,
    specificity: float,
    confidence: float = 0.95,
    method: Method = "exact",
) -> tuple[float, float]: ...
@overload
def corrected_interval(
    flagged: ArrayLike,
    n: ArrayLike,
    sensitivity: ArrayLike,
    specificity: ArrayLike,
    confidence: ArrayLike = 0.95,
    method: Method = "exact",
) -> tuple[FloatArray, FloatArray]: ...
def corrected_interval(
    flagged: ArrayLike,
    n: ArrayLike,
    sensitivity: ArrayLike,
    specificity: ArrayLike,
    confidence: ArrayLike = 0.95,
    method: Method = "exact",
) -> Any:
    """Two-sided confidence interval of the true rate, for a judge known exactly.

    Where sensitivity and specificity were themselves measured on few cases, this is too
    narrow: use `corrected_interval_measured`.

    Parameters
    ----------
    flagged
        Number of cases the judge flagged, 0 to ``n``.
    n
        Number of cases it judged, at least 1.
    sensitivity, specificity
        As in `corrected_rate`.
    confidence
        Two-sided confidence, above 0 and below 1.
    method
        ``"exact"`` or ``"wilson"``, as in `interval`.

    Returns
    -------
    Lower and upper end: floats for single numbers, else arrays of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    Both ends of the interval of the reported rate, corrected as `corrected_rate` does.
    The correction rises with the reported rate, so the exact method keeps its
    confidence (Reiczigel, Foldi and Ozsvari 2010, Epidemiology and Infection 138,
    1674-1678).
    """
    caught, passed = _judge(sensitivity, specificity)
    x, total = _of("flagged", flagged, "n", n)
    low, high = (np.asarray(end) for end in interval(x, total, confidence, method))
    return plain(_corrected(low, caught, passed)), plain(_corrected(high, caught, passed))


@overload
def corrected_interval_measured(
    flagged: int, n: int, caught: int, bad: int, passed: int, good: int, confidence: float = 0.95
) -> tuple[float, float]: ...
@overload
def corrected_interval_measured(
    flagged: ArrayLike,
    n: ArrayLike,
    caught: ArrayLike,
    bad: ArrayLike,
    passed: ArrayLike,
    good: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> tuple[FloatArray, FloatArray]: ...
def corrected_interval_measured(
    flagged: ArrayLike,
    n: ArrayLike,
    caught: ArrayLike,
    bad: ArrayLike,
    passed: ArrayLike,
    good: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> Any:
    """Two-sided confidence interval of the true rate, for a judge measured on examples.

    Parameters
    ----------
    flagged, n
        As in `corrected_interval`.
    caught, bad
        Of ``bad`` examples known to be bad (at least 1), the judge flagged ``caught``.
    passed, good
        Of ``good`` examples known to be good (at least 1), it left ``passed`` alone.
        The three samples are independent of each other.
    confidence
        Two-sided confidence, above 0 and below 1.

    Returns
    -------
    Lower and upper end: floats for single numbers, else arrays of the broadcast shape.

    Raises
    ------
    ValueError
        An argument is outside what is allowed, or the measured judge is no better than
        chance; the message says which.

    Notes
    -----
    Z. Lang and J. Reiczigel, Confidence limits for prevalence of disease adjusted for
    estimated sensitivity and specificity, Preventive Veterinary Medicine 113 (2014),
    13-22. An approximation: a few cases are added to each sample, then the three
    variances of Rogan and Gladen (1978) and a shift of the centre are used.
    """
    z = special.ndtri((1 + inner_shares("confidence", confidence)) / 2)
    x, total = _of("flagged", flagged, "n", n)
    sensitivity, examples_bad = _smoothed("caught", caught, "bad", bad)
    specificity, examples_good = _smoothed("passed", passed, "good", good)
    gain = _gain(sensitivity, specificity)
    cases = total + z**2
    reported = (x + z**2 / 2) / cases
    rate = (reported + specificity - 1) / gain
    # Each with its own sample: of the cases, of the bad and of the good examples.
    of_cases = reported * (1 - reported) / cases
    of_bad = rate * sensitivity * (1 - sensitivity) / examples_bad
    of_good = (1 - rate) * specificity * (1 - specificity) / examples_good
    spread = z * np.sqrt(of_cases + rate * of_bad + (1 - rate) * of_good) / gain
    centre = rate + 2 * z**2 * (of_bad - of_good)
    low, high = (np.clip(end, 0.0, 1.0) for end in (centre - spread, centre + spread))
    return plain(low), plain(high)


def _judge(sensitivity: ArrayLike, specificity: ArrayLike) -> tuple[FloatArray, FloatArray]:
    caught, passed = shares("sensitivity", sensitivity), shares("specificity", specificity)
    _gain(caught, passed)
    return caught, passed


def _gain(sensitivity: FloatArray, specificity: FloatArray) -> FloatArray:
    """Return how far the judge is above chance (Youden's index), or say that it is not."""
    gain = np.asarray(sensitivity + specificity - 1)
    if np.any(gain <= 0):
        raise ValueError(
            "sensitivity and specificity together must be above 1: this judge flags no "
            f"better than by chance; got {1 + gain[gain <= 0].flat[0]:.4g}."
        )
    return gain


def _corrected(
    reported: NDArray[Any], sensitivity: FloatArray, specificity: FloatArray
) -> FloatArray:
    rate: FloatArray = (reported + specificity - 1) / (sensitivity + specificity - 1)
    return np.clip(rate, 0.0, 1.0)


def _of(part_name: str, part: ArrayLike, all_name: str, whole: ArrayLike) -> Any:
    total = whole_numbers(all_name, whole, least=1)
    count = whole_numbers(part_name, part, least=0)
    count, total = np.broadcast_arrays(count, total)
    if np.any(count > total):
        first = np.flatnonzero(count > total)[0]
        raise ValueError(
            f"{part_name} must be at most {all_name}; "
            f"got {count.flat[first]} of {total.flat[first]}."
        )
    return count, total


def _smoothed(part_name: str, part: ArrayLike, all_name: str, whole: ArrayLike) -> Any:
    """Return the share and the number of examples, with one more on either side."""
    count, total = _of(part_name, part, all_name, whole)
    return (count + 1) / (total + 2), total + 2
