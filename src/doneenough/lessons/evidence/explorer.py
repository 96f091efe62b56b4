"""The experiments of lesson 5, as the notebook shows them."""

from __future__ import annotations

import math

from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say, View, say
from doneenough.lessons.evidence import figures
from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED, Example
from doneenough.lessons.evidence.model import MISS_OPTIONS, TEAMS, crowd_count, outcome
from doneenough.lessons.evidence.review import likelihood
from doneenough.lessons.evidence.sign_off import crowds
from doneenough.lessons.evidence.story import (
    CHECKED,
    GATE_LETTERS,
    GATE_MARK,
    REPORTED,
    STORY,
    STORY_TRIES,
)
from doneenough.statistics import accept_probability_tries, expected_best_share, rate_ruled_out

LESSON = "evidence"
WEAK = round(STORY.weak * 100)
GOOD = round(STORY.good * 100)


def letters() -> Explorer:
    """Predict the crowd, then change the number of letters, then the number right."""
    guess = Predict(
        "Your guess",
        "crowd",
        f"{TEAMS} teams each bring you a weak model, right in {WEAK} of 100 letters. "
        f"Your rule: {CHECKED} letters, at least {figures.usual_mark(CHECKED)} right. "
        "How many leave with your signature?",
        high=TEAMS,
        unit=f"of {TEAMS} teams",
    )

    def compare() -> str:
        weak, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED))
        return say(
            f"You guessed {guess.guess}. It is {weak} of {TEAMS}. Below them stand {TEAMS} teams "
            "with a good model. You cannot see which crowd your team belongs to."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "Act 1: more letters",
                {
                    "label": "Letters the experts check",
                    "unit": "letters",
                    "low": 20,
                    "high": 600,
                    "step": 10,
                    "value": CHECKED,
                },
                figures.letters_view,
                intro=compare,
                invite="Ninety in a hundred must be right. Move the number of letters and watch "
                "both crowds.",
            ),
            Ask(
                "Before you go on",
                "stricter",
                "Checking takes time. Suppose you stay with 100 letters and raise the pass mark "
                "instead. What will happen?",
                [
                    Answer(
                        "Fewer weak models pass, and good ones still pass.",
                        "Watch the lower crowd in the next act.",
                    ),
                    Answer(
                        "Fewer weak models pass, and fewer good ones too.",
                        "See for yourself how many, and whether you could live with that.",
                        right=True,
                    ),
                    Answer(
                        "Nothing changes: luck decides anyway.",
                        "Luck plays a part, but the pass mark matters. Watch both crowds.",
                    ),
                ],
            ),
            Act(
                "Act 2: a higher pass mark",
                {
                    "label": "Pass mark: right letters needed",
                    "unit": f"of {CHECKED}",
                    "low": 80,
                    "high": 100,
                    "value": figures.usual_mark(CHECKED),
                },
                figures.mark_view,
                invite="Now the letters stay at 100. Raise and lower the pass mark.",
            ),
            Say("What you have seen", _after_mark),
        ],
    )


def _after_mark() -> str:
    strict_weak, strict_good = figures.passing(CHECKED, 95)
    many = 400
    many_weak, many_good = figures.passing(many, figures.usual_mark(many))
    return say(
        f"With 100 letters you can only trade one mistake for the other. At a pass mark of 95, "
        f"{strict_weak} of {TEAMS} weak models pass, but {TEAMS - strict_good} of {TEAMS} good "
        f"ones are turned away. With {many} letters and 90 in a hundred, {many_weak} weak ones "
        f"pass and {TEAMS - many_good} good ones are turned away. More letters are the only "
        "change that helps on both sides."
    )


