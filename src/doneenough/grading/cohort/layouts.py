"""What the place of a file in an LMS download says: whose it is, and of which assignment.

Only the place is looked at here. Which assignment a notebook really is, its metadata say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from doneenough.file_names import why_no_id


@dataclass(frozen=True)
class Place:
    """What a path says. ``learner`` is empty where it names nobody.

    ``person`` and ``lms_id`` are the LMS's name and number; ``late`` is its mark.
    """

    layout: str
    file: str
    learner: str = ""
    person: str = ""
    lms_id: str = ""
    assignment: str = ""
    late: bool = False


_MOODLE = re.compile(r"(?P<person>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.S)
_CANVAS = re.compile(
    r"(?P<person>[^_/]+)_(?:(?P<late>LATE|late)_)?(?P<id>\d+)_(?P<submission>\d+)_(?P<file>.+)",
    re.S,
)
_COPY = re.compile(r"(?:-Copy\d+|-\d+| ?\(\d+\)|_copy)+$", re.I)


def read_place(name: str, assignments: Collection[str], learners: Collection[str] = ()) -> Place:
    """Return what the path ``name`` (with forward slashes) says.

    Parameters
    ----------
    name
        The path inside the zip or the folder.
    assignments, learners
        The names of the assignments, and the ids in the gradebook: where one is a folder
        of the path, the folder is that.
    """
    parts = PurePosixPath(unicodedata.normalize("NFC", name)).parts
    hint = next((part for part in reversed(parts[:-1]) if part in assignments), "")
    for part in reversed(parts):
        found = _MOODLE.fullmatch(part)
        if found:
            file = parts[-1] if part != parts[-1] else found["file"]
            person = found["person"].strip()
            return Place("Moodle", file, "", person, found["id"], hint or _named(file, assignments))
    found = _CANVAS.fullmatch(parts[-1]) if parts else None
    if found:
        file = found["file"]
        assignment = hint or _named(file, assignments)
        late = bool(found["late"])
        return Place("Canvas", file, "", found["person"], found["id"], assignment, late)
    file = parts[-1] if parts else name
    folders = list(parts[:-1])
    known = [part for part in folders if part in learners]
    if known:
        learner = known[-1]
    else:
        if hint:
            folders = folders[: len(folders) - 1 - folders[::-1].index(hint)]
        learner = folders[-1] if folders else ""
    return Place("plain", file, learner, assignment=hint or _named(file, assignments))


def stem(file: str) -> str:
    """Return a notebook's name without its ending and without ``-Copy1`` and the like."""
    return _COPY.sub("", PurePosixPath(file).stem)


def learner_id(text: str) -> str:
    """Return a name as a learner's id that every system takes for one folder, or nothing."""
    text = re.sub(r"\s+", "_", unicodedata.normalize("NFC", text).strip())
    return "" if why_no_id(text) else text


def _named(file: str, assignments: Collection[str]) -> str:
    return next((name for name in assignments if stem(file).casefold() == name.casefold()), "")
