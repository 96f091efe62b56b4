"""The rows of the benchmark, and the tables they are written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
"""Between these marks lies the table in the README."""
NO_BROWSER = "left out: no browser found"


class Row(StrEnum):
    """What is measured, in the order of the table."""

    GRADE_EACH = "Grading one more submission"
    GRADE_ALL = "`nbgrader autograde` on 1 and on 20 submissions"
    COHORT_EACH = "Grading one more submission by `doneenough cohort grade`"
    COHORT_ALL = "`doneenough cohort grade` on 1 and on 200 submissions"
    PAGES = "One more feedback page: nbgrader's, and ours with the profile"
    SCORE = "Scoring one submission, without nbgrader"
    SLIDER = "From the slider to the new picture, median"
    SLIDER_SLOW = "The same, nine of ten within"
    READY = "From the start button to “Ready”, slowest notebook"
    KERNEL = "All cells without a browser, slowest notebook"
    FIRST = "From `doneenough lab` to the lesson's first picture"


TARGETS = {
    Row.GRADE_EACH: "7 times faster",
    Row.COHORT_EACH: "50 times faster",
    Row.SLIDER: "under 100 ms",
    Row.SLIDER_SLOW: "under 100 ms",
    Row.READY: "under 10 s",
    Row.KERNEL: "under 10 s",
    Row.FIRST: "under 15 s",
}
IN_BROWSER = (Row.SLIDER, Row.SLIDER_SLOW, Row.READY, Row.FIRST)

Measured = tuple[str, str]
"""The usual way, which may be empty, and ours."""


def summary(measured: Mapping[Row, Measured]) -> str:
    """Return the table of all rows; only those in the browser may be missing."""
    lines = []
    for row in Row:
        peer, ours = measured.get(row, ("", NO_BROWSER)) if row in IN_BROWSER else measured[row]
        lines.append((row.value, peer, ours, TARGETS.get(row, "")))
    return markdown(("What", "Usual way", "Done Enough", "Target"), lines)


def markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def between_marks(text: str, table: str) -> str:
    """Return ``text`` with ``table`` in place of what lies between the marks."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"no place for the table: {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def seconds(value: float) -> str:
    """Return a time of a second or so in words."""
    return f"{value:.1f} s" if value >= 1 else f"{value:.2f} s"


def milliseconds(value: float) -> str:
    """Return a short time, given in seconds, in milliseconds."""
    return f"{1000 * value:.0f} ms" if value >= 0.01 else f"{1000 * value:.1f} ms"
