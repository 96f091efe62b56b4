"""What an assessment shows: a brief, and the exemplars after writing."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from doneenough.core.briefs import Identity
from doneenough.core.decision import DecisionError
from doneenough.core.exercise import Exercise, Prose
from doneenough.core.figures import Picture
from doneenough.core.html import card, grid, paragraph, steps
from doneenough.core.icons import icon
from doneenough.core.lesson_files import card_of
from doneenough.core.people import person
from doneenough.core.registry import find_exercise, find_prose
from doneenough.core.scoring import brief_of
from doneenough.explorer.controls import Choice
from doneenough.explorer.frame import Explorer, Step
from doneenough.explorer.steps import BUTTON


def brief(exercise_id: str, me: object) -> Picture:
    """Show the brief that belongs to ``me``; a faulty identity is named, not an error."""
    exercise = find_exercise(exercise_id)
    try:
        identity = Identity.read(me)
    except DecisionError as error:
        text = f"The cell with your ID can't be read. {error}"
        return Picture(paragraph(text), text)
    number = brief_of(exercise, identity)
    row = exercise.briefs()[number]
    return Picture(
        brief_card(exercise, row) + by_hand(exercise, row),
        f"Scenario {number + 1} of {len(exercise.briefs())} for {exercise.title}.",
    )


def brief_card(exercise: Exercise[Any, Any], row: Any) -> str:
    """Return a brief as a card that stays in sight beside its form; she may fold it away."""
    once = "you commit once, and then you see what it does"
    worth = once if exercise.committed else "and you can try as often as you like"
    top = paragraph(f"{exercise.title}: up to {exercise.points:g} points, {worth}.")
    who = ""
    if exercise.words.has(f"exercise.{exercise.table}.who"):
        role = exercise.say("who")
        who = f"<p>{person(role, dict(card_of(exercise.lesson).people).get(role, ''))}</p>"
    # A part that scrolls can be reached by keyboard, and has a name.
    return (
        '<details open class="de-brief de-card de-tinted">'
        f"<summary>{icon('brief')}The scenario</summary>"
        f'<div class="de-scroll" role="region" tabindex="0" aria-label="Scenario: '
        f'{html.escape(exercise.title)}">{top}{who}{exercise.show_brief(row)}</div></details>'
    )


def by_hand(exercise: Exercise[Any, Any], row: Any) -> str:
    """Return what a learner needs who types the answer; folded, for the form asks the rest."""
    specs = exercise.decision.specs()
    tables: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for spec in specs:
        if spec.options:
            offered = exercise.choices(row, spec)
            tables.setdefault(tuple(offered.items()), []).append(spec.name)
    fields = [(spec.name, exercise.question(row, spec)) for spec in specs]
    words = "".join(
        grid(
            f"What you can write for {names[0] if len(names) == 1 else 'each ' + _stem(names)}",
            ("Write", "It means"),
            [(f'"{key}"', meaning) for key, meaning in options],
        )
        for options, names in tables.items()
    )
    return (
        '<details class="de-by-hand">'
        "<summary>If you'd rather type your answer into the notebook</summary>"
        + grid("What each field asks", ("Field", "It asks"), fields)
        + words
        + "</details>"
    )


def _stem(names: Sequence[str]) -> str:
    """Return what several field names have in common: ``claim`` of claim_1, claim_2."""
    parts = [set(name.split("_")) for name in names]
    shared = [part for part in names[0].split("_") if all(part in other for other in parts)]
    return " ".join(shared) or "of these"


class Compare(Step):
    """Two exemplars and the rubric, shown only after the learner says she has written."""

    def __init__(self, prose: Prose) -> None:
        super().__init__(prose.name, "Compare, once you've written")
        self.prose = prose
        self.button = widgets.Button(
            description="I've written mine: show two replies", layout=BUTTON
        )
        self.shown = widgets.VBox()
        self.choices = [
            Choice(
                label=line.title,
                options=[f"{level}: {text}" for level, text in enumerate(line.levels)],
            )
            for line in prose.rubric
        ]
        self.sum = widgets.HTML()

    def build(self) -> Sequence[widgets.Widget]:
        """Return the button."""
        self.button.on_click(self.guarded(self._show))
        for choice in self.choices:
            choice.observe(self.guarded(self._add), "value")
        return [self.heading(), self.button, self.shown]

    def _show(self) -> None:
        if self.shown.children:
            return
        # The button stays enabled: a disabled one would lose the focus.
        texts = [
            widgets.HTML(
                f'<h4 class="de-heading">{item["title"]}</h4>' + paragraph(str(item["text"]))
            )
            for item in self.prose.exemplars
        ]
        own = widgets.HTML(
            paragraph("Now read your own reply the same way. Only you see this check.")
        )
        self.shown.children = (*texts, own, *self.choices, self.sum)

    def _add(self) -> None:
        given = [choice.value for choice in self.choices if choice.value >= 0]
        self.sum.value = paragraph(
            f"Your own check: {sum(given)} of {self.prose.points:g}, "
            f"{len(given)} of {len(self.choices)} points answered. A person may see it differently."
        )


def compare_reply(prose_id: str) -> Explorer:
    """Return the step that shows exemplars after writing."""
    prose = find_prose(prose_id)
    return Explorer(prose.lesson, [Compare(prose)])


def task(prose_id: str) -> Picture:
    """Show a written task and what is looked at; what earns how much is told after writing."""
    prose = find_prose(prose_id)
    asked = (
        paragraph(f"{prose.title}: up to {prose.points:g} points, which a person gives.")
        + paragraph(prose.prompt)
        + paragraph("What your reader looks for, each worth up to 2 points:")
        + steps([line.title for line in prose.rubric])
    )
    return Picture(card(asked), f"{prose.title}. {prose.prompt}")
