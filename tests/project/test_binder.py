"""On Binder: what will be built, the links that lead there, and the copies learners find."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tiny_course import make_course

from doneenough.core.lesson_files import cards
from doneenough.core.registry import exercises
from doneenough.lab.contents import notebooks
from doneenough.lab.server import FORMGRADER
from doneenough.lab.server import _load_jupyter_server_extension as at_start
from doneenough.start.binder import NoSuchRepository, link, repository, to_markdown
from doneenough.start.lesson_list import rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def build() -> str:
    """What repo2docker would tell Docker to do; nothing is built."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_binder_builds_from_our_environment(build: str) -> None:
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"' in build


def test_with_the_python_the_tests_run_on(build: str) -> None:
    named = re.search(r"Building conda environment for python=(\S+)", build)
    assert named
    assert (ROOT / "environment.yml").read_text("utf-8").count(f"python={named.group(1)}\n") == 1


def test_the_whole_course_is_copied_before_it_is_installed(build: str) -> None:
    # `-e .` and `-r requirements.txt` need the files.
    copied = re.search(r"^COPY .* src/ \$\{REPO_DIR\}", build, re.MULTILINE)
    installed = build.index('--file "environment.yml"')
    assert copied
    assert copied.start() < installed


def test_no_folder_hides_our_files() -> None:
    assert not [name for name in ("binder", ".binder") if (ROOT / name).exists()]


# -------------------------------------------------------------------------- links


def test_the_readme_has_the_links_or_says_why_not() -> None:
    text = to_markdown(*repository(ROOT))
    assert text in (ROOT / "README.md").read_text("utf-8"), text


def test_every_link_opens_a_notebook_that_learners_get() -> None:
    text = to_markdown("someone/course", "v1.0")
    links = re.findall(r"\((https://[^)]+)\)", text)
    standing = [row for row in rows() if row.lesson]
    assert len(links) == 1 + 2 * len(standing)
    for found in links:
        parts = urlsplit(found)
        assert parts.netloc == "mybinder.org"
        assert parts.path == "/v2/gh/someone/course/v1.0"
        (path,) = parse_qs(parts.query)["urlpath"]
        assert path.startswith("lab/tree/my_work/")
        assert (ROOT / path.removeprefix("lab/tree/my_work/")).is_file()


def test_a_link_survives_odd_names() -> None:
    path = parse_qs(urlsplit(link("a/b", "v1", "course/ä & b.ipynb")).query)["urlpath"]
    assert path == ["lab/tree/my_work/course/ä & b.ipynb"]


@pytest.mark.parametrize(
    ("name", "tag"), [("https://github.com/a/b", "v1"), ("a", "v1"), ("a/b", ""), ("a/b", "v 1")]
)
def test_a_wrong_field_is_named(tmp_path: Path, name: str, tag: str) -> None:
    text = f'[tool.doneenough]\nrepository = "{name}"\ntag = "{tag}"\n'
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(NoSuchRepository, match=r"repository is|tag is"):
        repository(tmp_path)


# ------------------------------------------------------------------------- copies


def server(root: Path) -> SimpleNamespace:
    return SimpleNamespace(
        root_dir=str(root),
        log=logging.getLogger("test"),
        web_app=SimpleNamespace(settings={}),
        contents_manager=SimpleNamespace(hide_globs=["*~"]),
        jpserver_extensions={},
    )


def told(app: SimpleNamespace) -> dict[str, Any]:
    """What the companion hears."""
    return app.web_app.settings["page_config_data"]["doneenough"]


@pytest.fixture
def no_work_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DONEENOUGH_WORK")


@pytest.mark.usefixtures("no_work_named")
def test_learners_find_their_copies(tmp_path: Path) -> None:
    root = make_course(tmp_path)
    at_start(server(root))
    mine = root / "my_work" / "course" / "00_start_here.ipynb"
    assert mine.read_bytes() == (root / "course" / mine.name).read_bytes()
    mine.write_text("hers", encoding="utf-8")
    at_start(server(root))
    assert mine.read_text("utf-8") == "hers"


@pytest.mark.usefixtures("no_work_named")
def test_elsewhere_nothing_happens(tmp_path: Path) -> None:
    app = server(tmp_path)
    at_start(app)
    assert list(tmp_path.iterdir()) == []
    assert app.web_app.settings == {}
    assert app.contents_manager.hide_globs == ["*~"]


@pytest.mark.usefixtures("no_work_named")
def test_the_companion_is_told_the_learners_notebooks_and_no_others(tmp_path: Path) -> None:
    root = make_course(tmp_path)
    released = root / "assessments" / "01_tiny" / "01_tiny.ipynb"
    released.parent.mkdir(parents=True)
    released.write_bytes((root / "course" / "01_tiny.ipynb").read_bytes())
    # A notebook that somebody put there is none of the course's.
    stranger = root / "my_work" / "course" / "stranger.ipynb"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(released.read_bytes())
    app = server(root)
    at_start(app)
    assert told(app) == {
        "work": "my_work",
        "reading": True,
        "notebooks": {
            "my_work/course/00_start_here.ipynb": {"kind": "start"},
            "my_work/course/01_tiny.ipynb": {"kind": "lesson"},
            "my_work/assessments/01_tiny/01_tiny.ipynb": {
                "kind": "assessment",
            },
        },
    }
    inside = server(root / "my_work")
    at_start(inside)
    assert "course/01_tiny.ipynb" in told(inside)["notebooks"]
    beside = server(root / "course")
    at_start(beside)
    assert told(beside)["notebooks"] == {}


@pytest.mark.usefixtures("no_work_named")
def test_instructors_keep_the_ordinary_lab(tmp_path: Path) -> None:
    app = server(make_course(tmp_path))
    app.jpserver_extensions[FORMGRADER] = True
    at_start(app)
    assert told(app)["reading"] is False


def test_each_notebook_leads_on_to_the_next() -> None:
    """From the first lesson by its assessment to the next lesson, and back to the start page."""
    listed = notebooks(ROOT, Path("my_work"))
    assert [path for path in listed if not (ROOT / path.removeprefix("my_work/")).is_file()] == []
    place, way = f"my_work/course/{cards()[0].notebook}", []
    while listed[place]["kind"] != "start":
        way.append((listed[place]["number"], listed[place]["kind"]))
        place = listed[place]["onward"]
    assert way == [(card.number, kind) for card in cards() for kind in ("lesson", "assessment")]


def test_an_assessment_counts_its_decisions() -> None:
    listed = notebooks(ROOT, Path("my_work"))
    for card in cards():
        told_of = listed[f"my_work/assessments/{card.assignment}/{card.notebook}"]
        assert told_of["tasks"] == [item.name for item in exercises(card.lesson)]


@pytest.mark.usefixtures("no_work_named")
def test_a_folder_that_cannot_be_written_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = make_course(tmp_path)
    (root / "my_work").write_text("a file stands in the way", encoding="utf-8")
    at_start(server(root))
    assert "couldn't be copied" in caplog.text
