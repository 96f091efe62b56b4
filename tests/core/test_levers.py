"""The one lever search: a single change, or as many together as it takes."""

from __future__ import annotations

import pytest

from doneenough.core.decision import Decision, option
from doneenough.core.levers import changes, find_joint_lever, find_lever, single_changes


class Meal(Decision):
    """Three choices."""

    soup: str = option("Soup", hot="hot", cold="cold")
    main: str = option("Main", fish="fish", rice="rice", beans="beans")
    tea: str = option("Tea", black="black", green="green")


NOW = Meal(soup="hot", main="fish", tea="black")
LEAD = Meal(soup="cold", main="beans", tea="black")


def dear(*cheap):
    """A cost that falls from 100 to 50 for these meals only."""
    return lambda meal: 50.0 if meal in cheap else 100.0


def test_changes_differ_in_as_many_fields_as_asked():
    assert len(list(single_changes(NOW))) == 1 + 2 + 1
    for together, count in ((1, 4), (2, 2 + 1 + 2), (3, 2)):
        found = list(changes(NOW, together))
        assert len({meal for _, meal in found}) == len(found) == count
        for name, meal in found:
            differing = [n for n in Meal.model_fields if getattr(meal, n) != getattr(NOW, n)]
            assert name == "+".join(differing)
            assert len(differing) == together


def test_with_a_lead_only_her_choices_are_compared():
    assert [name for name, _ in changes(NOW, 1, LEAD)] == ["soup", "main"]
    assert [meal for _, meal in changes(NOW, 2, LEAD)] == [LEAD]
    assert list(changes(NOW, 3, LEAD)) == []


def test_one_change_is_taken_where_one_is_worth_it():
    lever = find_joint_lever(dear(NOW.but(tea="green"), LEAD), NOW)
    assert (lever.name, lever.fields, lever.saving) == ("tea", ("tea",), 50)


def test_two_together_where_no_single_one_helps():
    lever = find_joint_lever(dear(LEAD), NOW)
    assert lever.fields == ("soup", "main")
    assert lever.better == LEAD
    assert not lever.is_small


def test_as_many_as_the_lead_has():
    other = Meal(soup="cold", main="beans", tea="green")
    assert find_joint_lever(dear(other), NOW, most=2).is_small
    lever = find_joint_lever(dear(other), NOW, most=3, lead=other)
    assert lever.fields == ("soup", "main", "tea")


@pytest.mark.parametrize(
    "lever", [find_lever(dear(), NOW, ()), find_joint_lever(dear(), NOW, lead=NOW)]
)
def test_without_any_change_nothing_is_saved(lever):
    assert lever.is_small
    assert (lever.fields, lever.saving, lever.better) == ((), 0, NOW)
