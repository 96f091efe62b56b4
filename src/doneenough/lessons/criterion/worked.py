"""The worked example of lesson 6 and the half-worked one: other letters, other costs."""

from __future__ import annotations

from doneenough.core.crowd import crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Say, View, say
from doneenough.lessons.criterion.clauses import (
    ALL_RIGHT,
    LETTERS,
    NO_CAP,
    NOT_SAID,
    QUICK,
    STOP,
    TEAM_PICKS,
    Criterion,
    changed,
)
from doneenough.lessons.criterion.examples import HALF_WORKED, WORKED, Example
from doneenough.lessons.criterion.figures import signed
from doneenough.lessons.criterion.outcome import outcome
from doneenough.lessons.criterion.sentence import clauses

LESSON = "criterion"
FLOORS = range(20, 71)


def repairs() -> list[tuple[str, str, Criterion]]:
    """Return the steps from "should feel more accurate" to a criterion.

    Each: what is added, the reason, and the criterion as it then stands.
    """
    final = WORKED.criterion
    bare = changed(
        final,
        letters_from=TEAM_PICKS,
        measure=ALL_RIGHT,
        unit=NOT_SAID,
        cases=100,
        at_least=90,
        floor=0,
        lost_letters=NO_CAP,
        judge=QUICK,
        tries=3,
        on_a_miss=STOP,
    )
    added: list[tuple[str, str, dict[str, object]]] = [
        ("A number: at least 90 of 100 cases right", "A feeling cannot be missed.", {}),
        (
            "Which notes: all workshops, four weeks",
            "The team would pick easy ones.",
            {"letters_from": final.letters_from},
        ),
        (
            f"What harms: urgent notes found, at least {final.at_least} of 100",
            "Most notes are harmless.",
            {"measure": final.measure, "unit": LETTERS, "at_least": final.at_least},
        ),
        (
            f"How many: {final.cases} urgent notes, one try",
            "Luck decides over a handful.",
            {"unit": final.unit, "cases": final.cases, "tries": 1},
        ),
        (
            "Who judges: two experts",
            "The quick check overlooks mistakes.",
            {"judge": final.judge},
        ),
        (
            f"A floor: no language below {final.floor} of 100",
            "The average hides a small group.",
            {"floor": final.floor},
        ),
        (
            "A limit: at most 5 of 100 lost in the archive",
            "Some mistakes weigh more.",
            {"lost_letters": final.lost_letters},
        ),
        (
            "After a miss: rework, then one check",
            "A miss must not stop everything.",
            {"on_a_miss": final.on_a_miss},
        ),
    ]
    found = []
    now = bare
    for name, why, changes in added:
        now = changed(now, **changes)
        found.append((name, why, now))
    return found


def situation(example: Example) -> str:
    """Return the kinds and costs of an example, as HTML."""
    brief = example.brief
    return grid(
        f"The situation: {brief.line}",
        ("Kind", "So many of 20", "Finds of 100 urgent", "In another language", "Harm in a year"),
        [
            (
                kind.name,
                f"{kind.of_20}",
                f"{kind.english}",
                f"{kind.translated}",
                euros(kind.live) if kind.live else "none",
            )
            for kind in brief.kinds
        ],
    ) + facts(
        "Checking",
        [
            ("Two experts check one urgent case", euros(brief.urgent_cost)),
            ("No model: a year by hand", f"{euros(brief.by_hand_low)} at most"),
        ],
    )


def worked_example() -> str:
    """Repair "the model should feel more accurate" step by step, as HTML."""
    rows = []
    for number, (name, why, criterion) in enumerate(repairs(), 1):
        done = outcome(WORKED.brief, criterion)
        good, weak, language, loses, _ = (crowd_count(share) for share in done.accepted)
        rows.append((f"{number}. {name}", why, f"{good}", f"{weak}", f"{language}", f"{loses}"))
    return (
        situation(WORKED)
        + grid(
            "What each step lets through, of 200 models of each kind",
            (
                "Step",
                "Why",
                "Good ones",
                "Weak with urgent ones",
                "Weak in one language",
                "Lose notes",
            ),
            rows,
        )
        + paragraph("The criterion she signs:")
        + steps(clauses(WORKED.criterion))
    )


def half_worked() -> Explorer:
    """The same with one clause missing: the floor."""
    brief, criterion = HALF_WORKED.brief, HALF_WORKED.criterion

    def view(floor: int) -> View:
        done = outcome(brief, changed(criterion, floor=floor))
        counts = [crowd_count(share) for share in done.accepted]
        return signed([kind.name for kind in brief.kinds], counts), (
            f"With a floor of {floor} of 100, {counts[2]} of 200 models that are weak in one "
            f"language leave with your signature. {200 - counts[0]} of 200 good ones are turned "
            f"away. All in all this costs {euros(done.cost)} on average."
        )

    choice = Act(
        "Your choice: the floor",
        {
            "label": "Floor: no language below",
            "unit": "of 100",
            "low": FLOORS[0],
            "high": FLOORS[-1],
            "value": FLOORS[0],
        },
        view,
        invite="Find a floor that keeps the weak ones out, the good ones in, and the cost low.",
    )
    return Explorer(
        LESSON,
        [
            Say(
                "All clauses but one are written",
                lambda: (
                    situation(HALF_WORKED)
                    + steps(clauses(changed(criterion, floor=0)))
                    + say("One clause is missing: the floor for each language.")
                ),
            ),
            choice,
            Say("How close you are", lambda: _how_close(choice.number.value)),
        ],
    )


def floor_costs() -> dict[int, float]:
    """Return the cost of every floor of the half-worked example, in euros."""
    return {
        floor: outcome(HALF_WORKED.brief, changed(HALF_WORKED.criterion, floor=floor)).cost
        for floor in FLOORS
    }


def _how_close(chosen: int) -> str:
    costs = floor_costs()
    best = min(costs, key=costs.__getitem__)
    if costs[chosen] == costs[best]:
        return say(f"You found the cheapest floor: {chosen}, {euros(costs[chosen])} on average.")
    return say(
        f"Your floor of {chosen} costs {euros(costs[chosen])} on average. The cheapest is {best}: "
        f"{euros(costs[best])}. A floor above what a good model reaches by luck would cost "
        f"{euros(costs[FLOORS[-1]])}: it turns good models away."
    )
