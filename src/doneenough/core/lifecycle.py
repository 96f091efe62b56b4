"""Where in the life of an AI project a lesson stands.

The stages follow CRISP-ML(Q) (Studer et al., 2021): business and data understanding,
data engineering, model engineering, quality assurance, deployment, monitoring and
maintenance; in plain words.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from doneenough.core.figures import Picture
from doneenough.core.lesson_files import card_of
from doneenough.core.people import ROLES, cast

STAGES: Mapping[str, str] = {
    "need": "Understand need and data",
    "prepare": "Prepare the data",
    "build": "Build the model",
    "check": "Check the model",
    "use": "Put it to use",
    "watch": "Watch and repair",
}
"""The stages in order: id and name."""


def you_are_here(stage: str | None, words: str = "You are here") -> str:
    """Return the strip of stages as HTML; ``stage``, an id, is marked by ``words``, None by none.

    Raises
    ------
    ValueError
        ``stage`` is not one of :data:`STAGES`.
    """
    if stage is not None and stage not in STAGES:
        raise ValueError(f"{stage!r} isn't a stage; stages are: {', '.join(STAGES)}.")
    items = []
    for number, (id_, name) in enumerate(STAGES.items(), 1):
        here = id_ == stage
        mark = ' aria-current="step"' if here else ""
        note = f"<br><span>{html.escape(words)}</span>" if here else ""
        items.append(f"<li{mark}>{number}. {html.escape(name)}{note}</li>")
    return (
        '<nav aria-label="Stages of an AI project">'
        f'<ol class="de-stages">{"".join(items)}</ol></nav>'
    )


def here(lesson: str) -> Picture:
    """Return the strip of stages with the stage of a lesson's decision marked."""
    card = card_of(lesson)
    people = dict(card.people)
    who = "".join(f" {name}: {ROLES[role]}." for role, name in people.items() if name)
    return Picture(
        you_are_here(card.stage) + (cast(people) if people else ""),
        f"You are here: {STAGES[card.stage]}.{who}",
    )
