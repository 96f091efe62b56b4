"""Grading pays for nothing it does not use."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ["ipywidgets", "anywidget", "matplotlib.pyplot", "sklearn", "pandas", "IPython"]
SCORE = """
import json, sys
from doneenough.core.lesson_files import cards
from doneenough.core.registry import exercises
from doneenough.core.scales import scale_of
from doneenough.grading.master import Master, blanks
from doneenough.grading.score import score
for card in cards():
    master = Master.of_lesson(card.lesson)
    for exercise in exercises(card.lesson):
        content = master.copy()
        for cell in content["cells"]:
            name = cell["metadata"]["nbgrader"]["grade_id"]
            if name == exercise.name:
                cell["source"] = scale_of(exercise, 0).reference.render(name)
        result = score(master, json.dumps(content).encode(), "ada")
        assert result.auto_points > 0
"""
DOORS = {
    "the package": ("import doneenough", [*HEAVY, "pydantic", "numpy", "nbformat", "jinja2"]),
    "the scorer": (SCORE, [*HEAVY, "nbgrader", "nbconvert"]),
    "grade": ("from doneenough import grade\ngrade('x.y', None, None)", HEAVY),
    "check": ("import doneenough.grading.check", [*HEAVY, "nbgrader", "nbconvert"]),
    "the cohort's workers": (
        "import doneenough.grading.cohort.workers",
        [*HEAVY, "nbgrader", "nbconvert", "sqlalchemy", "scipy.stats"],
    ),
    "the cohort's writer": (
        "import doneenough.grading.cohort.report",
        ["ipywidgets", "anywidget", "matplotlib.pyplot", "sklearn", "scipy.stats"],
    ),
    "the cohort's commands": (
        "import doneenough.grading.cohort.commands",
        [*HEAVY, "nbgrader", "nbconvert", "sqlalchemy", "joblib", "pydantic"],
    ),
    "nbgrader's steps": (
        # lark: jsonschema builds a grammar with it at every start, from 4.25 on.
        "import doneenough.grading.nbgrader_plugins",
        ["ipywidgets", "anywidget", "matplotlib.pyplot", "sklearn", "lark"],
    ),
}


@pytest.mark.parametrize(("code", "unwanted"), DOORS.values(), ids=DOORS.keys())
def test_what_is_not_imported(code: str, unwanted: list[str]) -> None:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & set(unwanted)
