"""The pictures of lesson 7, each with the sentence that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.figures import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PAPER,
    Picture,
    chart,
    new_figure,
    svg,
)
from doneenough.core.words import counted
from doneenough.lessons.tradeoff import case
from doneenough.lessons.tradeoff.policy_world import SHARES

ACROSS, CELL, TOP = 40, 15, 26
BACK_WEEKS = {f"w{weeks}": weeks for weeks in case.BACK}
"""How long going back takes, by option."""


def three_kinds(good: int, bad: int, *, title: str, alt: str) -> Picture:
    """Return 200 little figures: ticked squares, crossed squares, and hollow circles.

    Parameters
    ----------
    good, bad
        Whole numbers, together at most 200; the rest is drawn hollow.
    title
        The message, as a sentence above the picture.
    alt
        What the picture shows, in words.
    """
    paths: dict[str, list[str]] = {"good": [], "bad": [], "ticks": [], "crosses": [], "rest": []}
    for index in range(TEAMS):
        x, y = 2 + (index % ACROSS) * CELL, TOP + (index // ACROSS) * CELL
        if index < good:
            paths["good"].append(f"M{x + 1} {y + 1}h12v12h-12z")
            paths["ticks"].append(f"M{x + 3.5} {y + 7}l2.5 3l4.5 -6")
        elif index < good + bad:
            paths["bad"].append(f"M{x + 1} {y + 1}h12v12h-12z")
            paths["crosses"].append(f"M{x + 4} {y + 4}l6 6m0 -6l-6 6")
        else:
            paths["rest"].append(f"M{x + 2.4} {y + 7}a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0")
    looks = {
        "good": f'fill="{BLUE}"',
        "bad": f'fill="{ORANGE}"',
        "ticks": f'fill="none" stroke="{PAPER}" stroke-width="1.8"',
        "crosses": f'fill="none" stroke="{PAPER}" stroke-width="1.8"',
        "rest": f'fill="none" stroke="{GREY}" stroke-width="1.2"',
    }
    parts = "".join(f'<path d="{"".join(paths[name])}" {look}/>' for name, look in looks.items())
    height = -(-TEAMS // ACROSS) * CELL + TOP + 4
    return svg(ACROSS * CELL + 4, height, alt, title, parts)


def bars(
    rows: Sequence[tuple[str, float, str]], chosen: int | None, *, title: str, alt: str
) -> Picture:
    """Return horizontal bars: label, value (from 0 up or down) and what is written beside it.

    ``chosen`` is the place of the bar that is drawn in orange with an arrow, or None.
    """
    left, row, width = 170, 24, 620
    low, high = (min(0, *(v for _, v, _ in rows)), max(0, *(v for _, v, _ in rows)))
    scale = 290 / ((high - low) or 1)
    zero = left - low * scale
    parts = []
    for place, (label, value, written) in enumerate(rows):
        y = TOP + 6 + place * row
        start, length = (
            (zero, value * scale) if value >= 0 else (zero + value * scale, -value * scale)
        )
        here = place == chosen
        parts.append(
            f'<text x="{left - 8}" y="{y + 13}" font-size="12" text-anchor="end" fill="{INK}"'
            f"{' font-weight=' + chr(34) + 'bold' + chr(34) if here else ''}>"
            f"{html.escape(('▸ ' if here else '') + label)}</text>"
            f'<rect x="{start:.1f}" y="{y}" width="{max(length, 1):.1f}" height="17" '
            f'fill="{ORANGE if here else BLUE}"/>'
            f'<text x="{max(start + length, zero) + 6:.1f}" y="{y + 13}" font-size="12" '
            f'fill="{INK}">{html.escape(written)}</text>'
        )
    return svg(width, TOP + 12 + len(rows) * row, alt, title, "".join(parts))


def projects(*, shipped: int, worse: int, kept_back: int, missed: int) -> Picture:
    """Return 200 projects under a policy: live and better, live and worse, not live."""
    better = shipped - worse
    return three_kinds(
        better,
        worse,
        title=f"{better} projects go live and gain, {worse} go live and lose",
        alt=f"Of {TEAMS} little figures {better} are ticked: live and better than today's "
        f"process. {worse} are crossed: live and worse. {kept_back} are hollow: they never go "
        f"live, and {missed} of those had something to gain.",
    )


def waited_view(weeks: int) -> tuple[Picture, str]:
    """Show 200 projects that waited a sprint, with ``weeks`` of use ahead."""
    done = case.waited(weeks)
    worse_off = done.better_version - done.better_off
    average = (
        f"On average, waiting loses {euros(done.lost)} a project."
        if done.lost > 0
        else f"On average, waiting brings {euros(-done.lost)} a project."
    )
    return three_kinds(
        done.better_off,
        worse_off,
        title=f"{done.better_off} of {TEAMS} are better off for having waited",
        alt=f"Of {TEAMS} little figures {done.better_off} are ticked: better version and better "
        f"off. {worse_off} are crossed: better version, yet worse off. The rest are hollow: the "
        f"sprint brought nothing.",
    ), (
        f"With {weeks} weeks of use ahead, {done.better_version} of {TEAMS} get a better version "
        f"by waiting, and {done.better_off} are better off. {average}"
    )


def series_view(sprints: int) -> tuple[Picture, str]:
    """Show what shipping brings after each number of sprints."""
    gains, values, changes = case.series_gains(), case.series_values(), case.series_changes()
    rows = [
        ("ship now" if not number else counted(number, "sprints"), value, euros(value))
        for number, value in enumerate(values)
    ]
    best = values.index(max(values))
    picture = bars(
        rows,
        sprints,
        title=f"Most is gained after {counted(best, 'sprints')}",
        alt="What shipping brings in a year. "
        + "; ".join(f"{label}: {written}" for label, _, written in rows)
        + ".",
    )
    if not sprints:
        return picture, (
            f"With {sprints} more sprints it's {abs(gains[0]):g} of 100 worse than today's "
            f"process, and in a year that costs {euros(-values[0])}."
        )
    change = changes[sprints - 1]
    moved = (
        f"brings {euros(change)} more"
        if change > 0
        else f"costs {euros(-change)} more than it brings"
    )
    return picture, (
        f"After {counted(sprints, 'sprints')} the version gains {gains[sprints]:g} of 100. "
        f"The last sprint adds {gains[sprints] - gains[sprints - 1]:.1f} of 100 and {moved}."
    )


def certainty_view(gain: int) -> tuple[Picture, str]:
    """Show how much of a product's year goes into being sure of a gain."""
    rows = []
    for each in range(2, 9):
        weeks = case.weeks_to_be_sure(each)
        rows.append(
            (f"a gain of {each} in 100", min(weeks, case.STORY.weeks), f"{weeks:.0f} weeks")
        )
    picture = bars(
        rows,
        gain - 2,
        title="The smaller the gain, the longer it takes to be sure of it",
        alt="Weeks of checking, with a full bar for a year. "
        + "; ".join(f"{label}: {written}" for label, _, written in rows)
        + ".",
    )
    weeks = case.weeks_to_be_sure(gain)
    share = f"{100 * weeks / case.STORY.weeks:.0f}% of the year it would be used"
    if weeks > case.STORY.weeks:
        share = "more than the year it would be used"
    return picture, (
        f"To be sure of a gain of {gain} in 100, the experts check "
        f"{case.letters_to_be_sure(gain):,} letters. That takes {weeks:.0f} weeks, {share}."
    )


