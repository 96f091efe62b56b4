"""What lists of titles are worth: offline, live, and beyond hits."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from doneenough.products.nextshelf.rankers import RANKERS, lists
from doneenough.products.nextshelf.world import Shelf, shelf


def per_reader(chosen: np.ndarray, world: Shelf | None = None) -> pd.DataFrame:
    """Return what each reader's list is worth, in counts.

    Parameters
    ----------
    chosen
        Proposed titles, readers in rows, as from `lists`; lists of your own are welcome.
    world
        The course's own shelf when not given.

    Returns
    -------
    One row for each reader, columns:

    ``reader_id``, ``reader_group``
        As in ``nextshelf_readers``.
    ``listed``
        Titles on the list.
    ``hits``
        Of these, how many the reader took in the checking weeks.
    ``shown``
        Of these, how many she was shown in the checking weeks at all.
    ``live``
        Takes to expect when the whole list is shown to her once (need not be whole).
    ``popular``
        Of the titles listed, how many are popular.
    ``diversity``
        Of all pairs on the list, the share with two different genres, 0 to 1; missing
        for lists of one.
    """
    world = world or shelf()
    genres = world.titles["genre"].to_numpy()[chosen]
    first, second = np.triu_indices(chosen.shape[1], k=1)
    return pd.DataFrame(
        {
            "reader_id": world.readers["reader_id"],
            "reader_group": world.readers["reader_group"],
            "listed": chosen.shape[1],
            "hits": (_at(world.taken_after, chosen) > 0).sum(axis=1),
            "shown": (_at(world.shown_after, chosen) > 0).sum(axis=1),
            "live": _at(world.chance, chosen).sum(axis=1),
            "popular": world.popular[chosen].sum(axis=1),
            "diversity": (genres[:, first] != genres[:, second]).mean(axis=1)
            if len(first)
            else np.nan,
        }
    )


def coverage(chosen: np.ndarray, world: Shelf | None = None) -> float:
    """Return the share of all titles that at least one reader is proposed, 0 to 1.

    Parameters are those of `per_reader`, but some of the rows will do.
    """
    world = world or shelf()
    return len(np.unique(chosen)) / len(world.titles)


def summary(
    k: int = 5, names: Iterable[str] = tuple(RANKERS), world: Shelf | None = None
) -> pd.DataFrame:
    """Return every measure of every ranker, for all readers and for each group.

    Parameters
    ----------
    k
        Length of each list, at least 1.
    names
        Keys of `RANKERS`.
    world
        The course's own shelf when not given.

    Returns
    -------
    Rows by (``ranker``, ``group``), where the group "all" holds every reader. Columns:

    ``readers``
        Number of readers in the group.
    ``readers_with_hit``
        Of these, how many took at least one title of their list in the checking weeks:
        whole, independent cases, so a bound can be computed.
    ``listed``, ``shown``, ``hits``
        Titles listed; of these, shown to their readers in the checking weeks; of these, taken.
    ``precision``
        Hits in all titles listed (precision at ``k``), offline.
    ``precision_if_shown``
        Hits in the listed titles that were shown: does not reward a title for being on
        display. Missing when none was shown.
    ``live``
        Share of the listed titles that would be taken, were they shown once.
    ``coverage``
        Share of all titles that somebody in the group is proposed.
    ``diversity``
        Mean over readers of the share of pairs with two different genres.
    ``popular_share``
        Share of the listed titles that are popular.
    """
    world = world or shelf()
    groups = world.readers["reader_group"]
    rows = []
    for name in names:
        chosen = lists(name, k, world)
        table = per_reader(chosen, world)
        for group in ("all", *sorted(groups.unique())):
            of = (
                np.ones(len(groups), dtype=bool) if group == "all" else (groups == group).to_numpy()
            )
            part = table[of]
            total = part[["listed", "shown", "hits", "live", "popular"]].sum()
            rows.append(
                {
                    "ranker": name,
                    "group": group,
                    "readers": int(of.sum()),
                    "readers_with_hit": int((part["hits"] > 0).sum()),
                    **total[["listed", "shown", "hits"]].astype(int),
                    "precision": total["hits"] / total["listed"],
                    "precision_if_shown": total["hits"] / (total["shown"] or np.nan),
                    "live": total["live"] / total["listed"],
                    "coverage": coverage(chosen[of], world),
                    "diversity": part["diversity"].mean(),
                    "popular_share": total["popular"] / total["listed"],
                }
            )
    return pd.DataFrame(rows).set_index(["ranker", "group"])


def _at(table: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    return np.take_along_axis(table, chosen, axis=1)
