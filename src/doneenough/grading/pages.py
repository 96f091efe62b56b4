"""The HTML that grading shows, from templates that escape by default."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doneenough.core.decision import Decision
from doneenough.core.lesson_files import card_of
from doneenough.core.people import person
from doneenough.core.registry import exercises, find_exercise
from doneenough.core.rendering import environment
from doneenough.core.scales import scale_of
from doneenough.core.scoring import brief_of
from doneenough.core.words import counted
from doneenough.plain_text import visible

if TYPE_CHECKING:
    import jinja2

    from doneenough.core.briefs import Identity
    from doneenough.core.exercise import Exercise, Prose
    from doneenough.core.feedback import Shown
    from doneenough.grading.score import Question, Result


_LONG = 6
"""Fields of a decision that are read at a glance."""


def read_back(decision: Decision) -> list[tuple[str, str]]:
    """Return a decision as (meaning, value in words) pairs."""
    lines = []
    for spec in decision.specs():
        value = getattr(decision, spec.name)
        if spec.kind == "whole":
            words = counted(value, spec.unit)
        elif spec.kind == "option":
            words = (spec.options or {}).get(str(value)) or str(value)
        else:
            words = str(value)
        lines.append((spec.meaning, words))
    return lines


def notice(
    title: str,
    sentences: Sequence[str],
    lines: Sequence[tuple[str, str]] = (),
    *,
    spoken: bool = True,
) -> str:
    """Return a short message, with an optional table of fields.

    What only says that nothing is there yet is not ``spoken``: at the start of a notebook
    there are several of them at once.
    """
    values = {"title": title, "sentences": sentences, "lines": lines, "spoken": spoken}
    return render("notice.html.j2", **values)


def question_html(question: Question) -> str:
    """Return the feedback on one question as HTML.

    A committed answer is past all tries: the best cost is shown, and how an
    experienced colleague chose. A coached one may still be bettered, so neither is.
    """
    shown = question.shown(reveal=question.committed)
    if shown is None or question.scored is None:
        sentences = question.messages or (question.sentence,)
        return notice(f"{question.title}: {_HEADINGS[question.state]}", sentences)
    if question.committed:
        exercise = find_exercise(question.scored.exercise)
        decision = exercise.decision.read(question.answer)
        return lead_html(exercise, question.scored.brief, shown, decision)
    return shown.to_html()


def lead_html(exercise: Exercise[Any, Any], number: int, shown: Shown, decision: Decision) -> str:
    """Return the feedback on a committed answer, then a colleague's choice, and her reasons."""
    scale = scale_of(exercise, number)
    pairs = zip(read_back(decision), read_back(scale.reference), strict=True)
    lines = [(meaning, yours, hers) for (meaning, yours), (_, hers) in pairs]
    differing = [line for line in lines if line[1] != line[2]]
    # Of a long decision only what differs is news to her who has just taken it.
    short = len(lines) > _LONG or not differing
    return render(
        "lead.html.j2",
        feedback=shown.to_html(),
        heading=colleague_heading(exercise.lesson),
        colleague=_colleague(exercise.lesson),
        lines=differing if short else lines,
        alike=len(lines) - len(differing) if short else 0,
        reasons=exercise.reasons(exercise.briefs()[number], scale),
    )


def colleague_heading(lesson: str) -> str:
    """Return the title over the choice of the lesson's experienced colleague, by her first name."""
    first, *_ = [*_colleague(lesson).split(), "an experienced colleague"]
    return f"What {first} would choose, and why"


def _colleague(lesson: str) -> str:
    return dict(card_of(lesson).people).get("colleague", "")


def beside_html(item: Prose, identity: Identity | None) -> str:
    """Return what a person needs who marks a written answer: task, rubric, briefs.

    Without an ``identity`` there is no brief: nobody knows which one was answered.
    """
    briefs = []
    if identity is not None:
        for exercise in exercises(item.lesson):
            brief = exercise.briefs()[brief_of(exercise, identity)]
            briefs.append((exercise.title, exercise.show_brief(brief)))
    return render("beside.html.j2", item=item, briefs=briefs)


def answer_lines(question: Question) -> list[tuple[str, str]]:
    """Return a scored answer as (meaning, value in words) pairs; nothing for others."""
    if question.scored is None or question.scored.state != "scored":
        return []
    exercise = find_exercise(question.scored.exercise)
    return read_back(exercise.decision.read(question.answer))


def report(result: Result, *, name: str) -> str:
    """Return the report of ``doneenough check`` as a page of its own; ``name`` is the file's."""
    title = card_of(result.lesson).question
    return render("report.html.j2", result=result, name=name, title=title)


def render(template: str, **values: Any) -> str:
    """Render one of grading's templates; no control character gets onto a page."""
    return visible(_environment().get_template(template).render(**values))


_HEADINGS = {
    "scored": "scored",
    "unanswered": "not answered yet",
    "to review": "waiting for a person",
    "unreadable": "can't be read yet",
    "not found": "not found",
    "fault": "not scored",
}


@lru_cache
def _environment() -> jinja2.Environment:
    # Imported late: scoring alone needs no reader of HTML.
    from doneenough.grading.prose_html import safe_html

    templates = environment("doneenough.grading")
    templates.filters["safe_prose"] = safe_html
    templates.globals |= {
        "question_html": question_html,
        "answer_lines": answer_lines,
        "person": person,
    }
    return templates
