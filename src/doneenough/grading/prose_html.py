"""Shows what a learner wrote as safe HTML.

Her text has one representation for every page. Markdown is rendered and sanitised by a
whitelist: what is not listed does not survive, in whatever way it was written. Then it is
written once more, on one physical line, with an entity for each sign that could mean
something to a later reader of Markdown, TeX or HTML. So nbconvert, the formgrader and
JupyterLab show it as it is; there is nothing left to interpret.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from doneenough.core.rendering import without_controls

TAGS = {
    *("a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr", "u"),
}
"""The elements a reply may use: text, lists, tables and links. No pictures, no styles."""
ATTRIBUTES = {"a": {"href", "rel"}}
"""The attributes they may have; ``rel`` says that the other page learns nothing of this one."""
SCHEMES = {"http", "https", "mailto"}
"""Where links may lead."""
_LINK = re.compile(r"https?://[^/\\]|mailto:", re.IGNORECASE)
"""How they begin: "https:lab" would lead to the page's own server."""
IGNORED = "tex2jax_ignore mathjax_ignore"
"""Classes that say to MathJax: "$5 and $6" is money, not a formula."""

_DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "title", "textarea"}
_EMPTY = {"br", "hr"}
_DEEPEST = 40
"""Elements inside each other; deeper ones are shown as their text alone."""
_HTML = re.compile(r"<[a-zA-Z!/?]|!\[|\]\(\s*<?\s*(?!https?://|mailto:)", re.IGNORECASE)
# All that may end a line for one reader or another.
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SIGNS = re.compile(r"[\t!-~]")
_HARMLESS = frozenset(".,;?'()/%-")


def safe_html(markdown: str) -> str:
    """Return ``markdown`` rendered and sanitised, as a line of HTML."""
    import nh3

    markdown = markdown.encode("utf-8", "replace").decode("utf-8")
    try:
        rendered = str(_renderer()(markdown))
    except Exception:
        # The reader of Markdown stumbles over some odd texts; they are shown as they stand.
        rendered = f"<pre>{html.escape(markdown)}</pre>"
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        url_relative="deny",
    )
    return _Line.of(clean)


def safe_cell(markdown: str) -> str:
    """Return ``markdown`` as the source of a Markdown cell: one line, one block of HTML."""
    return f'<div class="doneenough-reply {IGNORED}">{safe_html(markdown)}</div>'


def literal(text: str) -> str:
    """Return ``text`` as one line that HTML and Markdown show letter by letter.

    For a message that quotes a learner and that others show as Markdown. Words, numbers and
    ordinary punctuation stay as they are, for some show the line as it stands.
    """
    line = " ".join(without_controls(_BREAKS.sub(" ", text)).split())
    return re.sub(r"(?<![^\W_])_|_(?![^\W_])|:(?=/)|[&<>\[\]!*`\\$~|#@^{}]", _entity, line)


def loses_something(markdown: str) -> bool:
    """Whether a reply holds markup that is not shown: scripts, pictures, styles, odd links."""
    return bool(_HTML.search(markdown))


class _Line(HTMLParser):
    """Writes sanitised HTML again, on one line and with nothing in it that needs reading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []

    @classmethod
    def of(cls, clean: str) -> str:
        line = cls()
        line.feed(clean)
        line.close()
        line.parts += [f"</{tag}>" for tag in reversed(line.open) if tag]
        return "".join(line.parts).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = tag in TAGS and len(self.open) < _DEEPEST
        if shown:
            kept = {name: value or "" for name, value in attrs if name in ATTRIBUTES.get(tag, ())}
            if not _LINK.match(kept.get("href", "")):
                kept.pop("href", None)
            named = [f' {name}="{_plain(value)}"' for name, value in kept.items()]
            self.parts.append(f"<{tag}{''.join(named)}>")
        if tag not in _EMPTY:
            self.open.append(tag if shown else "")

    def handle_endtag(self, tag: str) -> None:
        # What is sanitised is balanced: the end belongs to what was opened last.
        if tag not in _EMPTY and self.open and self.open.pop():
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        # Only in code does the end of a line mean something; as an entity it is no end.
        if "pre" in self.open:
            self.parts.append(_plain(data, "&#10;"))
        else:
            self.parts.append(re.sub(" +", " ", _plain(re.sub("[\t ]+", " ", data))))


def _plain(text: str, end: str = " ") -> str:
    """Return ``text`` with entities for its signs and ``end`` for the ends of its lines."""
    lines = _BREAKS.split(text)
    return end.join(_SIGNS.sub(_sign, without_controls(line)) for line in lines)


def _sign(found: re.Match[str]) -> str:
    sign = found.group()
    return sign if sign.isalnum() or sign in _HARMLESS else _entity(found)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


@lru_cache
def _renderer() -> Any:
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
