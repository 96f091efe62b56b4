"""What has been graded: a table of ours in nbgrader's own gradebook.

A result and its grades are written in one transaction. So a run that was killed has
either both or none, on SQLite and on PostgreSQL; and a gradebook that was deleted takes
the memory of what was graded with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, Float, MetaData, String, Table, Text, delete, select
from sqlalchemy.orm import Session

_METADATA = MetaData()
RESULTS = Table(
    "doneenough_result",
    _METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("learner", String(128), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("status", String(32), nullable=False),
    Column("record", Text, nullable=False),
)
ANSWERS = Table(
    "doneenough_answers",
    _METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("learner", String(128), primary_key=True),
    Column("answers", Text, nullable=False),
)
"""What was read in each submission, so that pages need not read it again."""
REPLIES = Table(
    "doneenough_reply",
    _METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("learner", String(128), primary_key=True),
    Column("label", String(128), primary_key=True),
    Column("print", String(64), nullable=False),
    Column("given", Float, nullable=True),
)
"""A fingerprint of each answer, by nbgrader's label. ``given`` are the points that a person
gave to an earlier answer: they wait for another look, and do not count until then."""
_CHUNK = 500


class Row(NamedTuple):
    """One graded submission."""

    assignment: str
    learner: str
    key: str
    record: Mapping[str, Any]


def make_table(engine: Any) -> None:
    """Add our tables to a gradebook that lacks them."""
    _METADATA.create_all(engine)


def known_keys(session: Session, assignment: str, learners: Iterable[str]) -> dict[str, str]:
    """Return the keys under which submissions were graded, by learner."""
    wanted = list(learners)
    table = RESULTS.c
    query = select(table.learner, table.key).where(
        table.assignment == assignment, table.learner.in_(wanted)
    )
    return dict(session.execute(query).all())


def keep(session: Session, rows: Iterable[Row]) -> None:
    """Write results, in place of earlier ones of the same submissions; commits nothing."""
    rows = list(rows)
    for row in rows:
        table = RESULTS.c
        session.execute(
            delete(RESULTS).where(table.assignment == row.assignment, table.learner == row.learner)
        )
    if rows:
        session.execute(
            RESULTS.insert(),
            [
                {
                    "assignment": row.assignment,
                    "learner": row.learner,
                    "key": row.key,
                    "status": row.record["status"],
                    "record": json.dumps(row.record, ensure_ascii=True),
                }
                for row in rows
            ],
        )


def keep_answers(session: Session, assignment: str, answers: Mapping[str, str]) -> None:
    """Write what was read in some submissions, by learner; commits nothing."""
    table = ANSWERS.c
    session.execute(
        delete(ANSWERS).where(table.assignment == assignment, table.learner.in_(list(answers)))
    )
    rows = [
        {"assignment": assignment, "learner": learner, "answers": text}
        for learner, text in answers.items()
        if text
    ]
    if rows:
        session.execute(ANSWERS.insert(), rows)


def answers_of(session: Session, assignment: str, learners: Iterable[str]) -> dict[str, str]:
    """Return what was read in some submissions, by learner; nothing where grading failed."""
    table = ANSWERS.c
    query = select(table.learner, table.answers).where(
        table.assignment == assignment, table.learner.in_(list(learners))
    )
    return dict(session.execute(query).all())


class Reply(NamedTuple):
    """An answer as it was graded last; see `REPLIES`."""

    print: str
    given: float | None = None


def replies_of(
    session: Session, assignment: str, learners: Iterable[str]
) -> dict[tuple[str, str], Reply]:
    """Return what is known about the answers of some learners, by learner and label."""
    table = REPLIES.c
    query = select(table.learner, table.label, table.print, table.given).where(
        table.assignment == assignment, table.learner.in_(list(learners))
    )
    return {
        (learner, label): Reply(fingerprint, given)
        for learner, label, fingerprint, given in session.execute(query)
    }


def keep_replies(
    session: Session, assignment: str, replies: Mapping[tuple[str, str], Reply]
) -> None:
    """Write what is known about some answers, by learner and label; commits nothing."""
    table = REPLIES.c
    learners = {learner for learner, _ in replies}
    session.execute(
        delete(REPLIES).where(table.assignment == assignment, table.learner.in_(learners))
    )
    rows = [
        {
            "assignment": assignment,
            "learner": learner,
            "label": label,
            "print": reply.print,
            "given": reply.given,
        }
        for (learner, label), reply in replies.items()
    ]
    if rows:
        session.execute(REPLIES.insert(), rows)


def forget(session: Session, learner: str, assignment: str | None = None) -> None:
    """Forget what is kept about a learner, in one assignment or in all; commits nothing."""
    for kept in (RESULTS, ANSWERS, REPLIES):
        query = delete(kept).where(kept.c.learner == learner)
        if assignment is not None:
            query = query.where(kept.c.assignment == assignment)
        session.execute(query)


def all_rows(session: Session, assignment: str | None = None) -> Iterator[Row]:
    """Yield the results of one assignment or of all, by assignment and learner, one by one."""
    table = RESULTS.c
    query = select(table.assignment, table.learner, table.key, table.record)
    if assignment is not None:
        query = query.where(table.assignment == assignment)
    query = query.order_by(table.assignment, table.learner)
    found = session.execute(query.execution_options(yield_per=_CHUNK))
    for name, learner, key, record in found:
        yield Row(name, learner, key, json.loads(record))


def rows_of(session: Session, learners: Iterable[str]) -> Iterator[Row]:
    """Yield all results of some learners."""
    table = RESULTS.c
    query = select(table.assignment, table.learner, table.key, table.record)
    query = query.where(table.learner.in_(list(learners)))
    for name, learner, key, record in session.execute(query.order_by(table.assignment)):
        yield Row(name, learner, key, json.loads(record))
