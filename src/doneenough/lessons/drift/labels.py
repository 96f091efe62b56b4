"""Exercise (c): faster labels or more labels, for one budget."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, Option, forms, option
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.core.levers import find_joint_lever
from doneenough.core.scale import Scale
from doneenough.core.words import capital
from doneenough.lessons.drift.labels_world import (
    CHANGE_WEEK,
    WEEKS,
    Found,
    LabelsBrief,
    found,
    no_labels,
)
from doneenough.lessons.drift.phrases import call_count, calls, days

BUY = {
    "express": Option("fast and few"),
    "usual": Option("the usual ones"),
    "batch": Option("slow and many"),
    "closed_first": Option("cases that close first"),
}
GATHER = {
    "one": Option("one week", value=1),
    "two": Option("two weeks", value=2),
    "four": Option("four weeks", value=4),
}
"""The values are weeks of labels in one check-up."""
DROP = {
    key: Option(f"more than {fewer} of 100", f"{fewer} of 100", fewer)
    for key, fewer in {"three": 3, "six": 6, "nine": 9, "twelve": 12}.items()
}
"""The values say how many fewer of 100 right raise the alarm."""


class LabelPlan(Decision):
    """Which labels are bought, and how they are read."""

    buy: str = option("Which labels the budget buys", **forms(BUY))
    gather: str = option("Weeks of labels in one check-up", **forms(GATHER))
    drop: str = option("Someone is alerted when this many fewer are right", **forms(DROP))


FASTEST = LabelPlan(buy="express", gather="one", drop="three")
MOST = LabelPlan(buy="batch", gather="four", drop="six")
EASIEST = LabelPlan(buy="closed_first", gather="one", drop="six")
BELIEF_OF = {
    "express": "faster_is_better",
    "batch": "more_is_safer",
    "closed_first": "any_label_will_do",
}
"""The belief behind what is bought."""


class Labels(Exercise[LabelsBrief, LabelPlan]):
    """One budget, four ways to get labels."""

    lesson, table, brief, decision = "drift", "labels", LabelsBrief, LabelPlan

    def show_brief(self, brief: LabelsBrief) -> str:
        """Return the situation and what the budget buys."""
        rows = [
            (
                capital(BUY[offer.name].form),
                self.say("a_week", count=f"{offer.week}"),
                days(offer.days),
                self.say("of_100", count=offer.right),
                self.say("of_100", count=offer.then),
            )
            for offer in brief.offers
        ]
        intro = self.say(
            "intro",
            line=brief.line,
            budget=euros(brief.budget),
            weeks_in_all=WEEKS,
            change_week=CHANGE_WEEK,
            changes=brief.changes,
            harm=euros(brief.harm),
            call=euros(brief.call),
        )
        head = self.words.block("exercise.labels.offers_head")
        return paragraph(intro) + grid(self.say("offers"), head, rows)

    def found(self, brief: LabelsBrief, plan: LabelPlan) -> Found:
        """Return what a plan finds under a brief."""
        return found(brief, plan.buy, GATHER[plan.gather].value, DROP[plan.drop].value)

    def cost(self, brief: LabelsBrief, decision: LabelPlan) -> float:
        """Return the expected cost of a half-year in euros, exactly."""
        return self.found(brief, decision).cost

    def policies(self, brief: LabelsBrief) -> Mapping[str, float]:
        """No labels, or the three habits."""
        habits = self.common_practice(brief).items()
        costs = {habit: self.cost(brief, plan) for habit, plan in habits}
        return {"no_labels": no_labels(brief), **costs}

    def common_practice(self, brief: LabelsBrief) -> Mapping[str, LabelPlan]:
        """Return what is usually done."""
        return {"fastest": FASTEST, "most": MOST, "easiest": EASIEST}

    def best(self, brief: LabelsBrief) -> LabelPlan:
        """Try every plan."""
        return min(every_plan(), key=lambda plan: self.cost(brief, plan))

    @property
    def plays(self) -> Mapping[str, Callable[[LabelsBrief], LabelPlan]]:
        """Buy the fastest, the most, or what is available."""
        return {
            "faster_is_better": lambda _: FASTEST,
            "more_is_safer": lambda _: MOST,
            "any_label_will_do": lambda _: EASIEST,
        }

    def belief(
        self, brief: LabelsBrief, decision: LabelPlan, scale: Scale[LabelPlan]
    ) -> str | None:
        """Return the belief behind what is bought, or None where it is clearly better."""
        better = scale.clearly_better(self.cost(brief, decision))
        return None if better else BELIEF_OF.get(decision.buy)

    def consequence(
        self, brief: LabelsBrief, decision: LabelPlan, scale: Scale[LabelPlan]
    ) -> Consequence:
        """Count weeks, misses and false alarms."""
        result = self.found(brief, decision)
        return Consequence(
            self.say("kept", noticed=TEAMS - crowd_count(result.missed)),
            self.say("happened", weeks=f"{result.weeks:.1f}", calls=calls(result.calls)),
            bill=self.say("bill", cost=euros(result.cost), spent=euros(brief.budget * WEEKS)),
        )

    def hint(self, brief: LabelsBrief, decision: LabelPlan, scale: Scale[LabelPlan]) -> Hint:
        """Name the choice that costs most, or the two together."""
        lever = find_joint_lever(lambda plan: self.cost(brief, plan), decision)
        if lever.is_small:
            return self.lever_words(lever)
        now, then = self.found(brief, decision), self.found(brief, lever.better)
        choices = " and ".join(f"“{LabelPlan.spec(field).short}”" for field in lever.fields)
        # Two counts that read the same are not set against each other.
        same = call_count(then.calls) == call_count(now.calls)
        counts = {"then_calls": calls(then.calls), "now_calls": call_count(now.calls)}
        says = self.say(
            "lever",
            choices=choices,
            saving=euros(lever.saving),
            then_weeks=f"{then.weeks:.1f}",
            now_weeks=f"{now.weeks:.1f}",
            and_calls=self.say("same_calls" if same else "other_calls", **counts),
        )
        return Hint(
            says, self.say("try_two" if len(lever.fields) > 1 else "try_one", choices=choices)
        )

    def reasons(self, brief: LabelsBrief, scale: Scale[LabelPlan]) -> str:
        """Return the colleague's choice beside the other kinds of labels, each read at its best."""
        rows = []
        for key, kind in BUY.items():
            some = (plan for plan in every_plan() if plan.buy == key)
            plan = min(some, key=lambda item: self.cost(brief, item))
            result, name = self.found(brief, plan), capital(kind.form)
            rows.append(
                (
                    self.say("her_choice", labels=name) if key == scale.reference.buy else name,
                    f"{GATHER[plan.gather].value}",
                    DROP[plan.drop].said,
                    f"{result.weeks:.1f}",
                    call_count(result.calls),
                    euros(result.cost),
                )
            )
        head = self.words.block("exercise.labels.reasons_head")
        return grid(self.say("reasons"), head, rows)


def every_plan() -> list[LabelPlan]:
    """Return every answer there is."""
    return [LabelPlan(buy=b, gather=g, drop=d) for b, g, d in itertools.product(BUY, GATHER, DROP)]
