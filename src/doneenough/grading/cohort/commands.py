"""The ``doneenough cohort`` commands."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doneenough.file_names import shown
from doneenough.grading.cohort.learner_commands import learners
from doneenough.grading.cohort.telling import FINE, LOOK, told
from doneenough.terminal import say

if TYPE_CHECKING:
    from doneenough.grading.cohort.places import Cohort

SOURCE = click.argument("source", type=click.Path(exists=True, path_type=Path))
DB = click.option("--db", metavar="URL", help="Another gradebook than the course's own.")
JOBS = click.option("--jobs", default=-1, show_default="one per processor", help="Workers.")
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Use the workers of a Dask scheduler."
)
ONLY = click.option(
    "--only", multiple=True, metavar="ASSIGNMENT", help="Collect this assignment and no other."
)
ATTEMPT = click.option(
    "--attempt",
    type=click.Choice(["careful", "best", "last", "first"]),
    default="careful",
    show_default=True,
    help="Which of a learner's attempts counts. Careful: the last, unless it is emptier or older.",
)
ASSIGNMENTS = click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")


@click.group("cohort", short_help="Grade a whole cohort: from an LMS zip to reports.")
def cohort() -> None:
    """Grade a whole cohort: from an LMS zip to the LMS's gradebook.

    In this order: learners import, preview, run (which is collect, grade and report), then
    mark the written answers in the formgrader (make instructor), then report --worksheet FILE.

    Nothing that a learner wrote is ever run. The commands end with 0 when all is well,
    with 1 when something needs a look, with 2 when they could not do their work.
    """


cohort.add_command(learners)


@cohort.command(short_help="Show whose file is which submission; write nothing.")
@SOURCE
@ONLY
@ATTEMPT
@DB
def preview(source: Path, only: tuple[str, ...], attempt: str, db: str | None) -> None:
    """Show what `collect` would make of SOURCE, a zip from an LMS or a folder.

    Below each file you see what it would replace and what is odd about it.
    """
    from doneenough.grading.cohort.collect import plan_for
    from doneenough.grading.cohort.plan import TAKEN, Wanted
    from doneenough.grading.cohort.source import is_junk, open_source
    from doneenough.grading.tables import columns

    with told():
        with open_source(source) as entries, _bar(len(entries), "Looking") as seen:
            wanted = Wanted(only, attempt)
            plan = plan_for(_cohort(db), entries, lambda: seen(1), wanted=wanted)
        shown_items = [item for item in plan if not is_junk(item.entry.name)]
        rows = [
            (item.fate, item.learner or "-", item.assignment or "-", item.entry.name)
            for item in shown_items
        ]
        head, *lines = columns(("fate", "learner", "assignment", "file"), rows, widest=None)
        say(head)
        for item, line in zip(shown_items, lines, strict=True):
            say(line, *(f"    {remark}" for remark in _remarks(item)))
        taken = sum(item.fate == TAKEN for item in plan)
        odd = sum(item.fate != TAKEN or bool(_remarks(item)) for item in shown_items)
        say("", f"{taken} submissions in {len(plan)} files; {odd} files need a look.")
    raise SystemExit(LOOK if odd else FINE)


def _remarks(item: Any) -> list[str]:
    """Return what is to be said about a file: what it would replace, and what is odd."""
    from doneenough.grading.cohort.collect import SAME

    told = item.replaces not in ("", SAME)
    replaces = [f"It would replace {item.replaces}."] if told else []
    return [*replaces, *item.odd]


@cohort.command(short_help="Bring submissions to where they are graded.")
@SOURCE
@ONLY
@ATTEMPT
@DB
def collect(source: Path, only: tuple[str, ...], attempt: str, db: str | None) -> None:
    """Bring the submissions in SOURCE, a zip from an LMS or a folder, into the cohort.

    Files that aren't submissions are set aside with a reason, and none is lost. What is
    replaced is kept.
    """
    with told():
        aside = _collect(_cohort(db), source, only, attempt)
    raise SystemExit(LOOK if aside else FINE)


@cohort.command(short_help="Grade what is new or changed.")
@ASSIGNMENTS
@JOBS
@SCHEDULER
@DB
def grade(assignments: tuple[str, ...], jobs: int, scheduler: str | None, db: str | None) -> None:
    """Grade what is new or changed, in all assignments or in those named.

    You can stop it at any time, because the next run carries on from there.
    """
    with told():
        fine = _grade(_cohort(db), assignments, jobs, scheduler)
    raise SystemExit(FINE if fine else LOOK)


@cohort.command(short_help="Write feedback pages, reports and CSV files.")
@ASSIGNMENTS
@click.option(
    "--worksheet",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that Moodle or Canvas gave you, to be filled in.",
)
@click.option(
    "--column", default="", metavar="TITLE", help="Which of its columns is for the grades."
)
@JOBS
@DB
def report(
    assignments: tuple[str, ...],
    worksheet: tuple[Path, ...],
    column: str,
    jobs: int,
    db: str | None,
) -> None:
    """Write a feedback page for each learner, the reports, and CSV files for the LMS.

    With --worksheet the grades go into the very file that the LMS gave you, and its own
    import takes it back.
    """
    with told():
        fine = _report(_cohort(db), assignments, jobs, worksheet, column)
    raise SystemExit(FINE if fine else LOOK)


@cohort.command(short_help="Show what a learner handed in, on a page to be read.")
@click.argument("who", metavar="LEARNER")
def show(who: str) -> None:
    """Write a page with all the cells that LEARNER handed in. Nothing on it runs.

    Use it instead of opening someone else's notebook in JupyterLab. LEARNER is an id as in
    the report, or a file, such as one that was set aside.
    """
    from doneenough.grading.cohort.handed_in import files_of, write_page

    with told():
        place = _cohort(None)
        page = write_page(place, who, files_of(place, who))
    say(f"Open in a browser: {_near(place, page)}")


@cohort.command(short_help="All in one: collect, grade, report.")
@SOURCE
@ONLY
@ATTEMPT
@JOBS
@SCHEDULER
@DB
def run(
    source: Path,
    only: tuple[str, ...],
    attempt: str,
    jobs: int,
    scheduler: str | None,
    db: str | None,
) -> None:
    """Collect the submissions in SOURCE, grade them, and write pages and reports."""
    with told():
        place = _cohort(db)
        aside = _collect(place, source, only, attempt)
        fine = _grade(place, only, jobs, scheduler)
        fine = _report(place, only, jobs) and fine
    raise SystemExit(FINE if fine and not aside else LOOK)


@cohort.command(short_help="Make submissions of simulated learners, to try this out.")
@click.argument("zipfile", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--learners", default=200, show_default=True, help="How many learners.")
@click.option("--broken", default=5.0, show_default=True, help="How many in 100 are broken.")
@click.option(
    "--layout", type=click.Choice(["Canvas", "Moodle", "plain"]), default="Moodle",
    show_default=True, help="As which LMS would give it.",
)  # fmt: skip
@click.option("--draw", default=1, show_default=True, help="Another number, another cohort.")
def sample(zipfile: Path, learners: int, broken: float, layout: str, draw: int) -> None:
    """Write ZIPFILE, with submissions of learners L001, L002 and so on, who don't exist."""
    from doneenough.grading.cohort.sample import simulate, write_zip

    with told():
        place = _cohort(None)
        made = simulate(place, learners, broken=broken / 100, draw=draw)
        count = write_zip(zipfile, made, layout, several=len(place.assignments) > 1)
    say(f"{zipfile}: {count} submissions of simulated learners.")


