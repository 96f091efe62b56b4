"""Exercise (a): a monitoring plan. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from doneenough.core.crowd import TEAMS
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.registry import read_json
from doneenough.core.words import capital
from doneenough.lessons.drift.coaching import BELIEFS, NOW, belief_of, lever_of, usual
from doneenough.lessons.drift.outcomes import Done, cheapest, done, never
from doneenough.lessons.drift.plan import (
    A_LITTLE,
    ALL_INPUTS,
    ANSWERS,
    DAY,
    EVERYTHING,
    FIRST,
    QUALITY,
    SOME,
    WEEK,
    MonitoringPlan,
    changed,
)
from doneenough.lessons.drift.reasons import lead
from doneenough.lessons.drift.words import calls, days
from doneenough.lessons.drift.world import HALF_YEARS, HAPPENINGS, PlanBrief, worlds


class Planning(Exercise[PlanBrief, MonitoringPlan]):
    """What both briefs share."""

    lesson = "drift"
    decision = MonitoringPlan
    table = "plan"

    def briefs(self) -> Sequence[PlanBrief]:
        """Return the 24 situations."""
        return _briefs()

    def starts_from(self, brief: PlanBrief) -> Mapping[str, Any]:
        """Return the team's present plan; who answers, and when, nobody has settled yet."""
        values = usual().model_dump()
        del values["answer"]
        return values

    def show_brief(self, brief: PlanBrief) -> str:
        """Return the product, what things cost, and what happened to similar ones."""
        return show_brief(brief)

    def cost(self, brief: PlanBrief, decision: MonitoringPlan) -> float:
        """Return the expected cost of an average half-year, in euros."""
        return done(brief, decision).cost

    def policies(self, brief: PlanBrief) -> Mapping[str, float]:
        """Never look, be called every day, the usual index, one day's labels."""
        habits = self.common_practice(brief)

        def least(start: str) -> float:
            found = (plan for name, plan in habits.items() if name.startswith(start))
            return min(self.cost(brief, plan) for plan in found)

        return {
            "Never look": never(brief),
            "Call somebody every day": least("Every day"),
            "All inputs each week, index above 0.1": least("Index"),
            "Labels of one day, each day": least("Share"),
        }

    def common_practice(self, brief: PlanBrief) -> Mapping[str, MonitoringPlan]:
        """Return today's habits, whoever answers."""
        daily = changed(usual(), look_back=DAY, look_every=DAY, in_a_row=FIRST)
        found = {
            "Every day": changed(
                daily, watch=EVERYTHING, limit=A_LITTLE, labels="fifty", answer="one_day"
            )
        }
        for answer in ANSWERS:
            found[f"Index, {answer}"] = changed(
                usual(), watch=ALL_INPUTS, look_back=WEEK, limit=SOME, answer=answer
            )
            found[f"Share, {answer}"] = changed(
                daily, watch=QUALITY, limit=SOME, labels="ten", answer=answer
            )
        return found

    def copied(self) -> Sequence[MonitoringPlan]:
        """The plans worked out in the lesson, for products without labels."""
        from doneenough.lessons.drift.examples import HALF_WORKED, WORKED

        return (WORKED.plan, HALF_WORKED.plan)

    def best(self, brief: PlanBrief) -> MonitoringPlan:
        """Look through all plans there are."""
        return cheapest(brief)

    @property
    def misconceptions(self) -> Sequence[Misconception[PlanBrief, MonitoringPlan]]:
        """The beliefs of :mod:`doneenough.lessons.drift.coaching`."""
        return BELIEFS

    def feedback(
        self, brief: PlanBrief, decision: MonitoringPlan, scale: Scale[MonitoringPlan]
    ) -> Feedback:
        """Count what is noticed and the needless calls, and name the choice that costs most."""
        # After committing her choice stands against the lead's; before, no option is named.
        result = done(brief, decision)
        lever = lever_of(brief, decision, scale.reference if self.committed else None)
        belief = belief_of(brief, decision, scale)
        bill = result.bill
        return Feedback(
            protected=_protected(brief, result),
            consequence=_consequence(brief, decision, result),
            money_note=(
                f"Your {euros(result.cost)} in an average half-year are {euros(bill.harm)} harm, "
                f"{euros(bill.false_alarms)} needless calls (harmless changes raise some, too), "
                f"{euros(bill.labels)} labels, {euros(bill.checks)} looks, and "
                f"{euros(bill.standby)} to have somebody ready to answer."
            ),
            money=money_lines(scale, result.cost, "Your plan", "The best plan there is"),
            lever=lever.sentence(),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 10 shows it in “{belief.shown_in}”. Start there."
                if belief
                else lever.advice()
            ),
        )

    def reasons(self, brief: PlanBrief, scale: Scale[MonitoringPlan]) -> str:
        """Return the lead's plan with reasons, as HTML."""
        return lead(brief, scale.reference)


