"""The world of Paperline's gate: what a criterion lets through, and what that costs.

Everything is exact, nothing is simulated. Each kind of model has a fixed share of urgent
letters it finds, by language. The draw keeps the languages' shares. So the number found
is a sum of binomials with clauses, see :mod:`doneenough.statistics.guards`; where the
criterion counts letters, the number of urgent ones among them is left to chance and
averaged over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special

from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AMEND,
    CERTAINTIES,
    ENGLISH_ONLY,
    LOST,
    ONE_OFFICE,
    QUICK,
    REFUSE,
    REWORK,
    SIGN,
    TEAM_PICKS,
    TODAY,
    URGENT_LETTERS,
    Criterion,
)
from doneenough.statistics import passing_count
from doneenough.statistics.guards import guarded_chances

QUICK_OVERLOOKS = 3
"""Of ten mistakes, the quick check lets so many pass as right."""
QUICK_COST = 0.2
"""What a quick check costs, as a share of the experts' price."""
HEAD_OFFICE_TRANSLATED = 0.2
"""The head office gets this share of the translated letters its share of the post suggests."""
PICKED_MISSES = 0.4
"""On letters the team picks, a model makes this share of its usual mistakes."""
SORTERS_OTHERS = 97
"""Of 100 letters that are not urgent, today's sorters get so many right."""
_NEGLIGIBLE = 1e-9
"""Numbers of urgent letters less likely than this are left out of the average."""


@dataclass(frozen=True)
class Kind:
    """One kind of model, as the history of the gate shows it.

    ``of_20``: so many of the last twenty models were of this kind. ``english`` and
    ``translated``: urgent letters found, of 100 urgent ones in that language.
    ``lost_in_10``: of ten urgent letters it misses, so many end in the archive, where
    nobody sees them. ``others``: of 100 letters that are not urgent, sorted right.
    ``live``: what a year with it costs more than a year with a good model, in euros.
    """

    name: str
    of_20: int
    english: int
    translated: int
    lost_in_10: int
    others: int
    live: float


@dataclass(frozen=True)
class CriterionBrief:
    """One situation at Paperline's gate.

    ``urgent_in_100`` letters of 100 are urgent, ``translated_in_100`` are translated.
    Today's sorters find ``sorters_low`` or ``sorters_high`` of 100 urgent letters, as
    likely as not; going on by hand costs ``by_hand_low`` or ``by_hand_high`` euros a
    year more than a good model. ``letter_cost`` and ``urgent_cost``: one case for two
    experts, waiting included; ``today_cost``: adding today's result to one case;
    ``offices_cost``: collecting letters from all offices, once per check. Where the check fails,
    rework costs ``rework_cost`` and makes ``mended_in_10`` of ten others good. ``draft``:
    the clauses the lead proposes, by name.
    """

    line: str
    kinds: tuple[Kind, ...]
    urgent_in_100: int
    translated_in_100: int
    sorters_low: int
    sorters_high: int
    by_hand_low: float
    by_hand_high: float
    letter_cost: float
    urgent_cost: float
    today_cost: float
    offices_cost: float
    rework_cost: float
    mended_in_10: int
    draft: tuple[tuple[str, str | int], ...]

    @property
    def good(self) -> Kind:
        """The kind everybody hopes for."""
        return self.kinds[0]

    def lost_in_100(self, kind: Kind) -> float:
        """Return how many of 100 urgent letters end in the archive with ``kind``, on average."""
        share = self.translated_in_100 / 100
        missed = (1 - share) * (100 - kind.english) + share * (100 - kind.translated)
        return missed * kind.lost_in_10 / 10


@dataclass(frozen=True)
class Outcome:
    """What a criterion does; shares from 0 to 1, money in euros per model brought.

    ``accepted``: for each kind, the share that goes live everywhere within the tries
    allowed, before any rework; averaged over how good today's sorters are.
    """

    accepted: tuple[float, ...]
    live_cost: float
    by_hand_cost: float
    check_cost: float

    @property
    def cost(self) -> float:
        """Expected cost in euros per model brought."""
        return self.live_cost + self.by_hand_cost + self.check_cost


def draft(brief: CriterionBrief) -> Criterion:
    """Return the lead's draft as a criterion to amend."""
    return Criterion.read({"verdict": AMEND, **dict(brief.draft)})


