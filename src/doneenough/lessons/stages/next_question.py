"""Exercise (a): what to ask next after each of eight meetings.

The stage a project is in, and the evidence it lacks there, decide which question is
worth most. Points come from the days that the eight questions lose, in money; see
:mod:`~doneenough.lessons.stages.next_question_world`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.lessons.stages.next_question_world import (
    CHECK,
    COUNT,
    DEMO,
    LAUNCH,
    LINEAR,
    MODELLING,
    Drawn,
    NotesBrief,
    briefs,
)

WAYS = {"a": "question A", "b": "question B", "c": "question C", "d": "question D"}
SHOWN_IN = "Where a project really is"


class Questions(Choices):
    """The question asked next after each note."""

    note_1: str = option("Note 1", **WAYS)
    note_2: str = option("Note 2", **WAYS)
    note_3: str = option("Note 3", **WAYS)
    note_4: str = option("Note 4", **WAYS)
    note_5: str = option("Note 5", **WAYS)
    note_6: str = option("Note 6", **WAYS)
    note_7: str = option("Note 7", **WAYS)
    note_8: str = option("Note 8", **WAYS)


class NextQuestion(ItemByItem[NotesBrief, Questions, Drawn]):
    """Which question to ask next, by stage and missing evidence.

    It is given once: with four questions to each note, further tries would be guessing.
    """

    lesson = "stages"
    name = "next_question"
    title = "Eight meeting notes"
    points = 32
    decision = Questions
    table = "next_question"
    committed = True

    def briefs(self) -> Sequence[NotesBrief]:
        """Return the 24 sets of notes."""
        return briefs()

    def show_brief(self, brief: NotesBrief) -> str:
        """Return what a question loses; each note stands above its questions."""
        return paragraph(
            "Your own notes, from eight projects. After each meeting you ask one question. It "
            "takes the team a little time. What it does not find comes out later, and then work "
            "stands still or is done again. The stage, and what is missing there, decide which "
            "question is worth most. A good one may belong to another stage, or be answered "
            f"already. A lost day costs {euros(brief.day)}."
        )

    def question(self, brief: NotesBrief, spec: FieldSpec) -> str:
        """Return the note itself."""
        return f"{spec.meaning}. {self.item(brief, spec).note.text}"

    def choices(self, brief: NotesBrief, spec: FieldSpec) -> Mapping[str, str]:
        """Return the four questions to this note."""
        return {
            place: f"{place.upper()}. {item.ask}"
            for place, item in self.item(brief, spec).questions.items()
        }

    def items(self, brief: NotesBrief) -> Sequence[Drawn]:
        """Return the eight notes."""
        return brief.notes

    def item_costs(self, brief: NotesBrief, item: Drawn) -> Mapping[str, float]:
        """Return what each question costs: the days it loses, at the price of a day."""
        return {place: asked.days * brief.day for place, asked in item.questions.items()}

    def policies(self, brief: NotesBrief) -> Mapping[str, float]:
        """Ask for the same thing after each meeting."""
        names = {
            "Always ask for the next date": LINEAR,
            "Always ask for a better result": MODELLING,
            "Always ask for the next demo": DEMO,
            "Always ask for one more check": CHECK,
        }
        return {
            name: self.cost(brief, MISCONCEPTIONS[belief].example(brief))
            for name, belief in names.items()
        }

    @property
    def misconceptions(self) -> Sequence[Misconception[NotesBrief, Questions]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(self, brief: NotesBrief, decision: Questions, scale: Scale[Questions]) -> Feedback:
        """Count the days note by note; name the dearest question and the belief behind most."""
        lost = brief.days(decision.ways)
        least = brief.days(self.best(brief).ways)
        extra = [days - best for days, best in zip(lost, least, strict=True)]
        chosen = self.chosen(brief, decision)
        hits, worst = fitting(chosen), dearest(chosen)
        asked = worst.item.questions[worst.way]
        found = brief.belief_behind(decision.ways)
        belief = MISCONCEPTIONS[found] if found else None
        return Feedback(
            protected=(
                f"In {hits} of {COUNT} notes you asked the question that is worth most."
                if hits
                else "Each team got a question, and none was left alone."
            ),
            consequence=(
                f"Your questions lose {sum(lost)} days in all; the best lose {sum(least)}. "
                f"{_too_many(extra)}"
                if any(extra)
                else f"Even the best questions take {sum(lost)} days in all; yours lose no more."
            ),
            money=money_lines(
                scale,
                self.cost(brief, decision),
                "Your eight questions",
                f"The best eight, {sum(least)} days",
            ),
            lever=(
                "Each question fits its stage and what is missing there."
                if not any(extra)
                else f"Note {worst.number}. Your question loses {asked.days} days. {asked.then} At "
                f"“{worst.item.note.stage_name}” this was missing: {worst.item.note.missing}."
            ),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 1 shows it in “{belief.shown_in}”."
                if belief
                else "You have found what there is to find here. Go on when you like."
                if not any(extra)
                else f"Read note {worst.number} again. Which stage is it, and what is missing?"
            ),
        )

    def reasons(self, brief: NotesBrief, scale: Scale[Questions]) -> str:
        """Return, note by note, the question worth most and why, as HTML."""
        rows = []
        places = scale.reference.ways
        for number, (drawn, place) in enumerate(zip(brief.notes, places, strict=True), 1):
            best = drawn.questions[place]
            others = sorted(item.days for other, item in drawn.questions.items() if other != place)
            rows.append(
                (
                    f"{number}. {drawn.note.stage_name}",
                    f"{place.upper()}. {best.ask}",
                    best.then,
                    f"{best.days}; others {others[0]} to {others[-1]}",
                )
            )
        table = grid(
            "The question worth most, note by note",
            ("Note and stage", "Ask", "Why", "Days lost"),
            rows,
        )
        return f"<details><summary>All eight notes: what to ask, and why</summary>{table}</details>"


def _too_many(extra: Sequence[int]) -> str:
    """Name only the notes in which more days were lost than needed."""
    found = [f"note {number} ({days})" for number, days in enumerate(extra, 1) if days]
    return f"Days too many: {', '.join(found)}."


def _playing(belief: str) -> Callable[[NotesBrief], Questions]:
    return lambda brief: Questions.of(brief.believing(belief))


MISCONCEPTIONS: dict[str, Misconception[NotesBrief, Questions]] = {
    belief: Misconception(belief, title, why, _playing(belief), SHOWN_IN)
    for belief, title, why in (
        (
            LINEAR,
            "Do the stages run only forwards",
            "A date is what everybody asks you for. But an AI project goes back when evidence is "
            "missing. The date then moves, whatever was promised.",
        ),
        (
            MODELLING,
            "Is the model most of the work",
            "The result is the number that everybody shows. But most trouble sits around the "
            "model: in the goal, the data, the check and the use.",
        ),
        (
            DEMO,
            "Does a good demo mean nearly done",
            "A demo brings people together, and it is fun. But it shows cases that somebody "
            "chose, not what will arrive on a Monday.",
        ),
        (
            LAUNCH,
            "Does the project end at launch",
            "Software is handed over and closed. But a model goes wrong quietly when the world "
            "changes, and somebody has to be there.",
        ),
        (
            CHECK,
            "Is one more check always worth it",
            "Nobody is blamed for checking. But a check of what is known already, or a right "
            "question at the wrong stage, costs days and leaves the real gap open.",
        ),
    )
}
