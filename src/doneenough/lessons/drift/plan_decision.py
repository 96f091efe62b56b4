"""The decision of exercise (a): a monitoring plan in seven choices, and how it reads back.

The table of what every plan does (:mod:`doneenough.lessons.drift.outcomes`) goes by
position: the order of the fields and of their options is part of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from doneenough.core.decision import Decision, Option, forms, option
from doneenough.core.words import capital, counted
from doneenough.products.intake import IMPORTANT
from doneenough.statistics.monitoring import WATCH_LISTS, Plan, make_plan
from doneenough.statistics.streams import Bank


@dataclass(frozen=True)
class Limit:
    """When a check-up is over it: a stability index above this, or so many fewer of 100 right."""

    index: float
    fewer: int


def _limit(name: str, index: float, fewer: int) -> Option:
    form = f"{name}: index above {index:g}, or {fewer} fewer of 100 right"
    return Option(form, name, Limit(index, fewer))


OPTIONS: Mapping[str, Mapping[str, Option]] = {
    "watch": {
        "all_inputs": Option("all five inputs of the model", "all five inputs"),
        "predictions": Option("what the model says"),
        "quality": Option(
            "labelled letters: how many of them the model got right", "labelled letters"
        ),
        "important_inputs": Option(
            "the three inputs the model relies on", "the three important inputs"
        ),
        "important_inputs_and_quality": Option(
            "the three important inputs, and labelled letters",
            "the three important inputs and labelled letters",
        ),
        "everything": Option(
            "all inputs, what the model says, and labelled letters",
            "all inputs, what the model says and labelled letters",
        ),
    },
    "look_back": {
        "day": Option("one day", "the last day", 1),
        "week": Option("one week", "the last week", 7),
        "two_weeks": Option("two weeks", "the last two weeks", 14),
        "four_weeks": Option("four weeks", "the last four weeks", 28),
    },
    "look_every": {
        "day": Option("every day", value=1),
        "week": Option("every week", value=7),
        "two_weeks": Option("every two weeks", value=14),
        "four_weeks": Option("every four weeks", value=28),
    },
    "limit": {
        "a_little": _limit("a little", 0.05, 3),
        "some": _limit("some", 0.1, 5),
        "clearly": _limit("clearly", 0.25, 8),
        "far": _limit("far", 0.5, 12),
    },
    "in_a_row": {
        "first": Option("at the first check-up over the limit", "after one such check-up", 1),
        "second": Option("at the second in a row", "after two such check-ups in a row", 2),
        "third": Option("at the third in a row", "after three such check-ups in a row", 3),
    },
    "labels": {
        key: Option(f"{count} a day", f"{count} letters", count)
        for key, count in {"five": 5, "ten": 10, "twenty": 20, "fifty": 50}.items()
    },
    "answer": {
        key: Option(counted(days, "days"), value=days)
        for key, days in {"one_day": 1, "two_days": 2, "five_days": 5, "ten_days": 10}.items()
    },
}
"""Each field's options: what the form says, how the plan reads back, and the value.

The values are nothing (the key says what is watched), days, days, a :class:`Limit`, check-ups,
letters a day, and days.
"""


def _choice(meaning: str, field: str) -> Any:
    return option(meaning, **forms(OPTIONS[field]))


class MonitoringPlan(Decision):
    """What is watched, how closely, and how soon someone responds."""

    groups: ClassVar[Mapping[str, Sequence[str]]] = {
        "watched": ("watch", "labels"),
        "looks": ("look_back", "look_every"),
        "alarm": ("limit", "in_a_row"),
    }

    watch: str = _choice("What the team watches", "watch")
    look_back: str = _choice("How far back a check-up goes", "look_back")
    look_every: str = _choice("How often the team checks", "look_every")
    limit: str = _choice("The alarm limit", "limit")
    in_a_row: str = _choice("When someone is alerted", "in_a_row")
    labels: str = _choice(
        "Letters labelled a day (you pay only if you watch labelled letters)", "labels"
    )
    answer: str = _choice("The person alerted responds within", "answer")

    def value(self, field: str) -> Any:
        """Return what the choice in a field stands for; see :data:`OPTIONS`."""
        return OPTIONS[field][getattr(self, field)].value

    def said(self, field: str) -> str:
        """Return how the choice in a field reads back: as in the form where nothing else is."""
        chosen = OPTIONS[field][getattr(self, field)]
        return chosen.said or chosen.form

    @property
    def watched(self) -> tuple[str, ...]:
        """What is on the watch list; see :data:`doneenough.statistics.monitoring.WATCH_LISTS`."""
        return WATCH_LISTS[self.watch]

    @property
    def watches_quality(self) -> bool:
        """Whether labelled letters are on the watch list, so that labels are paid for."""
        return "quality" in self.watched

    @property
    def look(self) -> str:
        """What a check-up covers, as a clause."""
        return f"the team checks {self.said('watch')} over {self.said('look_back')}"

    def parts(self) -> list[str]:
        """Return the plan in short items: what, which limit, who responds, what it needs."""
        limit, limits = self.value("limit"), []
        if self.watched != ("quality",):
            limits.append(f"an index is above {limit.index:g}")
        if self.watches_quality:
            limits.append(f"{limit.fewer} fewer of 100 are right than at sign-off")
        lines = [
            f"{capital(self.said('look_every'))} {self.look}",
            f"a check-up is over the limit if {' or '.join(limits)}",
            f"{self.said('in_a_row')}, someone is alerted "
            f"and responds within {self.said('answer')}",
        ]
        if self.watches_quality:
            lines.append(f"{self.said('labels')} a day are labelled")
        return lines


USUAL = MonitoringPlan(
    watch="all_inputs",
    look_back="week",
    look_every="week",
    limit="some",
    in_a_row="first",
    labels="five",
    answer="two_days",
)
"""The plan that many teams have: all inputs, every week, an index above 0.1."""


def short(field: str, key: str) -> str:
    """Return what the form says for an option, up to the colon."""
    return OPTIONS[field][key].form.partition(":")[0]


@lru_cache
def every_plan() -> tuple[MonitoringPlan, ...]:
    """Return the whole family, in the order of its table of outcomes."""
    return tuple(
        MonitoringPlan.model_construct(None, **dict(zip(OPTIONS, keys, strict=True)))
        for keys in itertools.product(*OPTIONS.values())
    )


def position(plan: MonitoringPlan) -> int:
    """Return where ``plan`` stands in `every_plan`."""
    place = 0
    for field, options in OPTIONS.items():
        place = place * len(options) + list(options).index(getattr(plan, field))
    return place


def distinct_plans() -> Iterator[MonitoringPlan]:
    """Yield each plan that does something of its own: labels that nobody reads do nothing."""
    for plan in every_plan():
        if plan.watches_quality or plan.labels == next(iter(OPTIONS["labels"])):
            yield plan


def as_run(plan: MonitoringPlan, bank: Bank) -> Plan:
    """Return the plan as the streams run it."""
    limit = plan.value("limit")
    return make_plan(
        bank,
        IMPORTANT,
        watch=plan.watch,
        window=plan.value("look_back"),
        every=plan.value("look_every"),
        shift_limit=limit.index,
        quality_drop=limit.fewer / 100,
        in_a_row=plan.value("in_a_row"),
        labels_per_day=plan.value("labels"),
        response_days=plan.value("answer"),
    )
