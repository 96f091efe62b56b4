"""The form behind the monitoring section of the risk register."""

import re

import numpy as np
import pytest
from scipy import stats

from doneenough.lessons.drift import my_register
from doneenough.lessons.drift.case import USUAL_LIMIT
from doneenough.lessons.drift.chance import small_look
from doneenough.lessons.drift.pages import MANY
from shared.language import text_of_html


def form():
    explorer = my_register()
    (step,) = explorer.steps
    return explorer, step


def test_the_page_holds_the_chain(work):
    explorer, step = form()
    step.controls["owner"].value = "Joseph Adeyemi"
    step.button.click()
    text = (work / "pages" / "monitoring_section.md").read_text(encoding="utf-8")
    for part in ("Trigger", "Diagnose", "Act", "Owner", "Deadline"):
        assert f"## {part}" in text
    assert "someone responds within 2 days: Joseph Adeyemi" in text
    assert "still open" in text
    assert "Joseph Adeyemi" in step.preview.value
    assert explorer.errors == []


def test_false_alarms_follow_the_cases():
    explorer, step = form()
    step.controls["cases"].value = 50
    assert f"{round(100 * small_look(50, 0.1))} of 100 quiet check-ups" in step.live.value
    assert explorer.errors == []


def test_the_form_is_filled_in_again_next_time():
    _, step = form()
    step.controls["project"].value, step.controls["cases"].value = "Sorts invoices", 300
    step.button.click()
    _, again = form()
    assert (again.controls["project"].value, again.controls["cases"].value) == (
        "Sorts invoices",
        300,
    )


def longest_wait(every, delay, days):
    """Return the longest time from a change to a response, for changes at any time of a cycle.

    The first letter after the change shows it once its truth is known, at the next check-up.
    """
    change = np.linspace(0, every, 1000, endpoint=False) + every / 1000
    check_up = np.ceil((change + delay) / every - 1e-9) * every
    return (check_up - change + days).max()


def numbers(pattern, text):
    """Return the numbers in the one place of a text that fits the pattern."""
    (found,) = re.findall(pattern, text)
    return [float(number) for number in ([found] if isinstance(found, str) else found)]


@pytest.mark.parametrize(
    ("cases", "every", "delay", "days"),
    [(50, 7, 14, 2), (200, 1, 0, 1), (120, 28, 21, 5), (5000, 90, 365, 30), (10, 5, 3, 10)],
)
def test_the_page_s_own_sentences_say_what_the_lesson_computes(work, cases, every, delay, days):
    explorer, step = form()
    filled = {"cases": cases, "every": every, "delay": delay, "days": days}
    for name, value in filled.items():
        step.controls[name].value = value
    step.button.click()
    page = (work / "pages" / "monitoring_section.md").read_text(encoding="utf-8")
    at_a_time, luck = numbers(
        r"You check (\d+) cases at a time\. If 80 of 100 are right, luck .*? by up to (\d+),", page
    )
    assert at_a_time == cases
    # Twice the standard error of a share of 80 in 100.
    assert luck == round(100 * 2 * stats.binom.std(cases, 0.8) / cases)
    needless = round(100 * small_look(cases, USUAL_LIMIT))
    assert f"{needless} of 100 quiet check-ups |" in page
    warned = re.findall(
        r"With (\d+) cases in one check-up, the usual limit ([\d.]+) raises a false alarm "
        r"in (\d+) of 100",
        page,
    )
    assert warned == ([(f"{cases}", f"{USUAL_LIMIT:g}", f"{needless}")] if needless > MANY else [])
    (longest,) = numbers(r"go without a response for (\d+) days", page)
    exact = longest_wait(every, delay, days)
    assert longest - every / 500 <= exact <= longest
    often = "Every day" if every == 1 else f"Every {every} days"
    assert f"{often} we check (still open), {cases} cases at a time." in page
    # The same stands beside the form while it is filled in.
    beside = text_of_html(step.live.value)
    for sentence in (f"by up to {luck:.0f},", f"for {longest:.0f} days."):
        assert sentence in beside
    assert explorer.errors == []
