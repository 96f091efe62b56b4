"""Where in the life of an AI project a lesson stands.

The stages follow CRISP-ML(Q) (Studer et al., 2021): business and data understanding,
data engineering, model engineering, quality assurance, deployment, monitoring and
maintenance; in plain words.
"""

from __future__ import annotations

import html

from doneenough.core.figures import Picture
from doneenough.core.lesson_files import card_of

STAGES = (
    "Understand need and data",
    "Prepare the data",
    "Build the model",
    "Check the model",
    "Put it to use",
    "Watch and repair",
)


def you_are_here(stage: str | None, words: str = "You are here") -> str:
    """Return the strip of stages as HTML with ``stage`` marked by ``words``; None marks none.

    Raises
    ------
    ValueError
        ``stage`` is not one of :data:`STAGES`.
    """
    if stage is not None and stage not in STAGES:
        raise ValueError(f"{stage!r} is not a stage; stages are: {', '.join(STAGES)}.")
    items = []
    for number, name in enumerate(STAGES, 1):
        here = name == stage
        style = (
            "background:#1b5e8c;color:#ffffff;font-weight:bold"
            if here
            else "background:#eef1f4;color:#1f2328"
        )
        mark = ' aria-current="step"' if here else ""
        note = f"<br><span>{html.escape(words)}</span>" if here else ""
        items.append(
            f'<li{mark} style="{style};padding:.35em .5em;border-radius:4px">'
            f"{number}. {html.escape(name)}{note}</li>"
        )
    return (
        '<nav aria-label="Stages of an AI project"><ol style="list-style:none;display:grid;'
        "grid-template-columns:repeat(auto-fit,minmax(7em,1fr));gap:4px;max-width:60em;"
        f'padding:0;margin:.4em 0">{"".join(items)}</ol></nav>'
    )


def here(lesson: str) -> Picture:
    """Return the strip of stages with the stage of a lesson's decision marked."""
    stage = card_of(lesson).stage
    return Picture(you_are_here(stage), f"You are here: {stage}.")
