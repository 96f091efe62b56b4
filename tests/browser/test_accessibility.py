"""Usable by everybody, beside the journeys: reports, feedback, paper, spoken decisions."""

from __future__ import annotations

import re
from pathlib import Path

from desk import Desk
from hands import Mouse
from playwright.sync_api import BrowserContext, expect
from test_forms import CARD, FIRST, NOTEBOOK, RULE, fill, press
from usable import OURS, cut_off, faults, spoken

from shared.nbgrader_course import Course, master_of


def test_axe_does_notice(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_content("<main><input><p style='color:#ccc;background:#fff'>Pale</p></main>")
    found = " ".join(faults(page, "main"))
    assert "label" in found
    assert "color-contrast" in found


def test_an_assessment_is_heard_and_printed_and_its_report_read(
    desk: Desk, context: BrowserContext
) -> None:
    desk.open(NOTEBOOK)
    spoken(desk)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    said = desk.page.evaluate("window.spoken")
    assert "Starting. This takes a few seconds." in said
    assert "Ready. Scroll down, or press Tab, and begin." in said
    assert "Written into your notebook, checked and saved. What it leads to is below." in said
    assert desk.answer(NOTEBOOK, RULE) == FIRST
    desk.page.locator("summary", has_text="rather type your answer").first.click()
    desk.page.get_by_role("button", name="Save, then write my report").click()
    expect(desk.page.get_by_text("Automatic points:")).to_be_visible()
    assert faults(desk.page, *OURS) == []
    (report,) = (desk.work / "reports").glob("*.html")
    page = context.new_page()
    page.goto(report.as_uri())
    assert faults(page) == []
    # What is only for the screen is left out on paper.
    desk.page.emulate_media(media="print")
    expect(desk.start_button).to_be_hidden()
    expect(desk.page.get_by_role("heading", name="Assessment:", level=1)).to_be_visible()


def test_what_is_cut_off_is_noticed(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_content(
        "<div class='jp-OutputArea-output' style='width:200px'>"
        "<p style='width:400px'>Wide</p></div>"
    )
    assert cut_off(page) == ["400 in 200: Wide"]


# ------------------------------------------------------------------------------ paper


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_page_to_take_to_work_fits_on_paper(desk: Desk, context: BrowserContext) -> None:
    desk.open("course/05_is_the_evidence_enough.ipynb")
    desk.start()
    Mouse(desk).walk(lambda c: 1 if c.label.startswith("Make my page") else None, to_the_end=False)
    (made,) = [path for path in desk.work.rglob("*.html") if "reports" not in path.parts]
    page = context.new_page()
    page.goto(made.as_uri())
    assert faults(page) == []
    assert pages(page.pdf(format="A4")) == 1


def test_feedback_pages(context: BrowserContext, tmp_path: Path) -> None:
    """What nbgrader makes of a master: feedback with pictures and tables."""
    course = Course.make(tmp_path / "course", [CARD])
    course.submit(CARD, "anna", master_of(CARD))
    course.run("autograde", CARD.assignment)
    course.run("generate_feedback", CARD.assignment)
    place = course.place("feedback", CARD, "anna") / CARD.notebook
    page = context.new_page()
    page.goto(place.with_suffix(".html").as_uri())
    assert faults(page, ".doneenough-feedback") == []
