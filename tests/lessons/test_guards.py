"""The guards that every exercise passes, under every brief, found by discovery.

DESIGN says why: thinking pays, habits do not, nothing can be gamed. What takes long (a
new search, random answers) is done for two briefs of each table in `make test`, the
practice brief and one that the run draws, and for all in `make test-exhaustive`.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from doneenough.core.briefs import Identity
from doneenough.core.decision import Decision
from doneenough.core.exercise import Exercise
from doneenough.core.feedback import Shown
from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import all_exercises, prose
from doneenough.core.scales import compute_scale, scale_of, table_path
from doneenough.core.scoring import HABIT_SHARE, score_decision, score_value, share_of
from shared.decisions import random_decision, thoughtless
from shared.language import forbidden_words, mean_sentence, text_of_html, unfilled
from shared.rings import draw, in_rings

AnyExercise = Exercise[Any, Any]

ALL = list(all_exercises())
TABLES = list({(item.lesson, item.table): item for item in ALL}.values())
"""One exercise for each table of briefs: what depends on the brief alone is tested once."""


EXERCISES = pytest.mark.parametrize("exercise", ALL, ids=lambda item: item.id)
TABLED = pytest.mark.parametrize("exercise", TABLES, ids=lambda item: item.id)


def _rows(exercise: AnyExercise) -> list[Any]:
    """Return every brief of a table; all but the first and a drawn one are exhaustive."""
    rows = [(exercise, number) for number in range(len(exercise.briefs()))]
    now = [rows[0], *draw(rows[1:], 1, exercise.id)]
    return in_rings(rows, now.__contains__, identify=lambda row: f"{exercise.id}-{row[1]}")


TABLE_ROWS = pytest.mark.parametrize(
    ("exercise", "number"), [row for exercise in TABLES for row in _rows(exercise)]
)
"""For guards that take long."""


def every_brief(guard: Callable[[AnyExercise, int], None]) -> Callable[[AnyExercise], None]:
    """Make one test of each exercise, which looks at all its briefs."""

    def test(exercise: AnyExercise) -> None:
        for number in range(len(exercise.briefs())):
            try:
                guard(exercise, number)
            except BaseException as error:
                error.add_note(f"under brief {number} of {exercise.id}")
                raise

    test.__name__, test.__doc__ = guard.__name__, guard.__doc__
    return EXERCISES(test)


def share(exercise: AnyExercise, number: int, decision: Any) -> float:
    """Return the share of the points that ``decision`` earns."""
    cost = exercise.cost(exercise.briefs()[number], decision)
    return share_of(cost, scale_of(exercise, number))


def test_there_are_exercises():
    assert ALL


@EXERCISES
def test_about_24_briefs_all_different(exercise):
    briefs = list(exercise.briefs())
    assert 20 <= len(briefs) <= 30
    assert len(set(briefs)) == len(briefs)
    rows = json.loads(table_path(exercise.lesson, exercise.table).read_text(encoding="utf-8"))
    assert len(rows) == len(briefs)


@TABLE_ROWS
def test_the_committed_scale_is_what_a_new_search_finds(exercise, number):
    rows = json.loads(table_path(exercise.lesson, exercise.table).read_text(encoding="utf-8"))
    found = compute_scale(exercise, exercise.briefs()[number])
    committed = rows[number]
    assert found["best_decision"] == committed["best_decision"]
    assert found["reference"] == committed["reference"]
    for name in ("best", "habit", "worst"):
        assert found[name] == pytest.approx(committed[name], abs=0.011), name
    assert found["policies"] == pytest.approx(committed["policies"], abs=0.011)


@every_brief
def test_thinking_pays(exercise, number):
    scale = scale_of(exercise, number)
    assert 0 < scale.best < scale.habit < scale.worst
    assert (scale.habit - scale.best) / scale.habit >= 0.3


@every_brief
def test_named_policies_and_habits_earn_little(exercise, number):
    brief, scale = exercise.briefs()[number], scale_of(exercise, number)
    assert len(scale.policies) >= 3
    for name, cost in scale.policies.items():
        assert share_of(cost, scale) < 0.3, name
    for name, decision in exercise.common_practice(brief).items():
        assert share(exercise, number, decision) < 0.3, name


@every_brief
def test_copied_examples_earn_little(exercise, number):
    for decision in exercise.copied():
        assert share(exercise, number, decision) < 0.3, decision


@EXERCISES
def test_the_blank_earns_nothing(exercise):
    blank = dict.fromkeys(exercise.decision.model_fields) | dict(exercise.decision.blanks)
    scored = score_value(exercise, Identity(learner_id="", cohort="practice"), blank)
    assert (scored.state, scored.points) == ("unanswered", 0.0)


@every_brief
def test_thoughtless_answers_earn_little(exercise, number):
    """The ends and the middle of the ranges; of choices, the first line of every list.

    Where there are only choices, any other fixed answer is the right one under some
    briefs, by luck; the next test looks at those.
    """
    lazy = thoughtless(exercise.decision)
    if not any(spec.kind == "whole" for spec in exercise.decision.specs()):
        lazy = {name: item for name, item in lazy.items() if "first" in name}
    assert lazy
    earned = {name: round(share(exercise, number, item), 2) for name, item in lazy.items()}
    assert {name: value for name, value in earned.items() if value >= 0.4} == {}


@EXERCISES
def test_thoughtless_answers_earn_little_on_average(exercise):
    size = len(exercise.briefs())
    for name, decision in thoughtless(exercise.decision).items():
        earned = [share(exercise, number, decision) for number in range(size)]
        assert statistics.mean(earned) < 0.4, name


@cache
def _drawn(kind: type[Decision]) -> list[Decision]:
    """Return 500 random answers, the same for every brief: drawing them takes longest."""
    rng = random.Random(f"tests {kind.__name__}")
    return [random_decision(kind, rng) for _ in range(500)]


@TABLE_ROWS
def test_random_answers_earn_little_and_none_beats_the_best(exercise, number):
    brief, scale = exercise.briefs()[number], scale_of(exercise, number)
    shares = []
    for decision in _drawn(exercise.decision):
        cost = exercise.cost(brief, decision)
        assert cost >= scale.best - 0.02, decision
        shares.append(share_of(cost, scale))
    assert statistics.median(shares) < 0.4


@every_brief
def test_the_best_earns_all(exercise, number):
    best = scale_of(exercise, number).best_decision
    assert score_decision(exercise, number, best).points == exercise.points


@every_brief
def test_the_reference_earns_nearly_all_and_so_does_what_is_close(exercise, number):
    reference = scale_of(exercise, number).reference
    assert share(exercise, number, reference) >= 0.8
    close = list(exercise.nearby(exercise.briefs()[number], reference))
    whole = any(spec.kind == "whole" for spec in exercise.decision.specs())
    assert bool(close) == whole
    for decision in close:
        exercise.decision.read(decision.model_dump())
        assert share(exercise, number, decision) >= 0.7, decision


@EXERCISES
def test_the_same_strategy_earns_the_same_under_every_brief(exercise):
    earned = [
        share(exercise, number, scale_of(exercise, number).reference)
        for number in range(len(exercise.briefs()))
    ]
    assert max(earned) - min(earned) <= 0.05


@TABLED
def test_the_same_answer_twice_earns_the_same(exercise):
    rng = random.Random(exercise.id)
    score_afresh = score_decision.__wrapped__
    for number in range(len(exercise.briefs())):
        decision = random_decision(exercise.decision, rng)
        first = score_afresh(exercise, number, decision)
        assert score_afresh(exercise, number, decision) == first
        assert score_decision(exercise, number, decision) == first


@every_brief
def test_points_have_no_cliff_in_money(exercise, number):
    """A cost that is 1 % higher or lower moves the points by less than 0.05."""
    scale = scale_of(exercise, number)
    reach = scale.worst - scale.best
    for step in range(101):
        cost = scale.best + reach * step / 100
        for factor in (0.99, 1.01):
            assert abs(share_of(cost * factor, scale) - share_of(cost, scale)) < 0.05


@every_brief
def test_no_cliff_beside_the_reference(exercise, number):
    """One whole case more or fewer, in any one field, moves the points by less than 0.08.

    Whole cases are the smallest step there is. Where a learner is far from the best,
    one of them may count for more: with six tries, one letter decides over many models.
    """
    reference = scale_of(exercise, number).reference
    earned = share(exercise, number, reference)
    for spec, step in itertools.product(exercise.decision.specs(), (-1, 1)):
        if spec.kind != "whole" or spec.high - spec.low < 100:
            continue  # of a handful of steps each one is a decision of its own
        moved = reference.model_copy(update={spec.name: getattr(reference, spec.name) + step})
        assert abs(share(exercise, number, moved) - earned) < 0.08, (spec.name, step)


@every_brief
def test_each_misconception_earns_little_and_is_named(exercise, number):
    assert exercise.misconceptions
    for belief in exercise.misconceptions:
        played = belief.example(exercise.briefs()[number])
        scored = score_value(exercise, _identity_for(exercise, number), played.model_dump())
        assert scored.brief == number
        assert scored.points < 0.3 * exercise.points, belief.id
        assert scored.feedback.misconception == belief.id
        assert scored.feedback.why == belief.why


@every_brief
def test_the_reference_is_not_taken_for_a_misconception(exercise, number):
    scale = scale_of(exercise, number)
    for decision in (scale.reference, scale.best_decision):
        assert score_decision(exercise, number, decision).feedback.misconception is None


@pytest.mark.parametrize("turns", [48, pytest.param(200, marks=pytest.mark.exhaustive)])
@TABLED
def test_feedback_never_fails_and_is_complete(exercise, turns):
    rng = random.Random(f"feedback {exercise.id}")
    known = {belief.id for belief in exercise.misconceptions} | {None}
    size = len(exercise.briefs())
    words = []
    for turn in range(turns):
        decision = random_decision(exercise.decision, rng)
        scored = score_decision(exercise, turn % size, decision)
        feedback = scored.feedback
        scale = scale_of(exercise, turn % size)
        for part in ("protected", "consequence", "lever", "next_step"):
            sentence = getattr(feedback, part)
            assert sentence.strip(), part
            assert sentence[-1] in ".?!", sentence
        assert feedback.misconception in known
        assert bool(feedback.why) == (feedback.misconception is not None)
        mine = [line for line in feedback.money if line.is_learner]
        best = [line for line in feedback.money if line.is_best]
        named = {
            line.label.removesuffix(" (the usual choice)"): line.amount
            for line in feedback.money
            if not (line.is_best or line.is_learner)
        }
        called = {exercise.say(f"policies.{id_}"): cost for id_, cost in scale.policies.items()}
        assert named == called
        assert [line.amount for line in best] == [scale.best]
        cost = exercise.cost(exercise.briefs()[turn % size], decision)
        assert [line.amount for line in mine] == [pytest.approx(cost)]
        if feedback.picture:
            assert feedback.picture.alt
        shown = Shown(feedback, exercise.title, scored.points, scored.most)
        assert best[0].label not in shown.to_html()
        words.append(text_of_html(shown.to_html()))
    text = "\n".join(words)
    assert unfilled(text) == []
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15


@TABLED
def test_what_learners_read_keeps_to_the_language(exercise):
    texts = [belief.why + "\n" + belief.title for belief in exercise.misconceptions]
    for number, brief in enumerate(exercise.briefs()):
        texts.append(text_of_html(exercise.show_brief(brief)))
        texts.append(text_of_html(exercise.reasons(brief, scale_of(exercise, number))))
    for spec in exercise.decision.specs():
        texts += [spec.meaning, spec.takes, *(spec.options or {}).values()]
    text = "\n".join(texts)
    assert unfilled(text) == []
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15


@pytest.mark.parametrize("lesson", lesson_names())
def test_written_tasks_keep_to_the_language(lesson):
    for item in prose(lesson):
        lines = [level for line in item.rubric for level in (line.title, *line.levels)]
        # The second exemplar is weak on purpose, its words included.
        text = "\n".join([item.title, item.prompt, item.exemplars[0]["text"], *lines])
        assert forbidden_words(text) == []
        assert mean_sentence(text) <= 15
        assert len(item.exemplars[0]["text"].split()) <= 120


@EXERCISES
def test_reasons_are_given_after_committing(exercise):
    for number, brief in enumerate(exercise.briefs()):
        scale = scale_of(exercise, number)
        assert text_of_html(exercise.reasons(brief, scale)).strip()


@EXERCISES
def test_briefs_tell_no_result_before_the_decision(exercise):
    """The brief shows the world, never the scale."""
    from doneenough.core.feedback import euros

    for number, brief in enumerate(exercise.briefs()):
        shown = exercise.show_brief(brief)
        assert euros(scale_of(exercise, number).best) not in shown


def _identity_for(exercise: AnyExercise, number: int) -> Identity:
    """Return somebody who gets brief ``number``."""
    from doneenough.core.scoring import brief_of

    for turn in itertools.count():
        identity = Identity(learner_id=f"id{turn}", cohort="practice")
        if brief_of(exercise, identity) == number:
            return identity
    raise AssertionError


PAIRS = [
    (first, second)
    for first, second in itertools.permutations(ALL, 2)
    if (first.lesson, first.table) == (second.lesson, second.table) and second.committed
]


@pytest.mark.parametrize(("coached", "committed"), PAIRS, ids=lambda item: item.name)
def test_the_committed_brief_is_clearly_another_one(coached, committed):
    """For every learner, the coached brief's best answer is not good enough for the other."""
    assert committed.points > 2 * coached.points
    size = len(committed.briefs())
    earned = []
    for row in range(size):
        here, there = (row + coached.shift) % size, (row + committed.shift) % size
        assert here != there
        earned.append(share(committed, there, scale_of(coached, here).best_decision))
    assert max(earned) < 0.8
    assert statistics.median(earned) < 0.4


def test_today_s_habit_is_worth_a_quarter():
    assert HABIT_SHARE == 0.25
