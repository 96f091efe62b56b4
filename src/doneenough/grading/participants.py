"""Lists of participants: Moodle's, Canvas's, nbgrader's or anybody's, as any program saved them.

Column heads are recognised in the words of each LMS; which column is the id follows from what
is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from doneenough.file_names import as_typed, why_no_id
from doneenough.grading.foreign_tables import NoTable, read_rows

FIELDS = ("id", "first_name", "last_name", "email", "lms_user_id")
"""What nbgrader keeps of a learner."""
_HEADS: Mapping[str, Sequence[str]] = {
    "id": ("id", "student id", "learner id", "learner"),
    "number": ("id number", "idnumber", "sis user id", "student number", "matriculation number"),
    "login": ("username", "sis login id", "login id", "login", "user name"),
    "first_name": ("first name", "firstname", "given name", "vorname"),
    "last_name": ("last name", "lastname", "surname", "family name", "nachname"),
    "name": ("student", "full name", "fullname", "name"),
    "email": ("email", "e mail", "email address", "mail", "e mail address"),
    "lms_user_id": ("lms user id", "canvas id", "canvas user id", "user id"),
    "group": ("groups", "group", "section", "sections"),
}


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    def to_row(self) -> list[str]:
        """Return the cells of `FIELDS`."""
        return [str(getattr(self, name)) for name in FIELDS]


def read_participants(data: bytes) -> tuple[list[Participant], list[str]]:
    """Return who stands in a list, and what is odd about it, as sentences.

    Raises
    ------
    NoTable
        It is no table, or nothing in it can be an id.
    """
    rows = read_rows(data)
    if not rows:
        raise NoTable("The list is empty.")
    head, *body = rows
    at = _columns(head)
    canvas = "name" in at and at["name"] == 0 and _head(head[0]) == "student"
    if canvas and "id" in at:
        # Canvas's ID is its own number; people know the login.
        at["lms_user_id"] = at.pop("id")
    if not {"id", "number", "login", "email"} & at.keys():
        shown = ", ".join(repr(name[:30]) for name in head[:12])
        raise NoTable(
            "No column contains an ID. There should be one called id, Username, ID number, SIS "
            f"Login ID or Email address. There are: {shown}."
        )
    found: list[Participant] = []
    odd: list[str] = []
    seen: dict[str, str] = {}
    for number, row in enumerate(body, start=2):
        person = _person(row, at)
        if canvas and ("points possible" in _head(row[0]) or not person.id):
            continue
        why = why_no_id(person.id) if person.id else "It's empty."
        if why:
            odd.append(f"Line {number} was left out because its ID can't be one. {why}")
        elif (key := as_typed(person.id)) in seen:
            odd.append(f"Line {number} was left out: {person.id} is there already.")
        else:
            seen[key] = person.id
            found.append(person)
    return found, odd


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Return where each of our columns stands; the first of its names that is there."""
    heads = [_head(name) for name in head]
    at = {}
    for field, names in _HEADS.items():
        places = [heads.index(name) for name in names if name in heads]
        if places:
            at[field] = places[0]
    return at


def _head(name: str) -> str:
    return re.sub(r"[^\w]+|_", " ", name.casefold()).strip()


def _person(row: Sequence[str], at: Mapping[str, int]) -> Participant:
    def cell(field: str) -> str:
        place = at.get(field, len(row))
        return " ".join(row[place].split()) if place < len(row) else ""

    first, last = cell("first_name"), cell("last_name")
    if not first and not last:
        before, comma, behind = cell("name").partition(", ")
        first, last = (behind, before) if comma else (before.rpartition(" ")[0], "")
        if not comma:
            last = before.rpartition(" ")[2]
    ids = (cell("id"), cell("login"), cell("number"), cell("email"))
    return Participant(
        next((text for text in ids if text), ""),
        *(first, last, cell("email"), cell("lms_user_id"), cell("group")),
    )


def renamed(person: Participant, learner: str) -> Participant:
    """Return the same person under another id."""
    return replace(person, id=learner)


def as_nbgrader_reads(people: Iterable[Participant]) -> list[list[str]]:
    """Return the rows of the table that `nbgrader db student import` reads."""
    return [person.to_row() for person in people]
