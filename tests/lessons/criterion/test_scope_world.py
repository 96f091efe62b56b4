"""Requests after the demo: costs by simulation, and what the feedback says of them."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import numpy as np
import pytest

from doneenough.core.feedback import euros
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import score_decision
from doneenough.lessons.criterion.scope import COUNT, Scope
from doneenough.lessons.criterion.scope_world import REQUESTS, Request
from shared.language import text_of_html, words

EXERCISE = find_exercise("criterion.wider_scope")
BRIEFS = EXERCISE.briefs()
ALL = [request for brief in BRIEFS for request in brief.requests]
WAYS = ("include", "own_gate", "refuse")
CROWD = 200_000


def simulated(request, way, rng):
    """Return the cost of many requests alike, one number each."""
    short = rng.random(CROWD) < request.short_in_10 / 10
    if way == "own_gate":
        right = rng.binomial(request.cases, np.where(short, 0.85, 0.95))
        live = right >= 0.9 * request.cases
    else:
        live = np.full(CROWD, way == "include")
    cost = np.where(live & short, request.harm, 0) + np.where(~live & ~short, request.benefit, 0)
    return cost + (request.check if way == "own_gate" else 0)


@pytest.mark.parametrize("number", range(0, 24, 4))
def test_costs_agree_with_a_simulation(number):
    rng = np.random.default_rng(number)
    for request, way in itertools.product(BRIEFS[number].requests, WAYS):
        costs = simulated(request, way, rng)
        error = costs.std() / np.sqrt(CROWD)
        assert abs(costs.mean() - request.costs()[way]) <= 4 * error + 1e-6, (request, way)


def test_the_cost_is_the_sum_over_requests():
    for brief, ways in zip(BRIEFS, itertools.product(WAYS, repeat=COUNT), strict=False):
        decision = Scope(**dict(zip(Scope.model_fields, ways, strict=True)))
        total = sum(request.costs()[way] for request, way in zip(brief.requests, ways, strict=True))
        assert EXERCISE.cost(brief, decision) == pytest.approx(total)


def test_more_cases_tell_better():
    requests = [Request("dates", 3, 50_000, 50_000, n, 3, 0) for n in (50, 100, 200, 400)]
    passing = [request.short_passes for request in requests]
    failing = [request.strong_fails for request in requests]
    assert passing == sorted(passing, reverse=True)
    assert failing == sorted(failing, reverse=True)


def test_more_to_lose_or_to_win_moves_the_answer():
    def best(harm, benefit):
        costs = Request("dates", 3, harm, benefit, 100, 5, 6_000).costs()
        return min(costs, key=costs.__getitem__)

    assert best(5_000, 60_000) == "include"
    assert best(150_000, 60_000) == "own_gate"
    assert best(150_000, 5_000) == "refuse"


def test_requests_come_from_a_written_list():
    assert len(REQUESTS) >= 12
    used = Counter(request.name for request in ALL)
    assert set(used) == set(REQUESTS)
    assert set(EXERCISE.words.block("exercise.wider_scope.requests")) == set(REQUESTS)
    assert max(used.values()) <= len(BRIEFS) / 2


@pytest.mark.parametrize("number", range(24))
def test_requests_differ_and_no_one_answer_fits_all(number):
    brief = BRIEFS[number]
    assert len(brief.requests) == COUNT == len(Scope.model_fields)
    assert len({request.name for request in brief.requests}) == COUNT
    assert len(set(EXERCISE.best(brief).ways)) >= 2


def test_the_wording_alone_does_not_give_the_answer_away():
    answers = {}
    for brief in BRIEFS:
        for request, way in zip(brief.requests, EXERCISE.best(brief).ways, strict=True):
            answers.setdefault(request.name, set()).add(way)
    assert sum(len(ways) > 1 for ways in answers.values()) >= len(answers) / 2


def test_questions_quote_the_requests():
    for brief in BRIEFS:
        for spec, request in zip(Scope.specs(), brief.requests, strict=True):
            assert f"“{EXERCISE.asked(request)}”" in EXERCISE.question(brief, spec)


def test_the_brief_gives_every_figure_and_is_short():
    for brief in BRIEFS:
        shown = EXERCISE.show_brief(brief)
        text = text_of_html(shown)
        for request in brief.requests:
            for amount in (request.harm, request.benefit, request.check):
                assert euros(amount) in text
            assert f"{request.short_in_10} of 10" in text
        running = re.sub(r"<table.*?</table>", "", shown)
        assert len(words(text_of_html(running))) <= 120


def test_feedback_counts_are_true_and_short():
    for number, brief in enumerate(BRIEFS):
        for ways in itertools.product(WAYS, repeat=COUNT):
            decision = Scope(**dict(zip(Scope.model_fields, ways, strict=True)))
            feedback = score_decision(EXERCISE, number, decision).feedback
            at = int(re.search(r"like number (\d)", feedback.consequence).group(1)) - 1
            request, way = brief.requests[at], ways[at]
            losses = [
                request.costs()[chosen] - min(request.costs().values())
                for request, chosen in zip(brief.requests, ways, strict=True)
            ]
            assert losses[at] == max(losses)
            short = 20 * request.short_in_10
            numbers = [int(text) for text in re.findall(r"\d+", feedback.consequence)][3:]
            assert f", {short} fall short" in feedback.consequence
            assert (
                numbers
                == {
                    "include": [short],
                    "refuse": [200 - short],
                    "own_gate": [
                        round(short * request.short_passes),
                        round((200 - short) * request.strong_fails),
                    ],
                }[way]
            )
            said = (feedback.protected, feedback.consequence, feedback.lever, feedback.next_step)
            assert len(words(" ".join((*said, feedback.why)))) <= 105


def test_the_best_answers_are_not_reproached():
    for number in range(24):
        feedback = score_decision(
            EXERCISE, number, scale_of(EXERCISE, number).best_decision
        ).feedback
        assert feedback.lever == "Each answer fits what its request risks and brings."
        assert "Nothing more to change" in feedback.next_step


def test_the_lesson_s_advice_fits_one_request_of_every_brief():
    """ "Yes, with its own line" is right somewhere, and never everywhere."""
    for number in range(24):
        ways = scale_of(EXERCISE, number).best_decision.ways
        assert "own_gate" in ways
        assert len(set(ways)) > 1
