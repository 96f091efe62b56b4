"""A real pipeline with four defects, each of which one gate would find and mend.

A team trains a scaler and a logistic regression (scikit-learn) on old letters and shows a
score. Each gate changes two things: what the team then mends, and on which letters the
shown score is counted. Where it is skipped, the defect stays, and the score is counted
where it looks best.

=============  =============================  ================================
gate           without it stays               without it the demo is counted
=============  =============================  ================================
data check     a column filled in afterwards  with that column filled in
hold-out test  a group of few letters         on the letters trained on
shadow run     one amount in another unit     on clean letters of an export
monitoring     a model of last year's world   in the months it was trained on
=============  =============================  ================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

Floats = NDArray[np.float64]

DATA_CHECK, HOLD_OUT, SHADOW_RUN, MONITORING = GATES = (
    "data_check",
    "hold_out",
    "shadow_run",
    "monitoring",
)
ALL = frozenset(GATES)
COLUMNS = 6
OLD, LAG = -1.0, 0.5
"""Years before launch: the archive, and how old a model is that is watched and renewed."""
LIVE = (0.0, 0.25)
"""The two quarters after launch."""
FEW, MANY = 0.06, 0.4
"""Share of letters from the second group: in the archive, and live."""
MESSY = 0.2
"""Share of live letters in which some columns are missing."""
SHOWN, JUDGED = 400, 2000
"""Letters on which a demo, and on which live work is counted."""


@dataclass(frozen=True)
class Letters:
    """Some letters: what is known of each, its group, the late column, and the truth.

    ``x`` has one row a letter; ``group``, ``late`` and ``truth`` hold 0 or 1.
    """

    x: Floats
    group: Floats
    late: Floats
    truth: NDArray[np.int64]

    def columns(self, *, late: bool, by_group: bool) -> Floats:
        """Return what the model is given: with the late column, with columns for each group."""
        parts = [self.x, self.group[:, None]]
        parts += [self.x * self.group[:, None]] if by_group else []
        return np.hstack([*parts, self.late[:, None]] if late else parts)


class Team:
    """One project: its world, and how many letters it has to train on."""

    def __init__(self, number: int) -> None:
        self.number = number
        draw = np.random.default_rng((1, number))
        self.size = round(float(np.exp(draw.uniform(np.log(300), np.log(2400)))))
        """Letters that the team trains on."""
        directions, _ = np.linalg.qr(draw.normal(size=(COLUMNS, 3)))
        self._directions = directions
        self._strength = draw.uniform(3.0, 4.2)
        self._amount = draw.uniform(0.5, 1.5)
        self._turn = draw.uniform(0.3, 1.2)
        """How far the world turns in a year, in radians."""
        self._apart = draw.uniform(0.5, 1.8)
        """How far the second group is from the first, in radians."""
        self._late_right = draw.uniform(0.85, 0.95)
        """How often the late column agrees with the truth, once it is filled in."""

    def letters(self, count: int, year: float, share: float, key: int) -> Letters:
        """Return ``count`` letters of a time, with a ``share`` from the second group."""
        draw = np.random.default_rng((2, self.number, key))
        x = draw.normal(size=(count, COLUMNS))
        group = (draw.random(count) < share).astype(float)
        main, turned, other = self._directions.T
        angle = self._turn * (year - OLD)
        first = np.cos(angle) * main + np.sin(angle) * turned
        second = np.cos(self._apart) * first + np.sin(self._apart) * other
        # The second group is also somewhat harder.
        pull = np.where(group > 0, 0.6 * (x @ second), x @ first)
        odds = self._strength * pull + self._amount * x[:, 0]
        truth = (draw.random(count) < 1 / (1 + np.exp(-odds))).astype(np.int64)
        late = np.where(draw.random(count) < self._late_right, truth, 1 - truth).astype(float)
        return Letters(x, group, late, truth)

    def messy(self, letters: Letters, key: int) -> Letters:
        """Return the letters as the live feed sends them: in some, columns are missing."""
        draw = np.random.default_rng((3, self.number, key))
        x = letters.x.copy()
        x[draw.random(len(x)) < MESSY, 1:3] = 0.0
        return Letters(x, letters.group, letters.late, letters.truth)


def in_thousands(letters: Letters) -> Letters:
    """Return the letters with the amount in thousands of euros instead of euros.

    The first column holds the amount as its distance from the mean, in standard deviations;
    the mean itself is three of them.
    """
    x = letters.x.copy()
    x[:, 0] = (x[:, 0] + 3) / 1000 - 3
    return Letters(x, letters.group, letters.late, letters.truth)


def not_yet_filled(letters: Letters) -> Letters:
    """Return the letters on the day they arrive, when the late column is still empty."""
    return Letters(letters.x, letters.group, np.zeros(len(letters.late)), letters.truth)


@dataclass(frozen=True)
class Model:
    """A trained pipeline, and which columns it is given."""

    pipeline: Pipeline
    late: bool
    by_group: bool

    def right(self, letters: Letters) -> float:
        """Return how many of 100 letters it gets right."""
        columns = letters.columns(late=self.late, by_group=self.by_group)
        return 100 * float((self.pipeline.predict(columns) == letters.truth).mean())


def fitted(letters: Letters, *, late: bool, by_group: bool) -> Model:
    """Train a scaler and a logistic regression."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    pipeline = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    columns = letters.columns(late=late, by_group=by_group)
    return Model(pipeline.fit(columns, letters.truth), late, by_group)


@dataclass(frozen=True)
class Score:
    """Letters right of 100, in the demo and in the half-year after launch."""

    demo: float
    live: float


def run(team: Team, kept: frozenset[str]) -> Score:
    """Return what a team shows and what then happens, with the gates it kept."""
    by_group, watched = HOLD_OUT in kept, MONITORING in kept

    def trained_on(year: float) -> Letters:
        share = MANY if by_group else FEW
        return team.letters(team.size, year, share, key=100 + round(100 * (year - OLD)))

    def model(letters: Letters) -> Model:
        return fitted(letters, late=DATA_CHECK not in kept, by_group=by_group)

    at_hand = trained_on(-LAG if watched else OLD)
    first = model(at_hand)
    shown = at_hand
    if by_group:
        shown = team.letters(SHOWN, 0.0 if watched else OLD, MANY, key=1)
    demo = first.right(team.messy(shown, key=2) if SHADOW_RUN in kept else shown)

    live = []
    for number, year in enumerate(LIVE):
        used = model(trained_on(year - LAG)) if watched and number else first
        came = team.messy(team.letters(JUDGED, year, MANY, key=3 + number), key=5 + number)
        came = came if SHADOW_RUN in kept else in_thousands(came)
        live.append(used.right(not_yet_filled(came)))
    return Score(demo, float(np.mean(live)))
