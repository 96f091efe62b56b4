"""The glossary is one page, made from what the lessons list."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from doneenough.core.lesson_files import cards
from doneenough.lab.work import GLOSSARY, prepare_work
from doneenough.release_commands import release
from doneenough.start import glossary
from shared.language import forbidden_words, mean_sentence, sentences, words

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "course" / GLOSSARY).read_text(encoding="utf-8")
ENTRIES = glossary.entries()
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.anchor)


def test_the_committed_page_is_the_one_made_now():
    assert glossary.to_markdown(ROOT / "course") == PAGE, "run: doneenough release"


def test_every_lesson_that_stands_lists_terms():
    assert {entry.card for entry in ENTRIES} == set(cards())
    assert [entry.term for entry in ENTRIES] == sorted(entry.term for entry in ENTRIES)


def test_no_two_entries_share_a_form():
    forms = Counter(form.lower() for entry in ENTRIES for form in entry.forms)
    assert [form for form, count in forms.items() if count > 1] == []


@each_entry
def test_an_entry_is_one_or_two_plain_sentences(entry):
    assert 1 <= len(sentences(entry.means)) <= 2
    assert len(words(entry.means)) <= 32
    assert mean_sentence(entry.means) <= 16
    # The term itself may be one that learners meet nowhere else.
    assert forbidden_words(entry.means) == []


@each_entry
def test_its_anchor_is_the_same_on_every_site(entry):
    """JupyterLab keeps capitals in the anchor of a heading, others do not."""
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", entry.anchor)
    assert f"\n## {entry.term}\n" in PAGE


@each_entry
def test_its_own_lesson_links_to_it(entry):
    text = (ROOT / "course" / entry.card.notebook).read_text(encoding="utf-8")
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    assert f"]({GLOSSARY}#{entry.anchor})" in "\n".join(cells)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_whoever_came_from_a_lesson_finds_the_way_back(card):
    text = (ROOT / "course" / card.notebook).read_text(encoding="utf-8")
    for part in PAGE.split("\n## ")[1:]:
        anchor = part.splitlines()[0].replace(" ", "-")
        if f"]({GLOSSARY}#{anchor})" in text:
            assert f"]({card.notebook})" in part, anchor


def test_release_writes_it(course, monkeypatch):
    monkeypatch.chdir(course)
    found = CliRunner().invoke(release)
    assert f"{GLOSSARY}: written" in found.output
    assert (course / "course" / GLOSSARY).read_text(encoding="utf-8").startswith("# Glossary\n")
    assert f"{GLOSSARY}: already up to date" in CliRunner().invoke(release).output


def test_learners_have_it_and_it_follows_the_course(course):
    source, work = course / "course" / GLOSSARY, course / "my_work"
    source.write_text("# Glossary\n", encoding="utf-8")
    copy = work / "course" / GLOSSARY
    assert copy in prepare_work(course, work)
    assert copy not in prepare_work(course, work)
    source.write_text("# Glossary\n\n## gate\n", encoding="utf-8")
    assert prepare_work(course, work) == [copy]
    assert copy.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")
    (kept,) = copy.parent.glob("glossary.kept-*.md")
    assert kept.read_text(encoding="utf-8") == "# Glossary\n"
