"""A monitoring plan read back as one plain sentence."""

from __future__ import annotations

from doneenough.lessons.drift.plan import (
    ANSWERS,
    LABELS,
    LIMITS,
    MonitoringPlan,
    watches_quality,
)
from doneenough.statistics.monitoring import WATCH_LISTS

_EVERY = {
    "day": "Each day",
    "week": "Each week",
    "two_weeks": "Every two weeks",
    "four_weeks": "Every four weeks",
}
_BACK = {
    "day": "the last day",
    "week": "the last week",
    "two_weeks": "the last two weeks",
    "four_weeks": "the last four weeks",
}
_WATCH = {
    "all_inputs": "all five inputs",
    "predictions": "what the model says",
    "quality": "labelled letters",
    "important_inputs": "the three important inputs",
    "important_inputs_and_quality": "the three important inputs and labelled letters",
    "everything": "all inputs, what the model says and labelled letters",
}
_CALL = {
    "first": "after one such look",
    "second": "after two such looks in a row",
    "third": "after three such looks in a row",
}


def parts(plan: MonitoringPlan) -> list[str]:
    """Return the plan in short lines: what, when it counts, who answers, what it needs."""
    index, drop = LIMITS[plan.limit]
    limits = []
    if WATCH_LISTS[plan.watch] != ("quality",):
        limits.append(f"an index is above {index:g}")
    if watches_quality(plan):
        limits.append(f"{drop} of 100 fewer are right than at sign-off")
    days = ANSWERS[plan.answer]
    lines = [
        f"{_EVERY[plan.look_every]} the team looks at {_WATCH[plan.watch]} of "
        f"{_BACK[plan.look_back]}",
        f"a look counts when {' or '.join(limits)}",
        f"{_CALL[plan.in_a_row]} somebody is called and answers within {days} "
        f"{'day' if days == 1 else 'days'}",
    ]
    if watches_quality(plan):
        lines.append(f"{LABELS[plan.labels]} letters are labelled each day")
    return lines


def sentence(plan: MonitoringPlan) -> str:
    """Return the plan as one sentence."""
    return f"{'; '.join(parts(plan))}."
