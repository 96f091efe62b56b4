"""Which choice costs most in a monitoring plan, why, and the belief behind it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import euros
from doneenough.lessons.drift.outcomes import Done, done
from doneenough.lessons.drift.plan import (
    A_LITTLE,
    ALL_INPUTS,
    BOTH,
    CHOICES,
    CLEARLY,
    DAY,
    EVERYTHING,
    FAR,
    FIRST,
    FOUR_WEEKS,
    IMPORTANT_INPUTS,
    PREDICTIONS,
    QUALITY,
    SOME,
    THIRD,
    WEEK,
    MonitoringPlan,
    changed,
)
from doneenough.lessons.drift.words import calls, days, lower
from doneenough.lessons.drift.world import PlanBrief

WORDS = {
    "watch": "What the team watches",
    "look_back": "How far back one look goes",
    "look_every": "How often the team looks",
    "limit": "The limit",
    "in_a_row": "How many looks in a row",
    "labels": "The number of labels",
    "answer": "How soon somebody answers",
}
_SMALL = 0.03
"""A saving below this share of the cost is not worth a further change."""
CLEAR_OF_HABIT = 0.4
"""A plan that saves this share of what can be saved fits no wrong belief."""


@dataclass(frozen=True)
class Lever:
    """The choice, or the few together, whose change saves most; ``brief`` is where.

    ``named``: the better options are the lead's, and may be named.
    """

    fields: tuple[str, ...]
    plan: MonitoringPlan
    better: MonitoringPlan
    now: Done
    then: Done
    brief: PlanBrief
    named: bool = False

    @property
    def saving(self) -> float:
        """Euros per half-year."""
        return self.now.cost - self.then.cost

    @property
    def is_small(self) -> bool:
        """Whether no change is worth much."""
        return self.saving < _SMALL * self.now.cost

    def sentence(self) -> str:
        """Name the choice, what it would save, and why, in counts."""
        if self.is_small:
            return "The choices fit each other: no other one or two would save much."
        choice = "Another choice"
        if self.named:
            choice = "The lead's " + " and ".join(
                f"“{_option(self.better, field)}” instead of your “{_option(self.plan, field)}”"
                for field in self.fields
            )
        return f"{self._fields()}. {choice} would save {euros(self.saving)}. {self.why()}"

    def _fields(self) -> str:
        first, *more = (WORDS[field] for field in self.fields)
        return " and ".join([first, *map(lower, more)]) + (", together" if more else "")

    def why(self) -> str:
        """Say what falls most, in counts where there are any, and what rises in return."""
        parts = {
            name: getattr(self.now.bill, name) - getattr(self.then.bill, name)
            for name in ("harm", "false_alarms", "labels", "checks", "standby")
        }
        down, up = max(parts, key=parts.__getitem__), min(parts, key=parts.__getitem__)
        said = self._count(down) or f"{_NAMES[down]} then costs {self._instead(down)}"
        if -parts[up] > 0.25 * parts[down]:
            said += f", though {lower(_NAMES[up])} costs {self._instead(up)}"
        return f"{said}."

    def _instead(self, part: str) -> str:
        before, after = getattr(self.now.bill, part), getattr(self.then.bill, part)
        return f"{euros(after)}, not {euros(before)}"

    def _count(self, part: str) -> str:
        """Return the count behind the part that falls, where one shows it."""
        now, then = self.now, self.then
        if part == "false_alarms" and now.quiet_year - then.quiet_year >= 1:
            return f"A quiet year then has {calls(then.quiet_year)}, not {now.quiet_year:.0f}"
        if part == "harm" and now.delay - then.delay >= 1:
            return (
                f"When {NOW[self.brief.about.main]}, that is then noticed after "
                f"{days(then.delay)}, not {now.delay:.0f}"
            )
        return ""

    def advice(self) -> str:
        """Say what to try next."""
        if self.is_small:
            return "This plan does its work. Go on when you like."
        number = "two choices together" if len(self.fields) > 1 else "one choice"
        return f"Change {number}: {lower(self._fields()).removesuffix(', together')}."


NOW = {
    "relationship": "other letters suddenly need an expert",
    "gradual": "slowly other letters need an expert",
    "broken_feed": "an important input arrives as 0",
}
"""What a feedback counts, in words."""


def _option(plan: MonitoringPlan, field: str) -> str:
    options = MonitoringPlan.spec(field).options or {}
    return options[getattr(plan, field)].partition(":")[0]


_NAMES = {
    "harm": "Harm",
    "false_alarms": "Being called for nothing",
    "labels": "Labelling",
    "checks": "Looking",
    "standby": "Having somebody ready to answer",
}


def lever_of(brief: PlanBrief, plan: MonitoringPlan, lead: MonitoringPlan | None = None) -> Lever:
    """Return the choice whose change alone saves most; where none does, the best two.

    With ``lead``, only her choices are compared, and as many together as it takes.
    """
    now = done(brief, plan)
    lever = Lever((), plan, plan, now, now, brief)
    for together in range(1, len(CHOICES) + 1 if lead else 3):
        changes = list(_changes(plan, together, lead))
        if not changes:
            break
        names, better = min(changes, key=lambda item: (done(brief, item[1]).cost, item[0]))
        lever = Lever(names, plan, better, now, done(brief, better), brief, bool(lead))
        if not lever.is_small:
            break
    return lever


def _changes(
    plan: MonitoringPlan, together: int, lead: MonitoringPlan | None
) -> Iterator[tuple[tuple[str, ...], MonitoringPlan]]:
    for names in itertools.combinations(CHOICES, together):
        others = [
            [
                key
                for key in CHOICES[name]
                if key != getattr(plan, name) and key == getattr(lead, name, key)
            ]
            for name in names
        ]
        for keys in itertools.product(*others):
            yield names, changed(plan, **dict(zip(names, keys, strict=True)))


def belief_of(
    brief: PlanBrief, plan: MonitoringPlan, scale: Scale[MonitoringPlan]
) -> Misconception[PlanBrief, MonitoringPlan] | None:
    """Return the belief a plan fits, or None for one clearly better than today's habit."""
    cost = done(brief, plan).cost
    if cost < scale.habit - CLEAR_OF_HABIT * (scale.habit - scale.best):
        return None
    if plan.look_every == FOUR_WEEKS and (plan.in_a_row == THIRD or plan.limit == FAR):
        return MISCONCEPTIONS["passed_stays_passed"]
    if plan.look_every == DAY and plan.watch == EVERYTHING:
        return MISCONCEPTIONS["daily_is_better"]
    if plan.watch in (QUALITY, BOTH) and plan.look_back == DAY:
        return MISCONCEPTIONS["labels_arrive_at_once"]
    if plan.watch == ALL_INPUTS:
        law = plan.limit == CLEARLY
        return MISCONCEPTIONS["industry_limits_are_laws" if law else "drift_is_worse"]
    if plan.watch in (IMPORTANT_INPUTS, PREDICTIONS):
        return MISCONCEPTIONS["no_input_drift_is_fine"]
    return None


