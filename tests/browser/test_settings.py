"""What JupyterLab looks like with the settings that come with the course."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from desk import Desk, copy_course
from playwright.sync_api import BrowserContext

from shared.server import Server, start, stop

START = "course/00_start_here.ipynb"


@pytest.fixture(scope="module")
def instructors_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("instructor")
    command = ("-m", "doneenough", "lab", "--instructor", "--")
    server = start(folder, copy_course(folder / "course"), *command)
    yield server
    stop(server)


def menus(desk: Desk) -> dict[str, list[str]]:
    """Open every menu in turn; return the words in its rows, separators as dashes."""
    found = {}
    bar = desk.page.locator(".lm-MenuBar-item:visible")
    for number in range(bar.count()):
        bar.nth(number).click()
        desk.page.locator(".lm-Menu:visible").first.wait_for()
        rows = desk.page.locator(".lm-Menu:visible .lm-Menu-item:visible")
        found[bar.nth(number).inner_text()] = rows.evaluate_all(
            """rows => rows.map(row => row.dataset.type === 'separator' ? '-'
              : row.querySelector('.lm-Menu-itemLabel').textContent)"""
        )
        desk.page.keyboard.press("Escape")
        desk.page.keyboard.press("Escape")
    return found


def toolbar(desk: Desk) -> list[str]:
    names = ".jp-NotebookPanel-toolbar [data-jp-item-name]:visible"
    return desk.page.locator(names).evaluate_all("all => all.map(e => e.dataset.jpItemName)")


def test_a_learner_gets_a_quiet_lab(desk: Desk) -> None:
    desk.open(START)
    desk.look("quiet")
    rows = menus(desk)
    assert len(rows) >= 7
    for name, words in rows.items():
        assert "" not in words, f"{name} has a blank row"
        assert words[0] != "-", name
        assert words[-1] != "-", name
        assert not [i for i, (a, b) in enumerate(itertools.pairwise(words)) if a == b]
        assert "nbgrader" not in " ".join(words).lower()
    expected = ["save", "run", "interrupt", "restart", "restart-and-run"]
    assert [name for name in toolbar(desk) if name in [*expected, "insert", "cut", "cellType"]] == (
        expected
    )
    # Nothing pops up, nothing to choose: no news, no launcher, one document.
    assert desk.page.locator(".Toastify__toast").count() == 0
    assert desk.page.locator(".lm-DockPanel-tabBar:visible").count() == 0


def test_an_instructor_gets_the_whole_lab(
    instructors_lab: Server, context: BrowserContext, shots: object
) -> None:
    desk = Desk(instructors_lab, context, shots)  # type: ignore[arg-type]
    desk.open(START)
    desk.look("whole")
    rows = menus(desk)
    assert "Nbgrader" in rows or "nbgrader" in str(rows).lower()
    assert "" not in [word for words in rows.values() for word in words]
    assert {"insert", "cut", "cellType"} <= set(toolbar(desk))
    assert desk.page.locator(".lm-DockPanel-tabBar:visible").count() == 1
