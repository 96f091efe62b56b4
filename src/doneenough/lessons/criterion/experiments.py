"""The experiments of lesson 6: the draft, the case, the average, the judge, the shelves."""

from __future__ import annotations

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.figures import Picture
from doneenough.core.html import grid, steps
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say, View, say
from doneenough.lessons.criterion import products
from doneenough.lessons.criterion.clauses import Criterion, changed
from doneenough.lessons.criterion.figures import judged, signed
from doneenough.lessons.criterion.outcome import outcome
from doneenough.lessons.criterion.sentence import clauses
from doneenough.lessons.criterion.story import (
    CASES,
    DRAFT,
    GOOD,
    HIGH_FLOOR,
    INVENTED,
    JUDGED,
    MARK,
    OF_LETTERS,
    OF_URGENT,
    ONE_LANGUAGE,
    SILENT_CASES,
    STORY,
    STORY_FLOOR,
    URGENT_MARK,
    WEAK,
)

LESSON = "criterion"


def passing(criterion: Criterion, kind: int) -> int:
    """Return how many of 200 models of a kind leave with a signature in the case."""
    return crowd_count(outcome(STORY, criterion).accepted[kind])


def _bars(criterion: Criterion, *kinds: int) -> Picture:
    names = [STORY.kinds[kind].name for kind in kinds]
    return signed(names, [passing(criterion, kind) for kind in kinds])


def first_answer() -> Explorer:
    """Sign, amend or refuse the lead's draft, before anything is known."""
    return Explorer(
        LESSON,
        [
            Ask(
                "Your first answer",
                "first",
                f"Dana's draft: “Paperline is done when at least {MARK} of {CASES} cases are "
                "right.” What do you do?",
                [
                    Answer("I sign it.", "Kept. Now see what your signature lets through."),
                    Answer("I amend it.", "Kept. Now see what has to be amended.", right=True),
                    Answer("I refuse it.", "Kept. Now see whether it can be repaired."),
                ],
            )
        ],
    )


def draft() -> Explorer:
    """A guess, and what the lead's draft lets through."""
    missed = 100 - STORY.kinds[WEAK].english
    guess = Predict(
        "Your guess",
        "draft",
        f"{TEAMS} teams each bring a model that misses {missed} of 100 urgent letters. Dana's "
        f"draft: {CASES} letters, at least {MARK} sorted right. How many teams pass?",
        high=TEAMS,
        unit=f"of {TEAMS} teams",
    )

    def outcome_of_draft() -> str:
        kind = STORY.kinds[WEAK]
        urgent = STORY.urgent_in_100
        found = round(urgent * kind.english / 100 + (100 - urgent) * kind.others / 100)
        return (
            say(
                f"You guessed {guess.guess}. It is {passing(DRAFT, WEAK)} of {TEAMS}. Only "
                f"{urgent} of 100 letters are urgent. A model that misses many of them still "
                f"sorts about {found} of 100 letters right."
            )
            + _bars(DRAFT, *range(len(STORY.kinds))).html
            + say("The draft cannot tell one kind from another. It signs them all.")
        )

    return Explorer(
        LESSON,
        [
            guess,
            Say("What the draft lets through", outcome_of_draft),
        ],
    )


def what_a_case_is() -> Explorer:
    """Urgent letters are counted now, but on so many letters."""

    def view(letters: int) -> View:
        criterion = changed(OF_LETTERS, cases=letters)
        urgent = round(letters * STORY.urgent_in_100 / 100)
        return _bars(criterion, GOOD, WEAK), (
            f"Among {letters} letters about {urgent} are urgent. {passing(criterion, WEAK)} of "
            f"{TEAMS} weak models leave with your signature, and "
            f"{TEAMS - passing(criterion, GOOD)} of {TEAMS} good ones are turned away."
        )

    wanted = OF_URGENT.cases
    needed = round(wanted * 100 / STORY.urgent_in_100, -1)
    on_urgent = passing(OF_URGENT, WEAK), TEAMS - passing(OF_URGENT, GOOD)
    return Explorer(
        LESSON,
        [
            Act(
                "What a case is",
                {
                    "label": "Letters the experts check",
                    "unit": "letters",
                    "low": 100,
                    "high": 1000,
                    "step": 50,
                    "value": 100,
                },
                view,
                intro=lambda: say(
                    f"Dana agrees and writes: “At least {URGENT_MARK} of 100 urgent letters are "
                    f"found, checked on {CASES} cases.” A case is any letter, so the check looks "
                    "at very few urgent ones."
                ),
                invite="Move the number of letters. Watch how many urgent ones are among them.",
            ),
            Ask(
                "Before you go on",
                "urgent",
                f"You would like to see {wanted} urgent letters. How do you get them?",
                [
                    Answer(
                        f"The experts read about {needed:,} letters.",
                        "That works, and it takes weeks.",
                    ),
                    Answer(
                        f"They take {wanted} urgent letters out of last year's files.",
                        f"Yes. For those everybody knows how the case ended. At {URGENT_MARK} of "
                        f"100 only {on_urgent[0]} of {TEAMS} weak models pass, and {on_urgent[1]} "
                        "good ones are turned away.",
                        right=True,
                    ),
                    Answer(
                        "The team writes some urgent letters itself.",
                        "The team would write letters it thinks of. Real ones are stranger.",
                    ),
                ],
            ),
        ],
    )


