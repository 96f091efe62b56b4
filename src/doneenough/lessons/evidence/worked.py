"""The worked example of lesson 5 and the half-worked one, other products, other costs."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Say, View, say
from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED, Example
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.model import MISS_OPTIONS, REWORK, outcome

LESSON = "evidence"


def _situation(example: Example) -> str:
    brief = example.brief
    return facts(
        f"The situation: {brief.line}",
        [
            ("A good model is right in", f"{brief.good * 100:.0f} of 100"),
            ("A weak model is right in", f"{brief.weak * 100:.0f} of 100"),
            ("Weak ones among the last ten", f"{brief.weak_in_10} of 10"),
            ("A weak model goes live", euros(brief.weak_live)),
            ("No model goes live: the work goes on by hand", euros(brief.by_hand)),
            ("Checking one case, waiting included", euros(brief.check_cost_per_letter)),
            (
                "Rework after a miss",
                f"{brief.rework_days} days, {euros(brief.rework_cost)}; makes "
                f"{brief.mended_in_10} of 10 weak models good",
            ),
        ],
    )


def worked_example() -> str:
    """A full example with other costs, step by step, as HTML."""
    brief, rule = WORKED.brief, WORKED.rule
    share = (rule.letters_to_check - rule.right_needed) / rule.letters_to_check
    with_rework = float(
        outcome(brief, rule.letters_to_check, rule.right_needed, rule.tries_allowed, REWORK).cost
    )
    rows = []
    for count in (60, 120, rule.letters_to_check, 500):
        needed = count - round(share * count)
        done = outcome(brief, count, needed, rule.tries_allowed, rule.on_a_miss)
        rows.append(
            (
                f"{count} cases, {needed} right",
                f"{crowd_count(done.weak_signed)} of {TEAMS}",
                f"{TEAMS - crowd_count(done.good_signed)} of {TEAMS}",
                euros(float(done.cost)),
            )
        )
    return (
        _situation(WORKED)
        + grid(
            "Four rules, one try each",
            (
                "Rule",
                "Weak ones signed",
                "Good ones turned away",
                "Cost on average",
            ),
            rows,
        )
        + paragraph(
            "The last column adds up three things: weak models that go live, work that goes on by "
            "hand, and checking. How she gets to her rule:"
        )
        + steps(
            (
                "She puts the pass mark between the weak and the good share, a little nearer to "
                "good: a weak model costs more than work by hand.",
                "She goes down the table until more cases cost more than they save.",
                "She allows one try.",
                "She compares what may follow a miss. With rework the same rule would cost "
                f"{euros(with_rework)}. So on a miss {MISS_OPTIONS[rule.on_a_miss]}.",
            )
        )
        + paragraph(
            f"Her rule: {rule.letters_to_check} cases, at least {rule.right_needed} right, one "
            "try. It has the lowest cost in the last column."
        )
    )


def half_worked() -> Explorer:
    """The same with one field missing: the number right."""
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    count = rule.letters_to_check

    def view(needed: int) -> View:
        done = outcome(brief, count, needed, rule.tries_allowed, rule.on_a_miss)
        weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
        return crowds(weak, good), (
            f"{count} cases, at least {needed} right: {weak} of {TEAMS} weak models get your "
            f"signature, {TEAMS - good} of {TEAMS} good ones are turned away. All in all this "
            f"costs {euros(float(done.cost))} on average."
        )

    choice = Act(
        "Your choice: the pass mark",
        {
            "label": f"Pass mark: right of {count} photos",
            "unit": f"of {count}",
            "low": 570,
            "high": 600,
            "value": 570,
        },
        view,
        invite="Find a pass mark that keeps weak ones out, good ones in, and the cost low.",
    )
    return Explorer(
        LESSON,
        [
            Say(
                "Three choices are made",
                lambda: (
                    _situation(HALF_WORKED)
                    + say(
                        f"{count} photos, one try, and on a miss {MISS_OPTIONS[rule.on_a_miss]}. "
                        "One choice is missing: yours."
                    )
                ),
            ),
            choice,
            Say("How close you are", lambda: _how_close(choice.number.value)),
        ],
    )


def half_worked_costs() -> dict[int, float]:
    """Return the cost of every pass mark of the half-worked example, in euros."""
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    return {
        needed: float(
            outcome(brief, rule.letters_to_check, needed, rule.tries_allowed, rule.on_a_miss).cost
        )
        for needed in range(570, rule.letters_to_check + 1)
    }


def _how_close(chosen: int) -> str:
    costs = half_worked_costs()
    best = min(costs, key=costs.__getitem__)
    if chosen == best:
        return say(f"You found the cheapest pass mark: {best}, {euros(costs[best])} on average.")
    return say(
        f"Your pass mark of {chosen} costs {euros(costs[chosen])} on average. The cheapest is "
        f"{best}: {euros(costs[best])}. Close to it, one photo more or fewer costs little: "
        f"{best + 1} would be {euros(costs[best + 1])}. The best mark lies above the middle, "
        "because a weak model costs more than work by hand."
    )
