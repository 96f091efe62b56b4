"""Plays every experiment of every notebook, found by discovery.

The code cells of each course notebook are run here; whatever shows an Explorer is played
to its end as a learner would, at both ends of every control and with every answer.
"""

import ast
import html
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

from doneenough.explorer.controls import Choice
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Ask, Predict, Say

COURSE = Path(__file__).parents[2] / "course"


def shown_by(path):
    """Return what each code cell of a notebook shows, as (source, value)."""
    scope = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        value = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, str(path), "exec"), scope)
            value = eval(compile(last, str(path), "eval"), scope)
        else:
            exec(compile(tree, str(path), "exec"), scope)
        yield "".join(cell["source"]), value


@lru_cache
def experiments():
    return list(_experiments())


def _experiments():
    for path in sorted(COURSE.glob("*.ipynb")):
        for number, (source, value) in enumerate(shown_by(path)):
            if isinstance(value, Explorer):
                yield pytest.param((path, number), id=f"{path.stem[:2]}-{source[:40]}")


@pytest.fixture
def explorer(request):
    path, number = request.param
    return list(shown_by(path))[number][1]


def alternatives(html):
    return re.findall(r'(?:aria-label|alt)="([^"]*)"', html)


def check_view(picture, sentence):
    assert picture.alt.strip()
    assert sentence.strip().endswith(".")
    found = alternatives(picture.html)
    assert found
    assert all(text.strip() for text in found)


def play(step):
    """Do one step in every way it allows; the last way opens the next step."""
    if isinstance(step, Predict):
        step.number.value = step.high // 3
        step.button.click()
        assert step.number.disabled
        assert str(step.high // 3) in step.said.text
    elif isinstance(step, Ask):
        texts = set()
        for index in range(len(step.answers)):
            step.choice.value = index
            texts.add(step.said.text)
        assert len(texts) == len(step.answers)
        assert sum(answer.right for answer in step.answers) == 1 or step.key == "cold_open"
    elif isinstance(step, Act):
        before = step.picture.value
        for value in (step.number.low, step.number.high):
            step.number.value = value
            step.number.released += 1
            check_view(*step.draw(value))
            assert step.announced.text == step.draw(value)[1]
            assert str(value) in step.announced.text
        assert step.picture.value != before
        step.button.click()
    elif not isinstance(step, Say):
        for child in step.build():
            if isinstance(child, Choice):
                for value in range(len(child.options)):
                    child.value = value
            elif hasattr(child, "click"):
                child.click()
        step.done = True


@pytest.mark.parametrize("explorer", experiments(), indirect=True)
def test_experiment_plays_to_its_end_without_an_error(explorer):
    for number, step in enumerate(explorer.steps):
        assert step.is_open, f"{step.title} did not open"
        if not step.done:
            later = explorer.steps[number + 1 :]
            assert not any(other.is_open for other in later)
        play(step)
        assert explorer.errors == []
    assert "stopped working" not in explorer.trouble.value


@pytest.mark.parametrize("explorer", experiments(), indirect=True)
def test_without_a_kernel_text_and_pictures_remain(explorer):
    bundle, _ = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"].strip()
    assert html.escape(explorer.steps[0].title) in bundle["text/html"]


def test_there_are_experiments():
    assert len(experiments()) >= 7
