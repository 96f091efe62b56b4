"""What a form does with the answer cell beside it, and what it refuses to do."""

from __future__ import annotations

import json
import re
from typing import Any

import nbformat
import pytest
from desk import Desk
from playwright.sync_api import expect

from doneenough.core.lesson_files import cards
from shared.patience import eventually
from shared.rings import draw, in_rings

CARD = next(card for card in cards() if card.lesson == "evidence")
NOTEBOOK = f"assessments/{CARD.assignment}/{CARD.notebook}"
LESSON = f"course/{CARD.notebook}"
RULE = "sign_off_rule"
FIRST = {
    "letters_to_check": 100,
    "right_needed": 90,
    "tries_allowed": 1,
    "on_a_miss": "stop",
}
LETTERS = re.compile("^Fresh letters")
WRITTEN = "Written into your notebook, checked and saved."


def fill(desk: Desk, answer: dict[str, Any], name: str = RULE) -> None:
    """Give all four fields of a rule."""
    form = desk.form(name)
    for field, label in (
        ("letters_to_check", "Fresh letters"),
        ("right_needed", "Your pass mark"),
        ("tries_allowed", "How often"),
    ):
        form.get_by_role("spinbutton", name=re.compile(f"^{label}")).fill(str(answer[field]))
    position = ["stop", "rework", "limited"].index(answer["on_a_miss"])
    form.get_by_role("radio").nth(position).check()


def press(desk: Desk, name: str = RULE, words: str = WRITTEN) -> None:
    desk.form(name).get_by_role("button", name="This is my decision").click()
    desk.said(name, words)


def typed_into(desk: Desk, name: str, source: str) -> None:
    """Type an answer into its grey box by hand, and run it and the check."""
    desk.answer_cell(name).locator(".jp-Placeholder").click()  # the three dots
    desk.answer_cell(name).locator(".cm-content").click()
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.insert_text(source)
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.press("Control+S")


