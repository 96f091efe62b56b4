"""Lesson 5, "Is the evidence enough?": the calls its notebooks make.

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
    from doneenough.lessons.evidence import experiments

    return experiments.warm_up()


def explore_sign_off() -> Explorer:
    """Predict, then change the number of letters and the number right."""
    from doneenough.lessons.evidence import experiments

    return experiments.letters()


def explore_tries() -> Explorer:
    """Predict, then change the number of tries."""
    from doneenough.lessons.evidence import experiments

    return experiments.tries()


def explain() -> Explorer:
    """Choose an explanation."""
    from doneenough.lessons.evidence import experiments

    return experiments.explain()


def one_real_model() -> Picture:
    """Measure one scikit-learn model on many samples of 100."""
    from doneenough.lessons.evidence import figures, real_model

    return figures.histogram(*real_model.measured())


def what_91_can_mean() -> Picture:
    """Show which models could be behind 91 right in 100."""
    from doneenough.lessons.evidence import figures

    return figures.same_share()


def look_alikes() -> Explorer:
    """Three claims that sound like proof."""
    from doneenough.lessons.evidence import experiments

    return experiments.look_alikes()


def worked_example() -> Picture:
    """Work through a sign-off rule for another product."""
    from doneenough.lessons.evidence import worked

    return Picture(worked.worked_example(), "A worked example with other costs.")


def half_worked() -> Explorer:
    """Complete a rule in which one field is missing."""
    from doneenough.lessons.evidence import worked

    return worked.half_worked()


def thursday() -> Explorer:
    """Decide at the gate."""
    from doneenough.lessons.evidence import gate

    return gate.thursday()


def my_gate() -> Explorer:
    """Fill in the page to take to work."""
    from doneenough.lessons.evidence import pages

    return pages.my_gate()


def sign_off_record(rule: object, me: object) -> Explorer:
    """Write the committed rule as a record."""
    from doneenough.lessons.evidence import pages

    return pages.sign_off_record(rule, me)


def choose_questions(me: object) -> Explorer:
    """Choose three questions for the technical lead."""
    from doneenough.explorer.forms import decide

    names = ("first_question", "second_question", "third_question")
    words = {"title": "Your three questions", "label": "Ask these three"}
    return decide("evidence.review", me, *names, **words)


def choose_decision(me: object) -> Explorer:
    """Decide after her answers."""
    from doneenough.explorer.forms import decide

    return decide("evidence.review", me, "decide", place="your answer above")


def ask(review: object, me: object) -> Picture:
    """Show the lead's answers to the questions asked so far."""
    from doneenough.lessons.evidence.review import hear

    return hear(review, me)
