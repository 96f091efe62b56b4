"""Exercise (b): write the rule by which you sign. Brief A coached, brief B committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.registry import read_json
from doneenough.lessons.evidence.coaching import (
    BELIEFS,
    HABIT_LETTERS,
    HABIT_TRIES,
    belief_of,
    lever_of,
    usual_mark,
)
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.model import MISS_OPTIONS, REWORK, STOP, SignOffBrief, outcome
from doneenough.lessons.evidence.rule import SignOffRule, changed, make_rule, values, with_letters
from doneenough.lessons.evidence.words import such_models


class SignOff(Exercise[SignOffBrief, SignOffRule]):
    """What both briefs share."""

    lesson = "evidence"
    decision = SignOffRule
    table = "sign_off"

    def briefs(self) -> Sequence[SignOffBrief]:
        """Return the 24 situations."""
        return _briefs()

    def show_brief(self, brief: SignOffBrief) -> str:
        """Return the situation as two short tables."""
        return (
            paragraph(
                f"The letters: {brief.line}. A team brings a model that sorts them. "
                "You write the rule for your signature before anyone sees a result."
            )
            + such_models(brief)
            + facts(
                "What things cost",
                [
                    ("A weak model goes live", euros(brief.weak_live)),
                    ("No model goes live: the work goes on by hand", euros(brief.by_hand)),
                    ("An expert checks one letter", euros(brief.letter_cost)),
                    ("Letters the experts check in a day", f"{brief.letters_per_day}"),
                    ("One day of waiting", euros(brief.day_cost)),
                    (
                        "After a miss, rework takes",
                        f"{brief.rework_days} days of waiting and makes "
                        f"{brief.mended_in_10} of 10 weak models good",
                    ),
                    (
                        "After a miss, the small office handles",
                        f"{brief.office_in_10} of 10 letters; the rest is sorted by hand",
                    ),
                ],
            )
        )

    def cost(self, brief: SignOffBrief, decision: SignOffRule) -> float:
        """Return the expected cost of one project, in euros."""
        return float(outcome(brief, *values(decision)).cost)

    def policies(self, brief: SignOffBrief) -> Mapping[str, float]:
        """Sign all, sign none, one look at 100, look again until it passes."""
        costs = {
            "Sign every model": brief.weak_in_10 / 10 * brief.weak_live,
            "Sign no model": brief.by_hand,
        }
        looks = {name: self.cost(brief, rule) for name, rule in self.common_practice(brief).items()}
        once = [cost for name, cost in looks.items() if name != "again"]
        costs["One look at 100 letters"] = min(once)
        costs["Look again until it passes"] = looks["again"]
        return costs

    def common_practice(self, brief: SignOffBrief) -> Mapping[str, SignOffRule]:
        """One look at 100 at the usual mark, whatever follows a miss; and looking again."""
        mark = usual_mark(brief)
        once = {
            f"once, then {miss}": make_rule(HABIT_LETTERS, mark, 1, miss) for miss in MISS_OPTIONS
        }
        return {**once, "again": make_rule(HABIT_LETTERS, mark, HABIT_TRIES, STOP)}

    def copied(self) -> Sequence[SignOffRule]:
        """The rules worked out in the lesson, for other costs."""
        from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED

        return (WORKED.rule, HALF_WORKED.rule)

    def best(self, brief: SignOffBrief) -> SignOffRule:
        """Search every number of letters, mark, number of tries and follow-up."""
        spec = SignOffRule.spec("letters_to_check")
        return _search(brief, range(spec.low, spec.high + 1), range(1, HABIT_TRIES + 1))

    def reference(self, brief: SignOffBrief) -> SignOffRule:
        """One try, letters in round fifties: what an experienced lead would settle on."""
        return _search(brief, range(50, 1001, 50), range(1, 2))

    def nearby(self, brief: SignOffBrief, decision: SignOffRule) -> Iterator[SignOffRule]:
        """Move the letters with the mark in proportion, and the wrong ones allowed.

        The mark means nothing without the number of letters: 5 % more right of 300 is
        fifteen letters, half of all that may be wrong.
        """
        letters, needed = decision.letters_to_check, decision.right_needed
        wrong = letters - needed
        for factor in (0.95, 1.05):
            more = min(round(letters * factor), 1000)
            yield decision.model_copy(
                update={
                    "letters_to_check": more,
                    "right_needed": min(more, more - round(wrong * more / letters)),
                }
            )
            moved = letters - round(wrong * factor)
            yield decision.model_copy(update={"right_needed": min(moved, letters)})

    @property
    def misconceptions(self) -> Sequence[Misconception[SignOffBrief, SignOffRule]]:
        """The beliefs of :mod:`doneenough.lessons.evidence.coaching`."""
        return BELIEFS

    def feedback(
        self, brief: SignOffBrief, decision: SignOffRule, scale: Scale[SignOffRule]
    ) -> Feedback:
        """Count what leaves with a signature, name the lever and the belief behind it."""
        done = outcome(brief, *values(decision))
        cost = float(done.cost)
        weak_in = crowd_count(done.weak_signed)
        good_out = TEAMS - crowd_count(done.good_signed)
        lever = lever_of(brief, decision)
        belief = belief_of(brief, decision, scale, lever)
        if weak_in <= good_out:
            protected = (
                f"Your rule stops {TEAMS - weak_in} of {TEAMS} weak models. "
                "They do no harm after launch."
            )
        else:
            protected = (
                f"Your rule lets {TEAMS - good_out} of {TEAMS} good models through to the people "
                "who wait for them."
            )
        return Feedback(
            protected=protected,
            consequence=(
                f"Your pass mark is {decision.right_needed} of {decision.letters_to_check}: "
                f"{100 * decision.right_needed / decision.letters_to_check:.1f} in 100. "
                f"Think of {TEAMS} teams that bring a model right in "
                f"{brief.weak * 100:.0f} of 100 letters. With your rule, {weak_in} of them leave "
                f"with your signature. Think of {TEAMS} teams with a good model "
                f"({brief.good * 100:.0f} of 100): {good_out} of them are turned away."
                + (
                    " These counts are for the first check, before any rework."
                    if decision.on_a_miss == REWORK
                    else ""
                )
            ),
            money_note=(
                f"Your {euros(cost)} per project are {euros(float(done.weak_live_cost))} for weak "
                f"models that go live, {euros(float(done.by_hand_cost))} for work that goes on by "
                f"hand, and {euros(float(done.check_cost))} for checking, waiting and rework."
            ),
            money=money_lines(scale, cost, "Your rule", "The best rule there is"),
            lever=lever.sentence(cost),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=f"{belief.title}? Lesson 5 shows it in “{belief.shown_in}”. Try one change."
            if belief
            else lever.advice(cost),
            picture=crowds(weak_in, TEAMS - good_out),
        )

    def reasons(self, brief: SignOffBrief, scale: Scale[SignOffRule]) -> str:
        """Return the lead's choice with reasons, as HTML; every number computed here."""
        rule = scale.reference
        letters, needed = rule.letters_to_check, rule.right_needed
        others = {
            "Her rule": rule,
            "50 letters fewer, same percentage": with_letters(rule, max(letters - 50, 10)),
            "50 letters more, same percentage": with_letters(rule, min(letters + 50, 1000)),
            "Pass mark 5 letters lower": changed(rule, right_needed=needed - 5),
            "Pass mark 5 letters higher": changed(rule, right_needed=min(needed + 5, letters)),
            "A second try": changed(rule, tries_allowed=2),
            **{
                f"On a miss {MISS_OPTIONS[miss]}": changed(rule, on_a_miss=miss)
                for miss in MISS_OPTIONS
                if miss != rule.on_a_miss
            },
        }
        rows = []
        for name, item in others.items():
            done = outcome(brief, *values(item))
            rows.append(
                (
                    name,
                    f"{crowd_count(done.weak_signed)} of {TEAMS}",
                    f"{TEAMS - crowd_count(done.good_signed)} of {TEAMS}",
                    euros(float(done.cost)),
                )
            )
        side = "good" if 2 * needed > letters * (brief.good + brief.weak) else "weak"
        return (
            paragraph(
                f"Her reasons: the pass mark lies between weak and good, here nearer to {side}. A "
                f"weak model that goes live costs {euros(brief.weak_live)}, and doing without a "
                f"model {euros(brief.by_hand)}. More letters are worth it as long as they save "
                "more than they cost. One try gives a weak model one chance only."
            )
            + "<details><summary>Her rule, with one choice changed at a time</summary>"
            + grid(
                "Her rule, and one change at a time",
                ("Rule", "Weak ones signed", "Good ones turned away", "Cost on average"),
                rows,
            )
            + "</details>"
        )


