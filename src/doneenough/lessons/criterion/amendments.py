"""Choose three of eight amendments to the lead's flawed draft; two worlds use it.

What each does stands in :mod:`~doneenough.lessons.criterion.nextshelf_world` and
:mod:`~doneenough.lessons.criterion.brightdesk_world`.
"""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from doneenough.core.crowd import TEAMS
from doneenough.core.decision import Decision, Option, Slip
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.core.levers import Lever, find_lever
from doneenough.core.scale import Scale
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import capital, counted
from doneenough.lessons.criterion.amendments_world import GateBrief, Picks, World

LESSON = "criterion"
MENTIONED = 10
"""Fewer mistakes in the crowd than this are not worth a sentence."""
CLOSE = 0.02
"""Within this share of the best cost, nothing more is to be done."""


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


def amendment_options(table: str, world: World, numbers: Mapping[str, Fact]) -> dict[str, Option]:
    """Return the options of a world: in the form with their price where it is fixed."""
    words = words_of(LESSON)
    found = {}
    for name, price in world.amendments.items():
        said = words(f"exercise.{table}.amendments.{name}", **numbers)
        priced = f"{said} ({euros(price) if price else 'free'})"
        found[name] = Option(said if price is None else priced, said, price)
    return found


class ThreeAmendments(Exercise[GateBrief, Amendments]):
    """Three amendments to a draft; the world says what they do.

    What both worlds say alike stands under ``exercise.amendments``.
    """

    lesson, brief = LESSON, GateBrief
    decision: ClassVar[type[Amendments]]
    world: ClassVar[World]
    options: ClassVar[Mapping[str, Option]]
    numbers: ClassVar[Mapping[str, Fact]]
    """What the texts of this world quote."""
    played: ClassVar[Mapping[str, tuple[str, str, str]]]
    """The wrong beliefs by id, and the three amendments that each leads to."""

    def say(self, text: str, /, **values: Fact) -> str:
        """Return a text of this world, or one that both share, filled."""
        own = f"exercise.{self.table}.{text}"
        block = own if self.words.has(own) else f"exercise.amendments.{text}"
        return self.words(block, **{**self.numbers, **values})

    @abstractmethod
    def rows(self, brief: GateBrief) -> Sequence[Sequence[str]]:
        """Return the table of what came to the gate."""

    @abstractmethod
    def believed(self, picks: Picks) -> str | None:
        """Return the id of the belief that amendments fit, or None."""

    @abstractmethod
    def because(self, name: str, picks: Picks, brief: GateBrief) -> str:
        """Say why an amendment buys nothing beside the others chosen."""

    def kind(self, number: int) -> str:
        """Return what a kind is called."""
        return self.say(f"kinds.{self.world.kinds[number]}")

    def a_year(self, amount: float) -> str:
        """Say what a year with a kind brings or costs."""
        return self.say("brings" if amount > 0 else "costs", amount=euros(abs(amount)))

    def show_brief(self, brief: GateBrief) -> str:
        """Return the draft, what came to the gate, and the prices."""
        prices = {name: euros(price) for name, price in self.world.prices(brief).items()}
        head = self.words.block(f"exercise.{self.table}.head")
        return (
            paragraph(self.say("intro"))
            + grid(self.say("caption"), self.words.fill_all(head, **self.numbers), self.rows(brief))
            + paragraph(self.say("after", **prices))
        )

    def cost(self, brief: GateBrief, decision: Amendments) -> float:
        """Return the expected cost in euros per proposal brought."""
        return self.world.cost(brief, decision.picks)

    def policies(self, brief: GateBrief) -> Mapping[str, float]:
        """Take the draft, decide without any check, or do what is usually done."""
        world, kinds = self.world, len(self.world.kinds)
        return {
            "sign_draft": world.cost(brief, frozenset()),
            "refuse_all": sum(world.losses(brief, [0.0] * kinds)),
            "accept_all": sum(world.losses(brief, [1.0] * kinds)),
            "usual": world.cost(brief, frozenset(world.usual)),
        }

    def common_practice(self, brief: GateBrief) -> Mapping[str, Amendments]:
        """Return the usual amendments."""
        return {"usual": self.choose(self.world.usual)}

    def best(self, brief: GateBrief) -> Amendments:
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
    def plays(self) -> Mapping[str, Callable[[GateBrief], Amendments]]:
        """The beliefs of this world."""

        def playing(names: Iterable[str]) -> Callable[[GateBrief], Amendments]:
            return lambda _brief: self.choose(names)

        return {belief: playing(names) for belief, names in self.played.items()}

    def belief(
        self, brief: GateBrief, decision: Amendments, scale: Scale[Amendments]
    ) -> str | None:
        """Return the belief behind amendments that are not clearly better than the habit."""
        better = scale.clearly_better(self.cost(brief, decision))
        return None if better else self.believed(decision.picks)

    def consequence(
        self, brief: GateBrief, decision: Amendments, scale: Scale[Amendments]
    ) -> Consequence:
        """Say which kinds are now told apart, and what is still wrong."""
        most = 1 if self.belief(brief, decision, scale) else 2
        return Consequence(
            self._holes_closed(brief, decision.picks),
            self._mistakes(brief, decision.picks, most),
            bill=self.say("bill", cost=euros(self.cost(brief, decision))),
        )

    def hint(self, brief: GateBrief, decision: Amendments, scale: Scale[Amendments]) -> Hint:
        """Say what bought nothing, or what stays open where nothing more is to be done."""
        if self.cost(brief, decision) - scale.best < CLOSE * scale.best:
            return Hint(self._what_stays(brief, decision.picks), self.say("try_none"))
        # A belief is answered where it does least; the way to better costs, where one is near.
        believed = self.belief(brief, decision, scale) is not None
        lever = self.lever(brief, decision, only_least=believed)
        return Hint(self._lever(brief, lever), self._question(brief, lever))

    def lever(
        self, brief: GateBrief, decision: Amendments, *, only_least: bool = False
    ) -> Lever[Amendments]:
        """Return the best exchange of one for one, named like the amendment to give up.

        Where no exchange saves anything, two belong together: then the one that does
        least now is named; ``only_least`` looks at no other.
        """
        world, picks = self.world, decision.picks
        least_first = sorted(sorted(picks), key=lambda name: world.cost(brief, picks - {name}))
        return find_lever(
            lambda item: round(self.cost(brief, item), 2),
            decision,
            (
                (out, item)
                for out in (least_first[:1] if only_least else least_first)
                for item in self.every_answer()
                if item.picks >= picks - {out}
            ),
        )

    def reasons(self, brief: GateBrief, scale: Scale[Amendments]) -> str:
        """Return what each amendment avoids beside her others, and its price."""
        world, hers = self.world, scale.reference.picks
        prices, rows = world.prices(brief), []
        for name in sorted(world.amendments, key=lambda name: name not in hers):
            price = prices[name]
            without, having = world.cost(brief, hers - {name}), world.cost(brief, hers | {name})
            avoided = without - having + price
            worth = euros(avoided) if avoided >= 0 else self.say("harm", more=euros(-avoided))
            taken = self.say("taken" if name in hers else "not_taken")
            rows.append((self.options[name].said, taken, worth, euros(price)))
        left_open = f"{self._mistakes(brief, hers, 2)} {self._what_stays(brief, hers)}"
        head = self.words.block("exercise.amendments.reasons_head")
        return grid(self.say("reasons"), head, rows) + paragraph(
            f"{self.say('reasons_open')} {left_open}"
        )

    def _holes_closed(self, brief: GateBrief, picks: Picks) -> str:
        """Count the draft's holes that are closed, and those that are new."""
        before = set(self.world.holes(brief, frozenset()))
        now = set(self.world.holes(brief, picks))
        *most, last = (self.kind(number) for number in sorted(before))
        opened = len(now - before)
        return self.say(
            "holes" if most else "one_hole",
            names=f"{', '.join(most)} and {last}" if most else last,
            closed=len(before - now),
            count=len(before),
            opened=self.say("opened", holes=counted(opened, "new ones")) if opened else "",
        )

    def _mistakes(self, brief: GateBrief, picks: Picks, most: int) -> str:
        """Say in counts the dearest mistakes that are left, or that hardly any are."""
        wrong, losses = self.world.wrong(brief, picks), self.world.losses_with(brief, picks)
        said = [
            self.say("turned_away" if brief.year[kind] > 0 else "signed", **self._who(kind, wrong))
            for kind in _dearest_first(losses, range(len(losses)))[:most]
            if wrong[kind] > MENTIONED
        ]
        return " ".join(said) or self.say("few_mistakes", most=MENTIONED, things=self.say("things"))

    def _who(self, kind: int, wrong: Sequence[int]) -> dict[str, Fact]:
        return {"kind": self.kind(kind), "count": wrong[kind]}

    def _what_stays(self, brief: GateBrief, picks: Picks) -> str:
        """Say why nothing more is to be done, although a hole may be left."""
        world = self.world
        left = world.holes(brief, picks)
        if not left:
            return self.say("lever_none")
        now = world.losses_with(brief, picks)
        kind = _dearest_first(now, left)[0]
        closing = [
            item.picks
            for item in self.every_answer()
            if len(item.picks - picks) == 1 and kind not in world.holes(brief, item.picks)
        ]
        stays = self.say("stays", kind=self.kind(kind))
        if not closing:
            return f"{stays} {self.say('no_other')}"
        other = min(closing, key=lambda item: world.cost(brief, item))
        then = world.losses_with(brief, other)
        rises = [after - before for after, before in zip(then, now, strict=True)]
        worse = rises.index(max(rises))
        name = capital(self.options[min(other - picks)].said)
        if rises[worse] <= 0:
            return f"{stays} {self.say('dearer', name=name)}"
        text = "but_turned_away" if brief.year[worse] > 0 else "but_signed"
        who = self._who(worse, world.wrong(brief, other))
        return f"{stays} {self.say(text, name=name, **who)}"

    def _question(self, brief: GateBrief, lever: Lever[Amendments]) -> str:
        """Ask the question that leads to the best exchange."""
        now = self.world.losses_with(brief, lever.now.picks)
        then = self.world.losses_with(brief, lever.better.picks)
        gains = [one - other for one, other in zip(now, then, strict=True)]
        if max(gains) < lever.saving / 10:
            return self.say("try_cheaper")
        return self.say(f"hints.{self.world.kinds[gains.index(max(gains))]}")

    def _lever(self, brief: GateBrief, lever: Lever[Amendments]) -> str:
        """Name the amendment to give up, and why."""
        world, picks, out = self.world, lever.now.picks, lever.name
        name = capital(self.options[out].said)
        alone = world.cost(brief, picks - {out}) - world.cost(brief, picks)
        if alone > 0:
            saves = self.say("saves", name=name, alone=euros(alone))
            if lever.saving > 0:
                saves += f" {self.say('saves_more', saving=euros(lever.saving))}"
            return saves
        effect = (
            "changes_nothing"
            if self._changes_nothing(picks, out)
            else "costs_more"
            if world.prices(brief)[out]
            else "does_harm"
        )
        return f"{self.say(effect, name=name)} {self.because(out, picks, brief)}"

    def _changes_nothing(self, picks: Picks, name: str) -> bool:
        having, without = self.world.accepts(picks), self.world.accepts(picks - {name})
        return all(
            abs(one - other) < 0.5 / TEAMS for one, other in zip(having, without, strict=True)
        )


def _dearest_first(losses: Sequence[float], kinds: Iterable[int]) -> list[int]:
    return sorted(kinds, key=lambda kind: -losses[kind])
