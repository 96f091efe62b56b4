"""The learners whom the gradebook knows, and who among them an LMS means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from doneenough.file_names import same_name
from doneenough.grading.cohort.layouts import Place, learner_id


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
        """Return the id of the learner that a place means; one made of it for a new learner."""
        for key in (f"id {place.learner}", f"lms {place.lms_id}", f"name {place.person}"):
            found = self._by_key.get(same_name(key), set()) if key.partition(" ")[2] else set()
            if len(found) == 1:
                return next(iter(found))
        if place.learner:
            return learner_id(place.learner)
        if place.layout == "Canvas":
            return learner_id(f"{place.person}_{place.lms_id}")
        # Moodle numbers a learner anew in every assignment: the name is what stays.
        return learner_id(place.person)
