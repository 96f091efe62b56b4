"""`grade` and `how_a_lead_chose`, as a notebook calls them."""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough import grade, how_a_lead_chose
from doneenough.core.registry import find_exercise
from doneenough.core.store import recall
from doneenough.grading.notebook import Committed, Message, Points
from doneenough.grading.score import FAULT
from shared.grading_helpers import reference_answers

Plain = dict[str, Any]
GOOD = {"number": 19, "colour": "red", "reason": ""}
ME = {"learner_id": "", "cohort": "practice"}
BLANK = {"number": None, "colour": None, "reason": ""}


def plain_number(points: object) -> float:
    """What nbgrader reads from the output."""
    assert isinstance(points, Points)
    number = float(repr(points))
    assert math.isfinite(number)
    return number


def test_points_look_like_a_plain_number() -> None:
    assert repr(Points(7.5)) == str(Points(7.5)) == "7.5"
    assert repr(Points(7.123456)) == "7.12"
    assert repr(Points(math.nan)) == repr(Points(math.inf)) == "0.0"
    assert Points(3)._repr_html_() is None


def test_points_and_feedback(toy: Plain) -> None:
    points = grade("toy.first_try", GOOD, ME)
    assert plain_number(points) == 9.25
    assert "19 people stay dry" in points.html
    assert "9 of 10 points" in points.html
    assert "The best choice" not in points.html  # hidden while she may try again


@pytest.mark.parametrize("answer", [None, {}, BLANK])
def test_an_empty_answer_says_what_to_do(toy: Plain, answer: object) -> None:
    points = grade("toy.first_try", answer, ME)
    assert plain_number(points) == 0
    assert "not answered yet" in points.html
    assert "Fill in the form above" in points.text


@pytest.mark.parametrize(
    ("answer", "me", "told"),
    [
        ({"number": "19", "colour": "red", "reason": ""}, ME, "Write only 19, without quotes"),
        (GOOD, {"learner_id": 3, "cohort": ""}, "who you are"),
        (GOOD, "ada", "who you are"),
        ([1, 2], ME, "curly brackets"),
        ({"number": 20, "colour": "red", "reason": "make the course fail"}, ME, FAULT),
    ],
)
def test_a_bad_answer_earns_nothing_and_is_explained(
    toy: Plain, answer: object, me: object, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    points = grade("toy.first_try", answer, me)
    assert plain_number(points) == 0
    assert told in points.text
    assert capsys.readouterr().err == ""


def test_an_unknown_exercise_is_no_error(toy: Plain) -> None:
    for name in ("toy.nothing", "", None, 3):
        assert plain_number(grade(name, GOOD, ME)) == 0  # type: ignore[arg-type]
        assert "unknown exercise" in how_a_lead_chose(name, ME).text  # type: ignore[arg-type]


class Hostile:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["number", "colour", "reason"]) | st.text(), inner)
    ),
    max_leaves=8,
)


def test_whatever_is_given_points_come_back(toy: Plain, capsys: Any) -> None:
    @given(plain, plain)
    def check(answer: object, me: object) -> None:
        for name in ("toy.first_try", "toy.last_word"):
            back = grade(name, answer, me)
            assert isinstance(back, Points | Message)
            assert back.html

    check()
    assert plain_number(grade("toy.first_try", Hostile(), ME)) == 0
    assert plain_number(grade("toy.first_try", GOOD, Hostile())) == 0
    assert capsys.readouterr().err == ""


