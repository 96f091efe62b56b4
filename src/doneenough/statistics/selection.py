"""What choosing the best of many does to the number that is reported."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from doneenough.statistics._arguments import FloatArray, plain, shares, whole_numbers
from doneenough.statistics.passing import accept_probability_tries


@overload
def expected_best_share(k: int, n: int, p: float) -> float: ...
@overload
def expected_best_share(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> FloatArray: ...
def expected_best_share(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> Any:
    """Mean of the best observed share among ``k`` equally good models, exactly.

    The difference to ``p`` is how much better the winner looks than it is.

    Parameters
    ----------
    k
        Number of models, at least 1, all with true share right ``p``.
    n
        Number of test cases, at least 1.
    p
        The true share right, 0 to 1.

    Returns
    -------
    A share from ``p`` to 1: a float for single numbers, else an array of the broadcast
    shape. Time and memory grow with the largest ``n``.

    Raises
    ------
    ValueError
        An argument is outside what is allowed; the message names it.

    Notes
    -----
    The mean of the largest of k counts is the sum over c from 1 to n of
    ``1 - P(X < c) ** k``. Assumption: the k results are independent. That is exact for k
    separate samples. Models measured on one shared test set tend to fail on the same hard
    cases; then the winner's advantage is smaller.
    """
    models, cases, share = np.broadcast_arrays(
        whole_numbers("k", k, least=1), whole_numbers("n", n, least=1), shares("p", p)
    )
    counts = np.arange(1, cases.max(initial=1) + 1)
    # Counts above a model's own n have probability 0 and add nothing.
    reached = accept_probability_tries(
        cases[..., None], counts, share[..., None], models[..., None]
    )
    return plain(reached.sum(axis=-1) / cases)
