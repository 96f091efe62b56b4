"""How often limits alarm that were themselves estimated from a few periods."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from doneenough.statistics._arguments import plain, whole_numbers


def false_alarm_rate_of_limits(periods: ArrayLike, width: float = 3.0) -> Any:
    """Chance that a stable measure falls outside limits set from few earlier values of it.

    The limits are the mean of the earlier values, give or take ``width`` of their standard
    deviations (with the number of values as divisor).

    Parameters
    ----------
    periods
        Number of earlier values, at least 2.
    width
        Standard deviations on either side, above 0.

    Returns
    -------
    float or ndarray
        The chance for one new value: a float for a single number. For normal values.

    Notes
    -----
    The distance of a new value from the mean of m others, in their standard deviations, has
    Student's distribution with m - 1 degrees of freedom, stretched by
    sqrt((m + 1) / (m - 1)): a prediction interval (Whitmore 1986). With known limits three
    standard deviations give 0.0027.
    """
    if not width > 0:
        raise ValueError(f"width must be above 0; got {width}.")
    m = whole_numbers("periods", periods, least=2)
    stretch = np.sqrt((m + 1) / (m - 1))
    return plain(np.asarray(2 * special.stdtr(m - 1, -width / stretch)))
