"""What each cell of lesson 10 shows: which words, control and picture stand in which step."""

from __future__ import annotations

from functools import lru_cache

from doneenough.core import store
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import card, facts, grid, paragraph, steps
from doneenough.core.lifecycle import here
from doneenough.core.wording import words_of
from doneenough.core.words import capital, counted
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say, View
from doneenough.explorer.steps import warm_up as quick_questions
from doneenough.explorer.tries import HowClose, Pick, Try, Whole
from doneenough.lessons.drift import case, chance, figures, without_labels
from doneenough.lessons.drift.case import PLANS, SMALL_LOOK, TODAY, USUAL_LIMIT
from doneenough.lessons.drift.phrases import call_count, days, happened, once_every, two_digits
from doneenough.lessons.drift.plan_decision import OPTIONS, MonitoringPlan
from doneenough.lessons.drift.without_labels import APART, HALF_WORKED, WORKED, Example, result

LESSON = "drift"
WORDS = words_of(LESSON)
CASES = ("stable", "harmless_shift", "relationship", "harder", "broken_feed")
"""The worlds that can be set side by side."""
BACK = range(1, 15)
"""Days that a check-up may go back in the experiment on weekends."""


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    return here(LESSON)


def warm_up() -> Explorer:
    """Three quick questions."""
    return quick_questions(LESSON)


def my_signature() -> Picture:
    """Show under which rule the model went live: the learner's own, or the story's.

    The signature of lesson 5 returns, where there is one; it never affects points.
    """
    kept = store.recall("evidence", "committed.final_rule")
    names = ("letters_to_check", "right_needed", "tries_allowed")
    values = [kept.get(name) for name in names] if isinstance(kept, dict) else []
    whole = [value for value in values if type(value) is int]
    text = WORDS("signature.given")
    if len(whole) == len(names):
        letters, needed, tries = whole
        text = WORDS("signature.own", needed=needed, letters=letters, tries=counted(tries, "tries"))
    return Picture(paragraph(text), text)


def first_answer() -> Explorer:
    """Say what six quiet months mean, before anything is known."""
    return Explorer(LESSON, [Ask("first")])


