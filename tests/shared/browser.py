"""The browser that tests and benchmarks drive: the system's own Chromium."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Otherwise it asks its maker's computers for news, many at a time.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return where the browser is; DONEENOUGH_BROWSER names another one."""
    named = os.environ.get("DONEENOUGH_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Open the browser. Without one: a failure in CI, a skip that says so elsewhere."""
    path = find()
    if path is None:
        words = f"no browser found (looked for {', '.join(NAMES)})"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(f"BROWSER TESTS LEFT OUT: {words}")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, *(["--no-sandbox"] if as_root else [])]
    return playwright.chromium.launch(executable_path=path, args=flags)
