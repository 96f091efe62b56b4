"""What the places of the files in an LMS download say: whose they are, and of which assignment.

Only the places are looked at here. Which assignment a notebook really is, its metadata say.

A learner chooses the names of her own files and of the folders in them. So all files
together say what kind of download it is, and within it only that part of a path counts
which the LMS made, or the instructor: the outermost. What follows is the learner's own,
whatever it looks like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import PurePosixPath

from doneenough.file_names import same_name, why_no_id


@dataclass(frozen=True)
class Place:
    """What a path says. ``learner`` is empty where it names nobody.

    ``person`` and ``lms_id`` are the LMS's name and number; ``late`` is its mark, ``upload``
    its number of the file, and ``prefix`` all that it put before the learner's own name of the
    file. ``hidden`` is whether it hides who that is. Files of one person have one ``owner``.
    ``inside`` is a learner whose id is the name of a folder further in; ``as_nbgrader`` is
    whether it lies as in nbgrader's own tree.
    """

    layout: str
    file: str
    learner: str = ""
    person: str = ""
    lms_id: str = ""
    assignment: str = ""
    late: bool = False
    owner: tuple[str, ...] = ()
    inside: str = ""
    as_nbgrader: bool = False
    upload: str = ""
    prefix: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class _Path:
    """A path without folders of the course's own; ``hint`` is the first named after an assignment.

    None of them is anybody's name.
    """

    whole: tuple[str, ...]
    folders: tuple[str, ...]
    file: str
    hint: str

    @classmethod
    def read(cls, name: str, assignments: Collection[str]) -> _Path:
        whole = PurePosixPath(unicodedata.normalize("NFC", name)).parts or (name,)
        folders = tuple(
            part for part in whole[:-1] if part not in assignments and part.casefold() not in _OURS
        )
        hint = next((part for part in whole[:-1] if part in assignments), "")
        return cls(whole, folders, whole[-1], hint)

    @property
    def steps(self) -> tuple[str, ...]:
        return (*self.folders, self.file)


@dataclass(frozen=True)
class _Mark:
    """What an LMS wrote into a name."""

    person: str
    number: str
    file: str
    late: bool = False
    upload: str = ""
    hidden: bool = False


_OURS = ("my_work", "assessments", "done-enough-my-work")
"""Folders in which learners keep their work."""
_MOODLE = "_assignsubmission_"
_MOODLE_KIND = re.compile("[a-z]+_?")
_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<person>anon_[0-9a-z]{3,40})_(?P<upload>[1-9][0-9]*)_(?P<file>.+)",
    re.S | re.I,
)
"""What Canvas writes where markers may not see names."""
_NOBODY = "participant"
"""What an English Moodle calls everybody where markers may not see names."""
_MANY = 3
"""So many people have one name only where the LMS hides who they are."""
_COPY = re.compile(r"(?:[0-9]+(?:ypoC)?-|\)[0-9]+\( ?|ypoc_)*", re.I)
"""What file managers and browsers put at the end of a copy's name, read from the end."""


def read_places(
    names: Sequence[str],
    assignments: Collection[str],
    learners: Collection[str] = (),
    numbers: Collection[str] = (),
) -> list[Place]:
    """Return what each of the paths (with forward slashes) of one download says.

    Parameters
    ----------
    names
        All paths inside the zip or the folder.
    assignments, learners
        The names of the assignments, and the ids in the gradebook. A folder named after
        an assignment says which it is, and not whose.
    numbers
        The LMS's numbers of the learners in the gradebook.
    """
    paths = [_Path.read(name, assignments) for name in names]
    notebooks = [path for path in paths if path.file.lower().endswith(".ipynb")] or paths
    known = {same_name(learner) for learner in learners}
    canvas = partial(_canvas, assignments=assignments, numbers=numbers)
    for layout, mark in (("Moodle", _moodle), ("Canvas", canvas)):
        level = _level(notebooks, mark, known)
        if level is not None:
            found = [_marked(path, level, layout, mark, assignments) for path in paths]
            return _hidden(found) if layout == "Moodle" else found
    level = _level(notebooks, lambda part, is_file: not is_file and same_name(part) in known, ())
    around = None if level is not None else _around(notebooks, known)
    return [_plain(path, level, around or (), known, assignments) for path in paths]


def stem(file: str) -> str:
    """Return a notebook's name without its ending and without ``-Copy1`` and the like."""
    name = PurePosixPath(file).stem
    found = _COPY.match(name[::-1])
    return name[: len(name) - found.end()] if found else name


def learner_id(text: str) -> str:
    """Return a name as a learner's id that every system takes for one folder, or nothing."""
    text = re.sub(r"\s+", "_", unicodedata.normalize("NFC", text).strip())
    return "" if why_no_id(text) else text


def _moodle(part: str, *, is_file: bool) -> _Mark | None:
    """Read ``Anna Smith_12345_assignsubmission_file_``, and what may follow of a file's name."""
    who, found, rest = part.partition(_MOODLE)
    person, _, number = who.rpartition("_")
    # Moodle itself replaces "_" in names: in a file's name what comes before is another LMS's.
    if not found or not person.strip() or not _is_number(number) or (is_file and "_" in person):
        return None
    kind = _MOODLE_KIND.match(rest)
    return _Mark(person.strip(), number, rest[kind.end() :] if kind else rest)


