"""Another group's situation is a note for the learner who answered it."""

from __future__ import annotations

from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.enrolment import import_list
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import PAGE, report
from doneenough.grading.cohort.run import grade
from shared.cohort_course import release_of
from shared.grading_helpers import answered, as_bytes, reference_answers
from shared.handing_in import collect
from shared.language import text_of_html
from shared.tables import table


def notes(
    cohort: Cohort, card: Card, tmp_path: Path, named: dict[str, str], listed: dict[str, str]
) -> dict[str, str]:
    """Grade notebooks that name these groups; return what grades.csv notes, by learner."""
    release = release_of(cohort, card)
    files = {}
    for who, group in named.items():
        me = {"learner_id": who, "cohort": group}
        answers = reference_answers(card.lesson, me) | {"me": f"me = {me}"}
        files[f"{who}/{card.notebook}"] = as_bytes(answered(release, **answers))
    collect(cohort, tmp_path, files)
    grade(cohort, jobs=1)
    people = tmp_path / "people.csv"
    people.write_text(
        "\n".join(["id;section", *(f"{who};{group}" for who, group in listed.items())])
    )
    import_list(cohort, people)
    report(cohort, jobs=1, pages=False)
    moodle = {
        row["ID number"]: row["Feedback comments"]
        for row in table(cohort.reports / f"moodle_{card.assignment}.csv")
    }
    found = {
        row["student_id"]: row["notes"]
        for row in table(cohort.home / "grades.csv")
        if (row["assignment"] == card.assignment and "another situation" in row["notes"])
        or "that group's situation" in row["notes"]
    }
    shown = text_of_html((cohort.reports / PAGE).read_text("utf-8"))
    for who, note in found.items():
        assert note in moodle[who]
        assert note in shown
    return found


def test_a_group_that_the_list_gives_to_others(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    named = {"ana": "red", "ben": "red", "cid": "blue", "dan": "spring"}
    listed = {"ana": "red", "ben": "blue", "cid": "blue", "dan": "blue"}
    # Who names no group of the list has no other group's situation.
    found = notes(cohort, card, tmp_path, named, listed)
    assert list(found) == ["ben"]
    assert "names the group “red”" in found["ben"]
    assert "says “blue”" in found["ben"]


def test_a_code_that_nearly_everybody_names(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    named = dict.fromkeys(map(str, range(8)), "spring") | {"ann": "sping", "bea": "practice"}
    found = notes(cohort, card, tmp_path, named, dict.fromkeys(named, "section-1"))
    assert set(found) == {"ann", "bea"}
    assert "names the group “sping”, while 8 of 10 name “spring”" in found["ann"]
    assert "names no group" in found["bea"]


def test_teams_with_a_code_each_are_all_right(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    named = {f"t{number}": f"team-{number}" for number in range(6)}
    assert notes(cohort, card, tmp_path, named, {}) == {}
