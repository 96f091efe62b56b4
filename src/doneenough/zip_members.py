"""Members of a zip that may come from anywhere: what is odd about one, and its content.

Who refuses what, and in which words, is said where the zip is used.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(OSError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""What the zip reader raises on bytes that make no sense."""
MOST_RATIO = 200
"""How many times larger than in the zip a file may be; text comes to about 20."""


class OddMember(ValueError):
    """A member whose content is not read. ``args[0]`` is one of the words below."""

    LOCKED, LARGE, PACKED, DAMAGED = "locked", "large", "packed", "damaged"


def has_odd_name(info: zipfile.ZipInfo) -> bool:
    """Whether the reader had to cut the name off, at a NUL."""
    return info.orig_filename.split("\0", 1)[0] != info.orig_filename


def is_plain_file(info: zipfile.ZipInfo) -> bool:
    """Whether a member is neither a link, a device nor a folder in disguise."""
    # The upper half says what Unix takes it for, 0x10 what Windows takes for a folder.
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind in (0, stat.S_IFREG) and not info.external_attr & 0x10


def content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return the content of a member of at most ``most`` bytes.

    Raises
    ------
    OddMember
        It has a password, is larger than that, is packed in a rare way, or is damaged.
    """
    if info.flag_bits & 0x1:
        raise OddMember(OddMember.LOCKED)
    if info.file_size > most:
        raise OddMember(OddMember.LARGE)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise OddMember(OddMember.PACKED)
    try:
        with archive.open(info) as file:
            # No more than was said: what follows fails the zip's own checksum.
            return file.read(info.file_size + 1)
    except BROKEN as error:
        raise OddMember(OddMember.DAMAGED) from error
