"""Stock nbgrader, which executes notebooks, gives the points that reading them gives.

Our steps of ``autograde`` are off here: nbgrader runs each notebook in a kernel and
reads the points from what ``grade`` displays. The lesson made for tests is answered in every
way there is, a real one in a few; ``tests/notebooks/test_execution.py`` runs every master and
every untouched release.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from doneenough.core.exercise import Exercise
from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import exercises, prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.grading.master import Master
from doneenough.grading.score import read_identity, score
from shared.grading_helpers import Plain, answered, as_bytes
from shared.nbgrader_course import REPO, STOCK, Course, master_of, once, shared_folder
from shared.rings import draw
from shared.small_course import MORE, REAL, SMALL, card_of, installed

pytestmark = pytest.mark.usefixtures("small_course")
PRACTICE = {"learner_id": "", "cohort": "practice"}


def honest(exercise: Exercise[Any, Any], me: Plain) -> list[str]:
    """Sources of one answer cell that say something: right, wrong, or blank."""
    number = brief_of(exercise, read_identity(me))
    brief, scale = exercise.briefs()[number], scale_of(exercise, number)
    name = exercise.name
    return [
        scale.reference.render(name),
        *(item.example(brief).render(name) for item in exercise.misconceptions[:1]),
        exercise.decision.blank(name),
    ]


def unreadable(exercise: Exercise[Any, Any], me: Plain) -> list[str]:
    """Sources that no reader accepts, or that try to change what is read."""
    number = brief_of(exercise, read_identity(me))
    scale, name = scale_of(exercise, number), exercise.name
    good, value = scale.reference.render(name), scale.reference.model_dump()
    return [
        f"{name} = dict({value!r})",
        f"{name} = {{**{value!r}}}",
        f"{good}\n{name}.update({{}})",
        f"{name} = {{'quite_else': 3}}",
        f"{name} = [1, 2, 3]",
        f"{name} = {{'text': f'{{1}}', 'number': 2 * 3, 'huge': 1e999}}",
        f"1 / 0\n{good}",
        f"{good}\n1 / 0",
        f"{name} = {{'unfinished': 3",
        f"# nothing\n{good}\nprint({name})\n{name}",
    ]


def submissions(card: Card, ways: str) -> dict[str, dict[str, str]]:
    """Answers by student and label; each student takes one variant of every question.

    ``ways`` is ``"all"``, or ``"some"`` for a few: wrong, unreadable, under a brief of one's own,
    untouched; ``"more"`` adds some that the run draws.
    What cannot be read does not depend on the question: a lesson's questions share the list.
    """
    made = {}
    names = [exercise.name for exercise in exercises(card.lesson)]
    everyone = [
        honest(exercise, PRACTICE) + unreadable(exercise, PRACTICE)[place :: len(names)]
        for place, exercise in enumerate(exercises(card.lesson))
    ]
    for number, sources in enumerate(zip_longest(*everyone)):
        given = {name: source for name, source in zip(names, sources, strict=True) if source}
        if number % 2:
            given |= {item.name: "A reply." for item in prose(card.lesson)}
        made[f"s{number:02}"] = given
    made["untouched"] = {}
    own = {"learner_id": "someone", "cohort": "spring"}
    made["someone"] = {"me": f"me = {own!r}"} | {
        exercise.name: honest(exercise, own)[0] for exercise in exercises(card.lesson)
    }
    made["strange"] = made["s00"] | {"me": "me = {'learner_id': str(1), 'cohort': ''}"}
    made["number"] = made["s00"] | {"me": "me = {'learner_id': 1, 'cohort': ''}"}
    if ways == "all":
        return made
    few = {"s01", "s03", "someone", "untouched"}
    if ways == "more":
        few |= {*draw([*made], 4, "stock")}
    return {student: given for student, given in made.items() if student in few}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Course]:
    def build(root: Path, lesson: str, ways: str) -> None:
        card = card_of(lesson)
        course = Course.make(root, [card])
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(STOCK)
        release = course.release(card)
        for student, sources in submissions(card, ways).items():
            course.submit(card, student, as_bytes(answered(release, **sources)))
        course.run("autograde", card.assignment)

    def made(lesson: str, ways: str) -> Course:
        folder = shared_folder(tmp_path_factory, f"nbgrader-stock-{ways}-{lesson}")
        with installed():
            return Course(once(folder, partial(build, lesson=lesson, ways=ways)))

    return made


ENGINE = pytest.mark.parametrize(
    ("lesson", "ways"),
    [
        (SMALL, "more"),
        (REAL, "some"),
        *(pytest.param(name, "all", marks=pytest.mark.exhaustive) for name in [SMALL, REAL, *MORE]),
    ],
)


@pytest.mark.notebooks
@ENGINE
def test_the_same_points_executed_and_read(
    graded: Callable[[str, str], Course], lesson: str, ways: str
) -> None:
    card, course = card_of(lesson), graded(lesson, ways)
    master = course.master(card)
    differing, seen = {}, set()
    for student in submissions(card, ways):
        data = (course.place("submitted", card, student) / card.notebook).read_bytes()
        result = score(master, data, student)
        executed = course.grades(card, student)
        for question in result.questions:
            name = question.name if question.reviewed else f"{question.name}_points"
            stock = executed[name]["auto_score"]
            seen.add((question.state, question.points == stock))
            if question.points != stock:
                differing[student, name] = (stock, question.points, question.messages)
    assert not differing
    assert {state for state, _ in seen} >= {"scored", "unanswered", "unreadable"}


@pytest.mark.notebooks
@ENGINE
def test_the_untouched_release_runs_without_an_exception(
    graded: Callable[[str, str], Course], lesson: str, ways: str
) -> None:
    card, course = card_of(lesson), graded(lesson, ways)
    notebook = course.autograded(card, "untouched")
    assert notebook is not None
    outputs = [output for item in notebook["cells"] for output in item.get("outputs", [])]
    assert any("not answered yet" in json.dumps(output) for output in outputs)
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert {grade["auto_score"] for grade in course.grades(card, "untouched").values()} == {0.0}
    result = score(course.master(card), as_bytes(course.release(card)), "untouched")
    assert (result.status, result.auto_points) == ("unanswered", 0.0)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_the_master_is_full_marks_on_automatic_points(card: Card) -> None:
    data = master_of(card)
    result = score(Master.read(data), data)
    assert [question.state for question in result.questions if not question.reviewed] == [
        "scored"
    ] * len(exercises(card.lesson))
    assert result.auto_points >= 0.8 * result.auto_most
    if (REPO / "solutions" / card.assignment / card.notebook).is_file():
        assert result.auto_points == result.auto_most
