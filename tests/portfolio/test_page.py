"""Pages to take to work: the same words twice, and nothing typed becomes markup."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.portfolio import Page, Section, write_page
from doneenough.portfolio.page import on_someone_elses_computer

NASTY = "a|b\n# <script>alert(1)</script> [x](javascript:1) `c` *d*"


def page(text):
    sections = (Section("Facts", facts=[("Project", text)]), Section("Lines", lines=[text]))
    return Page("my_gate", "My gate", sections)


def test_both_files_hold_the_same_words(work):
    markdown, web = write_page(page("Sorts invoices"))
    assert markdown == work / "pages" / "my_gate.md"
    assert "| Project | Sorts invoices |" in markdown.read_text(encoding="utf-8")
    text = web.read_text(encoding="utf-8")
    assert "Sorts invoices" in text
    assert '<html lang="en" class="de-page">' in text
    assert "@media print" in text
    assert not re.search(r"(src|href)=", text)


def test_a_new_page_replaces_the_old_one(work):
    write_page(page("yesterday"))
    markdown, web = write_page(page("today"))
    assert "yesterday" not in markdown.read_text(encoding="utf-8") + web.read_text(encoding="utf-8")


def test_what_is_typed_stays_text():
    assert "<script>" not in page(NASTY).to_html()
    assert html.escape("<script>") in page(NASTY).to_html()
    lines = page(NASTY).to_markdown().splitlines()
    (row,) = [line for line in lines if line.startswith("| Project")]
    assert row.count(" | ") == 1
    assert r"\<script\>" in row
    assert not [line for line in lines if line.startswith("# ") and "script" in line]


@given(st.text(max_size=60))
def test_any_text_keeps_the_shape_of_the_page(text):
    shape = [line[:1] for line in page("x").to_markdown().splitlines()]
    assert [line[:1] for line in page(text).to_markdown().split("\n")[:-1]] == shape


@pytest.mark.parametrize("name", ["", "My gate", "../x", "a.b", "ä"])
def test_a_page_has_a_plain_name(name):
    with pytest.raises(ValueError, match="small letters"):
        Page(name, "t", ())


def test_binder_is_noticed(monkeypatch):
    assert not on_someone_elses_computer()
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert on_someone_elses_computer()
