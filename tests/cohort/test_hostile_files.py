"""Links, pipes and folders where files belong: nothing outside is touched, nobody waits.

What stands in one learner's way is hers alone; all others are graded and get their pages.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from doneenough.cli import main
from doneenough.core.lesson_files import Card, cards
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.learner_pages import PROFILE
from doneenough.grading.cohort.lock import only_one
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import simulate
from doneenough.plain_files import NotPlain, check_way, reason, write_whole
from shared.cohort_course import collect, everything_in, hand_in, opened, records, statuses, zipped

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
ONE = pytest.mark.parametrize("card", cards()[:1], indirect=True, ids=lambda card: card.lesson)


@pytest.fixture(autouse=True)
def _does_not_wait() -> Iterator[None]:
    """A read that waits for ever fails here, instead of holding up all tests."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt("something waits for ever")  # what nobody catches

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of somebody else's, with a file of each name that the course writes."""
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def link_to_folder(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def link_to_file(path: Path, outside: Path) -> None:
    (outside / "thesis.txt").write_text("mine")
    path.symlink_to(outside / "thesis.txt")


def dangling(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "not yet there")


def folder(path: Path, outside: Path) -> None:
    path.mkdir()
    (path / "x").touch()


def pipe(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def a_file(path: Path, outside: Path) -> None:
    path.write_text("not a folder")


Way = Callable[[Path, Path], None]
FOR_A_FILE: tuple[Way, ...] = (link_to_file, dangling, folder, pipe)
FOR_A_FOLDER: tuple[Way, ...] = (link_to_folder, dangling, a_file, pipe)


def clear(path: Path) -> None:
    """Remove whatever stands there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def put(way: Way, path: Path, outside: Path) -> None:
    """Put something where a file or a folder of the course belongs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path)
    way(path, outside)


def data_of(cohort: Cohort, card: Card) -> bytes:
    return next(iter(simulate(cohort, 1, assignments=[card.assignment]))).data


@ONE
def test_in_a_notebooks_place(cohort: Cohort, card: Card, outside: Path) -> None:
    data = data_of(cohort, card)
    (outside / card.notebook).write_bytes(data)
    hand_in(cohort, card, "good", data)
    for way in FOR_A_FILE:
        home = hand_in(cohort, card, way.__name__, None)
        put(way, home / card.notebook, outside)
        home = hand_in(cohort, card, f"{way.__name__} as time", data)
        put(way, home / "timestamp.txt", outside)
        home = hand_in(cohort, card, f"{way.__name__} beside", data)
        put(way, home / "y.ipynb", outside)
    before = everything_in(outside)
    for _ in range(2):
        grade(cohort, jobs=1)
        assert report(cohort, jobs=1).odd == []
        found = statuses(cohort, card)
        right = found.pop("good")
        for way in FOR_A_FILE:
            assert found[way.__name__] == "missing"
            notes = records(cohort)[card.assignment, way.__name__]["notes"]
            assert "is a link, a folder or a device" in " ".join(notes)
            assert found[f"{way.__name__} as time"] == right
            assert found[f"{way.__name__} beside"] == right
            assert (cohort.feedback / way.__name__ / PROFILE).is_file()
    assert everything_in(outside) == before


@ONE
def test_in_the_place_of_what_is_written_for_one_learner(
    cohort: Cohort, card: Card, outside: Path
) -> None:
    data = data_of(cohort, card)
    page = card.notebook.replace(".ipynb", ".html")
    places: dict[str, tuple[Path, tuple[Way, ...]]] = {}
    for kind, top in (("copy", cohort.autograded), ("page", cohort.feedback)):
        file = card.notebook if kind == "copy" else page
        for name, ways in (
            ("", FOR_A_FOLDER),
            (card.assignment, FOR_A_FOLDER),
            (f"{card.assignment}/{file}", FOR_A_FILE),
            (PROFILE if kind == "page" else f"{card.assignment}/timestamp.txt", FOR_A_FILE),
        ):
            for way in ways:
                learner = f"{kind} {len(places)}"
                places[learner] = (top / learner / name, (way,))
    for learner in ("good", *places):
        hand_in(cohort, card, learner, data, timestamp__txt=b"2026-03-01")
    for path, (way,) in places.values():
        put(way, path, outside)
    before = everything_in(outside)
    done = grade(cohort, jobs=1)
    odd = report(cohort, jobs=1).odd
    assert everything_in(outside) == before
    assert sorted(path.name for path in outside.iterdir()) == ["thesis.txt"]
    found = statuses(cohort, card)
    for learner in places:
        if learner.startswith("copy"):
            assert found[learner] == "not graded"
            notes = " ".join(records(cohort)[card.assignment, learner]["notes"])
            assert "Its graded copy could not be written: cohort/autograded/" in notes
        else:
            assert found[learner] == found["good"]
            assert any(f"cohort/feedback/{learner}" in line for line in odd), learner
    assert done.now == len(places) + 1
    for top in (cohort.autograded, cohort.feedback):
        assert everything_in(top / "good")
    # Once it is removed, the next run does what was left.
    for path, _ in places.values():
        clear(path)
    grade(cohort, jobs=1)
    assert set(statuses(cohort, card).values()) == {found["good"]}
    assert report(cohort, jobs=1).odd == []
    result = CliRunner().invoke(main, ["cohort", "report", "--jobs", "1"])
    assert result.exit_code == 0
    put(pipe, cohort.feedback / "good" / PROFILE, outside)
    result = CliRunner().invoke(main, ["cohort", "report", "--jobs", "1"])
    assert result.exit_code == 1
    assert "A page could not be written: cohort/feedback/good/profile.html" in result.output


@ONE
def test_in_the_place_of_what_is_collected(
    cohort: Cohort, card: Card, outside: Path, tmp_path: Path
) -> None:
    data = data_of(cohort, card)
    ways: dict[str, tuple[Path, Way]] = {}
    for depth, kinds in (("", FOR_A_FOLDER), (card.assignment, FOR_A_FOLDER)):
        for way in kinds:
            learner = f"learner{len(ways)}"
            ways[learner] = (cohort.submitted / learner / depth, way)
    for way in FOR_A_FILE:
        learner = f"learner{len(ways)}"
        ways[learner] = (cohort.submitted / learner / card.assignment / card.notebook, way)
    for path, way in ways.values():
        put(way, path, outside)
    before = everything_in(outside)
    source = tmp_path / "lms.zip"
    source.write_bytes(zipped({f"{who}/x.ipynb": data for who in ("good", *ways)}))
    plan, done = collect(cohort, source)
    assert everything_in(outside) == before
    assert (done.new, done.set_aside) == (1, len(ways))
    reasons = [item.odd[-1] for item in plan if item.learner in ways]
    assert all("could not be put in its place: cohort/submitted/" in text for text in reasons)
    # What is kept aside and noted goes nowhere else either.
    for name in ("quarantine", "replaced"):
        put(link_to_folder, cohort.home / name, outside)
    collect(cohort, source)
    for name in ("collected.csv", "quarantine.csv"):
        for way in FOR_A_FILE:
            put(way, cohort.home / name, outside)
            with pytest.raises(OSError, match=r"not a file|link to another"):
                collect(cohort, source)
        clear(cohort.home / name)
    assert everything_in(outside) == before


@ONE
def test_an_id_in_the_gradebook_leads_nowhere(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    ids = ("../../up", "../../../../up", str(tmp_path / "absolute"))
    hand_in(cohort, card, "good", data_of(cohort, card))
    grade(cohort, jobs=1)
    with opened(cohort) as book:
        row = next(ledger.all_rows(book.session))
        for learner in ids:
            book._gradebook.add_student(learner)
            ledger.keep(book.session, [row._replace(learner=learner)])
        book.session.commit()
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(cohort.home)}
    odd = report(cohort, jobs=1).odd
    after = {path for path in tmp_path.rglob("*") if not path.is_relative_to(cohort.home)}
    assert after == before
    assert sum("leads out of cohort" in line for line in odd) == 2 * len(ids)
    assert (cohort.feedback / "good" / PROFILE).is_file()


@ONE
def test_in_the_place_of_reports(cohort: Cohort, card: Card, outside: Path) -> None:
    hand_in(cohort, card, "good", data_of(cohort, card))
    grade(cohort, jobs=1)
    files = report(cohort, jobs=1, pages=False).files
    places = [(Path(name), way) for name in files for way in FOR_A_FILE]
    places += [(cohort.reports, way) for way in FOR_A_FOLDER]
    assert cohort.home / "grades.csv" in {path for path, _ in places}
    link_to_file(outside / "link", outside)
    before = everything_in(outside)
    for path, way in places:
        put(way, path, outside)
        with pytest.raises(NotPlain, match="cohort/"):
            report(cohort, jobs=1, pages=False)
        assert everything_in(outside) == before, path
        clear(path)


def test_in_the_place_of_the_lock(cohort: Cohort, outside: Path) -> None:
    lock = cohort.home / ".running"
    for way in (*FOR_A_FILE, a_file):
        put(way, lock, outside)
        before = everything_in(outside)
        with pytest.raises(CohortError, match=r"cohort/\.running .* Remove it"):
            grade(cohort, jobs=1)
        assert everything_in(outside) == before
    clear(lock)
    with sqlite3.connect(lock) as other:
        other.execute("CREATE TABLE anything (x)")
    other.close()
    with only_one(cohort.home), pytest.raises(CohortError, match="Another run"):
        grade(cohort, jobs=1)


def test_a_way_may_not_leave_its_folder(cohort: Cohort, tmp_path: Path) -> None:
    for path in (tmp_path / "x", cohort.home / ".." / "x", cohort.home.parent / "cohort2" / "x"):
        with pytest.raises(NotPlain, match="leads out of"):
            cohort.write(path, b"")
    # The folder itself may be a link: whoever runs the course put it there.
    (tmp_path / "disk").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "disk")
    write_whole(tmp_path / "linked" / "a" / "b", b"1", tmp_path / "linked")
    assert (tmp_path / "disk" / "a" / "b").read_bytes() == b"1"
    with pytest.raises(NotPlain, match="link"):
        check_way(tmp_path / "linked" / "b", tmp_path)
    # A full disk is no single file's fault: nothing would fare better.
    with pytest.raises(OSError, match="No space"):
        reason(OSError(28, "No space left on device"))
    assert reason(OSError(13, "Permission denied")) == "Permission denied."
