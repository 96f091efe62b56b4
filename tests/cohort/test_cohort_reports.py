"""What reports say is what was handed in, and nobody's name stands where it must not."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from doneenough.core.lesson_files import Card
from doneenough.core.lifecycle import STAGES
from doneenough.core.registry import exercises, prose
from doneenough.grading.cohort.items import BELIEF, ENOUGH, GOOD, Answers, asked
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import NOTEBOOK, PAGE, WORKSHOP, report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import difficulties, share_of_good, simulate
from doneenough.grading.cohort.work import Job, grade_one
from doneenough.grading.master import CHECK
from shared.cohort_course import (
    collect,
    everything_in,
    hand_in,
    make_course,
    opened,
    records,
    release_of,
    zipped,
)
from shared.grading_helpers import answered, as_bytes
from shared.language import forbidden_words, mean_sentence, text_of_html
from shared.patience import KERNEL
from shared.small_course import ON_REAL_LESSONS, card_of

MANY = 300


# ----------------------------------------------------------------------- item analysis


@pytest.fixture(scope="session")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[dict[str, Any]]]:
    @cache
    def records_of(lesson: str) -> list[dict[str, Any]]:
        card = card_of(lesson)
        root = tmp_path_factory.mktemp("many") / "course"
        cohort = make_course(root, [card], registered=False)
        master = cohort.master(card).read_bytes()
        return [
            grade_one(Job(item.learner, card.assignment, master, data=item.data)).record
            for item in simulate(cohort, MANY)
        ]

    return records_of


@pytest.fixture
def found(lesson: str, _many: Callable[[str], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The records of a few hundred simulated learners."""
    return _many(lesson)


def answers_of(lesson: str, found: list[dict[str, Any]]) -> Answers:
    answers = Answers(lesson)
    for record in found:
        answers.add(record)
    return answers


@ON_REAL_LESSONS
def test_the_report_finds_the_planted_difficulties(
    lesson: str, found: list[dict[str, Any]]
) -> None:
    items = answers_of(lesson, found).items()
    planted = {name: share_of_good(value) for name, value in difficulties(lesson).items()}
    measured = {item.name: item.difficulty for item in items}
    for name, share in planted.items():
        # Four standard errors: this must not fail for bad luck with another draw.
        near = 4 * (share * (1 - share) / MANY) ** 0.5
        assert measured[name] == pytest.approx(share, abs=near), name
    for easy, hard in itertools.combinations(planted, 2):
        if planted[easy] - planted[hard] > 0.1:
            assert measured[easy] > measured[hard], (easy, hard)
    # Abilities differ, so good decisions go together; little so where there are two questions.
    assert all(item.discrimination > 0 for item in items if item.discrimination is not None)
    assert np.mean([item.discrimination for item in items]) > 0.05


@ON_REAL_LESSONS
def test_beliefs_are_counted_as_they_were_played(lesson: str, found: list[dict[str, Any]]) -> None:
    for item, exercise in zip(answers_of(lesson, found).items(), exercises(lesson), strict=True):
        assert sum(group.count for group in item.groups) == item.answered
        assert item.answered + item.unanswered + item.unreadable == MANY
        beliefs = {asked(belief.title): belief for belief in exercise.misconceptions}
        shown = [group for group in item.groups if group.is_belief]
        assert {group.title for group in shown} <= set(beliefs)
        assert [group.count for group in shown] == sorted(
            (group.count for group in shown), reverse=True
        )
        assert item.common_belief is not None
        assert f"{item.common_belief.count} of {item.answered}" in item.debrief
        assert item.common_belief.title in item.debrief


