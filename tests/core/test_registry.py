"""Lessons and exercises are found; what they bring fits together."""

from __future__ import annotations

import keyword
import subprocess
import sys
from collections import Counter

import pytest

from doneenough.core import lesson_files, registry


def test_an_unknown_exercise_is_answered_with_those_there_are():
    for wrong in ("evidence.nothing", "nothing.at_all", "", "evidence", "../x"):
        with pytest.raises(KeyError) as caught:
            registry.find_exercise(wrong)
        assert repr(wrong) in str(caught.value)
        for exercise in registry.all_exercises():
            assert exercise.id in str(caught.value)


def test_every_exercise_is_found_by_its_id():
    assert registry.all_exercises()
    for exercise in registry.all_exercises():
        assert registry.find_exercise(exercise.id) is exercise
        assert exercise.id == f"{exercise.lesson}.{exercise.name}"


def test_names_are_unique_and_can_be_written_in_a_notebook():
    for lesson in lesson_files.lesson_names():
        names = [item.name for item in (*registry.exercises(lesson), *registry.prose(lesson))]
        assert max(Counter(names).values()) == 1
        assert "me" not in names
        for name in names:
            assert name.isidentifier()
            assert not keyword.iskeyword(name)


def test_what_a_lesson_brings_names_the_lesson():
    for lesson in lesson_files.lesson_names():
        for item in (*registry.exercises(lesson), *registry.prose(lesson)):
            assert item.lesson == lesson
            assert item.title
            assert item.points > 0


def test_cards_fit_their_lessons():
    cards = lesson_files.cards()
    assert [card.number for card in cards] == sorted({card.number for card in cards})
    for card in cards:
        assert card.lesson in lesson_files.lesson_names()
        assert card.notebook == f"{card.assignment}.ipynb"
        assert card.notebook.startswith(f"{card.number:02d}_")
        assert card.question.endswith("?")
        assert card.lesson_minutes <= 45
        assert card.assessment_minutes <= 30


def test_rubrics_are_complete():
    for lesson in lesson_files.lesson_names():
        for item in registry.prose(lesson):
            assert item.points == 2 * len(item.rubric)
            assert len(item.exemplars) == 2
            for line in item.rubric:
                assert line.title
                assert len(set(line.levels)) == 3


SCORE_EVERYTHING = """
import sys, doneenough
assert "numpy" not in sys.modules, "import doneenough is not instant"
from doneenough.core.registry import all_exercises
from doneenough.core.scales import scale_of
from doneenough.core.scoring import score_decision
for exercise in all_exercises():
    score_decision(exercise, 0, scale_of(exercise, 0).reference).feedback
from doneenough import grade
from doneenough.grading.score import score
heavy = [name for name in ("sklearn", "pandas", "matplotlib", "ipywidgets", "anywidget",
                           "jupyterlab", "nbgrader", "jinja2.sandbox") if name in sys.modules]
print("heavy:", *heavy)
"""


def test_scoring_pays_for_nothing_it_does_not_use():
    done = subprocess.run(
        [sys.executable, "-c", SCORE_EVERYTHING], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "heavy:"
