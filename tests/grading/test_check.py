"""``doneenough check``: points, a sentence per question, a report, an exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from doneenough.cli import main
from doneenough.core.lesson_files import Card, cards
from doneenough.grading.master import Master
from doneenough.grading.score import score
from shared.grading_helpers import Plain, answered, as_bytes, reference_answers, released
from shared.nbgrader_course import master_of


@pytest.fixture
def full(toy: Plain) -> Plain:
    reply = "Because <script>alert(1)</script> it **rains**.\x1b[2J"
    return answered(released(toy, "toy"), note=reply, **reference_answers("toy"))


def check(tmp_path: Path, data: bytes, *options: str, name: str = "mine.ipynb") -> Result:
    path = tmp_path / name
    path.write_bytes(data)
    result = CliRunner().invoke(main, ["check", str(path), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert path.read_bytes() == data, "the notebook was changed"
    assert "\x1b" not in result.output
    return result


def test_all_answered(full: Plain, tmp_path: Path, work: Path) -> None:
    result = check(tmp_path, as_bytes(full))
    assert result.exit_code == 0
    assert "First try: 9 of 10 points: much better than the usual choices." in result.output
    assert "A note: Written; a person marks it (up to 2 points)." in result.output
    said = re.search(r"Automatic points: ([\d.]+) of 30", result.output)
    assert said
    # Not rounded: an instructor's files say the same.
    assert 28 < float(said[1]) < 29
    assert "self-check, not a credential" in result.output
    page = (work / "reports" / "mine.html").read_text(encoding="utf-8")
    assert page.count("doneenough-feedback") == 2
    assert "not a credential" in page
    assert "<strong>rains</strong>" in page
    assert "alert(1)" not in page
    assert not re.search(r"(src|href)=[\"']?(http|//|file)", page)


@pytest.mark.parametrize("left_out", ["first_try", "last_word", "note"])
def test_something_missing(toy: Plain, full: Plain, tmp_path: Path, left_out: str) -> None:
    empty = {slot.name: slot.blank for slot in Master.of_lesson("toy").slots}
    result = check(tmp_path, as_bytes(answered(full, **{left_out: empty[left_out]})))
    assert result.exit_code == 1
    assert "Not answered yet" in result.output


def test_a_bad_answer_is_explained(full: Plain, tmp_path: Path) -> None:
    result = check(tmp_path, as_bytes(answered(full, first_try="first_try = 2 * 10")))
    assert result.exit_code == 1
    assert "First try: The answer can't be read" in result.output
    assert "a calculation" in result.output
    broken = check(tmp_path, as_bytes(answered(full, me="me = 3")))
    assert broken.exit_code == 1
    assert "who you are" in broken.output


def test_the_best_choice_is_revealed_after_committing_only(
    toy: Plain, full: Plain, tmp_path: Path, work: Path
) -> None:
    def page(data: bytes) -> str:
        check(tmp_path, data)
        return (work / "reports" / "mine.html").read_text(encoding="utf-8")

    assert page(as_bytes(full)).count("The best choice") == 1
    assert "Because 40 people get wet." in page(as_bytes(full))
    unfinished = 'last_word = {"number": 30, "colour": None, "reason": ""}'
    early = page(as_bytes(answered(full, last_word=unfinished)))
    assert "The best choice" not in early
    assert "people get wet" not in early


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty"),
        (b"%PDF", "a PDF file"),
        (b'{"cells": [{"source": "x"}], "nbformat": 4}', "one of this course's assessments"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_nothing_to_check(toy: Plain, tmp_path: Path, data: bytes, told: str) -> None:
    result = check(tmp_path, data)
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output


def test_options(toy: Plain, full: Plain, tmp_path: Path) -> None:
    (tmp_path / "master.ipynb").write_bytes(as_bytes(toy))
    page = tmp_path / "deep" / "report.html"
    master = str(tmp_path / "master.ipynb")
    result = check(tmp_path, as_bytes(full), "--html", str(page), "--master", master)
    assert result.exit_code == 0
    assert page.is_file()
    itself = check(tmp_path, as_bytes(full), "--html", str(tmp_path / "mine.ipynb"))
    assert "couldn't be written" in itself.output
    (tmp_path / "wall").write_text("")
    wall = check(tmp_path, as_bytes(full), "--html", str(tmp_path / "wall" / "report.html"))
    assert "couldn't be written" in wall.output
    assert wall.exit_code == 0
    not_master = tmp_path / "not_master.ipynb"
    not_master.write_text("{}")
    assert check(tmp_path, as_bytes(full), "--master", str(not_master)).exit_code == 2
    assert CliRunner().invoke(main, ["check", str(tmp_path / "no.ipynb")]).exit_code == 2


def test_without_a_course_around_it(full: Plain, tmp_path: Path, monkeypatch: Any) -> None:
    """A learner may have the package and her notebook only."""
    monkeypatch.setenv("DONEENOUGH_ROOT", str(tmp_path / "nowhere"))
    assert check(tmp_path, as_bytes(full)).exit_code == 0


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_every_lesson_can_be_checked(card: Card, tmp_path: Path) -> None:
    data = master_of(card)
    result = check(tmp_path, data, name=card.notebook)
    assert result.exit_code == 0, result.output
    bare = score(Master.of_lesson(card.lesson), data)
    assert bare.auto_points == score(Master.read(data), data).auto_points
