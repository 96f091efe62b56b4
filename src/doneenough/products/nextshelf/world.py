"""The readers, the titles, what was shown and taken, and the true tastes behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from doneenough.products.data import load

LEARNING_WEEKS = 16
"""Rankers learn from weeks 1 to 16; they are checked on the weeks after."""
POPULAR_SHARE = 0.10
"""The popular titles are this share of all titles: those taken most often before the check."""


# Compared and hashed as the one object it is, so that rankers can be kept for each shelf.
@dataclass(frozen=True, eq=False)
class Shelf:
    """One world of readers and titles.

    Every array has a row for each reader and a column for each title, in the order of
    the two tables. None of them can be written to.

    Attributes
    ----------
    readers
        One row for each reader; columns as in the datasheet of ``nextshelf_readers``.
    titles
        One row for each title; columns as in the datasheet of ``nextshelf_titles``.
    shown_before, taken_before
        How often the title was shown to the reader in the learning weeks, and taken (0 or 1).
    shown_after, taken_after
        The same for the checking weeks.
    chance
        The truth no real library has: the probability, 0 to 1, that the reader takes the
        title when it is shown to her once.
    """

    readers: pd.DataFrame
    titles: pd.DataFrame
    shown_before: np.ndarray
    taken_before: np.ndarray
    shown_after: np.ndarray
    taken_after: np.ndarray
    chance: np.ndarray

    @classmethod
    def from_tables(cls, readers: pd.DataFrame, titles: pd.DataFrame, log: pd.DataFrame) -> Shelf:
        """Return the shelf the three tables describe; columns as in their datasheets.

        Raises
        ------
        ValueError
            The log names a reader or a title that is in no table.
        """
        row = pd.Index(readers["reader_id"]).get_indexer(log["reader_id"])
        column = pd.Index(titles["title_id"]).get_indexer(log["title_id"])
        if min(row.min(), column.min()) < 0:
            raise ValueError("The log names a reader or a title that isn't in the tables.")
        taken = log["taken"].to_numpy()
        before = (log["week"] <= LEARNING_WEEKS).to_numpy()

        def count(part: np.ndarray, what: np.ndarray) -> np.ndarray:
            table = np.zeros((len(readers), len(titles)), dtype=np.int64)
            np.add.at(table, (row[part], column[part]), what[part])
            return _fixed(table)

        return cls(
            readers=readers,
            titles=titles,
            shown_before=count(before, np.ones_like(taken)),
            taken_before=count(before, taken),
            shown_after=count(~before, np.ones_like(taken)),
            taken_after=count(~before, taken),
            chance=_fixed(_chance(readers, titles)),
        )

    @property
    def popular(self) -> np.ndarray:
        """Which titles are popular: an array of truth values, one for each title."""
        number = round(POPULAR_SHARE * len(self.titles))
        most = np.argsort(-self.taken_before.sum(axis=0), kind="stable")[:number]
        return np.isin(np.arange(len(self.titles)), most)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """Return the frozen world of the course."""
    return Shelf.from_tables(load("nextshelf_readers"), load("nextshelf_titles"), load("nextshelf"))


def events() -> pd.DataFrame:
    """Return the log, one row for each title shown to a reader, with what is known about it.

    Columns: those of ``nextshelf``, then ``reader_group``, ``genre``, ``language`` and
    ``split`` ("learn" or "check").
    """
    log = load("nextshelf")
    log = log.merge(load("nextshelf_readers")[["reader_id", "reader_group"]], on="reader_id")
    log = log.merge(load("nextshelf_titles")[["title_id", "genre", "language"]], on="title_id")
    return log.assign(split=np.where(log["week"] <= LEARNING_WEEKS, "learn", "check"))


def _chance(readers: pd.DataFrame, titles: pd.DataFrame) -> np.ndarray:
    """Return the rule of ``nextshelf``: taste for the genre x language x the title's appeal."""
    taste = readers[list(titles["genre"])].to_numpy(dtype=float)
    welcome = readers[list(titles["language"])].to_numpy(dtype=float)
    return np.asarray(taste * welcome * titles["appeal"].to_numpy(dtype=float))


def _fixed(table: np.ndarray) -> np.ndarray:
    table.flags.writeable = False
    return table
