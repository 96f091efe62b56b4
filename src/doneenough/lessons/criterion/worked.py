"""The worked example of lesson 6 and the half-worked one: other letters, other costs."""

from __future__ import annotations

from doneenough.core.crowd import crowd_count
from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Say, View, say
from doneenough.lessons.criterion.clauses import (
    ALL_RIGHT,
    CAPS,
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


def repairs() -> list[tuple[str, Criterion]]:
    """Return the steps from "should feel more accurate" to a criterion.

    Each: what is added and why, and the criterion as it then stands.
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
    added: list[tuple[str, dict[str, object]]] = [
        ("A number: at least 90 of 100 cases right", {}),
        (
            "All offices, four weeks: the team would pick easy letters",
            {"letters_from": final.letters_from},
        ),
        ("Two experts judge: the quick check overlooks mistakes", {"judge": final.judge}),
        (
            f"Urgent letters found, at least {final.at_least} of 100: the others do no harm",
            {"measure": final.measure, "unit": LETTERS, "at_least": final.at_least},
        ),
        (
            f"{final.cases} urgent letters, one try: with a handful luck decides",
            {"unit": final.unit, "cases": final.cases, "tries": 1},
        ),
        (
            f"No language below {final.floor} of 100: the average hides a small group",
            {"floor": final.floor},
        ),
        (
            f"At most {CAPS[final.lost_letters]} of 100 lost: some mistakes weigh more",
            {"lost_letters": final.lost_letters},
        ),
        (
            "After a miss rework, then one check: a miss must not end it all",
            {"on_a_miss": final.on_a_miss},
        ),
    ]
    found = []
    now = bare
    for name, changes in added:
        now = changed(now, **changes)
        found.append((name, now))
    return found


def situation(example: Example) -> str:
    """Return the kinds and costs of an example, as HTML."""
    brief = example.brief
    return grid(
        f"The situation: {brief.line}",
        (
            "Kind",
            "Of the last 20",
            "Finds of 100 in English",
            "Of 100 in another language",
            "Harm in a year",
        ),
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
            ("Two experts check one such letter", euros(brief.urgent_cost)),
            ("No model: a year by hand", f"{euros(brief.by_hand_low)} at most"),
        ],
    )


def worked_example() -> str:
    """Repair "the model should feel more accurate" step by step, as HTML."""
    rows = []
    for number, (name, criterion) in enumerate(repairs(), 1):
        done = outcome(WORKED.brief, criterion)
        good, weak, language, loses, _ = (f"{crowd_count(share)}" for share in done.accepted)
        rows.append((f"{number}. {name}", good, weak, language, loses, euros(done.cost)))
    return (
        situation(WORKED)
        + grid(
            "What each step lets through, of 200 models of each kind",
            ("Step", "Good", "Weak with urgent", "Weak in one language", "Lose letters", "Cost"),
            rows,
        )
        + paragraph(
            "The limit on lost letters has a price: it turns some good models away too. It pays, "
            "because a lost letter does more harm than a late one. The last step changes no count "
            f"at the first check. It makes {WORKED.brief.mended_in_10} of 10 refused models good, "
            "so the cost falls. The cost adds up harm, work by hand, checking and rework."
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
        f"{euros(costs[best])}. A floor of {FLOORS[-1]} would cost "
        f"{euros(costs[FLOORS[-1]])}, because it turns good models away."
    )
