"""The pictures of lesson 6, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence

from doneenough.core.figures import BLUE, GREY, INK, ORANGE, PAPER, Picture

TEAMS = 200
"""The crowd in which consequences are counted."""


def crowd_count(share: float) -> int:
    """Return how many of the crowd a share amounts to, rounded to whole teams."""
    return round(share * TEAMS)


def signed(names: Sequence[str], counts: Sequence[int]) -> Picture:
    """Show how many of 200 models of each kind leave with a signature.

    Parameters
    ----------
    names
        The kinds, the good one first.
    counts
        Whole numbers from 0 to 200, one per kind.
    """
    title = f"Of {TEAMS} models of each kind, so many leave with your signature"
    alt = title + ": " + "; ".join(f"{n}, {c}" for n, c in zip(names, counts, strict=True)) + "."
    left, width, height, top = 250, 330, 30, 34
    rows = []
    for row, (name, count) in enumerate(zip(names, counts, strict=True)):
        y = top + row * height
        colour = ORANGE if row else BLUE
        length = width * count / TEAMS
        middle = y + height / 2 + 4
        mark = "" if row else " ✓"
        rows.append(
            f'<text x="0" y="{middle}" font-size="13" fill="{INK}">{html.escape(name)}{mark}</text>'
            f'<rect x="{left}" y="{y + 5}" width="{width}" height="{height - 12}" fill="none" '
            f'stroke="{GREY}" stroke-width="1"/>'
            f'<rect x="{left}" y="{y + 5}" width="{length:.1f}" height="{height - 12}" '
            f'fill="{colour}"/>'
            f'<text x="{left + width + 10}" y="{middle}" font-size="13" font-weight="bold" '
            f'fill="{INK}">{count}</text>'
        )
    total = top + height * len(rows) + 4
    svg = (
        f'<svg role="img" aria-label="{html.escape(alt)}" viewBox="0 0 640 {total}" '
        f'style="max-width:640px;width:100%;height:auto;background:{PAPER}" '
        'font-family="sans-serif" xmlns="http://www.w3.org/2000/svg">'
        f'<text x="0" y="17" font-size="14" font-weight="bold" fill="{INK}">'
        f"{html.escape(title)}</text>{''.join(rows)}</svg>"
    )
    return Picture(svg, alt)
