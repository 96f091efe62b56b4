"""One submission, from its bytes to its result: what a worker does, wherever it runs.

Nothing is written here and nothing but the submission is read. What comes back is plain
text, so that a worker may be a process, or another computer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from doneenough.grading.answers import Submission, collect
from doneenough.grading.autograded import (
    cleared,
    comment_on,
    fingerprint,
    label_of,
    lay,
    show,
    shown_otherwise,
)
from doneenough.grading.master import Master
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.score import Result, score
from doneenough.plain_files import read_plain

NOT_GRADED = "not graded"
"""The status of a submission where grading itself failed: nobody's points are known."""


@dataclass(frozen=True)
class Job:
    """What a worker needs.

    ``data`` is the submission, or None: then it is read from ``path``, or nothing was
    handed in where that is empty too. ``notes`` were made while it was looked for;
    ``had`` are nbgrader's labels of questions with points from an earlier run; ``accepted``
    are other ids that are this learner's too.
    """

    learner: str
    assignment: str
    master: bytes
    path: str = ""
    data: bytes | None = None
    notes: tuple[str, ...] = ()
    had: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a worker found: the record for reports, the gradebook's lines, the graded copy.

    ``points`` are (label, points); ``comments`` are (name, text); ``prints`` are (label,
    fingerprint of the answer). ``answers`` are what was read, for `score_again`. ``notebook``
    and ``answers`` are empty where grading failed.
    """

    learner: str
    assignment: str
    record: dict[str, Any]
    points: tuple[tuple[str, float | None], ...] = ()
    comments: tuple[tuple[str, str | None], ...] = ()
    notebook: str = ""
    answers: str = ""
    prints: tuple[tuple[str, str], ...] = ()


def grade_one(job: Job) -> Outcome:
    """Grade one submission. Never raises: a failure is a status too."""
    try:
        return _grade(job)
    except Exception as error:
        # The message may quote anything; the kind of the failure is what helps.
        return failed(
            job,
            f"Grading failed ({type(error).__name__}). This is a fault of the course or of this "
            "computer, not of the answer.",
        )


def failed(job: Job, reason: str) -> Outcome:
    """Return the outcome of a submission that could not be graded, for a reason."""
    notes = [reason, *job.notes]
    if job.had:
        notes.append("Its earlier automatic points were cleared.")
    return Outcome(job.learner, job.assignment, {"status": NOT_GRADED, "notes": notes})


def scored(job: Job) -> tuple[Master, Submission, Result]:
    """Read and score one submission."""
    master = _master(job.master)
    data = job.data
    if data is None and job.path:
        data = read_plain(Path(job.path), LARGEST + 1)
    if data is None:
        reason = job.notes[0] if job.notes else "Nothing was handed in."
        submission = Submission(fault="missing", reason=reason)
    else:
        submission = collect(master, data)
        submission = replace(submission, notes=(*job.notes, *submission.notes))
    return master, submission, score(master, submission, job.learner, job.accepted)


def _grade(job: Job) -> Outcome:
    # Imported late: scoring alone writes no notebook.
    import nbformat

    master, submission, result = scored(job)
    notes = [
        cleared(item)
        for item in result.questions
        if item.points is None and label_of(item) in job.had
    ]
    plain = result.to_plain()
    plain["notes"] += [*notes, *shown_otherwise(result)]
    notebook = lay(master, submission)
    ours = notebook.metadata["doneenough"]
    del ours["submission"]
    ours["result"] = nbformat.from_dict(plain)
    show(notebook, result, plain["notes"])
    return Outcome(
        job.learner,
        job.assignment,
        record_of(result, plain),
        tuple((label_of(item), item.points) for item in result.questions),
        tuple((item.name, comment_on(item)) for item in result.questions),
        # As nbformat writes it, without its second look at every cell.
        json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        json.dumps(submission.to_plain()),
        tuple((label_of(item), fingerprint(item)) for item in result.questions),
    )


def score_again(
    master: bytes, answers: str, learner: str, accepted: tuple[str, ...] = ()
) -> Result:
    """Score once more what `grade_one` read, without the file it was in."""
    submission = Submission.from_plain(json.loads(answers))
    return score(_master(master), submission, learner, accepted)


def record_of(result: Result, plain: dict[str, Any]) -> dict[str, Any]:
    """Return what reports need to know about a submission, as plain data."""
    identity = result.identity
    briefs = {item.name: item.scored.brief for item in result.questions if item.scored}
    return plain | {
        "learner_id": identity.learner_id if identity else "",
        "cohort": identity.cohort if identity else "",
        "questions": [
            question | {"brief": briefs.get(question["name"])} for question in plain["questions"]
        ],
    }


@lru_cache(maxsize=32)
def _master(data: bytes) -> Master:
    return Master.read(data)
