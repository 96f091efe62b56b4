"""What an imperfect judge reports.

A judge (a person, a rule or a model) flags cases as bad. Its *sensitivity* is the share
of the bad cases it flags, its *specificity* the share of the others it leaves alone.

How often "at most c flagged of n" is met needs no function of its own: it is
``accept_probability(n, n - c, 1 - rate)`` with the rate that the judge reports.
"""

from __future__ import annotations

from typing import Any, overload

from numpy.typing import ArrayLike

from doneenough.statistics._arguments import FloatArray, plain, shares


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
