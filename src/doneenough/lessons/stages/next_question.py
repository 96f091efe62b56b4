"""Exercise: what to ask next after each of eight meetings.

The stage a project is in, and the evidence it lacks there, decide which question is
worth most. Points come from the days that the eight questions lose, in money; see
:mod:`~doneenough.lessons.stages.next_question_world`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from doneenough.core.decision import FieldSpec, option
from doneenough.core.exercise import Consequence, Hint
from doneenough.core.feedback import euros
from doneenough.core.html import folded, grid, paragraph
from doneenough.core.item_by_item import Choices, ItemByItem, dearest, fitting
from doneenough.core.lifecycle import STAGES
from doneenough.core.scale import Scale
from doneenough.lessons.stages.next_question_world import (
    BELIEFS,
    CHECK,
    COUNT,
    DEMO,
    LINEAR,
    MODELLING,
    Drawn,
    NotesBrief,
    days_range,
    drawn_notes,
)

NAMES = tuple(STAGES.values())
WAYS = {"a": "question A", "b": "question B", "c": "question C", "d": "question D"}
ALWAYS = {
    "next_date": LINEAR,
    "better_result": MODELLING,
    "next_demo": DEMO,
    "one_more_check": CHECK,
}
"""The belief of those who ask for the same thing after each meeting."""


class Questions(Choices):
    """The question asked next after each note."""

    groups: ClassVar[Mapping[str, Sequence[str]]] = {
        "first_half": ("note_1", "note_2", "note_3", "note_4"),
        "second_half": ("note_5", "note_6", "note_7", "note_8"),
    }

    note_1: str = option("Note 1", **WAYS)
    note_2: str = option("Note 2", **WAYS)
    note_3: str = option("Note 3", **WAYS)
    note_4: str = option("Note 4", **WAYS)
    note_5: str = option("Note 5", **WAYS)
    note_6: str = option("Note 6", **WAYS)
    note_7: str = option("Note 7", **WAYS)
    note_8: str = option("Note 8", **WAYS)


class NextQuestion(ItemByItem[NotesBrief, Questions, Drawn]):
    """Which question to ask next, by stage and missing evidence."""

    lesson, table, brief, decision = "stages", "next_question", NotesBrief, Questions

    def read_briefs(self, rows: Sequence[Mapping[str, Any]]) -> tuple[NotesBrief, ...]:
        """Return the sets of notes; the table names notes by id."""
        return drawn_notes(rows)

    def show_brief(self, brief: NotesBrief) -> str:
        """Return what questions lose; each note stands above its questions."""
        best, others = ("{} to {}".format(*days_range(best=best)) for best in (True, False))
        intro = self.say("intro", day=euros(brief.day), best_days=best, other_days=others)
        return paragraph(intro)

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
        return {id_: self.cost(brief, self.plays[what](brief)) for id_, what in ALWAYS.items()}

    @property
    def plays(self) -> Mapping[str, Callable[[NotesBrief], Questions]]:
        """Ask what one belief suggests wherever a question fits it."""

        def asking(belief: str) -> Callable[[NotesBrief], Questions]:
            return lambda brief: Questions.of(brief.believing(belief))

        return {belief: asking(belief) for belief in BELIEFS}

    def belief(self, brief: NotesBrief, decision: Questions, scale: Scale[Questions]) -> str | None:
        """Return the belief behind most of the questions."""
        return brief.belief_behind(decision.ways)

    def consequence(
        self, brief: NotesBrief, decision: Questions, scale: Scale[Questions]
    ) -> Consequence:
        """Count the days, and name the notes in which more were lost than needed."""
        lost = brief.days(decision.ways)
        least = brief.days(self.best(brief).ways)
        hits = fitting(self.chosen(brief, decision))
        extra = [
            self.say("extra", number=number, days=days - best)
            for number, (days, best) in enumerate(zip(lost, least, strict=True), 1)
            if days > best
        ]
        return Consequence(
            self.say("kept", hits=hits, count=COUNT) if hits else self.say("kept_none"),
            self.say("happened", lost=sum(lost), least=sum(least), extra=", ".join(extra))
            if extra
            else self.say("happened_best", least=sum(least)),
        )

    def hint(self, brief: NotesBrief, decision: Questions, scale: Scale[Questions]) -> Hint:
        """Name the dearest question."""
        worst = dearest(self.chosen(brief, decision))
        if not worst.loss:
            return Hint(self.say("lever_none"), self.say("try_none"))
        note, asked = worst.item.note, worst.item.questions[worst.way]
        lever = self.say(
            "lever",
            number=worst.number,
            days=asked.days,
            then=asked.then,
            stage=NAMES[note.stage],
            missing=note.missing,
        )
        return Hint(lever, self.say("try", number=worst.number))

    def reasons(self, brief: NotesBrief, scale: Scale[Questions]) -> str:
        """Return, note by note, the question worth most and why, as HTML."""
        rows = []
        places = scale.reference.ways
        for number, (drawn, place) in enumerate(zip(brief.notes, places, strict=True), 1):
            best = drawn.questions[place]
            lost = ", ".join(
                f"{other.upper()} {item.days}" for other, item in drawn.questions.items()
            )
            stage = NAMES[drawn.note.stage]
            rows.append((f"{number}. {stage}", f"{place.upper()}. {best.ask}", best.then, lost))
        head = self.words.block("exercise.next_question.reasons_head")
        table = grid(self.say("reasons_caption"), head, rows)
        return folded(self.say("reasons"), table)
