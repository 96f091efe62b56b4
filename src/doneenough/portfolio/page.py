"""One page, written twice: ``my_work/pages/<name>.md`` and ``.html``."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doneenough.core.rendering import environment
from doneenough.paths import work_dir

OPEN = "still open"
"""What stands on a page for a field that was left empty."""


@dataclass(frozen=True)
class Section:
    """A heading with facts (label and value), a table or lines of text below it.

    ``rows`` are as long as ``head``; empty cells are printed as room to write.
    """

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Page:
    """A page to take to work."""

    name: str
    """File name without ending: small letters, digits and underscores."""
    title: str
    sections: Sequence[Section]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9_]+", self.name):
            raise ValueError(f"name takes small letters, digits and _, not {self.name!r}.")

    def to_markdown(self) -> str:
        """Return the page as Markdown; what the learner typed is kept as plain text."""
        parts = [f"# {_plain(self.title)}", ""]
        for section in self.sections:
            parts += [f"## {_plain(section.title)}", ""]
            if section.facts:
                parts += ["| | |", "|---|---|"]
                parts += [
                    f"| {_plain(label)} | {_plain(value)} |" for label, value in section.facts
                ]
                parts.append("")
            if section.head:
                table = [section.head, ["---"] * len(section.head)]
                parts += [f"| {' | '.join(row)} |" for row in table]
                parts += [f"| {' | '.join(map(_plain, row))} |" for row in section.rows]
                parts.append("")
            for line in section.lines:
                parts += [f"- {_plain(line)}"]
            parts.append("")
        return "\n".join(parts).rstrip() + "\n"

    def to_html(self) -> str:
        """Return the page as one self-contained, printable HTML document."""
        return environment("doneenough.portfolio").get_template("page.html.j2").render(page=self)


def write_page(page: Page) -> tuple[Path, Path]:
    """Write both files and return their paths (Markdown, HTML); an older page is replaced."""
    folder = work_dir() / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    markdown, web = folder / f"{page.name}.md", folder / f"{page.name}.html"
    markdown.write_text(page.to_markdown(), encoding="utf-8")
    web.write_text(page.to_html(), encoding="utf-8")
    return markdown, web


def on_someone_elses_computer() -> bool:
    """Whether this runs on Binder, where nothing confidential belongs."""
    return "BINDER_SERVICE_HOST" in os.environ or "BINDER_LAUNCH_HOST" in os.environ


def _plain(text: str) -> str:
    """Keep typed text on one line and free of Markdown's and HTML's special signs."""
    one_line = " ".join(text.split())
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", one_line)
