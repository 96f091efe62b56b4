"""Keep a learner's own work as one zip, and put it back.

On Binder the course runs on a computer that forgets everything when it stops; the zip is
what stays. It holds what is hers, and a list of every file with its size and checksum.

A zip may come from anywhere, so nothing in it is believed: everything is checked before
the first file is written, and files go only where the course itself writes. What comes
back is data; nothing of it is run.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from doneenough.lab.work import keep_aside

MANIFEST = "doneenough.json"
"""The list inside the zip."""
KIND, VERSION = "doneenough my work", 1
"""What the list says it is; a version this course does not know is not guessed at."""
MOST_ZIP, MOST_BYTES = 20_000_000, 50_000_000
"""Largest zip, and largest sum of what is in it, in bytes."""
MOST_FILES = 500
MOST_RATIO = 200
"""How many times larger than in the zip a file may be; text comes to about 20."""

ENDINGS: Mapping[str, frozenset[str]] = {
    "course": frozenset({".ipynb"}),
    "assessments": frozenset({".ipynb", ".csv"}),
    "progress": frozenset({".json"}),
    "pages": frozenset({".html", ".md"}),
    "reports": frozenset({".html"}),
}
"""The folders of a learner's work and the files that the course writes there."""
START_PAGE = "course/00_start_here.ipynb"
"""Holds nothing of hers, and is what she looks at while she restores."""


class NotKept(ValueError):
    """Nothing was packed, or not all came back. The message says why and what to do."""


@dataclass(frozen=True)
class Restored:
    """What became of the files in a zip, by their places in the learner's folder."""

    back: tuple[str, ...]
    """Written."""
    kept: tuple[str, ...]
    """New names of her files that stood in the way and differed."""
    same: tuple[str, ...]
    """Left alone: they were there already, byte for byte."""

    def __str__(self) -> str:
        if not self.back:
            return "Everything in this file is in your folder already. Nothing was changed."
        words = [f"Back in your folder: {inventory(self.back)}."]
        if self.kept:
            words.append(
                "Where another version was there, it is kept beside, with the date and time in "
                f"its name: {', '.join(PurePosixPath(name).name for name in self.kept)}."
            )
        if self.same:
            words.append(f"Already there and left alone: {inventory(self.same)}.")
        return " ".join([*words, "Close notebooks that are open and open them again to see it."])


class _Listed(BaseModel):
    model_config = ConfigDict(strict=True)

    size: int
    sha256: str


class _Label(BaseModel):
    """What every version of the list begins with."""

    model_config = ConfigDict(strict=True)

    kind: str
    version: int


class _Manifest(_Label):
    files: dict[str, _Listed]


# ------------------------------------------------------------------------------ packing


def pack(work: Path, root: Path) -> bytes:
    """Return the learner's own work as a zip; the same work gives the same bytes.

    Parameters
    ----------
    work, root
        The learner's folder and the course folder. A notebook that is still as in the
        course is not hers and stays out.

    Raises
    ------
    NotKept
        There is nothing of hers, or too much, or two names that other computers take
        for one.
    """
    try:
        files = dict(sorted(_own_files(work, root)))
    except OSError as error:
        raise NotKept(f"Your folder could not be read: {error.strerror}.") from error
    files.pop(START_PAGE, None)
    if not files:
        raise NotKept("There is nothing of yours yet. Make a guess or save an answer first.")
    if clash := _clash(files):
        raise NotKept(
            f"{clash[0]} and {clash[1]} have the same name for some computers. "
            "Please rename one of them, then try again."
        )
    listed = {name: _listed(content) for name, content in files.items()}
    manifest = _Manifest(kind=KIND, version=VERSION, files=listed).model_dump_json(indent=1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {MANIFEST: manifest.encode(), **files}.items():
            # Without a time of its own, so that the same work gives the same bytes.
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content, _method(content))
    data = buffer.getvalue()
    if len(files) > MOST_FILES or len(data) > MOST_ZIP:
        raise _too_much()
    return data


