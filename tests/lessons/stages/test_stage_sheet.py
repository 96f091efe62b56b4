"""The stage-observer sheet: meetings become rows, and the page can be printed."""

import pytest

from doneenough.core import store
from doneenough.core.lifecycle import STAGES
from doneenough.lessons.stages import my_sheet
from doneenough.lessons.stages.pages import MOST_MEETINGS as ROWS
from doneenough.lessons.stages.pages import WORDS
from doneenough.lessons.stages.sheet_checks import remarks


def form():
    explorer = my_sheet()
    (step,) = explorer.steps
    return explorer, step


def add(step, meeting, stage=2):
    step.meeting.value, step.stage.value = meeting, stage
    step.evidence.value, step.question.value = "93 of 100 in a demo", "On which letters?"
    step.add.click()


def test_meetings_become_rows_of_the_page(work):
    explorer, step = form()
    add(step, "Stand-up, 2 March")
    add(step, "Review, 5 March", stage=3)
    step.make.click()
    text = (work / "pages" / "stage_observer_sheet.md").read_text(encoding="utf-8")
    assert (
        "| Stand-up, 2 March | Build the model | 93 of 100 in a demo | On which letters? |" in text
    )
    assert "| Review, 5 March | Check the model |" in text
    assert text.count("|  |  |  |  |") == ROWS - 2
    web = (work / "pages" / "stage_observer_sheet.html").read_text(encoding="utf-8")
    assert web.count("<tr>") == 1 + 1 + ROWS + 1 + len(STAGES)
    assert 'scope="col"' in web
    assert explorer.errors == []


def test_a_choice_of_stage_gives_a_hint():
    _, step = form()
    step.stage.value = 4
    assert WORDS("look_for.use.evidence") in step.hint.value


def test_a_row_needs_a_meeting_and_a_stage():
    _, step = form()
    step.add.click()
    assert "choose a stage" in step.said.text
    assert step.rows == []


COUNTED, ASKED = "93 of 100 on fresh letters", "By how much does it beat the clerks?"


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([], []),
        ([["Review", "check", COUNTED, ASKED]], ["fine"]),
        ([["Review", "check", "", ASKED]], ["no_evidence"]),
        ([["Review", "use", "a splendid Demo of 9 letters", ASKED]], ["a_demo"]),
        ([["Review", "check", "everyone is confident", ASKED]], ["no_count"]),
        ([["Kick-off", "need", "one sentence that all have signed", ASKED]], ["fine"]),
        ([["Review", "build", COUNTED, "ask about the clerks"]], ["no_ask"]),
        ([["Review", "build", "", ""]], ["no_evidence", "no_ask"]),
        ([["One", "check", COUNTED, ASKED], ["Two", "prepare", COUNTED, ASKED]], ["went_back"]),
        ([["One", "build", COUNTED, ASKED], ["Two", "check", COUNTED, ASKED]], ["fine"]),
    ],
)
def test_a_sheet_says_what_it_leaves_open(rows, kinds):
    said = remarks(rows)
    # A text is told by its words before and after what is filled in.
    texts = WORDS.block("page.stage_observer_sheet.checks")
    ends = [texts[kind].rpartition("}}")[2] for kind in kinds]
    assert len(said) == len(kinds)
    for remark, end in zip(said, ends, strict=True):
        assert remark.endswith(end)


def test_what_the_sheet_leaves_open_is_seen_at_once_and_on_the_page(work):
    explorer, step = form()
    add(step, "Review & <b>lunch</b>")
    (said,) = remarks(step.rows)
    assert "“Review & <b>lunch</b>” is a demo" in said
    assert "“Review &amp; &lt;b&gt;lunch&lt;/b&gt;” is a demo" in step.table.value
    step.make.click()
    assert "&lt;b&gt;lunch&lt;/b&gt;” is a demo" in step.preview.value
    assert "- The evidence for" in (work / "pages" / "stage_observer_sheet.md").read_text("utf-8")
    step.again.click()
    assert step.table.value == ""
    assert explorer.errors == []


def test_a_full_sheet_says_so_and_can_be_emptied():
    _, step = form()
    for number in range(ROWS + 1):
        add(step, f"Meeting {number}")
    assert len(step.rows) == ROWS
    assert "full" in step.said.text
    step.again.click()
    assert step.rows == []


def test_meetings_are_there_again_next_time_and_rubbish_is_not():
    _, step = form()
    add(step, "Stand-up")
    _, again = form()
    assert [row[0] for row in again.rows] == ["Stand-up"]
    rows = [["a"], 3, ["a", "b", "c", "d"], ["a", "use", "c", 4], ["a", "use", "c", "d"]]
    store.remember("stages", "page.stage_observer_sheet", {"project": 7, "rows": rows})
    explorer, damaged = form()
    assert explorer.errors == []
    assert damaged.rows == [["a", "use", "c", "d"]]
    assert damaged.project.value == ""
