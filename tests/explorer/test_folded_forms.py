"""A long form: what is folded, what it says while it is folded, and when it opens."""

from __future__ import annotations

from typing import Any

import pytest

from doneenough import decide
from doneenough.core.briefs import Identity
from doneenough.core.exercise import Exercise
from doneenough.core.registry import all_exercises, find_exercise
from doneenough.explorer.forms import CHANGED, MANY, Decide

ME = dict(Identity.blanks)
LONG = [exercise for exercise in all_exercises() if len(exercise.decision.model_fields) > MANY]


def form_of(exercise: Exercise[Any, Any], *fields: str) -> Decide:
    (form,) = decide(exercise.id, ME, *fields).steps
    assert isinstance(form, Decide)
    assert form.explorer.errors == []
    return form


@pytest.mark.parametrize("exercise", all_exercises(), ids=lambda item: item.id)
def test_groups_name_fields_and_have_words(exercise):
    named = [name for fields in exercise.decision.groups.values() for name in fields]
    assert set(named) <= set(exercise.decision.model_fields)
    assert len(named) == len(set(named)), "a field is in two groups"
    assert all(exercise.say(f"groups.{id_}") for id_ in exercise.decision.groups)


@pytest.mark.parametrize("exercise", LONG, ids=lambda item: item.id)
def test_a_long_form_shows_few_controls_at_once(exercise):
    form = form_of(exercise)
    open_ = [
        name
        for name in form.controls
        if not any(
            name in fields and not form.folds[id_].opened
            for id_, fields in exercise.decision.groups.items()
        )
    ]
    assert len(open_) <= MANY
    # What has no draft yet is in sight, or the next group is.
    empty = [name for name, value in form._chosen().items() if value is None]
    assert not empty or set(empty) & set(open_)


def test_a_short_form_is_not_folded():
    assert form_of(find_exercise("evidence.sign_off_rule")).folds == {}
    assert form_of(find_exercise("criterion.paperline"), "verdict", "cases").folds == {}


def test_a_closed_group_says_what_the_draft_holds_and_what_was_changed():
    form = form_of(find_exercise("criterion.paperline"))
    place = form.exercise.decision.groups["checked"].index("cases")
    drafted, again = form.draft["cases"], form.draft["cases"] + 50
    _, value, mark = form.folds["checked"].held[place]
    assert (value.split()[0], mark) == (str(drafted), "")
    form.controls["cases"].value = again
    _, value, mark = form.folds["checked"].held[place]
    assert (value.split()[0], mark) == (str(again), CHANGED)


def test_a_group_opens_where_something_is_missing():
    form = form_of(find_exercise("stages.next_question"))
    assert [fold.opened for fold in form.folds.values()] == [True, False]
    for name in exercise_fields(form, "first_half"):
        form.controls[name].value = 0
    form.folds["first_half"].opened = False
    assert form.pressed(None)["text"].startswith("Still empty: Note 5")
    assert [fold.opened for fold in form.folds.values()] == [False, True]
    held = form.folds["second_half"].held
    assert {value for _, value, _ in held} == {"not chosen yet"}


def exercise_fields(form: Decide, group: str) -> tuple[str, ...]:
    return tuple(form.exercise.decision.groups[group])
