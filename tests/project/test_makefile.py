"""What make does, with a stand-in for Python that writes down how it was called."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

# Acts as Python 3.11 with everything in it, unless FAILS names a part of the command line.
STAND_IN = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
if [ -n "${FAILS:-}" ]; then case "$*" in *"$FAILS"*) exit 1;; esac; fi
case "$*" in
  *"print('works')"*) echo works;;
  "-m venv --clear "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
esac
"""


@dataclass
class Folder:
    """A course with nothing in it but what make looks at."""

    root: Path
    python: Path
    calls: Path

    def make(
        self, *arguments: str, user: int | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run make, as another user where one is named, and forget earlier calls."""
        self.calls.write_text("", encoding="utf-8")
        self.calls.chmod(0o666)
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *arguments],
            cwd=self.root,
            env=clean | {"CALLS": str(self.calls), "PYTHON": str(self.python)} | environ,
            capture_output=True,
            text=True,
            check=False,
            user=user,
        )

    def installs(self) -> list[str]:
        """Return the installing commands of the last run."""
        words = ("-m venv", "-m pip install", "-m uv pip install")
        lines = self.calls.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(words)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return make_folder(tmp_path)


def make_folder(tmp_path: Path) -> Folder:
    """Lay out the course below a folder, under a name that asks for trouble."""
    root = tmp_path / "Zoë's course (1)"
    (root / "src" / "doneenough" / "lab" / "config" / "everyone").mkdir(parents=True)
    for name in ("tests", "course", "solutions", "assessments"):
        (root / name).mkdir()
    for name in ("Makefile", "requirements.txt", "pyproject.toml", "tests/requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    (tmp_path / "my bin").mkdir()
    python = tmp_path / "my bin" / "python3"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return Folder(root, python, tmp_path / "calls.txt")


UV = "-m uv pip install --python .venv/bin/python"
FIRST = [
    "-m venv --clear .venv",
    "-m pip install -c requirements.txt hatchling uv",
    # The package is installed anew, for uv does not see that the companion has changed.
    f"{UV} -r requirements.txt --no-build-isolation --reinstall-package doneenough -e .",
]
BY_PIP = [
    "-m pip install -r requirements.txt",
    "-m pip install -q --no-deps --no-build-isolation -e .",
]
TESTS = [f"{UV} -r tests/requirements.txt"]


def test_make_alone_lists_the_targets_in_one_line_each(folder: Folder) -> None:
    listed = folder.make().stdout.splitlines()
    targets = [line.split()[1] for line in listed]
    known = (
        "lab",
        "test",
        "test-exhaustive",
        "bench",
        "instructor",
        "cohort-demo",
        "release",
        "gradebook",
        "lock",
        "wheels",
        "lint",
        "clean",
    )
    for target in known:
        assert targets.count(target) == 1
    assert all(re.fullmatch(r"  make [\w-]+ +\S.+", line) for line in listed)
    assert folder.installs() == []


def test_the_first_run_makes_the_environment_and_the_second_does_not(folder: Folder) -> None:
    first = folder.make("lab")
    assert first.returncode == 0, first.stderr
    assert folder.installs() == FIRST
    assert folder.make("lab").returncode == 0
    assert folder.installs() == []
    assert folder.calls.read_text(encoding="utf-8").splitlines()[-1] == "-m doneenough lab"


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_newer_lock_or_project_file_updates_it(folder: Folder, changed: str) -> None:
    folder.make("lab")
    os.utime(folder.root / ".venv" / ".stamp", (1, 1))
    os.utime(folder.root / "requirements.txt", (0, 0))
    os.utime(folder.root / "pyproject.toml", (0, 0))
    folder.make("lab")
    assert folder.installs() == []
    os.utime(folder.root / changed, (2, 2))
    folder.make("lab")
    assert folder.installs() == FIRST[1:]


def test_a_moved_folder_gets_a_new_environment(folder: Folder) -> None:
    folder.make("lab")
    folder.root = folder.root.rename(folder.root.with_name("elsewhere (1)"))
    assert folder.make("lab").returncode == 0
    assert folder.installs() == FIRST
    folder.make("lab")
    assert folder.installs() == []


def test_an_environment_whose_python_is_gone_is_made_again(folder: Folder) -> None:
    folder.make("lab")
    (folder.root / ".venv" / "bin" / "python").unlink()
    assert folder.make("lab").returncode == 0
    assert folder.installs() == FIRST


def test_an_environment_without_a_stamp_is_completed_not_wiped(folder: Folder) -> None:
    folder.make("lab")
    (folder.root / ".venv" / ".stamp").unlink()
    folder.make("lab")
    assert folder.installs() == FIRST[1:]


@pytest.mark.parametrize("fails", ["-m uv", "uv"])
def test_where_uv_fails_or_is_missing_pip_installs_and_says_so(folder: Folder, fails: str) -> None:
    ran = folder.make("lab", FAILS=fails)
    assert ran.returncode == 0, ran.stderr
    assert folder.installs() == FIRST + BY_PIP
    assert "Trying once more with pip" in ran.stderr
    folder.make("lab")
    assert folder.installs() == []


def test_without_a_network_it_says_what_to_do_and_goes_on_later(folder: Folder) -> None:
    failed = folder.make("lab", FAILS="pip install")
    assert failed.returncode != 0
    assert "Is the internet reachable" in failed.stderr
    assert "Please run make again" in failed.stderr
    assert "doneenough lab" not in folder.calls.read_text(encoding="utf-8")
    folder.make("lab")
    assert folder.installs() == FIRST[1:]


def test_something_is_said_before_each_wait(folder: Folder) -> None:
    said = folder.make("lab").stdout.splitlines()
    assert said[0].startswith("Setting up the course in .venv/: about 700 MB")
    assert [line[:7] for line in said[1:]] == ["1 of 3:", "2 of 3:", "3 of 3:"]


def test_only_testing_installs_what_tests_need(folder: Folder) -> None:
    folder.make("lab")
    assert folder.make("test").returncode == 0
    assert folder.installs() == TESTS
    folder.make("test")
    assert folder.installs() == []
    os.utime(folder.root / ".venv" / ".stamp-tests", (1, 1))
    folder.make("lint")
    assert folder.installs() == TESTS


def test_tests_are_installed_by_pip_where_uv_fails(folder: Folder) -> None:
    folder.make("lab")
    ran = folder.make("lint", FAILS="-m uv")
    assert ran.returncode == 0
    assert folder.installs() == [*TESTS, "-m pip install -r tests/requirements.txt"]
    (folder.root / ".venv" / ".stamp-tests").unlink()
    failed = folder.make("lint", FAILS="pip install")
    assert failed.returncode != 0
    assert "Is the internet reachable" in failed.stderr


def test_an_environment_of_an_older_python_is_made_again(folder: Folder) -> None:
    folder.make("lab")
    (folder.root / ".venv" / ".stamp").unlink()
    ran = folder.make("lab", FAILS="import pip, sys")
    assert ran.returncode == 0, ran.stderr
    assert folder.installs() == FIRST
    assert "does not work with this Python, so it is made again" in ran.stdout


def test_an_environment_that_lost_its_packages_to_a_new_python_is_completed(folder: Folder) -> None:
    folder.make("lab")
    ran = folder.make("lab", FAILS="import doneenough")
    assert ran.returncode == 0, ran.stderr
    assert folder.installs() == FIRST[1:]


def test_an_environment_of_the_first_scheme_is_completed(folder: Folder) -> None:
    """It holds what tests need as well, and no installer from the lock."""
    folder.make("lab")
    os.utime(folder.root / ".venv" / ".stamp", (1, 1))
    ran = folder.make("lab")
    assert "Bringing .venv/ up to date" in ran.stdout
    assert folder.installs() == FIRST[1:]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
@pytest.mark.parametrize("place", [".", ".venv"])
def test_a_folder_that_cannot_be_written_is_named(place: str) -> None:
    # Others must be able to enter it, which pytest's own folders do not allow.
    with tempfile.TemporaryDirectory() as outside:
        home = Path(outside)
        folder = make_folder(home)
        home.chmod(0o755)
        if place == ".venv":
            folder.make("lab")
            (folder.root / ".venv" / ".stamp").unlink()
            folder.root.chmod(0o777)
        locked = folder.root / place
        locked.chmod(0o555)
        # Root may write anywhere; nobody else may here.
        somebody = {"user": 65534} if os.geteuid() == 0 else {}
        ran = folder.make("lab", **somebody)
        locked.chmod(0o755)
    assert ran.returncode != 0
    assert f"You may not write in {locked}".removesuffix("/.") in ran.stderr
    assert "copy the course to a folder of your own" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_python_that_is_too_old_is_explained(folder: Folder) -> None:
    refused = folder.make("lab", f"PYTHON={folder.python}", FAILS="version_info")
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer" in refused.stderr
    assert str(folder.python) in refused.stderr
    assert "https://www.python.org" in refused.stderr
    assert folder.installs() == []


def test_a_missing_venv_names_what_to_install(folder: Folder) -> None:
    refused = folder.make("lab", FAILS="import ensurepip")
    assert refused.returncode != 0
    assert "python3-venv" in refused.stderr
    assert not (folder.root / ".venv").exists()


def test_settings_of_other_projects_do_not_reach_the_install(folder: Folder) -> None:
    watched = "PIP_USER|PIP_TARGET|PYTHONPATH|PYTHONHOME"
    text = STAND_IN + f'env | grep -E "^({watched})=" >> "$CALLS"\nexit 0\n'
    folder.python.write_text(text, encoding="utf-8")
    foreign = {"PIP_USER": "1", "PIP_TARGET": "/x", "PYTHONPATH": "/x", "PYTHONHOME": "/x"}
    folder.make("lab", **foreign)
    assert folder.installs() == FIRST
    assert "/x" not in folder.calls.read_text(encoding="utf-8")


def test_test_checks_style_types_and_behaviour_and_leaves_repeats_to_the_other(
    folder: Folder,
) -> None:
    assert folder.make("test").returncode == 0
    *checks, tests = folder.calls.read_text(encoding="utf-8").splitlines()[-4:]
    assert checks == ["-m ruff check", "-m ruff format --check", "-m mypy"]
    assert folder.make("test-exhaustive").returncode == 0
    repeats = folder.calls.read_text(encoding="utf-8").splitlines()[-1]
    # What the one leaves out the other runs: nothing falls between them.
    assert re.fullmatch("-m pytest .* -m not exhaustive", tests)
    assert re.fullmatch("-m pytest .* -m exhaustive", repeats)


@pytest.mark.parametrize("step", ["ruff check", "ruff format", "mypy", "pytest"])
def test_test_fails_when_one_of_them_does(folder: Folder, step: str) -> None:
    assert folder.make("test", FAILS=step).returncode != 0


def test_bench_measures_and_writes_the_table(folder: Folder) -> None:
    assert folder.make("bench").returncode == 0
    ran = folder.calls.read_text(encoding="utf-8").splitlines()
    assert ran[-1] == "tests/benchmarks/run.py --readme"


def test_instructors_register_the_masters_first(folder: Folder) -> None:
    folder.make("instructor")
    ran = folder.calls.read_text(encoding="utf-8").splitlines()[-2:]
    assert ran == ["-m doneenough gradebook", "-m doneenough lab --instructor"]


def test_clean_keeps_everybodys_work(folder: Folder) -> None:
    for name in ("my_work", "cohort", ".mypy_cache", "src/__pycache__"):
        (folder.root / name).mkdir()
    folder.make("lab")
    assert folder.make("clean").returncode == 0
    assert (folder.root / "my_work").is_dir()
    assert (folder.root / "cohort").is_dir()
    for name in (".venv", ".mypy_cache", "src/__pycache__"):
        assert not (folder.root / name).exists()
