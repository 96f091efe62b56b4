"""What to try next, in words."""

from doneenough.core.decision import Decision, option, whole
from doneenough.core.next_step import reason, step


class Order(Decision):
    """Two choices."""

    chairs: int = whole("Chairs: how many", unit="chairs", low=0, high=5000)
    wood: str = option("The wood", oak="oak: hard", pine="pine: soft")


NOW = Order(chairs=4, wood="oak")


def test_a_step_names_the_field_and_the_direction():
    assert step(NOW, NOW.but(chairs=1200)) == "Raise “Chairs” from 4 to 1,200."
    assert step(NOW, NOW.but(chairs=1)) == "Lower “Chairs” from 4 to 1."
    assert step(NOW, NOW.but(wood="pine")) == "Choose “pine” for “The wood”."


def test_several_changes_are_one_sentence():
    said = step(NOW, Order(chairs=6, wood="pine"))
    assert said == "Raise “Chairs” from 4 to 6, and choose “pine” for “The wood”."


def test_a_reason_is_what_falls_most_and_what_rises_for_it():
    now, then = {"Harm": 900.0, "Checks": 10.0}, {"Harm": 100.0, "Checks": 20.0}
    assert reason(now, then) == "Harm then costs €100 instead of €900."
    dear = {"Harm": 100.0, "Checks": 500.0}
    assert (
        reason(now, dear)
        == "Harm then costs €100 instead of €900, although checks costs €500 instead of €10."
    )
    assert reason(now, now) == ""
