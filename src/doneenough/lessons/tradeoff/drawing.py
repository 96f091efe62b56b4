"""What the situations of lesson 7 are drawn from: prices a manager would name, and counts."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from doneenough.core.brief_tables import Drawing, Row
from doneenough.core.registry import exercises
from doneenough.core.scale import Scale
from doneenough.core.scoring import share_of
from doneenough.lessons.tradeoff.ask_world import FACTS, WAYS, AskBrief
from doneenough.lessons.tradeoff.policy_world import PolicyBrief
from doneenough.lessons.tradeoff.statements_world import (
    BETTER_IN_10,
    COUNT,
    KINDS,
    Statement,
    StatementsBrief,
)

PRODUCTS = (
    "the routing of claims letters",
    "the reading of invoices",
    "the sorting of parcel addresses",
    "the answers to guests' requests",
    "the forms of a tax office",
    "the orders of a wholesaler",
    "the notes of a repair shop",
    "the bookings of a ferry line",
)
STEP = 0.5
"""One step in one field of a policy never loses half the points."""
CLEAR, LEAST_SPREAD, MOST_SPREAD = 12, 40, 110
"""Gain-weeks between the best way after a statement and the next, and to the worst."""
MOST_ALIKE = 3
"""At most so many of eight statements call for the same."""


def _product(place: int) -> str:
    """Return the product whose turn it is; half a table on, a learner meets another one."""
    return PRODUCTS[(place + place // 12) % len(PRODUCTS)]


def _ask(rng: random.Random, place: int, _before: Sequence[AskBrief]) -> Row:
    """Three of the five facts matter much, the others little."""
    pick = rng.choice
    # Going back matters least often, so it gets more turns.
    others = [name for name in FACTS if name != "undo"]
    much = {"undo", *rng.sample(others, 2)} if pick((True, False)) else set(rng.sample(FACTS, 3))
    undo = "undo" in much
    in_10 = {name: pick((3, 4, 5, 6, 7)) if name in much else pick((1, 2, 3)) for name in FACTS}
    measured, wrong = pick((4, 5, 6, 7, 8, 9, 10, 12)), pick((5.0, 8.0, 10.0, 20.0, 40.0, 60.0))
    cases = pick((200, 500, 1_000, 2_000, 5_000))
    one = cases * wrong / 100
    middle = measured + pick((-2, -1, 0, 1, 2, 3, 4, 5))
    bad, good = (pick((1, 2, 3, 4)), pick((1, 2, 3))) if "today" in much else (1, 0)
    gains = (pick((2, 3, 4, 5)), pick((0, 1))) if "next" in much else pick(((2, 1), (1, 0)))
    backs = (pick((16, 20, 26)), 1) if undo else pick(((3, 2), (2, 1), (4, 2)))
    return {
        "product": _product(place),
        "cases": cases,
        "wrong": wrong,
        "weeks": pick((26, 40, 52, 78)),
        "measured": measured,
        "gap": pick((3, 4, 5, 6, 8)) if "like" in much else pick((1, 2)),
        "like_in_10": in_10["like"],
        "gain_hi": gains[0],
        "gain_lo": gains[1],
        "next_in_10": in_10["next"],
        "back_slow": backs[0],
        "back_fast": backs[1],
        "undo_in_10": in_10["undo"],
        "today_bad": middle + bad,
        "today_good": max(middle - good, 1),
        "today_in_10": in_10["today"],
        "extra": round(wrong * (pick((1, 2, 3, 4, 5)) if "slower" in much else 0.5) / 100, 2),
        "slower_in_10": in_10["slower"],
        "shock": pick((8, 10, 12, 15)) if undo else pick((4, 6, 8)),
        "shock_in_10": pick((2, 3, 4)) if undo else pick((1, 2)),
        "review": pick((2, 3, 4, 6)),
        "part_in_10": pick((1, 2)),
        "side": _round(one * pick((0.1, 0.2, 0.5, 1.0))),
        "sprint_weeks": pick((3, 4, 6, 8)),
        "sprint_cost": _round(one * pick((5, 10, 20, 30))),
        "truly": [rng.random() < in_10[name] / 10 for name in FACTS],
    }


def _round(amount: float) -> float:
    """Return an amount as people name it: two digits, at least €10."""
    step = 10 ** max(len(f"{amount:.0f}") - 2, 1)
    return float(max(round(amount / step) * step, 10))


def _questions_pay(briefs: Sequence[AskBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """Three questions clearly better than nearly all others, and an answer that decides."""
    brief, scale, exercise = briefs[-1], scales[-1], exercises("tradeoff")[0]
    near = [
        three
        for three in itertools.combinations(FACTS, 3)
        if share_of(exercise.worth(brief, three), scale) > 0.8  # type: ignore[attr-defined]
    ]
    if len(near) > 4:
        yield "Many sets of questions are nearly as good."
    heard = exercise.expected(brief, scale.best_decision.questions)  # type: ignore[attr-defined]
    first, second, *_ = sorted(heard.values())
    if second - first < 0.4 * (scale.habit - scale.best):
        yield "After the answers two decisions are nearly as good."
    if scale.habit < 3_000:
        yield "Little money is at stake."
    same = Counter(one.best_decision.decide for one in scales)
    if same[scale.best_decision.decide] > 7:
        yield "This decision has been right often enough."
    asked = Counter(name for one in scales for name in one.best_decision.questions)
    if max(asked[name] for name in FACTS) > 20:
        yield "This question has been right often enough."


def _all_ways(_briefs: Sequence[AskBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    if len({scale.best_decision.decide for scale in scales}) < len(WAYS):
        yield "Some decision is right nowhere."


def _policy(rng: random.Random, place: int, _before: Sequence[PolicyBrief]) -> Row:
    pick = rng.choice
    first = pick((-18, -14, -10, -8, -6, -4, -3))
    gains = [first]
    for _ in range(4):
        gains.append(gains[-1] + pick((1, 2, 3, 4, 5, 6)))
    total_steep = pick((0, 2, 6, 10, 14, 18))
    places = [rng.choices(range(5), (1, 2, 3, 2, 1))[0] for _ in range(20)]
    steep = [places[:total_steep].count(level) for level in range(5)]
    flat = [places[total_steep:].count(level) for level in range(5)]
    cases = pick((80, 200, 500, 1_000, 3_000))
    one = pick((100, 200, 400, 600, 1_000, 1_500))
    weeks = pick((26, 40, 52, 78, 104))
    return {
        "product": _product(place),
        "today": pick((76, 78, 80, 82, 84, 86, 88, 90)),
        "gains": gains,
        "steep_counts": steep,
        "flat_counts": flat,
        "steep": pick((2, 3, 4, 5, 6)),
        "flat": pick((0, 1)),
        "keep_in_10": pick((3, 5, 6, 7, 8)),
        "weeks": weeks,
        "cases": cases,
        "wrong": 100 * one / cases,
        "sprint_weeks": pick((2, 3, 4)),
        "sprint_cost": _round(one * pick((3, 6, 10, 20, 30))),
        "case_cost": float(pick((1, 2, 5, 10, 20, 40))),
        "side": _round(one * pick((0.2, 0.5, 1.0, 2.0))),
        "back_weeks": pick((1, 2, 4, 8)),
        "back_cost": _round(one * pick((10, 40, 100, 200, 300))),
        "gap": pick((4, 6, 8, 10)),
        "gap_in_10": pick((0, 1, 2, 3, 4, 5)),
    }


def _no_steep_steps(briefs: Sequence[PolicyBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """One step in one field never loses half the points, and kinds of answers take turns."""
    brief, scale = briefs[-1], scales[-1]
    exercise: Any = next(item for item in exercises("tradeoff") if item.table == "policy")
    best = scale.best_decision
    for step in exercise.steps(best):
        if share_of(exercise.cost(brief, step), scale) < STEP:
            yield "One step in one field loses half the points."
            return
    if scale.habit < 5_000:
        yield "Little money is at stake."
    kinds = [_kind(one.best_decision) for one in scales]
    if kinds.count(kinds[-1]) > 6:
        yield "This kind of policy has been best often enough."


def _kind(best: Any) -> str:
    """Return what kind of policy is best: how it is checked, to whom it goes, how it waits."""
    check = "no check" if best.check == "none" else "check"
    share = "all" if best.first_share == "all" else "part"
    waits = "waits" if best.most_sprints > 1 else "now"
    return f"{check}, {share}, {waits}"


def _many_kinds(_briefs: Sequence[PolicyBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    if len({_kind(scale.best_decision) for scale in scales}) < 4:
        yield "Fewer than four kinds of policies are best somewhere."


def _numbers(rng: random.Random, kind: str) -> Row:
    """Return the numbers of one statement, whatever they call for."""
    pick = rng.choice
    weeks = pick((2, 3, 4, 6, 8, 10, 12))
    if kind == "more_time":
        return {"gain": pick((-6, -4, -3, -2, 1, 2, 3, 4, 5)), "more": pick((1, 2, 3, 4, 5))} | {
            "weeks": weeks
        }
    if kind == "not_perfect":
        wrong = pick((5, 6, 8, 10, 12))
        today = max(wrong + pick((-4, -3, -2, 2, 3, 4, 6)), 1)
        more = pick((1, 2, 3, 4))
        return {"more": more, "weeks": weeks, "said": [wrong, today]}
    if kind == "last_version":
        wrong = pick((6, 8, 10, 12))
        today, before = wrong + pick((-5, -4, -3, -2, 2, 3, 4)), wrong + pick((3, 4, 5))
        more = pick((1, 2, 4, 5))
        return {"more": more, "weeks": weeks, "said": [wrong, before, today]}
    if kind == "spent":
        gain, more = pick((-5, -4, -3, -2, 2, 3, 4)), pick((1, 2, 3, 4, 5, 6))
        return {"gain": gain, "more": more, "weeks": weeks, "said": [pick((200, 300, 400, 600))]}
    if kind == "slower":
        better, cost = pick((3, 4, 5, 6)), pick((1, 2, 3, 5, 6, 8))
        quick = pick((0, 1, 2, better - 1, better))
        return {"weeks": pick((6, 8, 12, 16, 20)), "said": [better, cost, quick]}
    if kind == "average":
        share, most, few = pick((1, 2, 3)), pick((1, 2, 3, 4)), pick((4, 10, 15, 20))
        fixed = pick((0, 2, 4))
        return {"weeks": pick((4, 6, 8, 12, 16, 20)), "said": [share, few, most, fixed]}
    if kind in BETTER_IN_10:
        back = pick({"roll_back": (2, 8, 12, 16), "measured": (1, 4), "certain": (1, 8)}[kind])
        weeks, gain = pick((2, 4, 6, 10, 12, 16, 20)), pick((2, 3, 4, 5))
        worse, in_10 = pick((3, 4, 6, 8, 10, 12, 15)), rng.randint(1, 8)
        return {"gain": gain, "weeks": weeks, "back": back, "worse": worse, "in_10": in_10}
    gain, more = pick((-3, -2, 1, 2, 3, 4)), pick((3, 4, 5, 6))
    weeks, late = pick((4, 6, 8, 10)), pick((4, 8, 12))
    return {"gain": gain, "more": more, "weeks": weeks, "in_10": rng.randint(1, 9), "late": late}


def _statement(rng: random.Random, kind: str, brief: StatementsBrief, wanted: str) -> Row | None:
    """Return a statement of a kind that clearly calls for ``wanted``, or None."""
    for _ in range(60):
        numbers = _numbers(rng, kind)
        row = {"kind": kind, **numbers}
        lost = brief.given_up(Statement(**row))
        first, second, *_, last = sorted(lost.values())
        clear = second - first >= CLEAR and LEAST_SPREAD <= last - first <= MOST_SPREAD
        if clear and min(lost, key=lost.__getitem__) == wanted:
            return row
    return None


def _called(briefs: Sequence[StatementsBrief]) -> Counter[tuple[str, str]]:
    """Return how often each kind of statement has called for each way."""
    return Counter(
        (one.kind, min(lost, key=lost.__getitem__))
        for brief in briefs
        for one in brief.statements
        for lost in [brief.given_up(one)]
    )


def _statements(rng: random.Random, _place: int, before: Sequence[StatementsBrief]) -> Row:
    """The kind of a statement does not give the answer away: each calls for all ways in turn."""
    called = _called(before)
    brief = StatementsBrief(
        weeks=rng.choice((30, 40, 50)),
        review=rng.choice((6, 8)),
        worth=float(rng.choice((200, 400, 500, 800, 1_000, 1_500, 2_000))),
        statements=(),
    )
    found: list[Row] = []
    while len(found) < COUNT:
        found = []
        wanted = Counter[str]()
        for kind in rng.sample(KINDS, COUNT):
            ways = [way for way in WAYS if wanted[way] < MOST_ALIKE]
            rng.shuffle(ways)
            for way in sorted(ways, key=lambda name: (called[kind, name], wanted[name])):
                row = _statement(rng, kind, brief, way)
                if row:
                    found.append(row)
                    wanted[way] += 1
                    break
    # Those that call for a part come late in the search; their place must not tell.
    rng.shuffle(found)
    return {
        "weeks": brief.weeks,
        "review": brief.review,
        "worth": brief.worth,
        "statements": found,
    }


def _all_four(_briefs: Sequence[StatementsBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    if set(scales[-1].best_decision.ways) < set(WAYS):
        yield "Some way is right after none of the statements."


def _no_kind_tells(
    briefs: Sequence[StatementsBrief], _scales: Sequence[Scale[Any]]
) -> Iterator[str]:
    called = _called(briefs)
    for kind in KINDS:
        counts = [called[kind, way] for way in WAYS]
        if max(counts) > 0.7 * sum(counts):
            yield f"Statements of the kind {kind!r} nearly always call for the same."


DRAWINGS = (
    Drawing("ask", _ask, last=_questions_pay, together=_all_ways),
    Drawing("policy", _policy, last=_no_steep_steps, together=_many_kinds),
    Drawing("statements", _statements, last=_all_four, together=_no_kind_tells),
)
