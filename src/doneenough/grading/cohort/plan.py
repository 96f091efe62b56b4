"""Which file of an LMS download is whose submission of what, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from doneenough.core.lesson_files import Card
from doneenough.file_names import same_name, why_no_id
from doneenough.grading.answers import find_lesson
from doneenough.grading.cohort.choose import Rank, rank, short
from doneenough.grading.cohort.layouts import Place, read_places
from doneenough.grading.cohort.roster import NoLearner, Roster
from doneenough.grading.cohort.source import Entry, NotReadable, is_junk
from doneenough.grading.cohort.timestamps import TIMESTAMP
from doneenough.grading.master import Master
from doneenough.grading.notebook_file import Unreadable

TAKEN, SET_ASIDE, LEFT_OUT = "taken", "set aside", "left out"
"""What becomes of a file: it is a submission; it might have been one; it is none."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_SMALL_OTHER = 20_000_000
"""A file without a notebook's ending is looked into up to this size."""


@dataclass
class Item:
    """One file of the source and what becomes of it; ``odd`` says what is odd about it."""

    entry: Entry
    fate: str = TAKEN
    place: Place = field(default_factory=lambda: Place("", ""))
    learner: str = ""
    assignment: str = ""
    odd: list[str] = field(default_factory=list)
    recognised: bool = False
    timestamp: Entry | None = None

    def put_aside(self, reason: str) -> None:
        """Do not take this file, for a reason."""
        self.fate = SET_ASIDE
        self.odd.append(reason)


def make_plan(
    entries: Sequence[Entry],
    assignments: Mapping[str, Card],
    roster: Roster,
    masters: Callable[[str], Master],
    *,
    seen: Callable[[], object] = lambda: None,
) -> list[Item]:
    """Return what becomes of each file. The order of the files makes no difference.

    Parameters
    ----------
    entries
        The files.
    assignments
        The assignments of this course, by name.
    roster
        The learners in the gradebook.
    masters
        Returns the master of an assignment; used where a learner has several files.
    seen
        Called after each file, for a progress bar.
    """
    items = [Item(entry, place=Place("", PurePosixPath(entry.name).name)) for entry in entries]
    good = [item for item in items if not item.entry.trouble and not is_junk(item.entry.name)]
    names = [item.entry.name for item in good]
    for item, place in zip(good, read_places(names, assignments, roster.ids), strict=True):
        item.place = place
    for item in items:
        _look(item, assignments)
        seen()
    _guess_assignments(items, assignments)
    for item in items:
        if item.fate == TAKEN:
            _find_learner(item, roster)
    _part_namesakes(items)
    _attach_timestamps(items)
    for rivals in _groups(items, lambda item: (item.learner, item.assignment)).values():
        if len(rivals) > 1:
            _choose(rivals, assignments, masters)
    return items


def _look(item: Item, assignments: Mapping[str, Card]) -> None:
    """Find out what a file is from what is in it."""
    entry, file = item.entry, item.place.file
    ending = PurePosixPath(file).suffix.lower()
    if is_junk(entry.name):
        item.fate = LEFT_OUT
    elif entry.trouble:
        item.put_aside(entry.trouble)
    elif ending in _ARCHIVES:
        item.put_aside("It is an archive inside the download. Unpack it and collect the folder.")
    elif file == TIMESTAMP:
        item.fate = LEFT_OUT
    elif ending != ".ipynb" and entry.size > _SMALL_OTHER:
        item.fate = LEFT_OUT
        item.odd.append("It is no notebook.")
    else:
        _read(item, assignments, notebook=ending == ".ipynb")


def _read(item: Item, assignments: Mapping[str, Card], *, notebook: bool) -> None:
    trouble = lesson = None
    try:
        lesson = find_lesson(item.entry.read())
    except NotReadable as error:
        item.put_aside(str(error))
        return
    except Unreadable as error:
        trouble = str(error)
    found = next((name for name, card in assignments.items() if card.lesson == lesson), "")
    if not notebook and not found:
        item.fate = LEFT_OUT
        item.odd.append("It is no notebook.")
        return
    if trouble:
        item.odd.append(trouble)
    if found:
        item.recognised = True
        if not notebook:
            item.odd.append("It is a notebook under another ending.")
        if item.place.assignment not in ("", found):
            item.odd.append(f"It lies where {item.place.assignment} belongs.")
        item.assignment = found
        name = assignments[found].notebook
        if item.place.file != name:
            item.odd.append(f"It is named {short(item.place.file)}, not {name}.")
        return
    if not trouble:
        item.odd.append("None of its questions belong to this course.")
    item.assignment = item.place.assignment


