"""The page to take to work: "What are we giving up?"."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.feedback import euros
from doneenough.core.wording import Fact
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.tries import Whole
from doneenough.lessons.tradeoff import figures
from doneenough.portfolio import OPEN


class WhatWeGiveUp(PageForm):
    """The form behind the page; its options follow the numbers."""

    page_id = "what_we_give_up"
    before_live = 7
    fields = {  # noqa: RUF012 - declared as ClassVar in the base
        "project": Line(),
        "now": Whole(-30, 30, 3),
        "weeks": Whole(1, 260, 52),
        "wait": Whole(1, 52, 4),
        "later": Whole(-30, 50, 4),
        "worth": Whole(10, 20_000, 1_000, 10),
        "team": Whole(0, 200_000, 8_000, 500),
        "trigger": Line(),
        "back": Line(),
        "person": Line(),
    }

    def values(self) -> tuple[float, float]:
        """Return what shipping now and waiting bring, in euros, beside today's process.

        After waiting, the better of the next version and today's process is used.
        """
        at = self.number
        ship = at["worth"] * at["now"] * at["weeks"]
        left = max(at["weeks"] - at["wait"], 0)
        return ship, at["worth"] * max(at["later"], 0) * left - at["team"]

    def picture(self) -> str:
        """Return the three options side by side."""
        ship, wait = self.values()
        return figures.two_options([("ship now", ship), ("wait", wait), ("stay", 0.0)]).html

    def facts(self) -> Mapping[str, Fact]:
        """Return what each option brings, and the sentence to send."""
        at, (ship, wait) = self.number, self.values()
        best = max(ship, wait, 0.0)
        choice = "stay" if best <= 0 else "same" if ship == wait else "wait"
        choice = "ship" if ship > wait and best > 0 else choice
        sentence = self.words(
            f"sentences.{choice}",
            wait=at["wait"],
            lost=euros(abs(ship - wait)),
            trigger=self.typed("trigger").rstrip(".") or OPEN,
        )
        return {
            "ship_value": euros(ship),
            "wait_value": euros(wait),
            "weeks_left": max(at["weeks"] - at["wait"], 0),
            "sentence": sentence,
        }

    def objection(self) -> str:
        """Return what does not fit together."""
        at = self.number
        if at["wait"] >= at["weeks"]:
            return self.words("no_weeks", wait=at["wait"], weeks=at["weeks"])
        return ""


def what_we_give_up() -> Explorer:
    """Return the form for the learner's own decision."""
    return Explorer("tradeoff", [WhatWeGiveUp()])
