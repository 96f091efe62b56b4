"""Who takes part: lists as any program saves them, mergers, removals, accepted ids."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.enrolment import accept, import_list, merge, remove
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.timestamps import UnknownZone, parse_timestamp
from doneenough.grading.foreign_tables import NoTable
from doneenough.grading.participants import read_participants
from shared.cohort_course import opened, records, statuses
from shared.handing_in import MOODLE, collect, filled, learners, mark

LISTS = {
    "ours": "id,first_name,last_name,email,lms_user_id\nana,Ana,Ruiz,a@example.org,5\n",
    "Moodle": (
        "First name,Last name,Username,Email address,Groups\nAna,Ruiz,ana,a@example.org,red\n"
    ),
    "Moodle, by e-mail": "First name,Surname,Email address\nAna,Ruiz,ana\n",
    "Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (9)\n    Points Possible,,,,,10\n"
        '"Ruiz, Ana",5,77,ana,A,\n"Student, Test",9,,,A,\n'
    ),
    "in another order": "last_name,id,first_name\nRuiz,ana,Ana\n",
}


def with_semicolons(text: str) -> str:
    rows = csv.reader(io.StringIO(text))
    return "".join(";".join(row) + "\r\n" for row in rows)


SAVED = {
    "UTF-8": lambda text: text.encode(),
    "Excel's UTF-8": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "Excel in Europe": lambda text: with_semicolons(text).encode("cp1252"),
    "Unicode text": lambda text: text.encode("utf-16"),
}


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("kind", LISTS)
def test_lists_as_any_program_saves_them(kind: str, saved: str) -> None:
    people, odd = read_participants(SAVED[saved](LISTS[kind]))
    assert odd == []
    (ana,) = people
    assert (ana.id, ana.name) == ("ana", "Ana Ruiz")
    assert ana.lms_user_id == ("5" if kind in ("ours", "Canvas") else "")
    assert ana.group == {"Moodle": "red", "Canvas": "A"}.get(kind, "")


def test_what_is_no_list_is_said() -> None:
    for data, said in (
        (b"PK\x03\x04x", "Excel workbook"),
        (b"a,b\n1,2", "No column"),
        (b"", "empty"),
    ):
        with pytest.raises(NoTable, match=said):
            read_participants(data)
    people, odd = read_participants("id,name\nana,A\nANA,B\na/b,C\nZoë,D\n".encode("cp1252"))
    assert [person.id for person in people] == ["ana", "Zoë"]
    assert len(odd) == 2


def ids(cohort: Cohort) -> list[str]:
    with opened(cohort) as book:
        return sorted(student.id for student in book._gradebook.students)


def test_a_list_that_comes_late_finds_who_was_graded(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    name = MOODLE.format("Siobhan OBrien", 7) + card.notebook
    collect(cohort, tmp_path, {name: filled(cohort, card, "siobhan")})
    grade(cohort, jobs=1)
    assert statuses(cohort, card) == {"Siobhan_OBrien": "identity mismatch"}
    mark(cohort, card, "Siobhan_OBrien", 1)
    people = tmp_path / "students.csv"
    people.write_text("id,first_name,last_name\nsiobhan,Siobhan,O'Brien\n")
    done = import_list(cohort, people)
    assert done.merged == ["Siobhan_OBrien is now siobhan."]
    assert ids(cohort) == learners(cohort) == ["siobhan"]
    grade(cohort, jobs=1)
    assert statuses(cohort, card) == {"siobhan": "graded"}
    # Her mark came along, and the next download finds her.
    with opened(cohort) as book:
        from doneenough.grading.cohort.marks import marks_of

        assert marks_of(book.session, card.assignment, ["siobhan"])["siobhan"].points
    collect(cohort, tmp_path, {name: filled(cohort, card, "siobhan")})
    assert learners(cohort) == ["siobhan"]


def test_merged_removed_and_accepted_stay_so(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    files = {f"{who}/{card.notebook}": filled(cohort, card, "zoe") for who in ("anna", "annie")}
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    assert set(statuses(cohort, card).values()) == {"identity mismatch"}
    (told,) = merge(cohort, "annie", "anna")
    assert "the one of anna counts" in told
    assert accept(cohort, "anna") == ["zoe"]
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    assert statuses(cohort, card) == {"anna": "graded"}
    remove(cohort, "anna")
    assert (ids(cohort), learners(cohort)) == ([], [])
    found = collect(cohort, tmp_path, files)
    assert all("was removed" in " ".join(item.odd) for item in found.values())
    assert list((cohort.home / "removed").rglob("*.ipynb"))
    with pytest.raises(CohortError, match="no learner"):
        remove(cohort, "anna")
    people = tmp_path / "students.csv"
    people.write_text("id\nanna\n")
    import_list(cohort, people)
    collect(cohort, tmp_path, files)
    assert learners(cohort) == ["anna"]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-01 23:30:00 EDT", "2026-07-02 03:30"),
        ("2026-07-02 04:30:00 CEST", "2026-07-02 02:30"),
        ("2026-07-01 23:30:00 America/New_York", "2026-07-02 03:30"),
        ("2026-07-02 00:30:00 -03", "2026-07-02 03:30"),
        ("2026-07-01 22:30:00 -0500", "2026-07-02 03:30"),
        ("2026-07-02 02:30:00 UTC", "2026-07-02 02:30"),
    ],
)
def test_time_zones_by_name(text: str, utc: str) -> None:
    written, found = parse_timestamp(text.encode())
    assert f"{found:%Y-%m-%d %H:%M}" == utc
    # What is written for nbgrader is read by it the same way.
    from nbgrader.utils import parse_utc

    assert f"{parse_utc(written):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize("zone", ["IST", "CST", "BST", "Nowhere/Land"])
def test_a_zone_of_several_countries_is_not_guessed(zone: str) -> None:
    with pytest.raises(UnknownZone, match="time zone"):
        parse_timestamp(f"2026-07-01 23:30:00 {zone}".encode())


def test_an_address_and_what_stands_before_its_sign_are_one_id(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    """Moodle's list has often nothing but addresses, and learners write the short one."""
    people = tmp_path / "people.csv"
    people.write_text(
        "First name,Last name,Email address\n"
        "Ana,Ruiz,ana@uni.example\nBob,Li,li.1@uni.example\nBob,Li,li.2@uni.example\n"
        "Ben,Okafor,ben@uni.example\n"
    )
    assert import_list(cohort, people).new == 4
    given = [("Ana Ruiz", "ana"), ("Bob Li", "li.2"), ("Bob Li", "LI.1@uni.example")]
    given += [("Ben Okafor", "ben@else.example")]
    files = {
        MOODLE.format(person, number) + card.notebook: filled(cohort, card, typed)
        for number, (person, typed) in enumerate(given)
    }
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    found = {learner: record["status"] for (_, learner), record in records(cohort).items()}
    assert found == {
        "ana@uni.example": "graded",
        "li.1@uni.example": "graded",
        "li.2@uni.example": "graded",
        # Another address is another person's.
        "ben@uni.example": "identity mismatch",
    }