def looks_view(letters: int) -> tuple[Picture, str]:
    """Show which of 200 first versions look better on so many letters, and which are."""
    done = case.looks(letters)
    return three_kinds(
        done.better - done.worse,
        done.worse,
        title=f"{done.better} of {TEAMS} look better, and {done.worse} of those are worse",
        alt=f"Of {TEAMS} little figures {done.better - done.worse} are ticked: they look better "
        f"and are. {done.worse} are crossed: they look better and are worse. The rest are "
        "hollow: they look no better.",
    ), (
        f"With {letters} letters, those that look better seem to gain {done.measured:.1f} of 100. "
        f"Really they gain {done.true:.1f}, because the lucky ones are among them."
    )


def until_view(right: int) -> tuple[Picture, str]:
    """Show what waiting for so many right of 100 does, with up to six sprints."""
    done = case.until(right)
    more = "more" if done.given_up > case.never() else "less"
    return three_kinds(
        done.shipped,
        done.missed,
        title=f"{done.shipped} of {TEAMS} ship; {done.missed} never do, although they began better",
        alt=f"Of {TEAMS} little figures {done.shipped} are ticked: shipped in the end. "
        f"{done.missed} are crossed: never shipped, although the first version was already "
        "better than today's process. The rest are hollow: never shipped, and their first "
        "version was no better.",
    ), (
        f"Waiting until {right} of 100 are right gives up {euros(done.given_up)} a project, "
        f"{more} than never shipping at all ({euros(case.never())}). Of the projects that never "
        f"ship, {done.missed} were better than today's process from the start, and "
        f"{done.missed_ever} were at some point on the way."
    )