def test_discrimination_is_the_point_biserial_correlation(
    lesson: str, found: list[dict[str, Any]]
) -> None:
    names = {item.name: float(item.points) for item in exercises(lesson)}
    shares = np.array(
        [
            [
                question["points"] / names[question["name"]]
                if question["state"] == "scored"
                else np.nan
                for question in record["questions"]
                if question["name"] in names
            ]
            for record in found
        ]
    )
    for index, item in enumerate(answers_of(lesson, found).items()):
        there = ~np.isnan(shares[:, index])
        good = shares[there, index] > GOOD
        rest = np.nansum(np.delete(shares[there], index, axis=1), axis=1)
        mean = rest[good].mean() - rest[~good].mean()
        share = good.mean()
        # The textbook formula, written out.
        expected = mean / rest.std() * (share * (1 - share)) ** 0.5
        assert item.discrimination == pytest.approx(expected), item.name
        assert item.mean_share == pytest.approx(np.nanmean(shares[:, index]))


def test_few_answers_say_that_they_are_few(lesson: str, found: list[dict[str, Any]]) -> None:
    from doneenough.grading.cohort.words import TOO_FEW, question_items

    items = answers_of(lesson, found[: ENOUGH - 1]).items()
    assert all(item.difficulty is None and item.discrimination is None for item in items)
    assert all(question_items(item).count(TOO_FEW) == 2 for item in items)
    nobody = Answers(lesson).items()
    assert all("No one has answered yet" in question_items(item) for item in nobody)


def test_all_alike_has_no_discrimination(lesson: str, found: list[dict[str, Any]]) -> None:
    from doneenough.grading.cohort.words import discrimination

    items = answers_of(lesson, [found[0]] * ENOUGH).items()
    for item in items:
        if item.answered:
            assert item.discrimination is None
            assert "no number, because" in discrimination(item)


def test_an_unknown_belief_and_a_failure_do_no_harm(
    lesson: str, found: list[dict[str, Any]]
) -> None:
    record = json.loads(json.dumps(found[0]))
    for question in record["questions"]:
        question["misconception"] = "gone since"
    answers = answers_of(lesson, [record, {"status": "not graded", "notes": ["x"]}])
    assert answers.statuses["not graded"] == 1
    assert any(group.title == "gone since" for item in answers.items() for group in item.groups)
    assert BELIEF not in str(answers.items())


@pytest.mark.parametrize(
    ("title", "words"),
    [("Is another try free", "Is another try free?"), ("It never rains", "It never rains")],
)
def test_titles_that_ask(title: str, words: str) -> None:
    assert asked(title) == words


# --------------------------------------------------------------------------- the pages


@pytest.fixture
def reported(cohort: Cohort, card: Card) -> Cohort:
    for item in simulate(cohort, 14, assignments=[card.assignment], broken=0.4):
        hand_in(cohort, card, item.learner, item.data)
    evil = "Dear **team**,<script>alert(1)</script> <img src=x onerror=alert(2)>"
    sources = {item.name: evil for item in prose(card.lesson)}
    made = answered(release_of(cohort, card), **sources)
    hand_in(cohort, card, "Zoë_O'Brien", as_bytes(made))
    hand_in(cohort, card, "untouched", as_bytes(release_of(cohort, card)))
    with opened(cohort) as book:
        book._gradebook.add_student("absent", first_name="Abby", last_name="=HYPERLINK()")
        book.session.commit()
    grade(cohort, jobs=1)
    report(cohort, jobs=1)
    return cohort


