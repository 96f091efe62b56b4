"""The front door: a first decision in 90 seconds, the launch table, and work as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doneenough.core.figures import Picture

if TYPE_CHECKING:
    from doneenough.explorer.frame import Explorer


def cold_open() -> Explorer:
    """Ask "Would you sign?" before anything is taught."""
    from doneenough.start.first_decision import would_you_sign

    return would_you_sign()


def launch_table() -> Picture:
    """Show every lesson: those that stand with their links, the others marked so."""
    from doneenough.start.lesson_list import to_html

    return Picture(to_html(), "The lessons of this course.")


def keep_my_work() -> Explorer:
    """Download or restore the learner's own work as one file."""
    from doneenough.lab import keep_form

    return keep_form.keep_my_work()
