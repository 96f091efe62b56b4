"""People are told apart by name, role, initial, colour and outline."""

from __future__ import annotations

import re

import pytest

from doneenough.core.lesson_files import cards
from doneenough.core.lifecycle import here
from doneenough.core.people import ROLES, cast, person


@pytest.mark.parametrize("role", ROLES)
def test_a_person_says_name_and_role(role):
    text = re.sub(r"<[^>]+>", " ", person(role, "Amina Diallo"))
    assert text.split() == ["A", "Amina", "Diallo", *ROLES[role].split()]


def test_without_a_name_the_role_is_said_once():
    said = re.sub(r"<[^>]+>", " ", person("sponsor"))
    assert said.lower().count("sponsor") == 1
    assert "None" not in said


def test_no_two_roles_look_alike():
    shapes = {re.sub(r"<text.*", "", person(role, "Amina")) for role in ROLES}
    without_colour = {re.sub(r"de-face de-\w+", "", shape) for shape in shapes}
    assert len(shapes) == len(without_colour) == len(ROLES)


def test_a_name_is_text():
    assert "<script" not in person("lead", "<script>alert(1)</script>")


def test_an_unknown_role_is_refused():
    with pytest.raises(KeyError):
        person("boss")


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_a_lesson_shows_its_people_at_the_top(card):
    assert set(dict(card.people)) <= set(ROLES)
    if card.people:
        assert cast(dict(card.people)) in here(card.lesson).html
