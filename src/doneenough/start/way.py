"""From project manager to AI project manager: skills, the lessons that build them, first steps.

The words are in ``way.json``. It names lessons by number and pages by file name; a lesson
that does not stand yet is marked so, and gets its links as soon as it has a card.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from doneenough.core.lesson_files import cards
from doneenough.core.rendering import environment


@dataclass(frozen=True)
class Link:
    """A lesson to open; ``notebook`` is empty while it is to come."""

    number: int
    notebook: str


@dataclass(frozen=True)
class Skill:
    """A skill, what it means in an AI project, and the lessons that build it."""

    name: str
    here: str
    lessons: tuple[Link, ...]

    @property
    def open(self) -> tuple[Link, ...]:
        """The lessons that stand."""
        return tuple(link for link in self.lessons if link.notebook)

    @property
    def planned(self) -> tuple[Link, ...]:
        """The lessons to come."""
        return tuple(link for link in self.lessons if not link.notebook)


@dataclass(frozen=True)
class FirstStep:
    """A task, what it leaves behind, and the lesson whose page holds it.

    ``page`` is the title of that page; empty where the lesson has none yet.
    """

    when: str
    task: str
    yields: str
    lesson: Link
    page: str


@dataclass(frozen=True)
class Way:
    """What somebody brings, what she builds, and ten first steps in about 90 days."""

    have: tuple[Skill, ...]
    build: tuple[Skill, ...]
    steps: tuple[FirstStep, ...]


def way() -> Way:
    """Return the way as it stands with the lessons there are."""
    text = (resources.files("doneenough.start") / "way.json").read_text(encoding="utf-8")
    data = json.loads(text)
    standing = {card.number: card for card in cards()}

    def link(number: int) -> Link:
        return Link(number, standing[number].notebook if number in standing else "")

    def skills(rows: Sequence[dict[str, Any]]) -> tuple[Skill, ...]:
        return tuple(
            Skill(row["skill"], row["here"], tuple(map(link, row["lessons"]))) for row in rows
        )

    def page(row: dict[str, Any]) -> str:
        card = standing.get(row["lesson"])
        return dict(card.pages).get(row.get("page", ""), "") if card else ""

    return Way(
        have=skills(data["have"]),
        build=skills(data["build"]),
        steps=tuple(
            FirstStep(row["when"], row["task"], row["yields"], link(row["lesson"]), page(row))
            for row in data["steps"]
        ),
    )


def to_html() -> str:
    """Return the three folded tables; links are relative to ``course/``."""
    return environment("doneenough.start").get_template("way.html.j2").render(way=way())