@cohort.command(short_help="Try all of it with 200 made-up learners.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@JOBS
def demo(folder: Path, jobs: int) -> None:
    """Grade 200 simulated submissions in FOLDER, a new one. Of 100, 5 are broken on purpose."""
    from doneenough.grading.cohort.demo import BROKEN, LEARNERS, make_course, unexpected
    from doneenough.grading.cohort.report import statuses_of
    from doneenough.grading.cohort.sample import simulate, write_zip
    from doneenough.paths import course_root

    with told():
        place = make_course(course_root(), folder)
        first = next(iter(place.assignments))
        handed = list(simulate(place, LEARNERS, assignments=[first], broken=BROKEN))
        path = place.root / "lms.zip"
        write_zip(path, handed)
        broken = sum(bool(item.fault) for item in handed)
        say(f"{path}: {LEARNERS} submissions of {first}; {broken} are broken on purpose.")
        _collect(place, path)
        _grade(place, (), jobs, None)
        _report(place, (), jobs)
        expected = {(item.assignment, item.learner): item.expected for item in handed}
        wrong = unexpected(expected, statuses_of(place))
    say(*wrong)
    if wrong:
        raise SystemExit(LOOK)
    say("Every submission ended the way it was meant to. Open in a browser:")
    for page in (place.reports / "report.html", place.reports / "workshop.html"):
        say(f"  {page}")


def _collect(
    place: Cohort, source: Path, only: tuple[str, ...] = (), attempt: str = "careful"
) -> int:
    from doneenough.grading.cohort.collect import FILES, QUARANTINE, carry_out, plan_for
    from doneenough.grading.cohort.lock import only_one
    from doneenough.grading.cohort.plan import SET_ASIDE, Wanted
    from doneenough.grading.cohort.source import open_source

    with open_source(source) as entries, only_one(place.home):
        with _bar(len(entries), "Looking") as seen:
            plan = plan_for(place, entries, lambda: seen(1), wanted=Wanted(only, attempt))
        with _bar(len(entries), "Collecting") as seen:
            done = carry_out(place, plan, lambda: seen(1), source=source.name)
    say(
        f"Collected: {done.new} new, {done.replaced} replaced, {done.same} as before. "
        f"Set aside: {done.set_aside}. Left out: {done.left_out}."
    )
    if done.set_aside:
        aside = [item for item in plan if item.fate == SET_ASIDE]
        for item in aside[:20]:
            say(
                f"  {item.learner or item.place.person or '-'}: {item.entry.name}: "
                f"{' '.join(item.odd)}"
            )
        if len(aside) > 20:
            say(f"  and {len(aside) - 20} more")
        say(f"Why files were set aside: {_near(place, place.home / QUARANTINE)}")
    say(f"What became of each file: {_near(place, place.home / FILES)}")
    return done.set_aside


def _grade(place: Cohort, assignments: tuple[str, ...], jobs: int, scheduler: str | None) -> bool:
    from doneenough.grading.cohort.run import count
    from doneenough.grading.cohort.run import grade as run

    total = count(place, assignments)
    refused = place.refused()
    for name, reason in refused:
        say(f"Left out: the folder “{shown(name)}” cannot be a learner's id. {reason}")
    if not total:
        say(
            f"There is nothing to grade in {_near(place, place.submitted)} yet. "
            "Collect submissions first: doneenough cohort collect ZIP"
        )
    with _bar(total, "Grading") as seen:
        done = run(place, assignments, jobs=jobs, scheduler=scheduler, seen=seen)
    say(f"Graded now: {done.now}. As before: {done.before}.")
    for status, number in sorted(done.statuses.items()):
        say(f"  {status}: {number}")
    return done.all_fine and not refused


def _report(
    place: Cohort,
    assignments: tuple[str, ...],
    jobs: int,
    worksheets: tuple[Path, ...] = (),
    column: str = "",
) -> bool:
    from doneenough.grading.cohort.report import report as write
    from doneenough.grading.cohort.run import count

    total = count(place, assignments)
    with _bar(total, "Writing pages") as seen:
        done = write(place, assignments, jobs=jobs, seen=seen, worksheets=worksheets, column=column)
    say(
        f"Feedback pages written: {done.pages}, profiles: {done.profiles}; the others were up "
        f"to date. You'll find them in {_near(place, place.feedback)}/LEARNER/."
    )
    for file in done.files:
        say(f"  {_near(place, Path(file))}")
    say(*done.told)
    for line in done.odd[:20]:
        say(line)
    if len(done.odd) > 20:
        say(f"and {len(done.odd) - 20} more of these")
    return not done.odd


def _cohort(db: str | None) -> Cohort:
    from doneenough.grading.cohort.places import Cohort

    return Cohort.find(db_url=db)


def _near(place: Cohort, path: Path) -> str:
    """Return a path as seen from the course folder."""
    with contextlib.suppress(ValueError):
        return path.relative_to(place.root).as_posix()
    return str(path)


@contextlib.contextmanager
def _bar(length: int, label: str) -> Iterator[Any]:
    """Show progress, where somebody watches."""
    with click.progressbar(length=length, label=label) as bar:
        yield bar.update
