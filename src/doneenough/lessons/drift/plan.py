"""The decision of lesson 10: a monitoring plan, in seven choices."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache

from doneenough.core.decision import Decision, option
from doneenough.products.intake import IMPORTANT
from doneenough.statistics.monitoring import WATCH_LISTS, Plan, make_plan
from doneenough.statistics.streams import Bank

ALL_INPUTS, PREDICTIONS, QUALITY = "all_inputs", "predictions", "quality"
IMPORTANT_INPUTS, BOTH, EVERYTHING = (
    "important_inputs",
    "important_inputs_and_quality",
    "everything",
)
DAY, WEEK, TWO_WEEKS, FOUR_WEEKS = "day", "week", "two_weeks", "four_weeks"
A_LITTLE, SOME, CLEARLY, FAR = "a_little", "some", "clearly", "far"
FIRST, SECOND, THIRD = "first", "second", "third"

DAYS = {DAY: 1, WEEK: 7, TWO_WEEKS: 14, FOUR_WEEKS: 28}
"""Days in each answer to "how far back" and "how often"."""
LIMITS = {A_LITTLE: (0.05, 3), SOME: (0.1, 5), CLEARLY: (0.25, 8), FAR: (0.5, 12)}
"""Stability index above which, and how many of 100 fewer right at which, a look counts."""
LOOKS = {FIRST: 1, SECOND: 2, THIRD: 3}
LABELS = {"five": 5, "ten": 10, "twenty": 20, "fifty": 50}
ANSWERS = {"one_day": 1, "two_days": 2, "five_days": 5, "ten_days": 10}


class MonitoringPlan(Decision):
    """What is watched, how closely, and how soon somebody answers."""

    watch: str = option(
        "What the team watches",
        all_inputs="all five inputs of the model",
        predictions="what the model says",
        quality="labelled letters: how many of them the model got right",
        important_inputs="the three inputs the model leans on",
        important_inputs_and_quality="the three important inputs, and labelled letters",
        everything="all inputs, what the model says, and labelled letters",
    )
    look_back: str = option(
        "How far back one look goes",
        day="one day",
        week="one week",
        two_weeks="two weeks",
        four_weeks="four weeks",
    )
    look_every: str = option(
        "How often the team looks",
        day="each day",
        week="each week",
        two_weeks="every two weeks",
        four_weeks="every four weeks",
    )
    limit: str = option(
        "How far a number must move before a look counts",
        a_little="a little: index above 0.05, or 3 of 100 fewer right",
        some="some: index above 0.1, or 5 of 100 fewer right",
        clearly="clearly: index above 0.25, or 8 of 100 fewer right",
        far="far: index above 0.5, or 12 of 100 fewer right",
    )
    in_a_row: str = option(
        "When somebody is called",
        first="at the first look beyond the limit",
        second="at the second one in a row",
        third="at the third one in a row",
    )
    labels: str = option(
        "Letters labelled each day (paid only where labelled letters are watched)",
        five="5 a day",
        ten="10 a day",
        twenty="20 a day",
        fifty="50 a day",
    )
    answer: str = option(
        "Who is called answers within",
        one_day="1 day",
        two_days="2 days",
        five_days="5 days",
        ten_days="10 days",
    )


FIELDS = tuple(MonitoringPlan.model_fields)
CHOICES = {name: tuple(MonitoringPlan.spec(name).options or {}) for name in FIELDS}
"""The options of each field, in the order of the form."""
SHAPE = tuple(len(keys) for keys in CHOICES.values())


def changed(plan: MonitoringPlan, **changes: str) -> MonitoringPlan:
    """Return a copy of ``plan`` with some choices changed (not validated again)."""
    return plan.model_copy(update=changes)


def watches_quality(plan: MonitoringPlan) -> bool:
    """Whether labelled letters are on the watch list, so that labels are paid for."""
    return "quality" in WATCH_LISTS[plan.watch]


@lru_cache
def every_plan() -> tuple[MonitoringPlan, ...]:
    """Return the whole family, in the order of its table of outcomes."""
    return tuple(
        MonitoringPlan.model_construct(None, **dict(zip(FIELDS, keys, strict=True)))
        for keys in itertools.product(*CHOICES.values())
    )


def position(plan: MonitoringPlan) -> int:
    """Return where ``plan`` stands in `every_plan`."""
    place = 0
    for name, size in zip(FIELDS, SHAPE, strict=True):
        place = place * size + CHOICES[name].index(getattr(plan, name))
    return place


def distinct_plans() -> Iterator[MonitoringPlan]:
    """Yield each plan that does something of its own: labels that nobody reads do nothing."""
    for plan in every_plan():
        if watches_quality(plan) or plan.labels == CHOICES["labels"][0]:
            yield plan


def as_run(plan: MonitoringPlan, bank: Bank) -> Plan:
    """Return the plan as the streams run it."""
    index, drop = LIMITS[plan.limit]
    return make_plan(
        bank,
        IMPORTANT,
        watch=plan.watch,
        window=DAYS[plan.look_back],
        every=DAYS[plan.look_every],
        shift_limit=index,
        quality_drop=drop / 100,
        in_a_row=LOOKS[plan.in_a_row],
        labels_per_day=LABELS[plan.labels],
        response_days=ANSWERS[plan.answer],
    )
