"""Exercise: ten days over six gates. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.registry import read_json
from doneenough.core.words import counted
from doneenough.lessons.stages.days import (
    BUDGET,
    DEFECTS,
    GATES,
    MOST,
    PAST,
    BudgetBrief,
    GateDays,
    cheapest,
    cost,
    gate_cost,
    lives,
    something_goes_live,
)
from doneenough.lessons.stages.figures import bar, found_and_live
from doneenough.lessons.stages.history import history

TESTS_ONLY, NONE_AFTER = "Tests only", "All before the demo, none after"
AS_LAST = "Most on what failed last"
_SMALL = 0.03
"""A saving below this share of the cost is not worth a further change."""
EVENLY, *_ = EVEN = tuple(
    GateDays(**dict(zip(GATES, days, strict=True)))
    for days in ((2, 2, 2, 2, 1, 1), (2, 2, 2, 2, 2, 0), (1, 1, 2, 2, 2, 2))
)
"""Two days for most gates, and what is left for the others."""
NOTHING = GateDays(agree=0, data_check=0, hold_out=0, per_group=0, shadow_run=0, monitoring=0)
TESTS = NOTHING.model_copy(update={"hold_out": MOST, "per_group": MOST})
BEFORE = GateDays(agree=2, data_check=2, hold_out=3, per_group=3, shadow_run=0, monitoring=0)


def last_failure(brief: BudgetBrief) -> GateDays:
    """Return the days of somebody who guards against what failed last time."""
    return GateDays(**{gate: MOST if gate == brief.last else 1 for gate in GATES})


class Budget(Exercise[BudgetBrief, GateDays]):
    """What both briefs share."""

    lesson = "stages"
    decision = GateDays
    table = "gate_budget"

    def briefs(self) -> Sequence[BudgetBrief]:
        """Return the 24 teams."""
        return _briefs()

    def show_brief(self, brief: BudgetBrief) -> str:
        """Return the prices, the history, and what days find."""
        return (
            paragraph(
                f"A team builds a model for {brief.line}. Every gate is kept, but briefly; the "
                f"table counts what got through all the same. You may use up to {BUDGET} extra "
                f"days, at most {MOST} for one gate, and 0 where none is worth its price. As in "
                "the lesson, each gate finds its own defect only. "
                f"The last project failed like this: {DEFECTS[brief.last]}."
            )
            + facts(
                "What it costs",
                [
                    ("An extra day at a gate", euros(brief.day)),
                    ("Going back, for a defect that is found", euros(brief.back)),
                ],
            )
            + history(brief, list(GATES))
        )

    def cost(self, brief: BudgetBrief, decision: GateDays) -> float:
        """Return the expected cost of a project in euros, exactly."""
        return cost(brief, decision)

    def policies(self, brief: BudgetBrief) -> Mapping[str, float]:
        """Use no day, spread evenly, tests only, nothing after launch, what failed last time."""
        habits = self.common_practice(brief)
        return {
            "No extra day": cost(brief, NOTHING),
            "Spread the days evenly": min(cost(brief, split) for split in EVEN),
            **{name: cost(brief, habits[name]) for name in (TESTS_ONLY, NONE_AFTER, AS_LAST)},
        }

    def common_practice(self, brief: BudgetBrief) -> Mapping[str, GateDays]:
        """Return today's habits."""
        evenly = {f"Evenly, {number}": split for number, split in enumerate(EVEN)}
        return evenly | {
            TESTS_ONLY: TESTS,
            NONE_AFTER: BEFORE,
            AS_LAST: last_failure(brief),
        }

    def copied(self) -> Sequence[GateDays]:
        """The splits worked out in the lesson, where the gates have the same names."""
        from doneenough.lessons.stages.examples import HALF_WORKED, WORKED

        return (WORKED.split(), HALF_WORKED.split())

    def best(self, brief: BudgetBrief) -> GateDays:
        """Try every split."""
        return cheapest(brief)

    @property
    def misconceptions(self) -> Sequence[Misconception[BudgetBrief, GateDays]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(self, brief: BudgetBrief, decision: GateDays, scale: Scale[GateDays]) -> Feedback:
        """Count what is found and what goes live, and name the move that saves most."""
        total, lever = cost(brief, decision), _lever(brief, decision)
        belief = _belief(brief, decision, total, scale)
        gone = crowd_count(something_goes_live(brief, decision))
        return Feedback(
            protected=_protected(brief, decision),
            consequence=(
                f"Of {TEAMS} such projects, {gone} go live with a defect that nobody has found. "
                + (_no_more(decision) if lever.is_small else _worst(brief, decision))
            ),
            picture=found_and_live(
                [bar(brief, decision, gate) for gate in GATES],
                f"What your days find in {TEAMS} projects, and what the rest costs on average",
            ),
            money=money_lines(scale, total, "Your days", "The best there is"),
            lever=lever.sentence(),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 1 shows it in “{belief.shown_in}”. Start there."
                if belief
                else lever.advice()
            ),
        )

    def reasons(self, brief: BudgetBrief, scale: Scale[GateDays]) -> str:
        """Return the lead's days beside what each gate is worth, as HTML."""
        rows = [
            (
                name,
                euros(brief.share(gate) * brief.harm(gate)),
                f"{getattr(scale.reference, gate)}",
                euros(lives(brief, gate, getattr(scale.reference, gate)) * brief.harm(gate)),
            )
            for gate, name in GATES.items()
        ]
        return paragraph(
            "Her reasons: neither the commonest defect nor the dearest decides, but how often "
            "times how dear. Then each day goes where it saves most."
        ) + grid(
            "An average project, without extra days and with hers",
            ("Gate", "Harm without extra days", "Her days", "Harm left"),
            rows,
        )


