"""Answers that are alike: a hint to look, never a verdict.

Two learners may well decide the same. So only equal decisions that are not the best ones are
named, and texts that share most of their runs of words.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

RUN = 5
"""So many words in a row are compared."""
SHORTEST = 15
"""A reply with fewer words says too little."""
ALIKE = 0.6
"""Texts that share more of their runs than this are named."""
_COMMON = 25
"""Runs that so many learners wrote come from the task."""
MOST = 50
"""So many hints are shown."""


@dataclass(frozen=True)
class Hint:
    """Learners whose answers are alike, and in what."""

    learners: tuple[str, ...]
    what: str


@dataclass
class Alike:
    """Collects answers, one submission after the other, and says which are alike."""

    titles: Mapping[str, str]
    _same: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _runs: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    _sizes: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, learner: str, record: Mapping[str, Any], answers: str) -> None:
        """Add one submission: its record, and what was read in it as JSON."""
        if not answers:
            return
        read = {answer["name"]: answer for answer in json.loads(answers)["answers"]}
        automatic = [item for item in record["questions"] if not item["reviewed"]]
        scored = [item for item in automatic if item["state"] == "scored"]
        best = all((item["points"] or 0.0) >= 0.995 * item["most"] for item in scored)
        if scored and len(scored) == len(automatic) and not best:
            said = [(item["name"], read.get(item["name"], {}).get("value")) for item in scored]
            self._same[json.dumps(said, sort_keys=True)].append(learner)
        for item in record["questions"]:
            if item["reviewed"] and item["state"] == "to review":
                self._add_text(learner, item["name"], read.get(item["name"], {}).get("value"))

    def _add_text(self, learner: str, name: str, text: object) -> None:
        words = re.findall(r"\w+", str(text).casefold())
        if len(words) < SHORTEST:
            return
        runs = {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}
        self._sizes[name, learner] = len(runs)
        for run in runs:
            self._runs[name, run].append(learner)

    def hints(self) -> list[Hint]:
        """Return what is alike, the most striking first."""
        found = [
            Hint(tuple(sorted(learners)), "the same decisions in every question")
            for learners in self._same.values()
            if len(learners) > 1
        ]
        return found + [
            Hint(
                (one, two),
                f"“{self.titles.get(name, name)}”: {round(100 * share)}% of the runs "
                f"of {RUN} words are the same",
            )
            for (name, one, two), share in self._texts()
        ]

    def _texts(self) -> Iterable[tuple[tuple[str, str, str], float]]:
        shared: Counter[tuple[str, str, str]] = Counter()
        for (name, _), learners in self._runs.items():
            if len(learners) <= _COMMON:
                shared.update((name, *pair) for pair in combinations(sorted(learners), 2))
        shares = []
        for (name, one, two), count in shared.items():
            every = self._sizes[name, one] + self._sizes[name, two] - count
            if count / every > ALIKE:
                shares.append(((name, one, two), count / every))
        return sorted(shares, key=lambda item: (-item[1], item[0]))
