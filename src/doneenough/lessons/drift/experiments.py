"""The experiments of lesson 10."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say, View, say
from doneenough.lessons.drift import counts, words
from doneenough.lessons.drift.choose_world import WORLDS, choose_world
from doneenough.lessons.drift.choose_world import view as view_of
from doneenough.lessons.drift.figures import days_called, stretch
from doneenough.lessons.drift.pick import Pick
from doneenough.lessons.drift.plan import CHOICES, LIMITS
from doneenough.lessons.drift.story import (
    CHANCE,
    EARLIER_PERIODS,
    INPUTS,
    LABEL_DELAY,
    LETTERS,
    QUALITY_BACK,
    SMALL_LOOK,
    USUAL_LIMIT,
)

LESSON = "drift"
DAYS = 100
BACK = range(1, 15)
"""Days that one look may go back in the experiment on weekends."""


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))


def first_answer() -> Explorer:
    """What to make of six quiet months, before anything is known."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Your first answer",
                "first",
                "In six months Paperline's plan has called nobody. Is the model still right?",
                [
                    Answer("Yes. Else somebody would have been called.", "Kept. Read on."),
                    Answer(
                        "No. Ravi's callers say so.", "Kept. Now see whether they can be right."
                    ),
                    Answer(
                        "The plan cannot tell.",
                        "Kept. Now see what the plan can tell, and what it cannot.",
                        right=True,
                    ),
                ],
            )
        ],
    )


def worlds() -> Explorer:
    """A guess about what inputs can show; then a world to choose, and three lines."""
    # Drawn while the cell runs, so that nobody waits after a guess.
    for name in WORLDS:
        view_of(name)
    guess = Predict(
        "Your guess",
        "rule_change",
        f"{TEAMS} products have the usual plan: each week all inputs, index above {USUAL_LIMIT}. "
        "In all of them other letters suddenly need an expert, but letters look the same. How "
        "many of them are called in the three months that follow?",
        high=TEAMS,
        unit=f"of {TEAMS} products",
    )
    # At 0 the control would start at the outcome.
    guess.number.value = TEAMS // 2

    def after() -> str:
        return say(
            f"You guessed {guess.guess}. It is {counts.usual_sees_rule_change()} of {TEAMS}. The "
            "inputs say which letters come. They do not say which of them need an expert."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Say("What the usual plan sees", after),
            choose_world(),
            Ask(
                "What you have seen",
                "seen_worlds",
                "Letters come from further away, and the plan calls. What follows?",
                [
                    Answer(
                        "The model is worse now.",
                        "Look at the third line again: as many are right as before.",
                    ),
                    Answer(
                        "Something moved. Whether it matters, other lines must say.",
                        "Yes. The index says that letters moved. It does not say that anything is "
                        "wrong.",
                        right=True,
                    ),
                    Answer(
                        "The index is useless.",
                        "It found the broken feed within days, long before any label came.",
                    ),
                ],
            ),
        ],
    )


def small_looks() -> Explorer:
    """Quiet days that call somebody, by the number of letters in one look."""
    guess = Predict(
        "Your guess",
        "small_look",
        f"A small team compares {SMALL_LOOK} letters a day with sign-off. Nothing changes at all. "
        f"On how many of {DAYS} days is the index of an input above {USUAL_LIMIT}?",
        high=DAYS,
        unit=f"of {DAYS} days",
    )

    def view(letters: int) -> View:
        called = round(DAYS * counts.small_look(letters))
        title = f"{letters} letters in one look: {called} of {DAYS} quiet days call somebody"
        return days_called(called, DAYS, title), (
            f"With {letters} letters in one look, an input that has not changed is above "
            f"{USUAL_LIMIT} on {called} of {DAYS} days."
        )

    def compare() -> str:
        called = round(DAYS * counts.small_look(SMALL_LOOK))
        return say(
            f"You guessed {guess.guess}. It is {called} of {DAYS}. So few letters never have "
            "quite the usual mix, and the index counts that as a change."
        )

    limits = [LIMITS[name][0] for name in CHOICES["limit"]]

    def view_limit(place: int) -> View:
        limit = limits[place]
        called = round(DAYS * counts.small_look(SMALL_LOOK, limit))
        title = f"Limit {limit:g}: {called} of {DAYS} quiet days call somebody"
        return days_called(called, DAYS, title), (
            f"With {SMALL_LOOK} letters and the limit {limit:g}, {called} of {DAYS} quiet days "
            "call somebody. A broken feed moves the index to "
            f"{counts.broken_feed_index():.0f}: it still calls."
        )

    def is_it_a_law() -> str:
        promised, kept = counts.limits_in_1000()
        return say(
            "No. The usual limit comes from lending, where a look holds thousands of cases. Some "
            f"tools learn a limit from {EARLIER_PERIODS} quiet periods and promise {promised} "
            f"needless calls in 1,000. Computed, it is {kept}: so few periods cannot tell. So set "
            "the limit for your number of letters: more letters in a look, or a higher limit. The "
            "price of a higher one: small changes stay unseen."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "How many letters one look needs",
                {
                    "label": "Letters in one look",
                    "unit": "letters",
                    "low": 50,
                    "high": 500,
                    "step": 25,
                    "value": SMALL_LOOK,
                },
                view,
                intro=compare,
                invite="Put more letters into one look. Each filled square is a needless call.",
            ),
            Pick(
                "Or a higher limit",
                "The index must be above",
                [f"{limit:g}" for limit in limits],
                view_limit,
                start=limits.index(USUAL_LIMIT),
                invite=f"A small team has no more than {SMALL_LOOK} letters. Change its limit.",
            ),
            Say("Is 0.1 a law?", is_it_a_law),
        ],
    )


