"""pyproject.toml, the lock, environment.yml and .ci/run say the same."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import locks

ROOT = Path(__file__).parents[2]
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
TESTS_LOCK = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8")
RUNTIME = PYPROJECT["project"]["dependencies"]
SETUP = PYPROJECT["project"]["optional-dependencies"]["setup"]
TEST = PYPROJECT["project"]["optional-dependencies"]["test"]
PIN = re.compile(
    r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[0-9][^\s;]*)(?: ; (?P<marker>.+))?"
)


def pins(lock: str) -> dict[str, list[Version]]:
    """Return every pinned version by name; a line that is no exact pin is an error."""
    found: dict[str, list[Version]] = {}
    for line in lock.splitlines():
        pin = PIN.fullmatch(line)
        if pin is None:
            raise ValueError(f"not an exact pin: {line!r}")
        if pin["marker"]:
            Marker(pin["marker"])
        found.setdefault(pin["name"], []).append(Version(pin["version"]))
    return found


def in_range(line: str, lock: str) -> bool:
    """Whether the lock pins this within its range; in one of its versions, if it has a marker."""
    wanted = Requirement(line)
    versions = pins(lock).get(canonicalize_name(wanted.name), [])
    within = any if wanted.marker else all
    return bool(versions) and within(wanted.specifier.contains(each) for each in versions)


@pytest.mark.parametrize("line", [*RUNTIME, *SETUP, *PYPROJECT["build-system"]["requires"]])
def test_what_learners_need_is_pinned_within_its_range(line: str) -> None:
    assert in_range(line, LOCK), "run `make lock`"


@pytest.mark.parametrize("line", TEST)
def test_what_tests_need_is_pinned_within_its_range(line: str) -> None:
    assert in_range(line, LOCK + TESTS_LOCK), "run `make lock`"


def test_learners_get_nothing_that_only_tests_need() -> None:
    ours = {canonicalize_name(Requirement(line).name) for line in RUNTIME + SETUP}
    theirs = {canonicalize_name(Requirement(line).name) for line in TEST} - ours
    # What JupyterLab and nbgrader need anyway may be among them.
    assert theirs & set(pins(LOCK)) <= {
        *("nbclient", "notebook", "packaging", "psutil", "pyyaml"),
    }


def test_the_second_lock_only_adds() -> None:
    """Installed one after the other they change nothing that is there."""
    assert not set(LOCK.splitlines()) & set(TESTS_LOCK.splitlines())
    first, second = pins(LOCK), pins(TESTS_LOCK)
    assert {name: first[name] for name in set(first) & set(second)} == {
        name: second[name] for name in set(first) & set(second)
    }


@pytest.mark.parametrize("lock", [LOCK, TESTS_LOCK], ids=["learners", "tests"])
def test_a_lock_has_exact_versions_and_no_addresses(lock: str) -> None:
    assert pins(lock)
    assert not re.search(r"://|file:|@|--|index|\\", lock)


@pytest.mark.parametrize(
    "line",
    [
        "numpy>=2.0",
        "numpy @ file:///somewhere/numpy.whl",
        "--index-url https://example.org/simple",
        "-e .",
        "numpy==2.4.6 --hash=sha256:00",
        "",
    ],
)
def test_a_lock_with_anything_else_is_noticed(line: str) -> None:
    with pytest.raises(ValueError, match="not an exact pin"):
        pins(f"nh3==0.3.7\n{line}\nwrapt==2.5.2\n")


def test_the_lock_serves_every_system() -> None:
    assert re.search(r"^colorama==.*sys_platform == 'win32'$", LOCK, re.MULTILINE)
    assert re.search(r"^appnope==.*sys_platform == 'darwin'$", LOCK, re.MULTILINE)
    assert re.search(r"^pexpect==.*sys_platform != 'win32'$", LOCK, re.MULTILINE)


def test_the_environment_file_names_python_and_points_at_the_lock_only() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment == {
        "name": "doneenough",
        "channels": ["conda-forge"],
        "dependencies": ["python=3.11", "pip", {"pip": ["-r requirements.txt", "-e ."]}],
    }


def test_no_folder_hides_the_environment_file_from_binder() -> None:
    assert not (ROOT / "binder").exists()
    assert not (ROOT / ".binder").exists()


def test_one_python_version_everywhere() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python = environment["dependencies"][0].removeprefix("python=")
    assert PYPROJECT["project"]["requires-python"] == f">={python}"
    assert PYPROJECT["tool"]["mypy"]["python_version"] == python
    assert python == locks.OLDEST
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"sys.version_info < ({python.replace('.', ', ')})" in makefile


def test_every_dependency_says_why() -> None:
    for line in [*RUNTIME, *SETUP, *TEST]:
        assert re.search(rf'^  "{re.escape(line)}", +# \S.{{4,}}$', PYPROJECT_TEXT, re.MULTILINE), (
            line
        )


def test_the_editable_install_needs_no_isolated_build() -> None:
    for line in PYPROJECT["build-system"]["requires"]:
        assert canonicalize_name(Requirement(line).name) in pins(LOCK)
    assert PYPROJECT["tool"]["hatch"]["build"]["dev-mode-dirs"] == ["src"]


def test_what_the_package_imports_is_declared() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in RUNTIME}
    installed = packages_distributions()
    undeclared = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top in sys.stdlib_module_names or top == "doneenough":
                    continue
                owners = {canonicalize_name(owner) for owner in installed.get(top, [top])}
                if not owners & declared:
                    undeclared[top] = path.relative_to(ROOT).as_posix()
    assert not undeclared


def run_ci(course: Path, *, failing: str = "") -> tuple[int, list[str]]:
    """Run CI's script on a course whose make only notes each target; return code and notes."""
    copy = course / ".ci" / "run"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / ".ci" / "run").read_bytes())
    note = f"%:\n\t@echo $@ in $(CURDIR)\n\t@test $@ != '{failing}'\n"
    (course / "Makefile").write_text(note, encoding="utf-8")
    # `make test` runs these tests: a make inside a make would announce its folder.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    ran = subprocess.run(
        ["bash", str(copy)], cwd="/", env=clean, capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout.splitlines()


CI_TARGETS = ["oldest", "test"]


def test_ci_runs_every_check_in_the_course_from_wherever_it_is_called(tmp_path: Path) -> None:
    course = tmp_path / "a course"
    assert run_ci(course) == (0, [f"{target} in {course}" for target in CI_TARGETS])
    assert os.name == "nt" or os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("failing", CI_TARGETS)
def test_ci_fails_when_one_check_does(tmp_path: Path, failing: str) -> None:
    code, ran = run_ci(tmp_path / "course", failing=failing)
    assert code != 0
    assert ran[-1].startswith(f"{failing} in")


def test_a_learners_and_a_cohorts_files_stay_out_of_git() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    # From the top only: a package may be called the same.
    assert {"/my_work/", "/cohort/", ".venv/", ".ipynb_checkpoints/"} <= set(ignored)
    assert {"cohort/*", "my_work/*"} <= set(PYPROJECT["tool"]["ruff"]["extend-exclude"])


def test_both_licences_are_named_and_shipped() -> None:
    assert PYPROJECT["project"]["license"] == "BSD-3-Clause AND CC-BY-4.0"
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    content = (ROOT / "LICENSE-CONTENT").read_text(encoding="utf-8")
    assert "BSD 3-Clause License" in code
    assert "https://creativecommons.org/licenses/by/4.0/" in content
    for text in (code, content):
        assert "Copyright (c) 2026, the Done Enough authors" in text
