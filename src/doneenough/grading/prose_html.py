"""Shows what a learner wrote as safe HTML.

Markdown is rendered first and sanitised afterwards, by a whitelist: what is not
listed does not survive, in whatever way it was written.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

TAGS = {
    *("a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr", "u"),
}
"""The elements a reply may use: text, lists, tables and links. No pictures, no styles."""
_DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "title", "textarea"}
_HTML = re.compile(r"<[a-zA-Z!/]|!\[[^\]]*\]\(")


def safe_html(markdown: str) -> str:
    """Return ``markdown`` rendered and sanitised, as an HTML fragment."""
    import nh3

    try:
        rendered = str(_renderer()(markdown))
    except (RecursionError, ValueError):
        rendered = f"<pre>{html.escape(markdown)}</pre>"
    return nh3.clean(
        rendered,
        tags=TAGS,
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
    )


def safe_cell(markdown: str) -> str:
    """Return ``markdown`` as the source of a cell: one block of sanitised HTML.

    The block holds no empty line, which would end it and let the rest be read as
    Markdown again; formulas in it are left alone ("$5 and $6" is money).
    """
    block = safe_html(markdown).strip()
    # Inside <pre> an empty line means something; written as an entity it stays.
    block = re.sub(
        r"<pre>.*?</pre>", lambda m: m.group().replace("\n", "&#10;"), block, flags=re.DOTALL
    )
    block = re.sub(r"\n\s*\n", "\n", block).replace("$", "&#36;").replace("\\", "&#92;")
    return f'<div class="doneenough-reply tex2jax_ignore mathjax_ignore">\n{block}\n</div>'


def loses_something(markdown: str) -> bool:
    """Whether a reply holds markup that is not shown: scripts, pictures, styles."""
    return bool(_HTML.search(markdown))


@lru_cache
def _renderer() -> Any:
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