def many_inputs() -> Explorer:
    """Each input alone calls rarely; many together call often."""
    guess = Predict(
        "Your guess",
        "many_inputs",
        f"A dashboard tests {INPUTS} inputs each day. Nothing changes. Each input alone calls on "
        f"{CHANCE} of {DAYS} days, by chance. On how many of {DAYS} days does at least one call?",
        high=DAYS,
        unit=f"of {DAYS} days",
    )

    def view(inputs: int) -> View:
        called = round(DAYS * counts.any_of(inputs, CHANCE / DAYS))
        name = "1 input" if inputs == 1 else f"{inputs} inputs"
        title = f"{name} tested: {called} of {DAYS} quiet days call somebody"
        return days_called(called, DAYS, title), (
            f"With {name}, at least one of them calls on {called} of {DAYS} days without a change."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "Many inputs, many alarms",
                {
                    "label": "Inputs tested each day",
                    "unit": "inputs",
                    "low": 1,
                    "high": 50,
                    "value": INPUTS,
                },
                view,
                intro=lambda: say(
                    f"You guessed {guess.guess}. It is "
                    f"{round(DAYS * counts.any_of(INPUTS, CHANCE / DAYS))} of {DAYS}. Each input "
                    "is one more chance to be called for nothing."
                ),
                invite="Change how many inputs are tested.",
            ),
        ],
    )


def season() -> Explorer:
    """Weekends taken for a change."""
    weeks = counts.weeks_with_weekend()
    for back in BACK:
        counts.weekends(back)
    guess = Predict(
        "Your guess",
        "season",
        f"On weekends other letters come than on weekdays, each week alike. In {weeks} weeks "
        "nothing else happens. A team compares each day with an average week. How many needless "
        "calls is that?",
        high=100,
        unit="calls",
    )

    def view(days: int) -> View:
        called = round(counts.weekends(days))
        back = words.days(days)
        title = f"Looking back {back}: about {called} needless calls in {weeks} weeks"
        return days_called(called, 2 * weeks, title), (
            f"Looking back {back} brings about {called} needless calls in {weeks} weeks."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "A season is not a change",
                {
                    "label": "How far back one look goes",
                    "unit": "days",
                    "low": BACK[0],
                    "high": BACK[-1],
                    "value": 1,
                },
                view,
                intro=lambda: say(
                    f"You guessed {guess.guess}. It is about {round(counts.weekends(1))}: nearly "
                    "every Saturday and every Sunday."
                ),
                invite="Let one look go further back. Each square is a weekend day.",
            ),
            Ask(
                "Before you go on",
                "season_why",
                "From one week on, the calls stop. Why?",
                [
                    Answer(
                        "A longer look never calls.",
                        "It would still call for a real change, only somewhat later.",
                    ),
                    Answer(
                        "Each look then holds whole weeks, weekends included.",
                        "Yes. Compare like with like: whole weeks with whole weeks.",
                        right=True,
                    ),
                    Answer(
                        "The weekends have changed back.",
                        "They are as before. The look now holds weekdays and weekends together.",
                    ),
                ],
            ),
        ],
    )


