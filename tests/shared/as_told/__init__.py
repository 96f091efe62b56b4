"""Every exercise once more, by somebody who knows only what its brief tells.

For each table of briefs a *teller* in ``<lesson>.py`` works out what an answer costs. It
reads its numbers from the words on the screen and knows nothing of the world's code, so a
number that the cost uses and the brief keeps to itself has nowhere to come from: tellers
hold no numbers of their own but those of counting (:data:`OF_COUNTING`).

A lesson's module holds:

``TELLERS``
    Name of the table -> teller.
``ALSO`` (optional)
    Name of the table -> what else is shown, beyond the brief and its form: answers to
    questions, say. A function of exercise and brief that returns HTML.
``UNTOLD`` (optional)
    Name of the table -> field of the brief -> the words of the brief that say why this
    number is not told before the answer.
``AFTERWARDS`` (optional)
    Name of the table -> where such numbers are told in the end, as in ``ALSO``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import bs4
import numpy as np

DRAWS = 200_000
"""How many projects a teller plays, where it plays them."""
OF_COUNTING = (0, 1, 10, 100)
"""The numbers a teller may write: none, one, of ten, of a hundred."""
Teller = Callable[["Told", Mapping[str, Any], np.random.Generator], Any]
"""Of what is shown and an answer in plain values: the costs of many projects in euros, one
for each that was played; or the expected cost itself, where it can be reckoned."""

_IN_WORDS = {
    "half": 0.5,
    "a third": 1 / 3,
    "a quarter": 0.25,
    "a fifth": 0.2,
    "a tenth": 0.1,
    "one": 1,
    "two": 2,
    "twice": 2,
    "three": 3,
    "four": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "nothing": 0,
}
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?|\b(?:" + "|".join(sorted(_IN_WORDS, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[float]:
    """Return the numbers of a text in order, those in words included: "3 of ten" is 3, 10."""
    return [
        float(_IN_WORDS[found.lower()])
        if found.lower() in _IN_WORDS
        else float(found.replace(",", ""))
        for found in _NUMBER.findall(text)
    ]


class Told:
    """What a learner reads: tables by their rows, and all the words."""

    def __init__(self, html: str) -> None:
        page = bs4.BeautifulSoup(html, "html.parser")
        self.rows = [
            [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
            for row in page.find_all("tr")
        ]
        self.text = re.sub(r"\s+", " ", page.get_text(" "))

    def row(self, label: str) -> list[str]:
        """Return the cells beside the one row whose first cell holds ``label``."""
        found = [row[1:] for row in self.rows if label in row[0]]
        assert len(found) == 1, f"Told {len(found)} times: {label!r}"
        return found[0]

    def numbers(self, label: str) -> list[float]:
        """Return the numbers in the cells beside ``label``."""
        return numbers_in(" ; ".join(self.row(label)))

    def number(self, label: str) -> float:
        """Return the first number beside ``label``."""
        return self.numbers(label)[0]

    def share(self, label: str) -> float:
        """Return "93 of 100" beside ``label`` as 0.93."""
        part, whole, *_ = self.numbers(label)
        return part / whole

    def words(self, pattern: str) -> str:
        """Return what a pattern finds in the words; that must be one thing."""
        found = {match.group() for match in re.finditer(pattern, self.text)}
        assert len(found) == 1, f"Told {len(found)} times: {pattern!r}"
        return found.pop()

    def says(self, pattern: str) -> list[float]:
        """Return the numbers in what a pattern finds in the words."""
        return numbers_in(self.words(pattern))


def chance(number: int, of: int, share: float) -> float:
    """Return how often exactly ``number`` of ``of`` cases are right, each with ``share``."""
    ways = math.lgamma(of + 1) - math.lgamma(number + 1) - math.lgamma(of - number + 1)
    return math.exp(ways + number * math.log(share) + (of - number) * math.log1p(-share))


def chance_below(number: int, of: int, share: float) -> float:
    """Return how often fewer than ``number`` of ``of`` cases are right."""
    return sum(chance(count, of, share) for count in range(number))
