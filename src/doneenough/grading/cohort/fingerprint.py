"""What a result depends on, as one short text: when it changes, grading is done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from pathlib import Path

SHARED = ("core", "grading", "statistics", "products")
"""Rooms of the package whose change may change any result."""
_NOT_SCORING = ("cohort", "__pycache__")
_SUFFIXES = (".py", ".json", ".j2", ".csv")


@lru_cache
def scorer_print(lesson: str) -> str:
    """Return the fingerprint of everything that scores a lesson.

    A change in one lesson touches that lesson only. How this package runs a cohort does
    not count: it changes no points.
    """
    package = Path(str(resources.files("doneenough")))
    home = Path(str(resources.files(f"doneenough.lessons.{lesson}")))
    from doneenough.grading.cohort import work

    files = [path for room in SHARED for path in _files(package / room)]
    return print_of([*files, *_files(home), Path(work.__file__)])


def print_of(files: Iterable[Path]) -> str:
    """Return the fingerprint of some files, by their names and contents."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def key_of(*parts: bytes | str | None) -> str:
    """Return one key for everything that a result depends on."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"-" if data is None else b"%d:" % len(data) + data)
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in _SUFFIXES)
    return [
        path
        for path in found
        if not {*path.relative_to(folder).parts} & {*_NOT_SCORING} and path.is_file()
    ]
