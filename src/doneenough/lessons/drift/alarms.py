"""Exercise (b): six alarms, and what is done first after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.crowd import crowd_count, crowd_words
from doneenough.core.decision import FieldSpec, Option, forms, option
from doneenough.core.exercise import Consequence, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import facts, folded, grid, paragraph
from doneenough.core.item_by_item import Choices, Chosen, ItemByItem, dearest, fitting
from doneenough.core.scale import Scale
from doneenough.core.words import capital
from doneenough.lessons.drift.alarms_world import (
    BY_HAND,
    CHECK,
    HARMFUL,
    NOTHING,
    RETRAIN,
    REVIEW_DAYS,
    WAIT,
    Alarm,
    AlarmsBrief,
    shares,
)

STEPS = {
    CHECK: Option("check the feed", "feed"),
    WAIT: Option("order more labels and wait for them", "labels"),
    BY_HAND: Option("go back to sorting by hand until the cause is known", "by hand"),
    RETRAIN: Option("retrain the model on new letters", "retraining"),
    NOTHING: Option("do nothing", "nothing"),
}
BELIEF_OF = {
    RETRAIN: "drift_means_retrain",
    WAIT: "labels_tell_in_time",
    BY_HAND: "off_is_safe",
    NOTHING: "alarms_are_noise",
}
"""The belief of those who do the same after every alarm."""
COUNT = 6
COUNTED = ("expert", "short", "young", "far", "right")
"""What may be counted, in the order of the brief's table."""


class FirstSteps(Choices):
    """What is done first after each alarm."""

    alarm_1: str = option("Alarm 1", **forms(STEPS))
    alarm_2: str = option("Alarm 2", **forms(STEPS))
    alarm_3: str = option("Alarm 3", **forms(STEPS))
    alarm_4: str = option("Alarm 4", **forms(STEPS))
    alarm_5: str = option("Alarm 5", **forms(STEPS))
    alarm_6: str = option("Alarm 6", **forms(STEPS))


