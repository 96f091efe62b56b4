"""What the situations of lesson 6 are drawn from: models and drafts, requests, challenges."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from doneenough.core.brief_tables import Drawing, Row
from doneenough.core.scale import Scale
from doneenough.core.scoring import share_of
from doneenough.lessons.criterion.acceptance_world import CriterionBrief, outcome
from doneenough.lessons.criterion.amendments_world import GateBrief
from doneenough.lessons.criterion.scope_world import OWN_GATE, REQUESTS, ScopeBrief

LINES = (
    "home insurance",
    "motor claims",
    "travel insurance",
    "legal protection",
    "pension letters",
    "accident reports",
    "health insurance",
    "pet insurance",
    "farm insurance",
    "boat insurance",
    "student cover",
    "glass damage",
    "water damage",
    "storm damage",
    "theft reports",
    "life insurance",
    "company cars",
    "rent guarantees",
    "dental cover",
    "fire claims",
    "event cover",
    "cargo claims",
    "builders' cover",
    "liability claims",
)
KINDS = (
    "good",
    "weak on urgent letters",
    "weak on translated letters",
    "loses letters",
    "in between",
)
FINDS = (
    (95, (94, 97), ((99, 98), (94, 93), (99, 84), (98, 97), (97, 96))),
    (95, (90, 95), ((97, 95), (90, 89), (97, 78), (96, 94), (94, 92))),
    (80, (70, 80), ((84, 82), (68, 66), (86, 50), (84, 81), (77, 75))),
    (70, (60, 74), ((78, 75), (62, 60), (80, 44), (78, 74), (70, 68))),
)
"""The draft's mark, what today's sorters find, and what each kind finds in each language.

None is like the lesson's own letters, so that the lesson's numbers, copied, are no answer.
"""
BROUGHT = (
    (8, 2, 3, 3, 4),
    (7, 4, 3, 4, 2),
    (8, 3, 5, 2, 2),
    (6, 4, 4, 3, 3),
    (6, 3, 3, 2, 6),
    (9, 3, 3, 3, 2),
    (7, 3, 3, 2, 5),
    (8, 4, 4, 2, 2),
    (6, 2, 4, 2, 6),
)
"""How many of the last twenty models were of each kind."""


def _thousands(rng: random.Random, low: int, high: int, step: int) -> int:
    """Return an amount in euros; the limits and the step are in thousands."""
    return 1_000 * rng.randrange(low, high + 1, step)


def _paperline(rng: random.Random, place: int, _before: Sequence[CriterionBrief]) -> Row:
    mark, (sorters_low, sorters_high), finds = FINDS[(place + place // 12 * 2) % len(FINDS)]
    others, dear = rng.choice((96, 97, 98)), 2 if mark <= 80 else 1
    live = (
        0,
        dear * _thousands(rng, 400, 1_500, 50),
        dear * _thousands(rng, 400, 1_500, 50),
        dear * _thousands(rng, 700, 2_200, 100),
        _thousands(rng, 180, 420, 20),
    )
    shares = zip(KINDS, rng.choice(BROUGHT), finds, live, strict=True)
    return {
        "line": LINES[place],
        "kinds": [
            {
                "name": name,
                "of_20": of_20,
                "english": english,
                "translated": translated,
                "lost_in_10": rng.choice((7, 8, 9)) if name == KINDS[3] else 1,
                "others": others + (name == KINDS[1]),
                "live": harm,
            }
            for name, of_20, (english, translated), harm in shares
        ],
        "urgent_in_100": rng.choice((5, 7, 9, 12)),
        "translated_in_100": rng.choice((15, 20, 25, 30)),
        "sorters_low": sorters_low,
        "sorters_high": sorters_high,
        "by_hand_low": _thousands(rng, 300, 1_100, 50),
        "by_hand_high": _thousands(rng, 30, 330, 20),
        "letter_cost": rng.choice((4, 6, 8)),
        "urgent_cost": rng.choice((20, 30, 40, 60, 90, 140)),
        "today_cost": rng.choice((2, 3, 4, 6)),
        "offices_cost": rng.choice((3_000, 5_000, 8_000)),
        "rework_cost": _thousands(rng, 20, 180, 10),
        "mended_in_10": rng.randint(2, 6),
        "draft": {
            "letters_from": rng.choice(("team_picks", "one_office", "all_offices")),
            "measure": rng.choice(("all_right", "urgent_found")),
            "cases": 100,
            "unit": rng.choice(("not_said", "letters")),
            "at_least": mark,
            "certainty": "as_measured",
            "floor": 0,
            "lost_letters": "no_cap",
            "judge": rng.choice(("quick", "experts")),
            "compared_with": "nothing",
            "tries": rng.choice((1, 3, 6)),
            "on_a_miss": rng.choice(("rework", "stop")),
        },
    }


def _silence_costs(briefs: Sequence[CriterionBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """The best without its floor, cap and certainty earns little; with the first two, more."""
    brief, scale, best = briefs[-1], scales[-1], scales[-1].best_decision
    silent = best.but(cases=100, floor=0, lost_letters="no_cap", certainty="as_measured")
    floored = silent.but(floor=best.floor, lost_letters=best.lost_letters)
    one, other = (share_of(outcome(brief, item).cost, scale) for item in (silent, floored))
    if one >= 0.6 or other <= one:
        yield "What the draft is silent about costs too little."


USES = {
    "dates": ("safe",),
    "customer_number": ("safe",),
    "new_office": ("safe", "open"),
    "email": ("safe", "open"),
    "photos": ("open", "risky"),
    "handwriting": ("open", "risky"),
    "polish": ("open", "risky"),
    "reply": ("open", "risky"),
    "close": ("open", "risky"),
    "pay": ("risky",),
    "lawyers": ("safe", "open"),
    "medical": ("open", "risky"),
    "summary": ("safe", "risky"),
    "attachments": ("safe", "open"),
}
"""What a request may be: safe and useful, risky and of little use, or open."""
REQUEST = {
    "safe": ((1, 2), (3, 14, 1), (12, 60, 2)),
    "open": ((3, 4, 5), (60, 240, 10), (50, 150, 10)),
    "risky": ((3, 4, 5, 6, 7), (40, 250, 10), (3, 16, 1)),
}
"""How many of ten fell short; harm and benefit in thousands of euros, from, to and step."""


def _scope(rng: random.Random, _place: int, before: Sequence[ScopeBrief]) -> Row:
    """Three requests by chance, but rather those met little so far."""
    met = Counter(request.name for brief in before for request in brief.requests)
    names = sorted(REQUESTS, key=lambda name: met[name] + 3 * rng.random())[:3]
    return {"requests": [_request(rng, name) for name in names]}


def _request(rng: random.Random, name: str) -> Row:
    short, harm, benefit = REQUEST[rng.choice(USES[name])]
    cases, days = rng.choice((50, 100, 200)), rng.choice((3, 4, 5, 8, 10))
    check = cases * rng.choice((10, 20, 30)) + days * rng.choice((300, 500, 800))
    return {
        "name": name,
        "short_in_10": rng.choice(short),
        "harm": _thousands(rng, *harm),
        "benefit": _thousands(rng, *benefit),
        "cases": cases,
        "days": days,
        "check": 500 * round(check / 500),
    }


def _two_answers(_briefs: Sequence[ScopeBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """No answer fits all three, and the lesson's own advice fits one of them."""
    ways = scales[-1].best_decision.ways
    if len(set(ways)) < 2:
        yield "One answer fits all three requests."
    if OWN_GATE not in ways:
        yield "The lesson's advice, a check first, fits none of the requests."


