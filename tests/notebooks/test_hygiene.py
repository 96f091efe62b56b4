"""Every committed notebook keeps every rule."""

from __future__ import annotations

import pytest
from books import ALL, COURSE, MASTERS, RELEASES, ROOT, name_of
from rules import RULES, Book, quoted_by

from doneenough.core.lesson_files import cards, lesson_names


@pytest.mark.parametrize("path", ALL, ids=name_of)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_notebook_keeps_the_rule(rule, path):
    assert list(rule(Book.load(path))) == []


def test_there_is_a_start_page():
    assert [path.name for path in COURSE][:1] == ["00_start_here.ipynb"]
    assert [Book.load(path).kind for path in COURSE].count("start") == 1


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_a_lesson_has_its_notebook_master_and_release(card):
    lesson = ROOT / "course" / card.notebook
    master = ROOT / "solutions" / card.assignment / card.notebook
    release = ROOT / "assessments" / card.assignment / card.notebook
    for path, kind in ((lesson, "lesson"), (master, "assessment"), (release, "assessment")):
        book = Book.load(path)
        assert (book.kind, book.facts["lesson"]) == (kind, card.lesson)
    title = Book.load(lesson).cells[0].source.splitlines()[0]
    assert title == f"# {card.question}"


def test_no_notebook_is_there_without_a_lesson():
    known = {card.notebook for card in cards()} | {"00_start_here.ipynb"}
    assert {path.name for path in ALL} <= known
    assert len(MASTERS) == len(RELEASES)


@pytest.mark.parametrize("name", [*lesson_names(), "start"])
def test_no_declared_number_has_left_the_text(name):
    texts = ""
    for path in ALL:
        book = Book.load(path)
        if name in (book.facts.get("lesson"), book.kind):
            texts += book.prose
    assert [number for number in quoted_by(name) if number not in texts] == []