class PlanCoached(Planning):
    """Brief A: as many tries as you like, full feedback."""

    name = "plan"
    title = "A monitoring plan, brief A"
    points = 5


class PlanCommitted(Planning):
    """Brief B: another product, one answer, no live score."""

    name = "final_plan"
    title = "A monitoring plan, brief B"
    points = 45
    # So far on, the table has another product, and another plan is best.
    shift = 12
    committed: ClassVar[bool] = True


def show_brief(brief: PlanBrief) -> str:
    """Return a situation as HTML: the product, the prices, and the last 20 half-years."""
    product = brief.about
    counts = dict(product.history)
    counts["stable"] = HALF_YEARS - sum(counts.values())
    rows = [
        (capital(HAPPENINGS[name]), f"{counts[name]} of {HALF_YEARS}", _more_wrong(name))
        for name in HAPPENINGS
        if counts.get(name)
    ]
    right = round(100 * worlds()["stable"].reference.accuracy)
    # Each pair stays on its line.
    ready = " · ".join(
        f"{days(n)}: {euros(brief.standby / n)}".replace(" ", "\u00a0") for n in ANSWERS.values()
    )
    return (
        paragraph(
            f"The model sorts {product.line}, {product.letters} letters a day. At sign-off it was "
            f"right in {right} of 100. Experts' labels come {days(product.label_delay)} after "
            "their letters. The form starts with the team's present plan. Nobody has said yet who "
            "answers."
        )
        + facts(
            "What things cost",
            [
                ("A letter wrong only because of a change", _price(brief.wrong)),
                ("A needless call", _price(brief.false_alarm)),
                ("One label", _price(brief.label)),
                ("One look at the numbers", _price(brief.look)),
                ("Half a year of somebody who answers within", ready),
            ],
        )
        + grid(
            "The last 20 half-years of similar products",
            ("What happened", "How often", "More letters wrong"),
            rows,
        )
    )


def _more_wrong(name: str) -> str:
    wrong = round(100 * float(worlds()[name].extra_wrong[-1]))
    return f"{wrong} of 100" if wrong else "none"


def _price(amount: float) -> str:
    """Return a price in euros, in cents where it is less than a euro."""
    return f"{100 * amount:.0f} cents" if amount < 1 else euros(amount)


def _protected(brief: PlanBrief, result: Done) -> str:
    found = TEAMS - result.missed
    if found:
        return (
            f"Of {TEAMS} products with your plan, {found} notice it within the half-year when "
            f"{NOW[brief.about.main]}."
        )
    return "Your plan is written down, and everybody can read it."


def _consequence(brief: PlanBrief, plan: MonitoringPlan, result: Done) -> str:
    quiet = f"A quiet year has {calls(result.quiet_year)}."
    if result.missed == TEAMS:
        return f"Nobody notices when {NOW[brief.about.main]}. {quiet}"
    return (
        f"That takes {days(result.delay)} on average, and {days(ANSWERS[plan.answer])} more until "
        f"it is answered. {quiet}"
    )


@lru_cache
def _briefs() -> tuple[PlanBrief, ...]:
    return tuple(PlanBrief(**row) for row in read_json("drift", "briefs/plan.json"))
