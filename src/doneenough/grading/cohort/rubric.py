"""Which level of each rubric line a person chose: one line in nbgrader's own comment.

The formgrader's page writes it (``marking.js.j2``), and it may be typed: ``Rubric: 2 1 0 - 2``.
So it lies in nbgrader's gradebook, moves with the comment, and nbgrader's pages show it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from doneenough.core.exercise import Prose

LEVELS = (0, 1, 2)
_LINE = re.compile(r"^[ \t]*Rubric:(?P<levels>[-\u20130-9,; \t]*)(?:\r?\n|\Z)", re.M | re.I)

Levels = tuple[int | None, ...]
"""The level of each rubric line, None where none was chosen."""


def split(comment: str) -> tuple[Levels, str]:
    """Return the levels that a comment names, and what else it says.

    There are no levels where it has no line for them.
    """
    found = _LINE.search(comment)
    if not found:
        return (), comment
    signs = re.findall(r"[-\u20130-9]", found["levels"])
    levels = tuple(int(sign) if sign.isdigit() else None for sign in signs)
    return levels, (comment[: found.start()] + comment[found.end() :]).strip()


def problem(item: Prose, levels: Levels) -> str:
    """Say what is wrong with the levels for a written answer; nothing where they fit."""
    wanted = len(item.rubric)
    if len(levels) == wanted and all(level is None or level in LEVELS for level in levels):
        return ""
    given = " ".join("-" if level is None else str(level) for level in levels) or "nothing"
    return (
        f"the line “Rubric: {given}” isn't read. It needs {wanted} signs, one for each line of "
        "the rubric: 0, 1, 2, or - for none."
    )


def chosen(item: Prose, levels: Levels) -> Sequence[tuple[str, int, str]]:
    """Return (line's title, level, what earns that level) of each line that was chosen."""
    if not levels or problem(item, levels):
        return ()
    return [
        (line.title, level, line.levels[level])
        for line, level in zip(item.rubric, levels, strict=True)
        if level is not None
    ]
