"""Exercise (c): faster labels or more labels, for one budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, option
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import grid, paragraph
from doneenough.core.words import capital
from doneenough.lessons.drift.labels_world import (
    CLOSED,
    DROPS,
    FAST,
    GATHER,
    SLOW,
    WEEKS,
    Found,
    LabelsBrief,
    briefs,
    found,
    no_labels,
)
from doneenough.lessons.drift.words import call_count, calls, days

_SMALL = 0.03
"""A saving below this share of the cost is not worth a further change."""
SHOWN_IN = "Labels come late"


class LabelPlan(Decision):
    """Which labels are bought, and how they are read."""

    buy: str = option(
        "Which labels the budget buys",
        express="fast and few",
        usual="the usual ones",
        batch="slow and many",
        closed_first="letters whose case is closed first",
    )
    gather: str = option(
        "Labels of how many weeks make one look",
        one="one week",
        two="two weeks",
        four="four weeks",
    )
    drop: str = option(
        "Somebody is called when this many of 100 fewer are right",
        three="more than 3 of 100 fewer",
        six="more than 6 of 100 fewer",
        nine="more than 9 of 100 fewer",
        twelve="more than 12 of 100 fewer",
    )


NAMES = LabelPlan.spec("buy").options or {}


@dataclass(frozen=True)
class Lever:
    """The choice, or the two together, whose change saves most."""

    values: dict[str, str]
    now: Found
    then: Found

    @property
    def is_small(self) -> bool:
        """Whether no change is worth much."""
        return self.now.cost - self.then.cost < _SMALL * self.now.cost

    def sentence(self) -> str:
        """Name the choice and what it does, in counts."""
        if self.is_small:
            return "The choices fit each other: no other one or two would save much."
        return (
            f"{self._names()}. Another choice would save "
            f"{euros(self.now.cost - self.then.cost)}. A change is then noticed after "
            f"{self.then.weeks:.1f} weeks, not {self.now.weeks:.1f}. Half a year then has "
            f"{calls(self.then.calls)}, not {call_count(self.now.calls)}."
        )

    def _names(self) -> str:
        return " and ".join(f"“{LabelPlan.spec(name).short}”" for name in self.values)

    def advice(self) -> str:
        """Say what to look at next."""
        if self.is_small:
            return "This plan does its work. Go on when you like."
        number = "two choices together" if len(self.values) > 1 else "one choice"
        return f"Change {number}: {self._names()}."


class Labels(Exercise[LabelsBrief, LabelPlan]):
    """One budget, four ways to get labels."""

    lesson = "drift"
    name = "labels"
    title = "Faster labels or more labels"
    points = 18
    decision = LabelPlan
    table = "labels"

    def briefs(self) -> Sequence[LabelsBrief]:
        """Return the 24 situations."""
        return briefs()

    def show_brief(self, brief: LabelsBrief) -> str:
        """Return the situation and what the budget buys."""
        rows = [
            (
                capital(NAMES[offer.name]),
                f"{offer.week} a week",
                days(offer.days),
                f"{offer.right} of 100",
                f"{offer.then} of 100",
            )
            for offer in brief.offers
        ]
        return paragraph(
            f"A model works on {brief.line}. You watch only how many of its labelled cases are "
            f"right. You may spend {euros(brief.budget)} a week on labels. In {brief.changes} of "
            "the last 20 half-years something changed, somewhere in the middle. A week with such "
            f"a change costs {euros(brief.harm)} until somebody notices it. A needless call costs "
            f"{euros(brief.call)}. Cases that are closed first are the easy ones: the table shows "
            "what that does to their count. Each kind is compared with its own usual count."
        ) + grid(
            "What the budget buys",
            ("Labels", "How many", "They come after", "Right, usually", "Right after a change"),
            rows,
        )

    def cost(self, brief: LabelsBrief, decision: LabelPlan) -> float:
        """Return the expected cost of a half-year in euros, exactly."""
        return _found(brief, decision).cost

    def policies(self, brief: LabelsBrief) -> Mapping[str, float]:
        """No labels, or the three habits."""
        return {"Buy no labels": no_labels(brief)} | {
            name: self.cost(brief, plan) for name, plan in self.common_practice(brief).items()
        }

    def common_practice(self, brief: LabelsBrief) -> Mapping[str, LabelPlan]:
        """Return what is usually done."""
        return {
            "The fastest, each week, more than 3 fewer": FASTEST,
            "The most, gathered for four weeks": MOST,
            "What is closed first, each week": EASIEST,
        }

    def best(self, brief: LabelsBrief) -> LabelPlan:
        """Try every plan."""
        return min(every_plan(), key=lambda plan: self.cost(brief, plan))

    @property
    def misconceptions(self) -> Sequence[Misconception[LabelsBrief, LabelPlan]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(
        self, brief: LabelsBrief, decision: LabelPlan, scale: Scale[LabelPlan]
    ) -> Feedback:
        """Count weeks, misses and needless calls, and name the choice that costs most."""
        result, lever = _found(brief, decision), _lever(brief, decision)
        belief = _belief(decision, result.cost, scale)
        noticed = TEAMS - crowd_count(result.missed)
        spent = brief.budget * WEEKS
        return Feedback(
            protected=f"Of {TEAMS} changes, your labels show {noticed} before the half-year ends.",
            consequence=(
                f"Until somebody notices, {result.weeks:.1f} weeks pass on average. Half a year "
                f"without a change has {calls(result.calls)}."
            ),
            money_note=(
                f"Your {euros(result.cost)} hold {euros(spent)} for labels. A change that nobody "
                "notices counts with all the weeks left."
            ),
            money=money_lines(scale, result.cost, "Your labels", "The best there is"),
            lever=lever.sentence(),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 10 shows it in “{belief.shown_in}”. Start there."
                if belief
                else lever.advice()
            ),
        )

    def reasons(self, brief: LabelsBrief, scale: Scale[LabelPlan]) -> str:
        """Return the lead's choice beside the other kinds of labels, each read at its best."""
        rows = []
        for name in NAMES:
            plan = min(
                (item for item in every_plan() if item.buy == name),
                key=lambda item: self.cost(brief, item),
            )
            result = _found(brief, plan)
            chosen = " (her choice)" if name == scale.reference.buy else ""
            rows.append(
                (
                    capital(NAMES[name]) + chosen,
                    f"{GATHER[plan.gather]}",
                    f"{DROPS[plan.drop]} of 100",
                    f"{result.weeks:.1f}",
                    call_count(result.calls),
                    euros(result.cost),
                )
            )
        return grid(
            "Each kind of label, read as well as it can be",
            ("Labels", "Weeks gathered", "Limit", "Weeks until noticed", "Needless calls", "Cost"),
            rows,
        )


