"""Exercise: ten days over six gates. Brief A coached, B committed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from doneenough.core.crowd import crowd_count
from doneenough.core.decision import Decision, Slip, whole
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.levers import Lever, find_lever, or_together
from doneenough.core.scale import Scale
from doneenough.core.wording import words_of
from doneenough.core.words import counted
from doneenough.lessons.stages.case import HALF_WORKED, WORKED
from doneenough.lessons.stages.figures import Bar, found_and_live
from doneenough.lessons.stages.gate_budget_world import (
    BUDGET,
    GATES,
    MONITORING,
    MOST,
    SHADOW_RUN,
    BudgetBrief,
    cheapest,
    cost,
    finds,
    lives,
    something_goes_live,
)

WORDS = words_of("stages")
BETTER = 0.2
"""On this share of the way from today's habit to the best, no wrong belief is named."""


def gate_name(gate: str) -> str:
    """Return what a gate is called."""
    return WORDS(f"gates.{gate}.name")


def defect(gate: str) -> str:
    """Return the defect that a gate looks for, as half a sentence."""
    return WORDS(f"gates.{gate}.defect")


def _days(gate: str) -> Any:
    return whole(gate_name(gate), unit="days", low=0, high=MOST)


class GateDays(Decision):
    """Days for each gate, together at most ten."""

    agree: int = _days("agree")
    data_check: int = _days("data_check")
    hold_out: int = _days("hold_out")
    per_group: int = _days("per_group")
    shadow_run: int = _days("shadow_run")
    monitoring: int = _days("monitoring")

    @classmethod
    def of(cls, *days: int) -> GateDays:
        """Return the decision with these days, in the order of the gates."""
        return cls(**dict(zip(GATES, days, strict=True)))

    @property
    def days(self) -> dict[str, int]:
        """Days by gate."""
        return self.model_dump()

    @property
    def total(self) -> int:
        """Days used."""
        return sum(self.days.values())

    @classmethod
    def so_far(cls, values: Mapping[str, Any]) -> str:
        """Return how many days are given away."""
        return WORDS("exercise.gate_budget.given", total=sum(day or 0 for day in values.values()))

    def disagreements(self) -> Iterator[Slip]:
        """Yield a slip when more days are given than there are."""
        if self.total > BUDGET:
            away = counted(self.total - BUDGET, "days")
            said = WORDS("exercise.gate_budget.too_many", total=self.total, away=away)
            yield Slip("monitoring", said)


EVEN = (
    GateDays.of(2, 2, 2, 2, 1, 1),
    GateDays.of(2, 2, 2, 2, 2, 0),
    GateDays.of(1, 1, 2, 2, 2, 2),
)
"""Two days for most gates, and what is left for the others."""
NOTHING = GateDays.of(0, 0, 0, 0, 0, 0)
TESTS = GateDays.of(0, 0, MOST, MOST, 0, 0)
BEFORE = GateDays.of(2, 2, 3, 3, 0, 0)


def last_failure(brief: BudgetBrief) -> GateDays:
    """Return the days that guard only against what failed last time."""
    return GateDays.of(*(MOST if gate == brief.last else 1 for gate in GATES))


