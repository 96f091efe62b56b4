"""The sponsor widens "done" after the demo: include, check first, or refuse.

Each request is answered on its own, so the cost of three answers is the sum of three; see
:mod:`~doneenough.lessons.criterion.scope_world` for the cost of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.lessons.criterion.scope_world import (
    INCLUDE,
    MARK,
    OWN_GATE,
    REFUSE,
    STRONG,
    WEAK,
    Request,
    ScopeBrief,
    briefs,
)

WAYS = {
    INCLUDE: "count it under the agreed criterion: nothing new is checked",
    OWN_GATE: "give it a criterion and a check of its own first",
    REFUSE: "not in this release",
}
SHORT_WAYS = {INCLUDE: "include it", OWN_GATE: "check it first", REFUSE: "refuse it"}
COUNT = 3
CROWD = 200
"""Feedback pictures so many requests alike."""
SHOWN_IN = "After the demo"


class Scope(Choices):
    """How each request is answered."""

    request_1: str = option("Request 1", **WAYS)
    request_2: str = option("Request 2", **WAYS)
    request_3: str = option("Request 3", **WAYS)


class WiderScope(ItemByItem[ScopeBrief, Scope, Request]):
    """Three requests after the demo."""

    lesson = "criterion"
    name = "wider_scope"
    title = "After the demo: three requests"
    points = 14
    decision = Scope
    table = "wider_scope"

    def briefs(self) -> Sequence[ScopeBrief]:
        """Return the 24 demos."""
        return briefs()

    def show_brief(self, brief: ScopeBrief) -> str:
        """Return the scene and the figures of the three requests."""
        rows = [
            (
                f"{number}. {request.text}",
                f"{request.short_in_10} of 10",
                euros(request.harm),
                euros(request.benefit),
                f"{request.cases} cases, {request.days} days: {euros(request.check)}",
            )
            for number, request in enumerate(brief.requests, 1)
        ]
        return paragraph(
            "The demo went well, and the sponsor adds three requests: “That counts as done too, "
            "right?” The agreed criterion covers none of them. For each, the history says how "
            "many of ten such requests fell short. You include it unchecked, check it first, or "
            f"leave it out. A request that works is right {STRONG} times in 100, one that falls "
            f"short {WEAK}. A check asks for {MARK} in 100; what fails it stays out."
        ) + grid(
            "The three requests",
            (
                "Request",
                "Fell short",
                "Short and live: costs",
                "Works and live: brings",
                "A check, delay included",
            ),
            rows,
        )

    def question(self, brief: ScopeBrief, spec: FieldSpec) -> str:
        """Return the request itself."""
        return f"{spec.meaning}: “{self.item(brief, spec).text}”"

    def items(self, brief: ScopeBrief) -> Sequence[Request]:
        """Return the three requests."""
        return brief.requests

    def item_costs(self, brief: ScopeBrief, item: Request) -> Mapping[str, float]:
        """Return what each answer to a request costs."""
        return item.costs()

    def policies(self, brief: ScopeBrief) -> Mapping[str, float]:
        """Answer all requests alike."""
        return self.all_alike(
            brief,
            {
                "Include all three": INCLUDE,
                "Check all three first": OWN_GATE,
                "Refuse all three": REFUSE,
            },
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[ScopeBrief, Scope]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(self, brief: ScopeBrief, decision: Scope, scale: Scale[Scope]) -> Feedback:
        """Name the answer that costs most, what it does in counts, and the habit behind it."""
        cost = self.cost(brief, decision)
        chosen = self.chosen(brief, decision)
        fits, worst = fitting(chosen), dearest(chosen)
        number, request, way, loss = worst.number, worst.item, worst.way, worst.loss
        close = cost - scale.best < 0.02 * scale.best
        kinds = set(decision.ways)
        belief = MISCONCEPTIONS[next(iter(kinds))] if len(kinds) == 1 else None
        return Feedback(
            protected=(
                f"{fits} of your {COUNT} answers are the cheapest for their request."
                if fits > 1
                else f"One of your {COUNT} answers is the cheapest for its request."
                if fits
                else "No request is left without an answer."
            ),
            consequence=_counts(number, request, way),
            money=money_lines(scale, cost, "Your three answers", "The best three answers"),
            lever=(
                "Each answer fits what its request risks and brings."
                if close
                else f"Request {number}. Here “{SHORT_WAYS[way]}” costs {euros(loss)} more than "
                f"another answer. {_because(request, way)}"
            ),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 6 shows it in “{belief.shown_in}”."
                if belief
                else "Nothing more to change here: go on when you like."
                if close
                else f"Compare the three amounts in the line of request {number}."
            ),
        )

    def reasons(self, brief: ScopeBrief, scale: Scale[Scope]) -> str:
        """Return how an experienced lead would answer each request, as HTML."""
        rows = [
            (
                f"{number}. {request.text}",
                *(euros(cost) for cost in request.costs().values()),
                SHORT_WAYS[way],
            )
            for number, (request, way) in enumerate(
                zip(brief.requests, scale.reference.ways, strict=True), 1
            )
        ]
        return grid(
            "How an experienced lead would answer, and what each answer costs on average",
            ("Request", "Included", "Checked first", "Refused", "So she would"),
            rows,
        )


def _counts(number: int, request: Request, way: str) -> str:
    """Say in counts what ``way`` does to 200 requests alike."""
    short = _of_crowd(request.short_in_10 / 10)
    start = f"Of {CROWD} requests like number {number}, {short} fall short. "
    if way == INCLUDE:
        return start + f"You include them all, so these {short} go live."
    if way == REFUSE:
        return start + f"You refuse them all, so {CROWD - short} that work stay out."
    passing = _of_crowd(request.short_in_10 / 10 * request.short_passes)
    failing = _of_crowd((1 - request.short_in_10 / 10) * request.strong_fails)
    return start + (
        f"In the check, {passing} of these would pass. Of those that work, {failing} would fail."
    )


def _because(request: Request, way: str) -> str:
    """Say why ``way`` is dearer than another answer."""
    costs = request.costs()
    better = min(costs, key=costs.__getitem__)
    short, works = request.short_in_10, 10 - request.short_in_10
    passing = _of_crowd(request.short_passes)
    if better == INCLUDE:
        return (
            f"Only {short} of 10 fell short, at {euros(request.harm)} each."
            if way == REFUSE
            else f"Including it risks {euros(request.harm)} in {short} of 10 cases. The check "
            f"alone costs {euros(request.check)}."
        )
    if better == REFUSE:
        return f"It would bring {euros(request.benefit)}, and only in {works} of 10 cases. " + (
            f"The check costs {euros(request.check)}."
            if way == OWN_GATE
            else f"In the others it costs {euros(request.harm)}."
        )
    check = f"a check lets only {passing} of {CROWD} that fall short pass"
    if way == REFUSE:
        return f"It would bring {euros(request.benefit)} in {works} of 10 cases, and {check}."
    return f"For {euros(request.check)}, {check}."


def _of_crowd(share: float) -> int:
    return round(CROWD * share)


MISCONCEPTIONS: dict[str, Misconception[ScopeBrief, Scope]] = {
    way: Misconception(identity, title, why, Scope.always(way), SHOWN_IN)
    for way, identity, title, why in (
        (
            INCLUDE,
            "yes_keeps_the_peace",
            "Does a yes keep the peace",
            "A yes pleases everybody after a good demo. But the criterion never looked at these "
            "cases.",
        ),
        (
            OWN_GATE,
            "everything_needs_a_gate",
            "Does everything need a check of its own",
            "Checking first is easy to defend. But where little can go wrong or be won, a check "
            "costs more than it protects.",
        ),
        (
            REFUSE,
            "scope_is_closed",
            "Is a closed scope always cheaper",
            "A fixed scope keeps dates and budgets. But leaving out what is safe and useful costs "
            "money too.",
        ),
    )
}

SCOPE = WiderScope()
