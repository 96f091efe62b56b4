"""What the start page says of a learner's own work, and of the way to a new role."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from doneenough import start
from doneenough.core import store
from doneenough.core.lesson_files import cards
from doneenough.core.registry import exercises
from doneenough.core.wording import words_of
from doneenough.start import lesson_list
from doneenough.start.progress import NOTHING, progress
from doneenough.start.way import to_html, way
from shared.language import forbidden_words, mean_sentence, text_of_html, words

ROOT = Path(__file__).parents[2]
CARD = next(card for card in cards() if card.lesson == "evidence")
"""A lesson with two pages."""


def line_of(lesson: str):
    return next(line for line in progress() if line.card.lesson == lesson)


# ---------------------------------------------------------------------------- progress


def test_nothing_kept_is_one_kind_line_and_leaves_no_trace(work):
    shown = start.my_progress()
    assert text_of_html(shown.html).strip() == NOTHING == shown.alt
    assert "<table" not in shown.html
    assert not work.exists()


def test_what_is_kept_is_counted_and_said_in_words(work):
    store.remember("evidence", "guess.weak", 46)
    store.remember("evidence", "answer.explain", 1)
    store.remember("evidence", "answer.warm_up.1", 2)
    store.remember("evidence", "seen.Act 1", True)
    first, second, *_ = exercises("evidence")
    store.remember("evidence", f"last.{first.name}", {"cost": 3.0})
    store.remember("evidence", f"committed.{second.name}", {"cases": 3})
    store.remember("evidence", f"committed.{second.name}.brief", 3)
    (work / "pages").mkdir()
    (work / "pages" / f"{CARD.pages[0][0]}.html").write_text("<p>mine</p>")
    tasks = len(exercises("evidence"))
    said = (
        f"Lesson 5: 2 guesses or answers, 2 of {tasks} tasks checked, “{CARD.pages[0][1]}” saved."
    )
    shown = start.my_progress()
    assert shown.alt == said
    assert f"1 of {len(CARD.pages)}: {CARD.pages[0][1]}" in text_of_html(shown.html)
    assert f"2 of {tasks}" in text_of_html(shown.html)
    assert "Nothing is sent anywhere." in text_of_html(shown.html)


def test_only_lessons_begun_have_a_row(work):
    store.remember(CARD.lesson, "guess.weak", 1)
    shown = start.my_progress().html
    assert shown.count('<th scope="row"') == 1
    assert f"{CARD.number}. {CARD.question}" in text_of_html(shown)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1, 2]", b"\xff\xfe", b'"text"', b"null", b"[" * 100_000, b'{"guess.x": NaN}'],
)
def test_a_broken_file_is_no_error(work, content):
    (work / "progress").mkdir(parents=True)
    (work / "progress" / "evidence.json").write_bytes(content)
    shown = start.my_progress()
    assert shown.alt in (NOTHING, line_of("evidence").sentence)


def test_a_folder_in_the_place_of_a_file_is_no_error(work):
    (work / "progress" / "evidence.json").mkdir(parents=True)
    (work / "pages" / "my_gate.html").mkdir(parents=True)
    assert start.my_progress().alt == NOTHING


def test_odd_entries_are_counted_or_left_out(work):
    store.remember("evidence", "guess.<b>", "<script>")
    store.remember("evidence", "committed.nothing", {})
    line = line_of("evidence")
    assert (line.guesses, line.checked) == (1, 0)
    assert "1 guess or answer," in line.sentence
    assert "<script>" not in start.my_progress().html


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_the_card_names_the_pages_that_the_lesson_writes(card):
    forms = words_of(card.lesson).block("page")
    assert sorted(forms) == sorted(name for name, _ in card.pages)


# ------------------------------------------------------------------------------ the way


def test_the_outline_says_what_the_cards_say():
    outline = json.loads((Path(start.__file__).parent / "outline.json").read_text("utf-8"))
    planned = {item["number"]: item for item in outline}
    for card in cards():
        item = planned[card.number]
        assert (item["question"], item["decision"]) == (card.question, card.decision)


def test_every_lesson_of_the_outline_builds_a_skill():
    numbers = {row.number for row in lesson_list.rows()}
    built = {link.number for skill in (*way().have, *way().build) for link in skill.lessons}
    assert built == numbers


def test_lessons_that_stand_are_linked_and_the_others_marked():
    standing = {card.number: card.notebook for card in cards()}
    links = [link for skill in (*way().have, *way().build) for link in skill.lessons]
    links += [step.lesson for step in way().steps]
    for link in links:
        assert link.notebook == standing.get(link.number, "")
        if link.notebook:
            assert f'<a href="{link.notebook}">lesson {link.number}</a>' in to_html()
            assert (ROOT / "course" / link.notebook).is_file()
    for skill in (*way().have, *way().build):
        assert {*skill.open, *skill.planned} == {*skill.lessons}
        if skill.planned:
            numbers = ", ".join(str(link.number) for link in skill.planned)
            assert f"to come: lesson {numbers}" in text_of_html(to_html())


def test_the_lessons_to_come_are_folded_under_those_that_stand():
    head, folded = lesson_list.to_html().split("<details")
    for row in lesson_list.rows():
        where, other = (head, folded) if row.lesson else (folded, head)
        assert f"{row.number}. {row.question}" in text_of_html(where)
        assert row.question not in text_of_html(other)


def test_each_step_leaves_something_and_names_its_page():
    listed = json.loads((ROOT / "src/doneenough/start/way.json").read_text(encoding="utf-8"))
    standing = {card.number: dict(card.pages) for card in cards()}
    for row, step in zip(listed["steps"], way().steps, strict=True):
        assert step.yields
        if step.lesson.notebook and "page" in row:
            assert step.page == standing[step.lesson.number][row["page"]]
        else:
            assert step.page == ""
    assert {step.when for step in way().steps} == {"Weeks 1 and 2", "Month 1", "Month 2", "Month 3"}


def test_it_keeps_to_the_language_and_sells_nothing():
    text = text_of_html(to_html())
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15
    assert len(words(text)) <= 650
    assert re.findall(r"salar|certif|credential|[$€£]|\bAIMA\b|\bCAIG\b", text, re.IGNORECASE) == []


class Cells(HTMLParser):
    """Header cells and folded parts."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_its_tables_have_captions_and_headers_and_are_folded():
    tags = Cells(to_html()).tags
    names = [name for name, _ in tags]
    assert names.count("details") == names.count("summary") == names.count("caption") == 3
    assert all(attrs.get("scope") in ("row", "col") for name, attrs in tags if name == "th")
    assert not any("open" in attrs for name, attrs in tags if name == "details")