def every_plan() -> list[LabelPlan]:
    """Return every answer there is."""
    return [
        LabelPlan(buy=buy, gather=gather, drop=drop)
        for buy in NAMES
        for gather in GATHER
        for drop in DROPS
    ]


def _found(brief: LabelsBrief, plan: LabelPlan) -> Found:
    return found(brief, plan.buy, plan.gather, plan.drop)


def _lever(brief: LabelsBrief, plan: LabelPlan) -> Lever:
    now = _found(brief, plan)
    for together in (1, 2):
        changes = []
        for other in every_plan():
            names = [n for n in LabelPlan.model_fields if getattr(other, n) != getattr(plan, n)]
            if len(names) == together:
                changes.append(({name: getattr(other, name) for name in names}, other))
        values, better = min(changes, key=lambda item: _found(brief, item[1]).cost)
        lever = Lever(values, now, _found(brief, better))
        if not lever.is_small:
            break
    return lever


def _belief(
    plan: LabelPlan, cost: float, scale: Scale[LabelPlan]
) -> Misconception[LabelsBrief, LabelPlan] | None:
    if cost < scale.habit - 0.4 * (scale.habit - scale.best):
        return None
    name = {CLOSED: "any_label_will_do", SLOW: "more_is_safer", FAST: "faster_is_better"}.get(
        plan.buy
    )
    return MISCONCEPTIONS[name] if name else None


FASTEST = LabelPlan(buy=FAST, gather="one", drop="three")
MOST = LabelPlan(buy=SLOW, gather="four", drop="six")
EASIEST = LabelPlan(buy=CLOSED, gather="one", drop="six")

BELIEFS: tuple[Misconception[LabelsBrief, LabelPlan], ...] = (
    Misconception(
        "faster_is_better",
        "Is faster always better",
        "News from yesterday feels useful. But a handful of labels jumps up and down by "
        "luck, and a narrow limit calls somebody each time.",
        lambda _brief: FASTEST,
        SHOWN_IN,
    ),
    Misconception(
        "more_is_safer",
        "Are more labels always safer",
        "A large count is steady, so it feels safe. But harm goes on while it fills, and "
        "slow labels speak of last month.",
        lambda _brief: MOST,
        SHOWN_IN,
    ),
    Misconception(
        "any_label_will_do",
        "Is one label as good as another",
        "Closed cases are at hand and cheap. But easy cases close first, and on those the "
        "model stays right when it fails on the others.",
        lambda _brief: EASIEST,
        SHOWN_IN,
    ),
)
MISCONCEPTIONS = {item.id: item for item in BELIEFS}
LABELS = Labels()
