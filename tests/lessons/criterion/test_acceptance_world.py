"""The world of lesson 6: exact outcome against brute force, sentence, picture, quoted numbers."""

from __future__ import annotations

import dataclasses
import random
import re

import numpy as np
import pytest

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.registry import find_exercise, find_prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import share_of
from doneenough.lessons.criterion.acceptance_world import (
    HEAD_OFFICE_TRANSLATED,
    PICKED_MISSES,
    QUICK_OVERLOOKS,
    SORTERS_OTHERS,
    CriterionBrief,
    Kind,
    check_cost,
    draft,
    english_only_cost,
    in_force,
    outcome,
)
from doneenough.lessons.criterion.case import (
    DRAFT,
    OF_LETTERS,
    OF_URGENT,
    SOUND_CRITERION,
    STORY,
)
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    CERTAINTIES,
    LETTERS,
    LOST,
    NOT_SAID,
    ONE_OFFICE,
    QUICK,
    REWORK,
    SIGN,
    TEAM_PICKS,
    TODAY,
    URGENT_LETTERS,
    Criterion,
    clauses,
    sentence,
)
from doneenough.lessons.criterion.figures import signed
from doneenough.products.brightdesk.judge import measured
from doneenough.statistics import interval
from shared.decisions import random_decision

EXERCISE = find_exercise("criterion.paperline")


def amended(rng: random.Random) -> Criterion:
    """Return a random criterion that is amended, not signed or refused."""
    return random_decision(Criterion, rng).but(verdict="amend")


def draw(
    brief: CriterionBrief, c: Criterion, kind: Kind, cases: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int, int]:
    """Look at letters one by one; return right, right by language and lost, as judged."""
    share = brief.translated_in_100 / 100
    share = {TEAM_PICKS: 0.0, ONE_OFFICE: share * HEAD_OFFICE_TRANSLATED, ALL_OFFICES: share}[
        c.letters_from
    ]
    translated = round(cases * share)
    misses = PICKED_MISSES if c.letters_from == TEAM_PICKS else 1.0
    rights, losts = [], 0
    for count, found in ((cases - translated, kind.english), (translated, kind.translated)):
        size = (TRIALS, count)
        urgent_only = c.measure != ALL_RIGHT or c.unit == URGENT_LETTERS
        urgent = (
            np.ones(size, bool) if urgent_only else rng.random(size) < brief.urgent_in_100 / 100
        )
        wrong_share = np.where(urgent, 1 - found / 100, 1 - kind.others / 100) * misses
        wrong = rng.random(size) < wrong_share
        if c.judge == QUICK:
            wrong &= rng.random(size) >= QUICK_OVERLOOKS / 10
        lost = wrong & urgent & (rng.random(size) < kind.lost_in_10 / 10)
        rights.append((~wrong).sum(axis=1))
        losts = losts + lost.sum(axis=1)
    return rights[0] + rights[1], rights[0], rights[1], losts, translated


TRIALS = 1500


def accepted_by_hand(
    brief: CriterionBrief, c: Criterion, kind: Kind, sorters: int, rng: np.random.Generator
) -> float:
    """Return the share of simulated checks that accept a kind; a slow second way."""
    counts = (
        np.full(TRIALS, c.cases)
        if c.unit == URGENT_LETTERS or c.measure == ALL_RIGHT
        else rng.binomial(c.cases, brief.urgent_in_100 / 100, TRIALS)
    )
    passes = 0.0
    for n in np.unique(counts):
        weight = (counts == n).mean()
        if n == 0:
            continue
        right, english, other, lost, translated = draw(brief, c, kind, int(n), rng)
        confidence = CERTAINTIES[c.certainty].value
        k = np.arange(n + 1)
        reached = (
            100 * k >= c.at_least * n
            if confidence is None
            else interval(k, n, 2 * confidence - 1)[0] >= c.at_least / 100 - 1e-12
        )
        ok = reached[right]
        ok &= 100 * english >= c.floor * (n - translated)
        ok &= 100 * other >= c.floor * translated
        cap = LOST[c.lost_letters].value
        if cap is not None:
            ok &= lost <= cap * n // 100
        if c.compared_with == TODAY:
            today = Kind("today", 0, sorters, sorters, 0, SORTERS_OTHERS, 0)
            ok &= right >= draw(brief, c, today, int(n), rng)[0]
        passes += weight * ok.mean()
    return passes


