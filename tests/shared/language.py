"""What the course's language may and may not do: words, sentences, and text out of HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

FORBIDDEN = (
    "operating characteristic",
    "regret",
    "bank",
    "literal",
    "seed",
    "stochastic",
    "F-score",
)
_FORBIDDEN = re.compile(
    r"\b(?:" + "|".join(word.replace(" ", r"\s+") for word in FORBIDDEN) + r")\b", re.IGNORECASE
)
NAME_BOX = "the name for this"
"""A paragraph that starts so may use one such word, to introduce it."""


def forbidden_words(text: str) -> list[str]:
    """Return the words that learners should not meet, as found in ``text``."""
    return [found.group() for found in _FORBIDDEN.finditer(text)]


_UNFILLED = re.compile(r"\bnan\b|\binf\b|\bNaT\b|\bNone\b(?! of)|[{}]")


def unfilled(text: str) -> list[str]:
    """Return what stands where a value should: ``nan``, ``None``, ``{name}``."""
    return [
        text[max(found.start() - 20, 0) : found.end() + 20] for found in _UNFILLED.finditer(text)
    ]


class _Text(HTMLParser):
    BLOCKS = frozenset(
        [
            *("p", "div", "section", "li", "ul", "ol", "br", "hr", "details", "summary"),
            *("table", "caption", "tr", "td", "th", "blockquote"),
            *("h1", "h2", "h3", "h4", "h5", "h6"),
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "svg"):
            self._silent += 1
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "svg"):
            self._silent -= 1
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def text_of_html(source: str) -> str:
    """Return the words that a reader of ``source`` sees, one block per line."""
    parser = _Text()
    parser.feed(source)
    parser.close()
    return "".join(parser.parts)


_CLOSING = "[\u201d\"\u2019')\\]]*"


def sentences(text: str) -> list[str]:
    """Return the sentences of running text.

    What ends without a full stop (a heading, a cell of a table, a label) is no
    sentence and is left out; what ends its line with a colon is one.
    """
    broken = re.sub(rf"([.!?]{_CLOSING})\s+", r"\1\n", text)
    lines = (line.strip() for line in broken.splitlines())
    return [
        line for line in lines if re.search(rf"[.!?:]{_CLOSING}$", line) and len(words(line)) > 1
    ]


def words(text: str) -> list[str]:
    """Return the words and numbers of ``text``."""
    return re.findall(r"[^\W_](?:[\w\u2019'.,-]*[^\W_])?", text)


def mean_sentence(text: str) -> float:
    """Return the mean number of words in a sentence; 0 where there is none."""
    counts = [len(words(sentence)) for sentence in sentences(text)]
    return sum(counts) / len(counts) if counts else 0.0
