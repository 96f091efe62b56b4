"""What any page of the course must pass: axe-core, large print, results that are spoken."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from playwright.sync_api import Page

OURS = [
    ".doneenough-start",
    ".de-foot",
    ".de-list",
    ".jp-OutputArea-output",
    ".jp-RenderedMarkdown",
]
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


LARGE_PRINT = {"width": 640, "height": 450}
"""A window of 1280 by 900 at 200 %."""


def cut_off(page: Page) -> list[str]:
    """Return what is wider than its place among the outputs of a notebook."""
    wide: list[str] = page.locator(".jp-OutputArea-output:visible").evaluate_all(
        """all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e =>
             e.scrollWidth + ' in ' + e.clientWidth + ': ' + e.textContent.slice(0, 60))"""
    )
    return wide


def spoken(desk: Desk) -> None:
    """Collect what live regions say from now on."""
    desk.page.evaluate(
        """() => { window.spoken = []; new MutationObserver(all => { for (const one of all) {
          const node = one.target.nodeType === 1 ? one.target : one.target.parentElement;
          const live = node?.closest('[role=status], [role=alert]');
          if (live && live.textContent) window.spoken.push(live.textContent);
        } }).observe(document.body, {childList: true, subtree: true, characterData: true}) }"""
    )


FREE_SLIDER = "input[type=range]:visible:enabled"


def said_after_release(desk: Desk) -> list[str]:
    """Move the first slider one step; return what is then announced, which must come."""
    slider = desk.page.locator(FREE_SLIDER).first
    spoken(desk)
    slider.focus()
    desk.page.keyboard.down("ArrowRight")
    desk.page.keyboard.up("ArrowRight")
    desk.page.wait_for_function("window.spoken.length > 0")
    said: list[str] = desk.page.evaluate("window.spoken")
    return [words for words in said if re.search(r"\d", words)]
