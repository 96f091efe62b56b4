"""The same course in the oldest JupyterLab it supports, and in Notebook."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import REPO, Desk, copy_course
from hands import Mouse
from playwright.sync_api import BrowserContext, expect
from test_forms import FIRST, LESSON, NOTEBOOK, RULE, fill, press
from test_journey import curious

from shared.server import LAB, Server, start, stop

OLD = REPO / "build" / "lab-4.4" / "bin" / "python"
"""A Python with that JupyterLab and nothing else; `make oldest` makes it."""
OUR_SCRIPTS = ("doneenough-companion", "blob:")
"""Where our scripts come from: the companion, and controls that anywidget loads."""
SHARED = Path(sysconfig.get_path("data"))


@pytest.fixture(scope="module")
def old_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not OLD.exists():
        words = "JUPYTERLAB 4.4 LEFT OUT: build/lab-4.4 is missing; `make oldest` makes it"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = subprocess.run([OLD, "-c", find], capture_output=True, text=True, check=True)
    # All other packages come from the course's own environment.
    theirs = sysconfig.get_path("purelib")
    (Path(own.stdout.strip()) / "course.pth").write_text(
        f"import site; site.addsitedir({theirs!r})\n", encoding="utf-8"
    )
    folder = tmp_path_factory.mktemp("old lab")
    server = start(
        folder,
        copy_course(folder / "course"),
        *LAB,
        python=str(OLD),
        JUPYTER_PATH=str(SHARED / "share" / "jupyter"),
        JUPYTER_CONFIG_PATH=str(SHARED / "etc" / "jupyter"),
    )
    yield server
    stop(server)


def test_jupyterlab_4_4(old_lab: Server, context: BrowserContext, shots: Path) -> None:
    assert old_lab.page_config()["appVersion"].startswith("4.4.")
    desk = Desk(old_lab, context, shots)
    desk.clear()
    desk.open(LESSON, focus=False)
    hands = Mouse(desk)
    hands.start()
    hands.walk(curious)
    assert desk.still_closed == []
    assert desk.troubles == []
    desk.open(NOTEBOOK, focus=False)
    desk.start()
    fill(desk, FIRST)
    press(desk)
    desk.look("decided")
    assert desk.answer(NOTEBOOK, RULE) == FIRST


def test_notebook_7(desk: Desk) -> None:
    desk.open(LESSON, door="notebooks")
    hands = Mouse(desk)
    hands.start()
    desk.look("started")
    hands.walk(curious)
    assert desk.still_closed == []
    desk.open(NOTEBOOK, door="notebooks")
    desk.start()
    fill(desk, FIRST)
    press(desk)
    desk.look("decided")
    assert desk.answer(NOTEBOOK, RULE) == FIRST
    expect(desk.check_cell(RULE)).to_contain_text("points")
    # Notebook 7.6 has errors of its own, without the course, too.
    desk.errors = [error for error in desk.errors if any(s in error for s in OUR_SCRIPTS)]
