"""Whoever rewords a text opens no Python file, and nothing that a learner did is lost."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import exercises
from doneenough.core.scales import scale_of
from doneenough.core.wording import words_of
from doneenough.explorer.controls import Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import PageForm

KEYS = ("id", "shown_in")
"""What stands in ``words.toml`` and is no text: ids, and the name of a place."""
EACH = pytest.mark.parametrize("lesson", lesson_names())


def reworded(part: Any, name: str = "") -> Any:
    """Return words with every text in them changed."""
    if isinstance(part, dict):
        return {key: reworded(item, key) for key, item in part.items()}
    if isinstance(part, list):
        return [reworded(item, name) for item in part]
    return f"{part} Reworded." if isinstance(part, str) and name not in KEYS else part


def forms_of(lesson: str) -> list[type[PageForm]]:
    """Return the pages of a lesson that are made from a form alone."""
    pages = importlib.import_module(f"doneenough.lessons.{lesson}.pages")
    return [
        value
        for value in vars(pages).values()
        if isinstance(value, type)
        and issubclass(value, PageForm)
        and value is not PageForm
        and not inspect.signature(value).parameters
    ]


@EACH
def test_a_page_filled_in_before_is_still_shown_filled(lesson, monkeypatch):
    forms = forms_of(lesson)
    for form in forms:
        step = opened(lesson, form())
        for control in texts_of(step):
            control.value = "My own words"
        step.button.click()
        assert step.preview.value, step.said.text
    words = words_of(lesson)
    monkeypatch.setattr(words, "blocks", reworded(words.blocks))
    for form in forms:
        step = opened(lesson, form())
        assert all(control.label.endswith("Reworded.") for control in step.controls.values())
        assert {control.value for control in texts_of(step)} == {"My own words"}
        step.button.click()
        assert "My own words" in step.preview.value
        assert "Reworded." in step.preview.value


@EACH
def test_an_answer_given_before_is_still_shown(lesson, monkeypatch):
    warm_up = importlib.import_module(f"doneenough.lessons.{lesson}").warm_up
    before = warm_up()
    for step in before.steps:
        step.choice.value = 1
    words = words_of(lesson)
    monkeypatch.setattr(words, "blocks", reworded(words.blocks))
    for step in warm_up().steps:
        assert step.choice.value == 1
        assert step.said.text.endswith("Reworded.")


def opened(lesson: str, step: PageForm) -> PageForm:
    explorer = Explorer(lesson, [step])
    assert explorer.errors == []
    return step


def texts_of(step: PageForm) -> list[Text]:
    return [control for control in step.controls.values() if isinstance(control, Text)]


@EACH
def test_a_belief_is_found_and_told_in_the_new_words(lesson, monkeypatch):
    words = words_of(lesson)
    monkeypatch.setattr(words, "blocks", reworded(words.blocks))
    exercise = exercises(lesson)[0]
    brief, scale = exercise.briefs()[0], scale_of(exercise, 0)
    for belief in exercise.misconceptions:
        feedback = exercise.feedback(brief, belief.example(brief), scale)
        assert feedback.misconception == belief.id
        assert feedback.why.endswith("Reworded.")
