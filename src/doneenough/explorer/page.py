"""What every page to take to work shows: its form, where it stays, and the page itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from doneenough.core import store
from doneenough.core.html import paragraph
from doneenough.explorer.controls import Number, Status, Text
from doneenough.explorer.steps import BUTTON, Step, heading
from doneenough.portfolio import Page, write_page
from doneenough.portfolio.page import on_someone_elses_computer


class PageForm(Step):
    """A form whose fields fill one page; nothing is scored. What was made is there next time.

    The first ``before_live`` fields stand above a picture that follows their numbers.
    """

    kept_as: ClassVar[str]
    """The name under which the fields are remembered."""
    before_live: ClassVar[int]
    make: ClassVar[str] = "Make my page"

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.live = widgets.HTML()
        self.button = widgets.Button(description=self.make, layout=BUTTON)
        self.preview = widgets.HTML()
        self.said = Status()

    @property
    @abstractmethod
    def fields(self) -> Sequence[Number | Text]:
        """The controls in reading order."""

    @abstractmethod
    def picture(self) -> str:
        """Return, as HTML, what the numbers in the form mean."""

    @abstractmethod
    def page(self) -> Page:
        """Return the page for what stands in the form."""

    def objection(self) -> str:
        """Return why the page cannot be made from these fields; empty when it can."""
        return ""

    def build(self) -> Sequence[widgets.Widget]:
        """Return the form, filled in as it was left."""
        kept = store.recall(self.explorer.lesson, self.kept_as, {})
        for field in self.fields:
            value = kept.get(field.label) if isinstance(kept, dict) else None
            if type(value) is type(field.value):
                field.value = value
        above, below = self.fields[: self.before_live], self.fields[self.before_live :]
        for field in above:
            if isinstance(field, Number):
                field.observe(self.guarded(self._redraw), "value")
        self._redraw()
        self.button.on_click(self.guarded(self._make))
        top = [heading(self.title), where_it_stays(), *above, self.live]
        return [*top, *below, self.button, self.said, self.preview]

    def _redraw(self) -> None:
        self.live.value = self.picture()

    def _make(self) -> None:
        if objection := self.objection():
            self.said.text, self.preview.value = objection, ""
            return
        kept = {field.label: field.value for field in self.fields}
        store.remember(self.explorer.lesson, self.kept_as, kept)
        show_page(self.page(), self.preview, self.said)


def where_it_stays() -> widgets.HTML:
    """Return a note: the page is private, or this is somebody else's computer."""
    return widgets.HTML(
        paragraph(
            "This is someone else's computer: please enter no confidential data. Download "
            "the page before you leave."
            if on_someone_elses_computer()
            else "The page stays in your own folder. Nothing is sent or scored."
        )
    )


def show_page(page: Page, preview: widgets.HTML, said: Status) -> None:
    """Write ``page``, show it in ``preview`` and say where it lies."""
    body = page.to_html()
    preview.value = body[body.index("<main>") : body.index("</main>")] + "</main>"
    try:
        markdown, web = write_page(page)
    except OSError:
        # A read-only folder must not stop a lesson.
        said.text = "The page could not be saved in this folder. You see it below."
        return
    said.text = (
        f"Saved in my_work, in the folder pages: {web.name} to print, {markdown.name} to edit. "
        "In the file list on the left, go up to my_work to find it. You see it below."
    )
