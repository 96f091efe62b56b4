"""Which file of an LMS download is whose submission of what, before anything is written."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from doneenough.core.decision import DecisionError
from doneenough.core.lesson_files import Card
from doneenough.file_names import as_typed, same_name, why_no_id
from doneenough.grading.answers import collect, find_lesson
from doneenough.grading.cohort.attempts import CAREFUL, in_order, read_attempt
from doneenough.grading.cohort.choose import filled_in, short
from doneenough.grading.cohort.layouts import Place, read_places
from doneenough.grading.cohort.roster import NoLearner, Roster
from doneenough.grading.cohort.source import Entry, NotReadable, is_junk
from doneenough.grading.cohort.timestamps import TIMESTAMP
from doneenough.grading.master import ME, Master
from doneenough.grading.notebook_file import Unreadable
from doneenough.grading.score import read_identity

TAKEN, SET_ASIDE, LEFT_OUT = "taken", "set aside", "left out"
"""What becomes of a file: it is a submission; it might have been one; it is none."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_KINDS = {
    ".html": "an HTML page",
    ".htm": "an HTML page",
    ".pdf": "a PDF",
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".py": "a Python script",
}
_SMALL_OTHER = 20_000_000
"""A file without a notebook's ending is looked into up to this size."""
_NO_NOTEBOOK = "It is no notebook."


@dataclass
class Item:
    """One file of the source and what becomes of it; ``odd`` says what is odd about it.

    ``replaces`` says what it takes the place of: empty where nothing is there. ``merged`` is
    whether the instructor made one person of its learner and another.
    """

    entry: Entry
    fate: str = TAKEN
    place: Place = field(default_factory=lambda: Place("", ""))
    learner: str = ""
    assignment: str = ""
    odd: list[str] = field(default_factory=list)
    recognised: bool = False
    timestamp: Entry | None = None
    replaces: str = ""
    merged: bool = False

    def put_aside(self, reason: str) -> None:
        """Do not take this file, for a reason."""
        self.fate = SET_ASIDE
        self.odd.append(reason)

    def leave_out(self, reason: str) -> None:
        """Take this file for none that was handed in, for a reason."""
        self.fate = LEFT_OUT
        self.odd.append(reason)


@dataclass(frozen=True)
class Wanted:
    """What the instructor wants: which assignments (all when empty), and which attempt."""

    only: tuple[str, ...] = ()
    attempt: str = CAREFUL


