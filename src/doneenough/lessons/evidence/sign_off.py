"""Exercise (b): write the rule by which you sign. Brief A coached, brief B committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from doneenough.core.decision import Decision, Slip, option, whole
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.figures import Picture, crowd
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.registry import read_json
from doneenough.lessons.evidence.model import (
    MISS_OPTIONS,
    REWORK,
    STOP,
    TEAMS,
    SignOffBrief,
    crowd_count,
    outcome,
)

HABIT_LETTERS = 100
HABIT_TRIES = 6
"""Today's habit: one look at 100 letters; or looking again, up to six times."""


class SignOffRule(Decision):
    """When a model leaves with your signature."""

    letters_to_check: int = whole(
        "Fresh letters the experts check in one try", unit="letters", low=10, high=1000
    )
    right_needed: int = whole(
        "Your pass mark: sign when at least this many of them are right",
        unit="letters",
        low=0,
        high=1000,
    )
    tries_allowed: int = whole(
        "How often the same model may try, fresh letters each time", unit="tries", low=1, high=6
    )
    on_a_miss: str = option("What follows when the last try fails", **MISS_OPTIONS)

    def disagreements(self) -> Iterator[Slip]:
        """A mark above the number of letters can never be met."""
        if self.right_needed > self.letters_to_check:
            yield Slip(
                "right_needed",
                f'"right_needed" asks for {self.right_needed:,} right of only '
                f"{self.letters_to_check:,} letters, so nobody could pass. "
                f"It takes at most {self.letters_to_check:,} (letters) here.",
            )


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
            + facts(
                "What you know about such models",
                [
                    ("A good model is right in", f"{brief.good * 100:.0f} of 100 letters"),
                    ("A weak model is right in", f"{brief.weak * 100:.0f} of 100 letters"),
                    ("Of the last ten models, weak were", f"{brief.weak_in_10}"),
                ],
            )
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
        return float(outcome(brief, *_values(decision)).cost)

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
        mark = _usual_mark(brief)
        once = {f"once, then {miss}": _rule(HABIT_LETTERS, mark, 1, miss) for miss in MISS_OPTIONS}
        return {**once, "again": _rule(HABIT_LETTERS, mark, HABIT_TRIES, STOP)}

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
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(
        self, brief: SignOffBrief, decision: SignOffRule, scale: Scale[SignOffRule]
    ) -> Feedback:
        """Count what leaves with a signature, name the lever and the belief behind it."""
        done = outcome(brief, *_values(decision))
        cost = float(done.cost)
        weak_in = crowd_count(done.weak_signed)
        good_out = TEAMS - crowd_count(done.good_signed)
        lever = _lever(brief, decision)
        belief = _belief(brief, decision, scale, lever)
        if weak_in <= good_out:
            protected = (
                f"Your rule stops {TEAMS - weak_in} of {TEAMS} weak models. "
                "Nobody has to find them out after launch."
            )
        else:
            protected = (
                f"Your rule lets {TEAMS - good_out} of {TEAMS} good models through to the people "
                "who wait for them."
            )
        return Feedback(
            protected=protected,
            consequence=(
                f"Think of {TEAMS} teams that bring a model right in "
                f"{brief.weak * 100:.0f} of 100 letters. With your rule, {weak_in} of them leave "
                f"with your signature. Think of {TEAMS} teams with a good model "
                f"({brief.good * 100:.0f} of 100): {good_out} of them are turned away."
                + (" These counts stand before any rework." if decision.on_a_miss == REWORK else "")
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
            "50 letters fewer": _with_letters(rule, max(letters - 50, 10)),
            "50 letters more": _with_letters(rule, min(letters + 50, 1000)),
            "Pass mark 5 lower": _copy(rule, right_needed=needed - 5),
            "Pass mark 5 higher": _copy(rule, right_needed=min(needed + 5, letters)),
            "A second try": _copy(rule, tries_allowed=2),
            **{
                f"On a miss: {miss}": _copy(rule, on_a_miss=miss)
                for miss in MISS_OPTIONS
                if miss != rule.on_a_miss
            },
        }
        rows = []
        for name, item in others.items():
            done = outcome(brief, *_values(item))
            rows.append(
                (
                    name,
                    f"{crowd_count(done.weak_signed)} of {TEAMS}",
                    f"{TEAMS - crowd_count(done.good_signed)} of {TEAMS}",
                    euros(float(done.cost)),
                )
            )
        return (
            paragraph(
                f"An experienced lead would check {letters} letters, sign from {needed} right, "
                f"allow {_times(rule.tries_allowed)} and on a miss choose this: "
                f"{MISS_OPTIONS[rule.on_a_miss]}."
            )
            + paragraph(
                "Her reasons: she puts the pass mark between weak and good, nearer to good the "
                "more a weak model costs. She adds letters until fifty more cost more than they "
                "save. Then she tries each other choice alone:"
            )
            + grid(
                "Her rule, and one change at a time",
                ("Rule", "Weak ones signed", "Good ones turned away", "Cost on average"),
                rows,
            )
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


def crowds(weak_in: int, good_in: int) -> Picture:
    """Return the two crowds, weak above good, as one picture."""
    weak = crowd(
        weak_in,
        TEAMS,
        title=f"{weak_in} of {TEAMS} weak models leave with your signature",
        alt=f"{weak_in} of {TEAMS} little figures for weak models are marked as signed.",
        warn=True,
    )
    good = crowd(
        good_in,
        TEAMS,
        title=f"{good_in} of {TEAMS} good models leave with your signature",
        alt=f"{good_in} of {TEAMS} little figures for good models are marked as signed.",
        warn=False,
    )
    return Picture(f"<div>{weak.html}<br>{good.html}</div>", f"{weak.alt} {good.alt}")


@dataclass(frozen=True)
class _Lever:
    """The one field whose change alone saves most."""

    field: str
    saving: float
    better: SignOffRule
    now: SignOffRule

    def sentence(self, cost: float) -> str:
        if self.saving < 0.03 * cost:
            return "No single change would save much more: the four choices fit each other."
        up = getattr(self.better, self.field)
        amount = f"{euros(self.saving)} per project"
        match self.field:
            case "letters_to_check":
                word = "more" if up > self.now.letters_to_check else "fewer"
                return (
                    f"The number of letters. With {word} letters, and the same share right, "
                    f"this rule could save up to {amount}."
                )
            case "right_needed":
                word = "higher" if up > self.now.right_needed else "lower"
                return (
                    f"The pass mark. A {word} pass mark, with the same letters, "
                    f"could save up to {amount}."
                )
            case "tries_allowed":
                word = "More" if up > self.now.tries_allowed else "Fewer"
                return f"The number of tries. {word} tries could save up to {amount}."
        return f"What follows a miss. Another choice there could save up to {amount}."

    def advice(self, cost: float) -> str:
        if self.saving < 0.03 * cost:
            return "Nothing more to change here: go on when you like."
        return {
            "letters_to_check": "Change the number of letters and keep the share right.",
            "right_needed": "Move the pass mark by two or three letters and compare.",
            "tries_allowed": "Change the number of tries and compare the two crowds.",
            "on_a_miss": "Compare what rework, the small office and stopping cost here.",
        }[self.field]


def _lever(brief: SignOffBrief, rule: SignOffRule) -> _Lever:
    cost = float(outcome(brief, *_values(rule)).cost)
    letters, needed = rule.letters_to_check, rule.right_needed
    candidates: list[tuple[float, str, SignOffRule]] = []

    counts = np.arange(10, 1001)
    marks = counts - np.round((letters - needed) * counts / letters).astype(int)
    costs = outcome(brief, counts, marks, rule.tries_allowed, rule.on_a_miss).cost
    at = int(np.argmin(costs))
    candidates.append((float(costs[at]), "letters_to_check", _with_letters(rule, int(counts[at]))))

    marks = np.arange(0, letters + 1)
    costs = outcome(brief, letters, marks, rule.tries_allowed, rule.on_a_miss).cost
    at = int(np.argmin(costs))
    candidates.append((float(costs[at]), "right_needed", _copy(rule, right_needed=int(marks[at]))))

    for tries in range(1, HABIT_TRIES + 1):
        other = _copy(rule, tries_allowed=tries)
        candidates.append((float(outcome(brief, *_values(other)).cost), "tries_allowed", other))
    for miss in MISS_OPTIONS:
        other = _copy(rule, on_a_miss=miss)
        candidates.append((float(outcome(brief, *_values(other)).cost), "on_a_miss", other))
    found, field, better = min(candidates, key=lambda item: item[0])
    return _Lever(field, max(0.0, cost - found), better, rule)


def _belief(
    brief: SignOffBrief, rule: SignOffRule, scale: Scale[SignOffRule], lever: _Lever
) -> Misconception[SignOffBrief, SignOffRule] | None:
    """Return the belief a rule fits, or None for a rule better than today's habit."""
    done = outcome(brief, *_values(rule))
    if float(done.cost) < scale.habit - 0.4 * (scale.habit - scale.best):
        return None
    single = _copy(rule, tries_allowed=1)
    once = outcome(brief, *_values(single))
    if float(once.weak_signed) > 0.9:
        return MISCONCEPTIONS["launch_and_see"]
    if float(done.good_signed) < 0.6:
        return MISCONCEPTIONS["strict_is_safe"]
    retried = rule.tries_allowed >= 3 or lever.field == "tries_allowed"
    if retried and float(once.cost) < float(done.cost):
        return MISCONCEPTIONS["another_try"]
    few = rule.letters_to_check < 0.7 * scale.best_decision.letters_to_check
    if few and lever.field != "right_needed":
        return MISCONCEPTIONS["hundred_is_plenty"]
    return None


def _usual_mark(brief: SignOffBrief, letters: int = HABIT_LETTERS) -> int:
    return int(np.ceil(letters * brief.target - 1e-9))


def _rule(letters: int, needed: int, tries: int, miss: str) -> SignOffRule:
    return SignOffRule(
        letters_to_check=letters, right_needed=needed, tries_allowed=tries, on_a_miss=miss
    )


def _copy(rule: SignOffRule, **changes: object) -> SignOffRule:
    return rule.model_copy(update=changes)


def _with_letters(rule: SignOffRule, letters: int) -> SignOffRule:
    wrong = rule.letters_to_check - rule.right_needed
    needed = letters - round(wrong * letters / rule.letters_to_check)
    return _copy(rule, letters_to_check=letters, right_needed=needed)


def _values(rule: SignOffRule) -> tuple[int, int, int, str]:
    return rule.letters_to_check, rule.right_needed, rule.tries_allowed, rule.on_a_miss


def _times(count: int) -> str:
    return "one try" if count == 1 else f"{count} tries"


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
                found = (float(costs[at]), _rule(int(n_all[at]), int(k_all[at]), count, miss))
    assert found is not None
    return found[1]


@lru_cache
def _briefs() -> tuple[SignOffBrief, ...]:
    return tuple(SignOffBrief(**row) for row in read_json("evidence", "briefs/sign_off.json"))


_BELIEFS: tuple[Misconception[SignOffBrief, SignOffRule], ...] = (
    Misconception(
        "hundred_is_plenty",
        "Are so few letters enough",
        "A hundred feels like a lot, and the result sounds like an exam mark. But with few "
        "letters luck moves the number by several points, and weak models profit from luck.",
        lambda brief: _rule(HABIT_LETTERS, _usual_mark(brief), 1, STOP),
        shown_in="Act 1",
    ),
    Misconception(
        "another_try",
        "Is another try free",
        "Fresh letters each time look fair, and in software a green test counts. But every "
        "try is a new ticket in a lottery: a weak model only has to be lucky once.",
        lambda brief: _rule(HABIT_LETTERS, _usual_mark(brief), HABIT_TRIES, STOP),
        shown_in="The turn",
    ),
    Misconception(
        "strict_is_safe",
        "Is the strictest pass mark the safest",
        "A demanding pass mark protects the signature. But good models have bad days too. When "
        "they are turned away, the work goes on by hand, and that costs money as well.",
        lambda brief: _rule(HABIT_LETTERS, HABIT_LETTERS - 1, 1, STOP),
        shown_in="Act 2",
    ),
    Misconception(
        "launch_and_see",
        "Can live use show it",
        "Going live ends the waiting, and problems can be mended later. But with this pass "
        "mark nearly every weak model passes, so the check protects nobody.",
        lambda brief: _rule(HABIT_LETTERS, int(HABIT_LETTERS * (brief.weak - 0.08)), 1, STOP),
        shown_in="Act 2",
    ),
)
MISCONCEPTIONS = {item.id: item for item in _BELIEFS}
