"""Feedback pages and reports of a cohort, in a browser: usable by everybody, whole on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from usable import faults

from doneenough.core.lesson_files import cards
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.sample import simulate
from shared.cohort_course import hand_in, make_course


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    cohort = make_course(
        tmp_path_factory.mktemp("cohort") / "course", cards()[:2], registered=False
    )
    for item in simulate(cohort, 60, broken=0.2):
        hand_in(cohort, cohort.assignments[item.assignment], item.learner, item.data)
    grade(cohort, jobs=1)
    report(cohort, jobs=1)
    return cohort


def shown(cohort: Cohort) -> list[Path]:
    """One page of each kind, of a learner who is fine and of one who is not."""
    learners = [
        page
        for learner in ("L001", "L005")
        for page in sorted((cohort.feedback / learner).rglob("*.html"))
    ]
    return [*sorted(cohort.reports.glob("*.html")), *learners]


def test_axe_finds_nothing_serious_and_nothing_is_fetched(
    reported: Cohort, context: BrowserContext
) -> None:
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: fetched.append(request.url))
    for path in shown(reported):
        fetched: list[str] = []
        page.goto(path.as_uri())
        assert faults(page) == [], path.name
        assert [url for url in fetched if not url.startswith("data:")] == [path.as_uri()]
    assert troubles == []


def test_at_200_percent_nothing_is_cut_off(reported: Cohort, context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 640, "height": 450})
    for path in shown(reported):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 640, path.name


def test_links_between_pages_lead_somewhere(reported: Cohort, context: BrowserContext) -> None:
    page = context.new_page()
    for path in shown(reported):
        page.goto(path.as_uri())
        for link in page.locator("a").evaluate_all("all => all.map(a => a.href)"):
            assert Path(link.removeprefix("file://")).is_file(), link
