"""Brightdesk's gate: versions of the answer writer, and what eight amendments let through.

The figures are those of :mod:`doneenough.products.brightdesk`, rounded to whole cases; a
test derives them again. The demo list holds the questions that the careful version
answers; real post is all of them. A polite refusal counts as an answer without invented
facts, unless the criterion says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from doneenough.lessons.criterion.amendments_world import Picks, World, at_least
from doneenough.statistics import accept_probability
from doneenough.statistics.judges import reported_rate


@dataclass(frozen=True)
class Version:
    """One way to write answers.

    ``demo`` and ``real``: answers with an invented fact, in 500 questions of the demo
    list and of real post. ``answers_demo`` and ``answers_real``: of 100 questions,
    those that get an answer and no refusal. ``friendly``: of 100 customers, those who get
    an answer in a good tone.
    """

    demo: int
    real: int
    answers_demo: int
    answers_real: int
    friendly: int


VERSIONS = {
    "careful": Version(7, 4, 100, 64, 62),
    "know_all": Version(7, 19, 100, 100, 94),
    "fluent": Version(51, 47, 100, 100, 90),
    "silent": Version(0, 0, 0, 0, 0),
}
"""What comes to the gate: refuses when in doubt; the same, but fluent where that one refuses;
answers everything at once; refuses everything."""
PER = 500
"""Invented facts are counted in so many questions."""
CAUGHT, SEVERE = 28, 35
"""The automatic judge catches so many of the answers with an invented fact."""
PASSED, SOUND = 599, 627
"""And leaves so many of the sound answers alone."""
NEWER_CAUGHT = 33
DRAFT_CASES, MANY_CASES, ZERO_CASES, OTHER_CASES = 100, 500, 1_000, 100
ALLOWED = 8
ANSWERS, FRIENDLY = 50, 80

AMENDMENTS: Mapping[str, int | None] = {
    "friendly": 3_000,
    "zero_in_1000": 2_500,
    "experts_on_flags": None,
    "experts_on_all": None,
    "newer_judge": 2_000,
    "real_post": None,
    "answers_half": 500,
    "eight_in_500": None,
}
"""Their prices in euros; None where the brief says it."""
EXPERTS = frozenset({"experts_on_flags", "experts_on_all"})


@lru_cache(maxsize=256)
def accepts(picks: Picks) -> tuple[float, ...]:
    """Return the probability that each version is accepted, in the order of :data:`VERSIONS`.

    Questions are drawn at random and independently. Whether it answers, and whether
    customers find it friendly, is counted on 100 other questions each: independent
    samples, so the probabilities are multiplied. Friendliness is always asked of
    customers who wrote.
    """
    found = []
    for version in VERSIONS.values():
        passing = few_counted(version, picks)
        if "answers_half" in picks:
            share = version.answers_real if "real_post" in picks else version.answers_demo
            passing *= at_least(OTHER_CASES, ANSWERS, share)
        if "friendly" in picks:
            passing *= at_least(OTHER_CASES, FRIENDLY, version.friendly)
        found.append(passing)
    return tuple(found)


def counted_share(version: Version, picks: Picks) -> float:
    """Return the share of questions whose answer is counted as invented, 0 to 1."""
    invents, answers = truth(version, picks)
    if "experts_on_all" in picks:
        return invents
    sensitivity = (NEWER_CAUGHT if "newer_judge" in picks else CAUGHT) / SEVERE
    if "experts_on_flags" in picks:
        # False alarms are found out; what the judge overlooks stays overlooked.
        return sensitivity * invents
    # Where it refuses there is nothing to flag.
    return answers * reported_rate(invents / answers, sensitivity, PASSED / SOUND) if answers else 0


def limit(picks: Picks) -> tuple[int, int]:
    """Return how many answers are checked and how many may be counted as invented."""
    if "zero_in_1000" in picks:
        return ZERO_CASES, 0
    return (MANY_CASES, ALLOWED) if "eight_in_500" in picks else (DRAFT_CASES, 0)


def few_counted(version: Version, picks: Picks) -> float:
    """Return the probability that few enough answers are counted as invented."""
    cases, most = limit(picks)
    return float(accept_probability(cases, cases - most, 1 - counted_share(version, picks)))


def truth(version: Version, picks: Picks) -> tuple[float, float]:
    """Return the shares of the questions asked that get an invented fact, and an answer."""
    if "real_post" in picks:
        return version.real / PER, version.answers_real / 100
    return version.demo / PER, version.answers_demo / 100


WORLD = World(
    tuple(VERSIONS), AMENDMENTS, accepts, usual=("zero_in_1000", "newer_judge", "friendly")
)
