"""What a spreadsheet might make of a CSV file, whatever it takes for a delimiter."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"  # noqa: RUF001 - these are what it is about
DELIMITERS = ",;\t|"
HIDDEN = "\x00\x1b\x07\x7f\x9b\u202e\u202d\u2066\u2069\u200e\u200f\ufeff\u200b\u2028\ud800\r\n\t"
"""Signs that no cell may hold."""


def formulas(text: str) -> list[str]:
    """Return the cells of a CSV file that some spreadsheet would compute."""
    return [cell for cell in _cells(text) if _computes(cell)]


def _cells(text: str) -> Iterator[str]:
    """Yield every cell that a spreadsheet might see, quotes understood or not."""
    for delimiter in DELIMITERS:
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = io.StringIO(text.lstrip("\ufeff"), newline="")
            for row in csv.reader(lines, delimiter=delimiter, quoting=quoting):
                yield from row


def _computes(cell: str) -> bool:
    """Whether a spreadsheet would compute this cell; a plain number or a lone dash is none."""
    if cell == "-":
        return False
    text = unicodedata.normalize("NFKC", cell).lstrip(' \u00a0\u3000\t\r\n"\u200c\u200d')
    return text[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"-\d+([.,]\d+)?\"*", text)
