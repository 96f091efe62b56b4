"""The launch table, assembled from the lessons' cards and the outline of the course."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from doneenough.core.lesson_files import cards
from doneenough.core.rendering import environment

TO_COME = "to come"


@dataclass(frozen=True)
class Row:
    """One line: a lesson that stands, or one to come (both paths empty)."""

    number: int
    question: str
    decision: str
    minutes: str
    lesson: str
    """Path of the notebook from ``course/``; empty when the lesson is to come."""
    assessment: str


def rows() -> list[Row]:
    """Return one row for each lesson of the outline, in order."""
    outline = json.loads(
        (resources.files("doneenough.start") / "outline.json").read_text(encoding="utf-8")
    )
    standing = {card.number: card for card in cards()}
    found = []
    for item in outline:
        card = standing.get(item["number"])
        if card is None:
            found.append(Row(**item, minutes="", lesson="", assessment=""))
            continue
        found.append(
            Row(
                number=card.number,
                question=card.question,
                decision=card.decision,
                minutes=f"{card.lesson_minutes} + {card.assessment_minutes}",
                lesson=card.notebook,
                assessment=f"../assessments/{card.assignment}/{card.notebook}",
            )
        )
    return found


def to_html() -> str:
    """Return the lessons that stand and, folded under them, those to come.

    Links are relative to ``course/``.
    """
    return (
        environment("doneenough.start")
        .get_template("lessons.html.j2")
        .render(
            standing=[row for row in rows() if row.lesson],
            planned=[row for row in rows() if not row.lesson],
        )
    )


def to_markdown() -> str:
    """Return the table for the README; links are relative to the top of the project."""
    lines = ["| | Lesson | You decide | Minutes |", "|---|---|---|---|"]
    for row in rows():
        if row.lesson:
            assessment = row.assessment.removeprefix("../")
            question = f"[{row.question}](course/{row.lesson}) · [assessment]({assessment})"
        else:
            question = f"{row.question} *({TO_COME})*"
        lines.append(f"| {row.number} | {question} | {row.decision} | {row.minutes} |")
    return "\n".join(lines)
