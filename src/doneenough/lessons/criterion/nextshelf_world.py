"""Nextshelf's gate: kinds of proposal lists, the draft, and eight amendments to it.

The figures of the kinds are those of :mod:`doneenough.products.nextshelf`, rounded to
whole readers in 100; a test derives them again. A reader counts when she takes at least
one of the five titles on her list. Stored records show only what today's shelf had on
display, so they favour best-sellers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.decision import option
from doneenough.lessons.criterion.challenge import (
    CROWD,
    Amendments,
    Belief,
    ChallengeBrief,
    Picks,
    World,
    at_least,
    crowd_of,
)


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
    "own-taste lists": Lists(24, 24, 89, 9, 63, 104),
    "best-seller lists": Lists(43, 43, 83, 29, 58, 46),
    "tuned lists": Lists(37, 34, 60, 25, 40, 11),
    "English-only lists": Lists(23, 23, 86, 0, 35, 221),
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

FIXED = {
    "more_readers": 4_000,
    "higher_mark": 0,
    "describe": 1_000,
    "fresh_weeks": 2_000,
    "decimals": 0,
}
PRICED = ("live_test", "welsh_floor", "titles_floor")
AMENDMENTS = {
    "more_readers": f"{TIMES} times as many readers in every check (€{FIXED['more_readers']:,})",
    "higher_mark": f"a mark {ABOVE} readers in 100 above today's (free)",
    "describe": f"a description of how the method works (€{FIXED['describe']:,})",
    "live_test": f"show it to {SHOWN} readers and count who takes, not records",
    "fresh_weeks": f"records of weeks the team has not used (€{FIXED['fresh_weeks']:,})",
    "welsh_floor": f"{WELSH} Welsh readers apart: as many take as today",
    "decimals": "every share with three decimals (free)",
    "titles_floor": f"at least {TITLES_NEEDED} of {ALL_TITLES} titles on somebody's list",
}


class NextshelfAmendments(Amendments):
    """Three amendments to the draft about the records."""

    first_amendment: str = option("Your first amendment", **AMENDMENTS)
    second_amendment: str = option("Your second amendment", **AMENDMENTS)
    third_amendment: str = option("Your third amendment", **AMENDMENTS)


@lru_cache(maxsize=256)
def accepts(picks: Picks) -> tuple[float, ...]:
    """Return the probability that each kind is accepted, in the order of :data:`KINDS`.

    Readers are drawn at random and independently; the Welsh readers are a sample of
    their own, so its probability is multiplied with the main one. Titles are counted
    over all lists, so chance plays no part there.
    """
    found = []
    for lists in KINDS.values():
        passing = _enough_take(lists, picks)
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


def _enough_take(lists: Lists, picks: Picks) -> float:
    """Return the probability that enough of all readers checked take a title."""
    above = ABOVE if "higher_mark" in picks else 0
    if "live_test" in picks:
        return at_least(SHOWN * _times(picks), TODAY.shown + above, lists.shown)
    share = lists.fresh if "fresh_weeks" in picks else lists.records
    return at_least(RECORDED * _times(picks), TODAY.records + above, share)


def _times(picks: Picks) -> int:
    return TIMES if "more_readers" in picks else 1


def because(name: str, picks: Picks, brief: ChallengeBrief) -> str:
    """Say why ``name`` buys nothing beside ``picks``."""
    own, best_sellers, tuned, english = KINDS.values()
    live, titles = "live_test" in picks, "titles_floor" in picks
    match name:
        case "higher_mark" | "more_readers" if not live:
            passing = (
                crowd_of(_enough_take(own, picks)),
                crowd_of(_enough_take(best_sellers, picks)),
            )
            return (
                f"In the records, {passing[0]} of {CROWD} own-taste lists reach the mark, and "
                f"{passing[1]} of {CROWD} best-seller lists."
            )
        case "higher_mark":
            return f"Only tuned lists come close to today's {TODAY.shown} of 100 when shown. " + (
                "The count of titles stops those already." if titles else ""
            )
        case "more_readers" if titles or "higher_mark" in picks:
            return "Hardly any other kind that is left comes close to a mark."
        case "more_readers":
            return (
                f"Tuned lists come close to the mark, at {tuned.shown} against {TODAY.shown}. "
                "With more readers, more of them pass."
            )
        case "describe":
            return "It changes no count: the same lists pass with it and without it."
        case "decimals":
            return "Decimals change how a share looks. The same readers are counted."
        case "fresh_weeks" if live:
            return "Readers who are shown the lists now are fresh anyway."
        case "fresh_weeks":
            return (
                f"Fresh records lower tuned lists from {tuned.records} to {tuned.fresh} of 100. "
                f"Best-seller lists keep their {best_sellers.records}."
            )
        case "welsh_floor" if live:
            return (
                f"It stops English-only lists: {english.welsh_shown} of 100 Welsh readers take, "
                f"today {TODAY.welsh_shown}. Here their harm is smaller than its price."
            )
        case "welsh_floor":
            return (
                "The records refuse English-only lists anyway. Own-taste lists fail it too: "
                f"{own.welsh_records} of 100 Welsh readers, today {TODAY.welsh_records}."
            )
        case "titles_floor" if brief.year[1] > 0:
            return (
                f"It refuses best-seller lists, with {best_sellers.titles} titles of "
                f"{ALL_TITLES}. Here they bring money."
            )
        case "titles_floor":
            return (
                f"It refuses best-seller lists, with {best_sellers.titles} titles of "
                f"{ALL_TITLES}. Here that saves less than its price."
            )
    return "It lets in lists that your other two amendments do not stop."


BELIEFS = {
    "offline_is_online": Belief(
        "Do stored records show what readers would take",
        "Records are at hand and free. But readers could only take what was on display.",
        ("more_readers", "fresh_weeks", "decimals"),
        "The best-seller",
    ),
    "a_higher_mark_is_stricter": Belief(
        "Is a higher mark always stricter",
        "A higher mark sounds demanding. But where the measure favours best-sellers, it refuses "
        "all the others first.",
        ("higher_mark", "more_readers", "fresh_weeks"),
        "The best-seller",
    ),
    "a_description_is_a_check": Belief(
        "Does a description protect you",
        "Understanding a method feels like control. But the check still counts the same records.",
        ("describe", "decimals", "fresh_weeks"),
        "Explain",
    ),
}


def belief(picks: Picks) -> str | None:
    """Return the belief that ``picks`` fit."""
    if "live_test" in picks:
        return None
    if "higher_mark" in picks:
        return "a_higher_mark_is_stricter"
    return "a_description_is_a_check" if "describe" in picks else "offline_is_online"


WORLD = World(
    table="nextshelf_challenge",
    thing="lists",
    kinds=tuple(KINDS),
    hints=(
        "Own-taste lists fail in the records. Where could they show what readers take?",
        "Best-seller lists: should they pass here, and what do your amendments do with them?",
        "Tuned lists come close to today's figures. What tells them apart?",
        "The average is fine with English-only lists. Who is served worse than today?",
    ),
    amendments=AMENDMENTS,
    fixed=FIXED,
    priced=PRICED,
    accepts=accepts,
    because=because,
    beliefs=BELIEFS,
    belief=belief,
    habit="More readers, fresh weeks, a higher mark",
    habit_picks=("more_readers", "fresh_weeks", "higher_mark"),
)
