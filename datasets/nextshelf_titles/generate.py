"""Makes the invented titles of Nextshelf and how often the shelf displays each."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

TITLES = 300
WELSH = 0.10
"""About this share of the titles is in Welsh."""
GENRES = {"crime": 26, "romance": 22, "history": 18, "science": 14, "fantasy": 12, "poetry": 8}
"""About how many of 100 titles each genre has."""
HEADER = ("title_id", "genre", "language", "appeal", "display")


def draw(random: Random, weights: dict[str, int]) -> str:
    """Return one of the names, each as often as its weight says."""
    place = int(random.random() * sum(weights.values()))
    return [name for name, weight in weights.items() for _ in range(weight)][place]


def rows(start: int = 2) -> list[tuple[str, ...]]:
    """Return one row for each title; another ``start`` makes other titles.

    Only ``Random.random()`` is used: Python promises the same numbers in every version.
    """
    random = Random(start)
    titles = []
    for number in range(1, TITLES + 1):
        genre = draw(random, GENRES)
        language = "welsh" if random.random() < WELSH else "english"
        appeal = f"{0.50 + 0.50 * random.random():.2f}"
        # Luck decides more than appeal who gets the front of the shelf.
        front = 0.6 * float(appeal) + random.random()
        titles.append((front, f"T{number:03}", genre, language, appeal))
    made = []
    for rank, (_, *title) in enumerate(sorted(titles, reverse=True), start=1):
        # A long tail: places fall with one over the rank, and Welsh titles get a third.
        places = 7000 // (rank + 6)
        if title[2] == "welsh":
            places //= 3
        made.append((*title, str(places)))
    return sorted(made)


def main(path: Path) -> None:
    """Write the table to ``path``."""
    lines = [",".join(row) for row in (HEADER, *rows())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("nextshelf_titles.csv")
    )
