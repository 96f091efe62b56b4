"""The front door: a first decision, the launch table, progress, a way on, work as one file."""

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


def my_progress() -> Picture:
    """Show how far the learner is, from what lies in her own folder."""
    from doneenough.start.progress import progress, to_html, to_text

    lines = progress()
    return Picture(to_html(lines), to_text(lines))


def my_way() -> Picture:
    """Show skills, the lessons that build them and first steps, folded."""
    from doneenough.start.way import to_html

    return Picture(to_html(), "From project manager to AI project manager: skills and first steps.")


def keep_my_work() -> Explorer:
    """Download or restore the learner's own work as one file."""
    from doneenough.lab import keep_form

    return keep_form.keep_my_work()
