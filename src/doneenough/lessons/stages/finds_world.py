"""How often a gate finds its defect, by the days it gets.

Each chance is worked out for 200 projects of :mod:`doneenough.lessons.stages.pipeline_world`:
the rates are measured on the trained pipelines, the chance that so many letters show them
is binomial. A gate calls something a finding when it is beyond three standard errors, or
when a small number of plain faults has been seen. The mean over projects is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from scipy import special

from doneenough.lessons.stages.gate_budget_world import (
    AGREE,
    DATA_CHECK,
    GATES,
    HOLD_OUT,
    MONITORING,
    MOST,
    PER_GROUP,
    SHADOW_RUN,
)
from doneenough.lessons.stages.pipeline_world import (
    FEW,
    OLD,
    Letters,
    Model,
    Team,
    fitted,
    in_thousands,
)

MATTERS = 0.08
"""A defect counts from so much less right, or as much more or less often yes."""
ERRORS = 3
"""Standard errors that a share must lie away before anybody speaks of a finding."""
READ_A_DAY, DISAGREE = 12, 3
"""Old letters read with the people who need the answer; so many mislabelled are a finding."""
TRACED_A_DAY, DATED_AFTER = 6, 2
"""Old letters whose columns are traced; so many filled in afterwards are a finding."""
FRESH_A_DAY = 38
"""Fresh letters labelled for the hold-out test."""
GROUP_A_DAY = 16
"""Letters of the second group labelled for the test per group."""
LIVE_A_DAY = 300
"""Live letters in a shadow run, not labelled."""
WATCHED_A_DAY = 22
"""Letters labelled in the first weeks, for each day put into monitoring."""
_BY_HEART, _NOISE = 150, 20
"""Letters, and columns without meaning, of a model that learns by heart."""
_LOOK = 4000

Chance = Callable[[int], float]


def tail(least: float, size: int, share: float) -> float:
    """Return the chance of at least ``least`` of ``size``, each with chance ``share``."""
    whole = int(np.ceil(least - 1e-9))
    if whole <= 0:
        return 1.0
    if whole > size:
        return 0.0
    return float(special.betainc(whole, size - whole + 1, share))


def falls(promised: float, really: float, size: int) -> float:
    """Return the chance that ``size`` letters show a share right below what was promised.

    A finding is a share more than three standard errors below ``promised``.
    """
    limit = promised - ERRORS * np.sqrt(promised * (1 - promised) / size)
    return 1 - tail(limit * size, size, really)


def chances(team: Team) -> dict[str, Chance]:
    """Return for one project, by gate, the chance that its defect is found within some days.

    A gate is left out where the project's own defect is too small to matter.
    """
    draw = np.random.default_rng((4, team.number))
    old = team.letters(team.size, OLD, FEW, key=20)
    model = fitted(old, late=False, by_group=False)
    mislabelled, late_filled = draw.uniform(0.06, 0.2), draw.uniform(0.1, 0.35)
    shown, fresh = _by_heart(team)
    first, second = (
        _share_right(model, team.letters(_LOOK, OLD, share, key=21 + number))
        for number, share in enumerate((0.0, 1.0))
    )
    affected = draw.uniform(0.2, 0.5)
    usual, changed = _says_yes(model, team)
    changed = affected * changed + (1 - affected) * usual
    now = _share_right(model, team.letters(_LOOK, 0.25, FEW, key=24))
    then = _share_right(model, team.letters(_LOOK, OLD, FEW, key=25))
    found: dict[str, Chance] = {
        AGREE: lambda days: tail(DISAGREE, READ_A_DAY * days, mislabelled),
        DATA_CHECK: lambda days: tail(DATED_AFTER, TRACED_A_DAY * days, late_filled),
    }
    if shown - fresh >= MATTERS:
        found[HOLD_OUT] = lambda days: falls(shown, fresh, FRESH_A_DAY * days)
    if first - second >= MATTERS:
        found[PER_GROUP] = lambda days: falls(first, second, GROUP_A_DAY * days)
    if abs(usual - changed) >= MATTERS:
        found[SHADOW_RUN] = lambda days: _twice(_moves(usual, changed, LIVE_A_DAY), days)
    if then - now >= MATTERS:
        found[MONITORING] = lambda days: falls(then, now, WATCHED_A_DAY * days)
    return found


def table(teams: Iterable[Team]) -> dict[str, list[int]]:
    """Return, by gate, how many of 100 defects are found with 0 to 4 days."""
    found = [chances(team) for team in teams]
    return {
        gate: [0]
        + [
            round(100 * float(np.mean([item[gate](days) for item in found if gate in item])))
            for days in range(1, MOST + 1)
        ]
        for gate in GATES
    }


def _by_heart(team: Team) -> tuple[float, float]:
    """Return the share right on letters learned by heart, and on fresh ones."""
    draw = np.random.default_rng((5, team.number))

    def wide(letters: Letters) -> Letters:
        noise = draw.normal(size=(len(letters.x), _NOISE))
        return Letters(np.hstack([letters.x, noise]), letters.group, letters.late, letters.truth)

    known = wide(team.letters(_BY_HEART, OLD, FEW, key=26))
    model = fitted(known, late=False, by_group=False)
    return (
        _share_right(model, known),
        _share_right(model, wide(team.letters(_LOOK, OLD, FEW, key=27))),
    )


def _share_right(model: Model, letters: Letters) -> float:
    return model.right(letters) / 100


def _says_yes(model: Model, team: Team) -> tuple[float, float]:
    """Return how often the model says yes, on letters as trained and in thousands."""
    letters = team.letters(_LOOK, OLD, FEW, key=28)
    usual, changed = (
        model.pipeline.predict(item.columns(late=False, by_group=False)).mean()
        for item in (letters, in_thousands(letters))
    )
    return float(usual), float(changed)


def _twice(a_day: float, days: int) -> float:
    """Return the chance that at least two days are odd: one alone convinces nobody."""
    return tail(2, days, a_day)


def _moves(usual: float, changed: float, size: int) -> float:
    """Return the chance that the share of yes lies more than three standard errors away."""
    # A share that rises is a share of no that falls.
    if changed > usual:
        usual, changed = 1 - usual, 1 - changed
    return falls(usual, changed, size)
