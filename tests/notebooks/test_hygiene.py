"""Every committed notebook keeps every rule."""

from __future__ import annotations

import pytest
from books import ALL, COURSE, MASTERS, RELEASES, ROOT, name_of
from rules import RULES, Book, facts_named

from doneenough.core.lesson_files import card_of, cards, lesson_names
from doneenough.core.wording import PLACEHOLDER, words_of


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


@pytest.mark.parametrize("lesson", lesson_names())
def test_no_named_fact_is_without_a_text(lesson):
    """A fact is named by a text of the lesson, a notebook or the facilitator's sheet."""
    used = {name for _, text in words_of(lesson).texts() for name in PLACEHOLDER.findall(text)}
    for path in ALL:
        book = Book.load(path)
        if book.facts.get("lesson") == lesson:
            for cell in book.cells:
                used |= set(cell.metadata.get("doneenough", {}).get("facts", []))
    sheet = (ROOT / "course" / "facilitator" / f"{card_of(lesson).assignment}.md").read_text(
        "utf-8"
    )
    used |= set(facts_named(sheet))
    assert [name for name in words_of(lesson).facts() if name not in used] == []
