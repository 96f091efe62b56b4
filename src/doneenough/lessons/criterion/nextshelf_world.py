"""Nextshelf's gate: kinds of proposal lists, and what eight amendments let through.

The figures of the kinds are those of :mod:`doneenough.products.nextshelf`, rounded to
whole readers in 100; a test derives them again. A reader counts when she takes at least
one of the five titles on her list. Stored records show only what today's shelf had on
display, so they favour best-sellers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.lessons.criterion.amendments_world import Picks, World, at_least


@dataclass(frozen=True)
class Lists:
    """One way to make lists. Readers in 100 who take one of five titles, and titles.

    ``records``: in the stored records; ``fresh``: in records of weeks that nobody used to
    make the lists; ``shown``: when the lists are shown. The ``welsh_`` figures are those
    of Welsh readers alone. ``titles``: of all titles, so many are on somebody's list.
    """

    records: int
    fresh: int
    shown: int
    welsh_records: int
    welsh_shown: int
    titles: int


TODAY = Lists(34, 34, 58, 24, 41, 11)
"""Today's shelf: the titles most readers took, for everybody the same."""
KINDS = {
    "own_taste": Lists(24, 24, 89, 9, 63, 104),
    "best_seller": Lists(43, 43, 83, 29, 58, 46),
    "tuned": Lists(37, 34, 60, 25, 40, 11),
    "english_only": Lists(23, 23, 86, 0, 35, 221),
}
"""What comes to the gate: learned from each reader's takes against what is usual; learned
from takes alone; the best-sellers of the recorded weeks themselves; own taste for English
readers, chance for Welsh ones."""
ALL_TITLES, TITLES_NEEDED = 300, 75
RECORDED, SHOWN, WELSH = 500, 300, 100
"""Readers in the stored records, in a test with readers, and in the check of Welsh ones."""
TIMES = 3
ABOVE = 5
"""A higher mark asks for this many readers in 100 more than today."""

AMENDMENTS: Mapping[str, int | None] = {
    "more_readers": 4_000,
    "higher_mark": 0,
    "describe": 1_000,
    "live_test": None,
    "fresh_weeks": 2_000,
    "welsh_floor": None,
    "decimals": 0,
    "titles_floor": None,
}
"""Their prices in euros; None where the brief says it."""


@lru_cache(maxsize=256)
def accepts(picks: Picks) -> tuple[float, ...]:
    """Return the probability that each kind is accepted, in the order of :data:`KINDS`.

    Readers are drawn at random and independently; the Welsh readers are a sample of
    their own, so its probability is multiplied with the main one. Titles are counted
    over all lists, so chance plays no part there.
    """
    found = []
    for lists in KINDS.values():
        passing = enough_take(lists, picks)
        if "welsh_floor" in picks:
            mark, share = (
                (TODAY.welsh_shown, lists.welsh_shown)
                if "live_test" in picks
                else (TODAY.welsh_records, lists.welsh_records)
            )
            passing *= at_least(WELSH * _times(picks), mark, share)
        if "titles_floor" in picks and lists.titles < TITLES_NEEDED:
            passing = 0.0
        found.append(passing)
    return tuple(found)


def enough_take(lists: Lists, picks: Picks) -> float:
    """Return the probability that enough of all readers checked take a title."""
    above = ABOVE if "higher_mark" in picks else 0
    if "live_test" in picks:
        return at_least(SHOWN * _times(picks), TODAY.shown + above, lists.shown)
    share = lists.fresh if "fresh_weeks" in picks else lists.records
    return at_least(RECORDED * _times(picks), TODAY.records + above, share)


def _times(picks: Picks) -> int:
    return TIMES if "more_readers" in picks else 1


WORLD = World(
    tuple(KINDS), AMENDMENTS, accepts, usual=("more_readers", "fresh_weeks", "higher_mark")
)