class Page(HTMLParser):
    """What a page refers to and shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.links += [str(found[key]) for key in ("href", "src") if key in found]
        if tag == "img" or (tag == "svg" and found.get("aria-hidden") != "true"):
            self.pictures.append(found)


def pages(cohort: Cohort) -> dict[str, str]:
    return {
        name: data.decode()
        for folder in (cohort.feedback, cohort.reports)
        for name, data in everything_in(folder).items()
        if name.endswith(".html")
    }


@ON_REAL_LESSONS
def test_pages_are_whole_safe_and_say_what_pictures_show(reported: Cohort, card: Card) -> None:
    found = pages(reported)
    assert len(found) == 2 * 16 + 2
    pictures = 0
    for name, text in found.items():
        page = Page(text)
        assert not page.tags & {"script", "iframe", "object", "link", "base", "form"}, name
        for link in page.links:
            assert link.startswith(("data:image/", "../", card.assignment)), (name, link)
        for picture in page.pictures:
            assert picture.get("alt") or picture.get("aria-label"), name
            pictures += 1
        assert "alert(" not in text
        assert "default-src 'none'" in text
    assert pictures or card.lesson != "evidence"
    (evil,) = [found[name] for name in found if name.startswith("Zo") and "profile" not in name]
    assert "Zoë_O&#39;Brien" in evil
    if prose(card.lesson):
        assert "<strong>team</strong>" in evil


def test_what_could_not_be_graded_is_never_a_zero(reported: Cohort, card: Card) -> None:
    name = card.notebook.removesuffix(".ipynb")
    seen = set()
    for (_, learner), record in records(reported).items():
        page = (reported.feedback / learner / card.assignment / f"{name}.html").read_text("utf-8")
        profile = (reported.feedback / learner / "profile.html").read_text("utf-8")
        lost = all(question["points"] is None for question in record["questions"])
        seen.add(lost)
        assert ("This is not a zero" in page) == lost == ("Automatic points" not in page), learner
        assert ("not known" in profile) == lost, learner
    assert seen == {True, False}


@ON_REAL_LESSONS
def test_language_of_reports(reported: Cohort) -> None:
    for name, text in pages(reported).items():
        words = text_of_html(text)
        assert forbidden_words(words) == [], name
        assert mean_sentence(words) <= 15, name


def test_the_report_names_what_needs_a_look(reported: Cohort, card: Card) -> None:
    text = (reported.reports / PAGE).read_text(encoding="utf-8")
    for (_, learner), record in records(reported).items():
        status = record["status"]
        named = f'<th scope="row">{learner}</th>'.replace("'B", "&#39;B") in text
        assert named == (status not in ("graded", "unanswered")), learner
    assert "Not handed in by 1: absent" in text
    assert "not enough answers yet" in text


def test_the_room_sees_no_names(reported: Cohort, card: Card) -> None:
    text = (reported.reports / WORKSHOP).read_text(encoding="utf-8")
    words = text_of_html(text)
    assert not re.search(r"\bL0\d\d\b|Zoë|absent|Abby", text)
    assert not {"unreadable", "mismatch", "discrimination", "points"} & set(words.split())
    assert words.count("One question for us all") == 1
    assert "of" in words


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_csv_for_each_lms(reported: Cohort, card: Card) -> None:
    canvas = rows(reported.reports / f"canvas_{card.assignment}.csv")
    moodle = {
        row["ID number"]: row for row in rows(reported.reports / f"moodle_{card.assignment}.csv")
    }
    stock = {
        row["student_id"]: row
        for row in rows(reported.home / "grades.csv")
        if row["assignment"] == card.assignment
    }
    # They came in folders, by no LMS: so there is a file for each of the two.
    total = card.assignment
    assert canvas[0]["Student"].strip() == "Points Possible"
    every = [*exercises(card.lesson), *prose(card.lesson)]
    assert float(canvas[0][total]) == sum(item.points for item in every)
    by_login = {row["SIS Login ID"]: row for row in canvas[1:]}
    for (_, learner), record in records(reported).items():
        row = by_login[learner]
        assert row[total] == moodle[learner]["Grade"]
        if record["status"] in ("graded", "graded with repairs"):
            assert float(moodle[learner]["Automatic"]) == record["auto_points"]
        elif record["status"] == "unanswered":
            assert (row[total], moodle[learner]["Automatic"]) == ("0", "0")
        else:
            # Never a zero that is a failure.
            assert (row[total], stock[learner]["score"]) == ("", "")
        assert moodle[learner]["Status"] == stock[learner]["status"] == record["status"]
    assert stock["absent"]["status"] == "missing"
    waiting = [who for who, row in moodle.items() if row["Automatic"] and not row["Reviewed"]]
    assert bool(waiting) == bool(prose(card.lesson))


def test_what_a_person_gave_appears_and_only_that_page_is_written(
    reported: Cohort, card: Card
) -> None:
    assert report(reported, jobs=1).pages == 0
    first, *_ = exercises(card.lesson)
    name = card.notebook.removesuffix(".ipynb")
    with opened(reported) as book:
        place = (name, card.assignment, "L001")
        mark = book._gradebook.find_grade(first.name + CHECK, *place)
        mark.manual_score = 1.25
        book._gradebook.find_comment(first.name, *place).manual_comment = "Well *argued*<script>"
        for item in prose(card.lesson):
            given = book._gradebook.find_grade(item.name, *place)
            given.manual_score, given.needs_manual_grade = 1.5, False
        book.session.commit()
    done = report(reported, jobs=1)
    assert (done.pages, done.profiles) == (1, 1)
    text = (reported.feedback / "L001" / card.assignment / f"{name}.html").read_text("utf-8")
    assert f"Marked by a person: 1.25 of {first.points:g} points." in text
    assert "<em>argued</em>" in text
    assert "<script" not in text
    if prose(card.lesson):
        total = 1.5 * len(prose(card.lesson))
        assert f"Points that a person gives: {total:g} of" in text
        assert "1 marked" in (reported.reports / PAGE).read_text(encoding="utf-8")
    again = grade(reported, jobs=1)
    assert again.now == 0


def test_the_profile_puts_assignments_side_by_side(reported: Cohort, card: Card) -> None:
    text = text_of_html((reported.feedback / "L001" / "profile.html").read_text("utf-8"))
    record = records(reported)[card.assignment, "L001"]
    assert f"{record['auto_points']:g} of {record['auto_most']:g}" in text
    assert STAGES.get(card.stage, card.stage) in text
    for other in reported.assignments.values():
        assert other.question in text


def test_the_notebook_runs(reported: Cohort, card: Card) -> None:
    import nbformat
    from nbclient import NotebookClient

    path = reported.reports / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    parts = [cell for cell in notebook.cells if "show(" in cell.source]
    before = [cell.outputs[0].data["text/html"] for cell in parts]
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, **KERNEL, resources=place).execute()
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.outputs[0].data["text/html"] for cell in parts] == before
    assert card.question in before[0]
    assert any(exercises(card.lesson)[0].name in str(output) for output in outputs[-1])


def test_nothing_graded_yet(cohort: Cohort) -> None:
    report(cohort, jobs=1)
    assert "Nothing has been graded yet" in (cohort.reports / PAGE).read_text(encoding="utf-8")


# ------------------------------------------------------------------------------ tables


def test_each_lms_gets_its_own_numbers_back(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    """A number of Moodle's would be another person's in Canvas, and the other way round."""
    data = as_bytes(release_of(cohort, card))
    with opened(cohort) as book:
        book._gradebook.add_student("cem", lms_user_id="77")
    for name in ("Anna_11_assignsubmission_file_/x.ipynb", "bob_22_33_x.ipynb", "cem/x.ipynb"):
        (tmp_path / "lms.zip").write_bytes(zipped({name: data}))
        collect(cohort, tmp_path / "lms.zip")
    grade(cohort, jobs=1)
    report(cohort, jobs=1, pages=False)

    def column(lms: str, who: str, number: str) -> dict[str, str]:
        path = cohort.reports / f"{lms}_{card.assignment}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row[who]: row[number] for row in csv.DictReader(file) if row[who]}

    assert column("canvas", "SIS Login ID", "ID") == {"bob_22": "22", "cem": "77"}
    found = column("moodle", "ID number", "Identifier")
    assert found == {"Anna": "Participant 11", "cem": ""}
