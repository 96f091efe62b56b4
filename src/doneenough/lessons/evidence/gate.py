"""The end of the story: Thursday at the gate, and what each decision costs."""

from __future__ import annotations

import math

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import grid
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask, say
from doneenough.lessons.evidence import figures
from doneenough.lessons.evidence.review_world import likelihood
from doneenough.lessons.evidence.story import (
    CHECKED,
    GATE_LETTERS,
    GATE_MARK,
    REPORTED,
    STORY,
    STORY_TRIES,
)
from doneenough.statistics import accept_probability_tries

LESSON = "evidence"


def thursday() -> Explorer:
    """The gate: decide about Dana's model, then see what each decision costs."""
    report = {"tries": True, "fresh": False, "who_chose": False}
    share_weak = STORY.weak_in_10 / 10
    seen_weak = share_weak * likelihood(REPORTED, STORY.weak, report)
    seen_good = (1 - share_weak) * likelihood(REPORTED, STORY.good, report)
    weak = seen_weak / (seen_weak + seen_good)
    below = figures.usual_mark(CHECKED) - 1
    together = (STORY_TRIES - 1) * below + REPORTED
    all_letters = STORY_TRIES * CHECKED
    days = math.ceil(GATE_LETTERS / STORY.letters_per_day)
    return Explorer(
        LESSON,
        [
            Ask(
                "Your decision",
                "thursday",
                "Dana's model passed on the fourth try. What do you say at the gate?",
                [
                    Answer(
                        f"I sign. {REPORTED} of {CHECKED} is above the pass mark.",
                        "Then nearly all the models you sign are weak. Read why below.",
                    ),
                    Answer(
                        f"I count all {STORY_TRIES} tries together, {all_letters} letters.",
                        f"An honest idea. But each missed try had at most {below} right. Together "
                        f"that is at most {together} of {all_letters}: below 90 in 100.",
                    ),
                    Answer(
                        f"One new check now: {GATE_LETTERS} fresh letters, pass mark {GATE_MARK}.",
                        f"A good rule. But {days} working days go into a model that is almost "
                        "surely weak.",
                    ),
                    Answer(
                        f"Rework first, then one check: {GATE_LETTERS} fresh letters, pass mark "
                        f"{GATE_MARK}.",
                        "Yes. The four tries have told you enough about this version. The pass "
                        "mark lies a little above the middle, because a weak model costs more "
                        "than work by hand.",
                        right=True,
                    ),
                ],
                more=lambda: (
                    say(
                        f"Of {TEAMS} teams that report {REPORTED} on try {STORY_TRIES}, about "
                        f"{crowd_count(weak)} have a weak model. A good one rarely misses three "
                        "times."
                    )
                    + grid(
                        "What each decision costs on average, after Dana's answer",
                        ("Decision", "Cost on average"),
                        [(name, euros(cost)) for name, cost in thursday_costs(weak).items()],
                    )
                ),
            )
        ],
    )


def thursday_costs(weak: float) -> dict[str, float]:
    """Return what each decision at the gate costs, in euros.

    ``weak`` is the probability that the model is weak, given the report.
    """

    def after_check(weak_now: float) -> float:
        passes = {
            share: float(accept_probability_tries(GATE_LETTERS, GATE_MARK, share, 1))
            for share in (STORY.weak, STORY.good)
        }
        return (
            GATE_LETTERS * STORY.check_cost_per_letter
            + weak_now * passes[STORY.weak] * STORY.weak_live
            + weak_now * (1 - passes[STORY.weak]) * STORY.by_hand
            + (1 - weak_now) * (1 - passes[STORY.good]) * STORY.by_hand
        )

    still_weak = weak * (1 - STORY.mended_in_10 / 10)
    return {
        "Sign now": weak * STORY.weak_live,
        "One new check now": after_check(weak),
        "Rework first, then one check": STORY.rework_cost + after_check(still_weak),
        "Stop, and go on by hand": STORY.by_hand,
    }