def the_average() -> Explorer:
    """A good average with a bad group."""
    kind = STORY.kinds[ONE_LANGUAGE]
    guess = Predict(
        "Your guess",
        "average",
        f"{TEAMS} other teams bring a model that finds {kind.english} of 100 urgent English "
        f"letters, but only {kind.translated} of 100 translated ones. {STORY.translated_in_100} of "
        f"100 letters are translated. How many pass “{URGENT_MARK} of 100 urgent letters”?",
        high=TEAMS,
        unit=f"of {TEAMS} teams",
    )

    def view(floor: int) -> View:
        criterion = changed(OF_URGENT, floor=floor)
        said = f"With a floor of {floor} of 100 in each language," if floor else "Without a floor,"
        return _bars(criterion, GOOD, ONE_LANGUAGE), (
            f"{said} {passing(criterion, ONE_LANGUAGE)} of {TEAMS} models that are weak with "
            f"translated letters leave with your signature. Of {TEAMS} good ones, "
            f"{TEAMS - passing(criterion, GOOD)} are turned away."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "The average",
                {
                    "label": "Floor: no language below",
                    "unit": "of 100",
                    "low": 0,
                    "high": 95,
                    "step": 5,
                    "value": 0,
                },
                view,
                intro=lambda: say(
                    f"You guessed {guess.guess}. It is {passing(OF_URGENT, ONE_LANGUAGE)} of "
                    f"{TEAMS}. The English letters carry the average."
                ),
                invite="Add a floor: no language may fall below it. Move it up, and watch both "
                "bars.",
            ),
            Say(
                "What you have seen",
                _after_floors,
            ),
        ],
    )


def _after_floors() -> str:
    floored, strict = changed(OF_URGENT, floor=STORY_FLOOR), changed(OF_URGENT, floor=HIGH_FLOOR)
    return say(
        f"A floor of {STORY_FLOOR} stops {TEAMS - passing(floored, ONE_LANGUAGE)} of {TEAMS} of "
        f"them. A floor of {HIGH_FLOOR} also turns {TEAMS - passing(strict, GOOD)} of {TEAMS} "
        "good models away: with few translated letters luck decides. So put the floor well below "
        "what a good model does."
    )


def the_judge() -> Explorer:
    """What an imperfect judge reports."""
    measured = products.judge()
    guess = Predict(
        "Your guess",
        "judge",
        f"Brightdesk drafts {JUDGED:,} answers. {INVENTED} of them hold an invented fact. The "
        f"automatic judge finds {measured.caught} of {measured.severe} such answers. Of "
        f"{measured.sound} sound ones it flags {measured.sound - measured.passed}. How many of "
        f"the {JUDGED:,} does it flag?",
        high=200,
        unit="answers",
    )

    def view(invented: int) -> View:
        right, wrong = products.flagged(invented)
        return judged(right, wrong), (
            f"{invented} of {JUDGED:,} answers hold an invented fact. The judge flags "
            f"{right + wrong}: {right} of them rightly, {wrong} wrongly."
        )

    def compare() -> str:
        right, wrong = products.flagged(INVENTED)
        return say(
            f"You guessed {guess.guess}. It flags about {right + wrong}: {right} rightly and "
            f"{wrong} wrongly. There are so many sound answers that a few mistakes on them make "
            "up most of the report."
        )

    return Explorer(
        LESSON,
        [
            guess,
            Act(
                "The judge",
                {
                    "label": "Answers with an invented fact",
                    "unit": f"of {JUDGED:,}",
                    "low": 0,
                    "high": 200,
                    "step": 5,
                    "value": INVENTED,
                },
                view,
                intro=compare,
                invite="Now change how many answers really hold an invented fact.",
            ),
            Ask(
                "What would you write?",
                "write_judge",
                "Who says in your criterion that a fact is invented?",
                [
                    Answer(
                        "The automatic judge. It looks at every answer.",
                        "Then the criterion counts mostly its mistakes. Good versions are refused.",
                    ),
                    Answer(
                        "Two people, on answers drawn at random.",
                        "Yes. It costs more per answer, so fewer are checked. The judge may still "
                        "say where to look first.",
                        right=True,
                    ),
                    Answer(
                        "A newer judge. It will make fewer mistakes.",
                        "Perhaps. But how many it makes must be measured, by people, before its "
                        "count means anything.",
                    ),
                ],
            ),
        ],
    )


