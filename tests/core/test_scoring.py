"""Points from consequences: the three anchors, nothing outside them, never an exception."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doneenough.core.briefs import Identity
from doneenough.core.exercise import Scale
from doneenough.core.registry import all_exercises
from doneenough.core.scales import scale_of
from doneenough.core.scoring import score_decision, score_value, share_of

SCALE = Scale(best=40.0, habit=100.0, worst=300.0, best_decision=None, reference=None, policies={})
NOBODY = Identity(learner_id="", cohort="practice")
EXERCISES = pytest.mark.parametrize("exercise", all_exercises(), ids=lambda item: item.id)


@pytest.mark.parametrize(
    ("cost", "share"),
    [
        (40, 1.0),
        (70, 0.625),
        (100, 0.25),
        (200, 0.125),
        (300, 0.0),
        (39, 1.0),
        (-1e12, 1.0),
        (301, 0.0),
        (1e300, 0.0),
        (math.nan, 0.0),
        (math.inf, 0.0),
        (-math.inf, 0.0),
    ],
)
def test_anchors_and_straight_lines_between(cost, share):
    assert share_of(cost, SCALE) == pytest.approx(share)


COSTS = st.floats(-1e7, 1e7)


@given(COSTS, COSTS)
def test_dearer_never_earns_more(one, other):
    cheap, dear = sorted((one, other))
    assert 0 <= share_of(dear, SCALE) <= share_of(cheap, SCALE) <= 1


@EXERCISES
def test_the_anchors_hold_on_every_committed_scale(exercise):
    for number, brief in enumerate(exercise.briefs()):
        scale = scale_of(exercise, number)
        assert share_of(scale.best, scale) == 1
        assert share_of(scale.habit, scale) == pytest.approx(0.25)
        assert share_of(scale.worst, scale) == 0
        best = score_decision(exercise, number, scale.best_decision)
        assert best.points == exercise.points
        assert exercise.cost(brief, scale.best_decision) == pytest.approx(scale.best, abs=0.01)


@EXERCISES
def test_the_untouched_blank_is_unanswered(exercise):
    for value in (None, {}, dict.fromkeys(exercise.decision.model_fields)):
        scored = score_value(exercise, NOBODY, value)
        assert (scored.state, scored.points, scored.feedback) == ("unanswered", 0.0, None)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.text(max_size=9) | st.integers(), inside, max_size=4)
    ),
    max_leaves=8,
)


@EXERCISES
@settings(max_examples=20)
@given(data=st.data())
def test_whatever_is_answered_points_are_plain_and_nothing_is_raised(exercise, data):
    fields = {}
    for spec in exercise.decision.specs():
        right = st.sampled_from([spec.low, spec.high, *(spec.options or [])])
        fields[spec.name] = right | PLAIN
    value = data.draw(PLAIN | st.fixed_dictionaries({}, optional=fields))
    identity = Identity(learner_id=data.draw(st.text(max_size=5)), cohort="practice")
    scored = score_value(exercise, identity, value)
    assert type(scored.points) is float
    assert 0 <= scored.points <= scored.most == exercise.points
    assert scored.points == round(scored.points, 2)
    assert scored.state in ("scored", "unanswered", "unreadable")
    assert (scored.feedback is not None) == (scored.state == "scored")
    assert bool(scored.messages) == (scored.state == "unreadable")


@EXERCISES
def test_points_follow_the_identitys_brief(exercise):
    value = scale_of(exercise, exercise.shift % len(exercise.briefs())).best_decision.model_dump()
    mine = score_value(exercise, NOBODY, value)
    assert mine.brief == exercise.shift
    assert mine.points == exercise.points
    others = [
        score_value(exercise, Identity(learner_id=f"p{n}", cohort="practice"), value)
        for n in range(30)
    ]
    assert min(other.points for other in others) < mine.points


@EXERCISES
def test_the_same_answer_twice_earns_the_same_without_the_cache(exercise):
    best = scale_of(exercise, 3).best_decision
    afresh = score_decision.__wrapped__
    assert (
        afresh(exercise, 3, best) == afresh(exercise, 3, best) == score_decision(exercise, 3, best)
    )
