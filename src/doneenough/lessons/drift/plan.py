"""Exercise (a): a monitoring plan. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from doneenough.core.crowd import TEAMS
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.levers import Lever, find_joint_lever, or_together
from doneenough.core.next_step import THOUGH, step
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact
from doneenough.core.words import lower
from doneenough.lessons.drift.outcomes import cheapest, done, never
from doneenough.lessons.drift.phrases import calls, days, happened
from doneenough.lessons.drift.plan_decision import OPTIONS, USUAL, MonitoringPlan, short
from doneenough.lessons.drift.plan_reasons import lead
from doneenough.lessons.drift.plan_world import PlanBrief, worlds
from doneenough.lessons.drift.without_labels import HALF_WORKED, WORKED

DAILY = USUAL.but(look_back="day", look_every="day")
EVERYTHING_DAILY = DAILY.but(watch="everything", labels="fifty", answer="one_day")
ONE_DAY_OF_LABELS = DAILY.but(watch="quality", labels="ten")


class Planning(Exercise[PlanBrief, MonitoringPlan]):
    """A monitoring plan; what each plan does is looked up."""

    lesson, table, brief, decision = "drift", "plan", PlanBrief, MonitoringPlan

    def starts_from(self, brief: PlanBrief) -> Mapping[str, Any]:
        """Return the team's present plan; who responds, and when, no one has settled yet."""
        values = USUAL.model_dump()
        del values["answer"]
        return values

    def show_brief(self, brief: PlanBrief) -> str:
        """Return the product, what things cost, and what happened to similar ones."""
        product = brief.about
        intro = self.say(
            "intro",
            line=self.say(f"line.{product.name}"),
            letters=product.letters,
            delay=days(product.label_delay),
            days=worlds()["stable"].days,
        )
        # Each pair stays on its line.
        ready = " · ".join(
            f"{within}: {euros(brief.standby / count)}".replace(" ", "\u00a0")
            for within, _, count in OPTIONS["answer"].values()
        )
        prices = self.words.fill_all(
            self.words.block("exercise.plan.prices"),
            wrong=self._price(brief.wrong),
            false_alarm=self._price(brief.false_alarm),
            label=self._price(brief.label),
            look=self._price(brief.look),
            ready=ready,
        )
        return (
            paragraph(intro)
            + facts(self.words("prices.caption"), prices)
            + grid(
                self.say("history"),
                self.words.block("exercise.plan.history_head"),
                [(*row, self._more_wrong(name)) for name, row in happened(product.history).items()],
            )
        )

    def _price(self, amount: float) -> str:
        """Return a price in euros, in cents where it is less than a euro."""
        return self.say("cents", count=f"{100 * amount:.0f}") if amount < 1 else euros(amount)

    def _more_wrong(self, name: str) -> str:
        wrong = round(100 * float(worlds()[name].extra_wrong[-1]))
        return self.say("more_wrong", wrong=wrong) if wrong else self.say("no_more_wrong")

    def cost(self, brief: PlanBrief, decision: MonitoringPlan) -> float:
        """Return the expected cost of an average half-year, in euros."""
        return done(brief, decision).cost

    def habits(self) -> Mapping[str, Sequence[MonitoringPlan]]:
        """Return today's habits; those that leave open who responds, with every answer."""
        return {
            "daily_calls": [EVERYTHING_DAILY.but(limit="a_little")],
            "weekly_inputs": [USUAL.but(answer=key) for key in OPTIONS["answer"]],
            "daily_labels": [ONE_DAY_OF_LABELS.but(answer=key) for key in OPTIONS["answer"]],
        }

    def policies(self, brief: PlanBrief) -> Mapping[str, float]:
        """Never check, be alerted every day, the usual index, one day's labels."""
        costs = {
            habit: min(self.cost(brief, plan) for plan in plans)
            for habit, plans in self.habits().items()
        }
        return {"never": never(brief), **costs}

    def common_practice(self, brief: PlanBrief) -> Mapping[str, MonitoringPlan]:
        """Return today's habits, whoever responds."""
        return {
            f"{habit} {plan.answer}": plan
            for habit, plans in self.habits().items()
            for plan in plans
        }

    def copied(self) -> Sequence[MonitoringPlan]:
        """The plans worked out in the lesson, for products without labels."""
        return (WORKED.plan, HALF_WORKED.plan)

    def best(self, brief: PlanBrief) -> MonitoringPlan:
        """Look through all plans there are."""
        return cheapest(brief)

    @property
    def plays(self) -> Mapping[str, Callable[[PlanBrief], MonitoringPlan]]:
        """Trust the inputs, the usual limits, every day, old success, or today's labels."""
        deaf = USUAL.but(watch="predictions", look_back="four_weeks", look_every="four_weeks")
        return {
            "drift_is_worse": lambda _: USUAL,
            "no_input_drift_is_fine": lambda _: USUAL.but(
                watch="important_inputs", limit="clearly"
            ),
            "industry_limits_are_laws": lambda _: USUAL.but(limit="clearly"),
            "daily_is_better": lambda _: EVERYTHING_DAILY,
            "passed_stays_passed": lambda _: deaf.but(
                limit="far", in_a_row="third", answer="ten_days"
            ),
            "labels_arrive_at_once": lambda _: ONE_DAY_OF_LABELS.but(limit="a_little"),
        }

    def belief(
        self, brief: PlanBrief, decision: MonitoringPlan, scale: Scale[MonitoringPlan]
    ) -> str | None:
        """Return the belief a plan fits, or None for one clearly better than today's habit."""
        plan = decision
        if scale.clearly_better(self.cost(brief, plan)):
            return None
        if plan.look_every == "four_weeks" and (plan.in_a_row == "third" or plan.limit == "far"):
            return "passed_stays_passed"
        if plan.look_every == "day" and plan.watch == "everything":
            return "daily_is_better"
        labels = plan.watch in ("quality", "important_inputs_and_quality")
        if labels and plan.look_back == "day":
            return "labels_arrive_at_once"
        if plan.watch == "all_inputs":
            return "industry_limits_are_laws" if plan.limit == "clearly" else "drift_is_worse"
        if plan.watch in ("important_inputs", "predictions"):
            return "no_input_drift_is_fine"
        return None

    def consequence(
        self, brief: PlanBrief, decision: MonitoringPlan, scale: Scale[MonitoringPlan]
    ) -> Consequence:
        """Count what is noticed and the false alarms, and say what the cost consists of."""
        result = done(brief, decision)
        found, bill = TEAMS - result.missed, result.bill
        counts: dict[str, Fact] = {
            "change": self.say(f"change.{brief.about.main}"),
            "calls": calls(result.quiet_year),
            "late": days(result.delay),
            "answer": decision.said("answer"),
            "found": found,
        }
        parts = {name: euros(amount) for name, amount in vars(bill).items()}
        return Consequence(
            self.say("kept" if found else "kept_none", **counts),
            self.say("happened" if found else "happened_unnoticed", **counts),
            bill=self.say("bill", cost=euros(result.cost), **parts),
        )

    def lever(
        self, brief: PlanBrief, plan: MonitoringPlan, hers: MonitoringPlan | None = None
    ) -> Lever[MonitoringPlan]:
        """Return the choice whose change alone saves most; where none does, the best two.

        With ``hers``, only the colleague's choices are compared, and as many as it takes.
        """
        most = len(OPTIONS) if hers else 2
        return find_joint_lever(lambda one: self.cost(brief, one), plan, most=most, lead=hers)

    def hint(
        self, brief: PlanBrief, decision: MonitoringPlan, scale: Scale[MonitoringPlan]
    ) -> Hint:
        """Name the choice that costs most; after committing, against the colleague's."""
        hers = scale.reference if self.committed else None
        lever = self.lever(brief, decision, hers)
        lever = or_together(lambda one: self.cost(brief, one), lever, scale.best_decision)
        if lever.is_small:
            return self.lever_words(lever)
        first, *more = (self.say(f"choice.{field}") for field in lever.fields)
        choices = " and ".join([first, *map(lower, more)])
        why = f"{self._why(brief, lever)}."
        instead = " and ".join(
            self.say(
                "instead",
                hers=short(field, getattr(lever.better, field)),
                yours=short(field, getattr(decision, field)),
            )
            for field in lever.fields
        )
        lever_says = self.say(
            "lever",
            choices=self.say("together", choices=choices) if more else choices,
            other=self.say("other_colleague", instead=instead) if hers else self.say("other_any"),
            saving=euros(lever.saving),
        )
        if hers:
            return Hint(f"{lever_says} {why}", step(decision, lever.better), lever.better)
        return Hint(lever_says, f"{step(decision, lever.better)} {why}", lever.better)

    def _why(self, brief: PlanBrief, lever: Lever[MonitoringPlan]) -> str:
        """Say what falls most, in counts where there are any, and what rises in return."""
        now, then = done(brief, lever.now), done(brief, lever.better)
        before, after = vars(now.bill), vars(then.bill)
        saved = {name: before[name] - after[name] for name in before}
        down, up = max(saved, key=saved.__getitem__), min(saved, key=saved.__getitem__)

        def instead(name: str) -> dict[str, str]:
            return {"then": euros(after[name]), "now": euros(before[name])}

        if down == "false_alarms" and now.quiet_year - then.quiet_year >= 1:
            why = self.say("fewer_calls", then=calls(then.quiet_year), now=f"{now.quiet_year:.0f}")
        elif down == "harm" and now.delay - then.delay >= 1:
            change = self.say(f"change.{brief.about.main}")
            why = self.say("sooner", change=change, then=days(then.delay), now=f"{now.delay:.0f}")
        else:
            why = self.say("cheaper", part=self.say(f"part.{down}"), **instead(down))
        if -saved[up] > THOUGH * saved[down]:
            part = lower(self.say(f"part.{up}"))
            why = self.say("though", why=why, part=part, **instead(up))
        return why

    def reasons(self, brief: PlanBrief, scale: Scale[MonitoringPlan]) -> str:
        """Return the colleague's plan with reasons, as HTML."""
        return lead(brief, scale.reference)
