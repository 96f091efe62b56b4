"""Exercise (b): write the rule by which you sign. Brief A coached, brief B committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, Slip, option, whole
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, folded, grid, paragraph
from doneenough.core.levers import Lever, find_lever, or_together
from doneenough.core.next_step import reason
from doneenough.core.scale import Scale
from doneenough.lessons.evidence import case
from doneenough.lessons.evidence.figures import crowds
from doneenough.lessons.evidence.sign_off_world import (
    AFTER_A_MISS,
    LIMITED,
    REWORK,
    STOP,
    Outcome,
    SignOffBrief,
    outcome,
)
from doneenough.lessons.evidence.what_is_known import such_models

HABIT_LETTERS, HABIT_TRIES = 100, 6
"""The usual choice: one check of 100 letters; or checking again, up to six times."""
MISSES = {
    STOP: "no model is used, and people keep doing the work by hand",
    REWORK: "the team reworks the model, and the new version gets one check like the first",
    LIMITED: "the model goes live in one small office only",
}


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
        "How often the same model may try, with fresh letters every time",
        unit="tries",
        low=1,
        high=6,
    )
    on_a_miss: str = option("What happens if the last try fails", **MISSES)

    def disagreements(self) -> Iterator[Slip]:
        """A mark above the number of letters can never be met."""
        if self.right_needed > self.letters_to_check:
            yield Slip(
                "right_needed",
                f'"right_needed" asks for {self.right_needed:,} right of only '
                f"{self.letters_to_check:,} letters, so no one could pass. "
                f"It takes at most {self.letters_to_check:,} (letters) here.",
            )

    @classmethod
    def of(cls, letters: int, needed: int, tries: int, miss: str) -> SignOffRule:
        """Return the rule with these four values."""
        return cls(
            letters_to_check=letters, right_needed=needed, tries_allowed=tries, on_a_miss=miss
        )

    @property
    def values(self) -> tuple[int, int, int, str]:
        """The four values as the world takes them."""
        return self.letters_to_check, self.right_needed, self.tries_allowed, self.on_a_miss

    def with_letters(self, letters: int) -> SignOffRule:
        """Return the rule for another number of letters, with the same share right."""
        wrong = self.letters_to_check - self.right_needed
        needed = letters - round(wrong * letters / self.letters_to_check)
        return self.but(letters_to_check=letters, right_needed=needed)


class SignOff(Exercise[SignOffBrief, SignOffRule]):
    """A rule for one's signature; its parts are searched exactly."""

    lesson, table, brief, decision = "evidence", "sign_off", SignOffBrief, SignOffRule

    def show_brief(self, brief: SignOffBrief) -> str:
        """Return the situation as two short tables."""
        return (
            paragraph(self.say("intro", line=brief.line))
            + such_models(brief)
            + facts(
                "What things cost",
                [
                    ("A weak model goes live", euros(brief.weak_live)),
                    ("No model goes live, and people keep sorting", euros(brief.by_hand)),
                    ("An expert checks one letter", euros(brief.letter_cost)),
                    ("Letters the experts check in a day", f"{brief.letters_per_day}"),
                    ("One day of waiting (part of a day costs its share)", euros(brief.day_cost)),
                    (
                        "After a failed check, rework takes",
                        f"{brief.rework_days} days of waiting and makes "
                        f"{brief.mended_in_10} of 10 weak models good; good ones stay good",
                    ),
                    (
                        "In one small office only, after a failed check",
                        f"{brief.office_in_10} of 10 letters go there; a weak model does "
                        f"{brief.office_in_10} of 10 of the damage, and people sort the rest",
                    ),
                ],
            )
        )

    def done(self, brief: SignOffBrief, rule: SignOffRule) -> Outcome:
        """Return what a rule does under a brief."""
        return outcome(brief, *rule.values)

    def cost(self, brief: SignOffBrief, decision: SignOffRule) -> float:
        """Return the expected cost of one project, in euros."""
        return float(self.done(brief, decision).cost)

    def policies(self, brief: SignOffBrief) -> Mapping[str, float]:
        """Sign all, sign none, one check of 100, check again until it passes."""
        looks = {name: self.cost(brief, rule) for name, rule in self.common_practice(brief).items()}
        again = looks.pop("again")
        return {
            "sign_all": brief.weak_in_10 / 10 * brief.weak_live,
            "sign_none": brief.by_hand,
            "one_look": min(looks.values()),
            "look_again": again,
        }

    def common_practice(self, brief: SignOffBrief) -> Mapping[str, SignOffRule]:
        """One check of 100 at the usual mark, whatever comes after; and checking again."""
        mark = case.usual_mark(HABIT_LETTERS, brief)
        once = {miss: SignOffRule.of(HABIT_LETTERS, mark, 1, miss) for miss in AFTER_A_MISS}
        return {**once, "again": SignOffRule.of(HABIT_LETTERS, mark, HABIT_TRIES, STOP)}

    def copied(self) -> Sequence[SignOffRule]:
        """The rules worked out in the lesson, for other costs."""
        return [SignOffRule.of(*rule) for rule in (case.WORKED_RULE, case.HALF_WORKED_RULE)]

    def best(self, brief: SignOffBrief) -> SignOffRule:
        """Search every number of letters, mark, number of tries and follow-up."""
        spec = SignOffRule.spec("letters_to_check")
        return _search(brief, range(spec.low, spec.high + 1), range(1, HABIT_TRIES + 1))

    def reference(self, brief: SignOffBrief) -> SignOffRule:
        """One try, letters in round fifties: what an experienced colleague would settle on."""
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
            mark = min(more, more - round(wrong * more / letters))
            yield decision.but(letters_to_check=more, right_needed=mark)
            yield decision.but(right_needed=min(letters - round(wrong * factor), letters))

    @property
    def plays(self) -> Mapping[str, Callable[[SignOffBrief], SignOffRule]]:
        """Few letters, many tries, the strictest mark, no check worth the name."""

        def usual(tries: int) -> Callable[[SignOffBrief], SignOffRule]:
            return lambda brief: SignOffRule.of(
                HABIT_LETTERS, case.usual_mark(HABIT_LETTERS, brief), tries, STOP
            )

        return {
            "hundred_is_plenty": usual(1),
            "another_try": usual(HABIT_TRIES),
            "strict_is_safe": lambda _: SignOffRule.of(HABIT_LETTERS, HABIT_LETTERS - 1, 1, STOP),
            "launch_and_see": lambda brief: SignOffRule.of(
                HABIT_LETTERS, int(HABIT_LETTERS * (brief.weak - 0.08)), 1, STOP
            ),
        }

    def belief(
        self, brief: SignOffBrief, decision: SignOffRule, scale: Scale[SignOffRule]
    ) -> str | None:
        """Return the belief a rule fits, or None for one clearly better than the usual choice."""
        done = self.done(brief, decision)
        if scale.clearly_better(float(done.cost)):
            return None
        once = self.done(brief, decision.but(tries_allowed=1))
        if float(once.weak_signed) > 0.9:
            return "launch_and_see"
        if float(done.good_signed) < 0.6:
            return "strict_is_safe"
        lever = self.lever(brief, decision)
        retried = decision.tries_allowed >= 3 or lever.name == "tries_allowed"
        if retried and float(once.cost) < float(done.cost):
            return "another_try"
        few = decision.letters_to_check < 0.7 * scale.best_decision.letters_to_check
        return "hundred_is_plenty" if few and lever.name != "right_needed" else None

    def lever(self, brief: SignOffBrief, rule: SignOffRule) -> Lever[SignOffRule]:
        """Return the field whose change alone saves most; each is searched over its range."""
        letters, needed, tries, miss = rule.values

        def changes() -> Iterator[tuple[str, SignOffRule]]:
            counts = np.arange(10, 1001)
            marks = counts - np.round((letters - needed) * counts / letters).astype(int)
            at = int(np.argmin(outcome(brief, counts, marks, tries, miss).cost))
            yield "letters_to_check", rule.with_letters(int(counts[at]))
            marks = np.arange(0, letters + 1)
            at = int(np.argmin(outcome(brief, letters, marks, tries, miss).cost))
            yield "right_needed", rule.but(right_needed=int(marks[at]))
            for count in range(1, HABIT_TRIES + 1):
                yield "tries_allowed", rule.but(tries_allowed=count)
            for other in AFTER_A_MISS:
                yield "on_a_miss", rule.but(on_a_miss=other)

        return find_lever(lambda other: self.cost(brief, other), rule, changes())

    def hint(self, brief: SignOffBrief, decision: SignOffRule, scale: Scale[SignOffRule]) -> Hint:
        """Name the choice that costs most; where no single one does, those that do together."""
        lever = self.lever(brief, decision)
        lever = or_together(lambda rule: self.cost(brief, rule), lever, scale.best_decision)
        now, then = (self._parts(brief, rule) for rule in (lever.now, lever.better))
        return self.lever_words(lever, reason(now, then))

    def _parts(self, brief: SignOffBrief, rule: SignOffRule) -> dict[str, float]:
        """Return what the cost of a rule consists of, by name."""
        done = self.done(brief, rule)
        costs = (done.weak_live_cost, done.by_hand_cost, done.check_cost)
        names = (self.say(f"part.{name}") for name in ("weak_live", "by_hand", "checks"))
        return dict(zip(names, map(float, costs), strict=True))

    def consequence(
        self, brief: SignOffBrief, decision: SignOffRule, scale: Scale[SignOffRule]
    ) -> Consequence:
        """Count what leaves with a signature."""
        done = self.done(brief, decision)
        weak_in = crowd_count(done.weak_signed)
        good_out = TEAMS - crowd_count(done.good_signed)
        needed, letters = decision.right_needed, decision.letters_to_check
        happened = self.say(
            "happened",
            needed=f"{needed}",
            letters=f"{letters}",
            share=f"{100 * needed / letters:.1f}",
            weak_share=f"{brief.weak * 100:.0f}",
            good_share=f"{brief.good * 100:.0f}",
            weak_in=weak_in,
            good_out=good_out,
        )
        if decision.on_a_miss == REWORK:
            happened += f" {self.say('before_rework')}"
        return Consequence(
            self.say("kept_weak", count=TEAMS - weak_in)
            if weak_in <= good_out
            else self.say("kept_good", count=TEAMS - good_out),
            happened,
            bill=self.say(
                "bill",
                cost=euros(float(done.cost)),
                weak_live=euros(float(done.weak_live_cost)),
                by_hand=euros(float(done.by_hand_cost)),
                checks=euros(float(done.check_cost)),
            ),
            picture=crowds(weak_in, TEAMS - good_out),
        )

    def reasons(self, brief: SignOffBrief, scale: Scale[SignOffRule]) -> str:
        """Return the experienced colleague's choice with reasons, as HTML, all computed."""
        rule = scale.reference
        letters, needed = rule.letters_to_check, rule.right_needed
        others = {
            "hers": rule,
            "fewer": rule.with_letters(max(letters - 50, 10)),
            "more": rule.with_letters(min(letters + 50, 1000)),
            "lower": rule.but(right_needed=needed - 5),
            "higher": rule.but(right_needed=min(needed + 5, letters)),
            "second_try": rule.but(tries_allowed=2),
        }
        named = [(self.say(name), other) for name, other in others.items()]
        named += [
            (self.say("other_miss", miss=MISSES[miss]), rule.but(on_a_miss=miss))
            for miss in AFTER_A_MISS
            if miss != rule.on_a_miss
        ]
        rows = []
        for name, other in named:
            done = self.done(brief, other)
            weak_in, good_in = crowd_count(done.weak_signed), crowd_count(done.good_signed)
            counts = (f"{weak_in} of {TEAMS}", f"{TEAMS - good_in} of {TEAMS}")
            rows.append((name, *counts, euros(float(done.cost))))
        side = "good" if 2 * needed > letters * (brief.good + brief.weak) else "weak"
        costs = {"weak_live": euros(brief.weak_live), "by_hand": euros(brief.by_hand)}
        head = self.words.block("exercise.sign_off.changes_head")
        return paragraph(self.say("reasons", side=side, **costs)) + folded(
            self.say("changes"), grid(self.say("changes_caption"), head, rows)
        )


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
        for miss in AFTER_A_MISS:
            costs = outcome(brief, n_all, k_all, count, miss).cost
            at = int(np.argmin(costs))
            if found is None or float(costs[at]) < found[0]:
                rule = SignOffRule.of(int(n_all[at]), int(k_all[at]), count, miss)
                found = (float(costs[at]), rule)
    assert found is not None
    return found[1]
