"""Simulated learners, for trying, testing and measuring: nobody's real work is needed.

Each learner has an ability, each question a difficulty. Whether she decides well is drawn
with the probability that item response theory gives for the two (Rasch, 1960). A bad
decision plays one of the beliefs that the exercise itself names, or today's habit. So a
report on a sample must find the difficulties that were planted.
"""

from __future__ import annotations

import copy
import json
import math
import random
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doneenough.core.briefs import Identity
from doneenough.core.exercise import Exercise
from doneenough.core.registry import exercises, prose
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.faults import FAULTS
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.master import ME

EASIEST, HARDEST = -1.5, 1.5
"""Difficulties are spread evenly between these, in the order of the questions."""
WRITES, SKIPS = 0.9, 0.03
"""How often a written task is answered, and how often a question is left out."""
HABIT = 0.25
"""Which share of the bad decisions is today's habit; the others play a wrong belief."""


@dataclass(frozen=True)
class Handed:
    """One simulated submission. ``fault`` names what was broken on purpose, or is empty."""

    learner: str
    assignment: str
    file: str
    data: bytes
    fault: str = ""
    expected: str = "graded"


def difficulties(lesson: str) -> dict[str, float]:
    """Return the planted difficulty of each question of a lesson."""
    names = [exercise.name for exercise in exercises(lesson)]
    step = (HARDEST - EASIEST) / max(len(names) - 1, 1)
    return {name: EASIEST + step * index for index, name in enumerate(names)}


def share_of_good(difficulty: float) -> float:
    """Return the share of good decisions that a difficulty means in a large cohort.

    Abilities are normally distributed; the mean is taken over their distribution.
    """
    steps = [index / 50 for index in range(-250, 251)]
    weights = [math.exp(-(ability**2) / 2) for ability in steps]
    good = (
        weight * _probability(ability, difficulty)
        for ability, weight in zip(steps, weights, strict=True)
    )
    return sum(good) / sum(weights)


def simulate(
    cohort: Cohort,
    learners: int,
    *,
    assignments: Sequence[str] = (),
    broken: float = 0.0,
    draw: int = 1,
) -> Iterator[Handed]:
    """Yield the submissions of learners L001, L002 and so on; the same for the same ``draw``.

    Parameters
    ----------
    cohort
        The course whose releases are filled in.
    learners
        How many.
    assignments
        Of which assignments; of all when empty.
    broken
        Which share of the submissions is broken on purpose, in turn in every way there is.
    """
    digits = max(3, len(str(learners)))
    ways = list(FAULTS.items())
    count = 0
    for name in assignments or cohort.assignments:
        card = cohort.assignments[name]
        release = _release(cohort, name)
        hard = difficulties(card.lesson)
        due = 0.0
        for number in range(1, learners + 1):
            learner = f"L{number:0{digits}}"
            rng = random.Random(f"{draw} {name} {learner}")
            ability = random.Random(f"{draw} {learner}").gauss(0, 1)
            identity = Identity(learner_id=learner, cohort=f"sample-{draw}")
            sources = _answers(card.lesson, identity, ability, hard, rng)
            data = _filled(release, sources)
            due += broken
            if due < 1:
                yield Handed(learner, name, card.notebook, data)
                continue
            due -= 1
            way, fault = ways[count % len(ways)]
            count += 1
            file = fault.file or card.notebook
            yield Handed(learner, name, file, fault.change(data), way, fault.expected)


def write_zip(
    path: Path, handed: Iterable[Handed], layout: str = "Moodle", *, several: bool = False
) -> int:
    """Write submissions as the zip that an LMS would give; return how many.

    An LMS gives one assignment at a time; ``several`` are put into folders of their own.
    """
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in handed:
            count += 1
            # Without a time of its own, so that the same cohort gives the same bytes.
            folder = f"{item.assignment}/" if several else ""
            info = zipfile.ZipInfo(folder + path_in(layout, item))
            archive.writestr(info, item.data, zipfile.ZIP_DEFLATED)
    return count


def path_in(layout: str, item: Handed) -> str:
    """Return where a submission lies in an LMS's download."""
    number = 10_000 + int(item.learner[1:])
    if layout == "Canvas":
        return f"{item.learner.lower()}_{number}_{number + 80_000}_{item.file}"
    if layout == "Moodle":
        return f"{item.learner}_{number}_assignsubmission_file_/{item.file}"
    return f"{item.learner}/{item.assignment}/{item.file}"


def _release(cohort: Cohort, assignment: str) -> dict[str, Any]:
    card = cohort.assignments[assignment]
    path = cohort.root / "assessments" / assignment / card.notebook
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise CohortError(
            f"There is no release of {assignment} to fill in. Run make release first."
        ) from None


def _answers(
    lesson: str,
    identity: Identity,
    ability: float,
    hard: Mapping[str, float],
    rng: random.Random,
) -> dict[str, str]:
    """Return the sources of the answer cells by label."""
    sources = {ME: f"{ME} = {json.dumps(identity.model_dump())}"}
    for exercise in exercises(lesson):
        if rng.random() < SKIPS:
            continue
        good = rng.random() < _probability(ability, hard[exercise.name])
        number = brief_of(exercise, identity)
        decision = _good(exercise, number, rng) if good else _bad(exercise, number, rng)
        sources[exercise.name] = decision.render(exercise.name)
    for task in prose(lesson):
        if rng.random() < WRITES and task.exemplars:
            sources[task.name] = str(rng.choice(task.exemplars)["text"])
    return sources


def _probability(ability: float, difficulty: float) -> float:
    return 1 / (1 + math.exp(difficulty - ability))


def _good(exercise: Exercise[Any, Any], number: int, rng: random.Random) -> Any:
    scale = scale_of(exercise, number)
    return rng.choice([scale.best_decision, scale.reference])


def _bad(exercise: Exercise[Any, Any], number: int, rng: random.Random) -> Any:
    brief = exercise.briefs()[number]
    habits = list(exercise.common_practice(brief).values())
    beliefs = list(exercise.misconceptions)
    if habits and (not beliefs or rng.random() < HABIT):
        return rng.choice(habits)
    # The first belief is the commonest: twice as common as the next, and so on.
    weights = [0.5**place for place in range(len(beliefs))]
    return rng.choices(beliefs, weights)[0].example(brief)


def _filled(release: Mapping[str, Any], sources: Mapping[str, str]) -> bytes:
    notebook = copy.deepcopy(dict(release))
    for cell in notebook["cells"]:
        label = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if label in sources:
            cell["source"] = sources[label]
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()
