"""Our steps in nbgrader's own pipeline.

- `BlankAnswers` empties the answer cells when a release is generated.
- `SubmissionExporter` hands every submitted file on, also one that is not a notebook.
- `LayOntoMaster` reads the submission as data and lays it onto the master.
- `RecordScores` writes points, status and feedback; nothing is executed.
- `StatusExporter` exports the grades with their status.

The gradebook, late penalties, manual grading, feedback pages and the formgrader
stay nbgrader's.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from doneenough.file_names import shown, why_no_id
from doneenough.grading.answers import Submission, collect
from doneenough.grading.autograded import (
    cleared,
    comment_on,
    fingerprint,
    label_of,
    lay,
    look_at,
    show,
    shown_otherwise,
)
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.people import People
from doneenough.grading.master import Master, blanks
from doneenough.grading.notebook_file import LARGEST
from doneenough.grading.score import Question, Result, score
from doneenough.grading.status_export import StatusExporter
from doneenough.plain_files import read_plain
from doneenough.plain_text import one_line

__all__ = [
    "BlankAnswers",
    "LayOntoMaster",
    "RecordScores",
    "StatusExporter",
    "SubmissionExporter",
]

Pair = tuple[NotebookNode, ResourcesDict]


class BlankAnswers(NbGraderPreprocessor):
    """Empties the cells learners fill in; replaces nbgrader's ClearSolutions.

    The blanks come from each decision's own fields. nbgrader's stub would be a syntax
    error inside a dictionary, and raises when it is run.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Pair:
        """Replace the source of every solution cell."""
        lesson = nb.metadata.get("doneenough", {}).get("lesson", "")
        sources = blanks(lesson)
        for cell in nb.cells:
            if is_solution(cell):
                # A label the lesson does not know is the author's mistake: stop here.
                cell.source = sources[cell.metadata.nbgrader.grade_id]
        return nb, resources


class SubmissionExporter(NotebookExporter):
    """Reads submitted files without looking into them; `LayOntoMaster` does that.

    nbgrader's own reader stops at a file that is cut off, empty or in another encoding,
    before any preprocessor could say so.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, Autograde):
            self._leave_out(self.parent)

    def _leave_out(self, command: Autograde) -> None:
        """Leave out folders whose names cannot be ids, before anything is graded.

        nbgrader takes a folder's name for a pattern: under ``a[b]`` it would grade what
        lies in ``ab``, and then pass ``ab`` over.
        """
        sentence = ""
        for folder in list(command.assignments):
            # As nbgrader has them: .../submitted/LEARNER/ASSIGNMENT
            name = Path(folder).parent.name
            if reason := why_no_id(name):
                del command.assignments[folder]
                sentence = (
                    f"{shown(name)} was left out because it can't be a learner's ID. {reason}"
                )
                self.log.error("%s", one_line(sentence))
        if sentence and not command.assignments:
            raise NbGraderException(sentence)

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """Return an empty notebook for a submission, the file's own for anything else."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kw)
        resources = ResourcesDict() if resources is None else resources
        path = Path(filename)
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        empty = new_notebook()
        return self.from_notebook_node(empty, resources=resources, **kw)  # type: ignore[no-untyped-call]


class LayOntoMaster(NbGraderPreprocessor):
    """Lays the submission onto the master; the only step of nbgrader's sanitising.

    What comes out is the master with the learner's answers as text: her outputs,
    attachments, added cells and metadata are gone, her prose is sanitised.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Pair:
        """Return the filled-in master instead of the submitted notebook."""
        del nb  # The file itself is read, so that no reader before us can lose it.
        name = f"{resources['nbgrader']['notebook']}.ipynb"
        path = Path(resources["metadata"]["path"]) / name
        with _cleared_on_failure(resources):
            master = _master(self, resources)
            return lay(master, collect(master, read_plain(path, LARGEST + 1))), resources


class RecordScores(NbGraderPreprocessor):
    """Scores the laid-out submission; replaces nbgrader's Execute and SaveAutoGrades.

    Points a person gave are never touched. What an earlier run recorded is replaced,
    or cleared where nothing can be graded any more, and the notes say so.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Pair:
        """Write points to the gradebook; status and feedback into the notebook."""
        ours = nb.metadata["doneenough"]
        submission = Submission.from_plain(ours.pop("submission"))
        student = resources["nbgrader"]["student"]
        with _cleared_on_failure(resources):
            course = self.parent.parent.coursedir
            home = Path(course.root, course.submitted_directory).parent
            accepted = People.read(home).accepted(student)
            result = score(_master(self, resources), submission, student, accepted)
            notes = _record(resources, result)
        plain = result.to_plain()
        plain["notes"] += [*notes, *shown_otherwise(result)]
        ours["result"] = from_dict(plain)
        for note in plain["notes"]:
            self.log.warning("%s: %s", one_line(student), one_line(note))
        show(nb, result, plain["notes"])
        return nb, resources


def _master(step: Any, resources: ResourcesDict) -> Master:
    course = step.parent.parent.coursedir
    names = resources["nbgrader"]
    folder = course.format_path(course.source_directory, ".", names["assignment"])
    return Master.from_file(Path(course.root, folder, f"{names['notebook']}.ipynb"))


def _place(resources: ResourcesDict) -> tuple[str, str, str]:
    """Return what the gradebook finds a submission by."""
    names = resources["nbgrader"]
    return names["notebook"], names["assignment"], names["student"]


def _record(resources: ResourcesDict, result: Result) -> list[str]:
    """Write the automatic points and comments; return what had to be said about it."""
    notes = []
    place = _place(resources)
    _, assignment, student = place
    with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
        ledger.make_table(gradebook.engine)
        before = ledger.replies_of(gradebook.db(), assignment, [student])
        replies = {}
        for question in result.questions:
            try:
                grade = gradebook.find_grade(label_of(question), *place)
            except MissingEntry:
                notes.append(
                    f"“{question.title}” isn't in the gradebook yet: please run make gradebook "
                    "and grade again."
                )
                continue
            if question.points is None and grade.auto_score is not None:
                notes.append(cleared(question))
            label, now = label_of(question), fingerprint(question)
            known = before.get((student, label))
            look = look_at(
                question.points,
                grade.manual_score,
                waited=grade.needs_manual_grade,
                old=known.print if known else None,
                new=now,
                given=known.given if known else None,
            )
            grade.auto_score = question.points
            grade.needs_manual_grade = look.waits
            replies[student, label] = ledger.Reply(now, look.given)
            _comment(gradebook, question.name, place, question)
        ledger.keep_replies(gradebook.db(), assignment, replies)
        gradebook.db.commit()
    return notes


@contextmanager
def _cleared_on_failure(resources: ResourcesDict) -> Iterator[None]:
    """Take back the automatic points of an earlier run when this one fails.

    A person's points stay. The failure itself goes on to nbgrader, which names it.
    """
    try:
        yield
    except Exception:
        # nbgrader leaves this set after a failure; kernels started later would see it.
        os.environ.pop("NBGRADER_EXECUTION", None)
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            for grade in gradebook.find_submission_notebook(*_place(resources)).grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
            gradebook.db.commit()
        raise


def _comment(
    gradebook: Gradebook, name: str, place: tuple[str, str, str], question: Question
) -> None:
    with contextlib.suppress(MissingEntry):
        gradebook.find_comment(name, *place).auto_comment = comment_on(question)
