"""The glossary: one page, assembled from the lessons' ``glossary.json``.

Each entry is a term, other forms of it (``also``) and what it means in a sentence or two.
``doneenough release`` writes the page, ``course/glossary.md``; lessons link to its headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from doneenough.core.lesson_files import Card, cards, read_json
from doneenough.lab.work import GLOSSARY


@dataclass(frozen=True)
class Entry:
    """One term, taught in the lesson of ``card``."""

    term: str
    also: tuple[str, ...]
    means: str
    card: Card

    @property
    def anchor(self) -> str:
        """What a link to the entry ends in; small letters, so that it is the same everywhere."""
        return self.term.replace(" ", "-")

    @property
    def forms(self) -> tuple[str, ...]:
        """The words that mean this entry."""
        return (self.term, *self.also)


@lru_cache
def entries() -> tuple[Entry, ...]:
    """Return the entries of all lessons that exist, by alphabet."""
    found = []
    for card in cards():
        try:
            rows = read_json(card.lesson, "glossary.json")
        except FileNotFoundError:
            continue
        found += [Entry(row["term"], tuple(row["also"]), row["means"], card) for row in rows]
    return tuple(sorted(found, key=lambda entry: entry.term))


def to_markdown(course: Path) -> str:
    """Return the page; links are relative to ``course``, the folder of the lessons.

    Each entry leads to the lesson that teaches it and back to the others that link to it.
    """
    paths = {card: course / card.notebook for card in cards()}
    texts = {card: path.read_text("utf-8") for card, path in paths.items() if path.is_file()}
    parts = [
        "# Glossary",
        "These words have a fixed meaning in this course. Back to the "
        "[start page](00_start_here.ipynb).",
    ]
    for entry in entries():
        lesson = f"Lesson {entry.card.number}: [{entry.card.question}]({entry.card.notebook})"
        also = [
            f"[lesson {card.number}]({card.notebook})"
            for card, text in texts.items()
            if f"]({GLOSSARY}#{entry.anchor})" in text and card != entry.card
        ]
        used = f" · also in {', '.join(also)}" if also else ""
        parts += [f"## {entry.term}", entry.means, f"{lesson}{used}"]
    return "\n\n".join(parts) + "\n"


def write(root: Path) -> bool:
    """Write the page into the course at ``root``; return whether it changed."""
    path = root / "course" / GLOSSARY
    new = to_markdown(path.parent)
    if path.is_file() and path.read_text(encoding="utf-8") == new:
        return False
    path.write_text(new, encoding="utf-8")
    return True
