"""Forms that hand a decision, a text or an identity over to the notebook's answer cell.

A form asks with native controls, renders the answer as the text that grading reads, and
gives it to the companion in JupyterLab, which writes it into the answer cell. Nothing
is graded here: what counts is what stands in the cell, typed or handed over.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from weakref import WeakSet

import anywidget
import ipywidgets as widgets
import traitlets

from doneenough.core import store
from doneenough.core.briefs import PRACTICE, Identity
from doneenough.core.decision import DecisionError, FieldSpec
from doneenough.core.exercise import Exercise
from doneenough.core.literals import AnswerError, read_assignment
from doneenough.core.registry import find_exercise, find_prose
from doneenough.core.scoring import brief_of
from doneenough.core.words import counted
from doneenough.explorer.assessment import brief_card, by_hand
from doneenough.explorer.controls import STYLE, Choice, Fold, OpenNumber, Status, Text, script
from doneenough.explorer.frame import Explorer, Guard, Step

IDENTITY = "me"
"""Label and variable of the cell that says who answers."""
MANY = 6
"""A form with more fields than this is folded into the groups of its decision."""
CHANGED = "changed"


class Handover(anywidget.AnyWidget):
    """The button of a form; ``static/form.js`` says how it talks to the companion.

    ``grade_id`` labels the answer cell. ``below`` runs everything after it, not only what
    belongs to this answer. ``saves`` saves the notebook first and writes nothing.
    ``place`` says where that is, ``then`` what comes of it. ``locked`` is the label of a
    button whose work is done for good.
    """

    _esm = script("form")
    _css = STYLE

    label = traitlets.Unicode().tag(sync=True)
    grade_id = traitlets.Unicode().tag(sync=True)
    below = traitlets.Bool(False).tag(sync=True)
    saves = traitlets.Bool(False).tag(sync=True)
    place = traitlets.Unicode("your notebook").tag(sync=True)
    then = traitlets.Unicode().tag(sync=True)
    yes = traitlets.Unicode("Yes, this is final").tag(sync=True)
    locked = traitlets.Unicode().tag(sync=True)


class Form(Step):
    """A step with a button that hands something over."""

    def __init__(self, title: str, **button: Any) -> None:
        super().__init__(button.get("grade_id", ""), title)
        self.handover = Handover(**button)
        self.handover.on_msg(self._heard)

    def _heard(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        source = message.get("source")
        with Guard(self.explorer):
            match message.get("kind"):
                case "ready?":
                    self.handover.send({"kind": "ready"})
                case "holds":
                    self.holds(str(source))
                case "press":
                    self.handover.send(self.pressed(source))
                case "confirmed":
                    self.handover.send(self.pressed(source, confirmed=True))
                case "written":
                    self.written()

    @abstractmethod
    def pressed(self, source: str | None, *, confirmed: bool = False) -> dict[str, str]:
        """Return what follows from a press: ``kind`` is "write", "say" or "confirm".

        ``source`` is what the answer cell holds now; None where nobody could read it.
        """

    def holds(self, source: str) -> None:
        """Fill the form from what the answer cell holds."""

    def written(self) -> None:
        """The answer has been written and run."""


class Decide(Form):
    """The fields of a decision, or some of them; the others stay as the cell has them."""

    _on_screen: ClassVar[WeakSet[Decide]] = WeakSet()
    """All forms there are: a commitment locks every one that asks for a part of it."""

    def __init__(
        self, exercise: Exercise[Any, Any], brief: Any, names: Sequence[str], **words: str
    ) -> None:
        words = {"title": "Your decision", "label": "This is my decision"} | words
        super().__init__(grade_id=exercise.name, then=" What it leads to is below.", **words)
        self.exercise, self.row = exercise, brief
        self.draft = dict(exercise.starts_from(brief))
        specs = {
            spec.name: replace(spec, options=exercise.choices(brief, spec))
            for spec in exercise.decision.specs()
        }
        self.specs = {name: specs[name] for name in names or specs}
        self.controls = {
            name: _control(spec, exercise.question(brief, spec))
            for name, spec in self.specs.items()
        }
        self.so_far = Status()
        groups = exercise.decision.groups if len(self.controls) > MANY else {}
        self.folds = {
            id_: Fold(title=exercise.say(f"groups.{id_}"))
            for id_, fields in groups.items()
            if any(name in self.controls for name in fields)
        }
        self.brief = brief_card(exercise, brief)
        self._on_screen.add(self)

    def build(self) -> Sequence[widgets.Widget]:
        """Return brief, controls and button; a committed answer stays as it was given."""
        self._fill({})
        self.written()
        self._follow()
        for control in self.controls.values():
            control.observe(self.guarded(self._follow), "value")
        so_far = [self.so_far] if self.so_far.text else []
        form = widgets.VBox([self.heading(), *self._in_groups(), *so_far, self.handover])
        beside = widgets.Box([widgets.HTML(self.brief), form])
        beside.add_class("de-beside")
        return [beside, widgets.HTML(by_hand(self.exercise, self.row))]

    def still(self) -> str:
        """Return the brief: without a kernel there is no form."""
        return self.brief + by_hand(self.exercise, self.row)

    def _in_groups(self) -> Iterator[widgets.Widget]:
        """Yield the controls in reading order, each group behind its fold."""
        groups = self.exercise.decision.groups
        folded = {name: id_ for id_ in self.folds for name in groups[id_]}
        begun = set()
        for name, control in self.controls.items():
            id_ = folded.get(name)
            if id_ is None:
                yield control
            elif id_ not in begun:
                begun.add(id_)
                box = widgets.VBox([self.controls[n] for n in groups[id_] if n in self.controls])
                box.add_class("doneenough-folded")
                yield self.folds[id_]
                yield box
        # What asks for a choice of her own is open, one group at a time.
        self._open_first_empty()

    def _open_first_empty(self) -> None:
        chosen = self._chosen()
        for id_, fold in self.folds.items():
            if any(chosen.get(name, "") is None for name in self.exercise.decision.groups[id_]):
                fold.opened = True
                return

    def holds(self, source: str) -> None:
        """Fill in what the cell holds; an unreadable cell fills in nothing."""
        if not self.handover.locked:
            self._fill(self._read(source))

    def pressed(self, source: str | None, *, confirmed: bool = False) -> dict[str, str]:
        """Return the answer to write, or what is still missing."""
        chosen = self._chosen()
        empty = [self.specs[name].short for name, value in chosen.items() if value is None]
        if empty:
            self._open_first_empty()
            return {"kind": "say", "text": f"Still empty: {'; '.join(empty)}."}
        values = self._read(source or "") | chosen
        trouble = self._disagreement(values)
        if trouble:
            return {"kind": "say", "text": trouble}
        # What is asked for in two forms is given for good by the one that completes it.
        complete = all(values.get(spec.name) is not None for spec in self.exercise.decision.specs())
        if self.exercise.committed and complete and not confirmed:
            return {"kind": "confirm", "text": "You commit once, as at a real gate. Is this final?"}
        return {"kind": "write", "text": self.exercise.decision.written(self.exercise.name, values)}

    def written(self) -> None:
        """Lock the form once there is a commitment, and the other forms of the same answer."""
        kept = store.recall(self.exercise.lesson, f"committed.{self.exercise.name}")
        if self.exercise.committed and isinstance(kept, dict):
            for form in [form for form in self._on_screen if form.exercise is self.exercise]:
                form.lock(kept)

    def lock(self, kept: Mapping[str, Any]) -> None:
        """Show what was committed, for good."""
        self._fill(kept)
        self.handover.locked = "Committed"
        for control in self.controls.values():
            control.disabled = True

    def _chosen(self) -> dict[str, Any]:
        return {name: _value(self.specs[name], self.controls[name]) for name in self.specs}

    def _follow(self) -> None:
        """Say what follows from the fields so far: their sum, and what closed groups hold."""
        chosen = self._chosen()
        self.so_far.text = self.exercise.decision.so_far(chosen)
        for id_, fold in self.folds.items():
            fold.held = [
                [self.specs[name].short, self._words(name), self._mark(name, chosen[name])]
                for name in self.exercise.decision.groups[id_]
                if name in self.specs
            ]

    def _words(self, name: str) -> str:
        spec, value = self.specs[name], _value(self.specs[name], self.controls[name])
        if value is None:
            return "not chosen yet"
        return counted(value, spec.unit) if spec.kind == "whole" else (spec.options or {})[value]

    def _mark(self, name: str, value: object) -> str:
        return CHANGED if name in self.draft and value != self.draft[name] else ""

    def _read(self, source: str) -> dict[str, Any]:
        try:
            found = read_assignment(source, self.exercise.name)
        except AnswerError:
            return {}
        known = self.exercise.decision.model_fields
        return {k: v for k, v in found.items() if k in known} if isinstance(found, dict) else {}

    def _fill(self, values: Mapping[str, Any]) -> None:
        if self.exercise.decision.is_blank(dict(values)):
            values = self.draft
        for name, control in self.controls.items():
            _fill(self.specs[name], control, values.get(name))

    def _disagreement(self, values: Mapping[str, Any]) -> str:
        """Return what is wrong with this form's fields together, or nothing."""
        specs = self.exercise.decision.specs()
        # Fields still empty, to be decided later, are filled with anything that is allowed.
        any_value = {spec.name: next(iter(spec.options or {}), spec.low) for spec in specs}
        given = {key: value for key, value in values.items() if value is not None}
        try:
            self.exercise.decision.read(any_value | given)
        except DecisionError as error:
            return " ".join(
                slip.message.replace(f'"{slip.field}"', f"“{self.specs[slip.field].short}”")
                for slip in error.slips
                if slip.field in self.specs
            )
        return ""


