"""What the stage-observer sheet says about itself: gaps a reader would ask about first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from doneenough.core.lifecycle import STAGES
from doneenough.core.wording import Fact, words_of

COUNTING = frozenset({"build", "check", "watch"})
"""The stages whose gate is a count; at the others, evidence may be a date or a sentence."""


def remarks(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return what to look at again, kind by kind, naming the meetings.

    A row holds the meeting, the id of its stage, the evidence and the question. No rows,
    no remarks; rows without a gap get one sentence that says so.
    """
    if not rows:
        return []
    return list(_remarks(rows)) or [_say("fine")]


def _remarks(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {"no_evidence": [], "a_demo": [], "no_count": [], "no_ask": []}
    for meeting, stage, evidence, question in rows:
        if not evidence:
            kinds["no_evidence"].append(meeting)
        elif re.search(r"\bdemos?\b", evidence, re.IGNORECASE):
            kinds["a_demo"].append(meeting)
        elif stage in COUNTING and not re.search(r"\d", evidence):
            kinds["no_count"].append(meeting)
        if not question.endswith("?"):
            kinds["no_ask"].append(meeting)
    for kind, meetings in kinds.items():
        if meetings:
            yield _say(kind, meetings="; ".join(f"“{meeting}”" for meeting in meetings))
    order = list(STAGES)
    for before, after in pairwise(rows):
        if order.index(after[1]) < order.index(before[1]):
            source, target = STAGES[before[1]], STAGES[after[1]]
            yield _say("went_back", meeting=f"“{after[0]}”", source=source, target=target)


def _say(name: str, **values: Fact) -> str:
    return words_of("stages")(f"page.stage_observer_sheet.checks.{name}", **values)
