"""Which attempt counts, whose a file is where the LMS leaves it open, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.collect import FILES, _rows
from doneenough.grading.cohort.layouts import read_places
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import LEFT_OUT, SET_ASIDE, TAKEN, Wanted
from doneenough.grading.cohort.source import _in_code_page, _with_slashes
from doneenough.grading.status_export import NOT_GRADABLE
from shared.cohort_course import hand_in, release_of
from shared.grading_helpers import answered, as_bytes, reference_answers
from shared.handing_in import MOODLE, collect, enrol, filled, learners, there


def test_an_untouched_copy_never_takes_the_place_of_work(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    """Somebody hands in her whole folder: the other assessments in it are empty."""
    other = next(item for item in cohort.assignments.values() if item != card)
    mine, empty = filled(cohort, card, "ana"), as_bytes(release_of(cohort, card))
    collect(cohort, tmp_path, {f"ana/{card.assignment}/{card.notebook}": mine})
    whole = {
        f"ana/my_work/{card.assignment}/{card.notebook}": empty,
        f"ana/my_work/assessments/{other.assignment}/{other.notebook}": filled(
            cohort, other, "ana"
        ),
    }
    found = collect(cohort, tmp_path, whole)
    kept, new = found.values()
    assert (kept.fate, new.fate) == (SET_ASIDE, TAKEN)
    assert "0 of 3 answers; an attempt with 3 of 3 answers is there" in " ".join(kept.odd)
    assert there(cohort, card, "ana") == mine
    # Asked for, it does; and what it replaces is said, and kept.
    found = collect(cohort, tmp_path, whole, Wanted(attempt="last"))
    assert next(iter(found.values())).replaces.startswith("an attempt with 3 of 3 answers; it is")
    assert there(cohort, card, "ana") == empty
    assert [path.read_bytes() for path in (cohort.home / "replaced").rglob("*.ipynb")] == [mine]


def test_from_an_lms_untouched_copies_are_left_out(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    other = next(item for item in cohort.assignments.values() if item != card)
    home = MOODLE.format("Ana Ruiz", 7) + "my_work/"
    files = {
        f"{home}{card.notebook}": filled(cohort, card, "ana"),
        f"{home}{other.notebook}": as_bytes(release_of(cohort, other)),
    }
    found = collect(cohort, tmp_path, files)
    assert [item.fate for item in found.values()] == [LEFT_OUT, TAKEN] or [
        item.fate for item in found.values()
    ] == [TAKEN, LEFT_OUT]
    only = collect(cohort, tmp_path, files, Wanted(only=(other.assignment,)))
    assert TAKEN not in {item.fate for item in only.values() if item.assignment == card.assignment}


@pytest.mark.parametrize(
    ("rule", "counts"), [("careful", "full"), ("last", "half"), ("first", "full"), ("best", "full")]
)
def test_which_of_two_attempts_counts(
    cohort: Cohort, card: Card, tmp_path: Path, rule: str, counts: str
) -> None:
    """Canvas numbers its files, so the later one is known; the later one is half empty here."""
    full = filled(cohort, card, "ana")
    empty = json.loads(as_bytes(release_of(cohort, card)))
    half = as_bytes(answered(empty, **dict(list(reference_answers(card.lesson).items())[:1])))
    files = {f"ruizana_5_101_{card.notebook}": full, f"ruizana_5_102_{card.notebook}": half}
    collect(cohort, tmp_path, files, Wanted(attempt=rule))
    assert there(cohort, card, "ruizana_5") == {"full": full, "half": half}[counts]


def test_what_is_no_notebook_is_not_missing(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><title>my answers</title>"
    stem = card.notebook.removesuffix(".ipynb")
    found = collect(
        cohort,
        tmp_path,
        {
            f"ruizana_1_11_{card.notebook}": filled(cohort, card, "ana"),
            f"okaforben_2_12_{stem}.html": page,
            f"haascleo_3_13_{card.notebook}": filled(cohort, card, "cleo"),
            f"haascleo_3_14_{stem}.html": page,
            "weissdan_4_15_answers.pdf": b"%PDF-1.7",
        },
    )
    fates = {
        item.place.person: item.fate for item in found.values() if ".ipynb" not in item.entry.name
    }
    assert fates == {"okaforben": SET_ASIDE, "haascleo": LEFT_OUT, "weissdan": SET_ASIDE}
    assert learners(cohort) == ["haascleo_3", "ruizana_1"]
    # Every file stands in a file afterwards, with its person.
    rows = {row["file"]: row for row in _rows(cohort.home / FILES)}
    assert set(rows) == set(found)
    assert rows[f"okaforben_2_12_{stem}.html"]["person"] == "okaforben"
    assert "an HTML page" in rows[f"okaforben_2_12_{stem}.html"]["remarks"]


def test_one_folder_with_everybodys_files_is_nobodys(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    enrol(cohort, ("ana", "Ana", "Ruiz"), ("ben", "Ben", "Okafor"))
    stem = card.notebook.removesuffix(".ipynb")
    names = {"ana": "Ana Ruiz", "ben": "Ben Okafor"}
    files = {
        f"Lesson 5/{stem} - {name}.ipynb": filled(cohort, card, who) for who, name in names.items()
    }
    found = collect(cohort, tmp_path, files)
    assert {item.fate for item in found.values()} == {SET_ASIDE}
    assert "perhaps of several people" in " ".join(next(iter(found.values())).odd)


@pytest.mark.parametrize(
    ("folder", "first", "last"),
    [
        ("Siobhan OBrien", "Siobhan", "O'Brien"),
        ("Siobhan OBrien", "Siobhan", "O\u2019Brien"),
        ("AT Ltd Research", "A&T", "Ltd: Research"),
        ("Zoe\u0308 Ray", "Zo\u00eb", "Ray"),
        ("Garcia Lopez Ana", "Ana", "Garcia Lopez"),
        ("mary jane poe", "Mary_Jane", "Poe"),
    ],
)
def test_moodles_folder_is_the_name_without_some_signs(
    cohort: Cohort, card: Card, tmp_path: Path, folder: str, first: str, last: str
) -> None:
    """moodle/moodle: clean_filename drops quotes, &, colons and slashes; "_" becomes a blank."""
    enrol(cohort, ("x1", first, last), ("y2", "Ben", "Okafor"))
    name = MOODLE.format(folder, 12) + card.notebook
    collect(cohort, tmp_path, {name: filled(cohort, card, "x1")})
    assert learners(cohort) == ["x1"]


def test_two_of_one_name_are_told_apart_by_the_id_inside(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    enrol(cohort, ("li.1", "Bob", "Li"), ("li.2", "Bob", "Li"))
    files = {
        MOODLE.format("Bob Li", 1) + "x.ipynb": filled(cohort, card, "LI.1"),
        MOODLE.format("Bob Li", 2) + "x.ipynb": filled(cohort, card, "li.2"),
        MOODLE.format("Bob Li", 3) + "x.ipynb": filled(cohort, card, "somebody"),
    }
    found = list(collect(cohort, tmp_path, files).values())
    assert [item.learner for item in found[:2]] == ["li.1", "li.2"]
    assert found[2].fate == SET_ASIDE
    assert there(cohort, card, "li.2") == filled(cohort, card, "li.2")


def test_hidden_names_stay_apart(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    """Moodle calls everybody "Participant" then; its number says who is who on the way back."""
    enrol(cohort, ("ana", "Ana", "Ruiz"))
    files = {
        MOODLE.format("Participant", 71) + "x.ipynb": filled(cohort, card, "ana"),
        MOODLE.format("Participant", 72) + "x.ipynb": filled(cohort, card, "unknown"),
    }
    collect(cohort, tmp_path, files)
    assert learners(cohort) == ["Participant_72", "ana"]


ASSIGNMENT = "05_is_the_evidence_enough"
NAMES = {
    # instructure/canvas-lms lib/content_zipper.rb: "_7_" inside a name goes, "_7" at its end stays.
    f"learner_7_410007_880001_{ASSIGNMENT}.ipynb": ("learner_7", "410007", False),
    f"learner_07_LATE_410007_880001_{ASSIGNMENT}.ipynb": ("learner_07", "410007", True),
    f"smithanna_12_345_07_{ASSIGNMENT}.ipynb": ("smithanna", "12", False),
    # Anonymous: no name and no number of a person.
    f"anon_aB3dE_880001_{ASSIGNMENT}.ipynb": ("anon_aB3dE", "", False),
    f"LATE_anon_aB3dE_880001_{ASSIGNMENT}.ipynb": ("anon_aB3dE", "", True),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_as_canvas_writes_them(name: str) -> None:
    (place,) = read_places([name], [ASSIGNMENT])
    assert (place.person, place.lms_id, place.late) == NAMES[name]


def test_a_files_own_name_borrows_no_number() -> None:
    """Eve calls her file so that another number and the right name stand in it."""
    name = f"eve_11_901_x_12_5_{ASSIGNMENT}.ipynb"
    (place,) = read_places([name], [ASSIGNMENT], ["anna"], ["12"])
    assert place.lms_id == "11"


def test_zips_of_other_tools() -> None:
    names = ["Ana Ruiz_1_assignsubmission_file_\\x.ipynb", "__MACOSX/x", "b\\y.ipynb"]
    assert _with_slashes(names)[0] == "Ana Ruiz_1_assignsubmission_file_/x.ipynb"
    # Where one name has a slash, a backslash is part of a name.
    assert _with_slashes([*names, "c/z.ipynb"]) == [*names, "c/z.ipynb"]
    for page in ("cp437", "cp850", "cp1252"):
        assert _in_code_page("José Müller/x".encode(page)) == "José Müller/x"
    assert _in_code_page("Иван Петров/x".encode("cp866")) == "Иван Петров/x"


def test_not_gradable_is_a_status_of_its_own(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    import csv
    import io

    from doneenough.grading.cohort.report import report
    from doneenough.grading.cohort.run import grade

    enrol(cohort, ("ana", "Ana", "Ruiz"), ("ben", "Ben", "Okafor"), ("cleo", "Cleo", "Haas"))
    collect(
        cohort,
        tmp_path,
        {
            MOODLE.format("Ana Ruiz", 1) + "x.ipynb": as_bytes(release_of(cohort, card)),
            MOODLE.format("Ben Okafor", 2) + "x.pdf": b"%PDF",
        },
    )
    hand_in(cohort, card, "dan", b"{")
    grade(cohort, jobs=1)
    report(cohort, jobs=1, pages=False)
    text = (cohort.home / "grades.csv").read_text(encoding="utf-8")
    rows = {
        row["student_id"]: (row["status"], row["score"])
        for row in csv.DictReader(io.StringIO(text))
        if row["assignment"] == card.assignment
    }
    assert rows == {
        "ana": ("unanswered", "0.0"),
        "ben": (NOT_GRADABLE, ""),
        "cleo": ("missing", ""),
        "dan": ("unreadable", ""),
    }