def _own_files(work: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    total = 0
    for top in ENDINGS:
        if (work / top).is_symlink():
            continue
        for folder, _, names in os.walk(work / top):
            for path in (Path(folder, name) for name in names):
                place = path.relative_to(work).as_posix()
                if path.is_symlink() or not path.is_file() or not _is_ours(place):
                    continue
                total += path.stat().st_size
                if total > MOST_BYTES:
                    raise _too_much()
                content = path.read_bytes()
                released = root / place
                if not (released.is_file() and released.read_bytes() == content):
                    yield place, content


def _too_much() -> NotKept:
    return NotKept(
        "Your folder holds too much for one file. Move what you no longer need out of my_work "
        "(older versions have “kept” in their names), then try again."
    )


def _listed(content: bytes) -> _Listed:
    return _Listed(size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _method(content: bytes) -> int:
    """Pack small; but what would shrink suspiciously well is stored, or we would refuse it."""
    suspicious = len(content) > MOST_RATIO // 2 * len(zlib.compress(content))
    return zipfile.ZIP_STORED if suspicious else zipfile.ZIP_DEFLATED


# ---------------------------------------------------------------------------- unpacking


def unpack(data: bytes, work: Path, root: Path) -> Restored:
    """Put the work in a zip back into the learner's folder.

    Files that are there and differ are kept beside under a name with the date and time;
    a notebook still as in the course is simply replaced. The start page is left alone.

    Parameters
    ----------
    data
        The zip. It may be anything.
    work, root
        The learner's folder, made when missing, and the course folder.

    Raises
    ------
    NotKept
        The zip is not one that `pack` made, or the folder cannot take it. The message
        says whether anything was changed.
    """
    files = _checked(data)
    files.pop(START_PAGE, None)
    home = Path(os.path.realpath(work))
    same = []
    for name, content in list(files.items()):
        target = home / name
        _check_way(home, target)
        try:
            if target.is_file() and target.read_bytes() == content:
                same.append(name)
                del files[name]
        except OSError as error:
            raise _refused(f"{name} in your folder cannot be read: {error.strerror}.") from error
    kept = _put(files, home, root) if files else []
    return Restored(tuple(files), tuple(kept), tuple(same))


def _put(files: Mapping[str, bytes], home: Path, root: Path) -> list[str]:
    """Write all of them beside, then move each into its place; return what was kept aside."""
    kept, moved = [], 0
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".restoring-") as folder:
            # On a full disk this stops before anything of hers has been touched.
            written = {name: Path(folder, str(number)) for number, name in enumerate(files)}
            for name, path in written.items():
                path.write_bytes(files[name])
            for name, path in written.items():
                target = home / name
                target.parent.mkdir(parents=True, exist_ok=True)
                aside = keep_aside(target, root / name)
                if aside is not None:
                    kept.append(aside.relative_to(home).as_posix())
                path.replace(target)
                moved += 1
    except OSError as error:
        if moved or kept:
            raise NotKept(
                f"Only {moved} of {len(files)} files came back: {error.strerror}. Nothing is "
                "lost. Close notebooks that are open, then choose the same file again."
            ) from error
        raise _refused(f"The files could not be written: {error.strerror}.") from error
    return kept


def _check_way(home: Path, target: Path) -> None:
    """Refuse a place that a link leads out of, or where a folder and a file are confused."""
    place = target.relative_to(home).as_posix()
    if Path(os.path.realpath(target)) != target:
        raise _refused(f"{place} in your folder is a link to another place. Remove the link first.")
    above = [folder for folder in target.parents if folder.is_relative_to(home)]
    odd = target.exists() and not target.is_file()
    if odd or any(folder.exists() and not folder.is_dir() for folder in above):
        raise _refused(f"Something else stands where {place} belongs. Please rename it first.")


# ----------------------------------------------------------------------------- checking

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(OSError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""What the zip reader raises on bytes that make no sense."""

_FOREIGN = (
    "This file does not come from “Download my work”. Choose the zip whose name begins with "
    "done-enough-my-work."
)
_DAMAGED = (
    "This file is damaged; perhaps its download stopped early. Choose an older one, if you have it."
)
_NEWER = "This file comes from a newer version of the course. Restore it in that version."
_LOCKED = "This file is locked with a password. Choose it as it was downloaded."
_LARGE = "This file is larger than the course makes them. Choose it as it was downloaded."


def _refused(reason: str) -> NotKept:
    return NotKept(f"{reason} Nothing in your folder was changed.")


def _changed(what: str) -> NotKept:
    return _refused(f"This file was changed after its download: {what}. Choose one as downloaded.")


def _checked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name, once everything about all of them is in order."""
    if len(data) > MOST_ZIP:
        raise _refused(_LARGE)
    # Each entry has this mark: a list of millions is refused before it takes the memory.
    if data.count(b"PK\x01\x02") > 2 * MOST_FILES:
        raise _refused(_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _refused(_DAMAGED if data.startswith(b"PK") else _FOREIGN) from error
    with archive:
        members = archive.infolist()
        listed = _manifest(archive, members)
        _check_members(members, listed)
        files = {
            info.filename: _content(archive, info) for info in members if info.filename != MANIFEST
        }
    for name, content in files.items():
        if _listed(content) != listed[name]:
            raise _changed(f"{_shown(name)} is not as it was")
    return files


def _manifest(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, _Listed]:
    """Return the list of files, if this is one of our zips, of a version we know."""
    found = [info for info in members if info.filename == MANIFEST]
    if len(found) != 1:
        raise _refused(_FOREIGN)
    text = _content(archive, found[0])
    try:
        label = _Label.model_validate_json(text)
        if label.kind == KIND and label.version > VERSION:
            raise _refused(_NEWER)
        manifest = _Manifest.model_validate_json(text)
    except ValidationError as error:
        raise _refused(_FOREIGN) from error
    if (manifest.kind, manifest.version) != (KIND, VERSION):
        raise _refused(_FOREIGN)
    return manifest.files


def _check_members(members: list[zipfile.ZipInfo], listed: Mapping[str, _Listed]) -> None:
    names = [info.filename for info in members]
    if len(members) > MOST_FILES + 1 or sum(info.file_size for info in members) > MOST_BYTES:
        raise _refused(_LARGE)
    if clash := _clash(names):
        raise _changed(f"{_shown(clash[0])} is there twice")
    for info in members:
        # The reader cuts a name off at a NUL.
        if info.orig_filename != info.filename:
            raise _changed("it holds a name that cannot be")
        if info.filename != MANIFEST and not _is_ours(info.filename):
            raise _changed(f"it holds {_shown(info.filename)}, which the course does not make")
        # The upper half says what Unix takes it for, 0x10 what Windows takes for a folder.
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or info.external_attr & 0x10:
            raise _changed(f"{_shown(info.filename)} is not a plain file")
    for name in {MANIFEST, *listed} ^ set(names):
        raise _changed(f"{_shown(name)} is {'missing' if name in listed else 'not in its list'}")
    for info in members:
        if info.filename != MANIFEST and info.file_size != listed[info.filename].size:
            raise _changed(f"{_shown(info.filename)} is not as it was")


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 0x1:
        raise _refused(_LOCKED)
    most = min(MOST_BYTES, MOST_RATIO * max(info.compress_size, 1))
    if info.file_size > most:
        raise _refused(_LARGE)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _changed(f"{_shown(info.filename)} is packed in another way")
    try:
        with archive.open(info) as file:
            # No more than was said: what follows fails the zip's own checksum.
            return file.read(info.file_size + 1)
    except _BROKEN as error:
        raise _refused(_DAMAGED) from error


# -------------------------------------------------------------------------------- names


def inventory(names: Iterable[str]) -> str:
    """Return in words what files these are: ``2 lessons, 1 assessment and 1 page``."""
    # A page is written twice, an assessment is a folder: each counts once.
    things = {(top, PurePosixPath(rest[0]).stem) for top, *rest in map(_parts, names) if rest}
    counts = [sum(top == thing for thing, _ in things) for top in ENDINGS]
    words = [
        f"{count} {_WORDS[top][count != 1]}"
        for top, count in zip(ENDINGS, counts, strict=True)
        if count
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


_WORDS = {
    "course": ("lesson", "lessons"),
    "assessments": ("assessment", "assessments"),
    "progress": ("record of guesses and tries", "records of guesses and tries"),
    "pages": ("page", "pages"),
    "reports": ("report", "reports"),
}


def _parts(name: str) -> list[str]:
    return name.split("/")


def _is_ours(name: str) -> bool:
    """Whether the course writes a file here. This decides where a restore may write."""
    top, *rest = _parts(name)
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


def _clash(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that some computer takes for one."""
    seen: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            return seen[key], name
        seen[key] = name
    return None


def _shown(name: str) -> str:
    """Return a stranger's name as it may be shown, in a terminal too."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:60])