class SignOffCoached(SignOff):
    """Brief A: as many tries as you like, full feedback."""

    name = "sign_off_rule"
    title = "Brief A"
    points = 5


class SignOffCommitted(SignOff):
    """Brief B: new costs, one answer, no live score."""

    name = "final_rule"
    title = "Brief B"
    points = 50
    shift = 12
    committed: ClassVar[bool] = True


def _search(brief: SignOffBrief, letters: range, tries: range) -> SignOffRule:
    """Return the cheapest rule with these numbers of letters and tries.

    Marks far above the good share or far below the weak one sign (almost) nobody or
    everybody; a test checks that nothing outside this band is cheaper.
    """
    counts, marks = [], []
    for n in letters:
        low = max(0, int(n * (brief.weak - 0.06)) - 3)
        high = min(n, int(np.ceil(n * (brief.good + 0.04))) + 1)
        marks.append(np.arange(low, high + 1))
        counts.append(np.full(high - low + 1, n))
    n_all, k_all = np.concatenate(counts), np.concatenate(marks)
    found: tuple[float, SignOffRule] | None = None
    for count in tries:
        for miss in MISS_OPTIONS:
            costs = outcome(brief, n_all, k_all, count, miss).cost
            at = int(np.argmin(costs))
            if found is None or float(costs[at]) < found[0]:
                found = (float(costs[at]), make_rule(int(n_all[at]), int(k_all[at]), count, miss))
    assert found is not None
    return found[1]


@lru_cache
def _briefs() -> tuple[SignOffBrief, ...]:
    return tuple(SignOffBrief(**row) for row in read_json("evidence", "briefs/sign_off.json"))
