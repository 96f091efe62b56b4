"""The pictures of lesson 1, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.figures import BLUE, GREY, INK, ORANGE, PAPER, Picture
from doneenough.core.words import counted
from doneenough.lessons.stages.days import GATES, BudgetBrief, GateDays, lives


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


def bar(brief: BudgetBrief, split: GateDays, gate: str) -> Bar:
    """Return what the days of ``split`` do at one gate."""
    days = getattr(split, gate)
    live = lives(brief, gate, days)
    found = brief.share(gate) - live
    return Bar(GATES[gate], crowd_count(found), crowd_count(live), days, live * brief.harm(gate))


def found_and_live(bars: Sequence[Bar], title: str) -> Picture:
    """Show for each gate the projects with its defect: found, and gone live."""
    left, unit, row, top = 190, 1.5, 26, 52
    shapes = _key(2, 32, BLUE, "found in time") + _key(150, 32, ORANGE, "goes live")
    told = []
    for number, one in enumerate(bars):
        y = top + number * row
        found, live = unit * one.found, unit * one.live
        shapes += (
            f'<text x="{left - 8}" y="{y + 13}" text-anchor="end" font-size="12" fill="{INK}">'
            f"{html.escape(one.name)}</text>"
            f'<rect x="{left}" y="{y}" width="{found:.1f}" height="17" fill="{BLUE}"/>'
            f'<rect x="{left + found:.1f}" y="{y}" width="{live:.1f}" height="17" '
            f'fill="{ORANGE}"/>'
            f'<text x="{left + found + live + 6:.1f}" y="{y + 13}" font-size="12" fill="{INK}">'
            f"{one.words}</text>"
        )
        told.append(f"{one.name}, {one.words}")
    alt = f"{title}. " + "; ".join(told) + "."
    return Picture(_svg(title, alt, 640, top + row * len(bars) + 4, shapes), alt)


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
        f'<text x="{across(at):.1f}" y="{top + side + 16}" text-anchor="middle" font-size="12" '
        f'fill="{INK}">{at}</text><text x="{left - 6}" y="{up(at) + 4:.1f}" text-anchor="end" '
        f'font-size="12" fill="{INK}">{at}</text>'
        for at in range(50, 101, 10)
    )
    shapes = (
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" '
        'stroke="#d0d4d9"/>'
        f'<path d="M{left} {top + side}L{left + side} {top}" stroke="{GREY}" '
        'stroke-dasharray="4 3"/>'
        f'<path d="{kept}" fill="{BLUE}" fill-opacity="0.75"/>'
        f'<path d="{fell}" fill="{ORANGE}" fill-opacity="0.75"/>{marks}'
        f'<text x="{left + side / 2}" y="{top + side + 36}" text-anchor="middle" font-size="13" '
        f'fill="{INK}">In the demo: right of 100</text>'
        f'<text transform="translate(13 {top + side / 2}) rotate(-90)" text-anchor="middle" '
        f'font-size="13" fill="{INK}">Live: right of 100</text>'
        f'<circle cx="{left + side + 26}" cy="{top + 20}" r="5" fill="{BLUE}"/>'
        f'<text x="{left + side + 38}" y="{top + 24}" font-size="12" fill="{INK}">'
        "keeps its word</text>"
        f'<path d="M{left + side + 26} {top + 38}l5.5 10h-11z" fill="{ORANGE}"/>'
        f'<text x="{left + side + 38}" y="{top + 48}" font-size="12" fill="{INK}">'
        f"{worse} or more worse live</text>"
        f'<text x="{left + side + 20}" y="{top + 76}" font-size="12" fill="{GREY}">'
        "On the line: as in the demo</text>"
    )
    alt = f"{title}. {TEAMS} marks. {sentence}"
    return Picture(_svg(title, alt, 560, top + side + 46, shapes), alt)


def side_by_side(names: Sequence[str], guess: Sequence[int], told: Sequence[int]) -> Picture:
    """Show for each activity the learner's share of the work beside a survey's."""
    left, unit, row, top = 220, 5.0, 44, 34
    shapes = ""
    for number, (name, mine, theirs) in enumerate(zip(names, guess, told, strict=True)):
        y = top + number * row
        shapes += (
            f'<text x="{left - 8}" y="{y + 22}" text-anchor="end" font-size="12" fill="{INK}">'
            f"{html.escape(name)}</text>"
            f'<rect x="{left}" y="{y}" width="{max(1.0, unit * mine):.1f}" height="14" '
            f'fill="none" stroke="{GREY}"/>'
            f'<text x="{left + unit * mine + 6:.1f}" y="{y + 12}" font-size="12" fill="{INK}">'
            f"you: {mine}</text>"
            f'<rect x="{left}" y="{y + 17}" width="{unit * theirs:.1f}" height="14" '
            f'fill="{BLUE}"/>'
            f'<text x="{left + unit * theirs + 6:.1f}" y="{y + 29}" font-size="12" '
            f'fill="{INK}">the survey: {theirs}</text>'
        )
    title = "Where 100 hours go: your guess and a survey"
    alt = (
        title
        + ". "
        + "; ".join(
            f"{name}, you {mine}, the survey {theirs}"
            for name, mine, theirs in zip(names, guess, told, strict=True)
        )
        + "."
    )
    return Picture(_svg(title, alt, 680, top + row * len(names), shapes), alt)


def _key(x: int, y: int, colour: str, words: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="12" height="12" fill="{colour}"/>'
        f'<text x="{x + 18}" y="{y + 10}" font-size="12" fill="{INK}">{words}</text>'
    )


def _svg(title: str, alt: str, width: float, height: float, shapes: str) -> str:
    return (
        f'<svg role="img" aria-label="{html.escape(alt)}" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width}px;width:100%;height:auto;background:{PAPER}" '
        'font-family="sans-serif" xmlns="http://www.w3.org/2000/svg">'
        f'<text x="0" y="17" font-size="14" font-weight="bold" fill="{INK}">'
        f"{html.escape(title)}</text>{shapes}</svg>"
    )
