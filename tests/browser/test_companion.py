"""The companion acts where the server says, not where a notebook says."""

from __future__ import annotations

import shutil

from desk import Desk
from playwright.sync_api import expect

START = "course/00_start_here.ipynb"


def open_at(desk: Desk, place: str) -> None:
    address = f"http://127.0.0.1:{desk.server.port}/lab/tree/{place}"
    desk.page.goto(f"{address}?token={desk.server.token}&reset")
    desk.page.locator(".jp-Notebook h1").first.wait_for()
    desk.page.locator("#jp-main-statusbar", has_text="Idle").wait_for()


def test_an_earlier_copy_of_ones_own_can_be_started(desk: Desk) -> None:
    kept = "course/00_start_here.kept-2026-01-31-120000.ipynb"
    shutil.copy(desk.work / START, desk.work / kept)
    desk.open(kept)


def test_what_was_handed_in_cannot(desk: Desk) -> None:
    """It says that it is an assessment; it lies in a folder of that name; it is no work of hers."""
    name = "05_is_the_evidence_enough"
    handed = desk.server.root / "cohort" / "submitted" / "ada" / "my_work" / "assessments" / name
    handed.mkdir(parents=True, exist_ok=True)
    shutil.copy(desk.work / "assessments" / name / f"{name}.ipynb", handed)
    open_at(desk, (handed / f"{name}.ipynb").relative_to(desk.server.root).as_posix())
    expect(desk.page.locator(".doneenough-start")).to_have_count(0)
    told = desk.page.evaluate(
        """() => {
            const detail = {gradeId: "sign_off_rule"};
            const asks = document.querySelector(".jp-Notebook .jp-Cell");
            const event = (type, more) => asks.dispatchEvent(new CustomEvent(
                `doneenough:${type}`, {bubbles: true, cancelable: true, detail: more}));
            event("read", detail);
            return new Promise((done) => {
                event("write", {gradeId: "sign_off_rule", text: "x = 1", done: (said) =>
                    done({said, source: detail.source ?? null})});
            });
        }"""
    )
    assert told == {"said": "refused", "source": None}
