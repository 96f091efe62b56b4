"""What a sign-off rule costs: against simulation, by hand, and beyond the searched band."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from doneenough.core.crowd import crowd_count
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.lessons.evidence.sign_off_world import AFTER_A_MISS, SignOffBrief, outcome

EXERCISE = find_exercise("evidence.sign_off_rule")
BRIEFS = EXERCISE.briefs()

TINY = SignOffBrief(
    line="tiny",
    good=0.75,
    weak=0.5,
    weak_in_10=4,
    weak_live=1000.0,
    by_hand=300.0,
    letter_cost=2.0,
    letters_per_day=3,
    day_cost=30.0,
    rework_days=2,
    mended_in_10=3,
    office_in_10=2,
)


def by_hand(brief, letters, needed, tries, on_a_miss):
    """Go through every single letter of every try, in fractions; return the parts of the cost."""
    exact = {True: Fraction(str(brief.weak)), False: Fraction(str(brief.good))}

    def passes(weak):
        right = exact[weak]
        return sum(
            np.prod([right if ok else 1 - right for ok in letters_right])
            for letters_right in itertools.product((True, False), repeat=letters)
            if sum(letters_right) >= needed
        )

    one_check = letters * (
        Fraction(str(brief.letter_cost)) + Fraction(str(brief.day_cost)) / brief.letters_per_day
    )
    share_weak = Fraction(brief.weak_in_10, 10)
    live = none = checks = Fraction(0)
    signed = {}
    for weak, weight in ((True, share_weak), (False, 1 - share_weak)):
        chance, waiting = passes(weak), Fraction(1)
        for _ in range(tries):
            checks += weight * waiting * one_check
            if weak:
                live += weight * waiting * chance
            waiting *= 1 - chance
        signed[weak] = 1 - waiting
        missed = weight * waiting
        if on_a_miss == "stop":
            none += missed
        elif on_a_miss == "limited":
            office = Fraction(brief.office_in_10, 10)
            none += missed * (1 - office)
            live += missed * office if weak else 0
        else:
            checks += missed * (brief.rework_days * Fraction(str(brief.day_cost)) + one_check)
            mended = Fraction(brief.mended_in_10, 10) if weak else Fraction(1)
            for still_weak, part in ((False, mended), (True, 1 - mended)):
                again = passes(still_weak)
                none += missed * part * (1 - again)
                live += missed * part * again if still_weak else 0
    return signed[True], signed[False], live * 1000, none * 300, checks


@pytest.mark.parametrize("on_a_miss", AFTER_A_MISS)
@pytest.mark.parametrize(("letters", "needed"), [(1, 1), (3, 2), (4, 0), (4, 4), (5, 4)])
@pytest.mark.parametrize("tries", [1, 2, 3])
def test_every_single_letter_counted_by_hand(letters, needed, tries, on_a_miss):
    done = outcome(TINY, letters, needed, tries, on_a_miss)
    weak, good, live, none, checks = map(float, by_hand(TINY, letters, needed, tries, on_a_miss))
    assert done.weak_signed == pytest.approx(weak)
    assert done.good_signed == pytest.approx(good)
    assert done.weak_live_cost == pytest.approx(live)
    assert done.by_hand_cost == pytest.approx(none)
    assert done.check_cost == pytest.approx(checks)
    assert done.cost == pytest.approx(live + none + checks)


def simulated(brief, letters, needed, tries, on_a_miss, projects=20_000):
    """Live through many projects, one after the other; return each one's cost."""
    rng = np.random.default_rng(20_05)
    weak = rng.random(projects) < brief.weak_in_10 / 10
    cost = np.zeros(projects)
    signed = np.zeros(projects, bool)
    one_check = letters * brief.letter_cost + letters / brief.letters_per_day * brief.day_cost
    for _ in range(tries):
        waiting = ~signed
        right = rng.binomial(letters, np.where(weak, brief.weak, brief.good))
        cost += waiting * one_check
        signed |= waiting & (right >= needed)
    missed = ~signed
    if on_a_miss == "rework":
        weak_now = weak & ~(missed & (rng.random(projects) < brief.mended_in_10 / 10))
        cost += missed * (brief.rework_days * brief.day_cost + one_check)
        right = rng.binomial(letters, np.where(weak_now, brief.weak, brief.good))
        signed = signed | (missed & (right >= needed))
        return cost + np.where(signed, weak_now * brief.weak_live, brief.by_hand)
    if on_a_miss == "limited":
        office = brief.office_in_10 / 10
        in_office = weak * office * brief.weak_live + (1 - office) * brief.by_hand
        return cost + np.where(signed, weak * brief.weak_live, in_office)
    return cost + np.where(signed, weak * brief.weak_live, brief.by_hand)