class BudgetCoached(Budget):
    """Brief A: as many tries as you like, full feedback."""

    name = "gate_budget"
    title = "Ten days for six gates, brief A"
    points = 8


class BudgetCommitted(Budget):
    """Brief B: another team, one answer, no live score."""

    name = "final_gate_budget"
    title = "Ten days for six gates, brief B"
    points = 50
    shift = 12
    committed: ClassVar[bool] = True


@dataclass(frozen=True)
class Lever:
    """The move of days that saves most; ``source`` is empty for days not used yet."""

    source: str
    target: str
    days: int
    saved: float
    now: int
    then: int
    total: float

    @property
    def is_small(self) -> bool:
        """Whether no move is worth much."""
        return self.saved < _SMALL * self.total

    def sentence(self) -> str:
        """Say what the move does, in counts."""
        if self.is_small:
            return "Your days stand where they save most."
        days = counted(self.days, "days")
        what = DEFECTS[self.target] if self.target else ""
        if not self.target:
            return (
                f"{GATES[self.source]}: {days} fewer there would save {euros(self.saved)}. They "
                "cost more than they find."
            )
        verb = f"from “{GATES[self.source]}” " if self.source else ""
        return (
            f"Moving {days} {verb}to “{GATES[self.target]}” would save {euros(self.saved)}. Of "
            f"{TEAMS} projects, {self.then} instead of {self.now} then go live because {what}."
        )

    def advice(self) -> str:
        """Say what to look at next, without the move itself."""
        if self.is_small:
            return "Your days do their work. Go on when you like."
        return (
            "Compare what the next day finds at each gate, and what that defect costs on average."
        )


