"""What each cell of lesson 6 shows: which words, control and picture stand in which step."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import card, facts, grid, paragraph, steps
from doneenough.core.lifecycle import here
from doneenough.core.wording import Fact, words_of
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say, View
from doneenough.explorer.steps import warm_up as quick_questions
from doneenough.explorer.tries import HowClose, Try, Whole
from doneenough.lessons.criterion import case, figures, products
from doneenough.lessons.criterion.acceptance_world import CriterionBrief, Kind, outcome
from doneenough.lessons.criterion.case import BETWEEN, GOOD, LOSES, ONE_LANGUAGE, STORY, WEAK
from doneenough.lessons.criterion.clauses import LOST, Criterion, clauses

LESSON = "criterion"
WORDS = words_of(LESSON)


def you_are_here() -> Picture:
    """Show the stage of the decision."""
    return here(LESSON)


def warm_up() -> Explorer:
    """Three quick questions."""
    return quick_questions(LESSON)


def first_answer() -> Explorer:
    """Sign, amend or refuse the lead's draft, before anything is known."""
    return Explorer(LESSON, [Ask("first")])


def explore_draft() -> Explorer:
    """A guess, and what the lead's draft lets through."""

    def kinds() -> str:
        rows = [(kind.name, f"{kind.of_20}", _does(kind)) for kind in STORY.kinds]
        return (
            grid(WORDS("kinds.caption"), WORDS.block("kinds.head"), rows)
            + _bars(case.DRAFT, *range(len(STORY.kinds))).html
            + paragraph(WORDS("kinds.all_signed"))
        )

    return Explorer(LESSON, [Predict("draft_guess", high=TEAMS), Say("draft_lets_through", kinds)])


def one_real_model() -> Picture:
    """Count one real scikit-learn model in three ways."""
    counts = products.three_numbers().items()
    return figures.three_shares([(WORDS(f"three_numbers.{id_}"), *two) for id_, two in counts])


def explore_cases() -> Explorer:
    """Urgent letters are counted now, but on so many letters."""

    def view(letters: int) -> View:
        criterion = case.OF_LETTERS.but(cases=letters)
        return _bars(criterion, GOOD, WEAK), WORDS(
            "step.cases.seen",
            letters=f"{letters}",
            urgent=round(letters * STORY.urgent_in_100 / 100),
            weak_in=case.passing(criterion, WEAK),
            good_out=case.refused(criterion),
        )

    choice = Try("cases", {"letters": Whole(100, 1000, 100, 50)}, view)
    return Explorer(LESSON, [choice, Ask("urgent")])


def explore_average() -> Explorer:
    """A good average with a bad group."""

    def view(floor: int) -> View:
        criterion = case.OF_URGENT.but(floor=floor)
        return _bars(criterion, GOOD, ONE_LANGUAGE), WORDS(
            f"step.average.{'seen' if floor else 'seen_without'}",
            floor=floor,
            group_in=case.passing(criterion, ONE_LANGUAGE),
            good_out=case.refused(criterion),
        )

    return Explorer(
        LESSON,
        [
            Predict("average_guess", high=TEAMS),
            Try("average", {"floor": Whole(0, 95, 0, 5)}, view),
            Say("after_average"),
        ],
    )


def more_clauses() -> Picture:
    """Show what three further clauses let through."""
    rows = [
        (
            WORDS(f"more_clauses.{name}.clause"),
            WORDS(f"more_clauses.{name}.asks"),
            *(f"{case.passing(criterion, kind)}" for kind in (GOOD, BETWEEN, LOSES)),
        )
        for name, criterion in case.MORE_CLAUSES.items()
    ]
    table = grid(WORDS("more_clauses.caption"), WORDS.block("more_clauses.head"), rows)
    return Picture(table + paragraph(WORDS("more_clauses.after")), WORDS("more_clauses.alt"))


def explore_judge() -> Explorer:
    """What an imperfect judge reports."""

    def view(invented: int) -> View:
        right, wrong = case.flagged(invented)
        return figures.judged(right, wrong), WORDS(
            "step.judge.seen", invented=invented, flagged=right + wrong, right=right, wrong=wrong
        )

    return Explorer(
        LESSON,
        [
            Predict("judge_guess", high=200),
            Try("judge", {"invented": Whole(0, 200, case.INVENTED, 5)}, view),
            Ask("who_judges"),
        ],
    )


def wrong_rewards() -> Explorer:
    """A measure that rewards what is on display, and one that rewards doing nothing."""
    shelves = products.shelves()

    def twice() -> str:
        rows = [
            (
                WORDS(f"best_seller.{name}"),
                WORDS("best_seller.were_taken", hits=f"{100 * shelf.hits / shelf.listed:.0f}"),
                WORDS("best_seller.are_taken", live=f"{100 * shelf.live:.0f}"),
            )
            for name, shelf in shelves.items()
        ]
        table = grid(WORDS("best_seller.caption"), WORDS.block("best_seller.head"), rows)
        return table + paragraph(WORDS("best_seller.after"))

    def versions() -> str:
        counts = products.versions()
        rows = [
            (
                WORDS(f"silence.{name}"),
                f"{version.severe}",
                f"{version.declined}",
                f"{version.passed} of {TEAMS}",
            )
            for name, version in counts.items()
        ]
        head = WORDS.fill_all(WORDS.block("silence.head"), drafts=counts["careful"].drafts)
        table = grid(WORDS("silence.caption"), head, rows)
        return table + paragraph(WORDS("silence.after"))

    popular, personal = shelves["popular"], shelves["personal"]
    best_seller = Ask(
        "best_seller",
        twice,
        popular=f"{popular.hits}",
        listed=popular.listed,
        personal=f"{personal.hits}",
    )
    return Explorer(LESSON, [best_seller, Ask("silence", versions)])


