"""What a learner waits for in JupyterLab: the first picture, a start, a moved slider."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desk import Desk, copy_course
from playwright.sync_api import Browser, sync_playwright

from benchmarks.peer import place, write_peer
from benchmarks.submissions import card
from shared.browser import launch
from shared.server import LAB, Server, start, stop

STEPS = 25
"""Every one of them, from the slider's low end on, gives another picture."""
ROUNDS = 2
PEER = "course/interact.ipynb"
PICTURES = "svg[role=img], img"

# Both scripts leave a promise behind, so that the key or the click can follow.
_PAINTED = """pictures => {
  const cell = document.activeElement.closest('.jp-Cell');
  const look = () => [...cell.querySelectorAll(pictures)]
    .map(e => e.src ?? e.getAttribute('aria-label')).join();
  const before = look();
  window.measured = new Promise((resolve, reject) => {
    setTimeout(reject, 20000, new Error('no new picture'));
    let begun;
    window.addEventListener('keydown', () => { begun = performance.now(); },
      { capture: true, once: true });
    const watch = new MutationObserver(async () => {
      const now = look();
      if (now === '' || now === before) return;
      watch.disconnect();
      await Promise.all([...cell.querySelectorAll('img')].map(e => e.decode()));
      requestAnimationFrame(() => {
        // What is posted before painting arrives after it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve((performance.now() - begun) / 1000);
        port2.postMessage('');
      });
    });
    watch.observe(cell, { subtree: true, childList: true, attributes: true });
  });
}"""
_READY = """button => {
  const said = button.parentNode.querySelector('[role=status]');
  window.measured = new Promise((resolve, reject) => {
    setTimeout(reject, 60000, new Error('never ready'));
    let begun;
    button.addEventListener('click', () => { begun = performance.now(); },
      { capture: true, once: true });
    new MutationObserver(() => {
      if (said.textContent.startsWith('Ready')) resolve((performance.now() - begun) / 1000);
    }).observe(said, { subtree: true, childList: true, characterData: true });
  });
}"""


@dataclass
class Waits:
    """Seconds a learner waits."""

    chromium: str
    first_picture: float = 0.0
    slider: dict[str, list[float]] = field(default_factory=dict)
    """Every movement, for "ours" and "interact"."""
    ready: dict[str, float] = field(default_factory=dict)
    """From the start button to "Ready", by notebook."""


def measure(folder: Path) -> Waits:
    """Measure everything in one browser; a page, a kernel and a folder for each."""
    lesson = f"course/{card().notebook}"
    root = copy_course(folder / "course")
    shots = folder / "shots"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        waits = Waits(chromium=browser.version)
        begun = time.perf_counter()
        server = start(folder / "lab", root, *LAB)
        try:
            with _desk(server, browser, shots) as desk:
                desk.open(lesson, code=False)
                desk.start_button.click()
                pictures = desk.page.locator(".jp-OutputArea-output").locator(PICTURES)
                pictures.first.wait_for(state="attached")
                waits.first_picture = time.perf_counter() - begun
            for name in _notebooks(root):
                with _desk(server, browser, shots) as desk:
                    desk.clear()
                    desk.open(name, code=False)
                    waits.ready[name] = _ready(desk)
            # In turn, so that a busy minute of this computer meets both.
            for name, notebook in [("interact", PEER), ("ours", lesson)] * ROUNDS:
                with _desk(server, browser, shots) as desk:
                    desk.clear()
                    write_peer(desk.work / PEER)
                    desk.open(notebook)
                    desk.start()
                    waits.slider.setdefault(name, []).extend(_slider(desk))
                    desk.look(name)
        finally:
            stop(server)
            browser.close()
    return waits


@contextmanager
def _desk(server: Server, browser: Browser, shots: Path) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Desk(server, context, shots)
    context.close()


def _ready(desk: Desk) -> float:
    """Press the start button; return the seconds until the notebook says "Ready"."""
    desk.start_button.evaluate(_READY)
    desk.start_button.click()
    return float(desk.page.evaluate("window.measured"))


def _slider(desk: Desk) -> list[float]:
    """Move the slider of the first experiment by keyboard; return seconds to each picture."""
    cell = desk.page.locator(".jp-Notebook .jp-Cell").nth(place())
    guess = cell.get_by_role("button", name="This is my guess")
    if guess.count():
        guess.click()
    cell.locator(PICTURES).first.wait_for()
    slider = cell.get_by_role("slider").last
    slider.focus()
    # All of the picture is painted, in both ways.
    cell.locator(PICTURES).last.scroll_into_view_if_needed()
    return [_painted(desk, key) for key in ("Home", *["ArrowRight"] * STEPS)][1:]


def _painted(desk: Desk, key: str) -> float:
    """Press a key; return the seconds until the new picture is on the screen."""
    desk.page.evaluate(_PAINTED, PICTURES)
    desk.page.keyboard.press(key)
    taken = float(desk.page.evaluate("window.measured"))
    # One by one: what the kernel still sends does not count for the next.
    desk.page.wait_for_timeout(150)
    return taken


def _notebooks(root: Path) -> list[str]:
    found = [*root.glob("course/*.ipynb"), *root.glob("assessments/*/*.ipynb")]
    return sorted(path.relative_to(root).as_posix() for path in found)
