"""Whole journeys through a lesson and its assessment: by mouse in large print, by keyboard.

In `make test` each lesson is taken by one hand and its assessment by the other, in turn;
the outer ring takes the other half. Each ends with the checks that need a page on which
everything has been used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from desk import REPO, Desk
from hands import Act, Control, Hands, Keys, Mouse, Plan
from usable import FREE_SLIDER, LARGE_PRINT, OURS, cut_off, faults, said_after_release

from doneenough.core.briefs import Identity
from doneenough.core.lesson_files import Card, cards
from doneenough.core.literals import read_assignment
from doneenough.core.scoring import brief_of
from doneenough.grading.master import Master
from shared.rings import in_rings

HANDS = (Mouse, Keys)


def in_turn(first: int) -> pytest.MarkDecorator:
    """Give each lesson to one hand now, the next to the other; the other way round later."""
    journeys = [(card, kind) for card in cards() for kind in HANDS]
    now = {(card, HANDS[(first + turn) % 2]) for turn, card in enumerate(cards())}
    return pytest.mark.parametrize(
        ("card", "kind"),
        in_rings(
            journeys,
            now.__contains__,
            identify=lambda journey: f"{journey[0].lesson}-{journey[1].__name__}",
        ),
    )


ALONE = Identity(**Identity.blanks)


def lesson_of(card: Card) -> str:
    return f"course/{card.notebook}"


def assessment_of(card: Card) -> str:
    return f"assessments/{card.assignment}/{card.notebook}"


def sit_down(desk: Desk, kind: type[Hands]) -> Hands:
    """Who uses the mouse here needs large print; who uses keys does not."""
    if kind is Mouse:
        desk.page.set_viewport_size(LARGE_PRINT)
    return kind(desk)


def leaves_nobody_out(desk: Desk) -> None:
    """Assert that nothing was cut off, that axe finds no fault, and that no code is seen."""
    assert desk.troubles == []
    assert desk.machine == []
    assert cut_off(desk.page) == []
    assert faults(desk.page, *OURS) == []


def looks_at_each_section(desk: Desk, hands: Hands, *, listens: bool = False) -> list[str]:
    """Check and picture every section once all in it was used; return where that was.

    ``listens``: also hear what the first slider says when it is let go.
    """
    seen: list[str] = []
    heard: list[str] = []

    def look() -> None:
        seen.append(desk.where)
        desk.look(desk.where.split(" of ")[0])
        leaves_nobody_out(desk)
        if listens and not heard and desk.page.locator(FREE_SLIDER).count():
            heard.extend(said_after_release(desk))
            assert heard

    hands.at_each_section = look
    return seen


def curious(control: Control) -> Act:
    """Try everything once."""
    if control.kind == "number":
        return None  # the same as the slider beside it
    if control.kind in ("text", "textarea"):
        return "My own product"
    if control.kind == "range":
        return 60
    return int(control.chosen != 1)  # the second option, or the first where that one is chosen


@in_turn(0)
def test_a_lesson(desk: Desk, card: Card, kind: type[Hands]) -> None:
    hands = sit_down(desk, kind)
    desk.open(lesson_of(card), code=False)
    seen = looks_at_each_section(desk, hands, listens=True)
    desk.look("opened")
    assert desk.controls.count() == 0  # nothing runs without a click
    hands.start()
    desk.look("started")
    assert desk.still_closed
    hands.walk(curious)
    assert desk.still_closed == []
    assert hands.kinds >= {"range", "radio", "button"}
    progress = json.loads((desk.work / "progress" / f"{card.lesson}.json").read_text("utf-8"))
    assert [key for key in progress if key.startswith("guess.")]
    assert seen == [f"Section {n} of {len(seen)}" for n in range(1, len(seen) + 1)]
    # The end of a lesson leads to its assessment.
    desk.next_button.click()
    desk.page.get_by_role("heading", name=f"Assessment: {card.question}", level=1).wait_for()


def best_answers(card: Card) -> tuple[Master, dict[str, dict[str, Any]]]:
    """Return the master and the answers in it, by name."""
    master = Master.from_file(REPO / "solutions" / card.assignment / card.notebook)
    source = {cell.grade_id: cell.source for cell in master.cells}
    return master, {name: read_assignment(source[name], name) for name in master.exercises}


def plan_of(master: Master, answers: Mapping[str, Mapping[str, Any]]) -> Plan:
    """Fill every form with the master's answer; leave alone what is no answer."""
    wanted: dict[tuple[str, str], Act] = {}
    for name, exercise in master.exercises.items():
        brief = exercise.briefs()[brief_of(exercise, ALONE)]
        for spec in exercise.decision.specs():
            question, value = exercise.question(brief, spec), answers[name][spec.name]
            if spec.options:
                wanted[name, question] = list(spec.options).index(value)
            else:
                wanted[name, f"{question}, as a number"] = value
    for name, prose in master.prose.items():
        wanted[name, prose.title] = "A reply of my own, in two lines.\nIt names a next step."

    def plan(control: Control) -> Act:
        if control.kind == "button":
            final = control.label.startswith("Not yet") or control.form in ("", "me")
            return None if final and not control.label.startswith("Save") else 1
        act = wanted.get((control.form, control.label))
        # The first line of a list is "Please choose".
        return act + 1 if control.kind == "list" and isinstance(act, int) else act

    return plan


@in_turn(1)
def test_an_assessment(desk: Desk, card: Card, kind: type[Hands]) -> None:
    """Every answer reaches the file through its form, and earns what it earns when typed."""
    notebook = assessment_of(card)
    hands = sit_down(desk, kind)
    desk.open(notebook, code=False)
    seen = looks_at_each_section(desk, hands)
    hands.start()
    desk.look("started")
    master, best = best_answers(card)
    hands.walk(plan_of(master, best))
    desk.look("answered")
    for name, answer in best.items():
        assert desk.answer(notebook, name) == answer
        if master.exercises[name].committed:
            assert desk.form(name).locator("[data-grade-id] .de-main").first.inner_text() == (
                "Committed"
            )
    for name in master.prose:
        assert desk.cell(notebook, name).startswith("A reply of my own, in two lines.\nIt names")
    assert seen == [f"Section {n} of {len(seen)}" for n in range(1, len(seen) + 1)]
    most = sum(exercise.points for exercise in master.exercises.values())
    report = desk.page.locator(".jp-OutputArea-output", has_text="Your report").last.inner_text()
    assert re.search(rf"Automatic points: {most:g} of {most:g}\b", report)


@pytest.mark.parametrize(
    "kind", in_rings(HANDS, {Keys}.__contains__, identify=lambda kind: kind.__name__)
)
def test_the_start_page(desk: Desk, kind: type[Hands]) -> None:
    hands = sit_down(desk, kind)
    desk.open("course/00_start_here.ipynb", code=False)
    hands.start()
    hands.walk(curious)
    desk.look("answered")
    leaves_nobody_out(desk)
    card = cards()[0]
    desk.page.get_by_role("link", name=f"Lesson {card.number}", exact=True).click()
    desk.page.get_by_role("heading", name=card.question, level=1).wait_for()
    assert desk.start_button.inner_text() == "Start this lesson"
