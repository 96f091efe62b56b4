"""``grade`` and ``how_a_lead_chose``: what a learner's own notebook calls.

``grade`` gives the points and feedback of one answer. It never raises and never
writes to stderr, either of which would cost the learner the points in stock
nbgrader. In a kernel it reads the answer's source, as grading does, and so refuses
here what would be refused there.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doneenough.core.decision import Decision, DecisionError
from doneenough.core.exercise import Exercise
from doneenough.core.face import framed
from doneenough.core.feedback import Shown, euros
from doneenough.core.lesson_files import cards
from doneenough.core.literals import AnswerError, assigns, read_assignment
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import Scored, brief_of, score_decision
from doneenough.core.store import recall, remember
from doneenough.grading.master import ME
from doneenough.grading.pages import colleague_heading, lead_html, notice, read_back, report
from doneenough.grading.score import FAULT, read_identity, score_exercise

EXECUTION = "NBGRADER_EXECUTION"
"""Environment variable that nbgrader sets while it runs a notebook."""


class Points(float):
    """Points that look like a plain number to nbgrader and like feedback to a learner."""

    html: str
    text: str

    def __new__(cls, points: float, *, html: str = "", text: str = "") -> Points:
        """Make points, finite and rounded to 0.01, with what is shown beside them."""
        made = super().__new__(cls, round(points, 2) if math.isfinite(points) else 0.0)
        made.html, made.text = html, text
        return made

    def __repr__(self) -> str:
        return float.__repr__(self)

    __str__ = __repr__

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # Without this, IPython's %precision would change the number nbgrader reads.
        printer.text(repr(self))

    def _repr_html_(self) -> str | None:
        return framed(self.html) if self.html else None


@dataclass(frozen=True, repr=False)
class Message:
    """Something to read, without points."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return framed(self.html)


class Committed(Message):
    """A committed answer, read back. Its points come with grading."""


def grade(exercise_id: str, answer: object = None, me: object = None) -> Points | Message:
    """Give the points and the feedback of one answer.

    Parameters
    ----------
    exercise_id
        ``lesson.name``, for example ``"evidence.sign_off_rule"``.
    answer
        The answer. In a notebook its source is read instead.
    me
        Who answers; nothing means the practice brief.

    Returns
    -------
    Points
        A float from 0 to the exercise's points. In an interactive notebook a committed
        exercise returns `Committed` instead, or a `Message` with what is missing.
    """
    with _quiet():
        exercise = _find(exercise_id)
        if exercise is None:
            return _points(0.0, _message("No points", [_UNKNOWN]))
        try:
            return _grade(exercise, answer, me)
        except Exception:
            return _without_points(exercise, _message(f"{exercise.title}: not scored", [FAULT]))


def how_a_lead_chose(exercise_id: str, me: object = None) -> Message:
    """Show what a committed answer does, and an experienced colleague's choice and reasons.

    Nothing is shown before there is a commitment. What is shown belongs to the brief
    under which the answer was committed, also if ``me`` has changed since.
    """
    with _quiet():
        exercise = _find(exercise_id)
        if exercise is None:
            return _message("Nothing to show", [_UNKNOWN])
        kept = recall(exercise.lesson, f"committed.{exercise.name}")
        if kept is None:
            return _message(
                "Commit first",
                [
                    f"You haven't committed an answer to “{exercise.title}” yet.",
                    "Fill in its form above and press the blue button.",
                ],
                spoken=False,
            )
        try:
            return _lead(exercise, kept, me)
        except Exception:
            return _message(
                "Nothing to show", ["The answer you committed can't be shown. It's still saved."]
            )


def self_check(lesson: str) -> Message:
    """Write the report on the learner's saved assessment, and say what is in it.

    The same as ``doneenough check``, for those who never open a terminal.
    """
    # Imported late: this is the only call that reads a file.
    from doneenough.grading import check

    card = next((card for card in cards() if card.lesson == lesson), None)
    if card is None:
        return _message("No report", [_UNKNOWN])
    with _quiet():
        notebook = check.find_notebook(Path(card.notebook))
        try:
            result = check.check(notebook.read_bytes())
            place = check.report_path(notebook)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(report(result, name=notebook.stem), encoding="utf-8")
        except (check.NotChecked, OSError) as error:
            words = "The assessment isn't in your folder." if isinstance(error, OSError) else error
            return _message("No report yet", [f"{words} Save your notebook, then run this again."])
    lines = [(item.title, item.sentence) for item in result.questions]
    sentences = [
        f"Automatic points: {result.auto_whole} of {result.auto_most:g}. A person can give "
        f"up to {result.reviewed_most:g} more.",
        f"The full report is in my_work, in the folder reports: {place.name}.",
        "This report covers what you saved. It's a self-check, not a credential.",
    ]
    text = "\n".join([*(f"{title}: {words}" for title, words in lines), *sentences])
    return Message(notice("Your report", sentences, lines), text)


_UNKNOWN = "This line names an unknown exercise. Please use the line as it was given."


def _grade(exercise: Exercise[Any, Any], answer: object, me: object) -> Points | Message:
    execution = os.environ.get(EXECUTION, "")
    hidden = exercise.committed and execution != "autograde"
    try:
        identity = read_identity(_value(ME, me))
    except (AnswerError, DecisionError) as error:
        # An empty answer is an empty answer, whoever gives it.
        identity, trouble = None, f"The cell that says who you are: {error}"
    try:
        value = _value(exercise.name, answer)
    except AnswerError as error:
        return _refused(exercise, (str(error),))
    if exercise.decision.is_blank(value):
        return _without_points(
            exercise,
            _message(
                f"{exercise.title}: not answered yet",
                [
                    "Fill in the form above and press its blue button.",
                    "What your answer does appears here.",
                ],
                spoken=False,
            ),
        )
    if identity is None:
        return _refused(exercise, (trouble,))
    scored = score_exercise(exercise, identity, value)
    if scored.state != "scored" or scored.feedback is None:
        return _refused(exercise, scored.messages)
    if hidden:
        return _commit(exercise, scored, exercise.decision.read(value), keep=not execution)
    change = "" if execution else _since_last_try(exercise, scored, value)
    shown = Shown(
        scored.feedback,
        exercise.title,
        scored.points,
        scored.most,
        reveal=exercise.committed,
        change=change,
    )
    return _points(scored.points, Message(shown.to_html(), shown.to_text()), most=scored.most)


