"""Where in a learner's folder the course itself writes, and which names every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

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
        and all(map(_is_plain, rest))
        and PurePosixPath(name).suffix in ENDINGS[top]
    )


_SIGNS = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.I)


def _is_plain(part: str) -> bool:
    """Whether every system takes this for the name of one file that is not hidden."""
    return (
        part != ""
        and part.isprintable()
        and not _SIGNS.search(part)
        and part[0] not in ". "
        and part[-1] not in ". "
        and not _DEVICES.fullmatch(part)
        and len(part.encode()) <= 200
    )


def find_clash(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that some computer takes for one."""
    seen: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            return seen[key], name
        seen[key] = name
    return None


def shown(name: str) -> str:
    """Return a stranger's name as it may be shown, in a terminal too."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:60])
