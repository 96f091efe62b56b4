"""What each cell of lesson 1 shows: which words, control and picture stand in which step."""

from __future__ import annotations

from functools import lru_cache

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import card, grid, paragraph
from doneenough.core.lesson_files import card_of
from doneenough.core.lifecycle import you_are_here
from doneenough.core.wording import Fact, words_of
from doneenough.core.words import capital, counted
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say, View
from doneenough.explorer.steps import warm_up as quick_questions
from doneenough.explorer.tries import HowClose, Pick, Try, Whole
from doneenough.lessons.stages import case
from doneenough.lessons.stages.case import HALF_WORKED, MISSING, WORKED
from doneenough.lessons.stages.figures import dots, found_and_live
from doneenough.lessons.stages.gate_budget import bar, gate_name, history
from doneenough.lessons.stages.gate_budget_world import MOST, lives
from doneenough.lessons.stages.pipeline_world import ALL, GATES
from doneenough.lessons.stages.projects_world import WORSE, cost, demo, disappointed, live
from doneenough.lessons.stages.shares import Shares

LESSON = "stages"
WORDS = words_of(LESSON)


def the_stages() -> Picture:
    """Show the six stages, none of them marked."""
    return Picture(you_are_here(None), "The six stages of an AI project, in a row.")


def warm_up() -> Explorer:
    """Three quick questions."""
    return quick_questions(LESSON)


def first_answer() -> Explorer:
    """Say how far the project is, before anything is known."""
    return Explorer(LESSON, [Ask("first")])


def where_the_work_goes() -> Explorer:
    """Guess where 100 hours go."""
    return Explorer(LESSON, [Shares()])


def explore_gates() -> Explorer:
    """Predict, then skip one gate at a time."""
    return Explorer(
        LESSON,
        [
            Predict("one_skipped", high=TEAMS),
            Say("one_gate_less"),
            Try("skip_one", {"skipped": Pick("nothing")}, _skip_one),
            Ask("seen_one"),
        ],
    )


def explore_several() -> Explorer:
    """Predict, then skip as many gates as you like, with the money."""
    return Explorer(
        LESSON,
        [
            Predict("none_kept", high=100),
            Say("no_gate"),
            Try("skip_several", {gate: Pick("skipped", row=True) for gate in GATES}, _skip_several),
            Ask("which_saves"),
        ],
    )


def loop_back() -> Explorer:
    """Say where three teams really are, which have gone back without saying so."""
    return Explorer(LESSON, [Ask("loop_1"), Ask("loop_2"), Ask("loop_3")])


def handoffs() -> Explorer:
    """Where work is handed over, and which handoff broke."""
    table = _table("handoffs")
    return Explorer(LESSON, [Say("stall", lambda: table), Ask("handoff_1"), Ask("handoff_2")])


def explain() -> Explorer:
    """Choose an explanation; then ours, with four beliefs and where each failed."""
    table = _table("four_beliefs")
    return Explorer(LESSON, [Ask("explain", lambda: table)])


def worked_example() -> Picture:
    """Give one day after the other to where it saves most."""
    rows = [
        (WORDS("worked.day", number=number), gate_name(gate), euros(less))
        for number, (gate, less) in enumerate(case.day_by_day(), 1)
    ]
    shown = (
        _situation(WORKED)
        + paragraph(WORDS("worked.why"))
        + grid(WORDS("worked.caption"), WORDS.block("worked.head"), rows)
        + paragraph(WORDS("worked.none_left"))
    )
    return Picture(card(shown, warm=True), "A worked example: four days for three gates.")


def half_worked() -> Explorer:
    """The same with one choice missing: the days of the shadow run."""
    costs = case.half_worked_costs()

    def view(days: int) -> View:
        split = HALF_WORKED.split | {MISSING: days}
        bars = [bar(HALF_WORKED.brief, gate, split[gate]) for gate in HALF_WORKED.gates]
        said: dict[str, Fact] = {
            "given": counted(days, "days"),
            "unfound": crowd_count(lives(HALF_WORKED.brief, MISSING, days)),
        }
        picture = found_and_live(bars, WORDS("step.half_worked.picture", **said))
        return picture, WORDS("step.half_worked.sentence", cost=euros(costs[days]), **said)

    def in_days(chosen: int) -> dict[str, Fact]:
        best = min(costs, key=costs.__getitem__)
        return {
            "chosen_days": capital(counted(chosen, "days")),
            "best_days": counted(best, "days"),
        }

    situation = _situation(HALF_WORKED)
    choice = Try("half_worked", {"days": Whole(0, MOST, 0)}, view)
    return Explorer(
        LESSON,
        [
            Say("days_given", lambda: situation),
            choice,
            HowClose("how_close", choice, lambda: costs, in_days),
        ],
    )


def practise() -> Explorer:
    """Name the stage and the missing gate in three notes."""
    return Explorer(LESSON, [Ask("note_1"), Ask("note_2"), Ask("note_2_gates"), Ask("note_3")])


def decide_paperline() -> Explorer:
    """Go ahead, go back or stop; then see what each answer does."""
    rows = [
        (
            WORDS(f"going_on.{path}"),
            f"{demo(kept).mean():.0f}",
            f"{live(kept).mean():.0f}",
            f"{disappointed(kept)}",
            euros(cost(kept)),
        )
        for path, kept in case.PATHS.items()
    ]
    head = WORDS.fill_all(WORDS.block("going_on.head"))
    strip = you_are_here(card_of(LESSON).stage, WORDS("going_on.here"))
    shown = strip + grid(WORDS("going_on.caption"), head, rows)
    return Explorer(LESSON, [Ask("paperline", lambda: shown, rule=WORDS("rule"))])


def _skip_one(skipped: str) -> View:
    picture, sentence = _board(ALL - {skipped})
    if skipped in ALL:
        sentence += f" {WORDS(f'gates.{skipped}.stays')}"
    return picture, sentence


def _skip_several(**ways: str) -> View:
    kept = frozenset(gate for gate, way in ways.items() if way == "kept")
    picture, sentence = _board(kept)
    return picture, f"{sentence} {WORDS('step.skip_several.cost', cost=euros(cost(kept)))}"


@lru_cache
def _board(kept: frozenset[str]) -> View:
    """Return the 200 projects that kept these gates, and how many fell."""
    skipped = [WORDS(f"gates.{gate}.said") for gate in GATES if gate not in kept]
    if len(skipped) in (0, len(GATES)):
        what = WORDS("board.all_skipped" if skipped else "board.all_kept")
    else:
        *first, last = skipped
        listed = f"{', '.join(first)} and {last}" if first else last
        what = WORDS("board.skipped", gates=capital(listed))
    shown, was = demo(kept), live(kept)
    title = WORDS("board.title", what=what, demo=f"{shown.mean():.0f}", live=f"{was.mean():.0f}")
    sentence = WORDS("board.fell", count=disappointed(kept))
    return dots(shown.tolist(), was.tolist(), title, sentence, WORSE), sentence


def _situation(example: case.Example) -> str:
    brief = example.brief
    prices = WORDS("price.day_and_back", day=euros(brief.day), back=euros(brief.back))
    return paragraph(prices) + history(brief, example.gates)


def _table(block: str) -> str:
    table = WORDS.fill_all(WORDS.block(block))
    return grid(table["caption"], table["head"], table["rows"])
