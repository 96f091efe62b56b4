"""The page of lesson 6: the challenge card, from the learner's own criterion."""

from __future__ import annotations

from collections.abc import Sequence

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.explorer.controls import Number, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import PageForm
from doneenough.lessons.criterion.figures import signed
from doneenough.portfolio import OPEN, Page, Section
from doneenough.statistics import accept_probability
from doneenough.statistics.guards import guarded_accept_probability

LESSON = "criterion"

CHALLENGES = (
    ("who", "Whose cases, from when, and who draws them?"),
    ("judge", "How often is the judge wrong, and who has measured that?"),
    ("baseline", "How many of the same cases does today's way get right?"),
    ("gamed", "Who could pass this without doing any good?"),
    ("alone", "What must it leave alone, and how often may it be wrong there?"),
    ("after", "What do we do after a miss, and who decides?"),
)
"""What to ask about any criterion; the answers stand beside the questions on the card."""


class MyCriterion(PageForm):
    """The form behind the card; one field after the other, nothing is scored."""

    kept_as = "my_criterion"
    before_live = 8
    make = "Make my card"

    def __init__(self) -> None:
        super().__init__("My criterion")
        self.project = Text(label="The project, and what its model does")
        self.measure = Text(
            label="What is counted, as something that does good or harm",
            hint="for example: urgent letters found",
        )
        self.cases = Number(
            label="Fresh cases of that kind", unit="cases", low=10, high=1000, step=10, value=200
        )
        self.mark = Number(
            label="At least this many of 100", unit="of 100", low=1, high=100, value=87
        )
        self.group = Text(label="The small group you fear for", hint="for example: translated")
        self.share = Number(
            label="The group's share of all cases", unit="of 100", low=1, high=50, value=15
        )
        self.floor = Number(
            label="The group's floor (0: none)", unit="of 100", low=0, high=100, value=75
        )
        self.severe = Text(
            label="The failure that must hardly ever happen, and how often at most",
            hint="for example: a letter lost in the archive, 2 of 100",
        )
        self.answers = {key: Text(label=question) for key, question in CHALLENGES}

    @property
    def fields(self) -> Sequence[Number | Text]:
        """The controls in reading order."""
        return (
            self.project,
            self.measure,
            self.cases,
            self.mark,
            self.group,
            self.share,
            self.floor,
            self.severe,
            *self.answers.values(),
        )

    def kinds(self) -> list[tuple[str, int]]:
        """Return three kinds of models and how many of 200 this criterion lets through.

        The good one is 6 of 100 above the mark in both groups, the weak one 6 below; the
        third is good on average over the rest and 20 below the mark in the group.
        """
        group = round(self.cases.value * self.share.value / 100)
        rest = self.cases.value - group
        needed = -(-self.cases.value * self.mark.value // 100)
        floor = -(-group * self.floor.value // 100)
        good, weak, low = (min(max(self.mark.value + shift, 1), 99) / 100 for shift in (6, -6, -20))
        found = []
        for name, shares in (
            ("6 of 100 above the mark", (good, good)),
            ("6 of 100 below the mark", (weak, weak)),
            ("20 below the mark in the group", (good, low)),
        ):
            if group:
                chance = float(
                    guarded_accept_probability([rest, group], [0, floor], needed, shares)
                )
            else:
                chance = float(accept_probability(rest, needed, shares[0]))
            found.append((name, crowd_count(chance)))
        return found

    def picture(self) -> str:
        """Return how many models of each kind this criterion lets through."""
        names, counts = zip(*self.kinds(), strict=True)
        return signed(names, counts).html

    def sentence(self) -> str:
        """Return the criterion as one sentence to send."""
        parts = [
            f"Of {self.cases.value} fresh cases we count: {self.measure.value or OPEN}. "
            f"We accept from {self.mark.value} of 100"
        ]
        if self.floor.value:
            parts.append(f"no fewer than {self.floor.value} of 100 for {self.group.value or OPEN}")
        if self.severe.value:
            parts.append(f"at most: {self.severe.value}")
        return "; ".join(parts) + "."

    def page(self) -> Page:
        """Return the card for what stands in the form."""
        return Page(
            "challenge_card",
            "Challenge card",
            (
                Section(
                    "My criterion",
                    lines=[self.sentence()],
                    facts=[
                        ("Project", self.project.value or OPEN),
                        ("What is counted", self.measure.value or OPEN),
                        ("The small group", self.group.value or OPEN),
                        ("Must hardly ever happen", self.severe.value or OPEN),
                    ],
                ),
                Section(
                    f"What it lets through, of {TEAMS} models of each kind",
                    facts=[(name, f"{count}") for name, count in self.kinds()],
                ),
                Section(
                    "Questions to put to any criterion",
                    facts=[
                        (question, self.answers[key].value or OPEN) for key, question in CHALLENGES
                    ],
                ),
            ),
        )


def my_criterion() -> Explorer:
    """Return the form for the learner's own criterion."""
    return Explorer(LESSON, [MyCriterion()])
