"""The course's face in a dark JupyterLab: readable, the brief in sight, long forms folded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from playwright.sync_api import Browser, expect
from usable import OURS, faults

from doneenough.core.face import COLOURS
from doneenough.core.lesson_files import cards
from doneenough.explorer.forms import CHANGED
from shared.server import Server

CARD = next(card for card in cards() if card.lesson == "criterion")
FORM = "paperline"


@pytest.fixture
def dark(lab: Server, browser: Browser, shots: Path) -> Iterator[Desk]:
    """A learner whose computer is set to dark."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    sitting = Desk(lab, context, shots)
    sitting.clear()
    yield sitting
    sitting.look("end")
    assert sitting.errors == []
    context.close()


def test_a_long_form_beside_its_brief(dark: Desk) -> None:
    dark.open(f"assessments/{CARD.assignment}/{CARD.notebook}")
    expect(dark.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    dark.start()
    form = dark.form(FORM)
    paper = dark.page.evaluate(
        "getComputedStyle(document.body).getPropertyValue('--de-paper').trim()"
    )
    assert paper == COLOURS["paper"].dark
    dark.look("folded")

    # The last control is in sight, and the brief still is.
    button = form.get_by_role("button", name="This is my decision")
    button.scroll_into_view_if_needed()
    brief = form.get_by_role("region", name="Brief")
    expect(brief).to_be_in_viewport()
    beside = brief.bounding_box()
    asked = button.bounding_box()
    assert beside
    assert asked
    assert beside["x"] + beside["width"] <= asked["x"]

    # A group opens by keyboard; closed again it says what was changed.
    fold = form.get_by_role("button", name="Which letters are checked, and how many")
    box = form.get_by_role("spinbutton", name="How many are checked")
    expect(box).to_be_hidden()
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    box.fill("321")
    box.press("Tab")
    fold.press("Enter")
    expect(box).to_be_hidden()
    expect(form.locator("li", has_text="How many are checked")).to_have_text(
        f"How many are checked: 321 letters {CHANGED}"
    )

    form.get_by_role("radio", name="amend").check()
    button.click()
    dark.said(FORM, "Written into")
    expect(dark.check_cell(FORM)).to_contain_text("points")
    dark.look("feedback")
    assert faults(dark.page, *OURS) == []
