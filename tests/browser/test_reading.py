"""The reading view: one section in sight, no machine, nothing before its guess, her place kept."""

from __future__ import annotations

import json
import re

import pytest
from desk import Desk
from playwright.sync_api import Locator, expect
from test_forms import CARD, FIRST, LESSON, NOTEBOOK, fill
from usable import LARGE_PRINT, OURS, cut_off, faults

from doneenough.core.lesson_files import cards, read_json
from shared.patience import eventually
from shared.rings import in_rings

START = "course/00_start_here.ipynb"
SMALL = {"width": 400, "height": 800}
"""A telephone held upright."""


def sections(desk: Desk) -> Locator:
    """The lines of the list at the left."""
    return desk.page.locator(".de-list .de-line")


def turn_to(desk: Desk, title: str) -> None:
    """Choose a section in the list."""
    sections(desk).filter(has_text=title).click()
    expect(desk.page.locator("h2:focus")).to_have_text(re.compile(title))


def kept(desk: Desk) -> dict[str, object]:
    """What the browser keeps of her place."""
    path = desk.work / "reading.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def guess(desk: Desk) -> None:
    desk.page.get_by_role("button", name="This is my guess").locator("visible=true").click()


def answer_like_the_rest(desk: Desk, left_out: str) -> None:
    """Keep every answer that the lesson waits for but one."""
    keys = [key for asked in read_json(CARD.lesson, "asked.json").values() for key in asked]
    known = {key: 1 if key.startswith("guess.") else "?" for key in keys if key != left_out}
    path = desk.work / "progress" / f"{CARD.lesson}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(known), encoding="utf-8")


def test_nothing_after_a_guess_is_seen_before_it(desk: Desk) -> None:
    """Not even for a moment: what becomes visible is watched from the first paint on."""
    later = "Is this only theory?"
    watch = """() => { window.seen = new Set(); setInterval(() => {
        for (const e of document.querySelectorAll('.jp-Notebook :is(h2, h3, .cm-content)'))
          if (e.checkVisibility({visibilityProperty: true})) window.seen.add(e.textContent.trim());
      }, 20); }"""
    desk.page.add_init_script(f"({watch})()")
    desk.open(LESSON, code=False)
    desk.start()
    seen = desk.page.evaluate("[...window.seen]")
    assert not [text for text in seen if later in text or "evidence." in text]

    turn_to(desk, "Predict, then experiment")
    locked = sections(desk).filter(has_text="opens after your answer")
    expect(locked.first).to_contain_text("The turn")
    locked.first.click(force=True)  # nothing happens
    assert desk.where.startswith("Section 4 of")
    expect(desk.next_button).to_have_attribute("aria-disabled", "true")
    expect(desk.page.get_by_role("heading", name=later)).to_be_hidden()

    # The guess opens the experiment, and its question what comes after it.
    guess(desk)
    go_on = desk.page.get_by_role("button", name="Go on").locator("visible=true").first
    question = desk.page.locator("input[type=radio]:visible")

    def gone_on() -> int:
        # On a busy computer the first slider free to move may still be the guess's own.
        go_on.wait_for()
        desk.page.locator("input[type=range]:visible:enabled").first.press("ArrowRight")
        desk.page.wait_for_timeout(500)
        go_on.click()
        desk.page.wait_for_timeout(500)
        return question.count()

    eventually(gone_on, "the question")
    question.first.check()
    expect(desk.page.get_by_role("heading", name=later)).to_be_visible()
    expect(desk.next_button).to_have_attribute("aria-disabled", "false")
    expect(sections(desk).nth(3)).to_contain_text("done")
    desk.look("open")

    # Come back without a kernel: what was answered stays open, the next guess stays shut.
    turn_to(desk, "The turn")
    eventually(lambda: "The turn" in json.dumps(kept(desk)) or kept(desk).get("notebooks"))
    desk.page.wait_for_timeout(1000)
    desk.stop_kernels()
    desk.open(LESSON, code=False)
    assert desk.where.startswith("Section 5 of")
    expect(desk.page.get_by_role("heading", name="The turn")).to_be_visible()
    expect(desk.page.locator(".jp-Notebook")).not_to_contain_text("Error displaying widget")
    seen = desk.page.evaluate("[...window.seen]")
    assert not [text for text in seen if text in ("Explain", "Thursday, 15:00")]


def test_every_later_section_waits(desk: Desk) -> None:
    """Whatever answer is missing, nothing that comes after it can be chosen."""
    answer_like_the_rest(desk, "guess.tries_guess")
    desk.open(LESSON, code=False)
    lines = sections(desk)
    expect(lines.first).to_be_visible()
    shut = [n for n in range(lines.count()) if lines.nth(n).get_attribute("aria-disabled")]
    assert shut == list(range(5, lines.count()))


