"""The end of the story: which plan Paperline gets, and what each would cost."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph, steps
from doneenough.core.words import capital
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Answer, Ask
from doneenough.lessons.drift.counts import flagged, noticed, outcome, story_bill
from doneenough.lessons.drift.plan import MonitoringPlan
from doneenough.lessons.drift.sentence import parts
from doneenough.lessons.drift.story import PLANS
from doneenough.lessons.drift.words import call_count, days

LESSON = "drift"


def decide() -> Explorer:
    """Choose a plan, then see what each does."""
    rows = [_row(name, plan) for name, plan in PLANS.items()]
    return Explorer(
        LESSON,
        [
            Ask(
                "Your decision",
                "friday",
                "Friday, 11 September. Which plan does Paperline get?",
                [
                    Answer(
                        "Leave the plan as it is. It was quiet.",
                        "It was quiet because it cannot see what Ravi's callers see.",
                    ),
                    Answer(
                        "Watch everything, every day.",
                        "It sees a lot. It also calls somebody more than once a week for nothing.",
                    ),
                    Answer(
                        "Watch labelled letters only.",
                        "Nearly right. But a broken feed then stays unseen until its labels come.",
                    ),
                    Answer(
                        "Watch the inputs that matter, and labelled letters.",
                        "Yes. Inputs show a broken feed within days, labels a changed rule.",
                        right=True,
                    ),
                ],
                more=lambda: (
                    grid(
                        f"What each plan does, counted in {TEAMS} products",
                        (
                            "Plan",
                            "Needless calls in a quiet year",
                            "Changed rule noticed",
                            "Broken feed noticed",
                            "Called for a harmless shift",
                            "Half a year costs",
                        ),
                        rows,
                    )
                    + paragraph("The plan that you and Dana write down:")
                    + steps(capital(part) for part in parts(list(PLANS.values())[-1]))
                ),
            )
        ],
    )


def _row(name: str, plan: MonitoringPlan) -> tuple[str, ...]:
    return (
        name,
        call_count(outcome(plan).false_alarms_a_year),
        _noticed(plan, "relationship"),
        _noticed(plan, "broken_feed"),
        f"{flagged(plan, 'harmless_shift')} of {TEAMS}",
        euros(story_bill(plan).total),
    )


def _noticed(plan: MonitoringPlan, world: str) -> str:
    found, late = noticed(plan, world)
    if not found:
        return "never"
    return f"after {days(late)}" + ("" if found == TEAMS else f", {found} of {TEAMS}")
