"""The worked example of lesson 1 and the half-worked one: days for gates, in other industries."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.core.words import capital, counted
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Say, View, say
from doneenough.lessons.stages.days import GATES, MOST, finds, gate_cost, lives
from doneenough.lessons.stages.examples import HALF_WORKED, WORKED, Example
from doneenough.lessons.stages.figures import bar, found_and_live
from doneenough.lessons.stages.history import history

LESSON = "stages"
MISSING = "shadow_run"
"""The gate whose days the learner sets."""


def gates_of(example: Example) -> list[str]:
    """Return the gates that an example has."""
    return [gate for gate in GATES if example.brief.share(gate)]


def situation(example: Example) -> str:
    """Return the history of an example, as HTML."""
    brief = example.brief
    return paragraph(f"A day costs {euros(brief.day)}, going back {euros(brief.back)}.") + history(
        brief, gates_of(example)
    )


def day_by_day() -> list[tuple[str, float]]:
    """Return the gate of each day in the worked example, and what that day saves, in euros."""
    given = dict.fromkeys(gates_of(WORKED), 0)
    found: list[tuple[str, float]] = []
    while True:
        offers = {gate: WORKED.saves(gate, days + 1) for gate, days in given.items() if days < MOST}
        gate = max(offers, key=offers.__getitem__)
        if len(found) == sum(WORKED.days.values()):
            return found
        found.append((gate, offers[gate]))
        given[gate] += 1


def worked_example() -> str:
    """Give one day after the other to where it saves most, as HTML."""
    leading = day_by_day()[0][0]
    harm = WORKED.brief.share(leading) * WORKED.brief.harm(leading)
    first, saved = finds()[leading][1], WORKED.saves(leading, 1)
    rows = [
        (f"Day {number}", GATES[gate], euros(less))
        for number, (gate, less) in enumerate(day_by_day(), 1)
    ]
    return (
        situation(WORKED)
        + paragraph(
            "The shadow run has the commonest defect, the test per group the dearest. Neither "
            "comes first. How often times how dear: there the data check leads, with "
            f"{euros(harm)} for an average project. Its first day finds {first} of 100 such "
            f"defects. After the day's price and going back it saves {euros(saved)}."
        )
        + grid(
            "Where each day saves most",
            ("Day", "Goes to", "Saves, its own price taken off"),
            rows,
        )
        + paragraph(
            "The shadow run gets no day: here it would cost more than it saves. He writes that "
            "down, too."
        )
    )


def costs() -> list[float]:
    """Return what the missing gate costs with 0 to 4 days, in euros."""
    return [gate_cost(HALF_WORKED.brief, MISSING, days) for days in range(MOST + 1)]


def half_worked() -> Explorer:
    """The same with one choice missing: the days of the shadow run."""

    def view(days: int) -> View:
        split = HALF_WORKED.split(**{MISSING: days})
        bars = [bar(HALF_WORKED.brief, split, gate) for gate in gates_of(HALF_WORKED)]
        unfound = crowd_count(lives(HALF_WORKED.brief, MISSING, days))
        title = f"{_days(days)}: {unfound} of {TEAMS} projects go live with a differing feed"
        return found_and_live(bars, title), (
            f"With {_days(days)} for the shadow run, {unfound} of {TEAMS} projects go live with a "
            f"feed that differs. This gate and its harm cost {euros(costs()[days])} on average."
        )

    choice = Act(
        "Your choice: days for the shadow run",
        {"label": "Days for the shadow run", "unit": "days", "low": 0, "high": MOST, "value": 0},
        view,
        invite="Find how many days cost least. One bad day may be chance; two are a finding.",
    )
    return Explorer(
        LESSON,
        [
            Say("All gates but one have their days", lambda: situation(HALF_WORKED)),
            choice,
            Say("How close you are", lambda: _how_close(choice.number.value)),
        ],
    )


def _how_close(chosen: int) -> str:
    table = costs()
    best = table.index(min(table))
    if chosen == best:
        return say(f"You found the cheapest: {_days(best)}, {euros(table[best])}.")
    return say(
        f"{capital(_days(chosen))} cost {euros(table[chosen])}. The cheapest is {_days(best)}: "
        f"{euros(table[best])}. With {_days(MOST)} it is {euros(table[MOST])}: the last days find "
        f"little more. With {_days(1)} it is {euros(table[1])}, dearer than none."
    )


def _days(number: int) -> str:
    return counted(number, "days")
