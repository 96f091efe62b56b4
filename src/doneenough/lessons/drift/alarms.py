"""Exercise (b): six alarms, and what is done first after each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doneenough.core.crowd import TEAMS, crowd_count, crowd_words
from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.words import capital
from doneenough.lessons.drift.alarms_world import (
    BY_HAND,
    CAUSES,
    CHECK,
    EARLIER,
    FEATURES,
    HARMFUL,
    NOTHING,
    RETRAIN,
    REVIEW_DAYS,
    WAIT,
    Alarm,
    AlarmsBrief,
    briefs,
    shares,
)

STEPS = {
    CHECK: "check the feed",
    WAIT: "order more labels and wait for them",
    BY_HAND: "go back to sorting by hand until the cause is known",
    RETRAIN: "retrain the model on new letters",
    NOTHING: "do nothing",
}
_SHORT = {
    CHECK: "feed",
    WAIT: "labels",
    BY_HAND: "by hand",
    RETRAIN: "retraining",
    NOTHING: "nothing",
}
COUNT = 6
SHOWN_IN = "After the alarm"


class FirstSteps(Choices):
    """What is done first after each alarm."""

    alarm_1: str = option("Alarm 1", **STEPS)
    alarm_2: str = option("Alarm 2", **STEPS)
    alarm_3: str = option("Alarm 3", **STEPS)
    alarm_4: str = option("Alarm 4", **STEPS)
    alarm_5: str = option("Alarm 5", **STEPS)
    alarm_6: str = option("Alarm 6", **STEPS)


class Alarms(ItemByItem[AlarmsBrief, FirstSteps, Alarm]):
    """Six alarms, each with two lines of evidence."""

    lesson = "drift"
    name = "alarms"
    title = "Six alarms"
    points = 20
    decision = FirstSteps
    table = "alarms"

    def briefs(self) -> Sequence[AlarmsBrief]:
        """Return the 24 sets of alarms."""
        return briefs()

    def show_brief(self, brief: AlarmsBrief) -> str:
        """Return what was behind earlier alarms, and what steps and harm cost."""
        rows = [
            (
                capital(text),
                f"{count} of {EARLIER}",
                f"{euros(brief.harm(cause))} a day" if cause in HARMFUL else "none",
            )
            for (cause, text), count in zip(CAUSES.items(), brief.earlier, strict=True)
        ]
        return paragraph(
            f"There are {brief.volume} letters a day. Checking the feed costs {euros(brief.feed)} "
            f"and a day; it mends the feed. More labels cost {euros(brief.labels)} and come after "
            f"{brief.delay} days; they show the cause, and the right repair follows. Sorting "
            f"by hand costs {euros(brief.by_hand)} a day, and nothing goes wrong meanwhile. "
            "Retraining costs "
            f"{euros(brief.retrain)} and {brief.retrain_days} days. It repairs changed rules and "
            "harder letters; on a broken feed it only loses time. Who does nothing lets harm run "
            f"for {REVIEW_DAYS} days, until the next review. Cheap checks often come first, but "
            "the prices decide."
        ) + grid(
            f"What was behind the last {EARLIER} alarms",
            ("Cause", "How often", "Harm"),
            rows,
        )

    def question(self, brief: AlarmsBrief, spec: FieldSpec) -> str:
        """Return the alarm's two lines of evidence."""
        return f"{spec.meaning}: {evidence(self.item(brief, spec), brief)}"

    def items(self, brief: AlarmsBrief) -> Sequence[Alarm]:
        """Return the six alarms."""
        return brief.alarms

    def item_costs(self, brief: AlarmsBrief, item: Alarm) -> Mapping[str, float]:
        """Return what each first step after an alarm costs."""
        return brief.expected(item)

    def policies(self, brief: AlarmsBrief) -> Mapping[str, float]:
        """Do the same after each alarm."""
        return self.all_alike(
            brief,
            {
                "Always check the feed": CHECK,
                "Always wait for labels": WAIT,
                "Always go back to sorting by hand": BY_HAND,
                "Always retrain": RETRAIN,
                "Never do anything": NOTHING,
            },
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[AlarmsBrief, FirstSteps]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(
        self, brief: AlarmsBrief, decision: FirstSteps, scale: Scale[FirstSteps]
    ) -> Feedback:
        """Name the step that costs most, what was behind such alarms, and the habit."""
        cost = self.cost(brief, decision)
        chosen = self.chosen(brief, decision)
        fits, worst = fitting(chosen), dearest(chosen)
        number, alarm, way, loss = worst.number, worst.item, worst.way, worst.loss
        close = cost - scale.best < 0.02 * scale.best
        kinds = set(decision.ways)
        belief = MISCONCEPTIONS.get(next(iter(kinds))) if len(kinds) == 1 else None
        return Feedback(
            protected=f"{fits} of your {COUNT} first steps are the cheapest for their alarm."
            if fits != 1
            else f"One of your {COUNT} first steps is the cheapest for its alarm.",
            consequence=behind(brief, alarm, number),
            money=money_lines(scale, cost, "Your six steps", "The best six steps"),
            lever=(
                "Each step fits what is probably behind its alarm."
                if close
                else f"Alarm {number}. “{capital(STEPS[way])}” costs {euros(loss)} more there "
                f"than the cheapest step. {because(brief, alarm, way)}"
            ),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 10 shows it in “{belief.shown_in}”."
                if belief
                else "You have found what there is to find here. Go on when you like."
                if close
                else f"Read both lines of alarm {number} again, and weigh these costs."
            ),
        )

    def reasons(self, brief: AlarmsBrief, scale: Scale[FirstSteps]) -> str:
        """Return how an experienced lead would act on each alarm, as HTML."""
        rows = []
        for number, (alarm, way) in enumerate(
            zip(brief.alarms, scale.reference.ways, strict=True), 1
        ):
            chances = brief.chances(alarm)
            likely = max(chances, key=chances.__getitem__)
            rows.append(
                (
                    f"{number}",
                    f"{CAUSES[likely]} ({crowd_count(chances[likely])} of {TEAMS})",
                    f"{crowd_count(sum(chances[cause] for cause in HARMFUL))} of {TEAMS}",
                    STEPS[way],
                    euros(brief.expected(alarm)[way]),
                )
            )
        return grid(
            "What an experienced lead would do first",
            ("Alarm", "Most likely cause", "Something harmful", "First step", "Costs on average"),
            rows,
        )


