"""Measure speed beside its peers; print the tables and write them to build/benchmark.md.

With ``--readme`` (as ``make bench`` runs it) the short table also goes into the README.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

TESTS = Path(__file__).resolve().parents[1]
# Where the tests' helpers are; pytest finds them by its own rules.
sys.path[:0] = [str(TESTS / folder) for folder in ("", "browser")]

from benchmarks import browser, grading, kernel, scoring, watching  # noqa: E402
from benchmarks.table import (  # noqa: E402
    Measured,
    Row,
    between_marks,
    markdown,
    milliseconds,
    seconds,
    summary,
)
from shared.browser import find  # noqa: E402

REPO = TESTS.parent
RUNS = 3
"""How often each grading command is run."""


def main() -> None:
    """Run all benchmarks and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="also update README.md")
    chosen = parser.parse_args()
    load = _load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _say("Grading, with nbgrader as it comes and with ours")
        try:
            graded = grading.measure(folder / "grading", RUNS)
        except grading.DifferentPoints as error:
            sys.exit(f"Stopped: a time is worth nothing where the points differ.\n{error}")
        _say("Scoring")
        one, exercises = scoring.submission_seconds(), scoring.exercise_seconds()
        _say("Monitoring plans")
        try:
            plans = watching.measure()
        except watching.DifferentAlarms as error:
            sys.exit(f"Stopped: a time is worth nothing where the alarms differ.\n{error}")
        _say("Notebooks in a kernel")
        cells = kernel.measure(folder / "kernel")
        waits = None
        if find():
            _say("JupyterLab in a browser")
            waits = browser.measure(folder / "browser")
    measured: dict[Row, Measured] = {
        Row.GRADE_EACH: _faster(graded.stock, graded.ours, seconds),
        Row.GRADE_ALL: (_totals(graded.stock), _totals(graded.ours)),
        Row.COHORT_EACH: _faster(graded.stock, graded.cohort, milliseconds),
        Row.COHORT_ALL: ("", _totals(graded.cohort)),
        Row.PAGES: _both(graded.stock_pages.each, graded.cohort_pages.each),
        Row.SCORE: ("", milliseconds(one)),
        Row.KERNEL: ("", seconds(max(cells.values()))),
    }
    details = [
        _details("Scoring one decision", exercises, milliseconds),
        _details("Watching 1,000 streams of half a year", plans, seconds),
        _details("All cells in a kernel, without a browser", cells, seconds),
    ]
    if waits:
        peer, mine = waits.slider["interact"], waits.slider["ours"]
        measured |= {
            Row.SLIDER: _both(statistics.median(peer), statistics.median(mine)),
            Row.SLIDER_SLOW: _both(_nine_of_ten(peer), _nine_of_ten(mine)),
            Row.READY: ("", seconds(max(waits.ready.values()))),
            Row.FIRST: ("", seconds(waits.first_picture)),
        }
        details.append(_details("From the start button to “Ready”", waits.ready, seconds))
    head = f"{_versions(waits)}\n{_machine()}, load {load} before and {_load()} after.\n"
    short = f"{head}\n{summary(measured)}"
    full = "\n\n".join([f"# Benchmark\n\n{short}", *details]) + "\n"
    print(full)
    target = REPO / "build" / "benchmark.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(full, encoding="utf-8")
    if chosen.readme and waits:
        readme = REPO / "README.md"
        text = between_marks(readme.read_text(encoding="utf-8"), short)
        readme.write_text(text, encoding="utf-8")
    elif chosen.readme:
        _say("README.md keeps its table: without a browser this one has gaps")


def _say(words: str) -> None:
    print(f"{words} ...", file=sys.stderr, flush=True)


def _load() -> str:
    return f"{psutil.getloadavg()[0]:.1f}"


def _versions(waits: browser.Waits | None) -> str:
    names = ("jupyterlab", "nbgrader", "ipywidgets")
    used = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names)]
    used.append(f"chromium {waits.chromium}" if waits else "no browser")
    return f"Measured on {date.today()} with {', '.join(used)}."


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"The computer: {os.cpu_count()} cores, {memory:.0f} GB of memory"


def _totals(graded: grading.Graded) -> str:
    return f"{seconds(graded.one)} and {seconds(graded.all)}"


def _faster(peer: grading.Graded, ours: grading.Graded, write: Callable[[float], str]) -> Measured:
    return seconds(peer.each), f"{write(ours.each)}, {peer.each / ours.each:.0f} times faster"


def _both(peer: float, ours: float) -> Measured:
    return milliseconds(peer), milliseconds(ours)


def _nine_of_ten(times: list[float]) -> float:
    return statistics.quantiles(times, n=10, method="inclusive")[-1]


def _details(title: str, times: Mapping[str, float], write: Callable[[float], str]) -> str:
    lines = [(name, write(value)) for name, value in times.items()]
    return f"## {title}\n\n" + markdown(("What", "Time"), lines)


if __name__ == "__main__":
    main()