def _lever(brief: BudgetBrief, split: GateDays) -> Lever:
    """Return the best move of one or more days from one gate, or from those unused."""
    total = cost(brief, split)
    best = Lever("", "", 0, 0.0, 0, 0, total)
    table = {gate: [gate_cost(brief, gate, days) for days in range(MOST + 1)] for gate in GATES}
    given = split.model_dump()
    for source in ("", *GATES):
        free = given[source] if source else BUDGET - split.total
        for target in ("", *GATES):
            room = MOST - given[target] if target else MOST
            if source == target:
                continue
            for days in range(1, min(free, room) + 1):
                saved = 0.0
                if source:
                    saved += table[source][given[source]] - table[source][given[source] - days]
                if target:
                    saved += table[target][given[target]] - table[target][given[target] + days]
                if saved > best.saved:
                    now, then = (
                        crowd_count(lives(brief, target, given[target] + more)) if target else 0
                        for more in (0, days)
                    )
                    best = Lever(source, target, days, saved, now, then, total)
    return best


def _protected(brief: BudgetBrief, split: GateDays) -> str:
    def saved(gate: str) -> float:
        return (brief.share(gate) - lives(brief, gate, getattr(split, gate))) * brief.harm(gate)

    gate = max(GATES, key=saved)
    if not saved(gate):
        return f"You keep all {BUDGET} days, {euros(BUDGET * brief.day)}, for other work."
    had = crowd_count(brief.share(gate))
    found = crowd_count(brief.share(gate) - lives(brief, gate, getattr(split, gate)))
    return (
        f"Of {TEAMS} such projects, {had} have this defect: {DEFECTS[gate]}. Your days find "
        f"{found} of them before it does harm."
    )


def _no_more(split: GateDays) -> str:
    """Say why what is left is left: the days are used up, or further ones do not pay."""
    if split.total == BUDGET:
        return f"With {BUDGET} days hardly more harm can be kept away."
    return "To find more would cost more than it saves."


def _worst(brief: BudgetBrief, split: GateDays) -> str:
    gate = max(GATES, key=lambda item: lives(brief, item, getattr(split, item)) * brief.harm(item))
    count = crowd_count(lives(brief, gate, getattr(split, gate)))
    return f"The dearest of these: in {count} of them {DEFECTS[gate]}."


def _belief(
    brief: BudgetBrief, split: GateDays, total: float, scale: Scale[GateDays]
) -> Misconception[BudgetBrief, GateDays] | None:
    if total < scale.habit - 0.2 * (scale.habit - scale.best):
        return None
    given = split.model_dump()
    if split.total <= MOST:
        return MISCONCEPTIONS["demo_is_nearly_done"]
    if given["shadow_run"] == given["monitoring"] == 0:
        return MISCONCEPTIONS["ends_at_launch"]
    if max(given.values()) <= 2:
        return MISCONCEPTIONS["every_gate_alike"]
    if given[brief.last] == max(given.values()):
        return MISCONCEPTIONS["last_failure"]
    return None


@lru_cache
def _briefs() -> tuple[BudgetBrief, ...]:
    return tuple(
        BudgetBrief(**(row | {"hit": tuple(row["hit"]), "live": tuple(row["live"])}))
        for row in read_json("stages", "briefs/gate_budget.json")
    )


BELIEFS: tuple[Misconception[BudgetBrief, GateDays], ...] = (
    Misconception(
        "demo_is_nearly_done",
        "Is a good demo nearly done",
        "You saw it work with your own eyes, so gates feel like delay. But a demo shows what "
        "the team chose to show.",
        lambda _brief: NOTHING,
        "Skip one gate",
    ),
    Misconception(
        "every_gate_alike",
        "Does every gate deserve the same",
        "An even split looks fair, and nobody has to argue. But the defects are not "
        "spread evenly, and half a search finds little.",
        lambda _brief: EVENLY,
        "A worked example",
    ),
    Misconception(
        "ends_at_launch",
        "Does the project end at launch",
        "In other projects the work is over by then. But a live feed and a moving world "
        "show themselves only afterwards.",
        lambda _brief: BEFORE,
        "Skip one gate",
    ),
    Misconception(
        "last_failure",
        "Will the next project fail like the last",
        "The last failure is still sore, so everybody looks there. But one project says less "
        f"than {PAST}.",
        last_failure,
        "A worked example",
    ),
)
MISCONCEPTIONS = {item.id: item for item in BELIEFS}
