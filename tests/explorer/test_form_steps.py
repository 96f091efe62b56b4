"""Forms without a browser: what they ask, write, refuse and remember."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough import decide, who_are_you, write
from doneenough.core import store
from doneenough.core.briefs import Identity
from doneenough.core.exercise import Exercise
from doneenough.core.lesson_files import lesson_names
from doneenough.core.literals import read_assignment
from doneenough.core.registry import all_exercises, find_exercise, find_prose, prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.explorer.forms import Decide
from shared.learner import press
from shared.rings import draw, in_rings

ME = dict(Identity.blanks)
EXERCISES = pytest.mark.parametrize("exercise", all_exercises(), ids=lambda item: item.id)
DRAWN = pytest.mark.parametrize(
    "exercise",
    in_rings(
        all_exercises(), draw(all_exercises(), 2, "forms").__contains__, identify=lambda e: e.id
    ),
)
"""Two exercises for what does not depend on the exercise; the outer ring takes them all."""


def form_of(exercise: Exercise[Any, Any], *fields: str) -> Decide:
    (form,) = decide(exercise.id, ME, *fields).steps
    assert isinstance(form, Decide)
    return form


def best_of(exercise: Exercise[Any, Any]) -> Any:
    return scale_of(exercise, brief_of(exercise, Identity(**ME))).best_decision


def as_it_starts(exercise: Exercise[Any, Any], form: Decide) -> bool:
    """Whether the form shows what a new one shows: nothing, or somebody's draft."""
    new = form_of(exercise)
    return [item.value for item in form.controls.values()] == [
        item.value for item in new.controls.values()
    ]


def fill(form: Decide, decision: Any) -> None:
    """Choose what a decision says, as a hand on the controls would."""
    form._fill(decision.model_dump())


@EXERCISES
def test_every_question_stands_there_and_nothing_is_suggested(exercise):
    form = form_of(exercise)
    assert list(form.controls) == list(exercise.decision.model_fields)
    assert all(len(control.label) > 5 for control in form.controls.values())
    draft = exercise.starts_from(exercise.briefs()[brief_of(exercise, Identity(**ME))])
    free = [control.value for name, control in form.controls.items() if name not in draft]
    assert free
    assert all(value in (None, -1) for value in free)
    assert all(form.controls[name].value not in (None, -1) for name in draft)


@EXERCISES
def test_what_is_chosen_is_what_is_written(exercise):
    form, decision = form_of(exercise), best_of(exercise)
    fill(form, decision)
    said = press(form.handover, exercise.decision.blank(exercise.name))
    assert [item["kind"] for item in said] == (
        ["ready", "confirm", "write"] if exercise.committed else ["ready", "write"]
    )
    assert said[-1]["text"] == decision.render(exercise.name)
    assert exercise.decision.read(read_assignment(said[-1]["text"], exercise.name)) == decision


@EXERCISES
def test_a_form_shows_what_the_cell_holds(exercise):
    form, decision = form_of(exercise), best_of(exercise)
    form.handover._handle_custom_msg(
        {"kind": "holds", "source": decision.render(exercise.name)}, []
    )
    assert press(form.handover, "")[-1]["text"] == decision.render(exercise.name)


@EXERCISES
def test_an_empty_field_is_named_and_nothing_is_written(exercise):
    form = form_of(exercise)
    said = press(form.handover, None)[-1]
    assert said["kind"] == "say"
    for spec in exercise.decision.specs():
        empty = form.controls[spec.name].value in (None, -1)
        assert (spec.short in said["text"]) == empty


@DRAWN
@given(source=st.text() | st.binary().map(str))
def test_an_unreadable_cell_fills_in_nothing_and_stops_nothing(exercise, source):
    form = form_of(exercise)
    form.holds(source)
    assert as_it_starts(exercise, form)
    fill(form, best_of(exercise))
    assert form.pressed(source, confirmed=True)["kind"] == "write"
    assert form.explorer.errors == []


@EXERCISES
def test_values_that_do_not_fit_are_not_shown(exercise):
    form = form_of(exercise)
    odd = {name: [1, 2] for name in exercise.decision.model_fields}
    form.holds(f"{exercise.name} = {odd!r}")
    assert all(control.value in (None, -1) for control in form.controls.values())


