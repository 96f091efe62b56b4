"""Decisions for tests: every valid one there is, and those made without thinking."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from doneenough.core.decision import Decision
from doneenough.core.thoughtless import attempt, random_decision, thoughtless

__all__ = ["attempt", "random_decision", "thoughtless", "valid_decisions"]


def valid_decisions(kind: type[Decision]) -> st.SearchStrategy[Decision]:
    """Return a strategy for the valid decisions of ``kind``."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for spec in kind.specs():
        if spec.kind == "whole":
            fields[spec.name] = st.integers(spec.low, spec.high)
        elif spec.kind == "option":
            fields[spec.name] = st.sampled_from(sorted(spec.options or {}))
        else:
            letters = st.characters(exclude_categories=["Cs"])
            fields[spec.name] = st.text(letters, max_size=spec.high)
    made = st.fixed_dictionaries(fields).map(lambda values: attempt(kind, values))
    return made.filter(lambda decision: decision is not None)
