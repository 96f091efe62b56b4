"""``doneenough cohort learners``: who takes part, and who is who."""

from __future__ import annotations

from pathlib import Path

import click

from doneenough.grading.cohort.telling import FINE, LOOK, told
from doneenough.terminal import say

AGAIN = "Now run: doneenough cohort grade, then doneenough cohort report."


@click.group("learners", short_help="Say who takes part, and who is who.")
def learners() -> None:
    """Import the list of participants, and settle who is who.

    What you decide here is kept in cohort/people.csv, so it also holds for later downloads.
    """


@learners.command("import", short_help="Import a list of participants from Moodle, Canvas, Excel.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Import FILE, a list of participants as the LMS or Excel saved it.

    Moodle: Participants, tick all, Download table data as CSV. Canvas: export the gradebook.
    Any other table needs a column called id.
    """
    from doneenough.grading.cohort.enrolment import import_list
    from doneenough.grading.cohort.places import Cohort

    with told():
        done = import_list(Cohort.find(), file)
    say(f"Learners: {done.new} new, {done.known} known before.", *done.merged, *done.odd)
    if done.merged:
        say(AGAIN)
    raise SystemExit(LOOK if done.odd else FINE)


@learners.command(short_help="Take the id in a learner's notebook for hers.")
@click.argument("learner")
@click.argument("name", default="")
def accept(learner: str, name: str) -> None:
    """Settle an identity mismatch, so that what LEARNER handed in counts as hers.

    The other id is read from her notebook, unless NAME says it.
    """
    from doneenough.grading.cohort.enrolment import accept as run
    from doneenough.grading.cohort.places import Cohort

    with told():
        names = run(Cohort.find(), learner, name)
    say(f"What names {', '.join(names)} counts for {learner} from now on.", AGAIN)


@learners.command(short_help="Make one person of two ids.")
@click.argument("old")
@click.argument("new")
def merge(old: str, new: str) -> None:
    """Make one person of two ids: what was handed in as OLD is NEW's, now and later.

    Marks move too. Nothing is lost, because the other one of two submissions is kept aside.
    """
    from doneenough.grading.cohort.enrolment import merge as run
    from doneenough.grading.cohort.places import Cohort

    with told():
        sentences = run(Cohort.find(), old, new)
    say(f"{old} is now {new}.", *sentences, AGAIN)
    raise SystemExit(LOOK if sentences else FINE)


@learners.command(short_help="Take a learner out for good.")
@click.argument("learner")
def remove(learner: str) -> None:
    """Take LEARNER out of the gradebook. A further download doesn't bring her back.

    What she handed in is kept in cohort/removed. Importing her again lets her in again.
    """
    from doneenough.grading.cohort.enrolment import remove as run
    from doneenough.grading.cohort.places import Cohort

    with told():
        run(Cohort.find(), learner)
    say(f"{learner} is out. What was handed in is kept in cohort/removed.")