def _canvas(
    part: str,
    *,
    is_file: bool,
    assignments: Collection[str] = (),
    numbers: Collection[str] = (),
) -> _Mark | None:
    """Read ``smithanna_LATE_12345_67890_name.ipynb``; Canvas makes no folders.

    It takes a number between two "_" out of a person's name, and leaves one at the end. So the
    first number is the person's, or the next one is.
    """
    parts = part.split("_") if is_file else []
    first = next((at for at, text in enumerate(parts) if at and _is_number(text)), len(parts))
    late = parts[first + 1 : first + 2] == ["LATE"]
    starts = (first, first + 2) if late else (first, first + 1)
    found = [mark for at in starts if (mark := _canvas_at(parts, at))]
    hidden = _ANONYMOUS.fullmatch(part) if is_file else None
    if hidden and not any(mark.number in numbers for mark in found):
        late = bool(hidden["late"])
        return _Mark(hidden["person"], "", hidden["file"], late, hidden["upload"], hidden=True)
    if len(found) > 1:
        known = [mark for mark in found if mark.number in numbers]
        found = known or [mark for mark in found if _named(mark.file, assignments)] or found
    return found[0] if found else None


def _canvas_at(parts: Sequence[str], at: int) -> _Mark | None:
    """Read the parts of a name where the person's number would be at ``at``."""
    person, numbers, file = "_".join(parts[:at]), parts[at : at + 2], "_".join(parts[at + 2 :])
    if not person or not file or len(numbers) < 2:
        return None
    if not all(_is_number(number) and number[0] != "0" for number in numbers):
        return None
    late = person.endswith(("_LATE", "_late"))
    person = person[: -len("_LATE")] if late else person
    return _Mark(person, numbers[0], file, late, numbers[1])


def _hidden(places: list[Place]) -> list[Place]:
    """Mark places where Moodle calls everybody the same: it hides who they are."""
    owners = {place.owner for place in places if place.person}
    names = {place.person.casefold() for place in places if place.person}
    if names != {_NOBODY} and (len(names) != 1 or len(owners) < _MANY):
        return places
    return [replace(place, hidden=bool(place.person)) for place in places]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


_Reader = Callable[..., object]


def _level(paths: Iterable[_Path], mark: _Reader, known: Collection[str]) -> int | None:
    """Return how deep marked parts lie; None where not every notebook has one, equally deep."""
    levels = (
        {
            depth
            for depth, part in enumerate(path.steps)
            if mark(part, is_file=depth == len(path.folders))
        }
        for path in paths
    )
    common: set[int] = reduce(set.intersection, levels) if paths else set()
    if not common:
        return None
    level = min(common)
    # Below a learner's folder all names are hers.
    above = (part for path in paths for part in path.folders[:level])
    return None if any(same_name(part) in known for part in above) else level


def _marked(
    path: _Path,
    level: int,
    layout: str,
    mark: Callable[..., _Mark | None],
    assignments: Collection[str],
) -> Place:
    is_file = level == len(path.folders)
    found = mark(path.steps[level], is_file=is_file) if level <= len(path.folders) else None
    if not found:
        return Place("plain", path.file, assignment=path.hint)
    file = found.file if is_file else path.file
    return Place(
        layout,
        file,
        person=found.person,
        lms_id=found.number,
        assignment=path.hint or _named(file, assignments),
        late=found.late,
        owner=(layout, found.number, found.person),
        upload=found.upload,
        prefix=_before(path.steps[level], file if is_file else ""),
        hidden=found.hidden,
    )


def _before(part: str, file: str) -> str:
    return part[: len(part) - len(file)] if file else part


def _around(paths: Sequence[_Path], known: Collection[str]) -> tuple[str, ...]:
    """Return the folders around all learners' folders: those that hold every notebook.

    They end above a learner's id and above what Moodle named, and leave every notebook
    a folder that may be a learner's.
    """
    around: list[str] = []
    most = min((len(path.folders) for path in paths), default=0) - 1
    for parts in zip(*(path.folders for path in paths), strict=False):
        part = parts[0]
        stops = len(around) >= most or len(set(parts)) > 1
        if stops or same_name(part) in known or _moodle(part, is_file=False):
            break
        around.append(part)
    return tuple(around)


def _plain(
    path: _Path,
    level: int | None,
    around: tuple[str, ...],
    known: Collection[str],
    assignments: Collection[str],
) -> Place:
    """Read a path whose outermost folder, below those around all, is a learner's.

    ``level`` is its depth where the gradebook knows all of them, else None. Whoever made the
    zip named these folders.
    """
    depth = len(around) if level is None else level
    assignment = path.hint or _named(path.file, assignments)
    if path.folders[: len(around)] != around or len(path.folders) <= depth:
        return Place("plain", path.file, assignment=assignment)
    head, *inner = path.folders[depth:]
    moodle = _moodle(head, is_file=False)
    if moodle:
        return Place(
            *("Moodle", path.file, "", moodle.person, moodle.number, assignment),
            owner=("Moodle", moodle.number, moodle.person),
            prefix=head,
        )
    ids = [part for part in inner if same_name(part) in known and same_name(head) not in known]
    return Place(
        *("plain", path.file, head),
        assignment=assignment,
        owner=path.folders[: depth + 1],
        inside=ids[0] if ids else "",
        as_nbgrader=bool(path.hint) and path.whole[-3:] == (head, path.hint, path.file),
    )


def _named(file: str, assignments: Collection[str]) -> str:
    short = stem(file).casefold()
    return next((name for name in assignments if short == name.casefold()), "")
