"""The kinds of steps an experiment is made of: text, a guess, a question.

Steps with controls and a picture are in :mod:`doneenough.explorer.tries`, pages to take
to work in :mod:`doneenough.explorer.page`. What a step says stands in the lesson's
``words.toml``, under ``step.<id>``.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.figures import Picture
from doneenough.core.html import paragraph
from doneenough.core.wording import Fact
from doneenough.explorer.controls import Choice, Number, Status
from doneenough.explorer.frame import Explorer, Step

More = Callable[[], str] | None
"""HTML that is shown as well."""
View = tuple[Picture, str]
"""A picture and the sentence that goes with it."""
BUTTON = {"width": "auto", "align_self": "flex-start"}
"""As wide as its words, at the left."""


class Say(Step):
    """HTML ``before``, a paragraph (``text``, where the lesson has one), HTML ``after``.

    Done at once.
    """

    def __init__(
        self, name: str, after: More = None, *, before: More = None, **values: Fact
    ) -> None:
        super().__init__(name)
        self.before, self.after, self.values = before, after, values

    def body(self) -> str:
        """Return everything below the heading, as HTML."""
        text = say(self.say("text", **self.values)) if self.has("text") else ""
        around = [part() if part else "" for part in (self.before, self.after)]
        return text.join(around)

    def build(self) -> Sequence[widgets.Widget]:
        """Return heading and text."""
        self.done = True
        return [self.heading(), widgets.HTML(self.body())]

    def still(self) -> str:
        """Return heading and text."""
        return super().still() + self.body()


class Predict(Step):
    """A guess, given before any number that answers it is visible, and kept.

    Its words: ``question`` and ``unit``. Later texts name it ``{{ guess_<id> }}``.
    """

    keeps = "guess"

    def __init__(self, name: str, *, high: int, start: int = 0, **values: Fact) -> None:
        super().__init__(name)
        self.high, self.start, self.values = high, start, values
        self.number: Number
        self.button = widgets.Button(description="This is my guess", button_style="", layout=BUTTON)
        self.said = Status()
        self._guess: int | None = None

    def attach(self, explorer: Explorer) -> None:
        """Make the control; a guess kept from earlier is known to later steps."""
        super().attach(explorer)
        question, unit = (self.say(text, **self.values) for text in ("question", "unit"))
        self.number = Number(label=question, high=self.high, unit=unit, value=self.start)
        if self.guess is not None:
            explorer.values[f"guess_{self.id}"] = self.guess

    @property
    def guess(self) -> int | None:
        """The guess, or None."""
        if self._guess is not None:
            return self._guess
        kept = store.recall(self.explorer.lesson, self.key)
        return kept if type(kept) is int and 0 <= kept <= self.high else None

    def build(self) -> Sequence[widgets.Widget]:
        """Return question, control and button; a guess kept from earlier counts."""
        self.button.on_click(self.guarded(self._keep))
        if self.guess is not None:
            self.number.value = self.guess
            self._close("Your guess from earlier")
            self.done = True
        return [self.heading(), self.number, self.button, self.said]

    def _keep(self) -> None:
        if self.done:
            return
        # Kept here too: in a folder that cannot be written the lesson goes on all the same.
        self._guess = self.number.value
        self.explorer.values[f"guess_{self.id}"] = self._guess
        store.remember(self.explorer.lesson, self.key, self.number.value)
        self._close("Your guess")
        self.finish()

    def _close(self, words: str) -> None:
        # The button stays enabled: a disabled one would lose the focus, and with it the keys.
        self.number.disabled = True
        self.said.text = f"{words}: {self.number.value} {self.number.unit}. " + (
            "It stays in your own folder."
        )


@dataclass(frozen=True)
class Answer:
    """One option of a question, with what is said when it is chosen."""

    id: str
    text: str
    reply: str
    right: bool = False


class Ask(Step):
    """A question by click, with an explanation for every option.

    Its words: ``question``; ``answers``, a list of ``id``, ``text``, ``reply`` and, for
    one of them, ``right``; and perhaps ``more``, a paragraph shown once it is answered.
    """

    keeps = "answer"

    def __init__(self, name: str, more: More = None, *, title: str | None = None, **values: Fact):
        super().__init__(name, title)
        self.more, self.values = more, values
        self.answers: Sequence[Answer]
        self.choice: Choice
        self.said = Status()
        self.added = widgets.HTML()

    def attach(self, explorer: Explorer) -> None:
        """Make the control."""
        super().attach(explorer)
        listed = explorer.words.block(f"step.{self.id}.answers")
        self.answers = [
            Answer(**explorer.words.fill_all(answer, **(explorer.values | self.values)))
            for answer in listed
        ]
        question = self.say("question", **self.values)
        self.choice = Choice(label=question, options=[answer.text for answer in self.answers])

    def build(self) -> Sequence[widgets.Widget]:
        """Return the question; an answer opens the next step but may be changed."""
        kept = store.recall(self.explorer.lesson, self.key)
        known = [answer.id for answer in self.answers]
        if kept in known:
            self.choice.value = known.index(kept)
            self._reply()
            self.done = True
        self.choice.observe(self.guarded(self._chosen), "value")
        return [self.heading(), self.choice, self.said, self.added]

    def _chosen(self) -> None:
        chosen = self.answers[self.choice.value].id
        store.remember(self.explorer.lesson, self.key, chosen)
        self._reply()
        self.finish()

    def _reply(self) -> None:
        self.said.text = self.answers[self.choice.value].reply
        text = say(self.say("more", **self.values)) if self.has("more") else ""
        self.added.value = text + (self.more() if self.more else "")


def heading(text: str) -> widgets.HTML:
    """Return the heading of a step."""
    return widgets.HTML(f'<h3 class="de-heading">{html.escape(text)}</h3>')


def say(text: str) -> str:
    """Return one paragraph as HTML."""
    return paragraph(text)


def warm_up(lesson: str) -> Explorer:
    """Return a lesson's three quick questions: its steps ``warm_up_1`` and so on."""
    from doneenough.core.wording import words_of

    steps: Mapping[str, object] = words_of(lesson).block("step")
    ids = [id_ for id_ in steps if id_.startswith("warm_up_")]
    return Explorer(
        lesson,
        [Ask(id_, title=f"Question {n} of {len(ids)}") for n, id_ in enumerate(ids, 1)],
    )
