"""Files in a folder that strangers fill: how they are read, and how anything is written there.

Only plain files are read, so that a pipe or a device holds nothing up. A file is written
whole or not at all, and never along a link to another place.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

_EVERYBODYS = frozenset(
    getattr(errno, name, 0)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "ENOMEM")
)
"""What goes wrong with a computer, not with one file."""


class NotPlain(OSError):
    """Something else stands where a plain file or a folder belongs. The message says what.

    ``link`` is whether it is a link.
    """

    def __init__(self, message: str, *, link: bool = False) -> None:
        super().__init__(message)
        self.link = link


def is_plain_file(path: Path) -> bool:
    """Whether a file is there that is neither a link, a folder, a pipe nor a device."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_plain(path: Path, most: int) -> bytes:
    """Return what a plain file begins with: at most ``most`` bytes.

    Raises
    ------
    NotPlain
        It is a link, a folder, a pipe or a device.
    OSError
        There is nothing, or it cannot be read.
    """
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise NotPlain(f"{path.name} is a link, a folder or a device, not a file.")
    with path.open("rb") as file:
        return file.read(min(most, found.st_size + 1))


def check_way(path: Path, home: Path) -> None:
    """Make sure that writing ``path`` changes nothing outside the folder ``home``.

    ``home`` itself may be a link: whoever runs the course put it there.

    Raises
    ------
    NotPlain
        The path leads out of ``home``; a link lies on the way; or something else stands
        where a folder or the file belongs.
    """
    if not path.is_relative_to(home) or ".." in path.relative_to(home).parts:
        raise NotPlain(f"{path} leads out of {home.name}.")
    parts = path.relative_to(home).parts
    way = home
    for depth, part in enumerate(parts, start=1):
        way = way / part
        try:
            found = os.lstat(way)
        except FileNotFoundError:
            return
        shown = way.relative_to(home.parent).as_posix()
        if stat.S_ISLNK(found.st_mode) or _is_junction(found):
            raise NotPlain(f"{shown} is a link to another place. Remove the link.", link=True)
        is_right = stat.S_ISDIR if depth < len(parts) else stat.S_ISREG
        if not is_right(found.st_mode):
            kind = "folder" if depth < len(parts) else "file"
            raise NotPlain(f"{shown} isn't a {kind}. Rename or remove it.")


def write_whole(path: Path, content: bytes, home: Path) -> None:
    """Write a file inside the folder ``home`` so that it is there whole or not at all.

    Raises
    ------
    NotPlain
        As for `check_way`; nothing was written.
    OSError
        It cannot be written.
    """
    check_way(path, home)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # As any new file: a temporary one is closed to everybody else.
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Return what went wrong with one file, as a sentence.

    Raises
    ------
    OSError
        The same again, where the computer is at fault: then no file would fare better.
    """
    if error.errno in _EVERYBODYS:
        raise error
    return str(error) if isinstance(error, NotPlain) else f"{error.strerror or 'It failed'}."


def _is_junction(found: os.stat_result) -> bool:
    """Whether this is what Windows has beside links."""
    tag = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return tag is not None and getattr(found, "st_reparse_tag", None) == tag
