"""The experiments of lesson 5: the two crowds, the tries, the explanation, the claims."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.html import grid, paragraph
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say, say
from doneenough.lessons.evidence import figures
from doneenough.lessons.evidence.story import (
    CHECKED,
    STORY,
    STORY_TRIES,
)
from doneenough.statistics import accept_probability_tries, expected_best_share, rate_ruled_out

LESSON = "evidence"
WEAK = round(STORY.weak * 100)


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
            Say(
                "Dana's answer",
                lambda: say(
                    "She answers at once: “Four times. New letters each time, all counted "
                    "honestly. The first three missed the pass mark.” Does that change anything?"
                ),
            ),
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
                invite="Move the number of tries. Each try uses 100 fresh letters; a team passes "
                "as soon as one try reaches 90.",
            ),
            Say("What you have seen", _after_tries),
        ],
    )


def _after_tries() -> str:
    ten, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED), 10)
    return say(
        f"With ten tries {ten} of {TEAMS} weak models get your signature. So “passed” means little "
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
                        "Yes. That explains all three acts.",
                        right=True,
                    ),
                    Answer(
                        "87 is nearly 90, so weak models are nearly good.",
                        "A small gap, but over a year it means thousands of letters more. And the "
                        "check is there to tell the two apart.",
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
                        "The second line assumes that the models fail on different cases. When "
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


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))
