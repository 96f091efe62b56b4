"""What a monitoring plan does in all worlds.

Everything here is counted in the same simulated streams for every plan (`streams.Bank`).
A change that is never found counts as found on the last day, never as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doneenough.statistics.run_rules import Delays, Raised, alarms, check_days, delays
from doneenough.statistics.streams import Bank, World
from doneenough.statistics.watch import Signal, beyond, first_day, shows_from

DAYS_A_YEAR = 365
# Plans that go through the days together, and signals whose flags are kept meanwhile.
_AT_ONCE = 12
_FLAGS_KEPT = 150

WATCH_LISTS = {
    "all_inputs": ("all",),
    "important_inputs": ("important",),
    "predictions": ("predictions",),
    "quality": ("quality",),
    "important_inputs_and_quality": ("important", "quality"),
    "predictions_and_quality": ("predictions", "quality"),
    "everything": ("all", "predictions", "quality"),
}
"""Ready-made lists of what to watch."""


@dataclass(frozen=True)
class Plan:
    """A monitoring plan.

    ``signals``: what is watched; ``every``: days from check to check; ``in_a_row``: how many
    checks in a row one signal must be beyond its limit; ``labels_per_day``: letters labelled
    each day; ``response_days``: days from an alarm until it is answered and, if there was a
    change, mended.
    """

    signals: tuple[Signal, ...]
    every: int
    in_a_row: int = 1
    labels_per_day: int = 0
    response_days: int = 0


def make_plan(
    bank: Bank,
    important: tuple[int, ...],
    *,
    watch: str,
    window: int,
    every: int,
    shift_limit: float,
    quality_drop: float,
    in_a_row: int,
    labels_per_day: int,
    response_days: int,
) -> Plan:
    """Return the plan that a manager's few values mean.

    Parameters
    ----------
    bank
        The streams: for the features there are and the quality at sign-off.
    important
        The features the model leans on.
    watch
        A key of `WATCH_LISTS`.
    window
        Days that one check looks back on, for every signal.
    every
        Days from check to check.
    shift_limit
        Stability index above which inputs or predictions say alarm.
    quality_drop
        How far below the share right at sign-off labelled quality must be, as a share.
    in_a_row, labels_per_day, response_days
        As in `Plan`. Labels are neither drawn nor paid for unless quality is watched.

    Raises
    ------
    KeyError
        There is no such watch list.
    """
    stable = next(iter(bank.worlds.values()))
    kinds = {
        "all": Signal("inputs", window, shift_limit, tuple(range(bank.features))),
        "important": Signal("inputs", window, shift_limit, tuple(important)),
        "predictions": Signal("predictions", window, shift_limit),
        "quality": Signal("quality", window, stable.reference.accuracy - quality_drop),
    }
    parts = WATCH_LISTS[watch]
    return Plan(
        signals=tuple(kinds[part] for part in parts),
        every=every,
        in_a_row=in_a_row,
        labels_per_day=labels_per_day if "quality" in parts else 0,
        response_days=response_days,
    )


@dataclass(frozen=True)
class Happened:
    """What a plan does in one world.

    Attributes
    ----------
    alarms
        Alarms in each stream, shape (replicates,), up to the one that finds a harmful change.
    false_alarms
        Mean number of alarms without a reason in a stream: all but the one that finds a
        harmful change.
    delay
        How long the change went unnoticed; None where nothing changes.
    extra_wrong
        Mean number of letters that were wrong only because of the change, until it was
        found and answered, or the stream ended.
    """

    alarms: NDArray[np.int64]
    false_alarms: float
    delay: Delays | None
    extra_wrong: float


@dataclass(frozen=True)
class Outcome:
    """What a plan does in all worlds.

    ``false_alarms_a_year`` and ``chance_of_none`` (in the days of a stream, beginning with
    empty windows) are those of the first world, where nothing changes; ``worlds``: what
    happened in each; ``checks`` and ``labels``: how many in a stream.
    """

    false_alarms_a_year: float
    chance_of_none: float
    worlds: Mapping[str, Happened]
    checks: float
    labels: int


def evaluate(
    plan: Plan, bank: Bank, label_delay: int, phases: bool = True, luck: bool = False
) -> Outcome:
    """Return what a plan does in every world of a bank.

    Parameters
    ----------
    plan
        The plan.
    bank
        The streams.
    label_delay
        Days from a letter to its label, at least 0.
    phases
        Whether the days of the checks differ from stream to stream, so that a change comes
        at any time between two checks (see `run_rules.check_days`).
    luck
        Whether any alarm after a change finds it. As a rule only an alarm does whose own
        data hold the change: an input that has not moved, or labels from before, lead
        nobody to it, and the alarm is one more false one.

    Notes
    -----
    While an alarm is answered (``response_days``) nobody looks. After an alarm for a
    harmless change the inputs are compared with a new reference. The rate of false alarms
    is taken from the days on which all windows are full, so that a long window does not
    look better for being blind at first.
    """
    return evaluate_many([plan], bank, label_delay, phases, luck)[0]


def evaluate_many(
    plans: Sequence[Plan], bank: Bank, label_delay: int, phases: bool = True, luck: bool = False
) -> list[Outcome]:
    """Return what several plans do, as `evaluate` does one by one.

    Plans that differ only in what they watch go through the days side by side, which is
    several times as fast.
    """
    groups: dict[tuple[int, int, int, int], list[int]] = {}
    for place, plan in enumerate(plans):
        key = (plan.every, plan.in_a_row, plan.response_days, len(plan.signals))
        groups.setdefault(key, []).append(place)
    flags = _Flags(bank, label_delay, luck)
    found: dict[int, Outcome] = {}
    for places in groups.values():
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            raised = _raised([plans[place] for place in some], bank, flags, phases)
            for place, one in zip(some, raised, strict=True):
                found[place] = _outcome(plans[place], bank, one, label_delay)
    return [found[place] for place in range(len(plans))]


def _outcome(plan: Plan, bank: Bank, raised: Mapping[str, Raised], label_delay: int) -> Outcome:
    names = list(bank.worlds)
    start = min(max(first_day(s, label_delay) for s in plan.signals), bank.days - 1)
    usual_rate = _rate(raised[names[0]].alarms, start)
    worlds = {
        name: _happened(plan, bank, bank.worlds[name], raised[name], usual_rate, start)
        for name in names
    }
    return Outcome(
        false_alarms_a_year=usual_rate * DAYS_A_YEAR,
        chance_of_none=float((worlds[names[0]].alarms == 0).mean()),
        worlds=worlds,
        checks=bank.days / plan.every,
        labels=plan.labels_per_day * bank.days,
    )


class _Flags:
    """Where signals are beyond their limits, all worlds side by side; each worked out once."""

    def __init__(self, bank: Bank, label_delay: int, luck: bool) -> None:
        self.bank, self.label_delay, self.luck = bank, label_delay, luck
        self._kept: dict[tuple[Signal, int], tuple[NDArray[np.bool_], ...]] = {}

    def of(self, signal: Signal, labels_per_day: int) -> tuple[NDArray[np.bool_], ...]:
        """Return the flags, and those against a new reference; shape (days, all streams)."""
        key = (signal, labels_per_day)
        if key not in self._kept:
            bank, names = self.bank, list(self.bank.worlds)
            here = [beyond(signal, bank, name, self.label_delay, labels_per_day) for name in names]
            # Against a new reference the moved inputs look as the stable ones do.
            rebased = [
                one
                if bank.worlds[name].harmful or bank.worlds[name].change_day is None
                else here[0]
                for one, name in zip(here, names, strict=True)
            ]
            if len(self._kept) >= _FLAGS_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (np.concatenate(here, axis=1), np.concatenate(rebased, axis=1))
        return self._kept[key]

    def shows(self, signal: Signal) -> NDArray[np.int64]:
        """Return from which day on the signal's data hold the change, for all streams."""
        days = [
            _shows(signal, self.bank, name, self.label_delay, self.luck)
            for name in self.bank.worlds
        ]
        return np.repeat(days, self.bank.replicates)


