"""Where a text uses the terms of the glossary, and where it links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

PAGE = "glossary.md"


@dataclass(frozen=True)
class Use:
    """Some running words, or the words of a link to the entry called ``anchor``."""

    words: str
    anchor: str | None = None


class _Uses(HTMLParser):
    """Running text in order. Headings, code, pictures and other links use no term."""

    SILENT = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "svg", "style"])

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[Use] = []
        self._silent = 0
        self._link: str | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self._silent += 1
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self._silent -= 1
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._link is None:
            self.found.append(Use(data))
            return
        path, _, anchor = self._link.partition("#")
        if path == PAGE:
            self.found.append(Use(data, anchor))


def uses(html: str) -> list[Use]:
    """Return the uses of words in a piece of HTML, in reading order."""
    return _Uses(html).found


def terms_in(words: str, glossary: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the anchors of the terms used in ``words``; of two that overlap, the longer.

    ``glossary`` maps each anchor to all forms of its term.
    """
    anchors = {form.lower(): anchor for anchor, forms in glossary.items() for form in forms}
    if not anchors:
        return
    longest_first = sorted(anchors, key=len, reverse=True)
    spelled = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    for found in re.finditer(rf"(?<![\w-])(?:{spelled})(?![\w-])", words, re.IGNORECASE):
        yield anchors[re.sub(r"\s+", " ", found.group().lower())]
