"""The form behind "My gate" and the sign-off record."""

import html

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


def made(work, **values):
    """Return what the page says and what stands below the crowds, with these fields."""
    explorer, step = gate()
    for name, value in values.items():
        step.controls[name].value = value
    step.button.click()
    assert explorer.errors == []
    return (work / "pages" / "my_gate.md").read_text(encoding="utf-8"), html.unescape(
        step.live.value
    )


def test_the_sentence_parses_with_what_was_typed_and_without(work):
    text, _ = made(work, right="the experts agree with the answer.", miss="two weeks of rework")
    assert (
        "I sign if at least 90 of 100 fresh cases are right, in one try. Right means: the experts "
        "agree with the answer. If the check fails: two weeks of rework." in text
    )
    assert "still open, so it" not in text
    text, _ = made(work, miss="", tries=3)
    assert "right, in up to 3 tries, with fresh cases every time. Right means" in text
    assert "If the check fails: (still open)." in text
    assert "Some of the sentence is still open" in text


def test_the_page_says_what_its_numbers_let_through_and_cannot_show(work):
    weak, good = passing(100, 90, 4)
    for said in made(work, tries=4):
        assert f"About {weak} of 200 weak models would pass" in said
        assert f"With a single try, it would be {passing(100, 90)[0]}." in said
        assert "90 right of 100 cases can't show it" in said
        assert "only 82 of 100 right" in said
        assert "good models would be turned away, because" not in said
    _, good = passing(100, 95)
    for said in made(work, tries=1, needed=95):
        assert f"About {200 - good} of 200 good models would be turned away, because" in said
        assert "weak models would pass. More" not in said
        assert "can't show it" not in said  # 95 of 100 is out of a weak model's reach
    # Only with enough cases nothing is left to say.
    for said in made(work, cases=400, needed=363):
        assert "The numbers fit each other" in said
    # Not even with no error at all.
    for said in made(work, cases=20, needed=20):
        assert "20 right of 20 cases can't show it" in said


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
    assert (
        "Head of claims signs if at least 280 of 300 fresh letters are right, in one try. If the "
        "check fails, the team reworks the model" in text
    )
    assert "## Before you sign" in text
    assert "| Fresh letters in one try | 300 |" in text
    assert explorer.errors == []
