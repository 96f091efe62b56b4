"""Which brief a learner gets.

Every exercise has a finite table of briefs. A learner's id and a cohort code
choose one, the same on every machine. With an empty id the cohort code alone
chooses, so that a workshop team shares one brief.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from doneenough.core.decision import Decision, text

B = TypeVar("B")
"""The type of a brief."""
PRACTICE = "practice"
"""Cohort code of people who learn alone."""


class Identity(Decision):
    """Who answers: the ungraded cell at the top of each assessment."""

    learner_id: str = text("Your learner ID, or leave it empty", longest=64)
    cohort: str = text("Your group's code, or practice if you work alone", longest=64)

    blanks = {"learner_id": "", "cohort": PRACTICE}  # noqa: RUF012 - pydantic ClassVar in the base


def brief_number(table: str, identity: Identity, size: int, shift: int = 0) -> int:
    """Return the row of ``table`` (0 to ``size`` - 1) that belongs to ``identity``.

    Without a learner id and with the practice cohort this is row 0, the canonical
    brief, which the instructor's master answers. ``shift`` moves the row on: two
    exercises that share a table give one learner two different briefs.
    """
    learner = identity.learner_id.strip()
    cohort = identity.cohort.strip()
    if not learner and cohort in ("", PRACTICE):
        row = 0
    else:
        # The same name typed on two systems may differ in how accents are stored.
        key = unicodedata.normalize("NFC", "\x1f".join((table, cohort, learner))).encode()
        row = int.from_bytes(hashlib.sha256(key).digest()[:8], "big")
    return (row + shift) % size


def read_rows(kind: type[B], rows: Sequence[Mapping[str, Any]]) -> tuple[B, ...]:
    """Return the briefs that rows write down.

    Parameters
    ----------
    kind
        A frozen dataclass; its fields may be tuples and dataclasses in turn.
    rows
        Plain data, as JSON gives it.
    """
    adapter = TypeAdapter(kind)
    return tuple(adapter.validate_python(row) for row in rows)
