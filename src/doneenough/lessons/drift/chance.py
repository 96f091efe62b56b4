"""What chance alone does: calls where nothing has changed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from doneenough.statistics.drift import stability_index
from doneenough.statistics.streams.draws import multinomial, uniforms

_DAYS = 40_000
"""Quiet days in which small looks are counted."""
_BINS = 10
_KEY = (10, 7)


@lru_cache(maxsize=256)
def small_look(letters: int, limit: float) -> float:
    """Return the share of quiet days on which an unchanged input is beyond ``limit``."""
    drawn = multinomial(uniforms(_KEY, (_BINS - 1, _DAYS)), letters, np.full(_BINS, 1 / _BINS))
    index = stability_index(drawn, np.full(_BINS, 1 / _BINS))
    return float((index > limit).mean())


def broken_feed_index() -> float:
    """Return the index of an input that always arrives as 0: the same for any number of letters."""
    return float(stability_index(np.eye(_BINS)[0], np.full(_BINS, 1 / _BINS)))


def any_of(inputs: int, chance: float) -> float:
    """Return the share of days on which at least one of several unchanged inputs calls."""
    return 1 - (1 - chance) ** inputs
