"""Reads a zip that may come from anywhere, and believes nothing in it.

Every file is checked against the list inside the zip before any is handed out.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from doneenough import zip_members
from doneenough.file_names import find_clash, shown
from doneenough.lab.places import is_ours
from doneenough.zip_members import BROKEN, MOST_RATIO, OddMember

MANIFEST = "doneenough.json"
"""The list inside the zip."""
KIND, VERSION = "doneenough my work", 1
"""What the list says it is; a version this course does not know is not guessed at."""
MOST_ZIP, MOST_BYTES = 20_000_000, 50_000_000
"""Largest zip, and largest sum of what is in it, in bytes."""
MOST_FILES = 500
Member = tuple[str, zipfile.ZipInfo]
"""A file in a zip under the name that counts."""
_LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What a computer leaves in every folder that it shows."""


class NotKept(ValueError):
    """Nothing was packed, or not all came back. The message says why and what to do."""


class Listed(BaseModel):
    """One line of the list: size in bytes, and checksum."""

    model_config = ConfigDict(strict=True)

    size: int
    sha256: str


class _Label(BaseModel):
    """What every version of the list begins with."""

    model_config = ConfigDict(strict=True)

    kind: str
    version: int


class Manifest(_Label):
    """The list inside a zip: every other file by its name."""

    files: dict[str, Listed]


def describe(content: bytes) -> Listed:
    """Return the line that a file with this content has in the list."""
    return Listed(size=len(content), sha256=hashlib.sha256(content).hexdigest())


_FOREIGN = (
    "This file doesn't come from “Download my work”. Choose the zip whose name begins with "
    "done-enough-my-work."
)
_DAMAGED = "This file is damaged, perhaps by a download that stopped early. Choose an older one."
_NEWER = "This file comes from a newer version of the course. Restore it in that version."
_LOCKED = "This file is locked with a password. Choose it as it was downloaded."
_LARGE = "This file is larger than the course makes them. Choose it as it was downloaded."


def refused(reason: str) -> NotKept:
    """Return the error for a zip or a folder that was left exactly as it was."""
    return NotKept(f"{reason} Nothing in your folder was changed.")


def _changed(what: str) -> NotKept:
    return refused(
        f"This file was changed after its download: {what}. Choose one just as it was downloaded."
    )


def checked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name, once everything about all of them is in order."""
    if len(data) > MOST_ZIP:
        raise refused(_LARGE)
    # Each entry has this mark: a list of millions is refused before it takes the memory.
    if data.count(b"PK\x01\x02") > 2 * MOST_FILES:
        raise refused(_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise refused(_DAMAGED if data.startswith(b"PK") else _FOREIGN) from error
    with archive:
        members = _unpacked_again(archive.infolist())
        listed = _manifest(archive, members)
        _check_members(members, listed)
        files = {name: _content(archive, info) for name, info in members if name != MANIFEST}
    for name, content in files.items():
        if describe(content) != listed[name]:
            raise _changed(f"{shown(name)} isn't as it was")
    return files


def _unpacked_again(infos: list[zipfile.ZipInfo]) -> list[Member]:
    """Return the members without what a computer adds that unpacks a zip and packs it again.

    It puts one folder around them, writes down folders, and leaves files of its own. Everything
    else stays, to be looked at.
    """
    members = [
        (info.filename, info)
        for info in infos
        if not _is_left_behind(info.filename)
        and not (info.filename.endswith("/") and not info.file_size)
    ]
    tops = {name.partition("/")[0] for name, _ in members}
    around = f"{next(iter(tops))}/" if len(tops) == 1 else ""
    if around and any(name == around + MANIFEST for name, _ in members):
        return [(name.removeprefix(around), info) for name, info in members]
    return members


def _is_left_behind(name: str) -> bool:
    *folders, file = name.split("/")
    return "__MACOSX" in folders[:1] or file in _LEFT_BEHIND or file.startswith("._")


def _manifest(archive: zipfile.ZipFile, members: list[Member]) -> dict[str, Listed]:
    """Return the list of files, if this is one of our zips, of a version we know."""
    found = [info for name, info in members if name == MANIFEST]
    if len(found) != 1:
        raise refused(_FOREIGN)
    text = _content(archive, found[0])
    try:
        label = _Label.model_validate_json(text)
        if label.kind == KIND and label.version > VERSION:
            raise refused(_NEWER)
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise refused(_FOREIGN) from error
    if (manifest.kind, manifest.version) != (KIND, VERSION):
        raise refused(_FOREIGN)
    return manifest.files


def _check_members(members: list[Member], listed: Mapping[str, Listed]) -> None:
    names = [name for name, _ in members]
    if len(members) > MOST_FILES + 1 or sum(info.file_size for _, info in members) > MOST_BYTES:
        raise refused(_LARGE)
    if clash := find_clash(names):
        raise _changed(f"{shown(clash[0])} is there twice")
    for name, info in members:
        if info.orig_filename != info.filename:
            raise _changed("it contains a name that can't be right")
        if name != MANIFEST and not is_ours(name):
            raise _changed(f"it contains {shown(name)}, which the course doesn't make")
        if not zip_members.is_plain_file(info):
            raise _changed(f"{shown(name)} isn't a plain file")
    for name in {MANIFEST, *listed} ^ set(names):
        raise _changed(f"{shown(name)} is {'missing' if name in listed else 'not in its list'}")
    for name, info in members:
        if name != MANIFEST and info.file_size != listed[name].size:
            raise _changed(f"{shown(name)} isn't as it was")


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    most = min(MOST_BYTES, MOST_RATIO * max(info.compress_size, 1))
    try:
        return zip_members.content(archive, info, most)
    except OddMember as error:
        raise {
            OddMember.LOCKED: refused(_LOCKED),
            OddMember.LARGE: refused(_LARGE),
            OddMember.PACKED: _changed(f"{shown(info.filename)} is packed in a different way"),
        }.get(error.args[0], refused(_DAMAGED)) from error