def _requests_vary(briefs: Sequence[ScopeBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    """Every request is met, and its wording does not give the answer away."""
    answers: dict[str, list[str]] = {}
    for brief, scale in zip(briefs, scales, strict=True):
        for request, way in zip(brief.requests, scale.best_decision.ways, strict=True):
            answers.setdefault(request.name, []).append(way)
    if set(answers) != set(REQUESTS) or max(map(len, answers.values())) > len(briefs) / 2:
        yield "A request is never met, or too often."
    if sum(len(set(ways)) > 1 for ways in answers.values()) < len(answers) / 2:
        yield "The wording of most requests gives the answer away."


def _of_ten(rng: random.Random, least: Sequence[int], most: Sequence[int]) -> list[int]:
    while True:
        counts = [rng.randint(low, high) for low, high in zip(least, most, strict=True)]
        if sum(counts) == 10:
            return counts


def _nextshelf(rng: random.Random, _place: int, _before: Sequence[GateBrief]) -> Row:
    best_sellers = rng.choice((1, -1)) * _thousands(rng, 30, 180, 10)
    return {
        "of_10": _of_ten(rng, (2, 1, 1, 1), (4, 4, 3, 3)),
        "year": [
            _thousands(rng, 120, 380, 10),
            best_sellers,
            -_thousands(rng, 20, 150, 10),
            -_thousands(rng, 90, 290, 10),
        ],
        "prices": [
            _thousands(rng, 7, 17, 1),
            _thousands(rng, 3, 12, 1),
            _thousands(rng, 1, 9, 1),
        ],
    }


def _brightdesk(rng: random.Random, _place: int, _before: Sequence[GateBrief]) -> Row:
    flags = rng.randint(2, 6)
    return {
        "of_10": _of_ten(rng, (3, 1, 1, 1), (5, 3, 3, 3)),
        "year": [
            _thousands(rng, 100, 350, 10),
            -_thousands(rng, 40, 260, 10),
            -_thousands(rng, 170, 390, 10),
            -_thousands(rng, 20, 150, 10),
        ],
        # Reading every answer costs more than reading the flagged ones.
        "prices": [
            1_000 * flags,
            1_000 * (flags + rng.randint(1, 7)),
            _thousands(rng, 1, 11, 1),
            _thousands(rng, 2, 9, 1),
        ],
    }


def _threes_differ(_briefs: Sequence[GateBrief], scales: Sequence[Scale[Any]]) -> Iterator[str]:
    best = Counter(scale.best_decision for scale in scales)
    if len(best) < 2 or max(best.values()) > 16:
        yield "The same three amendments are best nearly everywhere."


DRAWINGS = (
    Drawing("paperline", _paperline, last=_silence_costs),
    Drawing("wider_scope", _scope, last=_two_answers, together=_requests_vary, lines=3),
    Drawing("nextshelf_challenge", _nextshelf, together=_threes_differ, lines=1),
    Drawing("brightdesk_challenge", _brightdesk, together=_threes_differ, lines=1),
)
