"""What every page to take to work shows: its form, where it stays, and the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.html import paragraph
from doneenough.core.wording import Fact
from doneenough.explorer.controls import Number, Status, Text
from doneenough.explorer.frame import Explorer, Step
from doneenough.explorer.steps import BUTTON, heading
from doneenough.explorer.tries import Whole
from doneenough.portfolio import OPEN, Page, Section, write_page
from doneenough.portfolio.page import on_someone_elses_computer


@dataclass(frozen=True)
class Line:
    """A field of text. Its words: ``label`` and perhaps ``hint``."""

    rows: int = 1


Fields = Mapping[str, Whole | Line]
"""The fields of a form by id, in reading order."""


class PageForm(Step):
    """A form whose fields fill one page; nothing is scored. What was made is there next time.

    Its words stand under ``page.<id>``: ``title``; for each of the ``fields`` its
    ``label``, ``hint`` or ``unit``, and perhaps a ``note`` shown below it; and the
    ``sections`` of the page, each with a ``title`` and ``rows`` (label and text) or
    ``lines``. Their texts name the fields, and what :meth:`facts` adds.
    """

    page_id: ClassVar[str]
    """File name of the page without ending."""
    fields: ClassVar[Fields]
    before_live: ClassVar[int] = 0
    """So many fields stand above a picture that follows the form's numbers; 0: there is none."""
    make: ClassVar[str] = "Make my page"

    def __init__(self) -> None:
        super().__init__(self.page_id)
        self.controls: dict[str, Number | Text] = {}
        self.live = widgets.HTML()
        self.button = widgets.Button(description=self.make, layout=BUTTON)
        self.preview = widgets.HTML()
        self.said = Status()

    @property
    def title(self) -> str:
        """The heading of the form."""
        return self.words("title")

    def words(self, text: str, /, **values: Fact) -> str:
        """Return one of the texts under ``page.<id>``, filled."""
        return self.explorer.say(f"page.{self.page_id}.{text}", **values)

    def attach(self, explorer: Explorer) -> None:
        """Make the controls."""
        super().attach(explorer)
        for name, kind in self.fields.items():
            said = explorer.words.fill_all(
                explorer.words.block(f"page.{self.page_id}.fields.{name}")
            )
            if isinstance(kind, Whole):
                self.controls[name] = Number(
                    label=said["label"],
                    unit=said["unit"],
                    low=kind.low,
                    high=kind.high,
                    step=kind.step,
                    value=kind.start,
                )
            else:
                hint = said.get("hint", "")
                self.controls[name] = Text(label=said["label"], hint=hint, rows=kind.rows)

    @property
    def number(self) -> Mapping[str, int]:
        """The numbers in the form by field."""
        return {
            name: control.value
            for name, control in self.controls.items()
            if isinstance(control, Number)
        }

    def typed(self, name: str) -> str:
        """Return what stands in a field, in words; nothing where it was left empty."""
        return f"{self.controls[name].value}".strip()

    def picture(self) -> str:
        """Return, as HTML, what the numbers in the form mean."""
        return ""

    def facts(self) -> Mapping[str, Fact]:
        """Return what the page's texts say beside the fields, computed from them."""
        return {}

    def objection(self) -> str:
        """Return why the page cannot be made from these fields; empty when it can."""
        return ""

    def sections(self) -> Sequence[Section]:
        """Return the sections of the page."""
        typed: dict[str, Fact] = {name: self.typed(name) or OPEN for name in self.controls}
        words, values = self.explorer.words, {**typed, **self.facts()}
        found = []
        for section in words.block(f"page.{self.page_id}.sections"):
            # Only the course's own text is filled in; what the learner typed is a value.
            said = words.fill_all(section, **values)
            rows = [(label, text) for label, text in said.get("rows", ())]
            found.append(Section(said["title"], facts=rows, lines=said.get("lines", ())))
        return found

    def page(self) -> Page:
        """Return the page for what stands in the form."""
        own = self.explorer.words.has(f"page.{self.page_id}.page_title")
        title = self.words("page_title" if own else "title", **self.facts())
        return Page(self.page_id, title, tuple(self.sections()))

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form, filled in as it was left."""
        kept = store.recall(self.explorer.lesson, f"page.{self.page_id}", {})
        for name, control in self.controls.items():
            value = kept.get(name) if isinstance(kept, dict) else None
            if type(value) is type(control.value):
                control.value = value
        names = list(self.controls)
        shown: list[widgets.Widget] = [heading(self.title), where_it_stays()]
        for place, name in enumerate(names, 1):
            control = self.controls[name]
            # The picture and its sentences may follow numbers that stand below it, too.
            if self.before_live and isinstance(control, Number):
                control.observe(self.guarded(self._redraw), "value")
            shown.append(control)
            if self.explorer.words.has(f"page.{self.page_id}.fields.{name}.note"):
                shown.append(widgets.HTML(paragraph(self.words(f"fields.{name}.note"))))
            if place == self.before_live:
                shown.append(self.live)
        self._redraw()
        self.button.on_click(self.guarded(self._make))
        return [*shown, self.button, self.said, self.preview]

    def _redraw(self) -> None:
        self.live.value = self.picture()

    def _make(self) -> None:
        if objection := self.objection():
            self.said.text, self.preview.value = objection, ""
            return
        kept: dict[str, Any] = {name: control.value for name, control in self.controls.items()}
        store.remember(self.explorer.lesson, f"page.{self.page_id}", kept)
        show_page(self.page(), self.preview, self.said)


def where_it_stays() -> widgets.HTML:
    """Return a note: the page is private, or this is somebody else's computer."""
    return widgets.HTML(
        paragraph(
            "This is someone else's computer, so please don't enter confidential data. "
            "Download the page before you leave."
            if on_someone_elses_computer()
            else "The page stays in your own folder. Nothing is sent or scored."
        )
    )


def show_page(page: Page, preview: widgets.HTML, said: Status) -> None:
    """Write ``page``, show it in ``preview`` and say where it lies."""
    body = page.to_html()
    preview.value = body[body.index("<article") : body.index("</main>")]
    try:
        markdown, web = write_page(page)
    except OSError:
        # A read-only folder must not stop a lesson.
        said.text = "The page couldn't be saved in this folder, but you can copy it from below."
        return
    said.text = (
        f"Saved in my_work, in the folder pages: {web.name} to print, {markdown.name} to edit. "
        "You can see it below, and the start page lists it too."
    )
