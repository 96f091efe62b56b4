"""Which clause costs most in a criterion, and the belief behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import euros
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AMEND,
    AS_MEASURED,
    EXPERTS,
    FIVE,
    NO_CAP,
    NOT_ONE,
    NOTHING,
    REFUSE,
    SIGN,
    STOP,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
    changed,
)
from doneenough.lessons.criterion.outcome import outcome
from doneenough.lessons.criterion.world import CriterionBrief

_WORDS = {
    "letters_from": "Which letters are checked",
    "measure": "What is counted",
    "cases": "The number of cases",
    "unit": "What a case is",
    "at_least": "The mark",
    "certainty": "How sure the check must be",
    "floor": "The floor for each language",
    "lost_letters": "The limit on lost letters",
    "judge": "Who says what is right",
    "compared_with": "The comparison with today",
    "tries": "The number of tries",
    "on_a_miss": "What follows a miss",
}
_SMALL = 0.03
"""A saving below this share of the cost is not worth a further change."""


@dataclass(frozen=True)
class Lever:
    """The one clause whose change alone saves most."""

    field: str
    saving: float
    better: Criterion
    now: Criterion

    def sentence(self, cost: float, best: float) -> str:
        """Name the clause and what changing it could save; ``cost`` and ``best`` in euros."""
        if self.field == "verdict":
            return f"Your answer to the draft. Amending it could save {euros(self.saving)}."
        if self.saving < _SMALL * cost:
            if cost - best >= _SMALL * cost:
                return "No single clause alone would save much more, but several together would."
            return "No single clause would save much more: they fit each other."
        return f"{_WORDS[self.field]}. Another choice there could save {euros(self.saving)}."

    def advice(self, cost: float, best: float) -> str:
        """Say what to try next."""
        if self.field == "verdict":
            return "Amend the draft instead, one clause at a time."
        if self.saving < _SMALL * cost:
            if cost - best >= _SMALL * cost:
                return "Try two clauses at once: what is compared, and how sure the check must be."
            return "This criterion does its work. Go on when you like."
        spec = Criterion.spec(self.field)
        if spec.kind == "option":
            return f"Compare the choices for “{spec.short}”, and read the bars again."
        up = getattr(self.better, self.field) > getattr(self.now, self.field)
        return f"Try a {'higher' if up else 'lower'} number for “{spec.short}”."


def lever_of(brief: CriterionBrief, criterion: Criterion) -> Lever:
    """Return the clause whose change alone saves most; numbers are tried on a grid."""
    cost = outcome(brief, criterion).cost
    if criterion.verdict == REFUSE:
        best = min((sound(brief), changed(sound(brief), on_a_miss=STOP)), key=_cost_in(brief))
        return Lever("verdict", max(0.0, cost - _cost_in(brief)(best)), best, criterion)
    found = min(_single_changes(criterion), key=lambda item: _cost_in(brief)(item[1]))
    return Lever(found[0], max(0.0, cost - _cost_in(brief)(found[1])), found[1], criterion)


def _cost_in(brief: CriterionBrief):  # type: ignore[no-untyped-def]
    return lambda criterion: outcome(brief, criterion).cost


def _single_changes(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    numbers = {
        "cases": (200, 400),
        "at_least": range(60, 99, 2),
        "floor": (0, *range(50, 96, 9)),
        "tries": (1, 2),
    }
    for name in _WORDS:
        options = Criterion.spec(name).options
        for value in options if options else numbers[name]:
            yield name, changed(criterion, **{name: value})


def sound(brief: CriterionBrief) -> Criterion:
    """Return a criterion without a hole, not yet tuned to the costs."""
    good = brief.good
    return Criterion(
        verdict=AMEND,
        letters_from=ALL_OFFICES,
        measure=URGENT_FOUND,
        cases=300,
        unit=URGENT_LETTERS,
        at_least=good.english - 5,
        certainty=AS_MEASURED,
        floor=good.translated - 15,
        lost_letters=FIVE,
        judge=EXPERTS,
        compared_with=NOTHING,
        tries=1,
        on_a_miss="rework",
    )


def belief_of(
    brief: CriterionBrief, decision: Criterion, scale: Scale[Criterion]
) -> Misconception[CriterionBrief, Criterion] | None:
    """Return the belief a decision fits, or None for one clearly better than today's habit."""
    if decision.verdict == SIGN:
        return MISCONCEPTIONS["a_number_is_a_criterion"]
    done = outcome(brief, decision)
    if done.cost < scale.habit - 0.4 * (scale.habit - scale.best):
        return None
    if decision.verdict == REFUSE:
        return MISCONCEPTIONS["refusing_is_safe"]
    if decision.lost_letters == NOT_ONE and done.accepted[0] < 0.6:
        return MISCONCEPTIONS["not_one_is_safe"]
    if decision.measure == ALL_RIGHT and decision.unit != URGENT_LETTERS:
        return MISCONCEPTIONS["one_number_for_all"]
    if decision.unit != URGENT_LETTERS:
        return MISCONCEPTIONS["cases_are_cases"]
    if not decision.floor or decision.lost_letters == NO_CAP:
        return MISCONCEPTIONS["an_average_hides_nothing"]
    return None


def _habit(brief: CriterionBrief, **changes: object) -> Criterion:
    bare = changed(sound(brief), cases=100, floor=0, lost_letters=NO_CAP, on_a_miss=STOP)
    return changed(bare, **changes)


BELIEFS: tuple[Misconception[CriterionBrief, Criterion], ...] = (
    Misconception(
        "a_number_is_a_criterion",
        "Is a number already a criterion",
        "The draft names a number, and a number sounds exact. But it leaves open what is "
        "counted, on how many cases and by whom. The team will fill that in, after the result.",
        lambda brief: changed(sound(brief), verdict=SIGN),
        shown_in="The draft",
    ),
    Misconception(
        "refusing_is_safe",
        "Is refusing safe",
        "A refusal cannot be blamed on you. But the work goes on by hand, and that has its own "
        "mistakes. The question is what you would need to see.",
        lambda brief: changed(sound(brief), verdict=REFUSE),
        shown_in="The draft",
    ),
    Misconception(
        "one_number_for_all",
        "Does one number cover all letters",
        "All letters count, so it seems fair to count them all alike. But most letters are "
        "easy and do no harm. They hide the few that matter.",
        lambda brief: _habit(brief, measure=ALL_RIGHT, unit="letters", at_least=90),
        shown_in="The draft",
    ),
    Misconception(
        "cases_are_cases",
        "Is a case simply a case",
        "A hundred cases sound the same whatever they are. But among a hundred letters only a "
        "few are urgent, and a handful of cases shows nothing.",
        lambda brief: _habit(brief, unit="not_said"),
        shown_in="What a case is",
    ),
    Misconception(
        "an_average_hides_nothing",
        "Does an average hide nothing",
        "A good average looks like good work everywhere. But a small group hardly moves it, "
        "and neither do the few failures that hurt most.",
        lambda brief: _habit(brief),
        shown_in="The average",
    ),
    Misconception(
        "not_one_is_safe",
        "Is “not one” the safest limit",
        "Nobody wants to lose a letter, so zero sounds right. But good models lose one now and "
        "then too. With many cases nearly all of them are turned away.",
        lambda brief: changed(sound(brief), lost_letters=NOT_ONE, cases=1000),
        shown_in="Nobody is harmed by silence",
    ),
)

MISCONCEPTIONS = {item.id: item for item in BELIEFS}
