"""What the course shows is usable by everybody: axe-core, large print, paper, spoken results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from hands import Mouse
from playwright.sync_api import BrowserContext, Page, expect
from test_forms import FIRST, NOTEBOOK, RULE, fill, press
from test_journey import LESSONS, assessment_of, curious, lesson_of

from doneenough.core.registry import Card, cards
from shared.nbgrader_course import Course, master_of

OURS = [".doneenough-start", ".jp-OutputArea-output", ".jp-RenderedMarkdown"]
"""What the course adds to a page of JupyterLab, whose own faults are not ours to count."""
LEVELS = ("serious", "critical")


def faults(page: Page, *places: str) -> list[str]:
    """Return axe's serious findings in some places of a page, or in all of it."""
    context: Any = {"include": [[place] for place in places]} if places else None
    found = Axe().run(page, context=context).response
    assert found["passes"], "axe has looked at nothing"
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        if each["impact"] in LEVELS
        for node in each["nodes"]
    ]


def test_axe_does_notice(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_content("<main><input><p style='color:#ccc;background:#fff'>Pale</p></main>")
    found = " ".join(faults(page, "main"))
    assert "label" in found
    assert "color-contrast" in found


@LESSONS
def test_a_lesson(desk: Desk, card: Card) -> None:
    desk.open(lesson_of(card))
    desk.start()
    Mouse(desk).walk(curious)
    assert faults(desk.page, *OURS) == []


@LESSONS
def test_an_assessment(desk: Desk, card: Card) -> None:
    desk.open(assessment_of(card))
    desk.start()
    assert faults(desk.page, *OURS) == []


def test_an_answered_assessment_and_its_report(desk: Desk, context: BrowserContext) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    desk.page.locator("summary").first.click()
    desk.page.get_by_role("button", name="Save, then write my report").click()
    expect(desk.page.get_by_text("Automatic points:")).to_be_visible()
    assert faults(desk.page, *OURS) == []
    (report,) = (desk.work / "reports").glob("*.html")
    page = context.new_page()
    page.goto(report.as_uri())
    assert faults(page) == []


def test_the_start_page(desk: Desk) -> None:
    desk.open("course/00_start_here.ipynb")
    desk.start()
    Mouse(desk).walk(curious)
    assert faults(desk.page, *OURS) == []


# ------------------------------------------------------------------------ large print


@LESSONS
@pytest.mark.parametrize("kind", ["lesson", "assessment"])
def test_at_200_percent_nothing_is_cut_off(desk: Desk, card: Card, kind: str) -> None:
    """A window of 1280 by 900 at 200 % is one of 640 by 450."""
    desk.page.set_viewport_size({"width": 640, "height": 450})
    desk.open(lesson_of(card) if kind == "lesson" else assessment_of(card))
    desk.start()
    if kind == "lesson":
        Mouse(desk).walk(curious)
    desk.look("large print")
    wide = desk.page.locator(".jp-OutputArea-output:visible").evaluate_all(
        """all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e =>
             e.scrollWidth + ' in ' + e.clientWidth + ': ' + e.textContent.slice(0, 60))"""
    )
    assert wide == []
    assert desk.troubles == []


# ------------------------------------------------------------------------------ paper


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_page_to_take_to_work_fits_on_paper(desk: Desk, context: BrowserContext) -> None:
    desk.open("course/05_is_the_evidence_enough.ipynb")
    desk.start()
    Mouse(desk).walk(lambda c: 1 if c.label.startswith("Make my page") else None)
    (made,) = [path for path in desk.work.rglob("*.html") if "reports" not in path.parts]
    page = context.new_page()
    page.goto(made.as_uri())
    assert faults(page) == []
    assert pages(page.pdf(format="A4")) == 1


def test_printing_leaves_out_what_is_only_for_the_screen(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    desk.page.emulate_media(media="print")
    expect(desk.start_button).to_be_hidden()
    expect(desk.page.get_by_role("heading", name="Assessment:", level=1)).to_be_visible()


# --------------------------------------------------------------------- spoken results


def spoken(desk: Desk) -> None:
    """Collect what live regions say from now on."""
    desk.page.evaluate(
        """() => { window.spoken = []; new MutationObserver(all => { for (const one of all) {
          const node = one.target.nodeType === 1 ? one.target : one.target.parentElement;
          const live = node?.closest('[role=status], [role=alert]');
          if (live && live.textContent) window.spoken.push(live.textContent);
        } }).observe(document.body, {childList: true, subtree: true, characterData: true}) }"""
    )


@LESSONS
def test_results_are_announced_after_release(desk: Desk, card: Card) -> None:
    desk.open(lesson_of(card))
    desk.start()
    Mouse(desk).walk(lambda c: None if c.kind == "range" and "guess" not in c.label else curious(c))
    slider = desk.page.locator("input[type=range]:visible:enabled").first
    spoken(desk)
    slider.focus()
    desk.page.keyboard.down("ArrowRight")
    desk.page.keyboard.up("ArrowRight")
    desk.page.wait_for_function("window.spoken.length > 0")
    said = desk.page.evaluate("window.spoken")
    assert any(re.search(r"\d", words) for words in said), said


def test_a_decision_is_announced(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    spoken(desk)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    said = desk.page.evaluate("window.spoken")
    assert "Starting. This takes a few seconds." in said
    assert "Ready. Scroll down, or press Tab, and begin." in said
    assert "Written into the grey box below, checked and saved." in said
    assert desk.answer(NOTEBOOK, RULE) == FIRST


def test_feedback_pages(context: BrowserContext, tmp_path: Path) -> None:
    """What nbgrader makes of the master: feedback with pictures and tables."""
    course = Course.make(tmp_path / "course")
    for card in cards():
        course.submit(card, "anna", master_of(card))
        course.run("autograde", card.assignment)
        course.run("generate_feedback", card.assignment)
        place = course.place("feedback", card, "anna") / card.notebook
        page = context.new_page()
        page.goto(place.with_suffix(".html").as_uri())
        assert faults(page, ".doneenough-feedback") == []
