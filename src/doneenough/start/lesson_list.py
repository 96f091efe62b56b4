"""The launch table, assembled from the lessons' cards and the outline of the course."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from importlib import resources

from doneenough.core.registry import cards

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
    """Return the table for the start page; links are relative to ``course/``."""
    head = ("Lesson", "You decide", "Minutes", "Open")
    top = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in head)
    body = "".join(_row(row) for row in rows())
    return (
        '<table style="border-collapse:collapse;max-width:60em">'
        '<caption style="color:inherit;text-align:left;font-weight:bold">The lessons</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
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


_CELL = "text-align:left;padding:.3em 1em .3em 0;border-bottom:1px solid #d0d4d9"


def _row(row: Row) -> str:
    if row.lesson:
        links = (
            f'<a href="{row.lesson}">Lesson {row.number}</a>, '
            f'<a href="{row.assessment}">assessment {row.number}</a>'
        )
    else:
        links = TO_COME
    return (
        f'<tr><th scope="row" style="{_CELL};font-weight:normal">{row.number}. '
        f"{html.escape(row.question)}</th>"
        f'<td style="{_CELL}">{html.escape(row.decision)}</td>'
        f'<td style="{_CELL}">{row.minutes}</td><td style="{_CELL}">{links}</td></tr>'
    )
