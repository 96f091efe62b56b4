"""The precomputed costs behind every brief, and the script that makes them.

``python -m doneenough.core.scales`` searches the best decision of every brief of
every exercise and writes ``lessons/<lesson>/scales/<table>.json``. The files are
committed; a test computes them again.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from doneenough.core.exercise import Exercise
from doneenough.core.scale import Scale


def compute_scale(exercise: Exercise[Any, Any], brief: Any) -> dict[str, Any]:
    """Return one row of the table: costs in money and the decisions they belong to."""
    best = exercise.best(brief)
    reference = exercise.reference(brief)
    policies = {name: round(cost, 2) for name, cost in exercise.policies(brief).items()}
    return {
        "best": round(exercise.cost(brief, best), 2),
        "habit": min(policies.values()),
        "worst": max(policies.values()),
        "best_decision": best.model_dump(),
        "reference": reference.model_dump(),
        "policies": policies,
    }


def scale_of(exercise: Exercise[Any, Any], number: int) -> Scale[Any]:
    """Return the committed scale of brief ``number``."""
    row = _table(exercise.lesson, exercise.table)[number]
    return Scale(
        best=row["best"],
        habit=row["habit"],
        worst=row["worst"],
        best_decision=exercise.decision.read(row["best_decision"]),
        reference=exercise.decision.read(row["reference"]),
        policies=row["policies"],
    )


def table_path(lesson: str, table: str) -> Path:
    """Return where a table lies in the source tree."""
    return Path(str(resources.files(f"doneenough.lessons.{lesson}"))) / "scales" / f"{table}.json"


@lru_cache
def _table(lesson: str, table: str) -> list[dict[str, Any]]:
    rows = json.loads(table_path(lesson, table).read_text(encoding="utf-8"))
    assert isinstance(rows, list)
    return rows


def write_tables() -> list[Path]:
    """Compute and write every table; return the files written."""
    from doneenough.core.registry import all_exercises

    written: dict[Path, None] = {}
    for exercise in all_exercises():
        path = table_path(exercise.lesson, exercise.table)
        if path in written:
            continue
        rows = [compute_scale(exercise, brief) for brief in exercise.briefs()]
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        written[path] = None
    return list(written)


if __name__ == "__main__":
    for file in write_tables():
        print(f"wrote {file.name}")
