"""Eight statements of leads and vendors: what each way to decide gives up.

Everything is counted in *gain-weeks*: one more of 100 cases right, for one week. What that
is worth in euros stands in the brief. A statement describes one or two states of the world:
what the version gains over today's process now, and what it would gain after waiting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from doneenough.lessons.tradeoff.ask_world import PART, SHIP, STAY, WAIT

COUNT = 8
PART_SHARE = 0.2
"""A part first: two of ten cases."""
SIDE = TEAM = 2
"""Running side by side, and a waiting team, cost this many gain-weeks a week."""
SOON = 1
"""Weeks that going back takes where a statement does not tell."""
KINDS = (
    "more_time",
    "not_perfect",
    "last_version",
    "spent",
    "slower",
    "average",
    "roll_back",
    "measured",
    "certain",
    "vendor",
)
BETTER_IN_10 = ("roll_back", "measured", "certain")
"""In these the version is worse in some of ten cases like it, and waiting tells which."""
AS_SAID: Mapping[str, str] = {
    "more_time": WAIT,
    "not_perfect": WAIT,
    "last_version": SHIP,
    "spent": WAIT,
    "slower": SHIP,
    "average": SHIP,
    "roll_back": SHIP,
    "measured": SHIP,
    "certain": WAIT,
    "vendor": WAIT,
}
"""What the speaker wants."""


@dataclass(frozen=True)
class Statement:
    """One statement with its numbers; which of them count depends on ``kind``.

    ``gain``: what the version gains over today's process, of 100 cases; negative: it is
    worse. ``more``: what it gains on top after waiting ``weeks``. ``worse``: in ``in_10``
    of ten such versions it is worse than today's process by this much (``BETTER_IN_10``),
    or a vendor breaks the promise and needs ``late`` weeks more for nothing. ``back``:
    weeks that going back takes. ``said``: what the words tell in place of a gain, see
    :meth:`gains`.
    """

    kind: str
    weeks: int
    gain: int = 0
    more: int = 0
    back: int = SOON
    worse: int = 0
    in_10: int = 0
    late: int = 0
    said: tuple[int, ...] = ()

    @property
    def weeks_back(self) -> int:
        """How long going back takes: a week, unless the statement tells it."""
        return self.back if self.kind in BETTER_IN_10 else SOON

    def gains(self) -> tuple[float, float]:
        """Return what the version gains now and after waiting, as the speaker has it."""
        now: float = self.gain
        if self.kind in ("not_perfect", "last_version"):
            wrong, *_, today = self.said
            now = today - wrong
        elif self.kind == "slower":
            better, slow, quick = self.said
            return better - slow, quick
        elif self.kind == "average":
            few, worse, better, mended = self.said
            others = better * (1 - few / 10)
            return others - worse * few / 10, others + mended * few / 10
        return now, now + self.more


@dataclass(frozen=True)
class State:
    """One state of the world: its ``chance``, the gains ``now`` and ``then``, weeks to wait."""

    chance: float
    now: float
    then: float
    weeks: int


def states(one: Statement) -> tuple[State, ...]:
    """Return the states of the world behind a statement."""
    share, (now, later) = one.in_10 / 10, one.gains()
    if one.kind in BETTER_IN_10:
        good = State(1 - share, now, now, one.weeks)
        return good, State(share, -one.worse, -one.worse, one.weeks)
    if one.kind == "vendor":
        kept = State(1 - share, now, later, one.weeks)
        return kept, State(share, now, now, one.weeks + one.late)
    return (State(1.0, now, later, one.weeks),)


@dataclass(frozen=True)
class StatementsBrief:
    """Eight statements.

    ``weeks``: how long the product is used; ``review``: weeks until live results are known;
    ``worth``: what one gain-week is worth, in euros.
    """

    weeks: int
    review: int
    worth: float
    statements: tuple[Statement, ...]

    def values(self, state: State, back: int) -> dict[str, float]:
        """Return what each way brings in one state, in gain-weeks."""
        noticed = self.review + back
        ship = state.now * (self.weeks if state.now >= 0 else noticed)
        part = -SIDE * self.review + (
            PART_SHARE * state.now * self.review + state.now * (self.weeks - self.review)
            if state.now > 0
            else PART_SHARE * state.now * noticed
        )
        wait = max(state.then, 0) * (self.weeks - state.weeks) - TEAM * state.weeks
        return {SHIP: ship, PART: part, WAIT: wait, STAY: 0.0}

    def expected(self, one: Statement) -> dict[str, float]:
        """Return what each way brings on average, in gain-weeks."""
        found = [(state.chance, self.values(state, one.weeks_back)) for state in states(one)]
        return {
            way: sum(chance * values[way] for chance, values in found)
            for way in (SHIP, PART, WAIT, STAY)
        }

    def given_up(self, one: Statement) -> dict[str, float]:
        """Return what each way gives up on average, in gain-weeks, beside knowing the state."""
        found = [(state.chance, self.values(state, one.weeks_back)) for state in states(one)]
        known = sum(chance * max(values.values()) for chance, values in found)
        return {way: known - value for way, value in self.expected(one).items()}

    def costs(self, one: Statement) -> dict[str, float]:
        """Return the same in euros."""
        return {way: self.worth * lost for way, lost in self.given_up(one).items()}
