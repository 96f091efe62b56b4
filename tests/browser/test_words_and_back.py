"""A word in a lesson leads to the glossary, and the glossary back to the same place."""

from __future__ import annotations

import json
import re

import pytest
from desk import REPO, Desk
from playwright.sync_api import expect
from test_journey import lesson_of

from doneenough.core.lesson_files import Card, cards
from doneenough.lab.work import GLOSSARY
from shared.rings import draw, in_rings


@pytest.mark.parametrize(
    "card", in_rings(cards(), draw(cards(), 1, "words").__contains__, identify=lambda c: c.lesson)
)
def test_there_and_back(desk: Desk, card: Card) -> None:
    cells = json.loads((REPO / "course" / card.notebook).read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    linked = re.findall(rf"\[\*?([^\]*]+)\*?\]\({GLOSSARY}#([\w-]+)\)", text)
    assert linked, "this lesson explains no word"
    words, anchor = linked[-1]
    desk.open(lesson_of(card))
    link = desk.page.get_by_role("link", name=words, exact=True)
    link.scroll_into_view_if_needed()
    place = link.bounding_box()
    link.click()
    page = desk.page.locator(".jp-MarkdownViewer:visible")
    entry = page.get_by_role("heading", name=anchor.replace("-", " "), exact=True)
    expect(entry).to_be_in_viewport()
    desk.look("glossary")
    entry_below = f"h2:has-text('{anchor.replace('-', ' ')}') ~ p"
    page.locator(f"{entry_below} a[href*='{card.notebook}']").first.click()
    expect(link).to_be_in_viewport()
    assert link.bounding_box() == pytest.approx(place)
    assert desk.errors == []