def test_decisions_in_a_row_and_one_typed_with_the_file_following(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    assert desk.answer(NOTEBOOK, RULE) == FIRST
    by_form = desk.check_of(RULE)
    second = FIRST | {"letters_to_check": 400, "right_needed": 363, "on_a_miss": "rework"}
    fill(desk, second)
    press(desk)
    assert desk.answer(NOTEBOOK, RULE) == second
    after = desk.check_of(RULE)
    assert by_form != after
    assert "Since your last try" in after
    desk.look("two decisions")
    desk.clear()
    desk.open(NOTEBOOK)
    desk.start()
    typed_into(desk, RULE, f"{RULE} = {FIRST!r}")
    expect(desk.check_cell(RULE)).to_contain_text("points")
    assert desk.check_of(RULE) == by_form


def test_after_a_restart_everything_is_there_again(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    fill(desk, FIRST | {"letters_to_check": 200})
    desk.restart_kernel()
    desk.form(RULE).get_by_role("button", name="This is my decision").click()
    desk.said(RULE, "The notebook isn't responding.")
    assert desk.answer(NOTEBOOK, RULE) == FIRST
    status = desk.page.locator(".doneenough-start [role=status]")
    expect(status).to_contain_text("restarted")
    desk.start()
    box = desk.form(RULE).get_by_role("spinbutton", name=LETTERS)
    expect(box).to_have_value("100")
    assert desk.form(RULE).get_by_role("radio").nth(0).is_checked()
    fill(desk, FIRST | {"right_needed": 91})
    press(desk)
    assert desk.answer(NOTEBOOK, RULE)["right_needed"] == 91


def test_another_day_nothing_looks_broken(desk: Desk) -> None:
    """Opened again without a kernel, experiments and forms leave their words, not errors."""
    desk.open(LESSON)
    desk.start()
    desk.page.get_by_role("radio").first.check()
    desk.save()
    desk.stop_kernels()
    desk.open(LESSON)
    words = desk.page.locator(".jp-OutputArea-output", has_text="Question 1 of").first
    expect(words).to_be_visible()
    expect(desk.page.locator(".jp-Notebook")).not_to_contain_text("Error displaying widget")
    desk.look("another day")


def the_low_end_of_a_slider_can_be_chosen(desk: Desk) -> None:
    slider = desk.form(RULE).get_by_role("slider", name=re.compile("^How often"))
    box = desk.form(RULE).get_by_role("spinbutton", name=re.compile("^How often"))
    expect(box).to_have_value("")
    slider.focus()
    desk.page.keyboard.press("Home")
    expect(box).to_have_value("1")


def what_is_empty_or_impossible_is_said_and_not_written(desk: Desk) -> None:
    press(desk, words="Still empty: Fresh letters")
    fill(desk, FIRST | {"right_needed": 101})
    press(desk, words="“Your pass mark” asks for 101 right of only 100 letters")
    assert desk.answer(NOTEBOOK, RULE)["letters_to_check"] is None


def a_number_that_does_not_fit_is_not_handed_in(desk: Desk) -> None:
    """What the box no longer shows must not count, least of all an older number."""
    fill(desk, FIRST)
    press(desk)
    box = desk.form(RULE).get_by_role("spinbutton", name=LETTERS)
    for wrong in ("100000", "5", ""):
        box.fill(wrong)
        press(desk, words="Still empty: Fresh letters")
        expect(desk.form(RULE)).to_contain_text("Please enter a whole number from 10 to 1000.")
    box.fill("200")
    press(desk)
    assert desk.answer(NOTEBOOK, RULE)["letters_to_check"] == 200


def two_enters_commit_nothing_and_escape_leaves(desk: Desk) -> None:
    fill(desk, FIRST, "final_rule")
    button = desk.form("final_rule").get_by_role("button", name="This is my decision")
    button.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.form("final_rule").get_by_role("button", name="Not yet")).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.said("final_rule", "Nothing has been written yet.")
    desk.page.keyboard.press("Enter")
    expect(desk.form("final_rule").get_by_role("button", name="Not yet")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert desk.answer(NOTEBOOK, "final_rule")["letters_to_check"] is None


def shift_and_enter_in_a_text_is_a_new_line_and_loses_nothing(desk: Desk) -> None:
    box = desk.form("reply").get_by_role("textbox")
    box.fill("One")
    box.press("End")
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.type("two")
    assert box.input_value() == "One\ntwo"


def the_folded_answer_opens_by_keyboard(desk: Desk) -> None:
    cell = desk.answer_cell(RULE)
    expect(cell.locator(".cm-content")).to_be_hidden()
    cell.focus()
    desk.page.keyboard.press("Enter")
    expect(cell.locator(".cm-content")).to_be_visible()


def an_answer_that_comes_late_counts(desk: Desk) -> None:
    """On a busy computer the form may have given the notebook up."""
    desk.page.evaluate(
        """() => { const wait = window.setTimeout;
        window.setTimeout = (f, time, ...more) => wait(f, time === 8000 ? 0 : time, ...more); }"""
    )
    fill(desk, FIRST | {"letters_to_check": 300})
    press(desk)
    assert desk.answer(NOTEBOOK, RULE)["letters_to_check"] == 300


def test_one_sitting_at_a_form(desk: Desk) -> None:
    """Small things, one after the other: starting afresh for each would take longest."""
    desk.open(NOTEBOOK)
    desk.start()
    for small_thing in (
        the_low_end_of_a_slider_can_be_chosen,
        what_is_empty_or_impossible_is_said_and_not_written,
        a_number_that_does_not_fit_is_not_handed_in,
        two_enters_commit_nothing_and_escape_leaves,
        shift_and_enter_in_a_text_is_a_new_line_and_loses_nothing,
        the_folded_answer_opens_by_keyboard,
        an_answer_that_comes_late_counts,
    ):
        small_thing(desk)


def test_on_a_page_the_number_shown_is_the_number_used(desk: Desk) -> None:
    desk.open(LESSON)
    desk.start()
    box = desk.page.get_by_role("spinbutton").first
    before = box.input_value()
    box.fill("100000")
    box.press("Tab")
    expect(desk.page.get_by_text(f"It's {before} again.").first).to_be_visible()
    expect(box).to_have_value(before)


def test_stray_keys_on_the_frame_of_a_cell_do_nothing(desk: Desk) -> None:
    """Reading by keyboard: no raw text opens, nothing is deleted, nothing restarts."""
    desk.open(LESSON)
    before = desk.page.locator(".jp-Cell").count()
    frame = desk.page.locator(".jp-MarkdownCell").first
    frame.focus()
    for key in ("Enter", "d", "d", "x", "0", "0", "a", "y", "Delete"):
        desk.page.keyboard.press(key)
    expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
    assert desk.page.locator(".jp-Cell").count() == before
    assert desk.page.locator(".jp-Dialog").count() == 0
    desk.page.keyboard.press("Shift+Tab")
    expect(desk.start_button).to_be_focused()


def test_a_commitment_is_asked_for_once_and_stays(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    fill(desk, FIRST, "final_rule")
    form = desk.form("final_rule")
    form.get_by_role("button", name="This is my decision").click()
    form.get_by_role("button", name="Not yet").click()
    desk.said("final_rule", "Nothing has been written yet.")
    assert desk.answer(NOTEBOOK, "final_rule")["letters_to_check"] is None
    form.get_by_role("button", name="This is my decision").click()
    form.get_by_role("button", name="Yes, this is final").click()
    desk.said("final_rule", WRITTEN)
    expect(form.get_by_role("button", name="Committed")).to_be_visible()
    expect(form.get_by_role("spinbutton", name=LETTERS)).to_be_disabled()
    expect(desk.check_cell("final_rule")).to_contain_text("committed")
    expect(desk.page.get_by_text(re.compile("What .* would choose, and why"))).to_be_visible()
    desk.look("committed")
    desk.restart_kernel()
    desk.start()
    expect(desk.form("final_rule").get_by_role("button", name="Committed")).to_be_visible()


def test_who_you_are_changes_the_situations(desk: Desk) -> None:
    desk.open(NOTEBOOK)
    desk.start()
    before = desk.form("sign_off_rule").inner_text()
    form = desk.form("me")
    form.get_by_role("textbox", name="Your learner ID").fill("Zoë & Söhne")
    form.get_by_role("button", name="This is me").click()
    desk.said("me", WRITTEN)
    assert desk.answer(NOTEBOOK, "me") == {"learner_id": "Zoë & Söhne", "cohort": "practice"}
    assert desk.form("sign_off_rule").inner_text() != before


# ------------------------------------------------------------------ what it refuses


def changed(desk: Desk, change: Any) -> None:
    """Change the learner's notebook on disk before it is opened."""
    place = desk.work / NOTEBOOK
    notebook = nbformat.read(place, as_version=4)
    change(notebook)
    nbformat.write(notebook, place)


def cell_of(notebook: Any, name: str) -> Any:
    (cell,) = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    ]
    return cell


def no_label(notebook: Any) -> None:
    del cell_of(notebook, RULE).metadata["nbgrader"]


def twice(notebook: Any) -> None:
    again = nbformat.from_dict(json.loads(json.dumps(cell_of(notebook, RULE))))
    again.id = "again"
    notebook.cells.append(again)


def locked(notebook: Any) -> None:
    cell_of(notebook, RULE).metadata["nbgrader"]["solution"] = False


CHANGES = [no_label, twice, locked]


@pytest.mark.parametrize(
    "change",
    in_rings(
        CHANGES,
        draw(CHANGES, 1, "no other cell").__contains__,
        identify=lambda change: change.__name__,
    ),
)
def test_no_other_cell_is_ever_written(desk: Desk, change: Any) -> None:
    changed(desk, change)
    desk.open(NOTEBOOK)
    before = [cell["source"] for cell in desk.on_disk(NOTEBOOK)["cells"]]
    desk.start()
    fill(desk, FIRST)
    desk.form(RULE).get_by_role("button", name="This is my decision").click()
    copy = desk.form(RULE).get_by_role("textbox", name="Copy this text")
    expect(copy).to_be_visible()
    assert f"{RULE} = {{" in copy.input_value()
    desk.page.keyboard.press("Control+S")
    eventually(lambda: desk.on_disk(NOTEBOOK)["cells"][1]["execution_count"])
    assert [cell["source"] for cell in desk.on_disk(NOTEBOOK)["cells"]] == before


def test_without_the_companion_a_copy_box_does_the_same_by_hand(desk: Desk) -> None:
    desk.page.route("**/companion.js*", lambda route: route.abort())
    desk.open(NOTEBOOK, companion=False)
    assert desk.start_button.count() == 0
    desk.run_all_from_the_menu()
    fill(desk, FIRST)
    form = desk.form(RULE)
    form.get_by_role("button", name="This is my decision").click()
    copy = form.get_by_role("textbox", name="Copy this text")
    expect(copy).to_be_visible()
    form.get_by_role("button", name="Copy", exact=True).click()
    expect(form.get_by_text("Copied.")).to_be_visible()
    desk.look("copy box")
    typed_into(desk, RULE, copy.input_value())
    expect(desk.check_cell(RULE)).to_contain_text("points")
    eventually(lambda: desk.answer(NOTEBOOK, RULE) == FIRST)


# ------------------------------------------------------------------- an error in words

OTHER = next(card.notebook for card in cards() if card is not CARD)
"""The companion acts only on the course's own notebooks: this one stands in for its copy."""
BROKEN = """
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask
def fails():
    raise RuntimeError("broken on purpose")
Explorer("start", [Ask("cold_open", fails)])
"""


def test_an_error_behind_a_control_is_shown_in_words(desk: Desk) -> None:
    place = desk.work / "course" / OTHER
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(BROKEN)],
        metadata={
            "doneenough": {"schema": 1, "kind": "start"},
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        },
    )
    nbformat.write(notebook, place)
    desk.open(f"course/{OTHER}")
    desk.start()
    desk.page.get_by_role("radio", name="I sign, because it meets the pass mark.").check()
    alert = desk.page.locator(".jp-OutputArea-output [role=alert]")
    expect(alert).to_contain_text("This part has stopped working.")
    expect(alert).not_to_contain_text("Traceback")
    desk.look("in words")
