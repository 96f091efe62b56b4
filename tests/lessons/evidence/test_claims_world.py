"""Claims and their evidence: probabilities worked out directly with scipy."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from scipy.stats import binom

from doneenough.core.registry import find_exercise
from doneenough.lessons.evidence.claims import Treatment
from doneenough.lessons.evidence.claims_world import COUNT, Claim

EXERCISE = find_exercise("evidence.vendor_claims")
BRIEFS = EXERCISE.briefs()
CLAIMS = [(number, claim) for number, brief in enumerate(BRIEFS) for claim in brief.claims]
each_claim = pytest.mark.parametrize(
    "claim", [claim for _, claim in CLAIMS], ids=[f"{number}-{c.kind}" for number, c in CLAIMS]
)


def seen(claim, right):
    """Return the probability of the evidence when the share right is ``right``."""
    checks = binom(claim.cases, right)
    at, below = checks.cdf(claim.right), checks.cdf(claim.right - 1)
    if claim.kind == "best_of":
        return at**claim.attempts - below**claim.attempts
    return below ** (claim.attempts - 1) * checks.pmf(claim.right)


@each_claim
def test_falling_short_by_bayes_rule(claim):
    if claim.kind == "zero":
        short = binom(claim.cases, 3 * claim.share).pmf(0)
        holds = binom(claim.cases, claim.share / 2).pmf(0)
    else:
        short, holds = seen(claim, claim.share - 0.06), seen(claim, claim.share)
    assert claim.falls_short == pytest.approx(short / (short + holds), rel=1e-6)
    assert 0 <= claim.falls_short < 1


@each_claim
def test_the_claim_says_what_its_evidence_is(claim):
    numbers = [
        float(text.replace(",", "")) for text in re.findall(r"[\d.,]*\d", EXERCISE.sentence(claim))
    ]
    assert claim.cases in numbers
    assert any(number == pytest.approx(100 * claim.share) for number in numbers)
    if claim.kind != "zero":
        assert claim.right in numbers
        assert claim.right / claim.cases == pytest.approx(claim.share)
    if claim.kind in ("best_of", "tries"):
        assert claim.attempts in numbers
        assert claim.attempts > 1
    else:
        assert claim.attempts == 1


def test_more_fresh_cases_make_a_claim_more_believable():
    short = [Claim("fresh", n, 0.9, round(0.9 * n)).falls_short for n in (20, 100, 400)]
    assert short == sorted(short, reverse=True)
    zero = [Claim("zero", n, 0.01).falls_short for n in (30, 300, 1200)]
    assert zero == sorted(zero, reverse=True)


@pytest.mark.parametrize("kind", ["tries", "best_of"])
def test_more_attempts_make_a_claim_less_believable(kind):
    short = [Claim(kind, 100, 0.9, 90, attempts).falls_short for attempts in (1, 2, 5, 20)]
    assert short == sorted(short)


@pytest.mark.parametrize("kind", ["tries", "best_of"])
def test_one_attempt_is_a_fresh_check(kind):
    fresh = Claim("fresh", 100, 0.9, 90)
    assert Claim(kind, 100, 0.9, 90, 1).falls_short == pytest.approx(fresh.falls_short)


@pytest.mark.parametrize("number", range(24))
def test_the_claims_need_different_treatment(number):
    brief = BRIEFS[number]
    assert len(brief.claims) == COUNT == len(Treatment.model_fields)
    ways = Counter(EXERCISE.best(brief).ways)
    assert len(ways) == 3
    assert max(ways.values()) <= 4
    assert len({claim.kind for claim in brief.claims}) >= 3


@pytest.mark.parametrize("number", range(24))
def test_the_cost_is_the_sum_over_claims(number):
    brief = BRIEFS[number]
    decision = EXERCISE.best(brief)
    total = 0.0
    for claim, way in zip(brief.claims, decision.ways, strict=True):
        short = claim.falls_short
        total += {
            "repeat": short * brief.wrong_words,
            "caveat": brief.caveat + short * brief.wrong_words / 4,
            "leave_out": (1 - short) * brief.silence,
        }[way]
    assert EXERCISE.cost(brief, decision) == pytest.approx(total)
