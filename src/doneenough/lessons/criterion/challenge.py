"""Challenge the criterion: choose three of eight amendments to the lead's flawed draft.

The lead's draft decides wrongly on some of the kinds of proposals that come to the gate.
Each amendment has a price and changes how likely the check is to accept each kind. The
cost of three amendments is their price plus what the decisions that are still wrong
cost on average over the kinds brought, as counted over the last ten proposals. Every
probability is exact (binomial); clauses that are checked on samples of their own are
independent, so their probabilities are multiplied.

Two worlds use it: :mod:`~doneenough.lessons.criterion.nextshelf_world` and
:mod:`~doneenough.lessons.criterion.brightdesk_world`.
"""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from doneenough.core.decision import Decision, FieldSpec, Slip
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import grid, paragraph
from doneenough.core.registry import read_json
from doneenough.core.words import capital
from doneenough.statistics import accept_probability

CROWD = 200
"""Feedback pictures this many proposals of each kind."""
RIGHTLY = 160
"""A kind is no hole when the check decides rightly on so many of the crowd."""
MENTIONED = 10
"""Fewer mistakes in the crowd than this are not worth a sentence."""
Picks = frozenset[str]


class Amendments(Decision):
    """Base of both answers: three amendments, all different."""

    @property
    def picks(self) -> Picks:
        """The amendments chosen."""
        return frozenset(getattr(self, name) for name in type(self).model_fields)

    def disagreements(self) -> Iterator[Slip]:
        """The three amendments differ."""
        names = list(type(self).model_fields)
        if len(self.picks) < len(names):
            yield Slip(
                names[-1], "You chose one amendment twice. Please choose three different ones."
            )


@dataclass(frozen=True)
class ChallengeBrief:
    """One situation at the gate; money in euros.

    ``of_10``: so many of the last ten proposals were of each kind. ``year``: what a year
    with each kind brings, against today (negative: costs). ``prices``: of the amendments
    whose price is not in their text, in the world's order, per proposal checked.
    """

    of_10: tuple[int, ...]
    year: tuple[int, ...]
    prices: tuple[int, ...]


@dataclass(frozen=True)
class Belief:
    """A wrong belief and the three amendments that it leads to."""

    title: str
    why: str
    picks: tuple[str, str, str]
    shown_in: str


@dataclass(frozen=True)
class World:
    """What differs between the two challenges.

    ``thing`` is what comes to the gate ("lists"); ``kinds`` name each kind of it, and
    ``hints`` ask the question that leads to the amendment this kind calls for.
    ``accepts`` gives the probability of accepting each kind under some amendments.
    ``because`` says why an amendment buys nothing beside the others chosen.
    ``belief`` names the belief that amendments fit, or None.
    """

    table: str
    thing: str
    kinds: tuple[str, ...]
    hints: tuple[str, ...]
    amendments: Mapping[str, str]
    fixed: Mapping[str, int]
    priced: tuple[str, ...]
    accepts: Callable[[Picks], tuple[float, ...]]
    because: Callable[[str, Picks, ChallengeBrief], str]
    beliefs: Mapping[str, Belief]
    belief: Callable[[Picks], str | None]
    habit: str
    """The name of today's usual three amendments, as a policy."""
    habit_picks: tuple[str, str, str]

    def short(self, name: str) -> str:
        """Return an amendment's text without its price."""
        return self.amendments[name].partition(" (")[0]

    def price(self, brief: ChallengeBrief, name: str) -> int:
        """Return the price of one amendment under ``brief``, in euros."""
        return {**self.fixed, **dict(zip(self.priced, brief.prices, strict=True))}[name]

    def losses(self, brief: ChallengeBrief, accepted: Sequence[float]) -> tuple[float, ...]:
        """Return what wrong decisions on each kind cost, in euros per proposal brought.

        A kind that brings money and is turned away costs what it would have brought; one
        that costs money and is accepted costs just that.
        """
        return tuple(
            of_10 / 10 * abs(year) * (1 - share if year > 0 else share)
            for of_10, year, share in zip(brief.of_10, brief.year, accepted, strict=True)
        )

    def cost(self, brief: ChallengeBrief, picks: Picks) -> float:
        """Return the expected cost of the draft with ``picks``, in euros per proposal."""
        prices = sum(self.price(brief, name) for name in picks)
        return prices + sum(self.losses(brief, self.accepts(picks)))


