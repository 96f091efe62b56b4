"""The pictures of lesson 10, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from doneenough.core.figures import BLUE, GREY, INK, LINE, ORANGE, Picture, svg
from doneenough.lessons.drift.case import LABEL_DELAY, QUALITY_BACK, USUAL_LIMIT, Floats, lines
from doneenough.lessons.drift.phrases import days
from doneenough.lessons.drift.plan_world import worlds
from doneenough.statistics.streams import CHANGE_DAY, DAYS

_LEFT, _WIDTH, _TALL, _GAP = 46, 520, 62, 34
_TOP_INDEX = 0.5
_LABELS = (
    f"Labelled letters of the last {QUALITY_BACK // 7} weeks: right of 100 "
    f"(labels come {LABEL_DELAY} days late)"
)


def three_panels(world: str, title: str) -> Picture:
    """Show inputs, what the model says, and labelled quality of one product, one above the other.

    An index above 0.5 is drawn at the edge, with the height it reaches.
    """
    inputs, said, right = lines(world)
    sign_off = worlds()["stable"].reference.accuracy
    changes = worlds()[world].change_day is not None
    panels = [
        _panel(0, "Inputs: the index that moved most", inputs, USUAL_LIMIT, (0, _TOP_INDEX)),
        _panel(1, "What the model says: its index", said, USUAL_LIMIT, (0, _TOP_INDEX)),
        _panel(2, _LABELS, 100 * right, 100 * sign_off, (40, 100)),
    ]
    height = 30 + 3 * (_TALL + _GAP) + 8
    bottom = height - 24
    ticks = "".join(
        f'<text x="{_x(day):.1f}" y="{bottom + 18}" text-anchor="middle" font-size="11" '
        f'fill="{GREY}">{"" if day else "day "}{day}</text>'
        for day in range(0, DAYS + 1, 30)
    )
    mark = ""
    if changes:
        x = _x(CHANGE_DAY)
        down = "".join(f"M{x:.1f} {_top(number)}v{_TALL}" for number in range(3))
        mark = (
            f'<path d="{down}" stroke="{ORANGE}" stroke-dasharray="4 3"/>'
            f'<text x="{x + 4:.1f}" y="40" font-size="12" fill="{INK}">'
            f"day {CHANGE_DAY}: the change</text>"
        )
    alt = (
        f"{title}. Inputs: {_told(inputs, USUAL_LIMIT)}. What the model says: "
        f"{_told(said, USUAL_LIMIT)}. Labelled letters: {_level(100 * right)}."
    )
    return svg(_LEFT + _WIDTH + 110, height, alt, title, "".join(panels) + ticks + mark)


def _panel(number: int, name: str, values: Floats, limit: float, reach: tuple[float, float]) -> str:
    top, (low, high) = _top(number), reach

    def y(value: float) -> float:
        return top + _TALL * (1 - (min(max(value, low), high) - low) / (high - low))

    points, path = "M", ""
    for day, value in enumerate(values, 1):
        if np.isnan(value):
            points = "M"
            continue
        path += f"{points}{_x(day):.1f} {y(float(value)):.1f}"
        points = "L"
    words = "limit" if high <= 1 else "sign-off"
    most = float(np.nanmax(values))
    reaches = (
        f'<text x="{_LEFT + _WIDTH + 5}" y="{top + 10}" font-size="12" fill="{INK}">'
        f"up to {most:.1f}</text>"
        if most > high
        else ""
    )
    return (
        f'<text x="0" y="{top - 7}" font-size="13" fill="{INK}">{html.escape(name)}</text>'
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH}" height="{_TALL}" fill="none" '
        f'stroke="{LINE}"/>'
        f'<text x="{_LEFT - 6}" y="{top + 10}" text-anchor="end" font-size="11" fill="{GREY}">'
        f"{high:g}</text>"
        f'<text x="{_LEFT - 6}" y="{top + _TALL}" text-anchor="end" font-size="11" '
        f'fill="{GREY}">{low:g}</text>'
        f'<path d="M{_LEFT} {y(limit):.1f}h{_WIDTH}" stroke="{GREY}" stroke-dasharray="2 3"/>'
        f'<text x="{_LEFT + _WIDTH + 5}" y="{y(limit) + 4:.1f}" font-size="12" fill="{INK}">'
        f"{words} {limit:.2g}</text>"
        f'<path d="{path}" fill="none" stroke="{BLUE}" stroke-width="1.8"/>{reaches}'
    )


def _top(number: int) -> int:
    return 46 + number * (_TALL + _GAP)


def _x(day: float) -> float:
    return _LEFT + _WIDTH * day / DAYS


def _told(values: Floats, limit: float) -> str:
    beyond = int(np.nansum(values > limit))
    return f"above the limit at the end of {beyond} of {int((~np.isnan(values)).sum())} days"


def _level(values: Floats) -> str:
    seen = values[~np.isnan(values)]
    return f"{seen[0]:.0f} of 100 right at first, {seen[-1]:.0f} of 100 at the end"


def days_called(called: int, days: int, title: str) -> Picture:
    """Show days as squares, those with an alarm filled.

    Parameters
    ----------
    called, days
        Whole numbers, ``0 <= called <= days``; drawn in the order filled first.
    title
        The message, as a sentence.
    """
    across, cell, top = 25, 17, 30
    full: list[str] = []
    hollow: list[str] = []
    for index in range(days):
        x, y = 2 + (index % across) * cell, top + (index // across) * cell
        (full if index < called else hollow).append(f"M{x + 1} {y + 1}h13v13h-13z")
    shapes = (
        f'<path d="{"".join(full)}" fill="{ORANGE}"/>'
        f'<path d="{"".join(hollow)}" fill="none" stroke="{GREY}"/>'
    )
    alt = f"{title}: {called} of {days} squares are filled."
    height = top + -(-days // across) * cell + 4
    return svg(470, height, alt, title, shapes)


def stretch(parts: Sequence[tuple[str, float]], title: str) -> Picture:
    """Show stretches of days one after the other: name and length of each."""
    total = 60.0
    x, shapes = 0.0, ""
    for number, (name, length) in enumerate(parts):
        wide = 560 * min(length, total - x) / total
        at = 560 * x / total
        colour = ORANGE if number % 2 == 0 else BLUE
        shapes += (
            f'<rect x="{at:.1f}" y="34" width="{max(wide, 0):.1f}" height="24" fill="{colour}"/>'
            f'<text x="20" y="{80 + 18 * number}" font-size="13" fill="{INK}">'
            f"{html.escape(name)}: {days(length)}</text>"
            f'<rect x="0" y="{69 + 18 * number}" width="13" height="13" fill="{colour}"/>'
        )
        x += length
    alt = f"{title}: " + "; ".join(f"{name}, {days(length)}" for name, length in parts) + "."
    return svg(600, 84 + 18 * len(parts), alt, title, shapes)


def two_bars(bars: Sequence[tuple[str, str, float]], title: str) -> Picture:
    """Show two bars: name, amount in words, and length as a share of the whole width."""
    shapes = ""
    for number, (name, amount, share) in enumerate(bars):
        y = 44 + 46 * number
        colour = ORANGE if number % 2 == 0 else BLUE
        shapes += (
            f'<text x="0" y="{y}" font-size="13" fill="{INK}">{html.escape(name)}: '
            f'<tspan font-weight="bold">{html.escape(amount)}</tspan></text>'
            f'<rect x="0" y="{y + 6}" width="{560 * min(share, 1):.1f}" height="18" '
            f'fill="{colour}"/>'
        )
    alt = f"{title}: " + "; ".join(f"{name}, {amount}" for name, amount, _ in bars) + "."
    return svg(600, 30 + 46 * len(bars), alt, title, shapes)
