"""Opens a zip although some lines of its list make no sense.

Python's reader refuses a whole zip for one line: a name that says it is UTF-8 and is not,
a version nobody knows, a damaged extra field. Here such a line is made harmless in memory,
so that one file is set aside and the others are read.
"""

from __future__ import annotations

import contextlib
import io
import mmap
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doneenough.zip_members import BROKEN

_LINE = struct.Struct("<4s6H3I5H2I")
"""What a line of the list begins with: see `zipfile`, structCentralDir."""
_END = struct.Struct("<4s4H2LH")
_LINE_MARK, _END_MARK = b"PK\x01\x02", b"PK\x05\x06"
_FAR_END = 76
"""So many bytes stand between list and end where a zip has very many files."""


@contextmanager
def open_zip(path: Path) -> Iterator[tuple[zipfile.ZipFile, frozenset[int]]]:
    """Give the zip, and which lines of its list make no sense, by their number.

    Raises
    ------
    zip_members.BROKEN
        It is no zip, or its list as a whole makes no sense.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise
    except BROKEN as error:
        with _mended(path, error) as (archive, odd):
            yield archive, odd
        return
    with archive:
        yield archive, frozenset()


@contextmanager
def _mended(path: Path, refused: BaseException) -> Iterator[tuple[zipfile.ZipFile, frozenset[int]]]:
    with path.open("rb") as file, contextlib.ExitStack() as stack:
        try:
            # Changes stay in memory, and only what is changed takes any.
            view = stack.enter_context(_View(file.fileno(), 0, access=mmap.ACCESS_COPY))
        except (OSError, ValueError):
            raise refused from None
        odd = _mend(view)
        if not odd:
            raise refused
        # What is typed as a file needs no more than what a map can do.
        archive = stack.enter_context(zipfile.ZipFile(view))  # type: ignore[call-overload]
        yield archive, frozenset(odd)


class _View(mmap.mmap):
    """A file in memory; Python's own says only since 3.13 that one can go to any place in it."""

    def seekable(self) -> bool:
        return True


def _mend(view: mmap.mmap) -> list[int]:
    """Make the lines harmless that the reader would refuse; return their numbers."""
    odd = []
    for number, (at, end) in enumerate(_lines(view)):
        line = view[at:end]
        if _is_read(line):
            continue
        odd.append(number)
        fields = list(_LINE.unpack_from(line))
        name, extra = fields[10], fields[11]
        # No version, no flags: so the name may be any bytes. No extra field has any content.
        fields[1:4] = 0, 0, 0
        _LINE.pack_into(view, at, *fields)
        start = at + _LINE.size + name
        view[start : start + extra] = bytes(extra)
    return odd


def _lines(view: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Yield where each line of the list begins and ends; nothing where there is no list."""
    end = view.rfind(_END_MARK, max(0, len(view) - 66_000))
    if end < 0 or end + _END.size > len(view):
        return
    size = _END.unpack_from(view, end)[5]
    at = next(
        (
            start
            for start in (end - size, end - size - _FAR_END)
            if start >= 0 and view[start : start + 4] == _LINE_MARK
        ),
        len(view),
    )
    while at + _LINE.size <= end and view[at : at + 4] == _LINE_MARK:
        lengths = _LINE.unpack_from(view, at)[10:13]
        after = at + _LINE.size + sum(lengths)
        if after > end:
            return
        yield at, after
        at = after


def _is_read(line: bytes) -> bool:
    """Whether Python reads a zip whose list has this one line."""
    end = _END.pack(_END_MARK, 0, 0, 1, 1, len(line), 0, 0)
    try:
        with zipfile.ZipFile(io.BytesIO(line + end)):
            return True
    except BROKEN:
        return False
