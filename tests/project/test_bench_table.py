"""The README's table of speed has every row of the benchmark, and where it was measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.table import (
    BEGIN,
    END,
    IN_BROWSER,
    NO_BROWSER,
    TARGETS,
    Row,
    between_marks,
    summary,
)

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MEASURED = dict.fromkeys(Row, ("2 s", "1 s"))


def cells(table: str) -> list[list[str]]:
    """Return the rows below the head."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_readme_has_every_row_with_a_number_and_its_target() -> None:
    found = cells(README.partition(BEGIN)[2].partition(END)[0])
    assert [row[0] for row in found] == list(Row)
    assert [row[3] for row in found] == [TARGETS.get(row, "") for row in Row]
    for name, peer, ours, _ in found:
        assert re.search(r"\d m?s\b", ours), name
        beside = (Row.GRADE_EACH, Row.GRADE_ALL, Row.COHORT_EACH, Row.PAGES)
        if name in (*beside, Row.SLIDER, Row.SLIDER_SLOW):
            assert re.search(r"\d m?s\b", peer), name


def test_the_readme_says_when_and_on_what() -> None:
    text = README.partition(BEGIN)[2].partition(END)[0]
    for fact in (
        r"on 20\d\d-\d\d-\d\d\b",
        *(rf"{name} \d+\.\d+" for name in ("Python", "jupyterlab", "nbgrader", "ipywidgets")),
        r"chromium \d+\.\d+",
        r"\d+ cores, \d+ GB of memory, load \d",
    ):
        assert re.search(fact, text), fact


def test_without_a_browser_its_rows_are_named_as_left_out() -> None:
    some = {row: pair for row, pair in MEASURED.items() if row not in IN_BROWSER}
    assert [row[0] for row in cells(summary(some)) if row[2] == NO_BROWSER] == [*IN_BROWSER]


def test_another_row_cannot_go_missing() -> None:
    del (some := dict(MEASURED))[Row.GRADE_EACH]
    with pytest.raises(KeyError):
        summary(some)


def test_the_table_replaces_the_one_before() -> None:
    page = f"above\n{BEGIN}\nold\n{END}\nbelow\n"
    once = between_marks(page, "new")
    assert once == f"above\n{BEGIN}\n\nnew\n\n{END}\nbelow\n"
    assert between_marks(once, "new") == once
    with pytest.raises(ValueError, match="are missing"):
        between_marks("no marks", "new")
