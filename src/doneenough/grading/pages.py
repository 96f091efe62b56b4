"""The HTML that grading shows, from templates that escape by default."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doneenough.core.decision import Decision

if TYPE_CHECKING:
    import jinja2

    from doneenough.grading.score import Question, Result


def read_back(decision: Decision) -> list[tuple[str, str]]:
    """Return a decision as (meaning, value in words) pairs."""
    lines = []
    for spec in decision.specs():
        value = getattr(decision, spec.name)
        if spec.kind == "whole":
            words = f"{value:,} {spec.unit}".strip()
        elif spec.kind == "option":
            words = (spec.options or {}).get(str(value)) or str(value)
        else:
            words = str(value)
        lines.append((spec.meaning, words))
    return lines


def notice(title: str, sentences: Sequence[str], lines: Sequence[tuple[str, str]] = ()) -> str:
    """Return a short message, with an optional table of fields."""
    return render("notice.html.j2", title=title, sentences=sentences, lines=lines)


def question_html(question: Question, *, reveal: bool) -> str:
    """Return the feedback on one question as HTML."""
    shown = question.shown(reveal=reveal)
    if shown is not None:
        return shown.to_html()
    sentences = question.messages or (question.sentence,)
    return notice(f"{question.title}: {_HEADINGS[question.state]}", sentences)


def report(result: Result, *, name: str) -> str:
    """Return the report of ``doneenough check`` as a page of its own."""
    return render("report.html.j2", result=result, name=name)


def render(template: str, **values: Any) -> str:
    """Render one of grading's templates."""
    return _environment().get_template(template).render(**values)


_HEADINGS = {
    "scored": "scored",
    "unanswered": "not answered yet",
    "to review": "waits for a person",
    "unreadable": "cannot be read yet",
    "not found": "not found",
    "fault": "not scored",
}


@lru_cache
def _environment() -> jinja2.Environment:
    # Imported late: scoring alone needs no templates.
    import jinja2

    from doneenough.grading.prose_html import safe_html

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("doneenough.grading"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["safe_prose"] = safe_html
    environment.globals["question_html"] = question_html
    return environment