class Write(Form):
    """A text of the learner's own, for a cell of text."""

    def __init__(self, prose_id: str) -> None:
        prose = find_prose(prose_id)
        button = {"label": "Save my answer", "place": "the notebook"}
        super().__init__("Your text", grade_id=prose.name, **button)
        self.prose = prose
        self.text = Text(label=prose.title, rows=8)

    def build(self) -> Sequence[widgets.Widget]:
        """Return the box and its button."""
        return [self.heading(), self.text, self.handover]

    def holds(self, source: str) -> None:
        """Go on with the text that stands in the notebook."""
        if source.strip() != self.prose.blank:
            self.text.value = source

    def pressed(self, source: str | None, *, confirmed: bool = False) -> dict[str, str]:
        """Return the text, if there is one."""
        if not self.text.value.strip():
            return {"kind": "say", "text": "You haven't written anything yet."}
        return {"kind": "write", "text": self.text.value.strip()}


class Introduce(Form):
    """Who answers."""

    def __init__(self) -> None:
        button = {"label": "This is me", "then": " The scenarios below are now yours."}
        super().__init__("Who answers?", grade_id=IDENTITY, below=True, **button)
        self.texts = {spec.name: Text(label=spec.meaning) for spec in Identity.specs()}

    def build(self) -> Sequence[widgets.Widget]:
        """Return both lines and the button."""
        self._fill(Identity.blanks)
        return [self.heading(), *self.texts.values(), self.handover]

    def holds(self, source: str) -> None:
        """Show who stands in the cell."""
        try:
            found = read_assignment(source, IDENTITY)
        except AnswerError:
            return
        if isinstance(found, dict):
            self._fill(found)

    def pressed(self, source: str | None, *, confirmed: bool = False) -> dict[str, str]:
        """Return the identity to write, or what is wrong with it."""
        given = {name: text.value.strip() for name, text in self.texts.items()}
        try:
            me = Identity.read({**given, "cohort": given["cohort"] or PRACTICE})
        except DecisionError as error:
            return {"kind": "say", "text": str(error)}
        return {"kind": "write", "text": me.render(IDENTITY)}

    def _fill(self, values: Mapping[str, Any]) -> None:
        for name, text in self.texts.items():
            if isinstance(values.get(name), str):
                text.value = values[name]