@dataclass(frozen=True)
class _Swap:
    """The exchange of one amendment that saves most, in euros per check."""

    out: str
    picks: Picks
    saving: float


class Challenge(Exercise[ChallengeBrief, Amendments]):
    """Three amendments to a draft; the world says to which."""

    lesson = "criterion"
    points = 12
    decision: ClassVar[type[Amendments]]
    world: ClassVar[World]

    def briefs(self) -> Sequence[ChallengeBrief]:
        """Return the 24 situations."""
        return _briefs(self.table)

    @abstractmethod
    def show_brief(self, brief: ChallengeBrief) -> str:
        """Return the draft, what came to the gate, and the prices."""

    def question(self, brief: ChallengeBrief, spec: FieldSpec) -> str:
        """Return how a form asks for one amendment."""
        return spec.meaning

    def cost(self, brief: ChallengeBrief, decision: Amendments) -> float:
        """Return the expected cost in euros per proposal brought; see the module."""
        return self.world.cost(brief, decision.picks)

    def policies(self, brief: ChallengeBrief) -> Mapping[str, float]:
        """Take the draft, decide without any check, or do what is usually done."""
        world = self.world
        nothing, everything = (0.0,) * len(world.kinds), (1.0,) * len(world.kinds)
        return {
            "Sign the draft as it is": world.cost(brief, frozenset()),
            f"Refuse all {world.thing}": sum(world.losses(brief, nothing)),
            f"Accept all {world.thing}": sum(world.losses(brief, everything)),
            world.habit: world.cost(brief, frozenset(world.habit_picks)),
        }

    def common_practice(self, brief: ChallengeBrief) -> Mapping[str, Amendments]:
        """Return the usual amendments."""
        return {self.world.habit: self.choose(self.world.habit_picks)}

    def best(self, brief: ChallengeBrief) -> Amendments:
        """Try every three amendments."""
        return min(
            self.every_answer(),
            key=lambda item: (round(self.cost(brief, item), 2), sorted(item.picks)),
        )

    def every_answer(self) -> Iterator[Amendments]:
        """Yield every valid answer once, in one order of the three."""
        for names in itertools.combinations(self.world.amendments, 3):
            answer = self.choose(names)
            if not list(answer.disagreements()):
                yield answer

    def choose(self, names: Iterable[str]) -> Amendments:
        """Return the answer that chooses ``names``, without checking that they agree."""
        return self.decision.model_validate(
            dict(zip(self.decision.model_fields, names, strict=True))
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[ChallengeBrief, Amendments]]:
        """The beliefs of this world."""
        return [
            Misconception(name, item.title, item.why, self._playing(item.picks), item.shown_in)
            for name, item in self.world.beliefs.items()
        ]

    def feedback(
        self, brief: ChallengeBrief, decision: Amendments, scale: Scale[Amendments]
    ) -> Feedback:
        """Say which kinds are now told apart, what is still wrong, and what bought nothing."""
        world, picks = self.world, decision.picks
        cost = self.cost(brief, decision)
        close = cost - scale.best < 0.02 * scale.best
        name = (
            None if cost < scale.habit - 0.4 * (scale.habit - scale.best) else world.belief(picks)
        )
        belief = world.beliefs[name] if name else None
        # A belief is answered where it does least; the way to better costs, where one is near.
        swap = self._least(brief, picks) if belief else self._best_swap(brief, picks)
        return Feedback(
            protected=self._holes_closed(brief, picks),
            consequence=_mistakes(world, brief, picks, most=1 if belief else 2),
            money=money_lines(scale, cost, "Your three amendments", "The best three amendments"),
            lever=self._what_stays(brief, picks) if close else self._lever(brief, picks, swap),
            why=belief.why if belief else "",
            misconception=name,
            next_step=(
                f"{belief.title}? Lesson 6 shows it in “{belief.shown_in}”."
                if belief
                else "Nothing more to change here: go on when you like."
                if close
                else self._hint(brief, picks, swap)
            ),
        )

    def reasons(self, brief: ChallengeBrief, scale: Scale[Amendments]) -> str:
        """Return what each amendment avoids beside the lead's others, and its price."""
        world, chosen = self.world, scale.reference.picks
        rows = []
        for name in sorted(world.amendments, key=lambda name: name not in chosen):
            price = world.price(brief, name)
            without, having = world.cost(brief, chosen - {name}), world.cost(brief, chosen | {name})
            avoided = without - having + price
            says = euros(avoided) if avoided >= 0 else f"{euros(-avoided)} more harm"
            rows.append((world.short(name), "yes" if name in chosen else "no", says, euros(price)))
        return grid(
            "What each amendment is worth here, beside her others",
            ("Amendment", "An experienced lead takes it", "Loss avoided per check", "Price"),
            rows,
        ) + paragraph(
            f"What her three leave open. {_mistakes(world, brief, chosen)} "
            f"{self._what_stays(brief, chosen)}"
        )

    def _holes_closed(self, brief: ChallengeBrief, picks: Picks) -> str:
        """Count the draft's holes that are closed, and those that are new."""
        world = self.world
        before, now = _holes(world, brief, frozenset()), _holes(world, brief, picks)
        *most, last = (world.kinds[kind] for kind in before)
        names = f"{', '.join(most)} and {last}" if most else last
        closed = len(before) - len(set(before) & set(now))
        opened = len(set(now) - set(before))
        return (
            f"The draft decides wrongly on {names}. Your amendments close {closed} of "
            + (f"these {len(before)} holes" if most else "this 1 hole")
            + (f" and open {opened} new one{'s' if opened > 1 else ''}." if opened else ".")
        )

    def _what_stays(self, brief: ChallengeBrief, picks: Picks) -> str:
        """Say why nothing more is to be done, although a hole may be left."""
        world = self.world
        left = _holes(world, brief, picks)
        if not left:
            return "The three work together: another in place of one would save little or nothing."
        losses = world.losses(brief, world.accepts(picks))
        kind = _dearest_first(losses, left)[0]
        start = f"Three amendments cannot close every hole, here on {world.kinds[kind]}. "
        closing = [
            item.picks
            for item in self.every_answer()
            if len(item.picks - picks) == 1 and kind not in _holes(world, brief, item.picks)
        ]
        if not closing:
            return start + "No other amendment in place of one closes it."
        other = min(closing, key=lambda item: world.cost(brief, item))
        accepted = world.accepts(other)
        rises = [
            then - now for then, now in zip(world.losses(brief, accepted), losses, strict=True)
        ]
        worse = rises.index(max(rises))
        name = capital(world.short(min(other - picks)))
        count = _wrong(brief, accepted)[worse]
        if rises[worse] <= 0:
            return start + f"“{name}” in place of one would, at a price above what it saves."
        good = brief.year[worse] > 0
        return start + (
            f"“{name}” in place of one would, but then {count} of {CROWD} {'good ' if good else ''}"
            f"{world.kinds[worse]} {'are turned away' if good else 'leave with your signature'}."
        )

    def _hint(self, brief: ChallengeBrief, picks: Picks, swap: _Swap) -> str:
        """Ask the question that leads to the best exchange."""
        world = self.world
        now = world.losses(brief, world.accepts(picks))
        then = world.losses(brief, world.accepts(swap.picks))
        gains = [one - other for one, other in zip(now, then, strict=True)]
        if max(gains) < swap.saving / 10:
            return "A cheaper amendment would do nearly the same. Compare the prices."
        return world.hints[gains.index(max(gains))]

    def _lever(self, brief: ChallengeBrief, picks: Picks, swap: _Swap) -> str:
        """Name the amendment to give up, and why."""
        world = self.world
        text = capital(world.short(swap.out))
        alone = world.cost(brief, picks - {swap.out}) - world.cost(brief, picks)
        if alone > 0:
            return f"“{text}” saves {euros(alone)} per check." + (
                f" Another amendment in its place would save {euros(swap.saving)} more."
                if swap.saving > 0
                else ""
            )
        effect = (
            "changes no decision here"
            if self._changes_nothing(picks, swap.out)
            else "costs more than it saves"
            if world.price(brief, swap.out)
            else "does harm here"
        )
        return f"“{text}” {effect}. {world.because(swap.out, picks, brief)}"

    def _changes_nothing(self, picks: Picks, name: str) -> bool:
        having, without = self.world.accepts(picks), self.world.accepts(picks - {name})
        return all(
            abs(one - other) < 0.5 / CROWD for one, other in zip(having, without, strict=True)
        )

    def _best_swap(self, brief: ChallengeBrief, picks: Picks) -> _Swap:
        """Return the best exchange of one for one.

        Where no single exchange saves anything, two belong together: then the one that
        does least now is named.
        """
        cost = self.world.cost(brief, picks)
        swaps = []
        for out in sorted(picks):
            does = self.world.cost(brief, picks - {out}) - cost
            for item in self.every_answer():
                if item.picks >= picks - {out}:
                    saving = round(cost - self.world.cost(brief, item.picks), 2)
                    swaps.append((saving, -does, _Swap(out, item.picks, saving)))
        return max(swaps, key=lambda item: item[:2])[2]

    def _least(self, brief: ChallengeBrief, picks: Picks) -> _Swap:
        """Return the amendment that does least beside the others, with its best exchange."""
        out = min(sorted(picks), key=lambda name: self.world.cost(brief, picks - {name}))
        others = (item.picks for item in self.every_answer() if item.picks >= picks - {out})
        best = min(others, key=lambda item: self.world.cost(brief, item))
        saving = self.world.cost(brief, picks) - self.world.cost(brief, best)
        return _Swap(out, best, saving)

    def _playing(self, names: Iterable[str]) -> Callable[[ChallengeBrief], Amendments]:
        return lambda _brief: self.choose(names)


