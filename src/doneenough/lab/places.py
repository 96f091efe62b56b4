"""Where in a learner's folder the course itself writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from doneenough.file_names import is_plain

ENDINGS: Mapping[str, frozenset[str]] = {
    "course": frozenset({".ipynb"}),
    "assessments": frozenset({".ipynb", ".csv"}),
    "progress": frozenset({".json"}),
    "pages": frozenset({".html", ".md"}),
    "reports": frozenset({".html"}),
}
"""The folders of a learner's work and the files that the course writes there."""


def is_ours(name: str) -> bool:
    """Whether the course writes a file here. This decides where a restore may write."""
    top, *rest = name.split("/")
    deep = range(2, 4) if top == "assessments" else range(1, 2)
    return (
        top in ENDINGS
        and len(rest) in deep
        and all(map(is_plain, rest))
        # A folder with a notebook's name would stand where the notebook belongs.
        and not any(PurePosixPath(part).suffix.lower() in ENDINGS[top] for part in rest[:-1])
        and PurePosixPath(name).suffix in ENDINGS[top]
    )
