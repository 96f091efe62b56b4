"""The level that was chosen for each rubric line is kept, shown and exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from doneenough.core.lesson_files import Card
from doneenough.core.registry import prose
from doneenough.grading.cohort.learner_pages import place_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.rubric import problem, split
from doneenough.grading.cohort.run import grade
from shared.handing_in import collect, filled, mark
from shared.language import text_of_html
from shared.tables import table


@pytest.mark.parametrize(
    ("comment", "levels", "rest"),
    [
        ("Rubric: 2 1 0 - 2\nWell argued.", (2, 1, 0, None, 2), "Well argued."),
        ("Well argued.\r\nrubric: 210\u20132\r\n", (2, 1, 0, None, 2), "Well argued."),
        ("Rubric: 2, 1", (2, 1), ""),
        ("Rubric: lines 1 and 2 are thin", (), "Rubric: lines 1 and 2 are thin"),
        ("The Rubric: 2 1", (), "The Rubric: 2 1"),
        ("", (), ""),
    ],
)
def test_levels_are_read_from_one_line(
    comment: str, levels: tuple[int | None, ...], rest: str
) -> None:
    assert split(comment) == (levels, rest)


def test_levels_go_to_the_page_the_lms_and_a_file(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    (item,) = prose(card.lesson)
    size = len(item.rubric)
    collect(cohort, tmp_path, {f"{who}/{card.notebook}": filled(cohort, card, who) for who in "ab"})
    grade(cohort, jobs=1)
    line = " ".join(["2"] * size)
    mark(cohort, card, "a", 2 * size, f"Rubric: {line}\nWell argued.")
    mark(cohort, card, "b", 2 * size, f"Rubric: {line} 3")
    done = report(cohort, jobs=1)
    # A level that doesn't exist is named, and nothing is made of it.
    (odd,) = done.odd
    assert "for b on" in odd
    assert f"{line} 3" in odd
    rows = table(cohort.reports / f"rubric_{card.assignment}.csv")
    assert [(row["learner"], row["line"], row["level"], row["meaning"]) for row in rows] == [
        ("a", part.title, "2", part.levels[2]) for part in item.rubric
    ]
    (comment,) = table(cohort.reports / f"comments_{card.assignment}.csv")
    assert (comment["learner"], comment["comment"]) == ("a", "Well argued.")
    told = {
        row["ID number"]: row["Feedback comments"]
        for row in table(cohort.reports / f"moodle_{card.assignment}.csv")
    }
    assert f"{item.rubric[0].title}: 2 of 2." in told["a"]
    page = text_of_html(place_of(cohort, card, "a").read_text("utf-8"))
    assert "The rubric, line by line" in page
    assert item.rubric[0].levels[2] in page
    assert "Rubric: 2" not in page


def test_what_fits_is_no_problem(card: Card) -> None:
    (item,) = prose(card.lesson)
    size = len(item.rubric)
    assert problem(item, (None,) * size) == ""
    for wrong in ((2,) * (size - 1), (*(2,) * (size - 1), 3)):
        assert f"It needs {size} signs" in problem(item, wrong)
