"""Which of several attempts counts, and what each of them holds.

A learner hands in again, or hands in more than her work. What is emptier or older never
takes the place of what is fuller or newer, unless the instructor asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from doneenough.core.lesson_files import Card
from doneenough.grading.answers import Submission, collect
from doneenough.grading.cohort.choose import count_filled
from doneenough.grading.cohort.layouts import stem
from doneenough.grading.master import ME, Master
from doneenough.grading.score import score

CAREFUL, BEST, LAST, FIRST = RULES = ("careful", "best", "last", "first")
"""What counts: the latest that is neither emptier nor older; or as the instructor says."""


@dataclass(frozen=True)
class Attempt:
    """One file as an attempt at an assignment.

    ``upload`` is the LMS's number of the file and ``modified`` its time in the zip; both only
    put attempts in order, and 0 or nothing says that nobody knows. ``there`` is whether it was
    collected before.
    """

    file: str
    submission: Submission
    master: Master = field(repr=False)
    card: Card
    upload: int = 0
    modified: str = ""
    there: bool = False

    @property
    def readable(self) -> bool:
        """Whether it is a notebook of this assignment."""
        return not self.submission.fault

    @cached_property
    def answered(self) -> int:
        """How many answers are filled in; -1 where it is no such notebook."""
        return count_filled(self.master, self.submission) if self.readable else -1

    @cached_property
    def points(self) -> float:
        """The automatic points."""
        return score(self.master, self.submission).auto_points

    @property
    def named_right(self) -> tuple[bool, bool]:
        """Whether it bears the name it should, or is a copy of one that does."""
        return self.file == self.card.notebook, stem(self.file) == stem(self.card.notebook)

    def __str__(self) -> str:
        if not self.readable:
            return "a file that is no notebook of this assignment"
        most = sum(slot.name != ME for slot in self.master.slots)
        return f"an attempt with {max(self.answered, 0)} of {most} answers"


def read_attempt(
    file: str,
    data: bytes,
    card: Card,
    master: Master,
    *,
    upload: str = "",
    modified: str = "",
    there: bool = False,
) -> Attempt:
    """Return a file as an attempt; never raises for what is in it."""
    number = int(upload) if upload.isascii() and upload.isdigit() and len(upload) < 19 else 0
    submission = collect(master, data)
    # What is not an answer at all says nothing here.
    submission = replace(submission, notes=())
    return Attempt(file, submission, master, card, number, modified[:16], there)


def in_order(attempts: Iterable[Attempt], rule: str) -> list[Attempt]:
    """Return the files that one learner handed in together, the one that counts first."""

    def rank(item: Attempt) -> tuple[object, ...]:
        when = item.upload, item.modified
        if rule == BEST:
            return item.readable, item.points, item.answered, when, item.named_right
        if rule in (LAST, FIRST):
            return item.readable, when, item.answered, item.named_right
        return item.readable, item.answered, when, item.named_right

    ranked = sorted(attempts, key=lambda item: item.file)
    if rule == FIRST:
        ranked.sort(key=lambda item: (not item.readable, item.upload, item.modified))
        return ranked
    return sorted(ranked, key=rank, reverse=True)


def why_not(new: Attempt, old: Attempt, rule: str) -> str:
    """Say why an attempt does not take the place of one that is there, or return nothing."""
    if not old.readable:
        return "" if new.readable or rule != FIRST else "The first attempt counts."
    if not new.readable:
        return f"It is {new}, and {old} is there already."
    older = _is_older(new, old)
    if rule == FIRST:
        return "" if older else f"The first attempt counts: {old} is there already."
    if rule == BEST:
        if new.points < old.points:
            return f"It earns fewer points than {old} that is there already."
        return ""
    if older:
        return f"It is older than {old} that is there already."
    if rule == CAREFUL and new.answered < old.answered:
        return f"It is {new}; {old} is there already."
    return ""


def _is_older(new: Attempt, old: Attempt) -> bool:
    if new.upload and old.upload:
        return new.upload < old.upload
    return bool(new.modified and old.modified) and new.modified < old.modified