def late_labels() -> Explorer:
    """Labels come late, and what each day costs."""
    harm = round(counts.daily_harm(), -2)
    counts.late(LABEL_DELAY)
    guess = Predict(
        "Your guess",
        "late",
        "The rule changes: other letters need an expert. Labels come "
        f"{LABEL_DELAY} days after their letter. Each week the team looks at the labels of four "
        "weeks and is called at 8 of 100 fewer right. After how many days is the change noticed?",
        high=90,
        unit="days",
    )

    def view(delay: int) -> View:
        seen = round(counts.late(delay))
        parts = [("Labels on their way", delay), ("Until the number is low", seen - delay)]
        title = f"Labels {words.days(delay)} late: the change is noticed after {words.days(seen)}"
        return stretch(parts, title), (
            f"With labels {words.days(delay)} late, the change is noticed after {words.days(seen)} "
            f"on average. At {words.about(harm)} a day that costs {words.about(seen * harm)}."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "Labels come late",
                {
                    "label": "Days from a letter to its label",
                    "unit": "days",
                    "low": 0,
                    "high": 28,
                    "value": LABEL_DELAY,
                },
                view,
                intro=lambda: say(
                    f"You guessed {guess.guess}. It takes {counts.late(LABEL_DELAY):.0f} days on "
                    "average. First the labels are on their way. Then a four-week look is still "
                    "full of letters from before."
                ),
                invite="Make the labels faster or slower. What do they save?",
            ),
            Ask(
                "Before you decide",
                "late_what",
                "Labels without any delay would still need about three weeks. What shortens that?",
                [
                    Answer(
                        "A look that goes back less far, with more labels a day.",
                        "Yes. The old letters leave it sooner. More labels keep luck out of it.",
                        right=True,
                    ),
                    Answer(
                        "Looking at the same four weeks each day.",
                        "That saves a few days at most. The look stays full of old letters.",
                    ),
                    Answer(
                        "A lower limit.",
                        "A limit further below sign-off is reached later still.",
                    ),
                ],
            ),
        ],
    )


def explain() -> Explorer:
    """Choose an explanation; then ours."""

    def ours() -> str:
        return say(
            "Our explanation: a plan sees what it watches. Inputs show broken feeds within days. "
            "They cannot show that the world's rule has changed: "
            f"{counts.usual_sees_rule_change()} of {TEAMS} products were called. Labels show "
            "that, and late. Sensible people trust the inputs, because those numbers are there "
            "each morning and cost nothing."
        )

    return Explorer(
        LESSON,
        [
            Ask(
                "Choose an explanation",
                "explain",
                "Paperline's plan stayed silent. Why?",
                [
                    Answer(
                        "Its limit is too high.",
                        "A natural thought. But there is nothing for a lower one to find: the "
                        "letters look the same.",
                    ),
                    Answer(
                        "It does not watch anything that a changed rule would move.",
                        "Yes. No limit helps on a line that does not move.",
                        right=True,
                    ),
                    Answer(
                        "The team looks too rarely.",
                        "It looks each week. Looking daily would find as little: the inputs stay.",
                    ),
                ],
                more=ours,
            )
        ],
    )


def after_alarm() -> Explorer:
    """What is done first."""
    return Explorer(
        LESSON,
        [
            Ask(
                "After the alarm",
                "after_alarm",
                f"A call: of {LETTERS} letters {LETTERS // 3} have hardly any words; usually it is "
                "every tenth. No labels yet. What do you do first?",
                [
                    Answer(
                        "Retrain the model on the new letters.",
                        "It would learn that letters have no words. If the feed is broken, that "
                        "makes things worse.",
                    ),
                    Answer(
                        "Check the feed: do the words arrive?",
                        "Yes. It is cheap and takes an hour. Letters rarely lose their words "
                        "overnight; feeds do.",
                        right=True,
                    ),
                    Answer(
                        "Wait for the labels.",
                        "They come in two weeks. Until then every third letter may go wrong.",
                    ),
                    Answer(
                        "Nothing. Most calls are needless.",
                        "By chance it would be about 30, and hardly ever more than 45. This is far "
                        "beyond.",
                    ),
                ],
                more=lambda: say(
                    "An order that serves well: first what is cheap and quick, the feed. Then "
                    "what returns each week or year. Then the labels, and repair when the cause "
                    "is known. Until then people can do the work by hand. But prices decide: when "
                    "labels already show harm and each day is expensive, repair may come first."
                ),
            )
        ],
    )


def look_back_days() -> int:
    """Return how far the look at labels goes back in the experiment."""
    return QUALITY_BACK