def test_the_code_comes_back_and_is_remembered(desk: Desk) -> None:
    desk.open(LESSON, code=False)
    assert desk.machine == []
    toggle = desk.page.get_by_role("button", name="Show the code")
    code = desk.page.locator(".jp-CodeCell .cm-content", has_text="evidence.warm_up()")
    toggle.click()
    expect(code).to_be_visible()
    expect(desk.page.get_by_role("menuitem", name="Kernel")).to_be_visible()
    expect(desk.page.get_by_role("heading", name="Three points to remember")).to_be_attached()
    for heading in desk.page.locator(".jp-Notebook h2").all():
        assert heading.is_visible()
    eventually(lambda: kept(desk).get("code") is True, "what is remembered")
    desk.open(LESSON, code=False)
    expect(code).to_be_visible()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(code).to_be_hidden()
    assert desk.machine == []


@pytest.mark.parametrize(
    ("size", "scheme"),
    in_rings(
        [(size, scheme) for size in (SMALL, LARGE_PRINT) for scheme in ("light", "dark")],
        lambda case: (case[0] is SMALL) == (case[1] == "dark"),
        identify=lambda case: f"{case[0]['width']} px, {case[1]}",
    ),
)
def test_on_a_small_screen_and_in_the_dark(desk: Desk, size: dict[str, int], scheme: str) -> None:
    desk.page.set_viewport_size(size)  # type: ignore[arg-type]
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answer_like_the_rest(desk, "guess.tries_guess")
    desk.open(LESSON, code=False)
    desk.page.get_by_role("button", name="Sections").click()
    desk.page.wait_for_timeout(500)
    desk.look("list")
    assert faults(desk.page, *OURS) == []
    sections(desk).filter(has_text="The situation").click()
    expect(desk.page.get_by_role("heading", name="The situation")).to_be_in_viewport()
    desk.look("section")
    assert cut_off(desk.page) == []
    assert faults(desk.page, *OURS) == []
    wide = "document.querySelector('.jp-WindowedPanel-outer').scrollWidth"
    assert desk.page.evaluate(f"{wide} <= window.innerWidth")
    expect(desk.page.get_by_role("button", name="Show the code")).to_be_in_viewport()


def test_stray_keys_change_nothing(desk: Desk) -> None:
    """JupyterLab knows keys that cut a cell, add one, or show its raw text."""
    desk.open(LESSON, code=False)
    before = desk.on_disk(LESSON)
    heading = desk.page.get_by_role("heading", level=1)
    for key in ("a", "b", "x", "d", "d", "m", "y", "Enter", "Shift+Enter", "0", "0"):
        desk.page.keyboard.press(key)
    heading.dblclick()
    heading.click(button="right")
    expect(desk.page.locator(".lm-Menu")).to_have_count(0)
    expect(heading).to_be_visible()
    assert desk.machine == []
    desk.save()
    cells = [cell["source"] for cell in desk.on_disk(LESSON)["cells"]]
    assert cells == [cell["source"] for cell in before["cells"]]


def test_the_start_page_knows_without_a_click(desk: Desk) -> None:
    card = cards()[0]
    desk.open(START, code=False)
    expect(desk.page.locator(".de-progress")).to_contain_text("Nothing is saved yet")
    expect(desk.next_button).to_have_text(f"Begin lesson {card.number}: {card.question}")
    answer_like_the_rest(desk, "guess.tries_guess")
    desk.open(START, code=False)
    expect(desk.page.locator(".de-progress")).to_contain_text(f"{CARD.number}. {CARD.question}")
    expect(sections(desk).filter(has_text=CARD.question)).to_contain_text("answered")
    desk.look("progress")
    assert faults(desk.page, *OURS) == []
    sections(desk).filter(has_text=CARD.question).click()
    # Where her answers end, there she goes on: her place is not known on a new computer.
    expect(desk.page.get_by_role("heading", name="The turn", level=2)).to_be_visible()
    expect(desk.page.locator(".de-list")).to_contain_text("4 of")
    desk.page.get_by_role("button", name="Start page").click()
    expect(desk.next_button).to_have_text(re.compile("^(Continue|Begin) lesson"))


def test_an_assessment_leads_on_to_the_next_lesson(desk: Desk) -> None:
    desk.open(NOTEBOOK, code=False)
    desk.start()
    lines = sections(desk)
    # A question about her commitment is not left behind unanswered.
    final = desk.form("final_rule")
    button = final.get_by_role("button", name="This is my decision")
    while not button.is_visible():
        desk.next_button.click()
    fill(desk, FIRST, "final_rule")
    button.click()
    question = final.locator(".de-confirm")
    expect(question).to_be_visible()
    where = desk.where
    desk.next_button.click()
    expect(desk.page.get_by_text("You haven't committed yet.")).to_be_visible()
    assert desk.where == where
    final.get_by_role("button", name="Not yet").click()
    expect(question).to_be_hidden()
    lines.last.click()
    later = next(card for card in cards() if card.number > CARD.number)
    expect(desk.next_button).to_have_text(f"Next lesson: {later.question}")
    desk.look("last")
    desk.next_button.click()
    expect(desk.page.get_by_role("heading", name=later.question, level=1)).to_be_visible()