def tries() -> Explorer:
    """The turn of the story: it was the fourth try."""
    guess = Predict(
        "Your guess",
        "tries",
        f"The same {TEAMS} weak models may try {STORY_TRIES} times, with 100 fresh letters each "
        "time. How many leave with your signature at least once?",
        high=TEAMS,
        unit=f"of {TEAMS} teams",
    )

    def compare() -> str:
        weak, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED), STORY_TRIES)
        once, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED))
        return say(
            f"You guessed {guess.guess}. It is {weak} of {TEAMS}; with one try it was {once}. "
            "Nobody cheated. Every try is one more chance to be lucky."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "Act 3: another try",
                {
                    "label": "Tries allowed",
                    "unit": "tries",
                    "low": 1,
                    "high": 10,
                    "value": STORY_TRIES,
                },
                figures.tries_view,
                intro=compare,
                invite="Each try uses 100 fresh letters. A team passes as soon as one try "
                "reaches 90.",
            ),
            Say("What you have seen", _after_tries),
        ],
    )


def _after_tries() -> str:
    ten, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED), 10)
    return say(
        f"With ten tries {ten} of {TEAMS} weak models leave signed. So “passed” means little "
        "until you know how often the team tried. A new try counts when the model has really "
        "changed, and when the rule allowed it beforehand."
    )


def explain() -> Explorer:
    """Choose an explanation; then ours, and the wrong one shown failing."""

    def ours() -> str:
        weak, good = figures.passing(CHECKED, 95)
        return say(
            "Our explanation: a check is a small sample of all letters. The number right moves "
            "with the luck of the sample. With few letters it moves by several points, and each "
            "further try adds one more chance. The first explanation fails when you try it: at "
            f"95 of 100, {TEAMS - good} of {TEAMS} good models are turned away, and still "
            f"{weak} weak {'one passes' if weak == 1 else 'ones pass'}. Sensible people believe "
            "it because in an exam a higher mark does mean more knowledge."
        )

    return Explorer(
        LESSON,
        [
            Ask(
                "Choose an explanation",
                "explain",
                "Why do so many weak models leave with a signature?",
                [
                    Answer(
                        "The pass mark is too low.",
                        "A natural thought. Read below what a higher pass mark does.",
                    ),
                    Answer(
                        "With few letters luck decides, and each try adds luck.",
                        "Yes. That explains both acts.",
                        right=True,
                    ),
                    Answer(
                        "The teams were not honest.",
                        "Nobody cheated here: fresh letters, honest counting, one rule for all.",
                    ),
                ],
                more=ours,
            )
        ],
    )


def look_alikes() -> Explorer:
    """Ask which claim leaves least open; then all three, computed."""
    claims = [claim for claim, _ in _what_they_leave_open()]
    replies = (
        "It sounds the safest. See below what it still allows.",
        "Look at what choosing the best does to the number.",
        "You have seen in act 3 what another try does.",
    )
    return Explorer(
        LESSON,
        [
            Ask(
                "Which one would you trust?",
                "look_alikes",
                "Which of these claims leaves nothing important open?",
                [
                    *(Answer(claim, reply) for claim, reply in zip(claims, replies, strict=True)),
                    Answer(
                        "None of them.", "So it is. Each is true and leaves something open.", True
                    ),
                ],
                more=lambda: (
                    grid(
                        "Three claims that sound like proof",
                        ("The claim", "What it leaves open"),
                        _what_they_leave_open(),
                    )
                    + paragraph(
                        "The second line takes it that the models fail on different cases. When "
                        "they fail on the same ones, the best looks less lucky."
                    )
                ),
            )
        ],
    )


def _what_they_leave_open() -> list[tuple[str, str]]:
    zero = 60
    models, cases, right = 20, 200, 0.90
    best = 100 * float(expected_best_share(models, cases, right))
    weak = float(
        accept_probability_tries(CHECKED, figures.usual_mark(CHECKED), STORY.weak, STORY_TRIES)
    )
    return [
        (
            f"“Not one error in {zero} cases.”",
            f"Up to {100 * float(rate_ruled_out(zero)):.0f} in 100 could still go wrong.",
        ),
        (
            f"“The best of {models} models, all tested on the same {cases} cases.”",
            f"If each is really right {100 * right:.0f} times in 100, the best one shows "
            f"about {best:.0f}: it was the luckiest.",
        ),
        (
            f"“We passed. It took {STORY_TRIES} tries.”",
            f"{crowd_count(weak)} of {TEAMS} weak models pass within {STORY_TRIES} tries.",
        ),
    ]