class Alarms(ItemByItem[AlarmsBrief, FirstSteps, Alarm]):
    """Six alarms, each with two pieces of evidence."""

    lesson, table, brief, decision = "drift", "alarms", AlarmsBrief, FirstSteps

    def show_brief(self, brief: AlarmsBrief) -> str:
        """Return what was behind earlier alarms, and what steps and harm cost."""
        rows = [
            (
                capital(self.say(f"cause.{cause}")),
                self.say("times", count=count),
                self.say("harm", cost=euros(brief.harm(cause)))
                if cause in HARMFUL
                else self.say("no_harm"),
            )
            for cause, count in zip(shares(), brief.earlier, strict=True)
        ]
        follows = self.words.fill_all(
            self.words.block("exercise.alarms.follows"),
            feed=euros(brief.feed),
            labels=euros(brief.labels),
            delay=brief.delay,
            by_hand=euros(brief.by_hand),
            retrain=euros(brief.retrain),
            retrain_days=brief.retrain_days,
            review_days=REVIEW_DAYS,
        )
        counts = [
            (capital(self.say(f"cause.{cause}")), *(f"{100 * share[key]:.0f}" for key in COUNTED))
            for cause, share in shares().items()
        ]
        head = self.words.block("exercise.alarms.earlier_head")
        counts_head = self.words.block("exercise.alarms.counts_head")
        return (
            paragraph(self.say("intro", volume=f"{brief.volume}", wrong=euros(brief.wrong)))
            + facts(self.say("follows_caption"), follows)
            + grid(self.say("earlier"), head, rows)
            + folded(self.say("counts"), grid(self.say("counts"), counts_head, counts))
        )

    def question(self, brief: AlarmsBrief, spec: FieldSpec) -> str:
        """Return the alarm's two pieces of evidence."""
        return f"{spec.meaning}: {self.evidence(brief, self.item(brief, spec))}"

    def evidence(self, brief: AlarmsBrief, alarm: Alarm) -> str:
        """Return the two pieces of evidence in words."""
        usual = shares()["nothing"]
        counted = self.say(
            f"counted.{alarm.what}",
            seen=alarm.seen,
            letters=alarm.letters,
            usual=round(alarm.letters * usual[alarm.what]),
        )
        labels = self.say(
            "labelled" if alarm.labelled else "unlabelled",
            right=alarm.right,
            labelled=alarm.labelled,
            usual=round(alarm.labelled * usual["right"]),
            delay=brief.delay,
        )
        return f"{counted} {labels}"

    def items(self, brief: AlarmsBrief) -> Sequence[Alarm]:
        """Return the six alarms."""
        return brief.alarms

    def item_costs(self, brief: AlarmsBrief, item: Alarm) -> Mapping[str, float]:
        """Return what each first step after an alarm costs."""
        return brief.expected(item)

    def policies(self, brief: AlarmsBrief) -> Mapping[str, float]:
        """Do the same after each alarm."""
        return self.all_alike(brief, {step: step for step in STEPS})

    @property
    def plays(self) -> Mapping[str, Callable[[AlarmsBrief], FirstSteps]]:
        """Do the same after each alarm; checking the feed is no belief."""
        return {belief: FirstSteps.always(step) for step, belief in BELIEF_OF.items()}

    def belief(
        self, brief: AlarmsBrief, decision: FirstSteps, scale: Scale[FirstSteps]
    ) -> str | None:
        """Return the habit behind six equal answers."""
        first, *others = set(decision.ways)
        return None if others else BELIEF_OF.get(first)

    def consequence(
        self, brief: AlarmsBrief, decision: FirstSteps, scale: Scale[FirstSteps]
    ) -> Consequence:
        """Count the steps that fit, and say what is behind the alarm that costs most."""
        chosen = self.chosen(brief, decision)
        fits = fitting(chosen)
        kept = self.say("kept_one" if fits == 1 else "kept", fitting=fits, alarms=COUNT)
        return Consequence(kept, self.behind(brief, dearest(chosen)))

    def behind(self, brief: AlarmsBrief, chosen: Chosen[Alarm]) -> str:
        """Say in counts what is behind 200 alarms with this evidence."""
        chances = brief.chances(chosen.item)
        first, second = sorted(chances, key=lambda cause: -chances[cause])[:2]
        counts = {cause: crowd_count(chances[cause]) for cause in (first, second)}
        cause = self.say(f"cause.{first}")
        said = self.say("behind", number=chosen.number, count=counts[first], cause=cause)
        if not counts[second]:
            return said
        cause = self.say(f"cause.{second}")
        return f"{said} {self.say('behind_second', count=counts[second], cause=cause)}"

    def hint(self, brief: AlarmsBrief, decision: FirstSteps, scale: Scale[FirstSteps]) -> Hint:
        """Name the step that costs most."""
        if self.cost(brief, decision) - scale.best < 0.02 * scale.best:
            return Hint(self.say("lever_small"), self.say("try_small"))
        worst = dearest(self.chosen(brief, decision))
        step = capital(STEPS[worst.way].form)
        lever = self.say("lever", number=worst.number, step=step, loss=euros(worst.loss))
        why = self.because(brief, worst.item, worst.way)
        return Hint(f"{lever} {why}", self.say("try", number=worst.number))

    def because(self, brief: AlarmsBrief, alarm: Alarm, way: str) -> str:
        """Compare what each step costs under the cause that makes the difference."""
        expected, chances = brief.expected(alarm), brief.chances(alarm)
        better = min(expected, key=expected.__getitem__)
        costs = {cause: brief.costs(cause) for cause in chances}
        cause = max(
            chances, key=lambda name: chances[name] * (costs[name][way] - costs[name][better])
        )
        return self.say(
            "because",
            share=crowd_words(chances[cause]),
            cause=self.say(f"cause.{cause}"),
            costs=", ".join(
                f"{STEPS[key].said} {euros(cost)}" for key, cost in costs[cause].items()
            ),
        )

    def reasons(self, brief: AlarmsBrief, scale: Scale[FirstSteps]) -> str:
        """Return how an experienced colleague would act on each alarm, as HTML."""
        rows = []
        for number, (alarm, way) in enumerate(
            zip(brief.alarms, scale.reference.ways, strict=True), 1
        ):
            chances = brief.chances(alarm)
            likely = max(chances, key=chances.__getitem__)
            cause, count = self.say(f"cause.{likely}"), crowd_count(chances[likely])
            harmful = crowd_count(sum(chances[name] for name in HARMFUL))
            rows.append(
                (
                    f"{number}",
                    self.say("likely", cause=cause, count=count),
                    self.say("harmful", count=harmful),
                    STEPS[way].form,
                    euros(brief.expected(alarm)[way]),
                )
            )
        head = self.words.block("exercise.alarms.reasons_head")
        return grid(self.say("reasons"), head, rows)
