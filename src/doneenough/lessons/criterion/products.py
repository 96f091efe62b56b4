"""What the lesson shows of the three products: counts from the real small models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from doneenough.core.crowd import crowd_count
from doneenough.lessons.criterion.case import SILENT_CASES
from doneenough.statistics import accept_probability

SHELVES = ("popular", "personal")
"""The list of best-sellers, and the personal one."""
VERSIONS = ("careful", "fluent", "always_declines")


class Shelf(NamedTuple):
    """One list of books: ``hits`` of ``listed`` taken in the records, ``live`` when shown."""

    hits: int
    listed: int
    live: float


class Version(NamedTuple):
    """One version of Brightdesk: counts of its drafts, and checks passed of 200."""

    drafts: int
    severe: int
    declined: int
    passed: int


def shelves() -> Mapping[str, Shelf]:
    """Return the two lists of :data:`SHELVES`."""
    from doneenough.products import nextshelf

    table = nextshelf.summary().xs("all", level="group")
    return {
        f"{key}": Shelf(int(row["hits"]), int(row["listed"]), float(row["live"]))
        for key, row in table.iterrows()
        if key in SHELVES
    }


def versions() -> Mapping[str, Version]:
    """Return the three versions by id, and how often each passes "not one in 100"."""
    from doneenough.products.brightdesk.drafts import counts, frozen_drafts

    found = {}
    for key, row in counts(frozen_drafts()).iterrows():
        if key in VERSIONS:
            severe, declined, drafts = (int(row[n]) for n in ("severe", "declined", "drafts"))
            passes = float(accept_probability(SILENT_CASES, SILENT_CASES, 1 - severe / drafts))
            found[f"{key}"] = Version(drafts, severe, declined, crowd_count(passes))
    return found


def three_numbers() -> Mapping[str, tuple[int, int]]:
    """Return what the trained Paperline model gets right: how many, and of how many."""
    from doneenough.products import paperline

    by_language = paperline.slices("language")
    translated = by_language.drop(index="english").sum()
    every = by_language.sum()
    return {
        "letters": paperline.accuracy_counts(),
        "urgent": (int(every["caught"]), int(every["positives"])),
        "translated": (int(translated["caught"]), int(translated["positives"])),
    }
