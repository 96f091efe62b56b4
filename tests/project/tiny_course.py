"""A course small enough to break on purpose, in a folder with a space in its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

CONFIG = """
from pathlib import Path
c = get_config()
root = Path(__file__).resolve().parent
(root / "cohort").mkdir(exist_ok=True)
c.CourseDirectory.course_id = "tiny"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assessments"
c.CourseDirectory.submitted_directory = "cohort/submitted"
c.CourseDirectory.autograded_directory = "cohort/autograded"
c.CourseDirectory.db_url = f"sqlite:///{(root / 'cohort' / 'gradebook.db').as_posix()}?timeout=60"
c.ClearSolutions.code_stub = {"python": "answer = None"}
c.GenerateAssignment.exporter_class = "doneenough.release.ReleaseExporter"
"""


def graded(grade_id: str, points: float = 0, solution: bool = False) -> dict[str, Any]:
    """Return nbgrader's metadata of one cell."""
    facts = {
        "grade": points > 0,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": facts | ({"points": points} if points else {})}


def master() -> nbformat.NotebookNode:
    """Return a master with everything a release must not carry."""
    new = nbformat.v4
    cells = [
        new.new_markdown_cell("# Which?", id="title", metadata={"tags": ["noise"]}),
        new.new_code_cell("answer = 42", id="answer", metadata=graded("answer", solution=True)),
        new.new_code_cell("answer == 42", id="check", metadata=graded("check", points=3)),
        new.new_code_cell(
            "# Draws the picture\n1 + 1",
            id="picture",
            metadata={"jupyter": {"source_hidden": True, "outputs_hidden": True}, "slow": 1},
        ),
    ]
    cells[1].outputs = [new.new_output("stream", text="leftover")]
    cells[1].execution_count = 7
    return new.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "other", "display_name": "Other", "language": "python"},
            "language_info": {"name": "python", "version": "3.99"},
            "doneenough": {"minutes": 30},
            "widgets": {"state": {}},
        },
    )


def make_course(folder: Path) -> Path:
    """Write a course with one lesson and one master, ``01_tiny``, and return its folder."""
    root = folder / "a course"
    for name in ("course", "assessments", "solutions/01_tiny"):
        (root / name).mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "doneenough"\n', encoding="utf-8")
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    lesson = nbformat.v4.new_notebook()
    nbformat.write(lesson, root / "course" / "00_start_here.ipynb")
    nbformat.write(lesson, root / "course" / "01_tiny.ipynb")
    (root / "course" / "01_facilitator.md").write_text("For the room.", encoding="utf-8")
    nbformat.write(master(), root / "solutions" / "01_tiny" / "01_tiny.ipynb")
    (root / "solutions" / "01_tiny" / "letters.csv").write_text("n\n91\n", encoding="utf-8")
    return root
