"""Exercise (b): write the policy by which versions go live. Brief A coached, brief B committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, option, whole
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import facts, folded, grid, paragraph
from doneenough.core.levers import Lever, find_lever, or_together
from doneenough.core.next_step import reason
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import counted, signed
from doneenough.lessons.tradeoff import case
from doneenough.lessons.tradeoff.figures import projects
from doneenough.lessons.tradeoff.policy_world import (
    CEILING,
    CHECKS,
    LONG_TRIAL,
    MOST_SPRINTS,
    NO_CHECK,
    SHARES,
    SIGMA,
    Outcome,
    Policy,
    PolicyBrief,
    all_costs,
    given_up,
    habits,
    kinds,
    knowing,
    lower_end_below,
    outcome,
)

_WORDS = words_of("tradeoff")
CHECK_TEXTS: Mapping[str, str] = _WORDS.block("exercise.policy.checks")
SHARE_TEXTS: Mapping[str, str] = _WORDS.block("exercise.policy.shares")
SMALL_TRIAL = 10
LONG_REVIEW = 20
STRICT = 6
MANY_SPRINTS = 4


class ShipPolicy(Decision):
    """When a version goes live, to how many, and when you look again."""

    check: str = option("The check before launch", **CHECK_TEXTS)
    margin: int = whole(
        "Ship when the lower end of the gain is at least this (without a check it doesn't matter)",
        unit="in 100",
        low=-10,
        high=10,
    )
    first_share: str = option("Who gets it first", **SHARE_TEXTS)
    review_after: int = whole("Review of the live results after", unit="weeks", low=1, high=26)
    most_sprints: int = whole(
        "If the check fails: further sprints, each with a new check, at most",
        unit="sprints",
        low=0,
        high=MOST_SPRINTS,
    )

    @classmethod
    def of(cls, check: str, margin: int, share: str, review: int, sprints: int) -> ShipPolicy:
        """Return the policy with these five values."""
        return cls(
            check=check, margin=margin, first_share=share, review_after=review, most_sprints=sprints
        )

    @property
    def policy(self) -> Policy:
        """The policy as the world takes it."""
        return Policy(
            CHECKS[self.check],
            self.margin,
            SHARES[self.first_share] / 100,
            self.review_after,
            self.most_sprints,
        )


MARGINS = range(ShipPolicy.spec("margin").low, ShipPolicy.spec("margin").high + 1)
REVIEWS = range(1, ShipPolicy.spec("review_after").high + 1)


class WritePolicy(Exercise[PolicyBrief, ShipPolicy]):
    """A ship policy; the best is found among all there are."""

    lesson, table, brief, decision = "tradeoff", "policy", PolicyBrief, ShipPolicy

    def show_brief(self, brief: PolicyBrief) -> str:
        """Return the situation: what is known, 20 past projects, what things cost."""
        values: dict[str, Fact] = {
            "product": brief.product,
            "today": brief.today,
            "keep": brief.keep_in_10,
            "steep": brief.steep,
            "flat": f"{brief.flat:g}",
            "weeks": brief.weeks,
            "cases": brief.cases,
            "worth": euros(brief.one_in_100),
            "wrong": euros(brief.wrong),
            "sprint": counted(brief.sprint_weeks, "weeks"),
            "sprint_cost": euros(brief.sprint_cost),
            "case_cost": euros(brief.case_cost),
            "check_400": euros(400 * brief.case_cost),
            "side": euros(brief.side) if brief.side else self.say("nothing"),
            "back": counted(brief.back_weeks, "weeks"),
            "back_cost": euros(brief.back_cost) if brief.back_cost else self.say("nothing"),
            "gap": brief.gap,
            "gap_in_10": brief.gap_in_10,
            "ceiling": CEILING,
        }
        rows = [
            (label, text)
            for name, (label, text) in self.words.fill_all(
                self.words.block("exercise.policy.known"), **values
            ).items()
            if name != "gap" or brief.gap_in_10
        ]
        past = [
            (self.say("began", gain=signed(gain)), f"{steep}", f"{flat}")
            for gain, steep, flat in zip(
                brief.gains, brief.steep_counts, brief.flat_counts, strict=True
            )
            if steep or flat
        ]
        head = self.words.block("exercise.policy.past_head")
        return (
            paragraph(self.say("intro", **values))
            + grid(self.say("past", **values), head, past)
            + paragraph(self.say("sprints", **values))
            + facts(self.say("costs"), rows)
            + paragraph(self.say("compared", most_sprints=MOST_SPRINTS))
            + folded(self.say("how_measured"), self.precision())
        )

    def precision(self) -> str:
        """Return how precise each check is, as HTML."""
        rows = [
            (
                CHECK_TEXTS[name],
                f"{SIGMA / cases**0.5:.1f}",
                f"{lower_end_below(cases):.1f}",
            )
            for name, cases in CHECKS.items()
            if cases
        ]
        head = self.words.block("exercise.policy.precision_head")
        return grid(self.say("precision"), head, rows) + paragraph(self.say("review_rule"))

    def done(self, brief: PolicyBrief, decision: ShipPolicy) -> Outcome:
        """Return what a policy does under a brief."""
        return outcome(brief, decision.policy)

    def cost(self, brief: PolicyBrief, decision: ShipPolicy) -> float:
        """Return what the policy gives up, in euros a project."""
        return given_up(brief, decision.policy)

    def policies(self, brief: PolicyBrief) -> Mapping[str, float]:
        """Return what the usual policies give up."""
        return habits(brief)

    def common_practice(self, brief: PolicyBrief) -> Mapping[str, ShipPolicy]:
        """Return the long trial; the other habits know no review and stand outside the form."""
        return {"long_trial": _trial()}

    def copied(self) -> Sequence[ShipPolicy]:
        """Return the policies worked out in the lesson, for other costs."""
        return [ShipPolicy.of(*one) for one in (case.WORKED_POLICY, case.HALF_WORKED_POLICY)]

    def best(self, brief: PolicyBrief) -> ShipPolicy:
        """Search all policies; where several cost the same, the first."""
        costs = np.round(all_costs(brief, MARGINS, REVIEWS), 2)
        at = np.unravel_index(int(np.argmin(costs)), costs.shape)
        check, margin, share, review, sprints = (int(place) for place in at)
        return ShipPolicy.of(
            list(CHECKS)[check], MARGINS[margin], list(SHARES)[share], REVIEWS[review], sprints
        )

    def steps(self, decision: ShipPolicy) -> Iterator[ShipPolicy]:
        """Yield what is one step away in one field."""
        for name, order in (("check", list(CHECKS)), ("first_share", list(SHARES))):
            place = order.index(getattr(decision, name))
            for other in (place - 1, place + 1):
                if 0 <= other < len(order):
                    yield decision.but(**{name: order[other]})
        for spec in self.decision.specs():
            if spec.kind == "whole":
                value = getattr(decision, spec.name)
                for other in (value - 1, value + 1):
                    if spec.low <= other <= spec.high:
                        yield decision.but(**{spec.name: other})

    def nearby(self, brief: PolicyBrief, decision: ShipPolicy) -> Iterator[ShipPolicy]:
        """Move the weeks by a twentieth; a step of the other fields is a decision of its own."""
        for factor in (0.95, 1.05):
            weeks = round(decision.review_after * factor)
            yield decision.but(review_after=min(max(weeks, 1), REVIEWS[-1]))

    @property
    def plays(self) -> Mapping[str, Callable[[PolicyBrief], ShipPolicy]]:
        """Better is enough, waiting is free, perfection, always a trial, it can't be undone."""
        return {
            "better_than_before": lambda _: ShipPolicy.of("c100", -6, "all", 26, 0),
            "waiting_is_free": lambda _: ShipPolicy.of("c400", 4, "all", 13, MOST_SPRINTS),
            "perfect_or_nothing": lambda _: ShipPolicy.of("c800", 10, "all", 13, MOST_SPRINTS),
            "always_a_trial": lambda _: _trial(),
        }

    def belief(
        self, brief: PolicyBrief, decision: ShipPolicy, scale: Scale[ShipPolicy]
    ) -> str | None:
        """Return the belief a policy fits, or None for one clearly better than today's habit."""
        if scale.clearly_better(self.cost(brief, decision)):
            return None
        checked = decision.check != NO_CHECK
        if checked and decision.margin >= STRICT:
            return "perfect_or_nothing"
        if checked and decision.most_sprints >= MANY_SPRINTS:
            return "waiting_is_free"
        if SHARES[decision.first_share] <= SMALL_TRIAL and decision.review_after >= LONG_REVIEW:
            return "always_a_trial"
        if decision.first_share == "all" and (not checked or decision.margin < 0):
            return "better_than_before"
        return None

    def lever(self, brief: PolicyBrief, decision: ShipPolicy) -> Lever[ShipPolicy]:
        """Return the field whose change alone saves most; each is searched over its range."""
        costs = all_costs(brief, MARGINS, REVIEWS)
        orders: dict[str, list[Any]] = {
            "check": list(CHECKS),
            "margin": list(MARGINS),
            "first_share": list(SHARES),
            "review_after": list(REVIEWS),
            "most_sprints": list(range(MOST_SPRINTS + 1)),
        }
        now = [order.index(getattr(decision, name)) for name, order in orders.items()]

        def changes() -> Iterator[tuple[str, ShipPolicy]]:
            for axis, (name, order) in enumerate(orders.items()):
                along = costs[(*now[:axis], slice(None), *now[axis + 1 :])]
                yield name, decision.but(**{name: order[int(np.argmin(along))]})

        return find_lever(lambda other: self.cost(brief, other), decision, changes())

    def hint(self, brief: PolicyBrief, decision: ShipPolicy, scale: Scale[ShipPolicy]) -> Hint:
        """Name the choice that gives up most; where no single one does, those that do together."""
        lever = self.lever(brief, decision)
        lever = or_together(lambda other: self.cost(brief, other), lever, scale.best_decision)
        now, then = (self._parts(brief, policy) for policy in (lever.now, lever.better))
        return self.lever_words(lever, reason(now, then))

    def _parts(self, brief: PolicyBrief, decision: ShipPolicy) -> dict[str, float]:
        """Return what is given up, by name: live and waiting, checks, sprints."""
        done = self.done(brief, decision)
        rest = self.cost(brief, decision) - done.checks - done.sprints
        parts = {"live": rest, "checks": done.checks, "sprints": done.sprints}
        return {self.say(f"part.{name}"): amount for name, amount in parts.items()}

    def counts(self, brief: PolicyBrief, decision: ShipPolicy) -> dict[str, int]:
        """Return how many of 200 projects ship and how many do not.

        ``worse``: shipped ones worse than today's process; ``missed``: others that had
        something to gain.
        """
        of, done = kinds(brief), self.done(brief, decision)
        shipped = done.shipped
        worse = float(((of.live <= 0) * shipped).sum(axis=0) @ of.weight)
        went = shipped.sum(axis=0)
        could = (_worth_it(brief) > 0) * (1 - went)
        shipped_count, worse_count = crowd_count(float(went @ of.weight)), crowd_count(worse)
        return {
            "shipped": shipped_count,
            "worse": min(worse_count, shipped_count),
            "kept_back": TEAMS - shipped_count,
            "missed": min(crowd_count(float(could @ of.weight)), TEAMS - shipped_count),
        }

    def consequence(
        self, brief: PolicyBrief, decision: ShipPolicy, scale: Scale[ShipPolicy]
    ) -> Consequence:
        """Count what goes live, and say what is given up."""
        counts = self.counts(brief, decision)
        better = counts["shipped"] - counts["worse"]
        spared = counts["kept_back"] - counts["missed"]
        kept = (
            self.say("kept_better", count=better)
            if better >= spared
            else self.say("kept_spared", count=spared)
        )
        done = self.done(brief, decision)
        bill = self.say(
            "bill",
            given_up=euros(self.cost(brief, decision)),
            known=euros(knowing(brief)),
            brought=euros(done.value),
            checks=euros(done.checks),
            sprints=euros(done.sprints),
        )
        return Consequence(
            kept, self.say("happened", teams=TEAMS, **counts), bill, self.picture(brief, decision)
        )

    def picture(self, brief: PolicyBrief, decision: ShipPolicy) -> Picture:
        """Return the crowd of projects under a policy."""
        return projects(**self.counts(brief, decision))

    def reasons(self, brief: PolicyBrief, scale: Scale[ShipPolicy]) -> str:
        """Return an experienced colleague's choice with one change at a time, as HTML."""
        hers = scale.reference
        others = {
            "hers": hers,
            "no_check": hers.but(check=NO_CHECK),
            "long_check": hers.but(check="c800"),
            "stricter": hers.but(margin=min(hers.margin + 3, MARGINS[-1])),
            "to_all": hers.but(first_share="all"),
            "to_few": hers.but(first_share="s10"),
            "two_more": hers.but(most_sprints=min(hers.most_sprints + 2, MOST_SPRINTS)),
        }
        rows = []
        for name, other in others.items():
            if name != "hers" and other == hers:
                continue
            counts = self.counts(brief, other)
            rows.append(
                (
                    self.say(f"other.{name}"),
                    f"{counts['shipped']}",
                    f"{counts['worse']}",
                    euros(self.cost(brief, other)),
                )
            )
        head = self.words.block("exercise.policy.changes_head")
        return paragraph(self.told(hers)) + folded(
            self.say("changes"), grid(self.say("changes_caption"), head, rows)
        )

    def told(self, decision: ShipPolicy) -> str:
        """Return a policy in one or two sentences."""
        share = SHARE_TEXTS[decision.first_share]
        review = counted(decision.review_after, "weeks")
        if decision.check == NO_CHECK:
            return self.say("told_no_check", share=share, review=review)
        return self.say(
            "told",
            check=CHECK_TEXTS[decision.check],
            margin=signed(decision.margin),
            share=share,
            review=review,
            sprints=self.say("no_sprints")
            if not decision.most_sprints
            else self.say("more_sprints", sprints=counted(decision.most_sprints, "sprints")),
        )


def _worth_it(brief: PolicyBrief) -> np.ndarray:
    """Return for each kind of project what its best version would bring live."""
    sprints = np.arange(MOST_SPRINTS + 1)
    left = np.maximum(brief.weeks - sprints * brief.sprint_weeks, 0)[:, None]
    value = brief.one_in_100 * kinds(brief).live * left - (sprints * brief.sprint_cost)[:, None]
    best: np.ndarray = value.max(axis=0)
    return best


def _trial() -> ShipPolicy:
    share = next(name for name, part in SHARES.items() if part / 100 == LONG_TRIAL.share)
    return ShipPolicy.of(NO_CHECK, LONG_TRIAL.margin, share, LONG_TRIAL.review, LONG_TRIAL.sprints)