def _raised(
    plans: Sequence[Plan], bank: Bank, flags: _Flags, phases: bool
) -> list[dict[str, Raised]]:
    """Return the alarms in each world; all worlds and plans in one pass, side by side."""
    names, first = list(bank.worlds), plans[0]
    both = [[flags.of(s, plan.labels_per_day) for s in plan.signals] for plan in plans]
    looks = check_days(bank.days, first.every, bank.replicates, phases)
    harmful = np.repeat([bank.worlds[name].harmful for name in names], bank.replicates)
    done = alarms(
        np.concatenate([np.stack([one[0] for one in pair]) for pair in both], axis=2),
        np.tile(looks, (1, len(names) * len(plans))),
        first.in_a_row,
        first.response_days,
        rebased=np.concatenate([np.stack([one[1] for one in pair]) for pair in both], axis=2),
        shows_from=np.concatenate(
            [np.stack([flags.shows(s) for s in plan.signals]) for plan in plans], axis=1
        ),
        harmful=np.tile(harmful, len(plans)),
    )
    size = len(plans) * len(names)
    days, found = np.split(done.alarms, size, axis=1), np.split(done.found_on, size)
    every = [Raised(d, f) for d, f in zip(days, found, strict=True)]
    return [
        dict(zip(names, every[at : at + len(names)], strict=True))
        for at in range(0, size, len(names))
    ]


def _shows(signal: Signal, bank: Bank, name: str, label_delay: int, luck: bool) -> int:
    change = bank.worlds[name].change_day
    if luck:
        return bank.days if change is None else change
    return shows_from(signal, bank, name, label_delay)


def _rate(raised: NDArray[np.bool_], start: int) -> float:
    """Alarms a day, from the day on which all windows are full."""
    return float(raised[start:].sum(axis=0).mean() / (len(raised) - start))


def _happened(
    plan: Plan, bank: Bank, world: World, raised: Raised, usual_rate: float, start: int
) -> Happened:
    counts = raised.alarms.sum(axis=0).astype(np.int64)
    if world.change_day is None:
        return Happened(counts, _rate(raised.alarms, start) * bank.days, None, 0.0)
    late = delays(raised.found_on, world.change_day, bank.days)
    # Before the change every world is the stable one, whose rate is known best.
    before = usual_rate * world.change_day
    after = float(raised.alarms[world.change_day :].sum(axis=0).mean())
    if not world.harmful:
        return Happened(counts, before + after, late, 0.0)
    # The alarm that finds a harmful change is the one that is not false.
    false = before + after - float(late.found.mean())
    wrong = (world.extra_wrong * bank.volumes(world.name))[world.change_day :]
    so_far = np.concatenate([[0.0], wrong.cumsum()])
    mended = np.minimum(late.days + plan.response_days, late.cap)
    return Happened(counts, false, late, float(so_far[mended].mean()))
