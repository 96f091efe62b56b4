"""Learners' submissions of one assessment, the same on every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from doneenough.core.briefs import Identity
from doneenough.core.exercise import Exercise
from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import exercises, prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from shared.grading_helpers import answered, as_bytes

REPO = Path(__file__).resolve().parents[2]
LESSON = "evidence"
COUNT = 20
"""How many are graded the usual way, a second each; `MANY` are graded by the cohort run."""
MANY = 200


def card() -> Card:
    """Return the card of the lesson whose assessment is graded."""
    return next(card for card in cards() if card.lesson == LESSON)


def submissions(count: int = COUNT) -> dict[str, bytes]:
    """Return each learner's notebook by her id; more learners begin with the same ones.

    In turn: the best answers under her own briefs, the usual choices, a half-filled
    notebook, and one that was never touched.
    """
    path = REPO / "assessments" / card().assignment / card().notebook
    release = json.loads(path.read_text(encoding="utf-8"))
    made = {}
    for number in range(count):
        learner = f"learner{number:03}"
        identity = Identity(learner_id=learner, cohort="benchmark")
        made[learner] = as_bytes(answered(release, **_answers(number % 4, identity)))
    return made


def _answers(way: int, identity: Identity) -> dict[str, str]:
    """Return the sources of the answer cells by label."""
    me = {"me": f"me = {identity.model_dump()!r}"}
    asked = exercises(LESSON)
    replies = {item.name: "I cannot sign yet. One fresh check decides." for item in prose(LESSON)}
    match way:
        case 0:
            return me | {each.name: _best(each, identity) for each in asked} | replies
        case 1:
            return me | {each.name: _habit(each, identity) for each in asked} | replies
        case 2:
            return me | {each.name: _habit(each, identity) for each in asked[: len(asked) // 2]}
        case _:
            return {}


def _best(exercise: Exercise[Any, Any], identity: Identity) -> str:
    scale = scale_of(exercise, brief_of(exercise, identity))
    return scale.best_decision.render(exercise.name)


def _habit(exercise: Exercise[Any, Any], identity: Identity) -> str:
    brief = exercise.briefs()[brief_of(exercise, identity)]
    habits = [*exercise.common_practice(brief).values()]
    # Where no habit has a name, the commonest wrong belief plays its part.
    chosen = habits[0] if habits else exercise.misconceptions[0].example(brief)
    return str(chosen.render(exercise.name))
