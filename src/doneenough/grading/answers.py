"""Reads a submission: for each question of the master, what the learner answered.

The submitted notebook is laid onto the master. Each cell that learners fill in is
looked for by its label (nbgrader's ``grade_id``), else by its cell id, else by the
name it assigns, else by its place between cells that were recognised. What had to
be put right is noted; what cannot be found is said, never counted as an empty answer.

Where several cells could be the answer (a copied cell, a cell added above the
check), the last one that is filled in counts: it is what a run from top to bottom
would use.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from doneenough.core.lesson_files import lesson_names
from doneenough.core.literals import MAX_SOURCE, AnswerError, NoAnswer, Source
from doneenough.core.registry import exercises, prose
from doneenough.grading.master import CHECK, ME, Master, Slot
from doneenough.grading.notebook_file import Cell, Notebook, Unreadable, plain_text, read_notebook

LONGEST_PROSE = 20_000
"""Longest reply that is kept, in characters."""
_LONG_DATA = re.compile(r"data:[\w.+/;=-]*,[^\s)\"'>]{200,}")


@dataclass(frozen=True)
class Answer:
    """What stands in one cell.

    ``state`` is ``"read"`` (``value`` holds the plain value, or the text of prose),
    ``"unreadable"`` (``problem`` says why) or ``"not found"``. ``source`` is the cell
    as written, cut when it is very long.
    """

    name: str
    state: str
    value: Any = None
    problem: str = ""
    source: str = ""


@dataclass(frozen=True)
class Submission:
    """A submission as data.

    ``fault`` is empty, or the reason why there is nothing to grade: ``"missing"``,
    ``"unreadable"`` or ``"wrong assignment"``; ``reason`` says it in a sentence.
    """

    answers: tuple[Answer, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    reason: str = ""

    def answer(self, name: str) -> Answer:
        """Return the answer called ``name``."""
        found = (answer for answer in self.answers if answer.name == name)
        return next(found, Answer(name, "not found"))

    def to_plain(self) -> dict[str, Any]:
        """Return the submission as plain data, for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Submission:
        """Return the submission that `to_plain` wrote."""
        return cls(
            tuple(Answer(**answer) for answer in plain["answers"]),
            tuple(plain["notes"]),
            plain["fault"],
            plain["reason"],
        )


MISSING = Submission(fault="missing", reason="Nothing was handed in.")


def collect(master: Master, data: bytes) -> Submission:
    """Read the submitted notebook in ``data`` against ``master``. Never raises."""
    try:
        notebook = read_notebook(data)
    except Unreadable as error:
        return Submission(fault="unreadable", reason=str(error))
    other = _other_assignment(master, notebook)
    if other:
        return Submission(fault="wrong assignment", reason=other)
    laid = _Layout(master, notebook.cells)
    answers = tuple(laid.answer(slot) for slot in master.slots)
    laid.note_checks()
    return Submission(answers, (*notebook.notes, *laid.told()))


def find_lesson(data: bytes) -> str | None:
    """Return the lesson whose assignment ``data`` is, or None.

    Raises
    ------
    Unreadable
        ``data`` is not a notebook.
    """
    return _lesson_of(read_notebook(data))


def _lesson_of(notebook: Notebook) -> str | None:
    """Return the lesson that the metadata name, else the one most cells belong to."""
    if notebook.lesson in lesson_names():
        return notebook.lesson
    labels = {cell.grade_id for cell in notebook.cells}
    sources = "\n".join(cell.source for cell in notebook.cells)
    counts = {}
    for lesson in lesson_names():
        checks = [f'grade("{exercise.id}"' for exercise in exercises(lesson)]
        names = [exercise.name for exercise in exercises(lesson)]
        names += [name + CHECK for name in names] + [item.name for item in prose(lesson)]
        # Two lessons may give a question the same name; the check's line is certain.
        counts[lesson] = 2 * sum(line in sources for line in checks) + len(labels & {*names})
    best = max(counts, key=lambda lesson: counts[lesson], default=None)
    return best if best is not None and counts[best] else None


def _other_assignment(master: Master, notebook: Notebook) -> str:
    """Say which other notebook this is, or return nothing."""
    found = _lesson_of(notebook)
    answers = {slot.name for slot in master.slots if slot.kind != "identity"}
    if notebook.kind == "lesson" and not any(cell.grade_id in answers for cell in notebook.cells):
        return (
            "This is the lesson, not its assessment, because both files have the same name. "
            "Please hand in the one from the folder assessments."
        )
    if found == master.lesson:
        return ""
    if found is not None:
        return f"This is the assignment of the lesson {found!r}, not of {master.lesson!r}."
    if notebook.lesson or any(cell.grade_id not in ("", ME) for cell in notebook.cells):
        return "None of this notebook's questions belong to the assignment. It's a different one."
    return ""


