"""Runs 200 projects through the pipeline: ``python -m doneenough.lessons.stages.simulate``.

It takes about a minute and writes ``projects.json`` and ``finds.json`` beside this file.
"""

from __future__ import annotations

import json
from pathlib import Path

from doneenough.core.crowd import TEAMS
from doneenough.lessons.stages.finds_world import table
from doneenough.lessons.stages.pipeline_world import Team, run
from doneenough.lessons.stages.projects_world import PROJECTS, subsets


def scores(number: int) -> dict[str, list[float]]:
    """Return demo and live score of one project, for all 16 sets of gates kept."""
    team = Team(number)
    done = [run(team, kept) for kept in subsets()]
    return {
        "size": [team.size],
        "demo": [round(item.demo, 1) for item in done],
        "live": [round(item.live, 1) for item in done],
    }


def write() -> list[Path]:
    """Write both files; return where they lie."""
    here = Path(__file__).parent
    rows = ",\n ".join(json.dumps(scores(number)) for number in range(TEAMS))
    finds = json.dumps(table(Team(number) for number in range(TEAMS)))
    written = []
    for name, text in ((PROJECTS, f"[\n {rows}\n]\n"), ("finds.json", finds + "\n")):
        path = here / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    for file in write():
        print(f"wrote {file.name}")