def in_force(brief: CriterionBrief, criterion: Criterion) -> Criterion:
    """Return the criterion that counts: the draft where it was signed as it came."""
    return draft(brief) if criterion.verdict == SIGN else criterion


@lru_cache(maxsize=8192)
def outcome(brief: CriterionBrief, criterion: Criterion) -> Outcome:
    """Return what ``criterion`` does under ``brief``; where the draft is signed, the draft."""
    if criterion.verdict == SIGN:
        return outcome(brief, draft(brief))
    if criterion.verdict == REFUSE:
        by_hand = (brief.by_hand_low + brief.by_hand_high) / 2
        return Outcome((0.0,) * len(brief.kinds), 0.0, by_hand, 0.0)
    weights = np.array([kind.of_20 for kind in brief.kinds]) / 20
    live = np.array([kind.live for kind in brief.kinds])
    one_check = check_cost(brief, criterion)
    totals = np.zeros(3)
    accepted = np.zeros(len(brief.kinds))
    for sorters, by_hand in (
        (brief.sorters_low, brief.by_hand_low),
        (brief.sorters_high, brief.by_hand_high),
    ):
        once = np.array([_accepts(brief, criterion, kind, sorters) for kind in brief.kinds])
        passed = 1 - (1 - once) ** criterion.tries
        tries = np.where(once > 1e-12, passed / np.maximum(once, 1e-12), criterion.tries)
        missed = weights * (1 - passed)
        on_air = weights * passed
        checks = one_check * (weights * tries).sum()
        hand = missed.sum()
        if criterion.on_a_miss == REWORK:
            mended = missed[1:] * brief.mended_in_10 / 10
            again = missed.copy()
            again[1:] -= mended
            again[0] += mended.sum()
            checks += missed.sum() * (brief.rework_cost + one_check)
            on_air = on_air + again * once
            hand = (again * (1 - once)).sum()
        live_cost = (on_air * live).sum()
        if criterion.on_a_miss == ENGLISH_ONLY:
            # Live where its letters are English; by hand for the others.
            english = 1 - brief.translated_in_100 / 100
            live_cost += (missed * np.array([english_cost(brief, k) for k in brief.kinds])).sum()
            hand *= 1 - english
        totals += np.array([live_cost, hand * by_hand, checks]) / 2
        accepted += passed / 2
    return Outcome(tuple(accepted.tolist()), *totals.tolist())


def english_only_cost(brief: CriterionBrief) -> float:
    """Return what a year costs when every model goes live for English letters, unchecked."""
    live = sum(kind.of_20 / 20 * english_cost(brief, kind) for kind in brief.kinds)
    by_hand = (brief.by_hand_low + brief.by_hand_high) / 2
    return live + by_hand * brief.translated_in_100 / 100


def check_cost(brief: CriterionBrief, criterion: Criterion) -> float:
    """Return what one check costs, in euros."""
    urgent = criterion.unit == URGENT_LETTERS
    judge = QUICK_COST if criterion.judge == QUICK else 1.0
    per_case = (brief.urgent_cost if urgent else brief.letter_cost) * judge
    if criterion.compared_with == TODAY:
        per_case += brief.today_cost
    fixed = brief.offices_cost if criterion.letters_from == ALL_OFFICES else 0.0
    return criterion.cases * per_case + fixed


def english_cost(brief: CriterionBrief, kind: Kind) -> float:
    """Return what a year with ``kind`` on English letters only costs, in euros.

    A kind's harm comes from the urgent letters it misses, so it splits like them.
    """
    english = 1 - brief.translated_in_100 / 100
    misses = english * (100 - kind.english), (1 - english) * (100 - kind.translated)
    good = english * (100 - brief.good.english), (1 - english) * (100 - brief.good.translated)
    more = max(misses[0] - good[0], 0.0), max(misses[1] - good[1], 0.0)
    if not sum(more):
        return kind.live * english
    return kind.live * more[0] / sum(more)


def _accepts(brief: CriterionBrief, criterion: Criterion, kind: Kind, sorters: int) -> float:
    """Return the probability that one check accepts ``kind``."""
    c = criterion
    seen = (c.measure, c.unit, c.cases, c.letters_from, c.judge)
    weights, counts = _counts(brief, c.measure, c.unit, c.cases)
    chances = _draw(brief, kind, c.floor, LOST[c.lost_letters].value, *seen)
    if c.compared_with == TODAY:
        chances = chances * _beats(brief, sorters, *seen)
    marks = _marks(counts, c.at_least, c.certainty)
    reached = np.arange(chances.shape[1]) >= np.array(marks)[:, np.newaxis]
    return float(min(1.0, np.array(weights) @ (chances * reached).sum(axis=1)))


