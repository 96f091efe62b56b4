"""The worked example of lesson 10 and the half-worked one: products without labels."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.core.words import capital
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Say, View, say
from doneenough.lessons.drift.examples import HALF_WORKED, WORKED, Example, result
from doneenough.lessons.drift.figures import two_bars
from doneenough.lessons.drift.plan import (
    ALL_INPUTS,
    ANSWERS,
    DAY,
    SOME,
    MonitoringPlan,
    changed,
)
from doneenough.lessons.drift.sentence import parts
from doneenough.lessons.drift.words import call_count, days
from doneenough.lessons.drift.world import HALF_YEARS, HAPPENINGS

LESSON = "drift"
DAYS = range(1, 29)
"""Days between two looks that the half-worked example offers."""


def repairs() -> list[tuple[str, str, MonitoringPlan]]:
    """Return the steps from a first plan to the plan: what changes, why, and the plan then."""
    final = WORKED.plan
    first = changed(final, watch=ALL_INPUTS, look_back=DAY, look_every=DAY, limit=SOME)
    changes: list[tuple[str, str, dict[str, str]]] = [
        ("Start: all inputs, each day, one day back, index above 0.1", "The tool came so.", {}),
        (
            "Look back two weeks",
            f"{WORKED.letters} letters a day say too little.",
            {"look_back": final.look_back},
        ),
        (
            "Watch the three inputs that matter",
            "The others call without harm.",
            {"watch": final.watch},
        ),
        (
            "Look each week",
            "Daily looks cost more than they find.",
            {"look_every": final.look_every},
        ),
    ]
    found, now = [], first
    for name, why, change in changes:
        now = changed(now, **change)
        found.append((name, why, now))
    return found


def situation(example: Example) -> str:
    """Return the history and prices of an example, as HTML."""
    prices = example.prices
    quiet = HALF_YEARS - sum(count for _, count in example.history)
    rows = [(capital(HAPPENINGS["stable"]), f"{quiet} of {HALF_YEARS}")]
    rows += [
        (capital(HAPPENINGS[name]), f"{count} of {HALF_YEARS}") for name, count in example.history
    ]
    return grid(
        f"The last {HALF_YEARS} half-years: {example.line}, {example.letters} letters a day",
        ("What happened", "How often"),
        rows,
    ) + facts(
        "What things cost",
        [
            ("A letter wrong because of a change", euros(prices.wrong)),
            ("A needless call", euros(prices.false_alarm)),
            ("One look", euros(prices.check)),
        ],
    )


def worked_example() -> str:
    """Repair a plan step by step, as HTML."""
    rows = []
    for number, (name, why, plan) in enumerate(repairs(), 1):
        done = result(WORKED, plan)
        rows.append(
            (
                f"{number}. {name}",
                why,
                call_count(done.quiet_year),
                f"{crowd_count(done.shift_flagged)} of {TEAMS}",
                days(done.feed_days),
                euros(done.cost),
            )
        )
    return (
        situation(WORKED)
        + grid(
            "What each step does",
            (
                "Step",
                "Why",
                "Needless calls in a quiet year",
                "Called for a harmless shift",
                "Broken feed noticed after",
                "Half a year costs",
            ),
            rows,
        )
        + paragraph(
            "Why not a call each day at first? Answering takes "
            f"{days(ANSWERS[WORKED.plan.answer])}, and meanwhile no new call comes."
        )
        + paragraph("The plan she writes down:")
        + steps(capital(part) for part in parts(WORKED.plan))
        + paragraph(
            "One risk stays: a changed rule would never show, for nobody learns the truth. So she "
            "writes a line more: each quarter two people judge 200 wishes by hand."
        )
    )


def costs() -> dict[int, float]:
    """Return the cost of looking every so many days in the half-worked example, in euros."""
    return {days: result(HALF_WORKED, HALF_WORKED.plan, every=days).cost for days in DAYS}


def half_worked() -> Explorer:
    """The same with one choice missing: how often the team looks."""
    costs()

    most = result(HALF_WORKED, HALF_WORKED.plan, every=DAYS[0]).cost

    def view(every: int) -> View:
        done = result(HALF_WORKED, HALF_WORKED.plan, every=every)
        apart = days(every)
        bars = [
            ("Half a year costs", euros(done.cost), done.cost / most),
            ("A broken feed is noticed after", days(done.feed_days), done.feed_days / DAYS[-1]),
        ]
        return two_bars(bars, f"{apart} from look to look"), (
            f"With {apart} from look to look, half a year costs {euros(done.cost)}. A broken feed "
            f"is noticed after {days(done.feed_days)} on average."
        )

    choice = Act(
        "Your choice: how often",
        {
            "label": "Days from look to look",
            "unit": "days",
            "low": DAYS[0],
            "high": DAYS[-1],
            "value": DAYS[0],
        },
        view,
        invite="Find how often to look so that half a year costs little.",
    )

    def written() -> str:
        lines = parts(HALF_WORKED.plan)
        return (
            situation(HALF_WORKED)
            + steps(
                [
                    f"How often? The {lines[0].partition(' the ')[2]}",
                    *(capital(line) for line in lines[1:]),
                ]
            )
            + say("One choice is missing: how often the team looks.")
        )

    return Explorer(
        LESSON,
        [
            Say("All choices but one are made", written),
            choice,
            Say("How close you are", lambda: _how_close(choice.number.value)),
        ],
    )


def _how_close(chosen: int) -> str:
    table = costs()
    best = min(table, key=table.__getitem__)
    if chosen == best:
        return say(f"You found the cheapest: every {days(chosen)}, {euros(table[chosen])}.")
    return say(
        f"A look every {days(chosen)} costs {euros(table[chosen])} in half a year. The cheapest is "
        f"every {best} days: {euros(table[best])}. Looking daily costs {euros(table[DAYS[0]])}, "
        f"every four weeks {euros(table[DAYS[-1]])}: first looks cost too much, then waiting."
    )