def test_exact_outcome_agrees_with_looking_at_letters_one_by_one():
    chance, rng = random.Random(6), np.random.default_rng(6)
    off = []
    for turn in range(30):
        brief = EXERCISE.briefs()[turn % 24]
        # Both sorters alike, so that one simulation serves.
        brief = dataclasses.replace(brief, sorters_low=brief.sorters_high)
        c = amended(chance).but(tries=1, cases=chance.randint(10, 250))
        if turn % 2:
            # Near the middle, where a mistake would show.
            c = c.but(at_least=brief.kinds[turn % 5].english, lost_letters="five_in_100")
        kind = turn % 5
        exact = outcome(brief, c).accepted[kind]
        seen = accepted_by_hand(brief, c, brief.kinds[kind], brief.sorters_high, rng)
        spread = np.sqrt(max(exact * (1 - exact), 1e-3) / TRIALS)
        off.append((seen - exact) / spread)
    # Sampled counts of urgent letters add a little; thirty comparisons, none far off.
    assert max(abs(item) for item in off) < 5
    assert abs(float(np.mean(off))) < 1


def test_200_random_criteria_read_back_what_they_are():
    """Two criteria that differ read differently; one without a difference reads the same."""
    rng = random.Random(200)
    seen = {}
    for _ in range(200):
        c = amended(rng)
        text = sentence(c)
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        wanted = [c.cases, c.at_least, 100]
        if CERTAINTIES[c.certainty].value:
            wanted += [round(100 * CERTAINTIES[c.certainty].value)]
        wanted += [c.floor, 100] if c.floor else []
        wanted += [LOST[c.lost_letters].value, 100] if LOST[c.lost_letters].value else []
        wanted += [c.tries] if c.tries > 1 else []
        assert sorted(numbers) == sorted(wanted), text
        assert seen.setdefault(text, c) == c


@pytest.mark.parametrize("turns", [24, pytest.param(200, marks=pytest.mark.exhaustive)])
def test_random_criteria_read_back_what_they_do(turns):
    """Sentence, picture and exact calculation speak of the same criterion."""
    rng = random.Random(200)
    for turn in range(turns):
        c, brief = amended(rng), EXERCISE.briefs()[turn % 24]
        counts = [crowd_count(share) for share in outcome(brief, c).accepted]
        shown = EXERCISE.feedback(brief, c, scale_of(EXERCISE, turn % 24)).picture
        assert sentence(c) in shown.html.replace("&#x27;", "'")
        picture = signed([kind.name for kind in brief.kinds], counts)
        for kind, count in zip(brief.kinds, counts, strict=True):
            assert f"{kind.name}, {count}" in picture.alt
            assert f">{count}</text>" in picture.html
        assert picture.html in shown.html


def test_every_clause_has_words_of_its_own():
    for spec in Criterion.specs():
        if spec.name == "verdict":
            continue
        values = list(spec.options or {}) or [spec.low + 1, spec.low + 2, spec.high]
        texts = {sentence(SOUND_CRITERION.but(**{spec.name: value})) for value in values}
        assert len(texts) == len(values), spec.name


def test_a_missing_unit_is_read_the_unfavourable_way_and_said_so():
    brief = EXERCISE.briefs()[0]
    open_unit = OF_URGENT.but(unit=NOT_SAID)
    assert (
        outcome(brief, open_unit).accepted == outcome(brief, open_unit.but(unit=LETTERS)).accepted
    )
    said = EXERCISE.feedback(brief, open_unit, scale_of(EXERCISE, 0)).consequence
    assert "doesn't say what is checked" in said
    assert f"about {open_unit.cases * brief.urgent_in_100 / 100:.0f} of them are urgent" in said