def _situation(example: Example) -> str:
    brief = example.brief
    return facts(
        f"The situation: {brief.line}",
        [
            ("A good model is right in", f"{brief.good * 100:.0f} of 100"),
            ("A weak model is right in", f"{brief.weak * 100:.0f} of 100"),
            ("Weak ones among the last ten", f"{brief.weak_in_10} of 10"),
            ("A weak model goes live", euros(brief.weak_live)),
            ("No model goes live: the work goes on by hand", euros(brief.by_hand)),
            ("Checking one case, waiting included", euros(brief.check_cost_per_letter)),
            (
                "Rework after a miss",
                f"{brief.rework_days} days, {euros(brief.rework_cost)}; makes "
                f"{brief.mended_in_10} of 10 weak models good",
            ),
        ],
    )


def worked_example() -> str:
    """A full example with other costs, step by step, as HTML."""
    brief, rule = WORKED.brief, WORKED.rule
    share = (rule.letters_to_check - rule.right_needed) / rule.letters_to_check
    rows = []
    for count in (60, 120, rule.letters_to_check, 500):
        needed = count - round(share * count)
        done = outcome(brief, count, needed, rule.tries_allowed, rule.on_a_miss)
        rows.append(
            (
                f"{count} cases, {needed} right",
                f"{crowd_count(done.weak_signed)} of {TEAMS}",
                f"{TEAMS - crowd_count(done.good_signed)} of {TEAMS}",
                euros(float(done.cost)),
            )
        )
    return (
        _situation(WORKED)
        + grid(
            "Four rules, one try each",
            (
                "Rule",
                "Weak ones signed",
                "Good ones turned away",
                "Cost on average",
            ),
            rows,
        )
        + paragraph(
            "The last column adds up three things: weak models that go live, work that goes on by "
            "hand, and checking. How she gets to her rule:"
        )
        + steps(
            (
                "She puts the pass mark between the good and the weak share.",
                "She goes down the table until more cases cost more than they save.",
                "She allows one try.",
                "She compares what may follow a miss. Rework takes too long here. So on a miss "
                f"{MISS_OPTIONS[rule.on_a_miss]}.",
            )
        )
        + paragraph(
            f"Her rule: {rule.letters_to_check} cases, at least {rule.right_needed} right, one "
            "try. It has the lowest cost in the last column."
        )
    )


def half_worked() -> Explorer:
    """The same with one field missing: the number right."""
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    count = rule.letters_to_check

    def view(needed: int) -> View:
        done = outcome(brief, count, needed, rule.tries_allowed, rule.on_a_miss)
        weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
        return crowds(weak, good), (
            f"{count} cases, at least {needed} right: {weak} of {TEAMS} weak models leave signed, "
            f"{TEAMS - good} of {TEAMS} good ones are turned away. All in all this costs "
            f"{euros(float(done.cost))} on average."
        )

    choice = Act(
        "Your choice: the pass mark",
        {
            "label": f"Pass mark: right of {count} photos",
            "unit": f"of {count}",
            "low": 570,
            "high": 600,
            "value": 570,
        },
        view,
        invite="Find a pass mark that keeps both crowds and the cost low.",
    )
    return Explorer(
        LESSON,
        [
            Say(
                "Three choices are made",
                lambda: (
                    _situation(HALF_WORKED)
                    + say(
                        f"{count} photos, one try, and on a miss {MISS_OPTIONS[rule.on_a_miss]}. "
                        "One choice is missing: yours."
                    )
                ),
            ),
            choice,
            Say("How close you are", lambda: _how_close(choice.number.value)),
        ],
    )


