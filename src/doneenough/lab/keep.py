"""Keep a learner's own work as one zip, and put it back.

On Binder the course runs on a computer that forgets everything when it stops; the zip is
what stays. It holds what is hers, and a list of every file with its size and checksum.

A zip may come from anywhere, so nothing in it is believed: everything is checked before
the first file is written, and files go only where the course itself writes. What comes
back is data; nothing of it is run.
"""

from __future__ import annotations

import io
import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from doneenough.file_names import find_clash
from doneenough.lab.places import ENDINGS, is_ours
from doneenough.lab.strange_zip import (
    KIND,
    MANIFEST,
    MOST_BYTES,
    MOST_FILES,
    MOST_ZIP,
    VERSION,
    Manifest,
    NotKept,
    checked,
    describe,
    refused,
)
from doneenough.lab.work import keep_aside
from doneenough.plain_files import NotPlain, check_way, is_plain_file
from doneenough.zip_members import MOST_RATIO

START_PAGE = "course/00_start_here.ipynb"
"""Holds nothing of hers, and is what she looks at while she restores."""


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
            return "Everything in this file is already in your folder. Nothing was changed."
        words = [f"Back in your folder: {inventory(self.back)}."]
        if self.kept:
            names = ", ".join(PurePosixPath(name).name for name in self.kept)
            words.append(
                "Where your folder had a different version, that one is kept too, with the date "
                f"and time in its name: {names}."
            )
        if self.same:
            words.append(f"Already there and left alone: {inventory(self.same)}.")
        return " ".join([*words, "To see it, close any open notebooks and open them again."])


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
        raise NotKept(f"Your folder couldn't be read: {error.strerror}.") from error
    files.pop(START_PAGE, None)
    if not files:
        raise NotKept("There's nothing to download yet. Make a guess or save an answer first.")
    if clash := find_clash(files):
        raise NotKept(
            f"{clash[0]} and {clash[1]} have the same name on some computers. "
            "Please rename one of them, then try again."
        )
    listed = {name: describe(content) for name, content in files.items()}
    manifest = Manifest(kind=KIND, version=VERSION, files=listed).model_dump_json(indent=1)
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
                if path.is_symlink() or not path.is_file() or not is_ours(place):
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
        "Your folder is too big for one file. Move what you no longer need out of my_work "
        "(older versions have “kept” in their names), then try again."
    )


def _method(content: bytes) -> int:
    """Pack small; but what would shrink suspiciously well is stored, or we would refuse it."""
    suspicious = len(content) > MOST_RATIO // 2 * len(zlib.compress(content))
    return zipfile.ZIP_STORED if suspicious else zipfile.ZIP_DEFLATED


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
    files = checked(data)
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
            raise refused(f"{name} in your folder can't be read: {error.strerror}.") from error
    kept = _put(files, home, root) if files else []
    return Restored(tuple(files), tuple(kept), tuple(same))


def packed_again(folder: Path) -> bytes:
    """Return a folder that a browser unpacked as the zip that it was.

    Raises
    ------
    NotKept
        It holds more than such a zip does.
    """
    buffer = io.BytesIO()
    count = total = 0
    with zipfile.ZipFile(buffer, "w") as archive:
        for top, folders, names in os.walk(folder):
            folders.sort()
            for path in (Path(top, name) for name in sorted(names)):
                if not is_plain_file(path):
                    raise refused(f"{path.name} is a link or a device, not a file.")
                count, total = count + 1, total + path.stat().st_size
                if count > 2 * MOST_FILES or total > MOST_BYTES:
                    raise refused("The folder contains more than the course puts into a file.")
                archive.writestr(path.relative_to(folder).as_posix(), path.read_bytes())
    return buffer.getvalue()


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
                "lost. Close any open notebooks, then choose the same file again."
            ) from error
        raise refused(f"The files couldn't be written: {error.strerror}.") from error
    return kept


def _check_way(home: Path, target: Path) -> None:
    """Refuse a place that a link leads out of, or where a folder and a file are confused."""
    try:
        check_way(target, home)
    except NotPlain as error:
        place = target.relative_to(home).as_posix()
        if error.link:
            raise refused(
                f"{place} in your folder is a link to another place. Remove the link first."
            ) from error
        raise refused(
            f"Something else is where {place} belongs. Please rename it first."
        ) from error


def inventory(names: Iterable[str]) -> str:
    """Return in words what files these are: ``2 lessons, 1 assessment and 1 page``."""
    # A page is written twice, an assessment is a folder: each counts once.
    parts = [name.split("/") for name in names]
    things = {(top, PurePosixPath(rest[0]).stem) for top, *rest in parts if rest}
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
