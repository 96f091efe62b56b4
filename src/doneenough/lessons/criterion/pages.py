"""The page of lesson 6: the challenge card, from the learner's own criterion."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.html import paragraph
from doneenough.core.wording import Fact
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.tries import Whole
from doneenough.lessons.criterion.figures import signed
from doneenough.portfolio import OPEN
from doneenough.statistics import accept_probability, rate_ruled_out, zero_failure_sample_size
from doneenough.statistics.guards import guarded_accept_probability

NEAR, FAR = 6, 20
"""A good model lies so many of 100 above the mark, a weak one as many below; another lies
far below it in the small group."""
MANY, FEW_CASES = TEAMS // 10, 30
"""More of the crowd decided wrongly than this, or fewer cases of the group, is told."""
ANYTHING = {"cases", "items", "things", "examples", "samples"}
"""What is checked may not be called so: the lesson's own trap."""


class ChallengeCard(PageForm):
    """The form behind the card; one field after the other, nothing is scored."""

    page_id = "challenge_card"
    before_live = 10
    make = "Make my card"
    fields = {  # noqa: RUF012 - declared as ClassVar in the base
        "project": Line(),
        "unit": Line(),
        "measure": Line(),
        "cases": Whole(10, 1000, 200, 10),
        "mark": Whole(1, 100, 87),
        "group": Line(),
        "share": Whole(1, 50, 15),
        "floor": Whole(0, 100, 75),
        "severe": Line(),
        "limit": Whole(1, 200, 20),
        **dict.fromkeys(("who", "judge", "baseline", "gamed", "alone", "after"), Line()),
    }

    @property
    def group_cases(self) -> int:
        """How many of those checked are from the small group."""
        return round(self.number["cases"] * self.number["share"] / 100)

    @property
    def needed(self) -> int:
        """How many must come out."""
        return -(-self.number["cases"] * self.number["mark"] // 100)

    def let_through(self) -> Mapping[str, int]:
        """Return three kinds of models and how many of 200 this criterion lets through."""
        at, group = self.number, self.group_cases
        rest = at["cases"] - group
        floor = -(-group * at["floor"] // 100)
        good, weak, low = (
            min(max(at["mark"] + shift, 1), 99) / 100 for shift in (NEAR, -NEAR, -FAR)
        )
        kinds = {"above": (good, good), "below": (weak, weak), "below_in_group": (good, low)}
        return {
            name: crowd_count(
                float(guarded_accept_probability([rest, group], [0, floor], self.needed, shares))
                if group
                else float(accept_probability(rest, self.needed, shares[0]))
            )
            for name, shares in kinds.items()
        }

    def picture(self) -> str:
        """Return how many models of each kind this criterion lets through, and what to check."""
        through = self.let_through()
        names = [self.words(f"kinds.{name}", near=NEAR, far=FAR) for name in through]
        said = "".join(paragraph(text) for text in self.checks())
        return signed(names, list(through.values())).html + said

    def sentence(self) -> str:
        """Return the criterion as one sentence to send."""
        said = {name: self.typed(name) or f"({OPEN})" for name in self.fields}
        parts = [self.words("sentence", **{**said, "needed": f"{self.needed}"})]
        if self.number["floor"]:
            parts.append(self.words("floored", **said))
        if self.typed("severe"):
            parts.append(self.words("limited", **said))
        return "; ".join(parts) + "."

    def checks(self) -> list[str]:
        """Return what is wrong with the sentence and its numbers, or that they fit each other."""
        return list(self._checks()) or [self.words("checks.fine")]

    def _checks(self) -> Iterator[str]:
        at, through = self.number, self.let_through()
        unit = self.typed("unit") or OPEN
        if not (self.typed("unit") and self.typed("measure")):
            yield self.words("checks.open")
        elif unit.lower() in ANYTHING:
            yield self.words("checks.unit", unit=unit)
        if through["below"] > MANY:
            yield self.words("checks.weak_through", count=through["below"], near=NEAR, unit=unit)
        if through["below_in_group"] > MANY:
            which = "group_through" if at["floor"] else "group_none"
            yield self.words(f"checks.{which}", count=through["below_in_group"], far=FAR)
        if at["floor"] and self.group_cases < FEW_CASES:
            yield self.words("checks.group_small", group_cases=self.group_cases)
        if TEAMS - through["above"] > MANY:
            yield self.words("checks.good_refused", count=TEAMS - through["above"])
        if not self.typed("severe"):
            yield self.words("checks.no_limit")
            return
        needed_cases = zero_failure_sample_size(at["limit"] / 1000)
        if at["cases"] < needed_cases:
            yield self.words(
                "checks.cannot_show",
                cases=f"{at['cases']}",
                unit=unit,
                limit=at["limit"],
                ruled_out=math.ceil(1000 * rate_ruled_out(at["cases"])),
                needed_cases=f"{needed_cases:,}",
            )

    def facts(self) -> Mapping[str, Fact]:
        """Return the criterion as a sentence, what it lets through, and what to check."""
        said = {"sentence": self.sentence(), "checks": " ".join(self.checks())}
        return {**said, "near": NEAR, "far": FAR, **self.let_through()}


def my_criterion() -> Explorer:
    """Return the form for the learner's own criterion."""
    return Explorer("criterion", [ChallengeCard()])
