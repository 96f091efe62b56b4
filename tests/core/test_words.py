"""Units agree with their number, in every field of every decision."""

from __future__ import annotations

import pytest

from doneenough.core.registry import all_exercises
from doneenough.core.words import capital, counted, unit_of

PLURALS = {
    "days": "day",
    "tries": "try",
    "letters": "letter",
    "cases": "case",
    "of 100": "of 100",
    "": "",
}


@pytest.mark.parametrize(("many", "one"), PLURALS.items())
def test_one_is_singular_and_the_rest_is_not(many, one):
    assert unit_of(1, many) == one
    assert unit_of(0, many) == unit_of(2, many) == many


def test_every_unit_in_use_becomes_a_word():
    """Units such as "glasses" would need a rule of their own; none is in use."""
    units = {spec.unit for item in all_exercises() for spec in item.decision.specs() if spec.unit}
    assert units
    for unit in units:
        assert not unit.endswith(("sses", "xes", "ches", "shes")), unit
        assert unit_of(1, unit) in PLURALS.values() or unit_of(1, unit) == unit.removesuffix("s")


def test_capital_changes_one_letter():
    assert (capital("a Word"), capital("")) == ("A Word", "")


def test_a_number_stands_with_its_unit():
    assert [counted(number, "days") for number in (0, 1, 1_200)] == [
        "0 days",
        "1 day",
        "1,200 days",
    ]
    assert counted(3, "") == "3"
