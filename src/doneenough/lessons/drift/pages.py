"""The page of lesson 10: the monitoring section of the risk register."""

from __future__ import annotations

import math
from collections.abc import Mapping

from doneenough.core.html import paragraph
from doneenough.core.wording import Fact
from doneenough.core.words import capital
from doneenough.explorer.frame import Explorer
from doneenough.explorer.page import Line, PageForm
from doneenough.explorer.tries import Whole
from doneenough.lessons.drift.case import USUAL_LIMIT
from doneenough.lessons.drift.chance import small_look
from doneenough.lessons.drift.figures import days_called
from doneenough.lessons.drift.phrases import days, once_every
from doneenough.portfolio import OPEN

MANY = 10
"""More false alarms in 100 quiet check-ups than this are told."""
_RIGHT = 0.8
"""The share of right answers for which the page says how far luck moves it: four in five."""


class MonitoringSection(PageForm):
    """The form behind the page; one field after the other, nothing is scored."""

    page_id = "monitoring_section"
    before_live = 6
    fields = {  # noqa: RUF012 - declared as ClassVar in the base
        "project": Line(),
        "watch": Line(),
        "cases": Whole(10, 5000, 200, 10),
        "every": Whole(1, 90, 7),
        "limit": Line(),
        "delay": Whole(0, 365, 14),
        "first": Line(),
        "act": Line(),
        "meanwhile": Line(),
        "owner": Line(),
        "decides": Line(),
        "days": Whole(1, 30, 2),
        "unseen": Line(),
    }

    def _needless(self) -> int:
        """Return in how many of 100 quiet check-ups an input would be beyond the usual limit."""
        return round(100 * small_look(self.number["cases"], USUAL_LIMIT))

    def picture(self) -> str:
        """Return how many quiet check-ups would raise a false alarm."""
        cases, needless = f"{self.number['cases']}", self._needless()
        title = self.words("picture", cases=cases, needless=needless)
        said = "".join(paragraph(text) for text in self.checks())
        return days_called(needless, 100, title).html + said

    def checks(self) -> list[str]:
        """Return what the numbers can't see, and the alarms they raise for nothing."""
        at, needless = self.number, self._needless()
        luck = round(100 * 2 * math.sqrt(_RIGHT * (1 - _RIGHT) / at["cases"]))
        said = [self.words("checks.luck", cases=f"{at['cases']}", luck=luck)]
        if needless > MANY:
            said.append(self.words("checks.needless", cases=f"{at['cases']}", needless=needless))
        longest = at["every"] + at["delay"] + at["days"]
        said.append(self.words("checks.unseen", longest=days(longest)))
        return said

    def facts(self) -> Mapping[str, Fact]:
        """Return the days in words, false alarms, and what the sentence says is open."""
        at = self.number
        return {
            "needless": self._needless(),
            "checks": " ".join(self.checks()),
            "apart": days(at["every"]),
            "often": capital(once_every(at["every"])),
            "known_after": days(at["delay"]),
            "within": days(at["days"]),
            "watch_said": self._said("watch"),
            "limit_said": self._said("limit"),
            "owner_said": self._said("owner"),
        }

    def _said(self, field: str) -> str:
        return self.typed(field) or f"({OPEN})"


def my_register() -> Explorer:
    """Return the form for the learner's own monitoring section."""
    return Explorer("drift", [MonitoringSection()])
