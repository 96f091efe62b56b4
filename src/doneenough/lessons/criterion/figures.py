"""The pictures of lesson 6, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence

from doneenough.core.crowd import TEAMS
from doneenough.core.figures import BLUE, GREY, INK, ORANGE, Picture, svg


def signed(names: Sequence[str], counts: Sequence[int]) -> Picture:
    """Show how many of 200 models of each kind leave with a signature.

    Parameters
    ----------
    names
        The kinds, the good one first.
    counts
        Whole numbers from 0 to 200, one per kind.
    """
    title = f"Out of {TEAMS} models of each kind, this many get your signature"
    rows = [(name, count, TEAMS, str(count)) for name, count in zip(names, counts, strict=True)]
    return _bars(title, rows, [BLUE, *[ORANGE] * (len(rows) - 1)])


def three_shares(rows: Sequence[tuple[str, int, int]]) -> Picture:
    """Show several shares of one model: a name, how many right, of how many."""
    title = "One model, three numbers: it depends on what you count"
    told = [(name, part, of, f"{part:,} of {of:,}") for name, part, of in rows]
    return _bars(title, told, [BLUE] * len(told))


def _bars(title: str, rows: Sequence[tuple[str, int, int, str]], colours: Sequence[str]) -> Picture:
    """Return horizontal bars: a name, a part, the whole, and what stands beside the bar."""
    alt = f"{title}: " + "; ".join(f"{name}, {said}" for name, _, _, said in rows) + "."
    left, width, height, top = 240, 270, 30, 34
    text = f'font-family="sans-serif" font-size="13" fill="{INK}"'
    shapes = []
    for row, ((name, part, whole, said), colour) in enumerate(zip(rows, colours, strict=True)):
        y = top + row * height
        middle = y + height / 2 + 4
        box = f'x="{left}" y="{y + 5}" height="{height - 12}"'
        shapes.append(
            f'<text x="0" y="{middle}" {text}>{html.escape(name)}</text>'
            f'<rect {box} width="{width}" fill="none" stroke="{GREY}"/>'
            f'<rect {box} width="{width * part / whole:.1f}" fill="{colour}"/>'
            f'<text x="{left + width + 10}" y="{middle}" font-weight="bold" {text}>{said}</text>'
        )
    return svg(640, top + height * len(rows) + 4, alt, title, "".join(shapes))


def judged(right: int, wrong: int) -> Picture:
    """Show the answers a judge flags: caught (full squares) and false alarms (hollow ones)."""
    told = f"{right} with a made-up fact, {wrong} false alarms"
    title = f"The judge flags {right + wrong} answers: {told}"
    across, cell, top = 40, 15, 28
    rows = max(1, -(-(right + wrong) // across))
    full: list[str] = []
    hollow: list[str] = []
    for index in range(right + wrong):
        x, y = 2 + (index % across) * cell, top + (index // across) * cell
        (full if index < right else hollow).append(f"M{x + 1} {y + 1}h11v11h-11z")
    shapes = (
        f'<path d="{"".join(full)}" fill="{BLUE}"/>'
        f'<path d="{"".join(hollow)}" fill="none" stroke="{ORANGE}" stroke-width="1.6"/>'
    )
    return svg(across * cell + 4, top + rows * cell + 4, f"{title}.", title, shapes)
