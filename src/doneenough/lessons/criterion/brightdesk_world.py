"""Brightdesk's gate: versions of the answer writer, the draft, and eight amendments to it.

The figures are those of :mod:`doneenough.products.brightdesk`, rounded to whole cases; a
test derives them again. The demo list holds the questions that the careful version
answers; real post is all of them. A polite refusal counts as an answer without invented
facts, unless the criterion says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from doneenough.core.decision import Slip, option
from doneenough.core.feedback import euros
from doneenough.lessons.criterion.challenge import (
    CROWD,
    Amendments,
    Belief,
    ChallengeBrief,
    Picks,
    World,
    at_least,
    crowd_of,
)
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
    "careful versions": Version(7, 4, 100, 64, 62),
    "know-all versions": Version(7, 19, 100, 100, 94),
    "fluent versions": Version(51, 47, 100, 100, 90),
    "silent versions": Version(0, 0, 0, 0, 0),
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

FIXED = {"friendly": 3_000, "zero_in_1000": 2_500, "newer_judge": 2_000, "answers_half": 500}
PRICED = ("experts_on_flags", "experts_on_all", "real_post", "eight_in_500")
AMENDMENTS = {
    "friendly": f"at least {FRIENDLY} of {OTHER_CASES} customers find it friendly "
    f"(€{FIXED['friendly']:,})",
    "zero_in_1000": f"no invented fact in {ZERO_CASES:,} answers, not {DRAFT_CASES} "
    f"(€{FIXED['zero_in_1000']:,})",
    "experts_on_flags": "experts decide on every answer the judge flags",
    "experts_on_all": "experts read every answer, without the judge",
    "newer_judge": f"a newer judge: catches {NEWER_CAUGHT} of {SEVERE}, same false alarms "
    f"(€{FIXED['newer_judge']:,})",
    "real_post": "questions from last month's post, not the demo list",
    "answers_half": f"a real answer to at least {ANSWERS} of {OTHER_CASES} questions "
    f"(€{FIXED['answers_half']:,})",
    "eight_in_500": f"at most {ALLOWED} in {MANY_CASES} answers, not 0 in {DRAFT_CASES}",
}


class BrightdeskAmendments(Amendments):
    """Three amendments to the draft about invented facts."""

    first_amendment: str = option("Your first amendment", **AMENDMENTS)
    second_amendment: str = option("Your second amendment", **AMENDMENTS)
    third_amendment: str = option("Your third amendment", **AMENDMENTS)

    def disagreements(self) -> Iterator[Slip]:
        """The three differ, and name one number of answers at most."""
        yield from super().disagreements()
        if {"zero_in_1000", "eight_in_500"} <= self.picks:
            yield Slip(
                "third_amendment",
                f"“No invented fact in {ZERO_CASES:,}” and “at most {ALLOWED} in {MANY_CASES}” "
                "exclude each other. Please choose one of the two.",
            )


FALSE_ALARMS_FIRST = "But the judge's false alarms turn careful versions away."


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
        passing = _few_counted(version, picks)
        if "answers_half" in picks:
            share = version.answers_real if "real_post" in picks else version.answers_demo
            passing *= at_least(OTHER_CASES, ANSWERS, share)
        if "friendly" in picks:
            passing *= at_least(OTHER_CASES, FRIENDLY, version.friendly)
        found.append(passing)
    return tuple(found)


def counted_share(version: Version, picks: Picks) -> float:
    """Return the share of questions whose answer is counted as invented, 0 to 1."""
    invents, answers = _truth(version, picks)
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


def _few_counted(version: Version, picks: Picks) -> float:
    cases, most = limit(picks)
    return float(accept_probability(cases, cases - most, 1 - counted_share(version, picks)))


def _truth(version: Version, picks: Picks) -> tuple[float, float]:
    if "real_post" in picks:
        return version.real / PER, version.answers_real / 100
    return version.demo / PER, version.answers_demo / 100


def because(name: str, picks: Picks, brief: ChallengeBrief) -> str:
    """Say why ``name`` buys nothing beside ``picks``."""
    careful, know_all, fluent, _ = VERSIONS.values()
    experts = picks & {"experts_on_flags", "experts_on_all"}
    cases, most = limit(picks)
    false_alarms = round(cases * (counted_share(careful, picks) - _truth(careful, picks)[0]))
    match name:
        case "friendly":
            return (
                f"Customers find {careful.friendly} of 100 careful answers friendly, and "
                f"{fluent.friendly} of 100 fluent ones."
            )
        case "zero_in_1000":
            passing = crowd_of(_few_counted(careful, picks))
            return f"Even careful versions invent a fact at times: {passing} of {CROWD} would pass."
        case "newer_judge":
            return (
                "It catches a little more and raises as many false alarms."
                if not experts
                else "Experts read every answer, so no judge is used."
                if "experts_on_all" in picks
                else "What only the newer judge catches decides on few versions here."
            )
        case "eight_in_500" if not experts:
            return (
                f"The judge wrongly flags about {false_alarms} sound answers in {cases} of a "
                f"careful version, and {most} are allowed."
            )
        case "real_post":
            return (
                f"It stops know-all versions: {know_all.real} invented facts in {PER}, not "
                f"{know_all.demo}. " + (_worth(brief, 1) if experts else FALSE_ALARMS_FIRST)
            )
        case "answers_half":
            return "It stops silent versions and nothing else. " + (
                _worth(brief, 3) if experts else FALSE_ALARMS_FIRST
            )
        case "experts_on_all" if "experts_on_flags" in picks:
            return "Experts who read every answer read the flagged ones too."
        case "experts_on_flags" if "experts_on_all" in picks:
            return "Experts who read every answer read the flagged ones too."
        case "experts_on_flags" | "experts_on_all":
            passing = crowd_of(accepts(picks)[0])
            return (
                f"They end the false alarms, but only {passing} of {CROWD} careful versions pass "
                "all your clauses."
            )
    return f"“At most {most} in {cases}” decides on few of the versions that matter here."


def _worth(brief: ChallengeBrief, kind: int) -> str:
    return (
        f"They were {brief.of_10[kind]} of ten, at {euros(-brief.year[kind])} a year: another "
        "hole is dearer."
    )


BELIEFS = {
    "zero_is_safe": Belief(
        "Is zero the safest number",
        "Nobody wants to allow an invented fact. But every version that answers has some.",
        ("zero_in_1000", "experts_on_flags", "real_post"),
        "Nobody is harmed by silence",
    ),
    "the_judge_is_the_truth": Belief(
        "Is what the judge flags an invented fact",
        "A judge that reads everything in minutes looks objective. But of a careful version, "
        "most of its flags are false alarms.",
        ("newer_judge", "eight_in_500", "answers_half"),
        "The judge",
    ),
    "friendly_is_good": Belief(
        "Is a friendly answer a good one",
        "Customers like a warm answer, and that matters. But an invented fact sounds just as warm.",
        ("friendly", "eight_in_500", "experts_on_flags"),
        "Nobody is harmed by silence",
    ),
}


def belief(picks: Picks) -> str | None:
    """Return the belief that ``picks`` fit."""
    if "friendly" in picks:
        return "friendly_is_good"
    if "zero_in_1000" in picks:
        return "zero_is_safe"
    if not picks & {"experts_on_flags", "experts_on_all"}:
        return "the_judge_is_the_truth"
    return None if "eight_in_500" in picks else "zero_is_safe"


WORLD = World(
    table="brightdesk_challenge",
    thing="versions",
    kinds=tuple(VERSIONS),
    hints=(
        "Who flags the answers of careful versions, and how many flags may there be?",
        "Know-all versions look careful on the demo list. Where do they not?",
        "Fluent versions invent most. Which of your clauses do they fail?",
        "Silent versions invent nothing. What do they not do?",
    ),
    amendments=AMENDMENTS,
    fixed=FIXED,
    priced=PRICED,
    accepts=accepts,
    because=because,
    beliefs=BELIEFS,
    belief=belief,
    habit="Zero in 1,000, a newer judge, friendly answers",
    habit_picks=("zero_in_1000", "newer_judge", "friendly"),
)