_NO_IDENTITY = "The cell {} was missing, so the practice scenario was used."
_NO_LABEL = "A cell had lost its label but was found anyway: {}."
_ELSEWHERE = "An answer was read from a cell without its label: {}."
_TYPED = "{} in an answer were read as meant: {{}}."
_SPLIT = "An answer was in two cells and was read as one: {}."
_TOGETHER = "An answer was in another answer's cell and was read there: {}."
_RETYPED = "An answer cell had been turned into a different kind of cell but was read anyway: {}."
_SEVERAL = "There are several answer cells, so the last one that's filled in counts: {}."


@dataclass
class _Layout:
    """Which submitted cells stand for which cells of the master."""

    master: Master
    cells: tuple[Cell, ...]
    repairs: dict[str, list[str]] = field(default_factory=dict)
    """What was put right -> the titles of the cells concerned."""

    def __post_init__(self) -> None:
        self.places: dict[int, list[int]] = {}
        """Master cell -> submitted cells, in order."""
        self.taken: set[int] = set()
        self.sources = [Source(cell.source) for cell in self.cells]
        for key in (_by_label, _by_id, _by_text):
            self._match(key)

    def _match(self, key: Callable[[Cell], str]) -> None:
        free: dict[str, list[int]] = {}
        for index, cell in enumerate(self.cells):
            if index not in self.taken and key(cell):
                free.setdefault(key(cell), []).append(index)
        for index, cell in enumerate(self.master.cells):
            found = free.get(key(cell)) if key(cell) and index not in self.places else None
            if not found:
                continue
            # A label may be copied with its cell; a text may stand there twice by right.
            self.places[index] = found[:] if key is _by_label else found[:1]
            self.taken.update(self.places[index])
            del found[: len(self.places[index])]

    def answer(self, slot: Slot) -> Answer:
        """Find and read the cell of ``slot``."""
        at = self._at(slot.name)
        own = self.places.get(at or 0, [])
        places = self._prose_places(slot, own) if slot.kind == "prose" else self._places(slot, own)
        self.taken.update(places)
        if places:
            self._note_repairs(slot, own, places)
            cells = [self.cells[index] for index in places]
            if slot.kind == "prose":
                return _read_prose(slot, cells)
            source = self._whole(slot, places[0])
            answer = _read_value(slot, source)
            if source.kinds and answer.state == "read":
                signs = " and ".join(source.kinds)
                self.note(_TYPED.format(signs[0].upper() + signs[1:]), slot.title)
            return answer
        if slot.kind == "identity":
            self.note(_NO_IDENTITY, slot.title)
            assert slot.decision is not None
            return Answer(slot.name, "read", dict(slot.decision.blanks))
        return Answer(slot.name, "not found")

    def _whole(self, slot: Slot, place: int) -> Source:
        """Return the source of an answer; that of several cells where it was split.

        Cells that follow one another and make sense only together are one answer.
        """
        source = self.sources[place]
        if len(source.text) > MAX_SOURCE or source.readable:
            return source
        for first in (place - 1, place):
            for last in (place, place + 1, place + 2):
                parts = range(first, last + 1)
                if first < 0 or last >= len(self.cells) or len(parts) < 2:
                    continue
                cells = [self.cells[index] for index in parts]
                free = all(
                    index == place or self._is_part(slot, index, cell)
                    for index, cell in zip(parts, cells, strict=True)
                )
                text = "\n".join(cell.source for cell in cells)
                if not free or len(text) > MAX_SOURCE:
                    continue
                joined = Source(text)
                with contextlib.suppress(AnswerError):
                    joined.read(slot.name)
                    self.taken.update(parts)
                    self.note(_SPLIT, slot.title)
                    return joined
        return source

    def _is_part(self, slot: Slot, index: int, cell: Cell) -> bool:
        """Whether a cell may be a part of an answer that was split."""
        mine = cell.grade_id == slot.name
        return cell.kind == "code" and bool(cell.source.strip()) and (mine or not cell.grade_id)

    def note(self, repair: str, title: str) -> None:
        """Keep what was put right in a cell, once."""
        titles = self.repairs.setdefault(repair, [])
        if title not in titles:
            titles.append(title)

    def told(self) -> list[str]:
        """Return what was put right, one sentence for each kind."""
        return [
            repair.format(", ".join(f"“{title}”" for title in titles))
            for repair, titles in self.repairs.items()
        ]

    def note_checks(self) -> None:
        """Note check cells that are missing or changed; the master's own are used."""
        for at, cell in enumerate(self.master.cells):
            if not cell.grade_id.endswith(CHECK):
                continue
            title = self._title(cell.grade_id.removesuffix(CHECK))
            found = self.places.get(at, [])
            if not found:
                self.note("A check cell was missing and was put back: {}.", title)
            elif len(found) > 1:
                self.note("A check cell was there more than once: {}.", title)
            elif _by_text(self.cells[found[0]]) != _by_text(cell):
                self.note("A check cell was changed, so the original one counts: {}.", title)
            elif self.cells[found[0]].grade_id != cell.grade_id:
                self.note(_NO_LABEL, title)

    def _title(self, name: str) -> str:
        return next((slot.title for slot in self.master.slots if slot.name == name), name)

    def _at(self, label: str) -> int | None:
        """Return the place of a cell in the master."""
        return next((i for i, cell in enumerate(self.master.cells) if cell.grade_id == label), None)

    def _places(self, slot: Slot, own: list[int]) -> list[int]:
        """Return the submitted cell that answers ``slot`` with a value; none or one."""
        added = [
            index
            for index, source in enumerate(self.sources)
            if index not in self.taken and source.assigns(slot.name)
        ]
        end = self._end(slot)
        above = sorted([*own, *(index for index in added if index < end)])
        if len(above) > 1:
            self.note(_SEVERAL, slot.title)
        for candidates in (above, added):
            filled = [index for index in candidates if _is_filled(slot, self.sources[index])]
            if filled:
                return filled[-1:]
        if own or added:
            return (own or added)[:1]
        together = [
            index
            for index, source in enumerate(self.sources)
            if self.cells[index].kind == "code" and source.assigns(slot.name)
        ]
        if together:
            self.note(_TOGETHER, slot.title)
            return together[-1:]
        between = [index for index in self._between(slot) if self.cells[index].kind == "code"]
        return between if len(between) == 1 else []

    def _end(self, slot: Slot) -> int:
        """Return the place above which an answer to ``slot`` counts in a run from the top."""
        at = self._at(slot.name) or 0
        check = self._at(slot.name + CHECK)
        if check is not None and check in self.places:
            return self.places[check][0]
        after = (found[0] for index, found in self.places.items() if index > at)
        return min(after, default=len(self.cells))

    def _prose_places(self, slot: Slot, own: list[int]) -> list[int]:
        """Return the submitted cells with the text of ``slot``."""
        if len(own) > 1:
            self.note(_SEVERAL, slot.title)
        filled = [index for index in own if _words(slot, self.cells[index].source)]
        if filled:
            return filled[-1:]
        added = [i for i in self._between(slot) if _words(slot, self.cells[i].source)]
        texts = [index for index in added if self.cells[index].kind != "code"]
        # A reply that was turned into a code cell is better read than lost.
        return texts or ([] if own else added) or own[:1]

    def _between(self, slot: Slot) -> list[int]:
        """Return the free cells between the recognised neighbours of ``slot``."""
        at = self._at(slot.name) or 0
        start = max((found[-1] for i, found in self.places.items() if i <= at), default=None)
        if start is None:
            return []
        after = (found[0] for i, found in self.places.items() if i > at)
        end = min((index for index in after if index > start), default=len(self.cells))
        return [
            index
            for index in range(start + 1, end)
            if index not in self.taken and self.cells[index].source.strip()
        ]

    def _note_repairs(self, slot: Slot, own: list[int], places: list[int]) -> None:
        wanted = self.master.cells[self._at(slot.name) or 0]
        for index in places:
            cell = self.cells[index]
            if cell.kind != wanted.kind:
                self.note(_RETYPED, slot.title)
            if index not in own:
                self.note(_ELSEWHERE, slot.title)
            elif cell.grade_id != slot.name:
                self.note(_NO_LABEL, slot.title)