def decide(exercise_id: str, me: object, *fields: str, **words: str) -> Explorer:
    """Show a form for an answer.

    Parameters
    ----------
    exercise_id
        ``lesson.name``.
    me
        Who answers: it chooses the brief, whose words some questions quote.
    fields
        The fields asked for here; all of them when none is named.
    words
        Another ``title`` or ``label`` of the button.

    Raises
    ------
    KeyError
        No such exercise or field: the course's own mistake.
    """
    exercise = find_exercise(exercise_id)
    try:
        identity = Identity.read(me)
    except DecisionError:
        # The brief above says what is wrong; here everybody can still answer.
        identity = Identity(learner_id="", cohort=PRACTICE)
    brief = exercise.briefs()[brief_of(exercise, identity)]
    return Explorer(exercise.lesson, [Decide(exercise, brief, fields, **words)])


def write(prose_id: str) -> Explorer:
    """Show a box for a written answer."""
    return Explorer(find_prose(prose_id).lesson, [Write(prose_id)])


def who_are_you() -> Explorer:
    """Ask for the learner's id and her group's code."""
    return Explorer("start", [Introduce()])


Control = OpenNumber | Choice


def _control(spec: FieldSpec, label: str) -> Control:
    if spec.kind == "whole":
        return OpenNumber(label=label, unit=spec.unit, low=spec.low, high=spec.high)
    options = list((spec.options or {}).values())
    return Choice(label=label, options=options, row=all(len(text) < 45 for text in options))


def _value(spec: FieldSpec, control: Control) -> Any:
    if isinstance(control, OpenNumber):
        return control.value
    return list(spec.options or {})[control.value] if control.value >= 0 else None


def _fill(spec: FieldSpec, control: Control, value: object) -> None:
    if isinstance(control, OpenNumber):
        fits = type(value) is int and spec.low <= value <= spec.high
        control.value = value if fits else None  # type: ignore[assignment]
    else:
        keys = list(spec.options or {})
        control.value = keys.index(value) if value in keys else -1
