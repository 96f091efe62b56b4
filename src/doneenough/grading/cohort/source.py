"""A zip or a folder as a stream of files, none of which is believed.

A file that must not be read is named with the reason; the others go on. At most one
file's content is in memory at a time.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path, PurePosixPath

from doneenough import zip_members
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.zip_list import open_zip
from doneenough.grading.notebook_file import LARGEST
from doneenough.plain_files import is_plain_file, read_plain, reason
from doneenough.zip_members import BROKEN, OddMember

MOST_FILES = 200_000
"""Most files in one zip or folder."""
MOST_BYTES = 25_000_000_000
"""Largest sum of what is in a zip, in bytes."""
LONGEST_NAME = 1_000
"""Longest path that is looked at, in characters; no computer unpacks a longer one."""


class NotReadable(ValueError):
    """A file that is not read. The message is a plain reason."""


@dataclass(frozen=True)
class Entry:
    """A file in the source. ``trouble`` says why it must not be read, or is empty.

    ``modified`` puts files of one learner in order: the time on this computer's clock that
    the zip or the folder says, which may be any, or nothing.
    """

    name: str
    size: int
    modified: str
    read: Callable[[], bytes]
    trouble: str = ""


@contextmanager
def open_source(path: Path) -> Iterator[list[Entry]]:
    """Give the files of a zip or a folder, by name, for as long as it is open.

    Raises
    ------
    CohortError
        It is neither, or it holds more than any cohort does.
    """
    if path.is_dir():
        yield _in_folder(path)
        return
    with contextlib.ExitStack() as stack:
        try:
            archive, odd = stack.enter_context(open_zip(path))
        except FileNotFoundError:
            raise CohortError(f"{path} is not there. Name a zip or a folder.") from None
        except BROKEN as error:
            raise CohortError(
                f"{path.name} is not a zip that can be read; perhaps its download stopped early. "
                "Name a zip from your LMS, or a folder."
            ) from error
        yield _in_zip(path.name, archive, odd)


def _in_zip(name: str, archive: zipfile.ZipFile, odd: Collection[int]) -> list[Entry]:
    members = [
        (info, number in odd)
        for number, info in enumerate(archive.infolist())
        if not info.filename.endswith("/")
    ]
    _check(name, len(members), sum(info.file_size for info, is_odd in members if not is_odd))
    names = _with_slashes([_name(info) for info, _ in members])
    counts = Counter(names)
    return sorted(
        (
            _member(archive, info, called, odd=is_odd, twice=counts[called] > 1)
            for (info, is_odd), called in zip(members, names, strict=True)
        ),
        key=lambda entry: entry.name,
    )


def _with_slashes(names: list[str]) -> list[str]:
    """Return the names with slashes between folders, where a tool wrote backslashes in all."""
    mine = [name for name in names if not is_junk(name)]
    if mine and all("\\" in name and "/" not in name for name in mine):
        return [name.replace("\\", "/") for name in names]
    return names


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, odd: bool, twice: bool
) -> Entry:

    def read() -> bytes:
        try:
            # It may shrink as much as it likes: printed lines repeat themselves.
            return zip_members.content(archive, info, LARGEST)
        except OddMember as error:
            raise NotReadable(_ODD[error.args[0]]) from error

    trouble = _odd_name(name)
    if odd:
        trouble = "The zip's list says something about it that makes no sense; its name, perhaps."
    elif zip_members.has_odd_name(info):
        trouble = "Its name holds a sign that no name can hold."
    elif twice:
        trouble = "The zip holds two files of this name; neither is taken."
    elif not zip_members.is_plain_file(info):
        trouble = "It is a link or a device, not a file."
    # A zip cannot say less than 1980: so writes who does not know.
    known = info.date_time[0] > 1980
    modified = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*info.date_time) if known else ""
    return Entry(name, info.file_size, modified, read, trouble)


_ODD = {
    OddMember.LOCKED: "It is locked with a password.",
    OddMember.LARGE: f"It is too large: at most {LARGEST // 1_000_000} MB are read.",
    OddMember.PACKED: "It is packed in a way that is not read.",
    OddMember.DAMAGED: "It is damaged inside the zip; perhaps the download stopped early.",
}


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; older tools write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeError:
        return _in_code_page(raw)


_CODE_PAGES = ("cp437", "cp850", "cp1252", "cp866", "cp932", "gbk")
"""In which tools wrote names before there was UTF-8, the likeliest first."""


def _in_code_page(raw: bytes) -> str:
    """Return a name in the code page in which it is made of letters of one script."""
    found = []
    for page in _CODE_PAGES:
        try:
            found.append(raw.decode(page))
        except UnicodeError:
            continue
    return max(found, key=_looks_like_a_name, default=raw.decode("cp437"))


def _looks_like_a_name(text: str) -> tuple[int, int]:
    odd = [sign for sign in text if not sign.isascii()]
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in odd if sign.isalpha()}
    letters = sum(sign.isalpha() for sign in odd)
    latin = any(sign.isascii() and sign.isalpha() for sign in PurePosixPath(text).parts[0])
    foreign = len(scripts - {"LATIN"}) + (bool(scripts - {"LATIN"}) and latin)
    # A capital inside a word is the wrong page's.
    inside = sum(after.isupper() and before.islower() for before, after in pairwise(text))
    return letters - len(odd), -foreign - inside


def _odd_name(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return "Its name is too long."
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "Its path is absolute; only paths inside the zip are taken."
    if ".." in parts:
        return "Its path leads out of the zip (..)."
    return ""


def _in_folder(folder: Path) -> list[Entry]:
    entries = []
    closed: list[OSError] = []
    for top, folders, names in os.walk(folder, onerror=closed.append):
        linked = [name for name in folders if Path(top, name).is_symlink()]
        folders[:] = [name for name in folders if name not in linked]
        entries += [_file(folder, Path(top, name)) for name in (*linked, *names)]
        _check(folder.name, len(entries), 0)
    for error in closed:
        trouble = f"This folder cannot be read: {reason(error)}"
        entries.append(_closed(folder, Path(error.filename), trouble))
    return sorted(entries, key=lambda entry: entry.name)


def _closed(folder: Path, path: Path, trouble: str) -> Entry:
    return Entry(path.relative_to(folder).as_posix(), 0, "", bytes, trouble)


def _file(folder: Path, path: Path) -> Entry:
    name = path.relative_to(folder).as_posix()
    if not is_plain_file(path):
        return _closed(folder, path, "It is a link or a device, not a file.")
    found = path.stat()

    def read() -> bytes:
        if found.st_size > LARGEST:
            raise NotReadable(f"It is too large: at most {LARGEST // 1_000_000} MB are read.")
        try:
            return read_plain(path, LARGEST)
        except OSError as error:
            raise NotReadable(f"It cannot be read: {reason(error)}") from error

    modified = datetime.fromtimestamp(found.st_mtime).isoformat(timespec="seconds")
    return Entry(name, found.st_size, modified, read, _odd_name(name))


def _check(name: str, files: int, total: int) -> None:
    if files > MOST_FILES or total > MOST_BYTES:
        raise CohortError(
            f"{name} holds {files:,} files of {total // 1_000_000:,} MB together. At most "
            f"{MOST_FILES:,} files and {MOST_BYTES // 1_000_000:,} MB are taken at once. "
            "Nothing was changed."
        )


def is_junk(name: str) -> bool:
    """Whether a computer left this file there by itself."""
    parts = PurePosixPath(name).parts
    return any(
        part in ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints")
        or part.startswith("._")
        for part in parts
    )
