"""The learners whom the gradebook knows, and who among them an LMS means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from doneenough.file_names import as_typed, means, same_name, why_no_id
from doneenough.grading.cohort.choose import short
from doneenough.grading.cohort.layouts import Place, learner_id
from doneenough.grading.cohort.people import People


class NoLearner(ValueError):
    """A place that means no learner. The message says why, and what to do."""


class Learner(NamedTuple):
    """A learner in the gradebook; ``nbgrader db student import`` puts them there."""

    id: str
    name: str = ""
    lms_id: str = ""


@dataclass(frozen=True)
class Roster:
    """Finds a learner by her id, by the LMS's number, or by her name where it is hers alone."""

    learners: tuple[Learner, ...] = ()
    people: People = field(default_factory=People)
    _by_key: dict[str, set[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, learners: Iterable[Learner], people: People | None = None) -> Roster:
        """Return the roster of some learners, with what was decided about people."""
        made = cls(tuple(learners), people or People())
        for learner in made.learners:
            for kind, text in zip(_KINDS, (learner.id, learner.lms_id, learner.name), strict=True):
                for key in _keys(kind, text):
                    made._by_key.setdefault(key, set()).add(learner.id)
        return made

    @classmethod
    def read(cls, db_url: str, people: People | None = None) -> Roster:
        """Return the learners in a gradebook; nobody where there is none yet."""
        if db_url.startswith("sqlite:///"):
            path = db_url.removeprefix("sqlite:///").partition("?")[0]
            if not Path(path).is_file():
                return cls.of((), people)
        from nbgrader.api import Student
        from sqlalchemy import select

        from doneenough.grading.cohort.opening import open_gradebook

        with open_gradebook(db_url) as gradebook:
            columns = (Student.id, Student.first_name, Student.last_name, Student.lms_user_id)
            rows = gradebook.db.execute(select(*columns).order_by(Student.id))
            learners = [
                Learner(student, " ".join(part for part in (first, last) if part), lms or "")
                for student, first, last, lms in rows
            ]
        return cls.of(learners, people)

    @property
    def numbers(self) -> frozenset[str]:
        """The LMS's numbers of all who have one."""
        return frozenset(learner.lms_id for learner in self.learners if learner.lms_id)

    @property
    def ids(self) -> frozenset[str]:
        """All ids."""
        return frozenset(learner.id for learner in self.learners)

    def find(self, place: Place) -> str:
        """Return the id of the learner that a place means; one made of it for a new learner.

        A number is looked up as what it is: Canvas writes the LMS's number of a person,
        Moodle one that holds for this assignment only.

        Raises
        ------
        NoLearner
            No id can be made of it, or what is made is another learner's.
        """
        found = self.people.who(self._find(place))
        if self.people.is_removed(found):
            raise NoLearner(
                f"The learner {found} was removed. To let her in again, import her with "
                "doneenough cohort learners import FILE."
            )
        return found

    def namesakes(self, place: Place) -> tuple[str, ...]:
        """Return the ids of all whom a place may mean, where its name is several learners'."""
        if not place.person or place.layout == "Canvas":
            return ()
        for key in _keys("name", place.person):
            if found := self._by_key.get(key):
                return tuple(sorted(found)) if len(found) > 1 else ()
        return ()

    def is_merged(self, place: Place) -> bool:
        """Whether a place means somebody who was made one person with another."""
        found = self._find(place)
        return self.people.who(found) != found

    def knows(self, person: str) -> bool:
        """Whether anybody in the gradebook has this name."""
        return any(key in self._by_key for key in _keys("name", person))

    def who(self, typed: str, among: Iterable[str] = ()) -> str:
        """Return the only learner whose id somebody typed so, or nothing.

        ``among`` are a few learners who are meant also by half of an address.
        """
        found = [name for name in among if means(typed, name)]
        return self._one("id", typed) or (found[0] if len(found) == 1 else "")

    def _find(self, place: Place) -> str:
        if place.learner:
            return self._one("id", place.learner) or _made(place.learner, place.learner)
        if place.hidden:
            number = f"_{place.lms_id}" if place.lms_id else ""
            return _made(f"{place.person}{number}", place.person)
        if place.layout == "Canvas":
            found = self._one("lms", place.lms_id)
            made = found or _made(f"{place.person}_{place.lms_id}", place.person)
        else:
            # Moodle numbers a learner anew in every assignment: the name is what stays.
            found = self._one("name", place.person)
            made = found or _made(place.person, place.person)
        there = self._by_id.get(same_name(made))
        if not found and there and _is_other(there, place):
            raise NoLearner(
                f"“{short(place.person)}” would get the id {made}, which is that of another "
                f"learner in the gradebook. {_FOLDER}"
            )
        return made if found or not there else there.id

    @cached_property
    def _by_id(self) -> dict[str, Learner]:
        return {same_name(learner.id): learner for learner in self.learners}

    def _one(self, kind: str, text: str) -> str:
        """Return the only learner with this id, number or name; nothing where there is none."""
        for key in _keys(kind, text):
            if found := self._by_key.get(key):
                return next(iter(found)) if len(found) == 1 else ""
        return ""


def _keys(kind: str, text: str) -> list[str]:
    """Return under what a text is looked up, the most exact first.

    A name may be written with the family name first; what the words are says who it is.
    """
    if not text:
        return []
    keys = [f"{kind} {same_name(text)}"]
    if kind != "lms" and (typed := as_typed(text)):
        keys.append(f"{kind}, as typed {typed}")
        words = sorted(typed.replace(",", " ").split())
        if kind == "name" and len(words) > 1:
            keys.append(f"{kind}, by words {' '.join(words)}")
    return keys


_KINDS = ("id", "lms", "name")
_FOLDER = "Put it into a folder that is named with the learner's id, and collect that folder."


def _made(text: str, shown: str) -> str:
    made = learner_id(text)
    if not made:
        why = why_no_id(text)
        raise NoLearner(f"“{short(shown)}” cannot be a learner's id. {why} {_FOLDER}")
    return made


def _is_other(learner: Learner, place: Place) -> bool:
    """Whether the gradebook knows something about a learner that the place contradicts."""
    if place.layout == "Canvas":
        return learner.lms_id not in ("", place.lms_id)
    return learner.name != "" and not set(_keys("name", learner.name)) & set(
        _keys("name", place.person)
    )
