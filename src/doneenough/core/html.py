"""Small HTML parts that briefs, lessons and pages share; every text is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def facts(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a two-column table of facts with a caption; no empty header cell."""
    body = "".join(
        f'<tr style="{_ROW}">'
        f'<th scope="row" style="{_LEFT}font-weight:normal">{html.escape(label)}</th>'
        f'<td style="{_LEFT}"><strong>{html.escape(value)}</strong></td>'
        "</tr>"
        for label, value in rows
    )
    return f'<table style="{_TABLE}">{_caption(caption)}<tbody>{body}</tbody></table>'


def grid(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a header row; the first cell of each row is its header."""
    top = "".join(f'<th scope="col" style="{_LEFT}">{html.escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr style="{_ROW}">'
        + f'<th scope="row" style="{_LEFT}font-weight:normal">{html.escape(row[0])}</th>'
        + "".join(f'<td style="{_cell(cell)}">{html.escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<table style="{_TABLE}">{_caption(caption)}<thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def paragraph(text: str) -> str:
    """Return one paragraph."""
    return f'<p style="{_SIZE}max-width:46em;line-height:1.5">{html.escape(text)}</p>'


def steps(lines: Iterable[str]) -> str:
    """Return a numbered list."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<ol style="{_SIZE}max-width:46em;line-height:1.5">{items}</ol>'


def folded(summary: str, body: str) -> str:
    """Return HTML that opens on a click."""
    return f"<details><summary>{html.escape(summary)}</summary>{body}</details>"


_SIZE = "font-size:var(--jp-content-font-size1,14px);"
"""The size of a notebook's own text, also inside widgets, where Lab uses smaller print."""
_TABLE = _SIZE + (
    "border-collapse:collapse;margin:.6em 0;max-width:46em;table-layout:auto;line-height:1.4"
)
_ROW = "background:none"
"""Tables look alike where Lab stripes them and where it does not."""
_LEFT = "text-align:left;padding:.2em 1.2em .2em 0;border-bottom:1px solid #d0d4d9;line-height:1.4;"


_WHOLE = 12
"""Cells up to so many characters stay on one line: an amount does not break."""


def _cell(text: str) -> str:
    return _LEFT + ("white-space:nowrap;" if len(text) <= _WHOLE else "")


def _caption(text: str) -> str:
    return (
        '<caption style="color:inherit;text-align:left;font-weight:bold;padding-bottom:.3em">'
        f"{html.escape(text)}</caption>"
    )
