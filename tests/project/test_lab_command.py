"""``doneenough lab``: what it starts, with which settings, and what it says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from doneenough.cli import main
from doneenough.lab.launch import choose_work, lab_command, lab_environment, launch


@pytest.fixture
def started(course: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Go into the course and note what would be started instead of starting it."""
    calls: list[dict[str, Any]] = []

    def note(root: Path, work: Path, extra: tuple[str, ...], instructor: bool) -> int:
        calls.append({"root": root, "work": work, "extra": extra, "instructor": instructor})
        return 0

    monkeypatch.setattr("doneenough.lab.command.launch", note)
    monkeypatch.delenv("DONEENOUGH_ROOT", raising=False)
    monkeypatch.delenv("DONEENOUGH_WORK", raising=False)
    monkeypatch.chdir(course / "course")
    return calls


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lab", *arguments])


def test_it_copies_the_notebooks_and_starts_in_the_course(
    started: list[dict[str, Any]], course: Path
) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "Your notebooks are in my_work/ (2 new)." in result.output
    root = course.resolve()
    assert started == [{"root": root, "work": root / "my_work", "extra": (), "instructor": False}]
    assert (course / "my_work" / "course" / "00_start_here.ipynb").is_file()


def test_what_follows_the_dashes_goes_to_jupyterlab(started: list[dict[str, Any]]) -> None:
    run("--instructor", "--", "--no-browser", "--port", "8899")
    assert started[0]["extra"] == ("--no-browser", "--port", "8899")
    assert started[0]["instructor"]


def test_a_second_start_says_that_nothing_was_changed(started: list[dict[str, Any]]) -> None:
    run()
    assert "Nothing in it was changed." in run().output
    assert len(started) == 2


def test_a_work_folder_that_cannot_be_opened_is_said(
    started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DONEENOUGH_WORK", str(tmp_path / "elsewhere"))
    assert "outside the course" in run().output
    assert not (tmp_path / "elsewhere").exists()


def test_a_course_that_cannot_be_written_says_what_to_do(
    started: list[dict[str, Any]], course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied", str(course / "my_work"))

    monkeypatch.setattr("doneenough.lab.command.prepare_work", refused)
    result = run()
    assert result.exit_code == 1
    assert f"Permission denied: {course / 'my_work'}" in " ".join(result.output.split())
    assert "copy the whole course to a folder of your own" in " ".join(result.output.split())
    assert started == []


def test_a_taken_port_is_said_and_nothing_is_said_of_a_free_one(
    started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        monkeypatch.setattr("doneenough.lab.launch.USUAL_PORT", other.getsockname()[1])
        assert "is taken" not in run().output
        other.listen()
        output = run().output
        assert "is taken, so JupyterLab looks for the next free one" in output
        assert "please close one" in output
        # Who names a port has chosen.
        assert "is taken" not in run("--", "--port", "9000").output
    assert len(started) == 3


@pytest.mark.skipif(os.name == "nt", reason="HOME means nothing there")
def test_without_a_home_folder_jupyterlab_gets_one_for_today(
    started: list[dict[str, Any]], course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "home folder can't" not in run().output
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert "set HOME to a folder of your own" in run().output

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("doneenough.lab.launch.Path.home", unknown)
    assert "set HOME to a folder of your own" in run().output
    note = tmp_path / "home.txt"
    look = f"import os; print(os.path.isdir(os.environ['HOME']), file=open({str(note)!r}, 'w'))"
    monkeypatch.setattr(
        "doneenough.lab.launch.lab_command", lambda *_: [sys.executable, "-c", look]
    )
    monkeypatch.setattr("doneenough.lab.launch.signal.signal", lambda *_: None)
    assert launch(course, course / "my_work") == 0
    assert note.read_text(encoding="utf-8").strip() == "True"


def test_an_unknown_fresh_name_is_a_message_and_starts_nothing(
    started: list[dict[str, Any]],
) -> None:
    result = run("--fresh", "99_none")
    assert result.exit_code == 1
    assert "01_tiny" in result.output
    assert "Traceback" not in result.output
    assert started == []


def test_a_wrong_course_folder_is_a_message(
    started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DONEENOUGH_ROOT", str(tmp_path / "nowhere"))
    result = run()
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert "Traceback" not in result.output
    assert started == []


@pytest.mark.parametrize(
    ("named", "expected"),
    [("team/anna", "team/anna"), ("../elsewhere", "my_work"), (".", "my_work")],
)
def test_work_is_where_jupyterlab_can_open_it(course: Path, named: str, expected: str) -> None:
    root = course.resolve()
    assert choose_work(root, {"DONEENOUGH_WORK": str(root / named)}) == root / expected


def test_the_learners_own_arguments_win(course: Path) -> None:
    command = lab_command(course, course / "my_work", ["--LabApp.default_url=/lab"])
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert command[-1] == "--LabApp.default_url=/lab"
    assert "--LabApp.default_url=/lab/tree/my_work/course/00_start_here.ipynb" in command


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no root user on this system")
@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_in_a_container_is_allowed_unasked(
    course: Path, user: int, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doneenough.lab.launch.os.geteuid", lambda: user)
    assert ("--allow-root" in lab_command(course, course / "my_work")) == allowed


def test_notebooks_agree_with_the_launcher_on_the_folders(course: Path) -> None:
    before = {"JUPYTER_CONFIG_PATH": "/own", "PATH": "/usr/bin"}
    environment = lab_environment(course, course / "my_work", before)
    assert environment["DONEENOUGH_ROOT"] == str(course)
    assert environment["DONEENOUGH_WORK"] == str(course / "my_work")
    assert environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)[-1] == "/own"
    assert environment["PATH"].endswith("/usr/bin")
    assert before == {"JUPYTER_CONFIG_PATH": "/own", "PATH": "/usr/bin"}


def test_only_what_is_called_is_imported() -> None:
    code = (
        "import sys, doneenough.cli\n"
        "heavy = {'nbgrader', 'nbconvert', 'jupyterlab', 'sklearn', 'numpy', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_subcommand_can_be_imported_and_explains_itself() -> None:
    listed = CliRunner().invoke(main, ["--help"])
    assert listed.exit_code == 0, listed.output
    for name in main.list_commands(None):  # type: ignore[arg-type]
        assert name in listed.output
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
