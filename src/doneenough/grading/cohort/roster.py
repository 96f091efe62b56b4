"""The learners whom the gradebook knows, and who among them an LMS means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from doneenough.file_names import same_name, why_no_id
from doneenough.grading.cohort.choose import short
from doneenough.grading.cohort.layouts import Place, learner_id


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
    _by_key: dict[str, set[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, learners: Iterable[Learner]) -> Roster:
        """Return the roster of some learners."""
        made = cls(tuple(learners))
        for learner in made.learners:
            keys = (f"id {learner.id}", f"lms {learner.lms_id}", f"name {learner.name}")
            for key in keys:
                if key.partition(" ")[2]:
                    made._by_key.setdefault(same_name(key), set()).add(learner.id)
        return made

    @classmethod
    def read(cls, db_url: str) -> Roster:
        """Return the learners in a gradebook; nobody where there is none yet."""
        if db_url.startswith("sqlite:///"):
            path = db_url.removeprefix("sqlite:///").partition("?")[0]
            if not Path(path).is_file():
                return cls.of(())
        from nbgrader.api import Student
        from sqlalchemy import select

        from doneenough.grading.cohort.opening import open_gradebook

        with open_gradebook(db_url) as gradebook:
            columns = (Student.id, Student.first_name, Student.last_name, Student.lms_user_id)
            rows = gradebook.db.execute(select(*columns).order_by(Student.id))
            return cls.of(
                Learner(student, " ".join(part for part in (first, last) if part), lms or "")
                for student, first, last, lms in rows
            )

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
        if place.learner:
            return self._one("id", place.learner) or _made(place.learner, place.learner)
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
        found = self._by_key.get(same_name(f"{kind} {text}"), set()) if text else set()
        return next(iter(found)) if len(found) == 1 else ""


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
    return learner.name != "" and same_name(learner.name) != same_name(place.person)
