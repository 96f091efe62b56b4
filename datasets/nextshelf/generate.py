"""Makes the log of Nextshelf: what each invented reader was shown, week by week, and took."""

from __future__ import annotations

import csv
import sys
from bisect import bisect
from itertools import accumulate
from pathlib import Path
from random import Random

FOLDER = Path(__file__).resolve().parents[1]
WEEKS = 24
PLACES = 4
"""Titles on a reader's shelf in one visit."""
HEADER = ("reader_id", "title_id", "week", "taken")
Table = list[dict[str, str]]


def table(name: str) -> Table:
    """Return the rows of another table, by column name."""
    with (FOLDER / name / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chance(reader: dict[str, str], title: dict[str, str]) -> float:
    """Return how likely the reader is to take the title when it is shown."""
    taste, welcome = reader[title["genre"]], reader[title["language"]]
    return float(taste) * float(welcome) * float(title["appeal"])


def rows(readers: Table, titles: Table, start: int = 3) -> list[tuple[str, ...]]:
    """Return one row for each title shown to a reader; another ``start`` makes another log.

    A title that was taken is not shown to that reader again. Only ``Random.random()`` is
    used: Python promises the same numbers in every version.
    """
    random = Random(start)
    display = list(accumulate(int(title["display"]) for title in titles))
    made = []
    for reader in readers:
        gone: set[int] = set()
        for week in range(1, WEEKS + 1):
            if random.random() >= float(reader["visits"]):
                continue
            shelf: list[int] = []
            while len(shelf) < PLACES:
                place = bisect(display, int(random.random() * display[-1]))
                if place not in gone and place not in shelf:
                    shelf.append(place)
            for place in shelf:
                title = titles[place]
                taken = random.random() < chance(reader, title)
                if taken:
                    gone.add(place)
                made.append((reader["reader_id"], title["title_id"], str(week), str(int(taken))))
    return made


def main(path: Path) -> None:
    """Write the table to ``path``."""
    made = rows(table("nextshelf_readers"), table("nextshelf_titles"))
    lines = [",".join(row) for row in (HEADER, *made)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("nextshelf.csv"))
