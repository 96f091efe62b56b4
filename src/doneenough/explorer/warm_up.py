"""Three quick questions before a lesson, from its ``warm_up.json``."""

from __future__ import annotations

from doneenough.core.registry import read_json
from doneenough.explorer.steps import Answer, Ask


def questions(lesson: str) -> list[Ask]:
    """Return the warm-up questions of ``lesson``."""
    items = read_json(lesson, "warm_up.json")
    return [
        Ask(
            f"Question {number} of {len(items)}",
            f"warm_up.{number}",
            item["question"],
            [Answer(a["text"], a["reply"], a["right"]) for a in item["answers"]],
        )
        for number, item in enumerate(items, 1)
    ]