def explore_worlds() -> Explorer:
    """Predict what inputs can show; then choose what happens and compare three lines."""
    # Drawn while the cell runs, so that nobody waits after a guess.
    for world in CASES:
        case_view(world)
    return Explorer(
        LESSON,
        [
            # At 0 the control would start at the outcome.
            Predict("rule_change", high=TEAMS, start=TEAMS // 2),
            Say("usual_sees"),
            Try("five_cases", {"case_shown": Pick("stable")}, case_view),
            Ask("seen_worlds"),
        ],
    )


@lru_cache
def case_view(case_shown: str) -> View:
    """Return picture and sentence for a world."""
    called, late = case.flagged(TODAY, case_shown), ""
    if case_shown != "stable":
        called, mean = case.noticed(TODAY, case_shown)
        late = days(mean)
    says = WORDS(f"five_cases.{case_shown}.says", called=called, late=late)
    return figures.three_panels(case_shown, WORDS(f"five_cases.{case_shown}.title")), says


def explore_small_looks() -> Explorer:
    """Predict, then put more letters into a check-up, or raise the limit."""

    def by_size(letters: int) -> View:
        called = round(100 * chance.small_look(letters, USUAL_LIMIT))
        return _days_called("look_size", called, 100, letters=letters)

    def by_limit(limit: str) -> View:
        index = OPTIONS["limit"][limit].value.index
        called = round(100 * chance.small_look(SMALL_LOOK, index))
        return _days_called("higher_limit", called, 100, limit=f"{index:g}")

    return Explorer(
        LESSON,
        [
            Predict("small_look", high=100),
            Try("look_size", {"letters": Whole(50, 500, SMALL_LOOK, 25)}, by_size),
            Try("higher_limit", {"limit": Pick(TODAY.limit)}, by_limit),
            Say("a_law"),
        ],
    )


def explore_many_inputs() -> Explorer:
    """Predict, then change how many inputs are tested: many together raise many alarms."""

    def view(inputs: int) -> View:
        called = round(100 * chance.any_of(inputs, case.CHANCE / 100))
        return _days_called("many_alarms", called, 100, tested=counted(inputs, "inputs"))

    many = Try("many_alarms", {"inputs": Whole(1, 50, case.INPUTS)}, view)
    return Explorer(LESSON, [Predict("many_inputs", high=100), many])


def explore_season() -> Explorer:
    """Predict how often weekends are taken for a change, then let a check-up go further back."""
    for days_back in BACK:
        case.weekends(days_back)

    def view(back: int) -> View:
        called = round(case.weekends(back))
        return _days_called("weekends", called, 2 * case.WEEKS, back=days(back))

    return Explorer(
        LESSON,
        [
            Predict("season", high=100),
            Try("weekends", {"back": Whole(BACK[0], BACK[-1], 1)}, view),
            Ask("season_why"),
        ],
    )


def explore_late_labels() -> Explorer:
    """Predict when late labels show a change, then make them faster or slower."""
    harm = round(case.daily_harm(), -2)
    case.late(case.LABEL_DELAY)

    def view(delay: int) -> View:
        seen = round(case.late(delay))
        words = {"delay": days(delay), "noticed": days(seen), "cost": two_digits(seen * harm)}
        parts = [
            (WORDS("late_labels.on_their_way"), delay),
            (WORDS("late_labels.until_low"), seen - delay),
        ]
        picture = figures.stretch(parts, WORDS("late_labels.title", **words))
        return picture, WORDS("late_labels.says", **words)

    return Explorer(
        LESSON,
        [
            Predict("late", high=90),
            Try("late_labels", {"delay": Whole(0, 28, case.LABEL_DELAY)}, view),
            Ask("late_what"),
        ],
    )


def explain() -> Explorer:
    """Choose an explanation; then ours."""
    return Explorer(LESSON, [Ask("explain")])


def after_alarm() -> Explorer:
    """Say what is done first after an alarm."""
    return Explorer(LESSON, [Ask("after_alarm")])


def worked_example() -> Picture:
    """Repair a plan step by step."""
    rows = []
    for number, (change, plan) in enumerate(without_labels.repairs().items(), 1):
        name, why = WORDS.fill_all(WORDS.block(f"worked.repairs.{change}"))
        done = result(WORKED, plan)
        rows.append(
            (
                f"{number}. {name}",
                why,
                call_count(done.quiet_year),
                f"{crowd_count(done.shift_flagged)} of {TEAMS}",
                days(done.feed_days),
                euros(done.cost),
            )
        )
    shown = (
        _situation(WORKED, WORDS("worked.line"))
        + grid(WORDS("worked.caption"), WORDS.block("worked.head"), rows)
        + paragraph(WORDS("worked.why_not_daily", answer=WORKED.plan.said("answer")))
        + paragraph(WORDS("worked.writes"))
        + steps(map(capital, WORKED.plan.parts()))
        + paragraph(WORDS("worked.unseen"))
    )
    return Picture(card(shown, warm=True), "A worked example: a plan for a product without labels.")


def half_worked() -> Explorer:
    """The same with one choice missing: how often the team checks."""
    costs = {every: euros(cost) for every, cost in without_labels.half_worked_costs().items()}
    most = result(HALF_WORKED, HALF_WORKED.plan, APART[0]).cost
    _, *others = HALF_WORKED.plan.parts()
    how_often = WORDS("half_worked.how_often", look=capital(HALF_WORKED.plan.look))
    situation = _situation(HALF_WORKED, WORDS("half_worked.line"))
    made = situation + steps([how_often, *map(capital, others)])

    def view(every: int) -> View:
        done = result(HALF_WORKED, HALF_WORKED.plan, every)
        words = {"apart": days(every), "cost": costs[every], "noticed": days(done.feed_days)}
        bars = [
            (WORDS("half_worked.cost"), costs[every], done.cost / most),
            (WORDS("half_worked.feed"), days(done.feed_days), done.feed_days / APART[-1]),
        ]
        picture = figures.two_bars(bars, WORDS("half_worked.title", **words))
        return picture, WORDS("half_worked.says", **words)

    def compared(chosen: int) -> dict[str, str]:
        ends = {"daily_cost": costs[APART[0]], "rare_cost": costs[APART[-1]]}
        return {"often": once_every(chosen), **ends}

    choice = Try("how_often", {"every": Whole(APART[0], APART[-1], APART[0])}, view)
    close = HowClose("how_close", choice, without_labels.half_worked_costs, compared)
    return Explorer(LESSON, [Say("made", before=lambda: made), choice, close])


def decide_plan() -> Explorer:
    """Choose Paperline's plan, then see what each does."""
    rows = [(WORDS(f"friday.{name}"), *_what_it_does(plan)) for name, plan in PLANS.items()]
    table = grid(WORDS("friday.caption"), WORDS.block("friday.head"), rows)
    *_, chosen = PLANS.values()
    written = paragraph(WORDS("friday.write_down")) + steps(map(capital, chosen.parts()))
    return Explorer(LESSON, [Ask("friday", lambda: table + written)])


def _what_it_does(plan: MonitoringPlan) -> tuple[str, ...]:
    return (
        call_count(case.outcome(plan).false_alarms_a_year),
        _noticed(plan, "relationship"),
        _noticed(plan, "broken_feed"),
        f"{case.flagged(plan, 'harmless_shift')} of {TEAMS}",
        euros(case.bill_of(plan).total),
    )


def _noticed(plan: MonitoringPlan, world: str) -> str:
    found, late = case.noticed(plan, world)
    if not found:
        return WORDS("friday.never")
    return WORDS(
        "friday.after" if found == TEAMS else "friday.after_some", late=days(late), found=found
    )


def _situation(example: Example, line: str) -> str:
    """Return the history and prices of an example, as HTML."""
    caption = WORDS("history.caption", line=line, letters=example.letters)
    prices = WORDS.fill_all(
        WORDS.block("prices.rows"),
        wrong=euros(example.prices.wrong),
        false_alarm=euros(example.prices.false_alarm),
        look=euros(example.prices.check),
    )
    table = grid(caption, WORDS.block("history.head"), happened(example.history).values())
    return table + facts(WORDS("prices.caption"), prices)


def _days_called(name: str, called: int, among: int, **values: str | int) -> View:
    """Return quiet days with those that raise an alarm, and the sentence that goes with them."""
    title, says = (WORDS(f"{name}.{part}", called=called, **values) for part in ("title", "says"))
    return figures.days_called(called, among, title), says
