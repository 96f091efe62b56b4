"""The pictures of lesson 5, each with the sentence that says the same."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from doneenough.core.crowd import TEAMS
from doneenough.core.figures import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PAPER,
    Picture,
    chart,
    crowd,
    new_figure,
)
from doneenough.core.words import counted
from doneenough.lessons.evidence.case import CHECKED, REPORTED, STORY, passing, usual_mark
from doneenough.statistics import interval

RANGE_LETTERS = (45, 100, 200, 400, 1600)
CONFIDENCE = 0.95
"""Of a hundred such bars at least 95 hold the true share."""


def crowds(weak_in: int, good_in: int) -> Picture:
    """Return the two crowds, weak above good, as one picture."""
    weak = crowd(
        weak_in,
        TEAMS,
        title=f"{weak_in} of {TEAMS} weak models get your signature",
        alt=f"{weak_in} of {TEAMS} little figures for weak models are marked as signed.",
        warn=True,
    )
    good = crowd(
        good_in,
        TEAMS,
        title=f"{good_in} of {TEAMS} good models get your signature",
        alt=f"{good_in} of {TEAMS} little figures for good models are marked as signed.",
        warn=False,
    )
    return Picture(f"<div>{weak.html}<br>{good.html}</div>", f"{weak.alt} {good.alt}")


def letters_view(letters: int) -> tuple[Picture, str]:
    """Show the crowds when ``letters`` are checked and 90 in 100 must be right."""
    needed = usual_mark(letters)
    weak, good = passing(letters, needed)
    days = counted(math.ceil(letters / STORY.letters_per_day), "days")
    return crowds(weak, good), (
        f"With {letters} letters, at least {needed} right, {weak} of {TEAMS} weak models get your "
        f"signature, and {TEAMS - good} of {TEAMS} good ones are turned away. "
        f"The experts need {days}."
    )


def mark_view(needed: int) -> tuple[Picture, str]:
    """Show the crowds when 100 letters are checked and ``needed`` must be right."""
    weak, good = passing(100, needed)
    return crowds(weak, good), (
        f"With 100 letters, at least {needed} right, {weak} of {TEAMS} weak models get your "
        f"signature, and {TEAMS - good} of {TEAMS} good ones are turned away."
    )


def tries_view(tries: int) -> tuple[Picture, str]:
    """Show the crowds when a team may try ``tries`` times, 90 of 100 each time."""
    weak, good = passing(100, usual_mark(100), tries)
    return crowds(weak, good), (
        f"With {counted(tries, 'tries')}, 100 fresh letters each, {weak} of {TEAMS} "
        f"weak models get your signature, and {good} of {TEAMS} good ones do."
    )


@lru_cache
def same_share() -> Picture:
    """Show which models could be behind 91 right in 100, for more and more letters."""
    figure = new_figure(7.2, 3.2)
    axes = figure.subplots()
    words = []
    for row, letters in enumerate(RANGE_LETTERS):
        right = round(letters * REPORTED / CHECKED)
        low, high = (100 * float(end) for end in interval(right, letters, CONFIDENCE))
        axes.plot([low, high], [row, row], color=BLUE, linewidth=5, solid_capstyle="butt")
        axes.plot([100 * right / letters], [row], marker="D", color=ORANGE, markersize=6)
        label = axes.text(high + 0.5, row, f"{low:.0f} to {high:.0f}", va="center", color=INK)
        # On white, so that no dotted line runs through the numbers.
        label.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1})
        words.append(f"{right} of {letters} letters: from {low:.0f} to {high:.0f} in 100")
    axes.set_yticks(
        range(len(RANGE_LETTERS)),
        [f"{round(n * REPORTED / CHECKED)} of {n}" for n in RANGE_LETTERS],
    )
    for share, name, side in (
        (STORY.weak, "weak model", "right"),
        (STORY.good, "good model", "left"),
    ):
        axes.axvline(100 * share, color=GREY, linestyle=":", linewidth=1.2)
        shift = -0.4 if side == "right" else 0.4
        axes.text(100 * share + shift, -0.8, name, ha=side, color=INK, fontsize=9)
    axes.set_xlim(74, 102)
    axes.set_xticks(range(75, 101, 5))
    axes.set_ylim(len(RANGE_LETTERS) - 0.4, -1.1)
    axes.set_xlabel("Letters a model gets right, of 100")
    axes.set_title("More letters leave less room for luck", loc="left", color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    return chart(figure, "Models that could be behind the same share. " + "; ".join(words) + ".")


def histogram(scores: np.ndarray, true_share: float) -> Picture:
    """Show how often a real model got each number of 100 right.

    Parameters
    ----------
    scores
        Whole numbers from 0 to 100, one for each sample of 100 cases.
    true_share
        The model's share right over all cases it was not trained on, from 0 to 1.
    """
    values, counts = np.unique(scores, return_counts=True)
    mark = usual_mark(CHECKED)
    reached = int((scores >= mark).sum())
    figure = new_figure(7.2, 3.0)
    axes = figure.subplots()
    axes.bar(values, counts, color=BLUE, width=0.8)
    axes.axvline(100 * true_share, color=ORANGE, linewidth=2)
    axes.text(
        100 * true_share + 0.3,
        counts.max() * 1.12,
        f"really gets {100 * true_share:.0f} of 100 right",
        color=INK,
        va="top",
    )
    axes.set_ylim(0, counts.max() * 1.18)
    axes.set_xticks(range(values.min() // 5 * 5, values.max() + 5, 5))
    axes.set_xlabel("Right of 100 cases")
    axes.set_ylabel("Samples")
    axes.set_title(
        f"One model, {len(scores)} samples: from {values.min()} to {values.max()} right; "
        f"{reached} of them reach {mark}",
        loc="left",
        color=INK,
    )
    axes.spines[["top", "right"]].set_visible(False)
    return chart(
        figure,
        f"Bar chart. One and the same model was measured on {len(scores)} samples of 100 cases. "
        f"It got between {values.min()} and {values.max()} right; over all cases it gets "
        f"{100 * true_share:.0f} of 100 right, which is below the pass mark of {mark}. "
        f"Even so, {reached} of the {len(scores)} samples reach {mark}.",
    )