def best_seller() -> Explorer:
    """A measure that rewards what is already on display."""
    shelves = products.shelves()
    return Explorer(
        LESSON,
        [
            Ask(
                "The best-seller",
                "shelf",
                "Nextshelf proposes books to readers. Two versions were checked on the records of "
                f"past weeks. The best-seller list: {shelves['popular'].hits} of "
                f"{shelves['popular'].listed:,} proposals had been taken. A personal list: "
                f"{shelves['personal'].hits}. Which one do you accept?",
                [
                    Answer(
                        "The best-seller list: its number is higher.",
                        "The records agree. But look what happens when readers see the lists.",
                    ),
                    Answer(
                        "The personal list: it feels more modern.",
                        "It may be right, but a feeling is no criterion. See the numbers below.",
                    ),
                    Answer(
                        "Neither yet: first I show both to readers.",
                        "Yes. Readers can only have taken what stood on the shelf.",
                        right=True,
                    ),
                ],
                more=lambda: (
                    grid(
                        "The same two lists, twice",
                        ("List", "In the records, of 100 proposals", "Shown to readers, of 100"),
                        [
                            (
                                item.name,
                                f"{100 * item.hits / item.listed:.0f} were taken",
                                f"{100 * item.live:.0f} are taken",
                            )
                            for item in shelves.values()
                        ],
                    )
                    + say(
                        "The old shelf had shown the best-sellers, so the records praise them. The "
                        "criterion needs one more clause: a trial with real readers."
                    )
                ),
            )
        ],
    )


def silence() -> Explorer:
    """A criterion that is met best by doing nothing."""
    versions = products.versions()
    return Explorer(
        LESSON,
        [
            Ask(
                "Nobody is harmed by silence",
                "silence",
                f"A draft for Brightdesk: “Not one invented fact in {SILENT_CASES} answers.” Three "
                "versions want to pass. Which one passes for certain?",
                [
                    Answer(
                        "The careful one, which invents very little.",
                        "Very little is not nothing. It fails more often than it passes.",
                    ),
                    Answer(
                        "The fluent one, which always has an answer.",
                        "It invents most. See below.",
                    ),
                    Answer(
                        "The one that always writes: “I cannot answer that.”",
                        "Yes. Who says nothing invents nothing.",
                        right=True,
                    ),
                ],
                more=lambda: (
                    grid(
                        f"Three versions, {TEAMS} checks of {SILENT_CASES} answers each",
                        (
                            "Version",
                            "Invented, of 800 answers",
                            "No answer, of 800",
                            "Checks passed",
                        ),
                        [
                            (
                                item.name,
                                f"{item.severe}",
                                f"{item.declined}",
                                f"{item.passed} of {TEAMS}",
                            )
                            for item in versions
                        ],
                    )
                    + say(
                        "Teams will do what the criterion counts. So say what must be there as "
                        "well: an answer in at least so many cases. And leave room for a few "
                        "failures: at most five in 500 tells good from bad better than none in 100."
                    )
                ),
            )
        ],
    )


def explain() -> Explorer:
    """Choose an explanation; then ours, and the wrong one shown failing."""

    def ours() -> str:
        strict = changed(DRAFT, at_least=97)
        return say(
            "Our explanation: a team works towards what is written. Where the text is silent, "
            "weak models pass. A higher number does not help. With 97 of 100 cases right, "
            f"{passing(strict, WEAK)} of {TEAMS} models that miss urgent letters pass, and "
            f"{TEAMS - passing(strict, GOOD)} of {TEAMS} good ones are turned away. Sensible "
            "people believe in the number because it is the only exact thing in the sentence."
        )

    return Explorer(
        LESSON,
        [
            Ask(
                "Choose an explanation",
                "explain",
                "Dana's draft named a number and still let everything through. Why?",
                [
                    Answer(
                        "The number was too low.",
                        "A natural thought. Read below what a higher one does.",
                    ),
                    Answer(
                        "It was silent about what is counted, on whom, and by whom.",
                        "Yes. Every silence was a way through.",
                        right=True,
                    ),
                    Answer(
                        "The team wanted to deceive you.",
                        "Nobody did. The sentence simply does not ask for more.",
                    ),
                ],
                more=ours,
            )
        ],
    )


def after_demo() -> Explorer:
    """The sponsor widens "done"."""
    return Explorer(
        LESSON,
        [
            Ask(
                "After the demo",
                "after_demo",
                "The demo went well. The sponsor writes: “Wonderful! Then it is done, and of "
                "course it also reads handwritten letters. Launch on 1 June as planned.” What do "
                "you answer?",
                [
                    Answer(
                        "Fine. They are letters too.",
                        "Nobody has checked one handwritten letter. Your signature would cover "
                        "letters that nobody has seen.",
                    ),
                    Answer(
                        "No. Nothing changes any more.",
                        "That protects the date. But handwritten letters may be worth having.",
                    ),
                    Answer(
                        "Yes, with its own line: own letters, own mark, own date.",
                        "Yes. The criterion stays as agreed for 1 June. Handwritten letters get "
                        "their own check first.",
                        right=True,
                    ),
                ],
                more=lambda: say(
                    "A criterion names the letters it was checked on. What is outside needs its "
                    "own evidence. You need not refuse the wish, only give it a gate of its own."
                ),
            )
        ],
    )


def clauses_of(criterion: Criterion) -> str:
    """Return a criterion as a numbered list, as HTML."""
    return steps(clauses(criterion))


def warm_up() -> Explorer:
    """Three quick questions."""
    from doneenough.explorer.warm_up import questions

    return Explorer(LESSON, questions(LESSON))
