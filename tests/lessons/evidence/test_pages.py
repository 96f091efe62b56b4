"""The form behind "My gate" and the sign-off record."""

import pytest

from doneenough.lessons.evidence import my_gate, sign_off_record
from doneenough.lessons.evidence.case import passing

ME = {"learner_id": "", "cohort": "practice"}
RULE = {"letters_to_check": 300, "right_needed": 280, "tries_allowed": 1, "on_a_miss": "rework"}


def gate():
    explorer = my_gate()
    (step,) = explorer.steps
    return explorer, step


def test_the_page_counts_what_the_rule_lets_through(work):
    explorer, step = gate()
    step.controls["project"].value = "Sorts invoices"
    step.button.click()
    weak, good = passing(100, 90)
    text = (work / "pages" / "my_gate.md").read_text(encoding="utf-8")
    assert f"too weak for us, about {weak} would pass" in text
    assert f"good ones, about {200 - good} would be turned away" in text
    assert "Sorts invoices" in text
    assert "Sorts invoices" in step.preview.value
    assert explorer.errors == []


def test_the_pass_mark_follows_the_cases():
    explorer, step = gate()
    step.controls["cases"].value = 200
    assert step.controls["needed"].value == 180
    assert f"{passing(200, 180)[0]} of 200 weak models" in step.live.value
    assert explorer.errors == []


def test_what_cannot_be_is_said_and_no_old_page_stays():
    _, step = gate()
    step.button.click()
    assert step.preview.value
    step.controls["needed"].value = 101
    step.button.click()
    assert "asks for 101 of only 100 cases" in step.said.text
    assert step.preview.value == ""
    step.controls["needed"].value, step.controls["weak"].value = 90, 93
    step.button.click()
    assert "less often than a good one" in step.said.text


def test_the_form_is_filled_in_again_next_time():
    _, step = gate()
    step.controls["project"].value, step.controls["cases"].value = "Sorts invoices", 300
    step.button.click()
    _, again = gate()
    assert (again.controls["project"].value, again.controls["cases"].value) == (
        "Sorts invoices",
        300,
    )
    assert again.controls["needed"].value == step.controls["needed"].value


@pytest.mark.parametrize("rule", [None, {}, {**RULE, "tries_allowed": None}, {**RULE, "x": 1}])
def test_no_record_of_an_unfinished_rule(rule):
    explorer = sign_off_record(rule, ME)
    (step,) = explorer.steps
    assert "opens once your rule" in " ".join(
        getattr(child, "value", "") for child in explorer.widget.children[-1].children
    )
    assert explorer.errors == []
    assert not step.preview.value


def test_the_record_wants_a_signature(work):
    explorer = sign_off_record(RULE, ME)
    (step,) = explorer.steps
    step.button.click()
    assert "who signs" in step.said.text
    assert not (work / "pages").exists()
    step.controls["signer"].value = "Head of claims"
    step.button.click()
    text = (work / "pages" / "sign_off_record.md").read_text(encoding="utf-8")
    assert "Head of claims" in text
    assert "| Fresh letters in one try | 300 |" in text
    assert explorer.errors == []