@lru_cache(maxsize=4096)
def _marks(counts: tuple[int, ...], at_least: int, certainty: str) -> tuple[int, ...]:
    """Return the number right needed for each number of cases; more than it where impossible."""
    n = np.array(counts)
    confidence = CERTAINTIES[certainty].value
    if confidence is None:
        marks = -(-n * at_least // 100)
    else:
        marks = np.asarray(passing_count(np.maximum(n, 1), at_least / 100, confidence))
    # Nothing seen shows nothing.
    return tuple(np.where(n == 0, 1, marks).tolist())


@lru_cache(maxsize=2048)
def _draw(
    brief: CriterionBrief,
    kind: Kind,
    floor: int,
    cap: int | None,
    measure: str,
    unit: str,
    cases: int,
    letters_from: str,
    judge: str,
) -> np.ndarray:
    """Return the chances of each number right that keeps floor and cap, a row per count."""
    right, lost = _seen_shares(brief, kind, measure, unit, letters_from, judge)
    _, counts = _counts(brief, measure, unit, cases)
    split = np.array([_split(brief, n, letters_from) for n in counts])
    floors = -(-split * floor // 100)
    most = None if cap is None else cap * np.array(counts) // 100
    return guarded_chances(split, floors, right, lost, most)


@lru_cache(maxsize=1024)
def _beats(
    brief: CriterionBrief,
    sorters: int,
    measure: str,
    unit: str,
    cases: int,
    letters_from: str,
    judge: str,
) -> np.ndarray:
    """Return the chance that today's sorters do no better than each number right."""
    today = Kind("today", 0, sorters, sorters, 0, SORTERS_OTHERS, 0.0)
    right, _ = _seen_shares(brief, today, measure, unit, letters_from, judge)
    n = np.array(_counts(brief, measure, unit, cases)[1])[:, np.newaxis]
    k = np.arange(n.max() + 1)
    found: np.ndarray = special.bdtr(np.minimum(k, n), n, right[0])
    return found


@lru_cache(maxsize=1024)
def _counts(
    brief: CriterionBrief, measure: str, unit: str, cases: int
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return the probability of each number of cases that may count, and those numbers."""
    if unit == URGENT_LETTERS or measure == ALL_RIGHT:
        return (1.0,), (cases,)
    n = np.arange(cases + 1)
    chances = np.diff(special.bdtr(n, cases, brief.urgent_in_100 / 100), prepend=0.0)
    likely = chances > _NEGLIGIBLE
    return tuple(chances[likely].tolist()), tuple(n[likely].tolist())


def _split(brief: CriterionBrief, n: int, letters_from: str) -> list[int]:
    """Return how many of ``n`` cases are English and translated."""
    share = brief.translated_in_100 / 100
    if letters_from == TEAM_PICKS:
        share = 0.0
    elif letters_from == ONE_OFFICE:
        share *= HEAD_OFFICE_TRANSLATED
    translated = round(n * share)
    return [n - translated, translated]


def _seen_shares(
    brief: CriterionBrief, kind: Kind, measure: str, unit: str, letters_from: str, judge: str
) -> tuple[list[float], list[float]]:
    """Return by language the share that comes out right, and the share lost of the rest."""
    urgent = 1.0 if measure != ALL_RIGHT or unit == URGENT_LETTERS else brief.urgent_in_100 / 100
    missing = PICKED_MISSES if letters_from == TEAM_PICKS else 1.0
    overlooked = QUICK_OVERLOOKS / 10 if judge == QUICK else 0.0
    rights, losts = [], []
    for found in (kind.english, kind.translated):
        missed = (1 - found / 100) * missing
        wrong = urgent * missed + (1 - urgent) * (1 - kind.others / 100) * missing
        # Where all cases are urgent the share is the same in both languages, to the last digit.
        of_wrong = 1.0 if urgent == 1.0 else urgent * missed / wrong if wrong else 0.0
        rights.append(1 - wrong * (1 - overlooked))
        losts.append(of_wrong * kind.lost_in_10 / 10)
    return rights, losts
