"""Links that open the course on Binder, from one field of ``pyproject.toml``.

``python -m doneenough.start.binder`` prints them for the README.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

from doneenough.paths import WORK_NAME, course_root
from doneenough.start.lesson_list import rows

BINDER = "https://mybinder.org/v2/gh"


class NoSuchRepository(ValueError):
    """The field is filled in, but not with ``owner/name`` and a tag."""


def repository(root: Path) -> tuple[str, str]:
    """Return ``owner/name`` on GitHub and the tag to open; two empty texts while unknown.

    Raises
    ------
    NoSuchRepository
        The fields ``repository`` and ``tag`` of ``[tool.doneenough]`` are not of that form.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    fields = project["tool"]["doneenough"]
    name, tag = fields["repository"], fields["tag"]
    if name and not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise NoSuchRepository(f"repository is {name!r}; it takes owner/name, or nothing")
    if name and not re.fullmatch(r"[\w.-]+", tag):
        raise NoSuchRepository(f"tag is {tag!r}; it takes the name of a release, such as v0.1.0")
    return name, tag


def link(name: str, tag: str, notebook: str) -> str:
    """Return the address that opens a notebook of the learner's folder on Binder."""
    return f"{BINDER}/{name}/{tag}?urlpath=" + quote(f"lab/tree/{WORK_NAME}/{notebook}", safe="")


def to_markdown(name: str, tag: str) -> str:
    """Return the links for the README, or why there are none."""
    if not name:
        return (
            "There are no links to Binder yet, because this project has no public address so far. "
            "Once it has one, fill in `repository` in `pyproject.toml`, and "
            "`python -m doneenough.start.binder` prints the links."
        )
    lines = [f"- [Start page]({link(name, tag, 'course/00_start_here.ipynb')})"]
    for row in rows():
        if row.lesson:
            lesson = link(name, tag, f"course/{row.lesson}")
            assessment = link(name, tag, row.assessment.removeprefix("../"))
            lines.append(
                f"- Lesson {row.number}, {row.question} [lesson]({lesson}) · "
                f"[assessment]({assessment})"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    print(to_markdown(*repository(course_root())))
