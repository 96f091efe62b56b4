"""Every form for a page to take to work: what is typed comes back, and lands on the page."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

from doneenough import lessons
from doneenough.core import store
from doneenough.explorer.controls import Number, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import PageForm


def found() -> dict[str, type[PageForm]]:
    """Return the forms with a picture by the lesson that has them."""
    forms = {}
    for item in pkgutil.iter_modules(lessons.__path__):
        pages = import_module(f"{lessons.__name__}.{item.name}.pages")
        for value in vars(pages).values():
            own = isinstance(value, type) and issubclass(value, PageForm) and value is not PageForm
            if own and value.before_live:
                forms[item.name] = value
    return forms


FORMS = pytest.mark.parametrize(("lesson", "kind"), found().items(), ids=found())


def opened(lesson: str, kind: type[PageForm]) -> tuple[Explorer, PageForm]:
    step = kind()
    return Explorer(lesson, [step]), step


def values(step: PageForm) -> list[object]:
    return [field.value for field in step.controls.values()]


@FORMS
def test_what_is_typed_is_on_the_page_and_in_the_form_next_time(lesson, kind, work):
    explorer, step = opened(lesson, kind)
    for number, field in enumerate(step.controls.values()):
        if isinstance(field, Text):
            field.value = f"mine {number}"
    step.button.click()
    assert explorer.errors == []
    name = step.page().name
    assert step.page().to_markdown() == (work / "pages" / f"{name}.md").read_text("utf-8")
    for number, field in enumerate(step.controls.values()):
        if isinstance(field, Text):
            assert f"mine {number}" in step.preview.value, field.label
    _, again = opened(lesson, kind)
    assert [field.value for field in again.controls.values()] == [
        field.value for field in step.controls.values()
    ]


@FORMS
@pytest.mark.parametrize("kept", [None, 3, "x", [], {}, {"no such field": 1}])
def test_odd_remembered_fields_are_left_out(lesson, kind, kept):
    fresh = values(opened(lesson, kind)[1])
    store.remember(lesson, f"page.{kind.page_id}", kept)
    explorer, step = opened(lesson, kind)
    assert values(step) == fresh
    store.remember(lesson, f"page.{kind.page_id}", {name: [1] for name in step.controls})
    explorer, step = opened(lesson, kind)
    assert values(step) == fresh
    assert explorer.errors == []


@FORMS
def test_the_picture_follows_the_numbers_above_it(lesson, kind):
    explorer, step = opened(lesson, kind)
    seen = {step.live.value}
    for field in list(step.controls.values())[: step.before_live]:
        if isinstance(field, Number):
            field.value = field.low
            seen.add(step.live.value)
            field.value = field.high
            seen.add(step.live.value)
    assert len(seen) > 1
    assert explorer.errors == []
