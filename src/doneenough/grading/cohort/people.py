"""What the instructor decided about people: whose an id is, who is one person, who is out.

It is kept in a small table beside the gradebook, so that it outlives the gradebook and every
further download.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from doneenough.file_names import as_typed
from doneenough.grading.tables import csv_text, read_csv
from doneenough.plain_files import read_plain

PEOPLE = "people.csv"
COLUMNS = ("decision", "learner", "other")
ACCEPTED, MERGED, REMOVED = "accepted", "merged", "removed"
_MOST = 50_000_000


@dataclass(frozen=True)
class People:
    """All decisions: (decision, learner, other), as they are kept."""

    decisions: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, home: Path) -> People:
        """Return the decisions kept in a course run's folder; none where there are none."""
        try:
            text = read_plain(home / PEOPLE, _MOST).decode("utf-8-sig")
        except (OSError, UnicodeError):
            return cls()
        rows = ([row.get(name, "") for name in COLUMNS] for row in read_csv(text))
        return cls(tuple((what, learner, other) for what, learner, other in rows))

    def as_table(self) -> bytes:
        """Return the table as it is kept."""
        return csv_text(COLUMNS, self.decisions).encode()

    def accepted(self, learner: str) -> tuple[str, ...]:
        """Return the ids in a notebook that are this learner's too."""
        mine = as_typed(learner)
        return tuple(
            other
            for what, who, other in self.decisions
            if what in (ACCEPTED, MERGED) and as_typed(who) == mine
        )

    def who(self, learner: str) -> str:
        """Return the id under which somebody is kept: her own, or that of a merger."""
        seen = set()
        while (key := as_typed(learner)) not in seen:
            seen.add(key)
            into = [
                who
                for what, who, other in self.decisions
                if what == MERGED and as_typed(other) == key
            ]
            learner = into[-1] if into else learner
        return learner

    def is_removed(self, learner: str) -> bool:
        """Whether this learner was taken out and stays out."""
        mine = as_typed(learner)
        return any(what == REMOVED and as_typed(who) == mine for what, who, _ in self.decisions)

    def but(self, what: str, learner: str, other: str = "") -> People:
        """Return these decisions and one more; it takes back what says the opposite."""
        kept = [
            item
            for item in self.decisions
            if not (item[0] == REMOVED and as_typed(item[1]) in (as_typed(learner), ""))
            and item != (what, learner, other)
        ]
        return People((*kept, (what, learner, other)))

    def without_removed(self, learners: Iterable[str]) -> People:
        """Return these decisions with some learners let in again."""
        back = {as_typed(learner) for learner in learners}
        return People(
            tuple(
                item
                for item in self.decisions
                if not (item[0] == REMOVED and as_typed(item[1]) in back)
            )
        )
