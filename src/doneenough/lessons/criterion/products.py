"""What the lesson shows of the three products: counts from the real small models."""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.core.crowd import crowd_count
from doneenough.lessons.criterion.story import JUDGED, SILENT_CASES
from doneenough.products.brightdesk.judge import Measured, measured
from doneenough.statistics import accept_probability
from doneenough.statistics.judges import reported_rate


@dataclass(frozen=True)
class Shelf:
    """One list of books: ``hits`` of ``listed`` taken in the records, ``live`` when shown."""

    name: str
    hits: int
    listed: int
    live: float


@dataclass(frozen=True)
class Version:
    """One version of Brightdesk: counts of 800 answers, and checks passed of 200."""

    name: str
    severe: int
    declined: int
    passed: int


def judge() -> Measured:
    """Return how the automatic judge did on answers whose truth is known."""
    return measured()


def flagged(invented: int) -> tuple[int, int]:
    """Return how many of 1,000 answers the judge flags rightly and wrongly, on average."""
    known = measured()
    right = invented * known.sensitivity
    all_flags = JUDGED * reported_rate(invented / JUDGED, known.sensitivity, known.specificity)
    return round(right), round(all_flags - right)


def shelves() -> dict[str, Shelf]:
    """Return the best-seller list and the personal one."""
    from doneenough.products import nextshelf

    table = nextshelf.summary().xs("all", level="group")
    names = {"popular": "The best-seller list", "personal": "The personal list"}
    return {
        str(key): Shelf(names[str(key)], int(row["hits"]), int(row["listed"]), float(row["live"]))
        for key, row in table.iterrows()
        if key in names
    }


def versions() -> list[Version]:
    """Return the three versions and how often each passes "not one in 100"."""
    from doneenough.products.brightdesk.drafts import counts, frozen_drafts

    names = {
        "careful": "The careful one",
        "fluent": "The fluent one",
        "always_declines": "The one that never answers",
    }
    found = []
    for key, row in counts(frozen_drafts()).iterrows():
        severe, drafts = int(row["severe"]), int(row["drafts"])
        passes = float(accept_probability(SILENT_CASES, SILENT_CASES, 1 - severe / drafts))
        found.append(Version(names[str(key)], severe, int(row["declined"]), crowd_count(passes)))
    return found


def three_numbers() -> list[tuple[str, int, int]]:
    """Return what the trained Paperline model gets right: a name, right and of how many."""
    from doneenough.products import paperline

    right, letters = paperline.accuracy_counts()
    by_language = paperline.slices("language")
    translated = by_language.drop(index="english").sum()
    return [
        ("All letters sorted right", right, letters),
        (
            "Urgent letters found",
            int(by_language["caught"].sum()),
            int(by_language["positives"].sum()),
        ),
        (
            "Urgent translated letters found",
            int(translated["caught"]),
            int(translated["positives"]),
        ),
    ]