@pytest.mark.parametrize("number", range(0, 24, 4))
@pytest.mark.parametrize("on_a_miss", AFTER_A_MISS)
@pytest.mark.parametrize("tries", [1, 4])
def test_many_simulated_projects_cost_as_much(number, on_a_miss, tries):
    brief = BRIEFS[number]
    for letters, mark in ((100, brief.target), (300, brief.target), (60, brief.good)):
        rule = (letters, round(letters * mark), tries, on_a_miss)
        costs = simulated(brief, *rule)
        error = costs.std() / np.sqrt(len(costs))
        assert abs(costs.mean() - float(outcome(brief, *rule).cost)) < 4 * error + 1e-6


@pytest.mark.parametrize("number", range(24))
def test_nothing_outside_the_searched_band_is_cheaper(number):
    """The search leaves out marks far from both kinds of model; nothing is lost by that."""
    brief, best = BRIEFS[number], scale_of(EXERCISE, number).best
    rng = np.random.default_rng(number)
    letters = rng.integers(10, 1001, 3000)
    needed = rng.integers(0, letters + 1)
    every = np.repeat(np.arange(10, 1001, 45), 200)
    share = np.tile(np.linspace(0, 1, 200), len(every) // 200)
    letters, needed = (
        np.concatenate([letters, every]),
        np.concatenate([needed, np.rint(share * every).astype(int)]),
    )
    for on_a_miss, tries in itertools.product(AFTER_A_MISS, (1, 2, 3, 6)):
        assert outcome(brief, letters, needed, tries, on_a_miss).cost.min() >= best - 0.01


def test_arrays_give_the_same_as_single_rules():
    brief = BRIEFS[5]
    letters, needed = np.array([50, 100, 400]), np.array([45, 90, 360])
    together = outcome(brief, letters, needed, 2, "rework").cost
    alone = [outcome(brief, n, k, 2, "rework").cost for n, k in zip(letters, needed, strict=True)]
    assert together == pytest.approx(alone)


@pytest.mark.parametrize("number", range(24))
def test_briefs_tell_a_sensible_story(number):
    brief = BRIEFS[number]
    assert 0.5 < brief.weak < brief.target < brief.good < 1
    assert 1 <= brief.weak_in_10 <= 9
    assert brief.weak_live > brief.by_hand > 0
    for count in (brief.mended_in_10, brief.office_in_10):
        assert 0 <= count <= 10
    # Shares are shown as whole numbers of a hundred: nothing is hidden by rounding.
    for share in (brief.good, brief.weak):
        assert round(100 * share) == pytest.approx(100 * share)


def test_counts_in_the_crowd_are_rounded_shares():
    assert [crowd_count(share) for share in (0, 0.2337, 0.5, 1)] == [0, 47, 100, 200]


def test_feedback_counts_what_the_crowd_shows():
    decision = scale_of(EXERCISE, 3).reference
    brief = BRIEFS[3]
    feedback = EXERCISE.feedback(brief, decision, scale_of(EXERCISE, 3))
    done = outcome(brief, decision.letters_to_check, decision.right_needed, 1, decision.on_a_miss)
    weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
    assert f"{weak} of them get your signature" in feedback.consequence
    assert f": {200 - good} of them are turned away" in feedback.consequence
    assert f"{weak} of 200" in feedback.picture.alt
    assert f"{good} of 200" in feedback.picture.alt
