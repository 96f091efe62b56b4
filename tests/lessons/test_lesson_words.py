"""Each lesson's ``words.toml``: every text can be shown, is used, and keeps to the language."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

from doneenough.core.exercise import Exercise
from doneenough.core.lesson_files import lesson_names
from doneenough.core.lifecycle import STAGES
from doneenough.core.registry import exercises, prose
from doneenough.core.wording import PLACEHOLDER, shown, words_of
from doneenough.explorer.page import PageForm
from shared.language import forbidden_words, mean_sentence, sentences
from shared.language import words as words_in

LESSONS = pytest.mark.parametrize("lesson", lesson_names())
LONGEST_SENTENCE = 40
"""Words in one sentence, at most; the mean is held to 15."""
PARTS = {
    "step": {"title", "text", "intro", "invite", "question", "unit", "answers", "more"}
    | {"best", "other", "label", "options"},
    "lever": {"says", "up", "down", "try"},
    "belief": {"title", "why", "shown_in"},
    "page": {"title", "page_title", "sections", "fields", "label", "hint", "unit", "note"},
    "prose": {"title", "prompt", "rubric", "exemplars"},
    "exercise": {"title", "you", "best"},
}
"""What core and explorer look up by themselves, by the first part of an id."""


def python_of(lesson: str) -> list[ast.Module]:
    """Return the lesson's code, and that of the shared kinds of exercises it builds on."""
    folder = Path(importlib.import_module(f"doneenough.lessons.{lesson}").__file__).parent
    shared = {
        Path(inspect.getfile(kind))
        for exercise in exercises(lesson)
        for kind in type(exercise).__mro__
        if kind.__module__.startswith("doneenough.core.") and kind is not Exercise
    }
    paths = [*folder.glob("*.py"), *sorted(shared)]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def named_in_code(lesson: str) -> tuple[set[str], set[str]]:
    """Return the parts of ids that the code writes down, and the beginnings of built ones."""
    whole: set[str] = set()
    starts: set[str] = set()
    for tree in python_of(lesson):
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                for part, after in zip(node.values, [*node.values[1:], None], strict=True):
                    if isinstance(part, ast.Constant) and after is not None:
                        starts.add(str(part.value).rpartition(".")[2])
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole |= set(re.findall(r"\w+", node.value))
            if isinstance(node, ast.arg | ast.keyword) and node.arg:
                whole.add(node.arg)  # a control or field is named like the argument it fills
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                whole.add(node.target.id)
    return whole, {start for start in starts if start.endswith("_")}


def known_ids(lesson: str) -> set[str]:
    """Return ids that the lesson's objects have: exercises, tables, beliefs, pages, tasks."""
    found = {"warm_up_1", "warm_up_2", "warm_up_3", "policies", *STAGES}
    for exercise in exercises(lesson):
        found |= {exercise.name, exercise.table, *exercise.plays, *exercise.decision.model_fields}
        found |= set(exercise.policies(exercise.briefs()[0])) | {"small"}
    found |= {task.name for task in prose(lesson)}
    for form in forms_of(lesson):
        found |= {form.page_id, *form.fields}
    return found


def forms_of(lesson: str) -> list[type[PageForm]]:
    pages = importlib.import_module(f"doneenough.lessons.{lesson}.pages")
    return [
        value
        for value in vars(pages).values()
        if isinstance(value, type) and issubclass(value, PageForm) and value is not PageForm
    ]


@LESSONS
def test_every_block_is_used(lesson):
    whole, starts = named_in_code(lesson)
    known = whole | known_ids(lesson)
    unused = []
    for name, _ in words_of(lesson).texts():
        kind, *parts = name.split(".")
        if "answers" in parts and kind == "step":  # answers carry ids of their own
            parts = parts[: parts.index("answers")]
        if "options" in parts:
            parts = parts[: parts.index("options")]
        for part in [kind, *parts] if kind not in PARTS else parts:
            built = any(part.startswith(start) for start in starts)
            if not (part in known or part.isdigit() or built or part in PARTS.get(kind, ())):
                unused.append(name)
    inner = re.compile(r"\.(rubric|exemplars|sections)\.")
    assert [name for name in unused if not inner.search(name)] == []


@LESSONS
def test_every_placeholder_is_known(lesson):
    """To the facts, or to the code that fills it in; a name is a word of the code then."""
    words = words_of(lesson)
    facts = words.facts()
    whole, _ = named_in_code(lesson)
    fields = {name for form in forms_of(lesson) for name in form.fields}
    given = {"saving", "chosen", "chosen_cost", "best", "best_cost"} | fields
    unknown = [
        (name, placeholder)
        for name, text in words.texts()
        for placeholder in PLACEHOLDER.findall(text)
        if placeholder not in facts
        and placeholder not in whole | given
        and not re.match(r"(guess|chosen)_\w+$", placeholder)
    ]
    assert unknown == []
    odd = [(name, text) for name, text in words.texts() if "{" in PLACEHOLDER.sub("", text)]
    assert odd == []


@LESSONS
def test_facts_can_be_shown(lesson):
    for name, value in words_of(lesson).facts().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
        text = shown(value)
        assert text.strip(), name
        assert not re.search(r"\b(nan|inf|None)\b", text), name


@LESSONS
def test_every_text_keeps_to_the_language(lesson):
    words = words_of(lesson)
    facts = words.facts()
    texts = []
    for name, text in words.texts():
        if name.endswith((".id", ".shown_in")) or ".exemplars.1." in name:
            continue  # an id; a heading; the weak example is weak on purpose
        filled = PLACEHOLDER.sub(lambda found: shown(facts.get(found[1], "7")), text)
        assert forbidden_words(filled) == [], name
        for sentence in sentences(filled):
            assert len(words_in(sentence)) <= LONGEST_SENTENCE, (name, sentence)
        texts.append(filled)
    assert mean_sentence("\n".join(texts)) <= 15


@LESSONS
def test_beliefs_are_shown_in_a_step_or_under_a_heading(lesson):
    from doneenough.core.lesson_files import card_of
    from doneenough.paths import course_root

    notebook = course_root() / "course" / card_of(lesson).notebook
    headings = re.findall(r'"#+ ([^"\\]+)', notebook.read_text(encoding="utf-8"))
    titles = {step["title"] for step in words_of(lesson).block("step").values() if "title" in step}
    for exercise in exercises(lesson):
        for belief in exercise.misconceptions:
            places = {words_of(lesson).fill(title) for title in titles} | set(headings)
            assert belief.shown_in in places, (belief.id, belief.shown_in)
