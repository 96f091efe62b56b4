"""What every page to take to work shows: where it stays, and the page itself."""

from __future__ import annotations

import ipywidgets as widgets

from doneenough.core.html import paragraph
from doneenough.explorer.controls import Status
from doneenough.portfolio import Page, write_page
from doneenough.portfolio.page import on_someone_elses_computer


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