def test_signing_counts_the_draft_whatever_else_the_form_holds():
    for number, brief in enumerate(EXERCISE.briefs()):
        item = scale_of(EXERCISE, number).best_decision.but(verdict=SIGN)
        assert in_force(brief, item) == draft(brief)
        assert EXERCISE.cost(brief, item) == EXERCISE.cost(brief, draft(brief))
        said = EXERCISE.feedback(brief, item, scale_of(EXERCISE, number)).consequence
        assert said.startswith("You signed the draft as it came")


@pytest.mark.parametrize("number", range(24))
def test_each_silence_of_the_habit_costs(number):
    """Common practice earns little; amending it step by step earns more and more."""
    brief, scale = EXERCISE.briefs()[number], scale_of(EXERCISE, number)
    best = scale.best_decision
    habit = best.but(cases=100, floor=0, lost_letters="no_cap", certainty="as_measured")
    assert share_of(outcome(brief, habit).cost, scale) < 0.6
    floored = habit.but(floor=best.floor, lost_letters=best.lost_letters)
    assert share_of(outcome(brief, floored).cost, scale) > share_of(
        outcome(brief, habit).cost, scale
    )


def test_better_models_pass_more_often_and_clauses_only_narrow():
    rng = random.Random(4)
    for turn in range(60):
        brief = EXERCISE.briefs()[turn % 24]
        c = amended(rng).but(tries=1)
        base = outcome(brief, c).accepted
        better = dataclasses.replace(
            brief,
            kinds=tuple(
                dataclasses.replace(
                    kind,
                    english=min(kind.english + 2, 100),
                    translated=min(kind.translated + 2, 100),
                )
                for kind in brief.kinds
            ),
        )
        assert all(b >= a - 1e-9 for a, b in zip(base, outcome(better, c).accepted, strict=True))
        wider = c.but(floor=0, lost_letters="no_cap", compared_with="nothing")
        assert all(b >= a - 1e-9 for a, b in zip(base, outcome(brief, wider).accepted, strict=True))


def test_money_adds_up():
    brief = EXERCISE.briefs()[0]
    done = outcome(brief, OF_URGENT.but(on_a_miss="stop"))
    missed = sum(
        kind.of_20 / 20 * (1 - share)
        for kind, share in zip(brief.kinds, done.accepted, strict=True)
    )
    assert done.check_cost == pytest.approx(check_cost(brief, OF_URGENT))
    assert done.by_hand_cost == pytest.approx(
        missed * (brief.by_hand_low + brief.by_hand_high) / 2, rel=0.01
    )
    reworked = outcome(brief, OF_URGENT.but(on_a_miss=REWORK))
    assert reworked.check_cost == pytest.approx(
        done.check_cost + missed * (brief.rework_cost + done.check_cost)
    )
    nobody = OF_URGENT.but(at_least=100, cases=1000, certainty="sure_95")
    english = outcome(brief, nobody.but(on_a_miss="english_only"))
    assert english.cost - english.check_cost == pytest.approx(english_only_cost(brief), rel=1e-6)


def test_the_case_tells_what_its_texts_say():
    draft_in, letters_in, urgent_in, sound_in = (
        [crowd_count(share) for share in outcome(STORY, c).accepted]
        for c in (DRAFT, OF_LETTERS, OF_URGENT, SOUND_CRITERION)
    )
    assert draft_in == [TEAMS] * 5
    assert letters_in[1] > 50
    assert urgent_in[1] < 5
    assert urgent_in[2] > 180
    assert sound_in[2] < 40
    assert sound_in[0] > 190
    assert sound_in[3] < 10
    assert len(clauses(SOUND_CRITERION)) > len(clauses(DRAFT))


def test_the_written_task_quotes_the_judge_as_measured():
    known = measured()
    task = find_prose("criterion.rewrite")
    assert f"{known.caught} of {known.severe} made-up facts" in task.prompt
    assert f"flags {known.sound - known.passed} of {known.sound} sound answers" in task.prompt
    overlooked = known.severe - known.caught
    assert f"overlooks {overlooked} of {known.severe}" in task.exemplars[0]["text"]