def _by_label(cell: Cell) -> str:
    return cell.grade_id


def _by_id(cell: Cell) -> str:
    return cell.cell_id


def _by_text(cell: Cell) -> str:
    return " ".join(cell.source.split())


def _is_filled(slot: Slot, source: Source) -> bool:
    assert slot.decision is not None
    try:
        value = source.read(slot.name)
    except NoAnswer:
        return False
    except AnswerError:
        return True
    return not slot.decision.is_blank(value)


def _read_value(slot: Slot, source: Source) -> Answer:
    text = _cut(source.text, MAX_SOURCE)
    try:
        return Answer(slot.name, "read", source.read(slot.name), source=text)
    except NoAnswer as error:
        if not _code(source.text):
            return Answer(slot.name, "read", source=text)
        return Answer(slot.name, "unreadable", problem=str(error), source=text)
    except AnswerError as error:
        return Answer(slot.name, "unreadable", problem=str(error), source=text)


def _code(source: str) -> str:
    """Return ``source`` without comments and empty lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def _read_prose(slot: Slot, cells: list[Cell]) -> Answer:
    text = "\n\n".join(_words(slot, cell.source) for cell in cells).strip()
    return Answer(slot.name, "read", _cut(text, LONGEST_PROSE), source=_cut(text, LONGEST_PROSE))


def _words(slot: Slot, source: str) -> str:
    """Return what the learner wrote in a prose cell, or nothing."""
    text = _cut(_LONG_DATA.sub("", source), LONGEST_PROSE)
    blank = slot.blank.strip()
    if text.strip().startswith(blank):
        text = text.strip()[len(blank) :]
    # Dots, dashes and invisible letters are not a reply.
    return text.strip() if any(letter.isalnum() for letter in text) else ""


def _cut(text: str, longest: int) -> str:
    text = plain_text(text)
    return text if len(text) <= longest else text[:longest] + "\n[cut: too long]"
