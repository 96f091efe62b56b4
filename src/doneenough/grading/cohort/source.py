"""A zip or a folder as a stream of files, none of which is believed.

A file that must not be read is named with the reason; the others go on. At most one
file's content is in memory at a time.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from doneenough import zip_members
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.notebook_file import LARGEST
from doneenough.zip_members import BROKEN, MOST_RATIO, OddMember

MOST_FILES = 200_000
"""Most files in one zip or folder."""
MOST_BYTES = 100 * LARGEST
"""Largest sum of what is in a zip, in bytes."""
SMALL = 100_000_000
"""Up to this size a file may shrink as much as it likes: printed lines repeat themselves."""


class NotReadable(ValueError):
    """A file that is not read. The message is a plain reason."""


@dataclass(frozen=True)
class Entry:
    """A file in the source. ``trouble`` says why it must not be read, or is empty.

    ``modified`` orders files of one learner; it is nothing more than what the zip says.
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
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise CohortError(f"{path} is not there. Name a zip or a folder.") from None
    except BROKEN as error:
        raise CohortError(
            f"{path.name} is not a zip that can be read; perhaps its download stopped early. "
            "Name a zip from your LMS, or a folder."
        ) from error
    with archive:
        yield _in_zip(path.name, archive)


def _in_zip(name: str, archive: zipfile.ZipFile) -> list[Entry]:
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    _check(name, len(members), sum(info.file_size for info in members))
    counts: dict[str, int] = {}
    for info in members:
        counts[_name(info)] = counts.get(_name(info), 0) + 1
    return sorted(
        (_member(archive, info, twice=counts[_name(info)] > 1) for info in members),
        key=lambda entry: entry.name,
    )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, twice: bool) -> Entry:
    name = _name(info)

    def read() -> bytes:
        most = max(SMALL, MOST_RATIO * info.compress_size)
        try:
            return zip_members.content(archive, info, min(LARGEST, most))
        except OddMember as error:
            raise NotReadable(_ODD[error.args[0]]) from error

    trouble = _odd_name(name)
    if zip_members.has_odd_name(info):
        trouble = "Its name holds a sign that no name can hold."
    elif twice:
        trouble = "The zip holds two files of this name; neither is taken."
    elif not zip_members.is_plain_file(info):
        trouble = "It is a link or a device, not a file."
    modified = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*info.date_time)
    return Entry(name, info.file_size, modified, read, trouble)


_ODD = {
    OddMember.LOCKED: "It is locked with a password.",
    OddMember.LARGE: f"It is too large: at most {LARGEST // 1_000_000} MB are read, and less "
    "where the zip hides how large it is.",
    OddMember.PACKED: "It is packed in a way that is not read.",
    OddMember.DAMAGED: "It is damaged inside the zip; perhaps the download stopped early.",
}


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; older tools write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _odd_name(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "Its path is absolute; only paths inside the zip are taken."
    if ".." in parts:
        return "Its path leads out of the zip (..)."
    return ""


def _in_folder(folder: Path) -> list[Entry]:
    entries = []
    total = 0
    for top, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(top, name).is_symlink()]
        folders[:] = [name for name in folders if name not in linked]
        for name in (*linked, *names):
            path = Path(top, name)
            entry = _file(folder, path)
            total += entry.size
            entries.append(entry)
        _check(folder.name, len(entries), 0)
    return sorted(entries, key=lambda entry: entry.name)


def _file(folder: Path, path: Path) -> Entry:
    name = path.relative_to(folder).as_posix()
    if path.is_symlink() or not path.is_file():
        return Entry(name, 0, "", path.read_bytes, "It is a link or a device, not a file.")
    found = path.stat()

    def read() -> bytes:
        if found.st_size > LARGEST:
            raise NotReadable(f"It is too large: at most {LARGEST // 1_000_000} MB are read.")
        try:
            return path.read_bytes()
        except OSError as error:
            raise NotReadable(f"It cannot be read: {error.strerror}.") from error

    return Entry(name, found.st_size, f"{found.st_mtime:020.3f}", read, _odd_name(name))


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
