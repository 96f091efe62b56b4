"""Twelve submissions as Moodle and Canvas really give them, from the zip to the importers.

They were handed in on time and late, twice, with an apostrophe in the name, by two people of
one name, as a whole folder, as a web page and a PDF, empty, half done, and with "90%".
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.collect import FILES, _rows
from doneenough.grading.cohort.enrolment import import_list
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.status_export import NOT_GRADABLE
from shared.cohort_course import everything_in, release_of
from shared.grading_helpers import answered, as_bytes, reference_answers
from shared.handing_in import collect, filled, learners, mark

PEOPLE = {
    "ada": "Ada Stone",
    "ben": "Ben Okafor",
    "cleo": "Cleo Haas",
    "siobhan": "Siobhan O'Brien",
    "li.1": "Bob Li",
    "li.2": "Bob Li",
    "fay": "Fay Wolf",
    "gus": "Gus Berg",
    "hal": "Hal Moor",
    "ida": "Ida Kern",
    "jon": "Jon Hall",
    "kit": "Kit Vane",
    "zoe": "Zoe Absent",
}
ENDS = {
    "ada": "graded",
    "ben": "graded",
    "cleo": "graded",
    "siobhan": "graded",
    "li.1": "graded",
    "li.2": "graded",
    "fay": "graded",
    "gus": NOT_GRADABLE,
    "hal": NOT_GRADABLE,
    "ida": "unanswered",
    "jon": "graded",
    "kit": "graded",
    "zoe": "missing",
}


def moodle(number: int, who: str) -> str:
    # Moodle leaves the apostrophe out.
    return f"{PEOPLE[who].replace(chr(39), '')}_{number}_assignsubmission_file_/"


def canvas(number: int, who: str) -> str:
    last = "".join(reversed(PEOPLE[who].replace("'", "").lower().split()))
    late = "_LATE" if who == "ben" else ""
    return f"{last}{late}_{number}_{9000 + number}_"


def handed_in(cohort: Cohort, card: Card, system: str) -> dict[str, bytes]:
    """The files as the LMS gives them; people are numbered from 1."""
    number = {who: at for at, who in enumerate(PEOPLE, start=1)}
    other = next(item for item in cohort.assignments.values() if item != card)
    answers = reference_answers(card.lesson)
    half = dict(list(answers.items())[:1])
    me = {who: f"me = {json.dumps({'learner_id': who, 'cohort': 'g1'})}" for who in PEOPLE}
    empty = release_of(cohort, card)
    odd = re.sub(r'"number": \d+', '"number": "90%"', answers["first_try"])
    stem = card.notebook.removesuffix(".ipynb")
    names = moodle if system == "Moodle" else canvas

    def file(who: str, name: str = card.notebook) -> str:
        return names(number[who], who) + name

    files = {
        file(who): filled(cohort, card, who) for who in ("ada", "ben", "siobhan", "li.1", "li.2")
    }
    files |= {
        file("cleo"): as_bytes(answered(empty, me=me["cleo"], **half)),
        file("cleo", f"{stem}-1.ipynb"): filled(cohort, card, "cleo"),
        file("gus", f"{stem}.html"): b"<!DOCTYPE html><title>mine</title>",
        file("hal", "answers.pdf"): b"%PDF-1.7",
        file("ida"): as_bytes(empty),
        file("jon"): as_bytes(answered(empty, me=me["jon"], **half)),
        file("kit"): filled(cohort, card, "kit", first_try=odd),
    }
    inside = "my_work/" if system == "Moodle" else ""
    files[file("fay", inside + card.notebook)] = filled(cohort, card, "fay")
    files[file("fay", inside + other.notebook)] = as_bytes(release_of(cohort, other))
    return files


@pytest.mark.parametrize("system", ["Moodle", "Canvas"])
def test_twelve_submissions(cohort: Cohort, card: Card, tmp_path: Path, system: str) -> None:
    people = tmp_path / "people.csv"
    rows = [
        f"{who};{name.split()[0]};{name.split()[1]};{at if system == 'Canvas' else ''}"
        for at, (who, name) in enumerate(PEOPLE.items(), start=1)
    ]
    people.write_text("\n".join(["id;first_name;last_name;lms_user_id", *rows]), encoding="cp1252")
    assert import_list(cohort, people).new == len(PEOPLE)
    files = handed_in(cohort, card, system)
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    for who in ("ada", "ben"):
        mark(cohort, card, who, 1)
    report(cohort, jobs=1, pages=False)

    found = {
        row["student_id"]: row
        for row in csv.DictReader(io.StringIO((cohort.home / "grades.csv").read_text("utf-8")))
        if row["assignment"] == card.assignment
    }
    assert {who: row["status"].replace(" with repairs", "") for who, row in found.items()} == ENDS
    assert {who for who, row in found.items() if row["score"] == ""} == {"gus", "hal", "zoe"}
    # The half-done one has one answer's points; the odd sign costs that answer and is named.
    assert 0 < float(found["jon"]["score"]) < float(found["ada"]["score"])
    assert "Write only 90" in found["kit"]["notes"]
    # Nothing is lost and nobody is doubled.
    assert {row["file"] for row in _rows(cohort.home / FILES)} == set(files)
    assert set(learners(cohort)) == set(PEOPLE) - {"gus", "hal", "zoe"}
    name = f"{system.lower()}_{card.assignment}.csv"
    text = (cohort.reports / name).read_text("utf-8-sig")
    total = card.assignment if system == "Canvas" else "Grade"
    key = "SIS Login ID" if system == "Canvas" else "ID number"
    back = {row[key]: row[total] for row in csv.DictReader(io.StringIO(text)) if row[key]}
    assert {who for who, points in back.items() if points} == {"ada", "ben", "ida", "jon"}
    assert float(back["ada"]) == float(found["ada"]["score"])
    # Once more: the same everywhere.
    before = everything_in(cohort.submitted)
    collect(cohort, tmp_path, files)
    assert grade(cohort, jobs=1).now == 0
    assert everything_in(cohort.submitted) == before
