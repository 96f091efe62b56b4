"""The form behind the monitoring section of the risk register."""

from doneenough.lessons.drift import my_register
from doneenough.lessons.drift.chance import small_look


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
