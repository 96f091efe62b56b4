"""The model that went live: it says which claim letters need an expert.

Letters are invented: five numbers each, normally distributed, in everyday units. Whether a
letter needs an expert follows a logistic law of the first three numbers; the last two have
nothing to do with it. The model is real: scikit-learn's logistic regression, fitted here.

A *regime* is what letters are like for a while. Each changes one thing, so that a learner
sees what that one thing does: the letters, or the law, or the feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FloatArray = NDArray[np.float64]

FEATURES = ("words", "policy_months", "amount", "distance_km", "hour")
"""What the model reads of a letter: length, age of the policy, euros claimed, way to the
nearest office, hour of arrival."""

CENTRE = np.array([240.0, 60.0, 900.0, 40.0, 13.0])
SPREAD = np.array([60.0, 15.0, 250.0, 10.0, 2.5])
"""Mean and standard deviation of each number in the usual letters."""

LAW = np.array([1.57, 0.98, 0.65, 0.0, 0.0])
"""Log odds that a letter needs an expert, for one standard deviation of each number."""

# The changed law is as strong as the old one, turned towards the way to the office: the
# cosine of the angle between them is chosen so that a share of 0.654 stays right.
_TURN = 0.615
_TOWARDS = np.array([0.0, 0.0, 0.0, 1.0, 0.0])
CHANGED_LAW = _TURN * LAW + np.sqrt(1 - _TURN**2) * np.linalg.norm(LAW) * _TOWARDS

TRAINING_LETTERS = 20_000


@dataclass(frozen=True)
class Regime:
    """What letters are like for a while.

    ``shift`` and ``scale`` are in standard deviations of the usual letters. ``broken`` names
    the number that arrives as 0. ``experts`` is the share that needs an expert; None leaves
    it to the law.
    """

    note: str
    shift: tuple[float, ...] = (0.0,) * 5
    scale: tuple[float, ...] = (1.0,) * 5
    changed_law: bool = False
    broken: int | None = None
    experts: float | None = None


REGIMES = {
    "usual": Regime("letters as in training"),
    "irrelevant": Regime(
        "letters come from further away, which has nothing to do with the answer",
        shift=(0, 0, 0, 1.5, 0),
    ),
    "easy": Regime("letters are longer: clear cases, easy to judge", shift=(2.5, 0, 0, 0, 0)),
    "hard": Regime(
        "a web form takes the clear cases away; what is left is hard to judge",
        scale=(0.3, 0.3, 1, 1, 1),
    ),
    "changed": Regime("the same letters, but other ones need an expert now", changed_law=True),
    "fewer_experts": Regime("one letter in four needs an expert, no longer two", experts=0.25),
    "broken": Regime("the feed delivers 0 instead of the word count", broken=0),
    "weekend": Regime(
        "Saturdays and Sundays of a product with a week: younger policies, from further away",
        shift=(0, -0.8, 0, 0.8, 0),
    ),
}


def letters(
    regime: str, size: int, generator: np.random.Generator
) -> tuple[FloatArray, NDArray[np.bool_], FloatArray]:
    """Draw letters of a regime.

    Parameters
    ----------
    regime
        A key of ``REGIMES``.
    size
        Number of letters.
    generator
        Where the chance comes from.

    Returns
    -------
    numbers, needs_expert, chance
        What the model reads, shape (size, 5); the truth, shape (size,); and the chance that
        the law gave that truth of being yes.

    Raises
    ------
    KeyError
        No such regime.
    """
    kind = REGIMES[regime]
    if kind.experts is not None:
        return _with_share(size, kind.experts, generator)
    z = np.array(kind.shift) + np.array(kind.scale) * generator.standard_normal((size, 5))
    chance = _chance(z, CHANGED_LAW if kind.changed_law else LAW)
    needs = generator.random(size) < chance
    numbers = CENTRE + SPREAD * z
    if kind.broken is not None:
        numbers[:, kind.broken] = 0.0
    return numbers, needs, chance


def _chance(z: FloatArray, law: FloatArray) -> FloatArray:
    chance: FloatArray = 1 / (1 + np.exp(-(z @ law)))
    return chance


def _with_share(
    size: int, share: float, generator: np.random.Generator
) -> tuple[FloatArray, NDArray[np.bool_], FloatArray]:
    """Draw letters of which ``share`` need an expert, each kind as it has always been.

    The law gives one half by symmetry, so letters of either kind are drawn by keeping
    usual letters of that kind; the chance given the numbers follows from Bayes' rule.
    """
    z = np.empty((0, 5))
    needs = np.empty(0, bool)
    # A usual letter that needs an expert is kept with this chance, another one always.
    keep = share / (1 - share)
    while len(z) < size:
        more = generator.standard_normal((2 * size, 5))
        yes = generator.random(2 * size) < _chance(more, LAW)
        kept = ~yes | (generator.random(2 * size) < keep)
        z, needs = np.concatenate([z, more[kept]]), np.concatenate([needs, yes[kept]])
    z, needs = z[:size], needs[:size]
    odds = np.exp(z @ LAW) * keep
    return CENTRE + SPREAD * z, needs, odds / (1 + odds)


@lru_cache
def trained() -> Pipeline:
    """Return the model that went live, fitted on usual letters. Do not change it.

    It takes numbers, shape (letters, 5), and says whether each needs an expert
    (``predict``) or how likely that is (``predict_proba``).
    """
    # Imported here: only who trains pays for scikit-learn.
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    numbers, needs, _ = letters("usual", TRAINING_LETTERS, np.random.default_rng(10))
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(numbers, needs)
