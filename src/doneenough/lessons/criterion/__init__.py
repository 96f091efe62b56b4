"""Lesson 6, "What exactly do we accept?": the calls its notebooks make.

Everything is imported when called, so that grading never pays for widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doneenough.core.figures import Picture

if TYPE_CHECKING:
    from doneenough.explorer.frame import Explorer

STAGE = "Check the model"


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    from doneenough.core.lifecycle import you_are_here as strip

    return Picture(strip(STAGE), f"You are here: {STAGE}.")


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.lessons.criterion import experiments

    return experiments.warm_up()


def first_answer() -> Explorer:
    """Sign, amend or refuse, before anything is known."""
    from doneenough.lessons.criterion import experiments

    return experiments.first_answer()


def explore_draft() -> Explorer:
    """Predict, then see what the draft lets through."""
    from doneenough.lessons.criterion import experiments

    return experiments.draft()


def one_real_model() -> Picture:
    """Count one real scikit-learn model in three ways."""
    from doneenough.lessons.criterion import figures, products

    return figures.three_shares(products.three_numbers())


def explore_cases() -> Explorer:
    """Change how many letters are checked, and see how few are urgent."""
    from doneenough.lessons.criterion import experiments

    return experiments.what_a_case_is()


def explore_average() -> Explorer:
    """Predict, then add a floor for each language."""
    from doneenough.lessons.criterion import experiments

    return experiments.the_average()


def explore_judge() -> Explorer:
    """Predict, then see what an imperfect judge reports."""
    from doneenough.lessons.criterion import experiments

    return experiments.the_judge()


def best_seller() -> Explorer:
    """Choose between two lists of books."""
    from doneenough.lessons.criterion import experiments

    return experiments.best_seller()


def silence() -> Explorer:
    """Find the version that passes by saying nothing."""
    from doneenough.lessons.criterion import experiments

    return experiments.silence()


def explain() -> Explorer:
    """Choose an explanation."""
    from doneenough.lessons.criterion import experiments

    return experiments.explain()


def after_demo() -> Explorer:
    """Answer a sponsor who widens what was agreed."""
    from doneenough.lessons.criterion import experiments

    return experiments.after_demo()


def friday() -> Explorer:
    """Sign, amend or refuse."""
    from doneenough.lessons.criterion import gate

    return gate.friday()


def worked_example() -> Picture:
    """Repair a vague wish step by step."""
    from doneenough.lessons.criterion import worked

    return Picture(worked.worked_example(), "A worked example: a wish becomes a criterion.")


def half_worked() -> Explorer:
    """Complete a criterion in which one clause is missing."""
    from doneenough.lessons.criterion import worked

    return worked.half_worked()


def my_criterion() -> Explorer:
    """Fill in the page to take to work."""
    from doneenough.lessons.criterion import pages

    return pages.my_criterion()
