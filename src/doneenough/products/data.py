"""Reads the frozen tables of ``datasets/``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from doneenough.paths import course_root


def tables(root: Path | None = None) -> list[str]:
    """Return the names of the tables there are."""
    folder = (root or course_root()) / "datasets"
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and _table(path).exists())


def load(name: str, root: Path | None = None) -> pd.DataFrame:
    """Return the table ``name``: one row per line of the file, columns as its datasheet says.

    Blank cells stay empty texts in columns of text; they are never guessed at.

    Parameters
    ----------
    name
        A folder in ``datasets/``.
    root
        The course folder; found when not given.

    Raises
    ------
    KeyError
        No such table; the message lists those there are.
    """
    root = root or course_root()
    if name not in tables(root):
        raise KeyError(f"There's no table {name!r}. There are: {', '.join(tables(root))}.")
    return pd.read_csv(_table(root / "datasets" / name), keep_default_na=False, encoding="utf-8")


def _table(folder: Path) -> Path:
    return folder / f"{folder.name}.csv"
