"""Marking written answers in the real formgrader, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import prose
from doneenough.grading.cohort.marks import marks_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.run import grade
from shared.cohort_course import hand_in, make_course, opened
from shared.handing_in import filled
from shared.server import start, stop

WHO = ("ada", "ben")


@pytest.fixture
def graded(tmp_path: Path) -> tuple[Cohort, Card]:
    root = tmp_path / "course"
    card = next(card for card in cards() if prose(card.lesson))
    cohort = make_course(root, [card])
    for who in WHO:
        hand_in(cohort, card, who, filled(cohort, card, who))
    grade(cohort, jobs=1)
    return cohort, card


@pytest.fixture
def first(graded: tuple[Cohort, Card], context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """The formgrader's page of the first submission, opened from its list."""
    cohort, card = graded
    server = start(
        tmp_path / "instructor", cohort.root, "-m", "doneenough", "lab", "--instructor", "--"
    )
    page = context.new_page()
    home = f"http://127.0.0.1:{server.port}"
    name = card.notebook.removesuffix(".ipynb")
    place = f"/formgrader/gradebook/{card.assignment}/{name}"
    page.goto(f"{home}/login?token={server.token}&next={place}")
    page.locator("tbody a").first.click()
    yield page
    stop(server)


def test_levels_by_keyboard_and_by_mouse(
    first: Page, graded: tuple[Cohort, Card], shots: Path
) -> None:
    cohort, card = graded
    (item,) = prose(card.lesson)
    size = len(item.rubric)
    page = first
    score, comment = page.locator(f"#{item.name}"), page.locator(f"#{item.name}-comment")
    typed = page.locator(".doneenough-levels")
    # It opens at the reply, with the rubric beside it.
    expect(score).to_be_focused()
    expect(page.locator(".doneenough-rubric")).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(typed).to_be_focused()
    page.keyboard.type("1" * size)
    page.keyboard.press("Tab")
    line = "Rubric: " + " ".join("1" * size)
    expect(comment).to_have_value(line)
    expect(score).to_have_value(str(size))
    page.keyboard.press("End")
    page.keyboard.type("\nWell argued.")
    shots.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=shots / "marked.png")
    before = page.url
    page.keyboard.press("Control+.")
    page.wait_for_url(lambda url: url.split("?")[0] != before.split("?")[0])
    page.wait_for_load_state("networkidle")
    expect(comment).to_have_value("")
    for row in page.locator(".doneenough-rubric tbody tr").all():
        row.locator("input").last.check()
    expect(typed).to_have_value(" ".join("2" * size))
    expect(score).to_have_value(str(2 * size))
    page.keyboard.press("Control+,")
    page.wait_for_url(lambda url: url.split("?")[0] == before.split("?")[0])
    # What was chosen is shown again.
    expect(comment).to_have_value(f"{line}\nWell argued.")
    expect(page.locator(".doneenough-rubric input:checked")).to_have_count(size)
    with opened(cohort) as book:
        marks = marks_of(book.session, card.assignment, WHO)
    given = sorted((mine.points[item.name], mine.levels[item.name]) for mine in marks.values())
    assert given == [(size, (1,) * size), (2 * size, (2,) * size)]
