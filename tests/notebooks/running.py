"""Runs notebooks in a kernel without a network and says what went wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from shared.patience import KERNEL

TESTS = Path(__file__).resolve().parents[1]

# Run after a notebook: what its experiments complain about, and what is shown when a
# learner made of code uses every control.
_AFTER = """
import gc, json
from doneenough.explorer.frame import Explorer
from shared.learner import shown, work_through
found = [item for item in gc.get_objects() if isinstance(item, Explorer)]
used = [work_through(item) for item in found] if {use_controls} else []
pages = []
for item in found:
    try:
        pages.append(shown(item) + item.still())
    except Exception as error:
        item.errors.append(error)
trouble = [repr(error) for item in found for error in item.errors]
print(json.dumps(dict(used=used, pages=pages, trouble=trouble)))
"""


@dataclass(frozen=True)
class Run:
    """An executed notebook and what its experiments show and complain about."""

    cells: list[Any]
    used: list[int]
    pages: list[str]
    trouble: list[str]


def run(
    content: Mapping[str, Any], work: Path, *, use_controls: bool = False, **environment: str
) -> Run:
    """Execute a notebook in a fresh kernel, every cell even after an error.

    Parameters
    ----------
    content
        The notebook; it is not changed.
    work
        The learner's own folder. The kernel starts beside it, away from the course.
    use_controls
        Whether every control is used once all cells have been run.
    environment
        Further environment variables of the kernel.
    """
    notebook = nbformat.reads(json.dumps(content), as_version=4)
    after = _AFTER.format(use_controls=use_controls)
    notebook.cells.append(nbformat.v4.new_code_cell(after))
    folder = work.parent
    folder.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        notebook,
        **KERNEL,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    env = {name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"}
    search = [str(TESTS / "offline"), str(TESTS), env.get("PYTHONPATH", "")]
    env |= {
        "DONEENOUGH_WORK": str(work),
        "PYTHONPATH": os.pathsep.join(part for part in search if part),
        "IPYTHONDIR": str(folder / "ipython"),
        **environment,
    }
    client.execute(env=env)
    last = notebook.cells.pop()
    told = [output for output in last.outputs if output.get("name") == "stdout"]
    assert told, [output.get("evalue", output) for output in last.outputs]
    return Run(notebook.cells, **json.loads("".join(output.text for output in told)))


class _Images(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.words.append(given.get("alt") or "")
        elif tag == "svg" and given.get("aria-hidden") != "true":
            # An icon beside its words is hidden from a screen reader.
            self.words.append((given.get("role") == "img" and given.get("aria-label")) or "")


def images_of(html: str) -> list[str]:
    """Return the text alternative of each image in ``html``."""
    return _Images(html).words


def problems(done: Run) -> Iterator[str]:
    """Say what went wrong: errors, anything on stderr, pictures without words."""
    for number, cell in enumerate(done.cells, 1):
        for output in cell.get("outputs", ()):
            kind = output.output_type
            if kind == "error":
                yield f"cell {number} failed: {output.ename}: {output.evalue}"
            elif kind == "stream":
                yield f"cell {number} wrote to {output.name}: {output.text[:200]}"
            else:
                data = output.data
                if not str(data.get("text/plain", "")).strip():
                    yield f"cell {number} shows something without plain text"
                if {"image/png", "image/jpeg", "image/svg+xml"} & set(data):
                    yield f"cell {number} shows a bare picture, which has no words"
                if not all(map(_says_something, images_of(str(data.get("text/html", ""))))):
                    yield f"cell {number} shows a picture without words"
    for page in done.pages:
        if not all(map(_says_something, images_of(page))):
            yield "an experiment shows a picture without words"
    for error in done.trouble:
        yield f"an experiment failed: {error}"


def _says_something(alt: str) -> bool:
    return len(alt.split()) >= 3