def shares_of(back: int | None) -> tuple[Picture, str]:
    """Show what each first share gives up; None: going back is not possible."""
    costs = case.share_costs(back)
    rows = [(_share(name), cost, euros(cost)) for name, cost in costs.items()]
    names = list(costs)
    best = min(costs, key=costs.__getitem__)
    takes = "isn't possible" if back is None else f"takes {counted(back, 'weeks')}"
    picture = bars(
        rows,
        names.index(best),
        title=f"When going back {takes}, start with {_share(best)}",
        alt=f"What each first share gives up when going back {takes}. "
        + "; ".join(f"{label}: {written}" for label, _, written in rows)
        + ".",
    )
    costs_back = "" if back is None else f" and costs {euros(case.BACK[back])}"
    return picture, (
        f"When going back {takes}{costs_back}, starting with {_share(best)} gives up least: "
        f"{euros(costs[best])} a project. All at once gives up {euros(costs['all'])}."
    )


def share_view(back: str) -> tuple[Picture, str]:
    """Show the same for an option of the experiment."""
    return shares_of(BACK_WEEKS[back])


def _share(name: str) -> str:
    return "all letters" if name == "all" else f"{SHARES[name]} of 100 letters"


def spread(gains: np.ndarray, step: np.ndarray) -> Picture:
    """Show how far measured gains of the same sorters lie apart.

    Parameters
    ----------
    gains, step
        What boosting gains over the rules and over the tree in each sample of 100 letters.
    """
    figure = new_figure(7.2, 3.6)
    upper, lower = figure.subplots(2, 1, sharex=True)
    worse = int((step <= 0).sum())
    for axes, values, name, colour in (
        (upper, gains, "boosting instead of the rules", BLUE),
        (lower, step, "boosting instead of the tree", ORANGE),
    ):
        seen, counts = np.unique(values, return_counts=True)
        axes.bar(seen, counts, color=colour, width=0.8)
        axes.axvline(0, color=GREY, linestyle=":", linewidth=1.2)
        axes.set_title(name, loc="left", color=INK, fontsize=10)
        axes.set_ylabel("Checks")
        axes.spines[["top", "right"]].set_visible(False)
    lower.set_xlabel("Measured gain, in letters of 100")
    figure.suptitle(
        f"A large gain shows every time; a small one is hidden in {worse} of {len(step)} checks",
        x=0.01,
        ha="left",
        color=INK,
        fontsize=11,
    )
    return chart(
        figure,
        f"Two bar charts of {len(gains)} checks of 100 letters. Boosting gains between "
        f"{gains.min()} and {gains.max()} letters over the rules. Over the tree it gains between "
        f"{step.min()} and {step.max()}, and in {worse} checks it looks no better.",
    )


def two_options(rows: Sequence[tuple[str, float]]) -> Picture:
    """Return the options of the page side by side, in euros."""
    best = max(range(len(rows)), key=lambda place: rows[place][1])
    return bars(
        [(name, value, euros(value)) for name, value in rows],
        best,
        title="What each option brings, compared with today's process",
        alt="What each option brings. "
        + "; ".join(f"{name}: {euros(value)}" for name, value in rows)
        + ".",
    )
