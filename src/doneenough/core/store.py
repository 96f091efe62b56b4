"""What a learner leaves behind: guesses, tries, commitments, in her own folder.

One small JSON file per lesson in ``my_work/progress/``. Nothing is sent anywhere.
A damaged file is put aside, never deleted, and the learner starts with an empty one.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from doneenough.paths import work_dir


def remember(lesson: str, key: str, value: Any) -> None:
    """Keep a plain value under ``key``; a folder that cannot be written is not an error."""
    try:
        data = _load(lesson)
        data[key] = value
        path = _path(lesson)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and swapped in: two open notebooks never leave half a file.
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        temporary = Path(name)
        try:
            # Half a character, which UTF-8 cannot hold, is written as JSON's escape.
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(data, file, indent=1, ensure_ascii=False)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError:
        # A read-only folder must not stop a lesson.
        return


def recall(lesson: str, key: str, default: Any = None) -> Any:
    """Return the value kept under ``key``, or ``default``."""
    try:
        return _load(lesson).get(key, default)
    except OSError:
        return default


def kept(lesson: str) -> dict[str, Any]:
    """Return everything kept for a lesson; nothing where there is none or it cannot be read."""
    try:
        return _load(lesson)
    except OSError:
        return {}


def _path(lesson: str) -> Path:
    return work_dir() / "progress" / f"{lesson}.json"


def _load(lesson: str) -> dict[str, Any]:
    path = _path(lesson)
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        path.replace(_free_name(path))
        return {}
    return data


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    return aside
