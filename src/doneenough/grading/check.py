"""``doneenough check``: a learner checks her own assessment.

The notebook is read, never run and never changed. Nothing here proves anything to
anybody else: it is a self-check.
"""

from __future__ import annotations

from pathlib import Path

import click

from doneenough.core.lesson_files import cards
from doneenough.grading.answers import collect, find_lesson
from doneenough.grading.master import Master, MasterError
from doneenough.grading.notebook_file import Unreadable
from doneenough.grading.pages import report
from doneenough.grading.score import Result, score
from doneenough.paths import CourseNotFound, course_root, work_dir
from doneenough.terminal import say

COMPLETE, INCOMPLETE, UNREADABLE = 0, 1, 2
"""Exit codes: every question answered; something is missing; nothing could be checked."""


class NotChecked(Exception):
    """A notebook that cannot be checked. The message says why."""


def check(data: bytes, master: Master | None = None) -> Result:
    """Score a learner's own notebook.

    Raises
    ------
    NotChecked
        It cannot be read, or is not an assessment of this course.
    """
    if master is None:
        try:
            lesson = find_lesson(data)
        except Unreadable as error:
            raise NotChecked(str(error)) from None
        if lesson is None:
            raise NotChecked("This notebook isn't one of this course's assessments.")
        master = find_master(lesson)
    submission = collect(master, data)
    if submission.fault:
        raise NotChecked(submission.reason)
    return score(master, submission)


def find_notebook(name: Path) -> Path:
    """Return the file ``name``, or the learner's own copy of the assessment called so."""
    own = work_dir() / "assessments" / name.stem / f"{name.stem}.ipynb"
    return own if not name.exists() and len(name.parts) == 1 and own.exists() else name


def find_master(lesson: str) -> Master:
    """Return the master of a lesson: the course's file, or a bare one where there is none."""
    card = next((card for card in cards() if card.lesson == lesson), None)
    if card is not None:
        try:
            folder = course_root() / "solutions" / card.assignment
            return Master.from_file(folder / card.notebook)
        except (CourseNotFound, OSError, MasterError, Unreadable):
            pass
    return Master.of_lesson(lesson)


@click.command("check")
@click.argument("notebook", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the report (my_work/reports/, if not given).",
)
@click.option(
    "--master",
    "master_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The instructor's notebook to check against (the course's own, if not given).",
)
def check_command(notebook: Path, page: Path | None, master_file: Path | None) -> None:
    """Check your answers in NOTEBOOK: points, one sentence per question, a report.

    Your notebook isn't changed. The command ends with 0 when every question is
    answered, with 1 when something is missing, with 2 when it can't be checked.

    NOTEBOOK is a file, or the name of an assessment in your folder.
    """
    notebook = find_notebook(notebook)
    try:
        master = None if master_file is None else Master.from_file(master_file)
        result = check(notebook.read_bytes(), master)
    except (NotChecked, MasterError, Unreadable, OSError) as error:
        say(f"{notebook.name} can't be checked. {error}")
        raise SystemExit(UNREADABLE) from None
    say(*_summary(notebook.name, result))
    place = page or report_path(notebook)
    try:
        if place.resolve() == notebook.resolve():
            raise OSError("that is your notebook")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(report(result, name=notebook.stem), encoding="utf-8")
        say(f"Report: {place}")
    except OSError as error:
        say(f"The report couldn't be written: {error}")
    say("This is a self-check, not a credential.")
    raise SystemExit(COMPLETE if result.complete else INCOMPLETE)


def report_path(notebook: Path) -> Path:
    """Return where the report on ``notebook`` goes, unless the learner says otherwise."""
    return work_dir() / "reports" / f"{notebook.stem}.html"


def _summary(name: str, result: Result) -> list[str]:
    lines = [f"{name}: {result.status}", ""]
    lines += [f"  {item.title}: {item.sentence}" for item in result.questions]
    # With hundredths, as in the files that an instructor gets, so that the two can be compared.
    lines += ["", f"Automatic points: {round(result.auto_points, 2):g} of {result.auto_most:g}"]
    if result.reviewed_most:
        lines.append(f"Points a person gives: up to {result.reviewed_most:g}")
    single = {message for item in result.questions for message in item.messages}
    notes = dict.fromkeys([result.reason, *result.notes])
    return lines + [f"Note: {note}" for note in notes if note and note not in single]
