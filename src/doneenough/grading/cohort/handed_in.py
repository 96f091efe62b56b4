"""What somebody handed in, on a page to be read: nothing on it runs, nothing is fetched.

In JupyterLab a notebook from a stranger fetches its pictures and can be run by a slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.notebook_file import Cell, Unreadable, plain_text, read_notebook
from doneenough.grading.pages import render
from doneenough.plain_files import NotPlain, read_plain

PAGE = "handed_in.html"
LARGEST = 20_000_000
"""Largest file that is shown, in bytes."""
MOST_FILES, MOST_CELLS, MOST_LETTERS = 50, 500, 20_000
"""How much of a folder, of a notebook and of a cell is shown; the page says what is left out."""


@dataclass(frozen=True)
class Shown:
    """One file: the cells of a notebook, or the beginning of what is none, and remarks."""

    name: str
    cells: tuple[Cell, ...] = ()
    text: str = ""
    remarks: tuple[str, ...] = ()


def files_of(cohort: Cohort, who: str) -> list[Path]:
    """Return the files of a learner, or the one file that ``who`` names.

    Raises
    ------
    CohortError
        There is no such learner and no such file.
    """
    folders = [
        folder
        for _, learner, folder in cohort.submissions(cohort.assignments)
        if learner.casefold() == who.casefold()
    ]
    found = [path for folder in folders for path in sorted(folder.iterdir())]
    if not found and Path(who).exists():
        found = [Path(who)]
    if not found:
        raise CohortError(
            "There is neither a learner of this name who handed something in nor such a file. "
            "Learners are called as in the report."
        )
    return found


def look(path: Path, name: str) -> Shown:
    """Read one file as far as it can be shown; never raises."""
    try:
        data = read_plain(path, LARGEST + 1)
        if len(data) > LARGEST:
            size = f"{path.lstat().st_size // 1_000_000:,} MB"
            return Shown(name, remarks=(f"The file is too large to be shown ({size}).",))
        try:
            notebook = read_notebook(data)
        except Unreadable as error:
            beginning = plain_text(data[:MOST_LETTERS].decode("utf-8", "replace"))
            return Shown(name, text=beginning, remarks=(str(error), "This is how it begins:"))
    except NotPlain:
        return Shown(name, remarks=("This isn't an ordinary file, so it wasn't opened.",))
    except (OSError, MemoryError) as error:
        return Shown(name, remarks=(f"The file cannot be read ({type(error).__name__}).",))
    remarks = list(notebook.notes)
    if len(notebook.cells) > MOST_CELLS:
        remarks.append(f"The first {MOST_CELLS} of {len(notebook.cells):,} cells are shown.")
    return Shown(name, cells=notebook.cells[:MOST_CELLS], remarks=tuple(remarks))


def write_page(cohort: Cohort, who: str, files: Sequence[Path]) -> Path:
    """Write the page about some files and return where it lies; an older page is replaced."""
    shown = [look(path, _near(cohort, path)) for path in files[:MOST_FILES]]
    page = render(
        "handed_in.html.j2", who=who, files=shown, more=files[MOST_FILES:], most=MOST_LETTERS
    )
    place = cohort.reports / PAGE
    cohort.write(place, page.encode("utf-8", "replace"))
    return place


def _near(cohort: Cohort, path: Path) -> str:
    return str(path.relative_to(cohort.root) if path.is_relative_to(cohort.root) else path)
