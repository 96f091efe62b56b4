"""Lesson 10, "Is it still right?": the calls its notebooks make.

Everything is imported when called, so that grading never pays for widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doneenough.core.figures import Picture

if TYPE_CHECKING:
    from doneenough.explorer.frame import Explorer

STAGE = "Watch and repair"


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    from doneenough.core.lifecycle import you_are_here as strip

    return Picture(strip(STAGE), f"You are here: {STAGE}.")


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.lessons.drift import experiments

    return experiments.warm_up()


def my_signature() -> Picture:
    """Show under which rule the model went live."""
    from doneenough.lessons.drift import signature

    return signature.my_signature()


def first_answer() -> Explorer:
    """Say what six quiet months mean, before anything is known."""
    from doneenough.lessons.drift import experiments

    return experiments.first_answer()


def explore_worlds() -> Explorer:
    """Predict, then choose what happens and compare three lines."""
    from doneenough.lessons.drift import experiments

    return experiments.worlds()


def explore_small_looks() -> Explorer:
    """Predict, then put more letters into one look."""
    from doneenough.lessons.drift import experiments

    return experiments.small_looks()


def explore_many_inputs() -> Explorer:
    """Predict, then change how many inputs are tested."""
    from doneenough.lessons.drift import experiments

    return experiments.many_inputs()


def explore_season() -> Explorer:
    """Predict, then let one look go further back."""
    from doneenough.lessons.drift import experiments

    return experiments.season()


def explore_late_labels() -> Explorer:
    """Predict, then make labels faster or slower."""
    from doneenough.lessons.drift import experiments

    return experiments.late_labels()


def explain() -> Explorer:
    """Choose an explanation."""
    from doneenough.lessons.drift import experiments

    return experiments.explain()


def after_alarm() -> Explorer:
    """Say what is done first after a call."""
    from doneenough.lessons.drift import experiments

    return experiments.after_alarm()


def worked_example() -> Picture:
    """Repair a plan step by step."""
    from doneenough.lessons.drift import worked

    return Picture(
        worked.worked_example(), "A worked example: a plan for a product without labels."
    )


def half_worked() -> Explorer:
    """Complete a plan in which one choice is missing."""
    from doneenough.lessons.drift import worked

    return worked.half_worked()


def decide_plan() -> Explorer:
    """Choose Paperline's plan."""
    from doneenough.lessons.drift import gate

    return gate.decide()


def my_register() -> Explorer:
    """Fill in the page to take to work."""
    from doneenough.lessons.drift import pages

    return pages.my_register()
