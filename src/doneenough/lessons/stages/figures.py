"""The pictures of lesson 1, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.figures import BLUE, GREY, INK, LINE, ORANGE, Picture, svg
from doneenough.core.words import counted


@dataclass(frozen=True)
class Bar:
    """One gate: its days, how many of 200 projects have its defect found, or live.

    ``harm`` is what the live ones cost an average project, in euros.
    """

    name: str
    found: int
    live: int
    days: int
    harm: float

    @property
    def words(self) -> str:
        """What the bar shows."""
        days = counted(self.days, "days")
        return f"{days}: {self.found} found, {self.live} live, costing {euros(self.harm)}"


def found_and_live(bars: Sequence[Bar], title: str) -> Picture:
    """Show for each gate the projects with its defect: found, and gone live."""
    left, unit, row, top = 206, 1.5, 26, 52
    shapes = _key(2, 32, BLUE, "found in time") + _key(150, 32, ORANGE, "goes live")
    for number, one in enumerate(bars):
        y = top + number * row
        found, live = unit * one.found, unit * one.live
        shapes += (
            _text(left - 8, y + 13, one.name, "end")
            + _box(left, y, found, 17, BLUE)
            + _box(left + found, y, live, 17, ORANGE)
            + _text(left + found + live + 6, y + 13, one.words)
        )
    alt = f"{title}. " + "; ".join(f"{one.name}, {one.words}" for one in bars) + "."
    return svg(680, top + row * len(bars) + 4, alt, title, shapes)


def dots(
    demo: Sequence[float], live: Sequence[float], title: str, sentence: str, worse: int
) -> Picture:
    """Show each project as a dot: across what it showed, upwards what then happened.

    Dots of projects at least ``worse`` of 100 letters worse live are orange triangles,
    the others blue circles; on the line both are the same.
    """
    low, high, side, left, top = 45, 100, 300, 44, 34

    def across(value: float) -> float:
        return left + side * (min(max(value, low), high) - low) / (high - low)

    def up(value: float) -> float:
        return top + side * (high - min(max(value, low), high)) / (high - low)

    kept, fell = "", ""
    for shown, was in zip(demo, live, strict=True):
        x, y = across(shown), up(was)
        if shown - was >= worse:
            fell += f"M{x:.1f} {y - 4:.1f}l3.6 6.4h-7.2z"
        else:
            kept += f"M{x - 3:.1f} {y:.1f}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
    marks = "".join(
        _text(across(at), top + side + 16, f"{at}", "middle")
        + _text(left - 6, up(at) + 4, f"{at}", "end")
        for at in range(50, 101, 10)
    )
    key = left + side + 26
    shapes = (
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" '
        f'stroke="{LINE}"/>'
        f'<path d="M{left} {top + side}L{left + side} {top}" stroke="{GREY}" '
        'stroke-dasharray="4 3"/>'
        f'<path d="{kept}" fill="{BLUE}" fill-opacity="0.75"/>'
        f'<path d="{fell}" fill="{ORANGE}" fill-opacity="0.75"/>{marks}'
        + _text(left + side / 2, top + side + 36, "Right in the demo, of 100", "middle", size=13)
        + f'<g transform="translate(13 {top + side / 2}) rotate(-90)">'
        + _text(0, 0, "Right in live use, of 100", "middle", size=13)
        + f'</g><circle cx="{key}" cy="{top + 20}" r="5" fill="{BLUE}"/>'
        + _text(key + 12, top + 24, "keeps its word")
        + f'<path d="M{key} {top + 38}l5.5 10h-11z" fill="{ORANGE}"/>'
        + _text(key + 12, top + 48, f"at least {worse} worse live")
        + _text(key - 6, top + 76, "On the line: same as in the demo", colour=GREY)
    )
    alt = f"{title}. {TEAMS} dots. {sentence}"
    return svg(640, top + side + 46, alt, title, shapes)


def side_by_side(title: str, shares: Sequence[tuple[str, int, int]]) -> Picture:
    """Show the learner's share of the work beside a survey's: activity, hers, the survey's."""
    left, unit, row, top = 220, 5.0, 44, 34
    shapes = ""
    for number, (name, mine, theirs) in enumerate(shares):
        y = top + number * row
        shapes += (
            _text(left - 8, y + 22, name, "end")
            + f'<rect x="{left}" y="{y}" width="{max(1.0, unit * mine):.1f}" height="14" '
            f'fill="none" stroke="{GREY}"/>'
            + _text(left + unit * mine + 6, y + 12, f"you: {mine}")
            + _box(left, y + 17, unit * theirs, 14, BLUE)
            + _text(left + unit * theirs + 6, y + 29, f"the survey: {theirs}")
        )
    told = (f"{name}, you {mine}, the survey {theirs}" for name, mine, theirs in shares)
    return svg(680, top + row * len(shares), f"{title}. {'; '.join(told)}.", title, shapes)


def _key(x: float, y: float, colour: str, words: str) -> str:
    return _box(x, y, 12, 12, colour) + _text(x + 18, y + 10, words)


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}"/>'


def _text(
    x: float, y: float, words: str, anchor: str = "start", *, size: int = 12, colour: str = INK
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="sans-serif" '
        f'font-size="{size}" fill="{colour}">{html.escape(words)}</text>'
    )
