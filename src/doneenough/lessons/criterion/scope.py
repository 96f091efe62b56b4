"""Exercise (c): the sponsor widens "done" after the demo. Include, check first, or refuse.

Each request is answered on its own, so the cost of three answers is the sum of three; see
:mod:`~doneenough.lessons.criterion.scope_world` for the cost of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import FieldSpec, Option, forms, option
from doneenough.core.exercise import Consequence, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.scale import Scale
from doneenough.lessons.criterion.scope_world import (
    INCLUDE,
    MARK,
    OWN_GATE,
    REFUSE,
    STRONG,
    WEAK,
    Request,
    ScopeBrief,
)

WAYS = {
    INCLUDE: Option("count it under the agreed criterion: nothing new is checked", "include it"),
    OWN_GATE: Option("give it a criterion and a check of its own first", "check it first"),
    REFUSE: Option("not in this release", "refuse it"),
}
BELIEF_OF = {
    INCLUDE: "yes_keeps_the_peace",
    OWN_GATE: "everything_needs_a_gate",
    REFUSE: "scope_is_closed",
}
"""The belief of those who answer all requests in one way."""
COUNT = 3
CLOSE = 0.02
"""Within this share of the best cost, nothing more is to be done."""


class Scope(Choices):
    """How each request is answered."""

    request_1: str = option("Request 1", **forms(WAYS))
    request_2: str = option("Request 2", **forms(WAYS))
    request_3: str = option("Request 3", **forms(WAYS))


class WiderScope(ItemByItem[ScopeBrief, Scope, Request]):
    """Three requests after the demo."""

    lesson, table, brief, decision = "criterion", "wider_scope", ScopeBrief, Scope

    def asked(self, request: Request) -> str:
        """Return what the sponsor says."""
        return self.say(f"requests.{request.name}")

    def show_brief(self, brief: ScopeBrief) -> str:
        """Return the scene and the figures of the three requests."""
        rows = [
            (
                f"{number}. {self.asked(request)}",
                f"{request.short_in_10} of 10",
                euros(request.harm),
                euros(request.benefit),
                self.say(
                    "check", cases=request.cases, days=request.days, cost=euros(request.check)
                ),
            )
            for number, request in enumerate(brief.requests, 1)
        ]
        intro = self.say("intro", strong=STRONG, weak=WEAK, mark=MARK)
        head = self.words.block("exercise.wider_scope.head")
        return paragraph(intro) + grid(self.say("caption"), head, rows)

    def question(self, brief: ScopeBrief, spec: FieldSpec) -> str:
        """Return the request itself."""
        return f"{spec.meaning}: “{self.asked(self.item(brief, spec))}”"

    def items(self, brief: ScopeBrief) -> Sequence[Request]:
        """Return the three requests."""
        return brief.requests

    def item_costs(self, brief: ScopeBrief, item: Request) -> Mapping[str, float]:
        """Return what each answer to a request costs."""
        return item.costs()

    def policies(self, brief: ScopeBrief) -> Mapping[str, float]:
        """Answer all requests alike."""
        ways = {"include_all": INCLUDE, "check_all": OWN_GATE, "refuse_all": REFUSE}
        return self.all_alike(brief, ways)

    @property
    def plays(self) -> Mapping[str, Callable[[ScopeBrief], Scope]]:
        """Answer all requests in one way."""
        return {belief: Scope.always(way) for way, belief in BELIEF_OF.items()}

    def belief(self, brief: ScopeBrief, decision: Scope, scale: Scale[Scope]) -> str | None:
        """Return the habit behind three equal answers."""
        ways = set(decision.ways)
        return BELIEF_OF[next(iter(ways))] if len(ways) == 1 else None

    def consequence(self, brief: ScopeBrief, decision: Scope, scale: Scale[Scope]) -> Consequence:
        """Count the answers that fit, and what the dearest one does to 200 requests alike."""
        chosen = self.chosen(brief, decision)
        fits, worst = fitting(chosen), dearest(chosen)
        request, short = worst.item, worst.item.short_in_10 / 10
        counts = {
            "short": crowd_count(short),
            "work": TEAMS - crowd_count(short),
            "passing": crowd_count(short * request.short_passes),
            "failing": crowd_count((1 - short) * request.strong_fails),
        }
        kept = "kept" if fits > 1 else "kept_one" if fits else "kept_none"
        alike = self.say("alike", number=worst.number, **counts)
        return Consequence(
            self.say(kept, fits=fits, count=COUNT), f"{alike} {self.say(worst.way, **counts)}"
        )

    def hint(self, brief: ScopeBrief, decision: Scope, scale: Scale[Scope]) -> Hint:
        """Name the answer that costs most, and why another is cheaper."""
        if self.cost(brief, decision) - scale.best < CLOSE * scale.best:
            return Hint(self.say("lever_none"), self.say("try_none"))
        worst = dearest(self.chosen(brief, decision))
        request, costs = worst.item, worst.item.costs()
        cheapest = min(costs, key=costs.__getitem__)
        because = self.say(
            f"because.{cheapest}.{worst.way}",
            short=request.short_in_10,
            works=10 - request.short_in_10,
            harm=euros(request.harm),
            benefit=euros(request.benefit),
            check=euros(request.check),
            passing=crowd_count(request.short_passes),
        )
        lever = self.say(
            "lever", number=worst.number, way=WAYS[worst.way].said, loss=euros(worst.loss)
        )
        return Hint(f"{lever} {because}", self.say("try", number=worst.number))

    def reasons(self, brief: ScopeBrief, scale: Scale[Scope]) -> str:
        """Return how an experienced colleague would answer each request, as HTML."""
        rows = [
            (
                f"{number}. {self.asked(request)}",
                *(euros(cost) for cost in request.costs().values()),
                WAYS[way].said,
            )
            for number, (request, way) in enumerate(
                zip(brief.requests, scale.reference.ways, strict=True), 1
            )
        ]
        head = self.words.block("exercise.wider_scope.reasons_head")
        return grid(self.say("reasons"), head, rows)
