"""Small HTML parts that briefs, lessons and pages share; every text is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def facts(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a two-column table of facts with a caption; no empty header cell."""
    body = "".join(
        f'<tr><th scope="row">{html.escape(label)}</th>'
        f'<td class="de-value">{html.escape(value)}</td></tr>'
        for label, value in rows
    )
    return f'<table class="de-table">{_caption(caption)}<tbody>{body}</tbody></table>'


def grid(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a header row; the first cell of each row is its header."""
    top = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>{"".join(map(_cell, row[1:]))}</tr>'
        for row in rows
    )
    return (
        f'<table class="de-table">{_caption(caption)}<thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def paragraph(text: str) -> str:
    """Return one paragraph."""
    return f"<p>{html.escape(text)}</p>"


def steps(lines: Iterable[str]) -> str:
    """Return a numbered list."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f"<ol>{items}</ol>"


def card(body: str, *, warm: bool = False) -> str:
    """Return HTML as a card: what is asked of her; ``warm`` is a worked example, to be read."""
    look = "de-warmed" if warm else "de-tinted"
    return f'<section class="de-card de-wide {look}">{body}</section>'


def folded(summary: str, body: str) -> str:
    """Return HTML that opens on a click."""
    return f"<details><summary>{html.escape(summary)}</summary>{body}</details>"


_WHOLE = 12
"""Cells up to so many characters stay on one line: an amount does not break."""


def _cell(text: str) -> str:
    whole = ' class="de-whole"' if len(text) <= _WHOLE else ""
    return f"<td{whole}>{html.escape(text)}</td>"


def _caption(text: str) -> str:
    return f"<caption>{html.escape(text)}</caption>"
