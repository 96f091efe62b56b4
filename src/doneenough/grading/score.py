"""The one scorer: a master, a submission and a learner's id give a result.

No side effects; the same input gives the same output; a bad submission gives a
status and a reason, never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from doneenough.core.briefs import PRACTICE, Identity
from doneenough.core.decision import DecisionError
from doneenough.core.exercise import Exercise, Prose
from doneenough.core.feedback import Shown
from doneenough.core.scoring import Scored, score_value
from doneenough.core.words import whole_points
from doneenough.file_names import means
from doneenough.grading.answers import MISSING, Answer, Submission, collect
from doneenough.grading.master import ME, Master
from doneenough.plain_text import visible

STATUSES = (
    "missing",  # nothing was handed in
    "unreadable",  # the file, the cell that says who answers, or every answer given
    "wrong assignment",  # a notebook of another lesson
    "cannot match",  # a question's cell is neither there nor recognisable
    "identity mismatch",  # another learner's id stands in the notebook
    "unanswered",  # every question is empty
    "graded with repairs",  # graded; something had to be put right first
    "graded",
)
"""The statuses of a submission, in order of precedence: the first that holds is given."""

ANY = "*"
"""Among accepted ids: any, where the LMS hides who handed in."""
LEFT_OUT = "Characters that can't be shown are left out of the quotes here."
"""Said where a message or a note quoted a control character or the like."""
FAULT = "This answer couldn't be scored because of a fault in the course, not in the answer."


@dataclass(frozen=True)
class Question:
    """One question of a submission.

    ``state`` is ``"scored"``, ``"unanswered"``, ``"unreadable"``, ``"not found"``, or
    ``"to review"`` for a written answer that waits for a person; ``"fault"`` when the
    course itself failed. ``points`` is None where no automatic points can be given.
    """

    name: str
    title: str
    state: str
    points: float | None
    most: float
    reviewed: bool = False
    committed: bool = False
    answer: Any = None
    source: str = ""
    messages: tuple[str, ...] = ()
    scored: Scored | None = None

    def shown(self, *, reveal: bool) -> Shown | None:
        """Return the feedback ready to be shown, or None where there is none."""
        if self.scored is None or self.scored.feedback is None:
            return None
        return Shown(self.scored.feedback, self.title, self.scored.points, self.most, reveal=reveal)

    @property
    def sentence(self) -> str:
        """What became of the question, in a sentence."""
        shown = self.shown(reveal=False)
        if shown is not None:
            given = whole_points(shown.points, self.most)
            return f"{given} of {self.most:g} points: {shown.meaning}."
        told = " ".join(self.messages)
        return {
            "unanswered": f"Not answered yet (0 of {self.most:g} points).",
            "to review": f"Written; a person marks it (up to {self.most:g} points).",
            "unreadable": f"The answer can't be read (0 of {self.most:g} points). {told}",
        }.get(self.state, told)

    def to_plain(self) -> dict[str, Any]:
        """Return the question as plain data, for JSON."""
        return {
            "name": self.name,
            "state": self.state,
            "points": self.points,
            "most": self.most,
            "reviewed": self.reviewed,
            "messages": list(self.messages),
            "misconception": self.scored.feedback.misconception
            if self.scored and self.scored.feedback
            else None,
        }


@dataclass(frozen=True)
class Result:
    """A submission, scored.

    ``reason`` says why the status is what it is, where it is not plainly graded;
    ``notes`` say what was put right. Automatic and reviewed points are kept apart.
    """

    lesson: str
    assignment: str
    status: str
    reason: str
    notes: tuple[str, ...]
    identity: Identity | None
    questions: tuple[Question, ...]

    @property
    def auto_points(self) -> float:
        """The automatic points."""
        return round(sum(item.points or 0.0 for item in self.questions if not item.reviewed), 2)

    @property
    def auto_whole(self) -> str:
        """The automatic points as a reader meets them: whole."""
        return whole_points(self.auto_points, self.auto_most)

    @property
    def auto_most(self) -> float:
        """Most automatic points."""
        return sum(item.most for item in self.questions if not item.reviewed)

    @property
    def reviewed_most(self) -> float:
        """Most points that a person gives."""
        return sum(item.most for item in self.questions if item.reviewed)

    @property
    def complete(self) -> bool:
        """Whether every question is answered so that it can be marked."""
        return all(item.state in ("scored", "to review") for item in self.questions)

    @property
    def told(self) -> tuple[str, ...]:
        """The reason, the notes, and what is wrong with single answers, as sentences."""
        single = [
            f"{item.title}: {message}"
            for item in self.questions
            if item.state in ("unreadable", "fault", "not found")
            for message in item.messages
            if message != self.reason
        ]
        return tuple(dict.fromkeys([*([self.reason] if self.reason else []), *self.notes, *single]))

    def to_plain(self) -> dict[str, Any]:
        """Return the result as plain data, for JSON."""
        return {
            "status": self.status,
            "notes": list(self.told),
            "auto_points": self.auto_points,
            "auto_most": self.auto_most,
            "reviewed_most": self.reviewed_most,
            "questions": [item.to_plain() for item in self.questions],
        }


def score(
    master: Master,
    submission: Submission | bytes | None,
    learner_id: str | None = None,
    accepted: Sequence[str] = (),
) -> Result:
    """Score one submission.

    Parameters
    ----------
    master
        The instructor's notebook.
    submission
        The bytes handed in, or what `collect` read from them; None when nothing was.
    learner_id
        The gradebook's id. Another id in the notebook is flagged; the brief stays the
        one the notebook names. None when nobody knows (a learner checks her own work).
    accepted
        Other ids that the instructor takes for this learner's.
    """
    if submission is None:
        submission = MISSING
    elif isinstance(submission, bytes):
        submission = collect(master, submission)
    identity, trouble = _identity(submission)
    questions = tuple(
        _written(master.prose[slot.name], submission)
        if slot.kind == "prose"
        else _decided(master.exercises[slot.name], submission, identity, trouble)
        for slot in master.slots
        if slot.kind != "identity"
    )
    status, reason = _status(submission, questions, identity, trouble, learner_id, accepted)
    remarks = () if learner_id is None or status == "identity mismatch" else _nameless(identity)
    return _clean(
        Result(
            lesson=master.lesson,
            assignment=master.assignment,
            status=status,
            reason=reason,
            notes=(*submission.notes, *remarks),
            identity=identity,
            questions=questions,
        )
    )


def _clean(result: Result) -> Result:
    """Return a result whose sentences any page shows and any database keeps."""
    said = [result.reason, *result.notes]
    said += [message for question in result.questions for message in question.messages]
    if all(sentence == visible(sentence) for sentence in said):
        return result
    return replace(
        result,
        reason=visible(result.reason),
        notes=(*map(visible, result.notes), LEFT_OUT),
        questions=tuple(
            replace(question, messages=tuple(map(visible, question.messages)))
            for question in result.questions
        ),
    )


def read_identity(value: object) -> Identity:
    """Return who answers, from the plain value of ``me``.

    An empty id, or no value at all, is the practice brief.

    Raises
    ------
    DecisionError
        A field is missing, unknown or not a text.
    """
    if value is None or value == {}:
        return Identity(learner_id="", cohort=PRACTICE)
    return Identity.read(value)


def score_exercise(exercise: Exercise[Any, Any], identity: Identity, value: object) -> Scored:
    """Score one plain value; a fault of the course becomes the state ``"fault"``."""
    try:
        return score_value(exercise, identity, value)
    except Exception:
        most = float(exercise.points)
        return Scored(exercise.id, "fault", 0.0, most, -1, messages=(FAULT,))


def _identity(submission: Submission) -> tuple[Identity | None, str]:
    """Return who answers; or None and what is wrong with the cell that says so."""
    if submission.fault:
        return None, ""
    answer = submission.answer(ME)
    if answer.state == "unreadable":
        return None, answer.problem
    try:
        return read_identity(answer.value), ""
    except DecisionError as error:
        return None, str(error)


def _decided(
    exercise: Exercise[Any, Any], submission: Submission, identity: Identity | None, trouble: str
) -> Question:
    answer = submission.answer(exercise.name)
    state, points, messages, scored = _outcome(exercise, answer, submission, identity, trouble)
    return Question(
        name=exercise.name,
        title=exercise.title,
        state=state,
        points=points,
        most=float(exercise.points),
        committed=exercise.committed,
        answer=answer.value,
        source=answer.source,
        messages=messages,
        scored=scored,
    )


def _outcome(
    exercise: Exercise[Any, Any],
    answer: Answer,
    submission: Submission,
    identity: Identity | None,
    trouble: str,
) -> tuple[str, float | None, tuple[str, ...], Scored | None]:
    """Return the state, points, messages and score of one automatic question."""
    if submission.fault or answer.state == "not found":
        return "not found", None, (submission.reason or _lost(exercise.title),), None
    if answer.state == "unreadable":
        return "unreadable", 0.0, (answer.problem,), None
    if exercise.decision.is_blank(answer.value):
        return "unanswered", 0.0, (), None
    if identity is None:
        # The brief is unknown. The notebook's own check refuses the same.
        return "unreadable", 0.0, (f"The cell that says who you are: {trouble}",), None
    scored = score_exercise(exercise, identity, answer.value)
    points = None if scored.state == "fault" else scored.points
    return scored.state, points, scored.messages, scored


def _written(item: Prose, submission: Submission) -> Question:
    answer = submission.answer(item.name)
    messages: tuple[str, ...] = ()
    if submission.fault or answer.state == "not found":
        state, points = "not found", None
        messages = (submission.reason or _lost(item.title),)
    elif not answer.value:
        state, points = "unanswered", 0.0
    else:
        state, points = "to review", None
    return Question(
        name=item.name,
        title=item.title,
        state=state,
        points=points,
        most=float(item.points),
        reviewed=True,
        answer=answer.value,
        source=answer.source,
        messages=messages,
    )


def _nameless(identity: Identity | None) -> tuple[str, ...]:
    """Note that a graded notebook names neither a learner nor a group."""
    if identity is None or identity.learner_id.strip():
        return ()
    if identity.cohort.strip() not in ("", PRACTICE):
        return ()
    return (
        "The notebook names no learner, so it was answered under the practice scenario, "
        "which is the same for everyone.",
    )


def _lost(title: str) -> str:
    return f"The answer to “{title}” couldn't be found in the notebook."


def _status(
    submission: Submission,
    questions: tuple[Question, ...],
    identity: Identity | None,
    trouble: str,
    learner_id: str | None,
    accepted: Sequence[str],
) -> tuple[str, str]:
    """Return the first status of `STATUSES` that holds, and its reason."""
    if submission.fault:
        return submission.fault, submission.reason
    if trouble:
        return "unreadable", f"The cell that says who you are: {trouble}"
    faults = [item for item in questions if item.state == "fault"]
    if faults:
        return "unreadable", FAULT
    given = [item for item in questions if item.state not in ("unanswered", "not found")]
    automatic = [item for item in given if not item.reviewed]
    if automatic and all(item.state == "unreadable" for item in automatic):
        return "unreadable", "None of the answers can be read."
    lost = [item for item in questions if item.state == "not found"]
    if lost:
        return "cannot match", " ".join(dict.fromkeys(item.messages[0] for item in lost))
    if identity is not None and learner_id is not None:
        named = identity.learner_id.strip()
        hers = any(means(named, name) for name in (learner_id, *accepted))
        if named and ANY not in accepted and not hers:
            return (
                "identity mismatch",
                f"The notebook names the learner “{named}”; it was handed in by “{learner_id}”.",
            )
    if not given:
        return "unanswered", "Every question is still empty."
    if submission.notes:
        return "graded with repairs", ""
    return "graded", ""
