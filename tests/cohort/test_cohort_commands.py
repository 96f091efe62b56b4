"""``doneenough cohort`` from a terminal: what it says, what it returns, what it refuses."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doneenough.cli import main
from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.places import Cohort
from shared.cohort_course import everything_in, hand_in, release_of, statuses, zipped
from shared.grading_helpers import as_bytes


def cohort_command(*words: object) -> Result:
    result = CliRunner().invoke(main, ["cohort", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output.replace("\x1b[?25", "")
    return result


@pytest.fixture
def zipfile(cohort: Cohort, tmp_path: Path) -> Path:
    path = tmp_path / "lms.zip"
    made = cohort_command("sample", path, "--learners", 20, "--broken", 10)
    assert made.exit_code == 0
    assert f"{20 * len(cohort.assignments)} submissions of simulated learners" in made.output
    return path


def test_from_zip_to_reports_in_one_command(cohort: Cohort, card: Card, zipfile: Path) -> None:
    first = cohort_command("run", zipfile, "--jobs", 1)
    assert first.exit_code == 1  # one file in ten is broken on purpose
    total = 20 * len(cohort.assignments)
    assert f"Graded now: {total}. As before: 0." in first.output
    assert sum(map(int, re.findall(r"^  [a-z' ]+: (\d+)$", first.output, re.M))) == total
    assert len(statuses(cohort, card)) == 20
    for name in re.findall(r"^  (\S+\.\w+)$", first.output, re.M):
        assert (cohort.root / name).is_file(), name
    assert f"Feedback pages written: {total}" in first.output
    before = everything_in(cohort.home)
    second = cohort_command("run", zipfile, "--jobs", 1)
    assert f"Graded now: 0. As before: {total}." in second.output
    assert "Feedback pages written: 0, profiles: 0" in second.output
    assert second.exit_code == 0
    changed = {
        name for name, data in everything_in(cohort.home).items() if before.get(name) != data
    }
    assert changed <= {"gradebook.db"}


def test_preview_writes_nothing(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    data = as_bytes(release_of(cohort, card))
    path = tmp_path / "lms.zip"
    path.write_bytes(zipped({"anna/\x1b[31mx.ipynb": data, "../up.ipynb": data, "a.txt": b"hi"}))
    before = everything_in(tmp_path)
    result = cohort_command("preview", path)
    assert everything_in(tmp_path) == before
    assert result.exit_code == 1
    for words in ("anna", card.assignment, "set aside", "leads out", "left out", "1 submissions"):
        assert words in result.output
    path.write_bytes(zipped({f"anna/{card.notebook}": data}))
    assert cohort_command("preview", path).exit_code == 0


def test_collect_says_what_it_set_aside(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    data = as_bytes(release_of(cohort, card))
    path = tmp_path / "lms.zip"
    path.write_bytes(zipped({f"anna/{card.notebook}": data, "x.ipynb": data}))
    result = cohort_command("collect", path)
    assert result.exit_code == 1
    assert "1 new" in result.output
    assert "Set aside: 1" in result.output
    assert "cohort/quarantine.csv" in result.output


def test_what_cannot_be_done_is_said_in_words(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = cohort_command("grade")
    assert nothing.exit_code == 0
    assert "nothing to grade" in nothing.output
    (tmp_path / "x.zip").write_bytes(b"no zip")
    for words in (
        ("collect", tmp_path / "x.zip"),
        ("collect", tmp_path / "gone.zip"),
        ("grade", "no_such_assignment"),
        ("grade", "--db", "nonsense"),
        ("report", "no_such_assignment"),
        ("sample", tmp_path / "no" / "folder.zip"),
    ):
        result = cohort_command(*words)
        assert result.exit_code == 2, words
        assert "Error" in result.output
    monkeypatch.setenv("DONEENOUGH_ROOT", str(tmp_path / "nowhere"))
    lost = cohort_command("grade")
    assert lost.exit_code == 2
    assert "course isn't there" in lost.output


def test_the_demonstration(cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from doneenough.grading.cohort import demo

    monkeypatch.setattr(demo, "LEARNERS", 40)
    monkeypatch.setattr(demo, "BROKEN", 0.25)
    before = everything_in(cohort.root)
    place = tmp_path / "demo"
    for _ in range(2):
        result = cohort_command("demo", place, "--jobs", 1)
        assert result.exit_code == 0, result.output
        assert "40 submissions" in result.output
        assert "10 are broken on purpose" in result.output
        assert "Every submission ended the way it was meant to" in result.output
    for page in re.findall(r"^  (/\S+\.html)$", result.output, re.M):
        assert Path(page).is_file()
    assert everything_in(cohort.root) == before
    assert demo.unexpected({("a", "b"): "graded"}, {}) == ["b, a: nothing, not graded."]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    assert cohort_command("demo", tmp_path / "full").exit_code == 2
    assert (tmp_path / "full" / "thesis.txt").exists()


def test_help_lists_the_commands() -> None:
    result = cohort_command("--help")
    for name in ("preview", "collect", "grade", "report", "run", "sample"):
        assert re.search(rf"^  {name} ", result.output, re.M)


def test_show_writes_a_page_to_read(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    release = release_of(cohort, card)
    release["cells"][0]["source"] = "<img src=//evil.invalid/x>\x1b[31m\u202e![x](y)\n\n    $x$"
    folder = hand_in(cohort, card, "ada", as_bytes(release), more__ipynb=b"{cut off")
    (folder / "link.ipynb").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.ipynb")
    result = cohort_command("show", "ADA")
    assert result.exit_code == 0
    assert "cohort/reports/handed_in.html" in result.output
    page = (cohort.reports / "handed_in.html").read_text("utf-8")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "&lt;img src=//evil.invalid/x&gt; [31m ![x](y)\n\n    $x$" in page
    assert page.count("<h3>") == len(release["cells"])
    assert "{cut off" in page
    assert page.count("an ordinary file, so it wasn&#39;t opened") == 2
    assert "<img" not in page

    aside = tmp_path / "aside.ipynb"
    aside.write_bytes(as_bytes(release))
    assert cohort_command("show", aside).exit_code == 0
    nobody = cohort_command("show", "\x1b[31mnobody")
    assert nobody.exit_code == 2
    assert "neither a learner of this name" in nobody.output


def test_show_leaves_out_what_is_too_much(cohort: Cohort, tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": "x" * 30_000, "metadata": {}}] * 600
    path = tmp_path / "many.ipynb"
    path.write_bytes(as_bytes({"cells": cells, "nbformat": 4, "metadata": {}}))
    assert cohort_command("show", path).exit_code == 0
    page = (cohort.reports / "handed_in.html").read_text("utf-8")
    assert "The first 500 of 600 cells are shown." in page
    assert page.count("Only the first 20,000 characters are shown.") == 500
    with path.open("r+b") as file:
        file.truncate(30_000_000)
    assert cohort_command("show", path).exit_code == 0
    page = (cohort.reports / "handed_in.html").read_text("utf-8")
    assert "too large to be shown (30 MB)" in page