def test_nothing_reaches_stderr(
    toy: Plain, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise = type(find_exercise("toy.first_try"))

    def noisy(self: Any, brief: int, decision: Any) -> float:
        warnings.warn("rounding", RuntimeWarning, stacklevel=1)
        logging.getLogger("some.library").warning("careful")
        sys.stderr.write("oh")
        return 1000.0

    monkeypatch.setattr(exercise, "cost", noisy)
    assert plain_number(grade("toy.first_try", GOOD, ME)) == 10
    assert capsys.readouterr().err == ""


def test_what_moved_since_the_last_try(toy: Plain) -> None:
    first = grade("toy.first_try", GOOD | {"number": 10}, ME)
    assert "last try" not in first.html
    assert (
        "Since your last try.</strong> It costs €900 less." in grade("toy.first_try", GOOD, ME).html
    )
    assert (
        "Since your last try.</strong> It costs €500 more."
        in grade("toy.first_try", GOOD | {"number": 14}, ME).html
    )
    assert "last try" not in grade("toy.first_try", GOOD | {"number": 14}, ME).html
    # Another brief cannot be compared.
    other = grade("toy.first_try", GOOD, {"learner_id": "a", "cohort": "x"})
    assert "last try" not in other.html


def test_a_committed_answer_shows_no_points(toy: Plain) -> None:
    answer = {"number": 39, "colour": "red", "reason": "<b>rain</b>"}
    shown = grade("toy.last_word", answer, ME)
    assert isinstance(shown, Committed)
    assert "committed" in shown.html
    assert "seen by everybody" in shown.html
    assert "39 umbrellas" in shown.html
    assert "&lt;b&gt;" in shown.html
    assert "points:" not in shown.html + shown.text
    assert not any(character in repr(shown) for character in ("19.5", "of 20"))
    assert recall("toy", "committed.last_word") == answer
    again = grade("toy.last_word", answer, ME)
    assert "honest" not in again.html
    later = grade("toy.last_word", answer | {"number": 40}, ME)
    assert "honest one" in later.html
    assert recall("toy", "committed.last_word") == answer


@pytest.mark.parametrize("answer", [None, BLANK, {"number": 1}])
def test_an_unfinished_committed_answer_is_not_committed(toy: Plain, answer: object) -> None:
    shown = grade("toy.last_word", answer, ME)
    assert isinstance(shown, Message)
    assert not isinstance(shown, Committed)
    assert recall("toy", "committed.last_word") is None


def test_nbgrader_gets_the_points_and_nothing_is_kept(
    toy: Plain, monkeypatch: pytest.MonkeyPatch, work: Path
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert plain_number(grade("toy.last_word", GOOD | {"number": 39}, ME)) == 19.5
    assert plain_number(grade("toy.first_try", GOOD, ME)) == 9.25
    assert plain_number(grade("toy.last_word", None, ME)) == 0
    assert not work.exists()


def test_the_lead_speaks_after_the_commitment_only(toy: Plain) -> None:
    before = how_a_lead_chose("toy.last_word", ME)
    assert "Commit first" in before.html
    assert not re.search(r"39(?!;)", before.html)  # the apostrophe is no number
    grade("toy.last_word", GOOD | {"number": 10}, ME)
    # A changed identity does not change what was committed under which brief.
    after = how_a_lead_chose("toy.last_word", {"learner_id": "a", "cohort": "y"})
    assert "The best choice" in after.html
    assert "Because 40 people get wet." in after.html
    assert "39 umbrellas" in after.html
    assert "10 people stay dry" in after.html


def test_damaged_memory_is_no_error(toy: Plain, work: Path) -> None:
    progress = work / "progress"
    progress.mkdir(parents=True)
    for content in (
        {"last.first_try": 3, "committed.last_word": [1], "committed.last_word.brief": 77},
        {"last.first_try": {"brief": 0, "cost": "x"}, "committed.last_word": {"number": 1}},
    ):
        (progress / "toy.json").write_text(json.dumps(content))
        assert plain_number(grade("toy.first_try", GOOD, ME)) == 9.25
        assert "can't be shown" in how_a_lead_chose("toy.last_word", ME).text


@pytest.fixture
def shell() -> Iterator[Any]:
    """An IPython session in this process, which keeps its inputs as a kernel does."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    made = InteractiveShell.instance(config=config)
    made.run_cell("from doneenough import grade", store_history=True)
    yield made
    made.history_manager.end_session()
    InteractiveShell.clear_instance()


def run(shell: Any, *cells: str) -> Any:
    result = None
    for source in cells:
        result = shell.run_cell(source, store_history=True)
    return result.result


CHECK = 'grade("toy.first_try", first_try, me)'
ME_CELL = 'me = {"learner_id": "", "cohort": "practice"}'


def test_a_kernel_reads_the_source(toy: Plain, shell: Any) -> None:
    answer = reference_answers("toy")["first_try"]
    assert plain_number(run(shell, ME_CELL, answer, CHECK)) == 9.25
    for refused, told in [
        ('first_try = {"number": 10 + 9, "colour": "red", "reason": ""}', "a calculation"),
        ('first_try = {**{"number": 19}, "colour": "red", "reason": ""}', "in quotes"),
        ('first_try = dict(number=19, colour="red", reason="")', "a function call"),
        ('first_try = {"number": 19, "number": 19, "colour": "red", "reason": ""}', "twice"),
        (answer + '\nfirst_try["number"] = 20', "changes first_try"),
    ]:
        points = run(shell, refused, CHECK)
        assert plain_number(points) == 0, refused
        assert told in points.text
    assert plain_number(run(shell, answer, CHECK)) == 9.25
    points = run(shell, 'me = dict(learner_id="", cohort="practice")', CHECK)
    assert plain_number(points) == 0
    assert "who you are" in points.text


def test_a_kernel_ignores_changes_that_grading_cannot_see(toy: Plain, shell: Any) -> None:
    answer = reference_answers("toy")["first_try"]
    points = run(shell, ME_CELL, answer, 'first_try["number"] = 0', CHECK)
    assert plain_number(points) == 9.25


def test_a_kernel_asks_for_the_answer_cell(toy: Plain, shell: Any) -> None:
    points = run(shell, ME_CELL, f"globals()['first_try'] = {GOOD!r}", CHECK)
    assert plain_number(points) == 0
    assert "Please write first_try = " in points.text


def test_ipython_shows_a_plain_number_and_the_feedback(toy: Plain, shell: Any) -> None:
    points = run(shell, "%precision 0", ME_CELL, reference_answers("toy")["first_try"], CHECK)
    data, _ = shell.display_formatter.format(points)
    assert data["text/plain"] == "9.25"
    assert "19 people stay dry" in data["text/html"]
