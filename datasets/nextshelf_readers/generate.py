"""Makes the invented readers of Nextshelf and what they like."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

READERS = 600
WELSH = 0.10
"""About this share of the readers prefers books in Welsh."""
GENRES = {"crime": 26, "romance": 22, "history": 18, "science": 14, "fantasy": 12, "poetry": 8}
"""In how many of 100 readers each genre is the first choice."""
LANGUAGES = {"english": ("1.00", "0.05"), "welsh": ("0.50", "1.00")}
"""For each group of readers: how welcome an English and a Welsh title is."""
HEADER = ("reader_id", "reader_group", "visits", *GENRES, *LANGUAGES)


def draw(random: Random, weights: dict[str, int]) -> str:
    """Return one of the names, each as often as its weight says."""
    place = int(random.random() * sum(weights.values()))
    return [name for name, weight in weights.items() for _ in range(weight)][place]


def rows(start: int = 1) -> list[tuple[str, ...]]:
    """Return one row for each reader; another ``start`` makes other readers.

    Only ``Random.random()`` is used: Python promises the same numbers in every version.
    """
    random = Random(start)
    made = []
    for number in range(1, READERS + 1):
        group = "welsh" if random.random() < WELSH else "english"
        visits = 0.35 + 0.60 * random.random()
        first = draw(random, GENRES)
        second = draw(random, {name: share for name, share in GENRES.items() if name != first})
        tastes = {name: 0.02 + 0.08 * random.random() for name in GENRES}
        tastes[first] = 0.50 + 0.30 * random.random()
        tastes[second] = 0.25 + 0.25 * random.random()
        shares = (f"{share:.2f}" for share in (visits, *tastes.values()))
        made.append((f"R{number:03}", group, *shares, *LANGUAGES[group]))
    return made


def main(path: Path) -> None:
    """Write the table to ``path``."""
    lines = [",".join(row) for row in (HEADER, *rows())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).with_name("nextshelf_readers.csv")
    )
