"""The page of lesson 6: the challenge card, from the learner's own criterion."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import crowd_count
from doneenough.core.wording import Fact
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.tries import Whole
from doneenough.lessons.criterion.figures import signed
from doneenough.portfolio import OPEN
from doneenough.statistics import accept_probability
from doneenough.statistics.guards import guarded_accept_probability

NEAR, FAR = 6, 20
"""A good model lies so many of 100 above the mark, a weak one as many below; another lies
far below it in the small group."""


class ChallengeCard(PageForm):
    """The form behind the card; one field after the other, nothing is scored."""

    page_id = "challenge_card"
    before_live = 8
    make = "Make my card"
    fields = {  # noqa: RUF012 - declared as ClassVar in the base
        "project": Line(),
        "measure": Line(),
        "cases": Whole(10, 1000, 200, 10),
        "mark": Whole(1, 100, 87),
        "group": Line(),
        "share": Whole(1, 50, 15),
        "floor": Whole(0, 100, 75),
        "severe": Line(),
        **dict.fromkeys(("who", "judge", "baseline", "gamed", "alone", "after"), Line()),
    }

    def let_through(self) -> Mapping[str, int]:
        """Return three kinds of models and how many of 200 this criterion lets through."""
        at = self.number
        group = round(at["cases"] * at["share"] / 100)
        rest = at["cases"] - group
        needed = -(-at["cases"] * at["mark"] // 100)
        floor = -(-group * at["floor"] // 100)
        good, weak, low = (
            min(max(at["mark"] + shift, 1), 99) / 100 for shift in (NEAR, -NEAR, -FAR)
        )
        kinds = {"above": (good, good), "below": (weak, weak), "below_in_group": (good, low)}
        return {
            name: crowd_count(
                float(guarded_accept_probability([rest, group], [0, floor], needed, shares))
                if group
                else float(accept_probability(rest, needed, shares[0]))
            )
            for name, shares in kinds.items()
        }

    def picture(self) -> str:
        """Return how many models of each kind this criterion lets through."""
        through = self.let_through()
        names = [self.words(f"kinds.{name}", near=NEAR, far=FAR) for name in through]
        return signed(names, list(through.values())).html

    def sentence(self) -> str:
        """Return the criterion as one sentence to send."""
        typed = {name: self.typed(name) or OPEN for name in self.fields}
        parts = [self.words("counted", **typed)]
        if self.number["floor"]:
            parts.append(self.words("floored", **typed))
        if self.typed("severe"):
            parts.append(self.words("limited", **typed))
        return "; ".join(parts) + "."

    def facts(self) -> Mapping[str, Fact]:
        """Return the criterion as a sentence, and what it lets through."""
        through = self.let_through()
        return {"sentence": self.sentence(), "near": NEAR, "far": FAR, **through}


def my_criterion() -> Explorer:
    """Return the form for the learner's own criterion."""
    return Explorer("criterion", [ChallengeCard()])
