"""The experiments of lesson 5, as the notebook shows them."""

from __future__ import annotations

from doneenough.core.feedback import euros
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say, View, say
from doneenough.lessons.evidence import figures
from doneenough.lessons.evidence.examples import HALF_WORKED, WORKED, Example
from doneenough.lessons.evidence.model import MISS_OPTIONS, TEAMS, crowd_count, outcome
from doneenough.lessons.evidence.sign_off import crowds
from doneenough.lessons.evidence.story import CHECKED, STORY, STORY_TRIES
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
                "Checking takes time. Could a stricter number right, with only 100 letters, do "
                "the same?",
                [
                    Answer(
                        "Yes: weak models cannot reach a strict number.",
                        "You will see. Watch both crowds in the next act, not only the weak one.",
                    ),
                    Answer(
                        "No: it would also turn good models away.",
                        "See for yourself how many, and whether you could live with that.",
                        right=True,
                    ),
                    Answer(
                        "It makes no difference.",
                        "It makes one. Watch both crowds in the next act.",
                    ),
                ],
            ),
            Act(
                "Act 2: a stricter number",
                {
                    "label": f"Right of {CHECKED} letters, at least",
                    "unit": f"of {CHECKED}",
                    "low": 80,
                    "high": 100,
                    "value": figures.usual_mark(CHECKED),
                },
                figures.mark_view,
                invite="Now the letters stay at 100. Move the number right from easy to strict.",
            ),
            Say("What you have seen", _after_mark),
        ],
    )


def _after_mark() -> str:
    strict_weak, strict_good = figures.passing(CHECKED, 95)
    many = 400
    many_weak, many_good = figures.passing(many, figures.usual_mark(many))
    return say(
        f"With 100 letters you can only trade one mistake for the other. At 95 right, "
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
                invite="Each try uses 100 fresh letters; 90 must be right once.",
            ),
            Say("What you have seen", _after_tries),
        ],
    )


def _after_tries() -> str:
    ten, _ = figures.passing(CHECKED, figures.usual_mark(CHECKED), 10)
    return say(
        f"With ten tries {ten} of {TEAMS} weak models leave signed. So “passed” means little "
        "until you know how often the team tried. A retry is honest when the model has really "
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
                        "The number right asked for is too low.",
                        "A natural thought. Read below what a higher number does.",
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
                        "The second line assumes that luck strikes each model separately. Models "
                        "that stumble over the same cases differ less."
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
            f"“Passed on try {STORY_TRIES}.”",
            f"{crowd_count(weak)} of {TEAMS} weak models can say the same.",
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
            ("No model goes live", euros(brief.by_hand)),
            ("One case: expert and waiting", euros(brief.check_cost_per_letter)),
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
                euros(float(done.check_cost)),
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
                "Checking costs",
                "All in all, on average",
            ),
            rows,
        )
        + paragraph("How she gets to her rule:")
        + steps(
            (
                "She puts the number right between the good and the weak share.",
                "She goes down the table until more cases cost more than they save.",
                "She allows one try.",
                f"She compares what may follow a miss. Rework takes {brief.rework_days} days "
                f"here, so on a miss {MISS_OPTIONS[rule.on_a_miss]}.",
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

    return Explorer(
        LESSON,
        [
            Say(
                "Three choices are made",
                lambda: (
                    _situation(HALF_WORKED)
                    + say(
                        f"{count} cases, one try, and on a miss {MISS_OPTIONS[rule.on_a_miss]}. "
                        "One choice is missing: yours."
                    )
                ),
            ),
            Act(
                "Your choice: the number right",
                {
                    "label": f"Right of {count} cases, at least",
                    "unit": f"of {count}",
                    "low": 570,
                    "high": 600,
                    "value": 570,
                },
                view,
                invite="Find a number that keeps both crowds and the cost low.",
            ),
            Say("How close you are", lambda: _best_half_worked()),
        ],
    )


def _best_half_worked() -> str:
    brief, rule = HALF_WORKED.brief, HALF_WORKED.rule
    count = rule.letters_to_check
    costs = {
        needed: float(outcome(brief, count, needed, rule.tries_allowed, rule.on_a_miss).cost)
        for needed in range(570, count + 1)
    }
    best = min(costs, key=costs.__getitem__)
    return say(
        f"The cheapest number is {best} of {count}: {euros(costs[best])} on average. One or two "
        "letters more or fewer change little. That is normal: near the best, mistakes are cheap."
    )


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))
