"""Lesson 1, "Where is this project really?": the calls its notebooks make.

Everything is imported when called, so that grading never pays for widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doneenough.core.figures import Picture

if TYPE_CHECKING:
    from doneenough.explorer.frame import Explorer

STAGE = "Prepare the data"
"""Where Paperline really is; shown only after the decision."""


def the_stages() -> Picture:
    """Show the six stages, none of them marked."""
    from doneenough.core.lifecycle import you_are_here

    return Picture(you_are_here(None), "The six stages of an AI project, in a row.")


def what_to_look_for() -> Picture:
    """Show for each stage the evidence to look for, and a question that helps."""
    from doneenough.lessons.stages import pages

    return Picture(pages.what_to_look_for(), "What to look for at each stage.")


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.lessons.stages import experiments

    return experiments.warm_up()


def first_answer() -> Explorer:
    """Say how far the project is, before anything is known."""
    from doneenough.lessons.stages import experiments

    return experiments.first_answer()


def where_the_work_goes() -> Explorer:
    """Guess where 100 hours go."""
    from doneenough.lessons.stages import experiments

    return experiments.where_the_work_goes()


def explore_gates() -> Explorer:
    """Predict, then skip one gate at a time."""
    from doneenough.lessons.stages import experiments

    return experiments.gates()


def explore_several() -> Explorer:
    """Predict, then skip as many gates as you like."""
    from doneenough.lessons.stages import experiments

    return experiments.several_gates()


def explain() -> Explorer:
    """Choose an explanation."""
    from doneenough.lessons.stages import experiments

    return experiments.explain()


def loop_back() -> Explorer:
    """Say where three teams really are."""
    from doneenough.lessons.stages import reading

    return reading.loop_back()


def handoffs() -> Explorer:
    """Say which handoff broke."""
    from doneenough.lessons.stages import experiments

    return experiments.handoffs()


def practise() -> Explorer:
    """Name the stage and the missing gate in three notes."""
    from doneenough.lessons.stages import reading

    return reading.practise()


def worked_example() -> Picture:
    """Give days to gates, one after the other."""
    from doneenough.lessons.stages import worked

    return Picture(worked.worked_example(), "A worked example: four days for three gates.")


def half_worked() -> Explorer:
    """Complete a split of days in which one gate is missing."""
    from doneenough.lessons.stages import worked

    return worked.half_worked()


def decide_paperline() -> Explorer:
    """Go on, loop back or stop."""
    from doneenough.lessons.stages import gate

    return gate.decide()


def my_sheet() -> Explorer:
    """Fill in the sheet to take to work."""
    from doneenough.lessons.stages import pages

    return pages.my_sheet()