def at_least(cases: int, mark: int, share: int) -> float:
    """Return the probability that at least ``mark`` in 100 of ``cases`` come out.

    ``share`` is the true number in 100; whole numbers on purpose: they are what the
    learner reads.
    """
    return float(accept_probability(cases, -(-cases * mark // 100), share / 100))


def crowd_of(share: float) -> int:
    """Return how many of the crowd a share is."""
    return round(CROWD * share)


def _wrong(brief: ChallengeBrief, accepted: Sequence[float]) -> list[int]:
    """Return for each kind how many of the crowd are decided wrongly."""
    return [
        crowd_of(1 - share if year > 0 else share)
        for year, share in zip(brief.year, accepted, strict=True)
    ]


def _holes(world: World, brief: ChallengeBrief, picks: Picks) -> list[int]:
    """Return the numbers of the kinds that the draft with ``picks`` decides wrongly."""
    wrong = _wrong(brief, world.accepts(picks))
    return [kind for kind, count in enumerate(wrong) if count > CROWD - RIGHTLY]


def _dearest_first(losses: Sequence[float], kinds: Iterable[int]) -> list[int]:
    return sorted(kinds, key=lambda kind: -losses[kind])


def _mistakes(world: World, brief: ChallengeBrief, picks: Picks, most: int = 2) -> str:
    """Say in counts the dearest mistakes that are left, or that hardly any are."""
    accepted = world.accepts(picks)
    wrong, losses = _wrong(brief, accepted), world.losses(brief, accepted)
    said = []
    for kind in _dearest_first(losses, range(len(losses)))[:most]:
        if wrong[kind] > MENTIONED:
            good = "good " if brief.year[kind] > 0 else ""
            end = "be turned away" if good else "leave with your signature"
            said.append(f"Of {CROWD} {good}{world.kinds[kind]}, {wrong[kind]} would {end}.")
    return " ".join(said) or (
        f"Of {CROWD} {world.thing} of each kind that matters, at most {MENTIONED} would be "
        "decided wrongly."
    )


@lru_cache
def _briefs(table: str) -> tuple[ChallengeBrief, ...]:
    return tuple(
        ChallengeBrief(**{name: tuple(values) for name, values in row.items()})
        for row in read_json("criterion", f"briefs/{table}.json")
    )
