"""Every lesson has a facilitator's sheet, and every number in it is computed."""

from pathlib import Path

import pytest
from rules import facts_named, named_facts, quotation_faults

from doneenough.core.lesson_files import cards

FOLDER = Path(__file__).parents[2] / "course" / "facilitator"


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_sheet_quotes_only_computed_numbers(card):
    text = (FOLDER / f"{card.assignment}.md").read_text(encoding="utf-8")
    faults = quotation_faults(text, facts_named(text), named_facts(card.lesson))
    assert list(faults) == []
    for part in ("## Plan", "**Vote one**", "**Discussion**", "## Without computers"):
        assert part in text
    assert "not yet calibrated" in text


def test_a_wrong_number_is_found():
    named = {"weak_signed": "47", "teams": "200", "others": "46"}
    names = ["weak_signed", "teams"]
    assert list(quotation_faults("It is 47 of 200.", names, named)) == []
    wrong = list(quotation_faults("It is 46 of 200.", names, named))
    assert len(wrong) == 2
    assert "'weak_signed', which is 47" in wrong[0]
    assert "perhaps others" in wrong[1]
    assert "does not have" in next(quotation_faults("It is 47.", ["gone"], named))


def test_no_sheet_without_a_lesson():
    assert {path.stem for path in FOLDER.glob("*.md")} == {card.assignment for card in cards()}
