"""The ways to choose titles for a reader that a gate has to compare."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from random import Random

import numpy as np

from doneenough.products.nextshelf.world import Shelf, shelf

PARTS = 5
"""Number of taste patterns the two learned rankers look for."""
STEADY = 50
"""A title shown seldom is judged as if it had been shown this many times more."""


def _random(world: Shelf) -> np.ndarray:
    """Chance: every title is as likely as any other."""
    random = Random(5)
    return np.array([[random.random() for _ in row] for row in world.chance])


def _popular(world: Shelf) -> np.ndarray:
    """Today's list: what most readers took, the same for everybody."""
    return np.tile(world.taken_before.sum(axis=0), (len(world.readers), 1))


def _echo(world: Shelf) -> np.ndarray:
    """Learned from what was taken, as if everybody had been shown everything."""
    return _patterns(world.taken_before.astype(float))


def _personal(world: Shelf) -> np.ndarray:
    """Learned from what was taken more, or less, often than such showings usually are.

    A title on display is taken often because it is shown often. So each reader's takes
    are compared with what the title's showings led to in all readers, and every title
    is put on the scale of its own luck (Pearson residuals) before patterns are sought.
    """
    shown, taken = world.shown_before, world.taken_before
    usual = taken.sum() / shown.sum()
    rate = (taken.sum(axis=0) + STEADY * usual) / (shown.sum(axis=0) + STEADY)
    scale = np.sqrt(shown.sum(axis=0) + STEADY)
    return np.asarray(_patterns((taken - shown * rate) / scale) / scale)


def _best(world: Shelf) -> np.ndarray:
    """The yardstick nobody can build: ranked by the true tastes."""
    return world.chance


RANKERS: dict[str, Callable[[Shelf], np.ndarray]] = {
    "random": _random,
    "popular": _popular,
    "echo": _echo,
    "personal": _personal,
    "best": _best,
}
"""Every ranker by name. "best" uses the truth and stands for the most there is to gain."""


def scores(name: str, world: Shelf | None = None) -> np.ndarray:
    """Return how highly the ranker puts each title for each reader.

    Parameters
    ----------
    name
        A key of `RANKERS`.
    world
        The course's own shelf when not given.

    Returns
    -------
    Readers in rows, titles in columns; higher comes first. The unit differs by ranker.

    Raises
    ------
    KeyError
        No such ranker; the message lists those there are.
    """
    if name not in RANKERS:
        raise KeyError(f"There's no ranker {name!r}. There are: {', '.join(RANKERS)}.")
    return RANKERS[name](world or shelf())


def lists(name: str, k: int = 5, world: Shelf | None = None) -> np.ndarray:
    """Return the titles the ranker proposes to each reader, first place first.

    Nobody is proposed a title she took in the learning weeks. Ties go to the title that
    comes first in the table.

    Parameters
    ----------
    name, world
        As for `scores`.
    k
        Length of each list, at least 1.

    Returns
    -------
    Readers in rows, ``k`` columns; each entry is the row of a title in ``titles``.

    Raises
    ------
    KeyError
        No such ranker.
    ValueError
        ``k`` is below 1, or more than the titles left for some reader.
    """
    world = world or shelf()
    most = len(world.titles) - int(world.taken_before.sum(axis=1).max())
    if not 1 <= k <= most:
        raise ValueError(
            f"k, the length of a list, must be at least 1 and at most {most}; got {k}."
        )
    return _lists(name, k, world)


@lru_cache(maxsize=32)
def _lists(name: str, k: int, world: Shelf) -> np.ndarray:
    open_to_her = np.where(world.taken_before > 0, -np.inf, scores(name, world))
    chosen = np.argsort(-open_to_her, axis=1, kind="stable")[:, :k]
    chosen.flags.writeable = False
    return chosen


def _patterns(table: np.ndarray) -> np.ndarray:
    """Return ``table`` rebuilt from its few strongest patterns (a truncated SVD)."""
    # Imported here: reading the tables does not need scikit-learn.
    from sklearn.decomposition import TruncatedSVD

    svd = TruncatedSVD(PARTS, algorithm="arpack", random_state=5).fit(table)
    return np.asarray(svd.inverse_transform(svd.transform(table)))
