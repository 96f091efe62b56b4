"""What each cell of lesson 7 shows: which words, control and picture stand in which step."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import card, facts, grid, paragraph, steps
from doneenough.core.lifecycle import here
from doneenough.core.registry import find_exercise
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import counted, signed
from doneenough.explorer import forms
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say, View
from doneenough.explorer.steps import warm_up as quick_questions
from doneenough.explorer.tries import HowClose, Pick, Try, Whole
from doneenough.lessons.tradeoff import case, figures, real_models
from doneenough.lessons.tradeoff.ask import AskFirst
from doneenough.lessons.tradeoff.policy import ShipPolicy, WritePolicy
from doneenough.lessons.tradeoff.policy_world import WANTED_RIGHT, PolicyBrief

LESSON = "tradeoff"
WORDS = words_of(LESSON)


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    return here(LESSON)


def warm_up() -> Explorer:
    """Three quick questions."""
    return quick_questions(LESSON)


def explore_waiting() -> Explorer:
    """Predict who is better off for having waited; then the weeks, then the last sprint."""
    return Explorer(
        LESSON,
        [
            Predict("waited", high=TEAMS),
            Try("more_weeks", {"weeks": Whole(8, 104, case.WAITED_WEEKS, 2)}, figures.waited_view),
            Ask("next_sprint"),
            Try("last_sprint", {"sprints": Whole(0, case.SERIES_SPRINTS, 0)}, figures.series_view),
            Say("after_sprints"),
        ],
    )


def explore_certainty() -> Explorer:
    """What being sure costs in weeks, and what a quick look misses."""
    return Explorer(
        LESSON,
        [
            Predict("sure", high=60),
            Try("certainty", {"gain": Whole(2, 8, 4)}, figures.certainty_view),
            Predict("looks", high=case.looks(case.CHECKED).better),
            Try(
                "looks_better",
                {"letters": Whole(20, 1000, case.CHECKED, 20)},
                figures.looks_view,
            ),
        ],
    )


def three_sorters() -> Picture:
    """Measure three real sorters on many samples of 100 letters."""
    found = real_models.measured()
    return figures.spread(found.gains, found.step)


def explore_perfection() -> Explorer:
    """Waiting until it is nearly perfect."""
    return Explorer(
        LESSON,
        [
            Try("until_95", {"right": Whole(80, 98, WANTED_RIGHT)}, figures.until_view),
            Say("after_until"),
        ],
    )


def explore_going_back() -> Explorer:
    """How easy it is to go back changes who gets it first."""
    return Explorer(
        LESSON,
        [
            Ask("easy_back"),
            Try("first_share", {"back": Pick("w8", row=True)}, figures.share_view),
            Say("after_share"),
        ],
    )


def the_turn() -> Explorer:
    """There is no way back after all; decide, then see what each decision gives up."""
    stuck, easy = case.share_costs(None), case.share_costs(case.SERVER_BACK)
    costs = {
        "all": stuck["all"],
        "few": stuck["s1"],
        "never": case.never(),
        "server": easy["all"] + case.SERVER_COST,
    }
    rows = [(WORDS(f"no_way_back.{name}"), euros(cost)) for name, cost in costs.items()]
    head = WORDS.block("no_way_back.head")
    return Explorer(
        LESSON,
        [
            Say("danas_answer"),
            Ask("no_way_back", lambda: grid(WORDS("no_way_back.caption"), head, rows)),
        ],
    )


def explain() -> Explorer:
    """Choose an explanation, then the question that changes the decision most."""
    return Explorer(LESSON, [Ask("explain"), Ask("whole_question")])


def worked_example() -> Picture:
    """A full example with other costs, step by step."""
    exercise = _exercise()
    _, margin, _, review, _ = case.WORKED_POLICY
    careful = ShipPolicy.of(*case.WORKED_POLICY)
    policies = {
        "at_once": ShipPolicy.of("none", 0, "all", 8, 0),
        "checked": careful.but(first_share="all"),
        "careful": careful,
        "waits": careful.but(most_sprints=5),
    }
    rows = []
    for name, policy in policies.items():
        counts = exercise.counts(case.WORKED, policy)
        given_up = euros(exercise.cost(case.WORKED, policy))
        rows.append(
            (WORDS(f"worked.{name}"), f"{counts['shipped']}", f"{counts['worse']}", given_up)
        )
    values = {
        "back_cost": euros(case.WORKED.back_cost),
        "review": counted(review, "weeks"),
        "margin": signed(margin),
    }
    shown = (
        _situation(case.WORKED)
        + grid(WORDS("worked.caption"), WORDS.block("worked.head"), rows)
        + paragraph(WORDS("worked.how"))
        + steps(WORDS.fill_all(WORDS.block("worked.steps"), **values))
        + paragraph(WORDS("worked.rule"))
    )
    return Picture(card(shown, warm=True), "A worked example with other costs.")


def half_worked() -> Explorer:
    """The same with one field missing: the margin."""
    exercise = _exercise()
    _, _, _, review, sprints = case.HALF_WORKED_POLICY

    def view(margin: int) -> View:
        policy = ShipPolicy.of(*case.HALF_WORKED_POLICY).but(margin=margin)
        counts = exercise.counts(case.HALF_WORKED, policy)
        return figures.projects(**counts), (
            f"With a margin of {margin}, {counts['shipped']} of {TEAMS} projects go live, and "
            f"{counts['worse']} of those are worse than today's process. The policy gives up "
            f"{euros(exercise.cost(case.HALF_WORKED, policy))} a project."
        )

    def situation() -> str:
        about = WORDS(
            "half_worked.about",
            review=counted(review, "weeks"),
            sprints=counted(sprints, "sprints"),
        )
        return _situation(case.HALF_WORKED) + paragraph(about)

    choice = Try("half_worked", {"margin": Whole(-10, 10, -6)}, view)
    return Explorer(
        LESSON,
        [
            Say("four_made", before=situation),
            choice,
            HowClose("how_close", choice, case.half_worked_costs),
        ],
    )


def choose_questions(me: object) -> Explorer:
    """Choose three questions for the technical lead."""
    names = ("first_question", "second_question", "third_question")
    words = {"title": "Your three questions", "label": "Ask these three"}
    return forms.decide("tradeoff.ask_first", me, *names, **words)


def choose_decision(me: object) -> Explorer:
    """Decide after the answers."""
    return forms.decide("tradeoff.ask_first", me, "decide", place="your answer above")


def ask(ask_first: object, me: object) -> Picture:
    """Show the technical lead's answers to the questions asked so far."""
    exercise = find_exercise("tradeoff.ask_first")
    assert isinstance(exercise, AskFirst)
    return exercise.hear(ask_first, me)


def _exercise() -> WritePolicy:
    exercise = find_exercise("tradeoff.ship_policy")
    assert isinstance(exercise, WritePolicy)
    return exercise


def _situation(brief: PolicyBrief) -> str:
    counts = list(zip(brief.gains, brief.steep_counts, brief.flat_counts, strict=True))
    better = sum(steep + flat for gain, steep, flat in counts if gain > 0)
    total = sum(steep + flat for _, steep, flat in counts)
    values: dict[str, Fact] = {
        "today": brief.today,
        "better": better,
        "worse": total - better,
        "worth": euros(brief.one_in_100),
        "weeks": brief.weeks,
        "sprint": counted(brief.sprint_weeks, "weeks"),
        "sprint_cost": euros(brief.sprint_cost),
        "back": counted(brief.back_weeks, "weeks"),
        "back_cost": euros(brief.back_cost),
    }
    rows = [
        (WORDS(f"situation.{name}"), WORDS(f"situation.text_{name}", **values))
        for name in ("today", "past", "worth", "sprint", "back")
    ]
    return facts(WORDS("situation.caption", product=brief.product), rows)
