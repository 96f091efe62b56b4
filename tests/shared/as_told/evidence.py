"""Lesson 5 as its briefs tell it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from shared.as_told import DRAWS, Told, chance, chance_below, numbers_in

FACTS = ("tries", "fresh", "who_chose", "day_cost")
"""The questions whose answers matter."""


def sign_off(told: Told, rule: Mapping[str, Any], rng: np.random.Generator) -> np.ndarray:
    """Play projects: teams bring models, experts check letters, something goes live or not."""
    good, weak = (told.share(f"A {kind} model gets right") for kind in ("good", "weak"))
    harm, by_hand = told.number("A weak model goes live"), told.number("No model goes live")
    day = told.number("One day of waiting")
    letters, needed = rule["letters_to_check"], rule["right_needed"]
    days = letters / told.number("Letters the experts check in a day")
    one_check = letters * told.number("An expert checks one letter") + days * day

    is_weak = 10 * rng.random(DRAWS) < told.number("Weak ones among ten")
    right = np.where(is_weak, weak, good)
    cost, signed = np.zeros(DRAWS), np.zeros(DRAWS, bool)

    def check(who: np.ndarray) -> None:
        cost[who] += one_check
        signed[who] |= rng.binomial(letters, right[who]) >= needed

    for _ in range(rule["tries_allowed"]):
        check(~signed)
    missed = ~signed
    in_office = np.zeros(DRAWS, bool)
    if rule["on_a_miss"] == "rework":
        rework, mended, of = told.numbers("After a failed check, rework takes")
        is_weak &= ~(missed & (of * rng.random(DRAWS) < mended))
        right = np.where(is_weak, weak, good)
        cost[missed] += rework * day
        check(missed)
    elif rule["on_a_miss"] == "limited":
        in_office = missed
    letters_there, of, harm_there, of_harm = told.numbers("In one small office only")
    live = np.where(in_office, harm_there / of_harm * harm, harm) * is_weak
    rest = (1 - letters_there / of) * by_hand
    nobody = np.where(in_office, rest, by_hand)
    cost += np.where(signed | in_office, live, 0) + np.where(signed, 0, nobody)
    return cost


def review(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Weigh everything the lead might say, in reports like hers.

    Her questions count over all answers, the decision by the answers she gives.
    """
    good, weak = (told.share(f"A {kind} model gets right") for kind in ("good", "weak"))
    share_weak = told.number("Weak ones among ten") / 10
    reported, letters = told.says(r"“\d+ out of \d+ letters right\. We passed\.”")
    (mark,) = told.says(r"The pass mark was \d+\.")
    (tries,) = told.says(r"Passed only on the \w+ try")
    (fewer_errors,) = told.says(r"makes \w+ as many errors as on letters drawn at random")
    assert "every model passes in the end, a weak one as easily as a good one" in told.text
    retried, reused, picked = (
        told.share(label)
        for label in (
            "Passed only on the",
            "Of those, the same letters",
            "The team picked the letters itself",
        )
    )
    dear_day, dear, of_days, cheap_day = told.numbers("A day of waiting costs")
    harm, by_hand = told.number("A weak model goes live"), told.number("No model goes live")
    office, of_office, office_harm, of_harm = told.numbers("It goes live in one small office only")
    letter_price, days = told.numbers("more letters")
    extra, extra_mark = told.says(
        r"\d+ fresh letters, drawn at random, then sign if at least \d+ are right"
    )

    def likelihood(right: float, facts: Mapping[str, bool]) -> float:
        if facts["who_chose"]:
            right = 1 - fewer_errors * (1 - right)
        if facts["fresh"]:
            return 1.0
        first = chance_below(int(mark), int(letters), right) ** (tries - 1)
        now = chance(int(reported), int(letters), right)
        return now * (first if facts["tries"] else 1)

    def costs(is_weak: float, facts: Mapping[str, bool]) -> dict[str, float]:
        day = dear_day if facts["day_cost"] else cheap_day
        passes = {
            share: 1 - chance_below(int(extra_mark), int(extra), share) for share in (good, weak)
        }
        return {
            "sign": is_weak * harm,
            "sign_limited": is_weak * office_harm / of_harm * harm
            + (1 - office / of_office) * by_hand,
            "buy_evidence": extra * letter_price
            + days * day
            + is_weak * (passes[weak] * harm + (1 - passes[weak]) * by_hand)
            + (1 - is_weak) * (1 - passes[good]) * by_hand,
            "refuse": by_hand,
        }

    questions = [answer[name] for name in ("first_question", "second_question", "third_question")]
    told_by = [name for name in FACTS if name in questions]
    weights: dict[tuple[bool, ...], float] = defaultdict(float)
    sums: dict[tuple[bool, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for values in itertools.product((False, True), repeat=len(FACTS)):
        facts = dict(zip(FACTS, values, strict=True))
        tries_many, same, by_team, is_dear = values
        if same and not tries_many:
            continue
        weight = retried if tries_many else 1 - retried
        weight *= (reused if same else 1 - reused) if tries_many else 1
        weight *= picked if by_team else 1 - picked
        weight *= dear / of_days if is_dear else 1 - dear / of_days
        from_weak = share_weak * likelihood(weak, facts)
        is_weak = from_weak / (from_weak + (1 - share_weak) * likelihood(good, facts))
        heard = tuple(facts[name] for name in told_by)
        weights[heard] += weight
        for way, cost in costs(is_weak, facts).items():
            sums[heard][way] += weight * cost
    truth = {
        "tries": "Once" not in told.row("How many times did you run this check")[0],
        "fresh": told.row("Were the letters new")[0].startswith("No"),
        "who_chose": "We did" in told.row("Who chose the letters")[0],
        "day_cost": numbers_in(told.row("What does a day of waiting cost us")[0])[0] == dear_day,
    }
    here = tuple(truth[name] for name in told_by)
    mine = {way: cost / weights[here] for way, cost in sums[here].items()}
    worth = sum(min(ways.values()) for ways in sums.values())
    return worth + mine[answer["decide"]] - min(mine.values())


def claims(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Weigh each claim: how often it comes from a product that falls short."""
    holding, short = told.numbers("Before you weigh the evidence")
    fewer, of_cases = told.numbers("A product that falls short")
    _, half, _, three_times = told.numbers("Where the claim is a limit on errors")
    assert "are equally good here" in told.text
    assert "has nothing to do with the others" in told.text
    wrong = told.number("You repeated a claim that falls short")
    caveat = told.number("You said what a claim doesn't show")
    in_addition = told.number("And if that claim then falls short, in addition")
    silence = told.number("You left out a claim that holds")
    total = 0.0
    for name, way in answer.items():
        _, number = name.split("_")
        claim = told.words(rf"Claim {number}: “[^”]+”")
        from_short = short * evidence(claim, fewer / of_cases, three_times)
        falls_short = from_short / (from_short + holding * evidence(claim, 0, half))
        total += {
            "repeat": falls_short * wrong,
            "caveat": caveat + falls_short * in_addition,
            "leave_out": (1 - falls_short) * silence,
        }[way]
    return total


def evidence(claim: str, fewer: float, times_the_limit: float) -> float:
    """Return how often a product yields the evidence of a claim.

    It is right in the share ``fewer`` less than claimed; where a limit for errors is
    claimed, it makes so many times that limit.
    """
    _, *numbers = numbers_in(claim)
    if "Not one error" in claim:
        _, cases, limit, of = numbers
        return (1 - times_the_limit * limit / of) ** cases
    if "We compared" in claim:
        models, cases, right, claimed, of = numbers
        share = claimed / of - fewer
        below = chance_below(int(right), int(cases), share)
        return (below + chance(int(right), int(cases), share)) ** models - below**models
    if "It passed on try" in claim:
        assert "new cases every time" in claim
        assert "more than in any try before" in claim
        tries, right, cases, claimed, of = numbers
        share = claimed / of - fewer
        below = chance_below(int(right), int(cases), share)
        return below ** (tries - 1) * chance(int(right), int(cases), share)
    assert "One check" in claim
    _, cases, right, claimed, of = numbers
    return chance(int(right), int(cases), claimed / of - fewer)


def asked(exercise: Any, brief: Any) -> str:
    """Return what the lead answers to every question there is."""
    questions = list(exercise.decision.specs()[0].options)
    rows = exercise.answers(brief, questions)
    return "".join(f"<table><tr><th>{ask}</th><td>{said}</td></tr></table>" for ask, said in rows)


TELLERS = {"sign_off": sign_off, "review": review, "claims": claims}
ALSO = {"review": asked}
