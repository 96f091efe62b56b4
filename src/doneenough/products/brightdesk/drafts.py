"""The drafts of Brightdesk: the frozen ones, fresh ones, one explained, all counted."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pandas as pd

from doneenough.paths import course_root
from doneenough.products.brightdesk.facts import invented, left_out, read_facts
from doneenough.products.data import load

VERSIONS = ("careful", "fluent", "always_declines")
"""Versions of the generator. Each of them drafts an answer to every question."""
SEVERITIES = ("none", "cosmetic", "minor", "severe")
"""What is wrong with a draft, least first."""


def frozen_drafts() -> pd.DataFrame:
    """Return the table of drafts: one row per draft, columns as its datasheet says."""
    return load("brightdesk")


def fresh_drafts(questions: int, start: int) -> pd.DataFrame:
    """Return new drafts by the program that made the frozen ones.

    Parameters
    ----------
    questions
        How many questions, at least 1. Each is answered once by every version.
    start
        The number the chance begins with: the same number, the same drafts.

    Returns
    -------
    ``3 * questions`` rows with the columns of `frozen_drafts`.

    Raises
    ------
    ValueError
        ``questions`` is below 1.
    """
    if questions < 1:
        raise ValueError(f"questions must be at least 1; got {questions}.")
    program = _program(course_root() / "datasets" / "brightdesk" / "generate.py")
    return pd.DataFrame(program.rows(start, questions))


class Case(NamedTuple):
    """One draft, laid open."""

    question: str
    draft: str
    facts: dict[str, str]
    claims: dict[str, str]
    invented: dict[str, str]
    left_out: list[str]
    severity: str
    declined: bool


def case(drafts: pd.DataFrame, draft_id: str) -> Case:
    """Return one draft with the known facts, what it states, and what it invented.

    Raises
    ------
    KeyError
        ``drafts`` has no draft of this name.
    """
    found = drafts[drafts["draft_id"] == draft_id]
    if found.empty:
        raise KeyError(f"There's no draft {draft_id!r}.")
    row = found.iloc[0]
    facts, claims = read_facts(row["facts"]), read_facts(row["claims"])
    declined = row["declined"] == "yes"
    return Case(
        question=row["question"],
        draft=row["draft"],
        facts=facts,
        claims=claims,
        invented=invented(facts, claims),
        left_out=[] if declined else left_out(facts, claims),
        severity=row["true_severity"],
        declined=declined,
    )


def invented_facts(drafts: pd.DataFrame) -> pd.Series[int]:
    """Return how many facts each draft invented, by the rule, in the order of the rows."""
    counts = [
        len(invented(read_facts(facts), read_facts(claims)))
        for facts, claims in zip(drafts["facts"], drafts["claims"], strict=True)
    ]
    return pd.Series(counts, index=drafts.index, name="invented_facts", dtype="int64")


def counts(drafts: pd.DataFrame, by: str = "version") -> pd.DataFrame:
    """Return what became of the drafts, as counts.

    Parameters
    ----------
    drafts
        Rows of `frozen_drafts` or `fresh_drafts`.
    by
        The column whose values become the rows of the answer.

    Returns
    -------
    One row per value of ``by``. ``drafts`` is the sum of ``declined``, ``severe``,
    ``minor`` and ``useful``. Useful is a draft that answers with every fact right and
    nothing left out. ``cosmetic``, those useful drafts with a bad tone, are part of
    ``useful``. ``invented_facts`` are facts, not drafts.
    """
    declined = drafts["declined"] == "yes"
    severity = drafts["true_severity"]
    columns = {
        "drafts": pd.Series(1, index=drafts.index),
        "declined": declined,
        "severe": severity == "severe",
        "minor": severity == "minor",
        "useful": ~declined & severity.isin(["none", "cosmetic"]),
        "cosmetic": severity == "cosmetic",
        "invented_facts": invented_facts(drafts),
    }
    table = pd.DataFrame(columns).astype("int64").groupby(drafts[by], sort=False).sum()
    order = [version for version in VERSIONS if version in table.index]
    return table.loc[order] if by == "version" else table.sort_index()


def severities(drafts: pd.DataFrame, by: str = "version") -> pd.DataFrame:
    """Return the number of drafts of each severity, one row per value of ``by``.

    A draft that declines states nothing, so it has severity "none". It is not useful.
    """
    table = pd.crosstab(drafts[by], drafts["true_severity"])
    table = table.reindex(columns=list(SEVERITIES), fill_value=0)
    return table.reindex([v for v in VERSIONS if v in table.index]) if by == "version" else table


@lru_cache
def _program(path: Path) -> ModuleType:
    # The data set's own program, so that fresh drafts cannot differ from the frozen ones.
    spec = importlib.util.spec_from_file_location("doneenough_brightdesk_generate", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program
