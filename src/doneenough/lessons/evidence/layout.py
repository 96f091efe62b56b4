"""What each cell of lesson 5 shows: which words, control and picture are in which step."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import card, facts, grid, paragraph, steps
from doneenough.core.lifecycle import here
from doneenough.core.registry import find_exercise
from doneenough.core.wording import words_of
from doneenough.explorer import forms
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say, View
from doneenough.explorer.steps import warm_up as quick_questions
from doneenough.explorer.tries import HowClose, Try, Whole
from doneenough.lessons.evidence import case, figures, real_model
from doneenough.lessons.evidence.review import AskAboutReport
from doneenough.lessons.evidence.sign_off import MISSES
from doneenough.lessons.evidence.sign_off_world import REWORK, SignOffBrief, outcome

LESSON = "evidence"
WORDS = words_of(LESSON)


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    return here(LESSON)


def warm_up() -> Explorer:
    """Three quick questions."""
    return quick_questions(LESSON)


def explore_sign_off() -> Explorer:
    """Predict the crowd, then change the number of letters, then the number right."""
    start = case.usual_mark(case.CHECKED)
    return Explorer(
        LESSON,
        [
            Predict("crowd", high=TEAMS),
            Try("letters", {"letters": Whole(20, 600, case.CHECKED, 10)}, figures.letters_view),
            Ask("stricter"),
            Try("mark", {"needed": Whole(80, 100, start)}, figures.mark_view),
            Say("after_mark"),
        ],
    )


def explore_tries() -> Explorer:
    """The turn of the story: it was the fourth try."""
    return Explorer(
        LESSON,
        [
            Say("danas_answer"),
            Predict("tries_guess", high=TEAMS),
            Try("tries", {"tries": Whole(1, 10, case.STORY_TRIES)}, figures.tries_view),
            Say("after_tries"),
        ],
    )


def explain() -> Explorer:
    """Choose an explanation; then ours, and the wrong one shown failing."""
    return Explorer(LESSON, [Ask("explain")])


def one_real_model() -> Picture:
    """Measure one scikit-learn model on many samples of 100."""
    return figures.histogram(*real_model.measured())


def what_91_can_mean() -> Picture:
    """Show which models could be behind 91 right in 100."""
    return figures.same_share()


def look_alikes() -> Explorer:
    """Ask which claim leaves nothing open; then all three, computed."""
    claims = WORDS.block("step.look_alikes.answers")[:3]
    rows = [(WORDS.fill(one["text"]), WORDS(f"look_alikes.{one['id']}")) for one in claims]
    head = (WORDS("look_alikes.claim"), WORDS("look_alikes.open"))
    table = grid(WORDS("look_alikes.caption"), head, rows)
    return Explorer(
        LESSON, [Ask("look_alikes", lambda: table + paragraph(WORDS("look_alikes.assumption")))]
    )


def thursday() -> Explorer:
    """The gate: decide about Dana's model, then see what each decision costs."""
    rows = [(WORDS(f"thursday.{name}"), euros(cost)) for name, cost in case.gate_costs().items()]
    head = (WORDS("thursday.decision"), WORDS("thursday.cost"))
    return Explorer(LESSON, [Ask("thursday", lambda: grid(WORDS("thursday.caption"), head, rows))])


def worked_example() -> Picture:
    """A full example with different costs, step by step."""
    cases, mark, tries, miss = case.WORKED_RULE
    wrong = (cases - mark) / cases
    rows = []
    for count in (60, 120, cases, 500):
        needed = count - round(wrong * count)
        done = outcome(case.WORKED, count, needed, tries, miss)
        weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
        rule = WORDS("worked.row", cases=count, needed=needed)
        counts = (f"{weak} of {TEAMS}", f"{TEAMS - good} of {TEAMS}")
        rows.append((rule, *counts, euros(float(done.cost))))
    with_rework = euros(float(outcome(case.WORKED, cases, mark, tries, REWORK).cost))
    how = WORDS.fill_all(
        WORDS.block("worked.steps"), with_rework=with_rework, on_a_miss=MISSES[miss]
    )
    shown = (
        _situation(case.WORKED, WORDS("worked.line"))
        + grid(WORDS("worked.caption"), WORDS.block("worked.head"), rows)
        + paragraph(WORDS("worked.how"))
        + steps(how)
        + paragraph(WORDS("worked.rule", cases=cases, needed=mark))
    )
    return Picture(card(shown, warm=True), "A worked example with different costs.")


def half_worked() -> Explorer:
    """The same with one field missing: the number right."""
    cases = case.HALF_WORKED_RULE[0]
    marks = case.HALF_WORKED_MARKS

    def view(needed: int) -> View:
        done = case.half_worked(needed)
        weak, good = crowd_count(done.weak_signed), crowd_count(done.good_signed)
        return figures.crowds(weak, good), (
            f"With {cases} photos, at least {needed} right, {weak} of {TEAMS} weak models get your "
            f"signature, and {TEAMS - good} of {TEAMS} good ones are turned away. All in all, "
            f"this costs {euros(float(done.cost))} on average."
        )

    def one_more(_chosen: int) -> dict[str, str | int]:
        costs = case.half_worked_costs()
        more = min(costs, key=costs.__getitem__) + 1
        return {"one_more": more, "one_more_cost": euros(costs[more])}

    situation = _situation(case.HALF_WORKED, WORDS("half_worked.line"))
    choice = Try("half_worked", {"needed": Whole(marks[0], marks[-1], marks[0])}, view)
    return Explorer(
        LESSON,
        [
            Say("three_made", before=lambda: situation),
            choice,
            HowClose("how_close", choice, case.half_worked_costs, one_more),
        ],
    )


def choose_questions(me: object) -> Explorer:
    """Choose three questions for the technical lead."""
    names = ("first_question", "second_question", "third_question")
    words = {"title": "Your three questions", "label": "Ask these three"}
    return forms.decide("evidence.review", me, *names, **words)


def choose_decision(me: object) -> Explorer:
    """Decide after her answers."""
    return forms.decide("evidence.review", me, "decide", place="your answer above")


def ask(review: object, me: object) -> Picture:
    """Show the lead's answers to the questions asked so far."""
    exercise = find_exercise("evidence.review")
    assert isinstance(exercise, AskAboutReport)
    return exercise.hear(review, me)


def _situation(brief: SignOffBrief, line: str) -> str:
    rework = WORDS(
        "situation.rework_text",
        days=brief.rework_days,
        cost=euros(brief.rework_cost),
        mended=brief.mended_in_10,
    )
    rows = {
        "good": f"{brief.good * 100:.0f} of 100",
        "weak": f"{brief.weak * 100:.0f} of 100",
        "history": f"{brief.weak_in_10} of 10",
        "weak_live": euros(brief.weak_live),
        "by_hand": euros(brief.by_hand),
        "check": euros(brief.check_cost_per_letter),
        "rework": rework,
    }
    caption = WORDS("situation.caption", line=line)
    return facts(caption, [(WORDS(f"situation.{name}"), text) for name, text in rows.items()])
