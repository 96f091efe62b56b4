"""Time and memory of ``doneenough cohort`` as a cohort grows; a table and a figure.

``python tests/benchmarks/scale.py [SIZE ...]`` writes build/cohort_scale.md and
build/cohort_scale.png. With ten thousand learners it takes some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS)]

from benchmarks.table import markdown  # noqa: E402
from doneenough.core.figures import BLUE, GREY, ORANGE, new_figure  # noqa: E402
from doneenough.grading.cohort.places import Cohort  # noqa: E402
from doneenough.grading.cohort.sample import simulate  # noqa: E402
from shared.cohort_course import hand_in, make_course  # noqa: E402

REPO = TESTS.parent
SIZES = (100, 1_000, 3_000, 10_000)


@dataclass(frozen=True)
class Run:
    """Seconds and largest memory (MB) of one command: of the writer, and of all processes."""

    seconds: float
    writer: float
    all: float


@dataclass(frozen=True)
class Measured:
    """What one size of cohort took."""

    size: int
    grade: Run
    again: Run
    report: Run


def measure(folder: Path, size: int) -> Measured:
    """Grade a cohort, grade it again, and write its pages and reports."""
    cohort = make_course(folder)
    name, card = next(iter(cohort.assignments.items()))
    for item in simulate(cohort, size, assignments=[name], broken=0.05):
        hand_in(cohort, card, item.learner, item.data)
    return Measured(
        size, run(cohort, "grade", name), run(cohort, "grade", name), run(cohort, "report", name)
    )


def run(cohort: Cohort, *words: str) -> Run:
    """Run one command and watch its memory."""
    begun = time.perf_counter()
    process = psutil.Popen(
        [sys.executable, "-m", "doneenough", "cohort", *words],
        cwd=cohort.root,
        env=os.environ | {"DONEENOUGH_ROOT": str(cohort.root)},
        stdout=subprocess.DEVNULL,
    )
    writer = everybody = 0
    while process.poll() is None:
        try:
            own = process.memory_info().rss
            others = sum(child.memory_info().rss for child in process.children(recursive=True))
        except psutil.Error:
            continue
        writer, everybody = max(writer, own), max(everybody, own + others)
        time.sleep(0.05)
    taken = time.perf_counter() - begun
    # One: some submissions are broken on purpose and need a look.
    assert process.returncode in (0, 1), process.returncode
    return Run(taken, writer / 1e6, everybody / 1e6)


def table(found: list[Measured]) -> str:
    """Return the table in Markdown."""
    head = ("Submissions", "Graded in", "For each", "Again", "Pages and reports", "Memory")
    lines = [
        (
            f"{item.size:,}",
            f"{item.grade.seconds:.0f} s",
            f"{1000 * item.grade.seconds / item.size:.1f} ms",
            f"{item.again.seconds:.0f} s",
            f"{item.report.seconds:.0f} s",
            f"{item.grade.writer:.0f} MB, with all workers {item.grade.all:.0f} MB",
        )
        for item in found
    ]
    return markdown(head, lines)


def draw(found: list[Measured], path: Path) -> None:
    """Draw time and memory against the size of the cohort."""
    figure = new_figure(8, 3.4)
    left, right = figure.subplots(1, 2)
    sizes = [item.size for item in found]
    left.plot(sizes, [item.grade.seconds for item in found], "o-", color=BLUE, label="grading")
    left.plot(sizes, [item.report.seconds for item in found], "s-", color=ORANGE, label="pages")
    left.set_title("Time grows in a straight line", loc="left", fontsize=11)
    left.set_ylabel("seconds")
    right.plot(sizes, [item.grade.writer for item in found], "o-", color=BLUE, label="writer")
    right.plot(sizes, [item.grade.all for item in found], "s-", color=GREY, label="all processes")
    right.set_title("Memory stays where it is", loc="left", fontsize=11)
    right.set_ylabel("MB")
    for axes in (left, right):
        axes.set_xlabel("submissions")
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
    figure.savefig(path)


def main() -> None:
    """Measure every size and write the table and the figure."""
    found = []
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(Path(folder) / "course", size))
        print(table(found[-1:]).splitlines()[-1], flush=True)
    build = REPO / "build"
    build.mkdir(exist_ok=True)
    text = f"# A growing cohort\n\n{os.cpu_count()} cores.\n\n{table(found)}\n"
    (build / "cohort_scale.md").write_text(text, encoding="utf-8")
    draw(found, build / "cohort_scale.png")


if __name__ == "__main__":
    main()
