"""What an assessment shows: briefs, tasks, exemplars after writing."""

import pytest

from doneenough import brief, compare_reply, task
from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import all_exercises, prose

ME = {"learner_id": "", "cohort": "practice"}
PROSE = [item for lesson in lesson_names() for item in prose(lesson)]


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda item: item.id)
def test_a_brief_states_its_points_and_every_word_one_can_write(exercise):
    shown = brief(exercise.id, ME)
    assert f"up to {exercise.points:g} points" in shown.html
    assert shown.alt
    for spec in exercise.decision.specs():
        for word in spec.options or {}:
            assert f"&quot;{word}&quot;" in shown.html


def test_another_learner_gets_another_brief_and_a_group_shares_one():
    names = [brief("evidence.sign_off_rule", {**ME, "learner_id": f"L{n}"}).html for n in range(9)]
    assert len(set(names)) > 3
    group = {"learner_id": "", "cohort": "team-blue"}
    assert brief("evidence.review", group).html == brief("evidence.review", dict(group)).html


@pytest.mark.parametrize("me", [None, 3, {}, {"learner_id": 5}, {"learner_id": "x" * 99}])
def test_a_faulty_id_is_named(me):
    assert "can't be read" in brief("evidence.review", me).alt


@pytest.mark.parametrize("item", PROSE, ids=lambda item: item.id)
def test_the_exemplars_come_after_writing(item):
    shown = task(item.id)
    assert item.prompt.split("“")[0] in shown.alt
    explorer = compare_reply(item.id)
    (step,) = explorer.steps
    assert step.shown.children == ()
    assert str(item.exemplars[0]["text"])[:30] not in explorer.still()
    step.button.click()
    words = " ".join(getattr(child, "value", "") or "" for child in step.shown.children[:2])
    assert all(example["title"] in words for example in item.exemplars)
    for choice in step.choices:
        choice.value = 2
    assert f"Your own check: {item.points:g} of {item.points:g}" in step.sum.value
    assert explorer.errors == []