def explain() -> Explorer:
    """Choose an explanation; then ours, and the wrong one shown failing."""
    return Explorer(LESSON, [Ask("explain")])


def after_demo() -> Explorer:
    """The sponsor widens "done"."""
    return Explorer(LESSON, [Ask("after_demo")])


def friday() -> Explorer:
    """The gate: sign, amend or refuse, then see what each answer costs."""

    def costs() -> str:
        rows = [
            (
                WORDS(f"friday.{name}"),
                f"{case.passing(criterion, GOOD)} of {TEAMS}",
                f"{case.passing(criterion, LOSES)} of {TEAMS}",
                euros(outcome(STORY, criterion).cost),
            )
            for name, criterion in case.GATE.items()
        ]
        return (
            grid(WORDS("friday.caption"), WORDS.block("friday.head"), rows)
            + paragraph(WORDS("friday.amended"))
            + steps(clauses(case.SOUND_CRITERION))
        )

    return Explorer(LESSON, [Ask("friday", costs)])


def worked_example() -> Picture:
    """Repair a vague wish step by step."""
    final = case.WORKED_CRITERION
    marks: Mapping[str, Fact] = {
        "mark": final.at_least,
        "cases": final.cases,
        "floor": final.floor,
        "lost": LOST[final.lost_letters].value,
    }
    rows = []
    for number, (name, criterion) in enumerate(case.repairs().items(), 1):
        done = outcome(case.WORKED, criterion)
        good, weak, language, loses, _ = (f"{crowd_count(share)}" for share in done.accepted)
        step = WORDS(f"worked.step.{name}", **marks)
        rows.append((f"{number}. {step}", good, weak, language, loses, euros(done.cost)))
    shown = (
        _situation(case.WORKED, WORDS("worked.line"))
        + grid(WORDS("worked.caption"), WORDS.block("worked.head"), rows)
        + paragraph(WORDS("worked.how", mended=case.WORKED.mended_in_10))
        + paragraph(WORDS("worked.signs"))
        + steps(clauses(final))
    )
    return Picture(card(shown, warm=True), WORDS("worked.alt"))


def half_worked() -> Explorer:
    """The same with one clause missing: the floor."""
    brief, floors = case.HALF_WORKED, case.HALF_WORKED_FLOORS

    def view(floor: int) -> View:
        done = outcome(brief, case.half_worked(floor))
        counts = [crowd_count(share) for share in done.accepted]
        return figures.signed([kind.name for kind in brief.kinds], counts), WORDS(
            "step.half_worked.seen",
            floor=floor,
            group_in=counts[ONE_LANGUAGE],
            good_out=TEAMS - counts[GOOD],
            cost=euros(done.cost),
        )

    def highest(_chosen: int) -> dict[str, Fact]:
        return {"highest": floors[-1], "highest_cost": euros(case.half_worked_costs()[floors[-1]])}

    choice = Try("half_worked", {"floor": Whole(floors[0], floors[-1], floors[0])}, view)
    shown = _situation(brief, WORDS("half_worked.line")) + steps(clauses(case.half_worked(0)))
    return Explorer(
        LESSON,
        [
            Say("one_missing", before=lambda: shown),
            choice,
            HowClose("how_close", choice, case.half_worked_costs, highest),
        ],
    )


def _bars(criterion: Criterion, *kinds: int) -> Picture:
    """Return how many of 200 models of some kinds leave with a signature in the case."""
    names = [STORY.kinds[kind].name for kind in kinds]
    return figures.signed(names, [case.passing(criterion, kind) for kind in kinds])


def _does(kind: Kind) -> str:
    """Say what a kind of model does, and what is odd about it."""
    if kind.english - kind.translated > 10:
        return WORDS("kinds.one_language", english=kind.english, translated=kind.translated)
    text = "kinds.loses" if kind.lost_in_10 > 5 else "kinds.finds"
    return WORDS(text, found=kind.english, lost=kind.lost_in_10)


def _situation(brief: CriterionBrief, line: str) -> str:
    """Return the kinds and costs of an example, as HTML."""
    rows = [
        (
            kind.name,
            f"{kind.of_20}",
            f"{kind.english}",
            f"{kind.translated}",
            euros(kind.live) if kind.live else WORDS("situation.none"),
        )
        for kind in brief.kinds
    ]
    checking = WORDS.fill_all(
        WORDS.block("situation.checking"),
        letter=euros(brief.urgent_cost),
        by_hand=euros(brief.by_hand_low),
    )
    kinds = grid(WORDS("situation.caption", line=line), WORDS.block("situation.head"), rows)
    return kinds + facts(WORDS("situation.checking_caption"), checking)