def usual() -> MonitoringPlan:
    """Return the plan that many teams have: all inputs, each week, an index above 0.1."""
    return MonitoringPlan(
        watch=ALL_INPUTS,
        look_back=WEEK,
        look_every=WEEK,
        limit=SOME,
        in_a_row=FIRST,
        labels="five",
        answer="two_days",
    )


BELIEFS: tuple[Misconception[PlanBrief, MonitoringPlan], ...] = (
    Misconception(
        "drift_is_worse",
        "Is a change always harm",
        "A number that moves looks like damage. But letters may change where it does not "
        "matter. Then somebody is called, finds nothing, and the next call is taken lightly.",
        lambda _brief: usual(),
        shown_in="Five cases side by side",
    ),
    Misconception(
        "no_input_drift_is_fine",
        "Is all well while the inputs stay",
        "Inputs are there at once and cost nothing, so they are what one watches. But other "
        "letters may need an expert although all of them look the same.",
        lambda _brief: changed(usual(), watch=IMPORTANT_INPUTS, limit=CLEARLY),
        shown_in="Five cases side by side",
    ),
    Misconception(
        "industry_limits_are_laws",
        "Is 0.25 a law",
        "Everybody uses 0.1 and 0.25, so they look tested. They are a custom from another "
        "trade. What they do depends on how many letters one look has, and on what moves.",
        lambda _brief: changed(usual(), limit=CLEARLY),
        shown_in="How many letters one look needs",
    ),
    Misconception(
        "daily_is_better",
        "Is it safer to watch everything, every day",
        "Who looks often should see early. But each look at each number is one more chance to "
        "be called for nothing, and every call costs.",
        lambda _brief: changed(
            usual(),
            watch=EVERYTHING,
            look_back=DAY,
            look_every=DAY,
            labels="fifty",
            answer="one_day",
        ),
        shown_in="Many inputs, many alarms",
    ),
    Misconception(
        "passed_stays_passed",
        "Does a model that passed stay right",
        "It was checked with care, and nobody touched it since. But the letters and the rules "
        "around it go on changing.",
        lambda _brief: changed(
            usual(),
            watch=PREDICTIONS,
            look_back=FOUR_WEEKS,
            look_every=FOUR_WEEKS,
            limit=FAR,
            in_a_row=THIRD,
            answer="ten_days",
        ),
        shown_in="Six months later",
    ),
    Misconception(
        "labels_arrive_at_once",
        "Do labels tell you about today",
        "The share right is what you care about, so watch it daily. But labels come late, and "
        "one day of them is so few that luck moves the number.",
        lambda _brief: changed(
            usual(), watch=QUALITY, look_back=DAY, look_every=DAY, limit=A_LITTLE, labels="ten"
        ),
        shown_in="Labels come late",
    ),
)

MISCONCEPTIONS = {item.id: item for item in BELIEFS}
