"""Every lesson has a facilitator's sheet, and every number in it is computed."""

import importlib
import re
from pathlib import Path

import pytest

from doneenough.core.lesson_files import cards

FOLDER = Path(__file__).parents[2] / "course" / "facilitator"
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?!\w)")


def unknown_numbers(text, known):
    """Return the numbers of ``text`` that are not declared, or not with this value."""
    return [
        number
        for number in NUMBER.findall(text)
        if number not in known or round(known[number]) != int(number.replace(",", ""))
    ]


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_sheet_quotes_only_computed_numbers(card):
    text = (FOLDER / f"{card.assignment}.md").read_text(encoding="utf-8")
    sheet = importlib.import_module(f"doneenough.lessons.{card.lesson}.quoted").SHEET
    assert unknown_numbers(text, sheet) == []
    assert [number for number in sheet if number not in text] == []
    for part in ("## Plan", "**Vote one**", "**Discussion**", "## Without computers"):
        assert part in text
    assert "not yet calibrated" in text


def test_a_wrong_number_is_found():
    assert unknown_numbers("It is 46 of 200.", {"47": 46.7, "200": 200}) == ["46"]
    assert unknown_numbers("It is 47 of 200.", {"47": 48, "200": 200}) == ["47"]


def test_no_sheet_without_a_lesson():
    assert {path.stem for path in FOLDER.glob("*.md")} == {card.assignment for card in cards()}
