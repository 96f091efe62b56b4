"""Why an experienced colleague chooses her plan under a brief; every number computed here."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import special

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph, steps
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import capital
from doneenough.lessons.drift.chance import small_look
from doneenough.lessons.drift.outcomes import Done, done
from doneenough.lessons.drift.phrases import call_count, days, two_digits
from doneenough.lessons.drift.plan_decision import OPTIONS, MonitoringPlan, short
from doneenough.lessons.drift.plan_world import PlanBrief, worlds
from doneenough.products.intake import IMPORTANT
from doneenough.statistics.drift import stability_index

SHOWN = 3
"""How many single changes the colleague shows: those that cost most."""
LETTERS_MOVE, RULES_MOVE = ("broken_feed", "harder"), ("relationship", "gradual")
"""Happenings that do harm: those that show in the letters, and those that do not."""


def say(text: str, /, **values: Fact) -> str:
    """Return one of the texts under ``plan_reasons``, filled."""
    return words_of("drift")(f"plan_reasons.{text}", **values)


def lead(brief: PlanBrief, plan: MonitoringPlan) -> str:
    """Return the colleague's plan, her reasons and what three single changes cost, as HTML."""
    plans = [(say("hers"), done(brief, plan)), *dearest_changes(brief, plan)]
    rows = [
        (
            name,
            call_count(item.quiet_year),
            # A plan that is blind never notices.
            say("never") if item.missed == TEAMS else days(item.delay),
            euros(item.cost),
        )
        for name, item in plans
    ]
    head = words_of("drift").block("plan_reasons.changes_head")
    reasoned = paragraph(say("reasons")) + steps(reasons(brief, plan))
    return reasoned + grid(say("changes"), head, rows)


def reasons(brief: PlanBrief, plan: MonitoringPlan) -> list[str]:
    """Return her reasons: what happens here, what shows it, one check-up, one day."""
    return [*_what_shows(brief, plan), *_one_look(brief, plan), *_one_day(brief, plan)]


def _what_shows(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    history = brief.about.history
    letters = [name for name in LETTERS_MOVE if name in history]
    rules = sum(history.get(name, 0) for name in RULES_MOVE)
    if letters:
        names = " and ".join(say(f"happenings.{name}") for name in letters)
        count = sum(history[name] for name in letters)
        yield say("letters_move", happenings=capital(names), count=count)
    yield say("rules_move", count=rules) if rules else say("no_rule")
    if plan.watch == "predictions":
        yield say("predictions")
    elif "important" in plan.watched and "harmless_shift" in history:
        yield say("important", count=history["harmless_shift"])


def _one_look(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    limit, back = plan.value("limit"), plan.value("look_back")
    if plan.look_back == "day":
        yield say("one_day_back")
    if plan.watched != ("quality",):
        letters = brief.about.letters * back
        beyond = of_100(small_look(letters, limit.index))
        yield say("by_chance", letters=letters, beyond=beyond, limit=f"{limit.index:g}")
        if "season" in brief.about.history and plan.look_back == "day":
            weekend = moved("season", plan.watch)
            text = "weekend_below" if weekend < limit.index else "weekend_beyond"
            yield say(text, weekend=f"{weekend:.1f}")
    if plan.watches_quality:
        labels = plan.value("labels") * back
        low = of_100(by_luck(labels, limit.fewer), "have", "has")
        luck = say("by_luck", labels=labels, low=low, fewer=limit.fewer)
        yield luck if plan.in_a_row == "first" else say("in_a_row", by_luck=luck)


def _one_day(brief: PlanBrief, plan: MonitoringPlan) -> Iterator[str]:
    happened = [name for name in (*LETTERS_MOVE, *RULES_MOVE) if name in brief.about.history]
    name = max(happened, key=_harm)
    yield say(
        "one_day",
        happening=say(f"happening.{name}"),
        harm=two_digits(brief.about.letters * _harm(name) * brief.wrong),
        call=euros(brief.false_alarm),
        look=euros(brief.look),
        every=plan.said("look_every"),
    )
    within = plan.value("answer")
    other = 1 if within > 1 else 10
    yield say(
        "answer",
        within=days(within),
        cost=euros(brief.standby / within),
        other=days(other),
        other_cost=euros(brief.standby / other),
    )


def _harm(name: str) -> float:
    return float(worlds()[name].extra_wrong[-1])


def of_100(share: float, many: str = "are", one: str = "is") -> str:
    """Return a share as a count of 100 with its verb; "fewer than 1" where it is that small."""
    count = round(100 * share)
    return f"{count or 'fewer than 1'} {many if count > 1 else one}"


def by_luck(labels: int, drop: int) -> float:
    """Return how often so many fewer of 100 are right among ``labels``, nothing having changed."""
    right = worlds()["stable"].reference.accuracy
    most = int(np.ceil(labels * (right - drop / 100) - 1e-9)) - 1
    return float(special.bdtr(most, labels, right)) if most >= 0 else 0.0


def moved(world: str, watch: str) -> float:
    """Return how far the last regime of a world moves what is watched, without any chance."""
    then, usual = worlds()[world].regimes[-1], worlds()[world].reference
    pairs = [(then.scores, usual.scores)]
    if watch != "predictions":
        pairs = [(then.inputs[k], usual.inputs[k]) for k in IMPORTANT]
    return max(float(stability_index(1e6 * new, old)) for new, old in pairs)


def dearest_changes(brief: PlanBrief, plan: MonitoringPlan) -> list[tuple[str, Done]]:
    """Return the three choices whose change by one step costs most, each changed for the worse."""
    found = []
    for field, options in OPTIONS.items():
        keys, own = list(options), getattr(plan, field)
        at = keys.index(own)
        near = keys if field == "watch" else keys[max(0, at - 1) : at + 2]
        others = {key: done(brief, plan.but(**{field: key})) for key in near if key != own}
        worst = max(others, key=lambda key: others[key].cost)
        found.append((say(f"changed.{field}", option=short(field, worst)), others[worst]))
    return sorted(found, key=lambda item: -item[1].cost)[:SHOWN]
