"""A real browser on a real JupyterLab with a copy of the course."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import REPO, Desk, copy_course
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from shared.browser import launch
from shared.server import LAB, Server, start, stop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab as a learner's command starts it."""
    folder = tmp_path_factory.mktemp("lab")
    server = start(folder, copy_course(folder / "a course"), *LAB)
    yield server
    stop(server)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Path:
    """Where this test's screenshots stay, to be looked at."""
    folder = REPO / "build" / "screenshots" / re.sub(r"\W+", "_", request.node.name)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
def desk(lab: Server, context: BrowserContext, shots: Path) -> Iterator[Desk]:
    """A learner at her desk: a folder of her own, untouched, and a fresh kernel."""
    sitting = Desk(lab, context, shots)
    sitting.clear()
    yield sitting
    sitting.look("end")
    assert sitting.errors == []