def test_two_forms_share_one_answer():
    (exercise,) = [item for item in all_exercises() if item.id == "evidence.review"]
    best = best_of(exercise)
    *questions, last = exercise.decision.model_fields
    first, second = form_of(exercise, *questions), form_of(exercise, last)
    fill(first, best)
    half = press(first.handover, exercise.decision.blank(exercise.name))[-1]["text"]
    assert read_assignment(half, exercise.name)[last] is None
    fill(second, best)
    whole = press(second.handover, half)[-1]["text"]
    assert whole == best.render(exercise.name)


def test_fields_that_contradict_each_other_are_named():
    (exercise,) = [item for item in all_exercises() if item.id == "evidence.review"]
    names = list(exercise.decision.model_fields)[:3]
    form = form_of(exercise, *names)
    for name in names:
        form.controls[name].value = 0
    said = press(form.handover, None)[-1]
    assert said == {
        "kind": "say",
        "text": "You've asked one question twice. Please ask three different ones.",
    }


@pytest.mark.parametrize(
    "exercise", [item for item in all_exercises() if item.committed], ids=lambda item: item.id
)
def test_a_commitment_locks_the_form_and_stays(exercise):
    decision = best_of(exercise)
    store.remember(exercise.lesson, f"committed.{exercise.name}", decision.model_dump())
    form = form_of(exercise)
    assert form.handover.locked == "Committed"
    assert all(control.disabled for control in form.controls.values())
    form.holds(exercise.decision.blank(exercise.name))
    shown = {name: control.value for name, control in form.controls.items()}
    assert None not in shown.values()


def test_an_answer_in_two_forms_is_given_for_good_by_the_one_that_completes_it():
    (exercise,) = [item for item in all_exercises() if item.id == "evidence.review"]
    *asked, decided = exercise.decision.model_fields
    decision = best_of(exercise)
    first, second = form_of(exercise, *asked), form_of(exercise, decided)
    for form in (first, second):
        fill(form, decision)
    written = press(first.handover, exercise.decision.blank(exercise.name))
    assert [item["kind"] for item in written] == ["ready", "write"]
    done = press(second.handover, written[-1]["text"])
    assert [item["kind"] for item in done] == ["ready", "confirm", "write"]
    assert done[-1]["text"] == decision.render(exercise.name)
    store.remember(exercise.lesson, f"committed.{exercise.name}", decision.model_dump())
    second.written()
    assert {form.handover.locked for form in (first, second)} == {"Committed"}


@pytest.mark.parametrize(
    "item", [item for name in lesson_names() for item in prose(name)], ids=lambda item: item.id
)
def test_a_text_of_ones_own(item):
    (form,) = write(item.id).steps
    assert press(form.handover, None)[-1]["kind"] == "say"
    form.handover._handle_custom_msg({"kind": "holds", "source": item.blank}, [])
    assert form.text.value == ""
    form.handover._handle_custom_msg({"kind": "holds", "source": "Dear sponsor,\nno."}, [])
    assert press(form.handover, None)[-1] == {"kind": "write", "text": "Dear sponsor,\nno."}
    assert find_prose(item.id) is item


def test_who_answers():
    (form,) = who_are_you().steps
    form.handover._handle_custom_msg({"kind": "holds", "source": 'me = {"learner_id": "L7"}'}, [])
    assert form.texts["learner_id"].value == "L7"
    form.texts["cohort"].value = "  "
    text = press(form.handover, None)[-1]["text"]
    assert read_assignment(text, "me") == {"learner_id": "L7", "cohort": "practice"}
    form.texts["learner_id"].value = "x" * 65
    said = press(form.handover, None)[-1]
    assert said["kind"] == "say"
    assert "up to 64 characters" in said["text"]


def test_an_unknown_exercise_is_the_courses_own_mistake():
    with pytest.raises(KeyError):
        decide("evidence.nothing", ME)
    with pytest.raises(KeyError):
        decide("evidence.review", ME, "nothing")


def test_a_faulty_identity_still_gives_a_form():
    assert decide("evidence.review", {"learner_id": 7}).errors == []


@EXERCISES
def test_what_is_said_of_the_fields_so_far_follows_them(exercise):
    form, decision = form_of(exercise), best_of(exercise)
    assert form.so_far.text == exercise.decision.so_far(form._chosen())
    fill(form, decision)
    assert form.so_far.text == exercise.decision.so_far(decision.model_dump())


def test_a_budget_says_how_much_of_it_is_given_away():
    form = form_of(find_exercise("stages.gate_budget"))
    assert "0 of 10 days" in form.so_far.text
    form.controls["agree"].value = 3
    form.controls["shadow_run"].value = 4
    assert "7 of 10 days" in form.so_far.text
