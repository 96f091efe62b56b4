"""What the situations of lesson 5 are drawn from: prices a manager would name, and counts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from doneenough.core.brief_tables import Drawing, Row
from doneenough.core.registry import exercises
from doneenough.core.scale import Scale
from doneenough.lessons.evidence.claims_world import ClaimsBrief
from doneenough.lessons.evidence.review_world import ReviewBrief
from doneenough.lessons.evidence.sign_off_world import SignOffBrief

LINES = {
    "motor claims": (0.93, 0.87),
    "travel insurance": (0.96, 0.92),
    "legal protection": (0.9, 0.84),
    "home insurance": (0.95, 0.89),
    "pension letters": (0.97, 0.92),
    "accident reports": (0.88, 0.81),
}
"""Lines of letters, with the shares that good and weak models get right there."""
BY_HAND = (100_000.0, 150_000.0, 200_000.0, 300_000.0, 400_000.0)


def _line(place: int) -> str:
    """Return the line whose turn it is; half a table on, a learner meets another one."""
    return list(LINES)[(place + place // 12) % len(LINES)]


def _sign_off(rng: random.Random, place: int, _before: Sequence[SignOffBrief]) -> Row:
    line, by_hand = _line(place), rng.choice(BY_HAND)
    good, weak = LINES[line]
    return {
        "line": line,
        "good": good,
        "weak": weak,
        "weak_in_10": rng.randint(3, 6),
        "weak_live": by_hand * rng.choice((3, 4, 5, 6)),
        "by_hand": by_hand,
        "letter_cost": rng.choice((5.0, 10.0, 15.0, 20.0)),
        "letters_per_day": rng.choice((40, 60, 80, 120)),
        "day_cost": rng.choice((1_000.0, 2_000.0, 3_000.0, 4_000.0, 6_000.0)),
        "rework_days": rng.choice((3, 5, 8, 10, 15, 20, 30, 40)),
        "mended_in_10": rng.randint(2, 7),
        "office_in_10": rng.randint(1, 3),
    }


def _review(rng: random.Random, place: int, _before: Sequence[ReviewBrief]) -> Row:
    by_hand, retried = rng.choice(BY_HAND[:4]), rng.choice((0, 3, 5, 6, 7))
    reused, picked = rng.choice((1, 3, 5, 7)), rng.choice((0, 2, 4, 5, 6))
    dear = rng.choice((3, 5, 7))
    truly_retried = rng.random() < retried / 10
    return {
        "product": list(LINES)[place % len(LINES)],
        "reported": rng.randint(91, 95),
        "good": 0.93,
        "weak": 0.87,
        "weak_in_10": rng.randint(2, 5),
        "weak_live": by_hand * rng.choice((2, 3, 4, 5)),
        "by_hand": by_hand,
        "office_in_10": rng.randint(1, 3),
        "letter_cost": rng.choice((3.0, 4.0, 6.0)),
        "letters_per_day": rng.choice((30, 40, 60)),
        "day_cheap": rng.choice((500.0, 1_000.0, 2_000.0)),
        "day_dear": rng.choice((8_000.0, 12_000.0, 20_000.0, 30_000.0)),
        "retried_in_10": retried,
        "reused_in_10": reused,
        "picked_in_10": picked,
        "dear_in_10": dear,
        "truly_retried": truly_retried,
        "truly_reused": truly_retried and rng.random() < reused / 10,
        "truly_picked": rng.random() < picked / 10,
        "truly_dear": rng.random() < dear / 10,
    }


def _answers_matter(briefs: Sequence[ReviewBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    exercise = next(one for one in exercises("evidence") if one.table == "review")
    asked = scales[-1].best_decision.questions
    costs = exercise.expected(briefs[-1], asked).values()  # type: ignore[attr-defined]
    if scales[-1].best + max(costs) - min(costs) <= scales[-1].habit:
        yield "Whoever asks well and then ignores the answers is better off than the usual choice."


def _reviews_differ(_briefs: Sequence[ReviewBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    best = [scale.best_decision for scale in scales]
    if len({review.decide for review in best}) < 3:
        yield "Fewer than three decisions are right somewhere."
    if len({review.questions for review in best}) < 3:
        yield "The same questions are right nearly everywhere."


def _claims(rng: random.Random, _place: int, _before: Sequence[ClaimsBrief]) -> Row:
    claims: list[Row] = [
        _counted(rng, "fresh", (20, 50, 100, 400, 1000), (1,)),
        _counted(rng, "best_of", (100, 200, 500, 1000, 2000), (5, 10, 20, 30)),
        _counted(rng, "tries", (100, 200), (2, 4, 5)),
        {
            "kind": "zero",
            "cases": rng.choice((30, 60, 90, 150, 600, 1200)),
            "share": rng.choice((0.005, 0.01, 0.02)),
            "right": 0,
            "attempts": 1,
        },
    ]
    rng.shuffle(claims)
    return {
        "wrong_words": rng.choice((40_000.0, 60_000.0, 80_000.0)),
        "caveat": rng.choice((3_000.0, 4_000.0, 5_000.0)),
        "silence": rng.choice((15_000.0, 20_000.0, 25_000.0)),
        "claims": claims,
    }


def _counted(rng: random.Random, kind: str, cases: Sequence[int], attempts: Sequence[int]) -> Row:
    """Return a claim that counts right ones: a whole number of them, of so many cases."""
    number = rng.choice(cases)
    in_100 = rng.choice([share for share in range(90, 97) if number * share % 100 == 0])
    return {
        "kind": kind,
        "cases": number,
        "share": in_100 / 100,
        "right": number * in_100 // 100,
        "attempts": rng.choice(attempts),
    }


def _all_three_ways(_briefs: Sequence[ClaimsBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    if len(set(scales[-1].best_decision.ways)) < 3:
        yield "Not every way to treat a claim is right for one of the four."


DRAWINGS = (
    Drawing("sign_off", _sign_off),
    Drawing("review", _review, last=_answers_matter, together=_reviews_differ),
    Drawing("claims", _claims, last=_all_three_ways),
)