class GateBudget(Exercise[BudgetBrief, GateDays]):
    """Extra days for six gates, each of which finds its own defect."""

    lesson, table, brief, decision = "stages", "gate_budget", BudgetBrief, GateDays

    def show_brief(self, brief: BudgetBrief) -> str:
        """Return the prices, the history, and what days find."""
        return (
            paragraph(self.say("intro", line=brief.line, last=defect(brief.last)))
            + facts(
                self.say("prices"),
                [(self.say("day"), euros(brief.day)), (self.say("back"), euros(brief.back))],
            )
            + history(brief, GATES)
        )

    def cost(self, brief: BudgetBrief, decision: GateDays) -> float:
        """Return the expected cost of a project in euros, exactly."""
        return cost(brief, decision.days)

    def policies(self, brief: BudgetBrief) -> Mapping[str, float]:
        """Use no day, spread evenly, tests only, nothing after launch, what failed last time."""
        return {
            "no_day": self.cost(brief, NOTHING),
            "evenly": min(self.cost(brief, split) for split in EVEN),
            "tests_only": self.cost(brief, TESTS),
            "none_after": self.cost(brief, BEFORE),
            "as_last": self.cost(brief, last_failure(brief)),
        }

    def common_practice(self, brief: BudgetBrief) -> Mapping[str, GateDays]:
        """Return today's habits."""
        habits = {"tests_only": TESTS, "none_after": BEFORE, "as_last": last_failure(brief)}
        return {f"evenly {number}": split for number, split in enumerate(EVEN)} | habits

    def copied(self) -> Sequence[GateDays]:
        """The splits worked out in the lesson, where the gates have the same names."""
        return [GateDays(**example.split) for example in (WORKED, HALF_WORKED)]

    def best(self, brief: BudgetBrief) -> GateDays:
        """Try every split."""
        return GateDays.of(*cheapest(brief))

    @property
    def plays(self) -> Mapping[str, Callable[[BudgetBrief], GateDays]]:
        """Do without gates, treat all alike, stop at launch, look where it hurt last."""
        return {
            "demo_is_enough": lambda _: NOTHING,
            "every_gate_alike": lambda _: EVEN[0],
            "none_after_launch": lambda _: BEFORE,
            "last_failure": last_failure,
        }

    def belief(self, brief: BudgetBrief, decision: GateDays, scale: Scale[GateDays]) -> str | None:
        """Return the belief that a split fits, or None for one better than today's habit."""
        if scale.clearly_better(self.cost(brief, decision), BETTER):
            return None
        given = decision.days
        if decision.total <= MOST:
            return "demo_is_enough"
        if given[SHADOW_RUN] == given[MONITORING] == 0:
            return "none_after_launch"
        if max(given.values()) <= 2:
            return "every_gate_alike"
        return "last_failure" if given[brief.last] == max(given.values()) else None

    def lever(self, brief: BudgetBrief, decision: GateDays) -> Lever[GateDays]:
        """Return the move of days that saves most."""
        return find_lever(lambda other: self.cost(brief, other), decision, moves(decision))

    def hint(self, brief: BudgetBrief, decision: GateDays, scale: Scale[GateDays]) -> Hint:
        """Say what the best move does, in counts; where none helps, what several would save."""
        lever = self.lever(brief, decision)
        lever = or_together(lambda other: self.cost(brief, other), lever, scale.best_decision)
        now, then = lever.now.days, lever.better.days
        moved = {gate: then[gate] - now[gate] for gate in GATES}
        source, target = min(moved, key=moved.__getitem__), max(moved, key=moved.__getitem__)
        because = ""
        if moved[target] > 0:
            because = self.say(
                "because",
                live_now=crowd_count(lives(brief, target, now[target])),
                live_then=crowd_count(lives(brief, target, then[target])),
                defect=defect(target),
            )
        return self.lever_words(
            lever,
            because,
            days=counted(max(map(abs, moved.values())), "days"),
            source=gate_name(source),
            target=gate_name(target),
        )

    def consequence(
        self, brief: BudgetBrief, decision: GateDays, scale: Scale[GateDays]
    ) -> Consequence:
        """Count what is found and what goes live."""
        given = decision.days
        happened = self.say("happened", gone=crowd_count(something_goes_live(brief, given)))
        if not self.lever(brief, decision).is_small:
            live = {gate: lives(brief, gate, given[gate]) for gate in GATES}
            worst = max(GATES, key=lambda gate: live[gate] * brief.harm(gate))
            rest = self.say("worst", count=crowd_count(live[worst]), defect=defect(worst))
        else:
            # What is left is left because the days are used up, or further ones do not pay.
            rest = self.say("used_up" if decision.total == BUDGET else "no_more")
        bars = [bar(brief, gate, given[gate]) for gate in GATES]
        return Consequence(
            self._kept(brief, given),
            f"{happened} {rest}",
            picture=found_and_live(bars, self.say("picture")),
        )

    def _kept(self, brief: BudgetBrief, given: Mapping[str, int]) -> str:
        found = {gate: brief.share(gate) - lives(brief, gate, given[gate]) for gate in GATES}
        gate = max(GATES, key=lambda one: found[one] * brief.harm(one))
        if not found[gate]:
            return self.say("kept_days", price=euros(BUDGET * brief.day))
        return self.say(
            "kept",
            had=crowd_count(brief.share(gate)),
            defect=defect(gate),
            found=crowd_count(found[gate]),
        )

    def reasons(self, brief: BudgetBrief, scale: Scale[GateDays]) -> str:
        """Return the lead's days beside what each gate is worth, as HTML."""
        rows = [
            (
                gate_name(gate),
                euros(brief.on_average(gate)),
                f"{days}",
                euros(lives(brief, gate, days) * brief.harm(gate)),
            )
            for gate, days in scale.reference.days.items()
        ]
        head = self.words.block("exercise.gate_budget.reasons_head")
        return paragraph(self.say("reasons")) + grid(self.say("reasons_caption"), head, rows)


def moves(decision: GateDays) -> Iterator[tuple[str, GateDays]]:
    """Yield every move of days: between two gates, from days not used yet, or to no gate."""
    given = decision.days
    for source, target in itertools.permutations(("", *GATES), 2):
        name = "take" if not target else "move" if source else "give"
        free = given[source] if source else BUDGET - decision.total
        room = MOST - given[target] if target else MOST
        for days in range(1, min(free, room) + 1):
            then = {source: given.get(source, 0) - days, target: given.get(target, 0) + days}
            yield name, decision.but(**{gate: left for gate, left in then.items() if gate})


def bar(brief: BudgetBrief, gate: str, days: int) -> Bar:
    """Return what days at one gate do, as the picture shows it."""
    live = lives(brief, gate, days)
    found = crowd_count(brief.share(gate) - live)
    return Bar(gate_name(gate), found, crowd_count(live), days, live * brief.harm(gate))


def history(brief: BudgetBrief, gates: Sequence[str]) -> str:
    """Return, for each of ``gates``, its defect, its price and what 1 to 4 days find, as HTML."""
    head = WORDS.fill_all(WORDS.block("history.head"))
    rows = [
        (
            f"{gate_name(gate)}: {defect(gate)}",
            f"{brief.hit[GATES.index(gate)]}",
            euros(brief.harm(gate)),
            euros(brief.on_average(gate)),
            *(f"{count}" for count in finds()[gate][1:]),
        )
        for gate in gates
    ]
    days = [counted(number, "days") for number in range(1, MOST + 1)]
    return grid(WORDS("history.caption"), [*head, *days], rows)
