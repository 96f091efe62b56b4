"""Why an experienced lead chooses her plan under a brief; every number computed here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from scipy import special

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph, steps
from doneenough.core.words import capital
from doneenough.lessons.drift.outcomes import Done, done
from doneenough.lessons.drift.plan import (
    ANSWERS,
    CHOICES,
    DAY,
    DAYS,
    FIRST,
    LABELS,
    LIMITS,
    PREDICTIONS,
    MonitoringPlan,
    changed,
    watches_quality,
)
from doneenough.lessons.drift.words import about, call_count, days
from doneenough.lessons.drift.world import HALF_YEARS, PlanBrief, worlds
from doneenough.products.intake import IMPORTANT
from doneenough.statistics.drift import stability_index
from doneenough.statistics.monitoring import WATCH_LISTS

SHOWN = 3
"""How many single changes the lead shows: those that cost most."""
_NAMES = {
    "broken_feed": "broken feeds",
    "harder": "web forms",
    "relationship": "changed rules",
    "gradual": "changed rules",
}
"""Happenings that do harm, as the lead calls them."""
_RULE = ("relationship", "gradual")
_LOOKS = {
    "day": "each day",
    "week": "each week",
    "two_weeks": "every two weeks",
    "four_weeks": "every four weeks",
}


def lead(brief: PlanBrief, plan: MonitoringPlan) -> str:
    """Return the lead's plan, her reasons and what three single changes cost, as HTML."""
    rows = [
        (name, call_count(item.quiet_year), _noticed(item), euros(item.cost))
        for name, item in [("Her plan", done(brief, plan)), *dearest_changes(brief, plan)]
    ]
    return (
        paragraph("Her reasons:")
        + steps(reasons(brief, plan))
        + grid(
            "Her plan, and the three single changes that cost most",
            ("Plan", "Needless calls in a quiet year", "Main change noticed after", "Cost"),
            rows,
        )
    )


def _noticed(item: Done) -> str:
    """Say after how many days the main change is noticed; a plan that is blind never does."""
    return "never" if item.missed == TEAMS else days(item.delay)


def reasons(brief: PlanBrief, plan: MonitoringPlan) -> list[str]:
    """Return the lead's reasons: what happens here, what shows it, one look, one day."""
    return [*_what_shows(brief, plan), *_one_look(brief, plan), *_one_day(brief, plan)]


def _what_shows(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    history = dict(brief.about.history)
    letters = [name for name in _NAMES if name in history and name not in _RULE]
    rules = [history[name] for name in _RULE if name in history]
    if letters:
        names = capital(" and ".join(_NAMES[name] for name in letters))
        count = sum(history[name] for name in letters)
        yield (
            f"{names} ({count} of {HALF_YEARS} half-years) move the inputs and what the model "
            "says, so they show within days."
        )
    if rules:
        yield (
            f"Changed rules ({sum(rules)} of {HALF_YEARS} half-years) show in labels alone, so she "
            "buys labels."
        )
    else:
        yield "The rule never changed here, so labels would only cost."
    if plan.watch == PREDICTIONS:
        yield "What the model says is one line; weekends and letters from far away hardly move it."
    elif "important" in WATCH_LISTS[plan.watch] and "harmless_shift" in history:
        yield (
            f"Letters from further away ({history['harmless_shift']} of {HALF_YEARS}) move another "
            "input only, so she leaves that one out."
        )


def _one_look(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    index, drop = LIMITS[plan.limit]
    back = DAYS[plan.look_back]
    if plan.look_back == DAY:
        yield "A look of one day holds no old letters, so a change shows at once."
    if WATCH_LISTS[plan.watch] != ("quality",):
        size = brief.about.letters * back
        yield (
            f"Of 100 quiet looks at {size:,} letters, by chance {of_100(by_chance(size, index))} "
            f"above {index:g}."
        )
        weekend = moved("season", plan.watch)
        if "season" in dict(brief.about.history) and plan.look_back == DAY:
            yield (
                f"A weekend moves it to about {weekend:.1f}, "
                + (
                    "and chance adds to that: her limit is above both."
                    if weekend < index
                    else "beyond her limit, for two days."
                )
            )
    if watches_quality(plan):
        size = LABELS[plan.labels] * back
        low = of_100(by_luck(size, drop), "have", "has")
        yield (
            f"Of 100 looks at {size:,} labels, by luck {low} {drop} of 100 fewer right."
            + ("" if plan.in_a_row == FIRST else " Such looks in a row are rarer.")
        )


def _one_day(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    name = max(
        (name for name in _NAMES if name in dict(brief.about.history)), key=lambda one: _harm(one)
    )
    single = {"broken_feed": "a broken feed", "harder": "a web form"}.get(name, "a changed rule")
    yield (
        f"A day with {single} costs {about(brief.about.letters * _harm(name) * brief.wrong)}, a "
        f"needless call {euros(brief.false_alarm)}, a look {euros(brief.look)}: she looks "
        f"{_LOOKS[plan.look_every]}."
    )
    within = ANSWERS[plan.answer]
    other = 1 if within > 1 else 10
    yield (
        f"An answer within {days(within)} costs {euros(brief.standby / within)} in half a year, "
        f"within {days(other)} {euros(brief.standby / other)}."
    )


def _harm(name: str) -> float:
    return float(worlds()[name].extra_wrong[-1])


def of_100(share: float, many: str = "are", one: str = "is") -> str:
    """Return a share as a count of 100 with its verb; "fewer than 1" where it is that small."""
    count = round(100 * share)
    return f"{count or 'fewer than 1'} {many if count > 1 else one}"


@lru_cache(maxsize=256)
def by_chance(letters: int, limit: float) -> float:
    """Return how often an unchanged input is beyond ``limit`` in looks of so many letters."""
    from doneenough.lessons.drift.counts import small_look

    return small_look(letters, limit)


def by_luck(labels: int, drop: int) -> float:
    """Return how often so many of 100 fewer are right among ``labels``, nothing having changed."""
    right = worlds()["stable"].reference.accuracy
    most = int(np.ceil(labels * (right - drop / 100) - 1e-9)) - 1
    return float(special.bdtr(most, labels, right)) if most >= 0 else 0.0


def moved(world: str, watch: str) -> float:
    """Return how far the last regime of a world moves what is watched, without any chance."""
    then, usual = worlds()[world].regimes[-1], worlds()[world].reference
    pairs = [(then.scores, usual.scores)]
    if watch != PREDICTIONS:
        pairs = [(then.inputs[k], usual.inputs[k]) for k in IMPORTANT]
    return max(float(stability_index(1e6 * new, old)) for new, old in pairs)


def dearest_changes(brief: PlanBrief, plan: MonitoringPlan) -> list[tuple[str, Done]]:
    """Return the three choices whose change by one step costs most, each changed for the worse."""
    found = []
    for name, keys in CHOICES.items():
        options, at = MonitoringPlan.spec(name).options or {}, keys.index(getattr(plan, name))
        near = keys if name == "watch" else keys[max(0, at - 1) : at + 2]
        others = [
            (done(brief, changed(plan, **{name: key})), options[key].partition(":")[0])
            for key in near
            if key != keys[at]
        ]
        worst, words = max(others, key=lambda item: item[0].cost)
        found.append((f"{_SHORT[name]} {words}", worst))
    return sorted(found, key=lambda item: -item[1].cost)[:SHOWN]


_SHORT = {
    "watch": "Watch",
    "look_back": "Look back",
    "look_every": "Look",
    "limit": "Limit:",
    "in_a_row": "Call",
    "labels": "Labels:",
    "answer": "Answer within",
}