def _guess_assignments(items: Iterable[Item], assignments: Mapping[str, Card]) -> None:
    """Give a broken notebook the assignment of all the others: an LMS download has one."""
    items = list(items)
    sure = {item.assignment for item in items if item.fate == TAKEN and item.assignment}
    if not sure and len(assignments) == 1:
        sure = set(assignments)
    for item in items:
        if item.fate != TAKEN or item.assignment:
            continue
        if len(sure) == 1:
            item.assignment = next(iter(sure))
        else:
            item.put_aside(
                "Nothing in it or in its path says which assignment it is. Put it into a folder "
                "with the assignment's name."
            )


def _find_learner(item: Item, roster: Roster) -> None:
    place = item.place
    if not place.learner and not place.person:
        item.put_aside(
            "Its path names no learner. Known are Canvas and Moodle downloads, where every "
            "notebook has such a name, and the folders learner/notebook and "
            "learner/assignment/notebook."
        )
        return
    if place.inside:
        item.put_aside(
            f"It lies in “{short(place.learner)}”, which is no learner in the gradebook, and "
            f"further in “{short(place.inside)}”, which is one. Collect the folder "
            f"“{short(place.learner)}” by itself if it is no learner's."
        )
        return
    try:
        item.learner = roster.find(place)
    except NoLearner as error:
        item.put_aside(str(error))
        return
    if why := why_no_id(item.learner):
        item.put_aside(f"“{short(item.learner)}” cannot be a learner's id. {why}")
        return
    if roster.learners and item.learner not in roster.ids:
        item.odd.append("The learner is not in the gradebook yet.")
    if place.late:
        item.odd.append("The LMS marks it as late.")


def _part_namesakes(items: Sequence[Item]) -> None:
    """Set aside what several people handed in under one id: whose it is, nobody can say."""
    taken = [item for item in items if item.fate == TAKEN]
    for group in _groups(taken, lambda item: (same_name(item.learner), item.assignment)).values():
        if len({item.place.owner for item in group}) < 2:
            continue
        names = sorted({short(item.place.person or item.place.learner) for item in group})
        for item in group:
            item.put_aside(
                f"Several people handed in as “{', '.join(names)}”. Put each file into a folder "
                "that is named with the learner's id, and collect these folders."
            )


def _attach_timestamps(items: Sequence[Item]) -> None:
    """Give submissions the times that nbgrader wrote; no LMS writes any.

    nbgrader writes one for each submission, into the folder learner/assignment. A file of
    this name anywhere else, or where some learner has none, comes from a learner.
    """
    stamps = [item for item in items if item.place.file == TIMESTAMP]
    places = {
        PurePosixPath(item.entry.name).parent: item for item in stamps if item.place.as_nbgrader
    }
    taken = [item for item in items if item.fate == TAKEN]
    have = {item.place.owner for item in places.values()}
    if all(item.place.owner in have for item in taken):
        for item in taken:
            above = PurePosixPath(item.entry.name).parents
            found = next((places[folder] for folder in above if folder in places), None)
            item.timestamp = found.entry if found else None
    believed = {item.timestamp.name for item in taken if item.timestamp}
    for item in stamps:
        if item.entry.name not in believed:
            item.odd.append(
                "It is no hand-in time: only nbgrader's own folders, with one for each learner, "
                "hold those."
            )


def _choose(
    rivals: list[Item], assignments: Mapping[str, Card], masters: Callable[[str], Master]
) -> None:
    """Take one of a learner's files: a recognised one, the fullest, the one named right."""
    card = assignments[rivals[0].assignment]
    master = masters(card.assignment)

    def rank_of(item: Item) -> Rank:
        data = item.entry.read() if item.recognised else None
        return rank(item.place.file, data, item.entry.modified, card, master)

    ranked = sorted(rivals, key=lambda item: (rank_of(item), item.entry.name), reverse=True)
    for item in ranked[1:]:
        item.put_aside(f"Another file of this learner counts: {short(ranked[0].place.file)}.")
    ranked[0].odd.append(f"The learner handed in {len(ranked)} files; this one counts.")


def _groups(
    items: Iterable[Item], key: Callable[[Item], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Item]]:
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if item.fate == TAKEN:
            found.setdefault(key(item), []).append(item)
    return found