def evidence(alarm: Alarm, brief: AlarmsBrief) -> str:
    """Return the two lines of evidence in words."""
    usual = shares()["nothing"]
    normal = round(alarm.letters * usual[alarm.what])
    if alarm.what == "expert":
        first = f"the model said “needs an expert” for {alarm.seen} of {alarm.letters} letters"
    else:
        name = FEATURES[alarm.what][0]
        first = f"{name[:1].lower()}{name[1:]}: {alarm.seen} of {alarm.letters}"
    second = (
        f"Labels: {alarm.right} of {alarm.labelled} right; at sign-off "
        f"{round(alarm.labelled * usual['right'])}."
        if alarm.labelled
        else f"Labels: none yet, they come after {brief.delay} days."
    )
    return f"{first}; usually {normal}. {second}"


def behind(brief: AlarmsBrief, alarm: Alarm, number: int) -> str:
    """Say in counts what is behind 200 alarms with this evidence."""
    chances = sorted(brief.chances(alarm).items(), key=lambda item: -item[1])
    shown = [(cause, crowd_count(chance)) for cause, chance in chances[:2]]
    said = f"Behind {shown[0][1]} is this: {CAUSES[shown[0][0]]}."
    if shown[1][1]:
        said += f" Behind {shown[1][1]}: {CAUSES[shown[1][0]]}."
    return f"Take {TEAMS} alarms like number {number}. {said}"


def because(brief: AlarmsBrief, alarm: Alarm, way: str) -> str:
    """Compare what each step costs under the cause that makes the difference."""
    expected = brief.expected(alarm)
    better = min(expected, key=expected.__getitem__)
    chances = brief.chances(alarm)
    gains = {
        cause: chance * (brief.costs(cause)[way] - brief.costs(cause)[better])
        for cause, chance in chances.items()
    }
    cause = max(gains, key=gains.__getitem__)
    costs = ", ".join(f"{_SHORT[step]} {euros(cost)}" for step, cost in brief.costs(cause).items())
    return (
        f"One cause decides here, in {crowd_words(chances[cause])}: {CAUSES[cause]}. If so, the "
        f"first steps cost: {costs}."
    )


MISCONCEPTIONS: dict[str, Misconception[AlarmsBrief, FirstSteps]] = {
    RETRAIN: Misconception(
        "drift_means_retrain",
        "Does every alarm call for a new model",
        "New letters, new model: that sounds like keeping up. But chance, weekends and broken "
        "feeds raise alarms too, and a model cannot learn those away.",
        FirstSteps.always(RETRAIN),
        SHOWN_IN,
    ),
    WAIT: Misconception(
        "labels_tell_in_time",
        "Do labels tell in time",
        "Labels show the truth, so one waits for them. But harm goes on while they are on the "
        "way, and some causes show at once in the letters.",
        FirstSteps.always(WAIT),
        SHOWN_IN,
    ),
    BY_HAND: Misconception(
        "off_is_safe",
        "Is switching off always safe",
        "Nobody is blamed for switching off. But most alarms have little behind them, and the "
        "work by hand is paid for each day.",
        FirstSteps.always(BY_HAND),
        SHOWN_IN,
    ),
    NOTHING: Misconception(
        "alarms_are_noise",
        "Is an alarm only noise",
        "After many needless calls one stops listening. But the few with a cause cost most.",
        FirstSteps.always(NOTHING),
        SHOWN_IN,
    ),
}
ALARMS = Alarms()