def make_plan(
    entries: Sequence[Entry],
    assignments: Mapping[str, Card],
    roster: Roster,
    masters: Callable[[str], Master],
    *,
    wanted: Wanted | None = None,
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
    wanted
        Which assignments and which attempts are wanted.
    seen
        Called after each file, for a progress bar.
    """
    wanted = wanted or Wanted()
    items = [Item(entry, place=Place("", PurePosixPath(entry.name).name)) for entry in entries]
    good = [item for item in items if not item.entry.trouble and not is_junk(item.entry.name)]
    names = [item.entry.name for item in good]
    places = read_places(names, assignments, roster.ids, roster.numbers)
    for item, place in zip(good, places, strict=True):
        # A name that the gradebook knows is a person's, however many have it.
        known = place.hidden and roster.knows(place.person)
        item.place = replace(place, hidden=False) if known else place
    for item in items:
        _look(item, assignments)
        seen()
    _guess_assignments(items, assignments)
    for item in items:
        _find_learner(item, roster, masters)
    _part_namesakes(items)
    _part_one_folder(items, roster, masters)
    for item in items:
        if wanted.only and item.fate == TAKEN and item.assignment not in wanted.only:
            item.leave_out(f"Only {', '.join(wanted.only)} is collected now.")
    _leave_out_blanks(items, masters)
    _attach_timestamps(items)
    for rivals in _groups(items, lambda item: (item.learner, item.assignment)).values():
        if len(rivals) > 1:
            _choose(rivals, assignments, masters, wanted.attempt)
    _ask_for_notebooks(items)
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
        item.leave_out(_NO_NOTEBOOK)
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
        item.leave_out(_NO_NOTEBOOK)
        return
    if trouble:
        item.odd.append(trouble)
    if found:
        item.recognised = True
        if not notebook:
            item.odd.append("It is a notebook under another ending.")
        if item.place.assignment not in ("", found):
            item.odd.append(f"It is where {item.place.assignment} belongs.")
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
    if len(sure) > 1 and (main := _main(items)):
        sure = {main}
    for item in items:
        if item.assignment or is_junk(item.entry.name):
            continue
        if item.place.assignment or len(sure) == 1:
            item.assignment = item.place.assignment or next(iter(sure))
        elif item.fate == TAKEN:
            item.put_aside(
                "Nothing in it or in its path says which assignment it is. Put it into a folder "
                "with the assignment's name."
            )


def _main(items: Iterable[Item]) -> str:
    """Return the assignment that most people handed in to an LMS; some hand in more than that."""
    handed = {
        (item.place.owner, item.assignment)
        for item in items
        if item.recognised and item.place.layout in ("Moodle", "Canvas")
    }
    owners = {owner for owner, _ in handed}
    counts = Counter(assignment for _, assignment in handed)
    likely = [name for name, count in counts.items() if 2 * count > len(owners)]
    return likely[0] if len(likely) == 1 else ""


def _find_learner(item: Item, roster: Roster, masters: Callable[[str], Master]) -> None:
    """Find out whose a file is. What is not taken gets its person too, for the record."""
    place = item.place
    if item.fate != TAKEN:
        if place.learner or place.person:
            with contextlib.suppress(NoLearner):
                item.learner = roster.find(place)
        return
    if not place.learner and not place.person:
        item.put_aside(
            "Its path names no learner. Known are Canvas and Moodle downloads, where every "
            "notebook has such a name, and the folders learner/notebook and "
            "learner/assignment/notebook."
        )
        return
    if place.inside:
        item.put_aside(
            f"It is in “{short(place.learner)}”, which is no learner in the gradebook, and "
            f"further in “{short(place.inside)}”, which is one. Collect the folder "
            f"“{short(place.learner)}” by itself if it is no learner's."
        )
        return
    try:
        item.learner = _named_inside(item, roster, masters) or roster.find(place)
        item.merged = roster.is_merged(place)
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


def _named_inside(item: Item, roster: Roster, masters: Callable[[str], Master]) -> str:
    """Return the learner whom the notebook names, where the LMS leaves it open; or nothing.

    It leaves it open among learners of one name, and where it hides all names. Nowhere else
    does a notebook say whose it is.
    """
    namesakes = roster.namesakes(item.place)
    if not namesakes and not item.place.hidden:
        return ""
    typed = _id_inside(item, masters)
    known = roster.who(typed, namesakes) if typed else ""
    person = short(item.place.person)
    if item.place.hidden:
        if known:
            item.odd.append(f"The LMS hides the name; the notebook names {known}.")
        return known
    if known not in namesakes:
        raise NoLearner(
            f"{len(namesakes)} learners are called “{person}”, and the notebook names none of "
            f"their ids ({', '.join(namesakes)}). Put it into a folder that is named with the "
            "learner's id, and collect that folder."
        )
    item.odd.append(f"Several learners are called “{person}”; the notebook names {known}.")
    return known


def _id_inside(item: Item, masters: Callable[[str], Master]) -> str:
    """Return the learner's id that a notebook of this course names, or nothing."""
    if not item.recognised:
        return ""
    try:
        answer = collect(masters(item.assignment), item.entry.read()).answer(ME)
        return read_identity(answer.value).learner_id
    except (NotReadable, DecisionError):
        return ""


def _part_namesakes(items: Sequence[Item]) -> None:
    """Set aside what several people handed in under one id: whose it is, nobody can say."""
    taken = [item for item in items if item.fate == TAKEN]
    for group in _groups(taken, lambda item: (same_name(item.learner), item.assignment)).values():
        if len({item.place.owner for item in group if not item.merged}) < 2:
            continue
        names = sorted({short(item.place.person or item.place.learner) for item in group})
        for item in group:
            item.put_aside(
                f"Several people handed in as “{', '.join(names)}”. Put each file into a folder "
                "that is named with the learner's id, and collect these folders."
            )


def _part_one_folder(
    items: Sequence[Item], roster: Roster, masters: Callable[[str], Master]
) -> None:
    """Set aside what lies in one folder and is several people's: its name is nobody's id."""
    mine = [item for item in items if item.fate == TAKEN and item.place.layout == "plain"]
    owners = {item.place.owner for item in mine}
    for group in _groups(mine, lambda item: (item.learner, item.assignment)).values():
        files = [item for item in group if item.recognised]
        if len(files) < 2 or group[0].learner in roster.ids:
            continue
        names = {as_typed(_id_inside(item, masters)) for item in files} - {""}
        if len(names) < 2 and not (roster.learners and len(owners) == 1):
            continue
        folder = short(group[0].place.learner)
        for item in group:
            item.put_aside(
                f"The folder “{folder}” is no learner's in the gradebook and holds "
                f"{len(files)} notebooks, perhaps of several people. Put each into a folder that "
                "is named with the learner's id, and collect the folder around them."
            )


def _leave_out_blanks(items: Sequence[Item], masters: Callable[[str], Master]) -> None:
    """Leave out untouched copies that came along with what somebody handed in to an LMS."""
    mine = [
        item
        for item in items
        if item.fate == TAKEN and item.recognised and item.place.layout in ("Moodle", "Canvas")
    ]
    for group in _groups(mine, lambda item: (item.learner,)).values():
        if len({item.assignment for item in group}) < 2:
            continue
        filled = {id(item): _filled(item, masters) for item in group}
        if any(filled.values()):
            for item in group:
                if not filled[id(item)]:
                    item.leave_out("Nothing is answered in it; it came along with other work.")
                else:
                    item.odd.append("It came along with other assignments.")


def _filled(item: Item, masters: Callable[[str], Master]) -> bool:
    try:
        return filled_in(masters(item.assignment), item.entry.read()) != 0
    except NotReadable:
        return True


def _ask_for_notebooks(items: Sequence[Item]) -> None:
    """Set aside what somebody handed in instead of a notebook."""
    have = {(item.learner, item.assignment) for item in items if item.fate != LEFT_OUT}
    owners = {item.place.owner for item in items if item.fate != LEFT_OUT}
    for item in items:
        if _NO_NOTEBOOK not in item.odd or not item.learner:
            continue
        if item.place.owner in owners or (item.learner, item.assignment) in have:
            continue
        ending = PurePosixPath(item.place.file).suffix.lower()
        kind = _KINDS.get(ending, f"a file ending in {ending}" if ending else "another file")
        item.odd.remove(_NO_NOTEBOOK)
        item.put_aside(
            f"It is {kind}, not a notebook, and cannot be graded. The file to hand in ends in "
            ".ipynb."
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
    rivals: list[Item],
    assignments: Mapping[str, Card],
    masters: Callable[[str], Master],
    rule: str,
) -> None:
    """Take one of a learner's files: as the instructor says, or else a recognised, full one."""
    card = assignments[rivals[0].assignment]
    attempts = {}
    for item in rivals:
        data = item.entry.read() if item.recognised else b""
        attempts[item.entry.name] = read_attempt(
            *(item.place.file, data, card, masters(card.assignment)),
            upload=item.place.upload,
            modified=item.entry.modified,
        )
    by_attempt = {id(attempts[item.entry.name]): item for item in rivals}
    ordered = [by_attempt[id(attempt)] for attempt in in_order(attempts.values(), rule)]
    for item in ordered[1:]:
        item.put_aside(
            f"It is {attempts[item.entry.name]}. Another file of this learner counts: "
            f"{short(ordered[0].place.file)}, {attempts[ordered[0].entry.name]}."
        )
    ordered[0].odd.append(f"The learner handed in {len(rivals)} files; this one counts.")


def _groups(
    items: Iterable[Item], key: Callable[[Item], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Item]]:
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if item.fate == TAKEN:
            found.setdefault(key(item), []).append(item)
    return found
