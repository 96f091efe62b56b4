"""The front door: a first decision in 90 seconds, and the launch table."""

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