def _commit(
    exercise: Exercise[Any, Any], scored: Scored, decision: Decision, *, keep: bool
) -> Message:
    """Read a committed answer back; remember the first one."""
    key = f"committed.{exercise.name}"
    first = recall(exercise.lesson, key)
    now = decision.model_dump()
    sentences = ["This is what you've committed to. You'll see what it does below."]
    if first is None:
        if keep:
            remember(exercise.lesson, key, now)
            remember(exercise.lesson, f"{key}.brief", scored.brief)
    elif first != now:
        sentences.append(
            "This differs from what you committed first. The first answer is the honest one, "
            "because you gave it before you knew more."
        )
    lines = read_back(decision)
    title = f"{exercise.title}: committed"
    text = "\n".join([title, *(f"{meaning}: {words}" for meaning, words in lines), *sentences])
    return Committed(notice(title, sentences, lines), text)


def _since_last_try(exercise: Exercise[Any, Any], scored: Scored, value: object) -> str:
    """Say what moved since the last try under the same brief, and remember this one."""
    decision = exercise.decision.read(value)
    cost = float(exercise.cost(exercise.briefs()[scored.brief], decision))
    key = f"last.{exercise.name}"
    last = recall(exercise.lesson, key)
    remember(
        exercise.lesson,
        key,
        {"brief": scored.brief, "cost": round(cost, 2), "points": scored.points},
    )
    if not isinstance(last, dict) or last.get("brief") != scored.brief:
        return ""
    before = last.get("cost")
    if not isinstance(before, int | float):
        return ""
    if abs(cost - before) < 1:
        return ""
    word = "less" if cost < before else "more"
    # From the amounts as they are shown, so that a reader can check the difference.
    shown = abs(round(cost, -2) - round(before, -2)) or abs(cost - before)
    return f"It costs {euros(shown)} {word}."


def _lead(exercise: Exercise[Any, Any], kept: object, me: object) -> Message:
    number = recall(exercise.lesson, f"committed.{exercise.name}.brief")
    briefs = exercise.briefs()
    if not isinstance(number, int) or not 0 <= number < len(briefs):
        number = brief_of(exercise, read_identity(_value(ME, me)))
    decision = exercise.decision.read(kept)
    scored = score_decision(exercise, number, decision)
    assert scored.feedback is not None
    shown = Shown(scored.feedback, exercise.title, scored.points, scored.most, reveal=True)
    lines = read_back(scale_of(exercise, number).reference)
    words = "\n".join(f"{meaning}: {value}" for meaning, value in lines)
    return Message(
        lead_html(exercise, number, shown, decision),
        f"{shown.to_text()}\n{colleague_heading(exercise.lesson)}\n{words}",
    )


def _refused(exercise: Exercise[Any, Any], sentences: tuple[str, ...]) -> Points | Message:
    gaps = [item for item in sentences if "is still empty" in item or "is missing" in item]
    if len(gaps) < len(sentences):
        title = f"{exercise.title}: can't be read yet"
        return _without_points(exercise, _message(title, sentences))
    specs = [spec for spec in exercise.decision.specs() if f'"{spec.name}"' in " ".join(gaps)]
    named = "; ".join(spec.short for spec in specs)
    return _without_points(
        exercise,
        _message(f"{exercise.title}: not complete yet", [f"Still empty: {named}."], spoken=False),
    )


def _without_points(exercise: Exercise[Any, Any], message: Message) -> Points | Message:
    """Return 0 points with a message; for a committed exercise the message alone."""
    if exercise.committed and os.environ.get(EXECUTION) != "autograde":
        return message
    return _points(0.0, message)


def _points(points: float, message: Message, most: float = math.inf) -> Points:
    return Points(min(max(points, 0.0), most), html=message.html, text=message.text)


def _message(title: str, sentences: Sequence[str], *, spoken: bool = True) -> Message:
    return Message(notice(title, sentences, spoken=spoken), "\n".join([title, *sentences]))


def _find(exercise_id: object) -> Exercise[Any, Any] | None:
    try:
        return find_exercise(str(exercise_id))
    except KeyError:
        return None


def _value(name: str, given: object) -> object:
    """Return the plain value of ``name``: from its source in a kernel, else as given.

    Raises
    ------
    AnswerError
        The source is not a plain value, or no cell assigns ``name`` by itself.
    """
    inputs = _inputs()
    if inputs is None:
        return given
    source = next((text for text in reversed(inputs) if assigns(text, name)), None)
    if source is not None:
        return read_assignment(source, name)
    if given is None:
        return None
    raise AnswerError(f"Please write {name} = {{...}} in the answer cell and run that cell.")


def _inputs() -> list[str] | None:
    """Return the cells that were run in this kernel, or None outside one."""
    if "IPython" not in sys.modules:
        return None
    shell = sys.modules["IPython"].get_ipython()
    history = getattr(shell, "history_manager", None)
    inputs = getattr(history, "input_hist_raw", None)
    if not inputs:
        return None
    found = [text for text in inputs if isinstance(text, str) and text]
    # A kernel that keeps no history (some front-ends) is like none at all.
    return found or None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