def half_worked_costs() -> dict[int, float]:
    """Return the cost of every pass mark of the half-worked example, in euros."""
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    return {
        needed: float(
            outcome(brief, rule.letters_to_check, needed, rule.tries_allowed, rule.on_a_miss).cost
        )
        for needed in range(570, rule.letters_to_check + 1)
    }


def _how_close(chosen: int) -> str:
    costs = half_worked_costs()
    best = min(costs, key=costs.__getitem__)
    if chosen == best:
        return say(f"You found the cheapest pass mark: {best}, {euros(costs[best])} on average.")
    return say(
        f"Your pass mark of {chosen} costs {euros(costs[chosen])} on average. The cheapest is "
        f"{best}: {euros(costs[best])}. Close to it, one photo more or fewer costs little: "
        f"{best + 1} would be {euros(costs[best + 1])}."
    )


def thursday() -> Explorer:
    """The gate: decide about Dana's model, then see what each decision costs."""
    report = {"tries": True, "fresh": False, "who_chose": False}
    share_weak = STORY.weak_in_10 / 10
    seen_weak = share_weak * likelihood(REPORTED, STORY.weak, report)
    seen_good = (1 - share_weak) * likelihood(REPORTED, STORY.good, report)
    weak = seen_weak / (seen_weak + seen_good)
    below = figures.usual_mark(CHECKED) - 1
    together = (STORY_TRIES - 1) * below + REPORTED
    all_letters = STORY_TRIES * CHECKED
    days = math.ceil(GATE_LETTERS / STORY.letters_per_day)
    return Explorer(
        LESSON,
        [
            Ask(
                "Your decision",
                "thursday",
                "Dana's model passed on the fourth try. What do you say at the gate?",
                [
                    Answer(
                        f"I sign. {REPORTED} of {CHECKED} is above the pass mark.",
                        f"Of {TEAMS} teams that report this on try {STORY_TRIES}, about "
                        f"{crowd_count(weak)} have a weak model. You would sign them.",
                    ),
                    Answer(
                        f"I count all {STORY_TRIES} tries together, {all_letters} letters.",
                        f"An honest idea. But each missed try had at most {below} right. Together "
                        f"that is at most {together} of {all_letters}: below 90 in 100.",
                    ),
                    Answer(
                        f"One new check now: {GATE_LETTERS} fresh letters, pass mark {GATE_MARK}.",
                        f"A good rule. But {days} working days go into a model that is almost "
                        "surely weak.",
                    ),
                    Answer(
                        f"Rework first, then one check: {GATE_LETTERS} fresh letters, pass mark "
                        f"{GATE_MARK}.",
                        "Yes. The four tries have told you enough about this version. A changed "
                        "model deserves a fresh check.",
                        right=True,
                    ),
                ],
                more=lambda: grid(
                    "What each decision costs on average, after Dana's answer",
                    ("Decision", "Cost on average"),
                    [(name, euros(cost)) for name, cost in thursday_costs(weak).items()],
                ),
            )
        ],
    )


def thursday_costs(weak: float) -> dict[str, float]:
    """Return what each decision at the gate costs, in euros.

    ``weak`` is the probability that the model is weak, given the report.
    """

    def after_check(weak_now: float) -> float:
        passes = {
            share: float(accept_probability_tries(GATE_LETTERS, GATE_MARK, share, 1))
            for share in (STORY.weak, STORY.good)
        }
        return (
            GATE_LETTERS * STORY.check_cost_per_letter
            + weak_now * passes[STORY.weak] * STORY.weak_live
            + weak_now * (1 - passes[STORY.weak]) * STORY.by_hand
            + (1 - weak_now) * (1 - passes[STORY.good]) * STORY.by_hand
        )

    still_weak = weak * (1 - STORY.mended_in_10 / 10)
    return {
        "Sign now": weak * STORY.weak_live,
        "One new check now": after_check(weak),
        "Rework first, then one check": STORY.rework_cost + after_check(still_weak),
        "Stop, and go on by hand": STORY.by_hand,
    }


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))
