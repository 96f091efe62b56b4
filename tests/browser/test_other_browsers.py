"""One short way through the course in Firefox, and one in WebKit, Safari's engine.

By what a person sees: roles and labels. What is special to a lesson is tested in Chromium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk import copy_course

from doneenough.core.literals import AnswerError, read_assignment
from doneenough.grading.master import Master
from doneenough.lab.work import prepare_work
from shared.patience import eventually
from shared.server import LAB, Server, start, stop
from shared.webdriver import Driver, Refused, firefox, webkit

LESSON = "course/05_is_the_evidence_enough.ipynb"
ASSESSMENT = "assessments/05_is_the_evidence_enough/05_is_the_evidence_enough.ipynb"
RULE = "sign_off_rule"
GUESS = "200 teams each bring you a weak model"
"""How the question begins that asks for a guess."""

# The first thing on the screen with this role and a name of this kind; inside one form, if named.
SEEN = """
const [role, name, form] = arguments;
const kinds = {
  button: "button", choice: "input[type=radio]", heading: "h1",
  number: "input[type=number]", slider: "input[type=range]",
  status: "[role=status]", picture: "svg[role=img], img[alt]", trouble: "[role=alert]",
};
const label = (e) => (e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.alt
  || e.textContent).trim();
const around = (e) => form === "" || e.closest(".jp-OutputArea-output")
  ?.querySelector(`[data-grade-id="${form}"]`);
const seen = [...document.querySelectorAll(kinds[role])].find((e) => e.checkVisibility()
  && !e.disabled && new RegExp(name).test(label(e)) && around(e));
// Where the window is narrow the brief stays above the form, and over its upper part.
seen?.scrollIntoView({ block: "end" });
return seen ?? null;
"""
# Where a click is a move of a slider, it goes to the middle.
MIDDLE = "const e = arguments[0]; return Number(e.value) === Math.round((+e.min + +e.max) / 2)"


class Reader:
    """A person who looks for things by what they are and how they are called."""

    def __init__(self, driver: Driver, server: Server) -> None:
        self.driver, self.server = driver, server

    def open(self, notebook: str) -> None:
        place = quote(f"my_work/{notebook}")
        address = f"http://127.0.0.1:{self.server.port}/lab/tree/{place}"
        self.driver.go(f"{address}?token={self.server.token}&reset")

    def sees(self, role: str, name: str, form: str = "") -> dict[str, str]:
        """Wait until it is on the screen."""
        try:
            found = self.driver.wait(SEEN, role, name, form, what=f"a {role} called {name}")
        except AssertionError as error:
            said = "return [...document.querySelectorAll('[role=status]')]"
            error.add_note(str(self.driver.run(f"{said}.map((e) => e.textContent)")))
            raise
        return dict(found)

    def press(self, name: str, form: str = "", role: str = "button") -> None:
        """Click it once nothing is in its way: the page may still be moving."""

        def pressed() -> bool:
            try:
                self.driver.click(self.sees(role, name, form))
            except Refused as refused:
                if "intercepted" not in str(refused) and "stale" not in str(refused):
                    raise
                return False
            return True

        eventually(pressed, f"a way to {name}")

    def turn_to(self, role: str, name: str, form: str = "") -> dict[str, str]:
        """Turn the pages until it is on the screen."""

        def there() -> Any:
            found = self.driver.run(SEEN, role, name, form)
            if found is None and (onward := self.driver.run(SEEN, "button", "^Next: ", "")):
                self.driver.click(onward)
            return found

        eventually(there, f"a page with a {role} called {name}")
        return self.sees(role, name, form)

    def picture(self) -> str:
        """Return the picture on the screen, as it is made."""
        self.sees("picture", "")
        whole = SEEN.replace("return seen ?? null", "return seen?.outerHTML ?? ''")
        return str(self.driver.run(whole, "picture", "", ""))

    def start(self, name: str) -> None:
        self.press(name)
        self.sees("status", "^Ready")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "lab"
    server = start(folder, copy_course(folder / "a course"), *LAB)
    prepare_work(server.root, server.root / "my_work")
    yield server
    stop(server)


@pytest.fixture(params=[firefox, webkit])
def reader(request: pytest.FixtureRequest, lab: Server, tmp_path: Path) -> Iterator[Reader]:
    opens: Callable[[Path], AbstractContextManager[Driver]] = request.param
    with opens(tmp_path / "browser") as driver:
        yield Reader(driver, lab)


def saved_answer(lab: Server) -> Any:
    """Return the answer in the file, or None while there is none."""
    try:
        cells = Master.from_file(lab.root / "my_work" / ASSESSMENT).cells
        (source,) = [cell.source for cell in cells if cell.grade_id == RULE]
        return read_assignment(source, RULE)
    except (AnswerError, ValueError):
        return None


def test_a_way_through_the_course(reader: Reader, lab: Server) -> None:
    reader.open("course/00_start_here.ipynb")
    reader.sees("heading", "Done Enough")
    reader.sees("button", "^Start here")

    reader.open(LESSON)
    reader.start("^Start this lesson")
    slider = reader.turn_to("slider", GUESS)
    reader.driver.click(slider)
    assert reader.driver.run(MIDDLE, slider)
    reader.press("^This is my guess")
    before = reader.picture()
    reader.press(f"^(?!{GUESS})", role="slider")
    eventually(lambda: reader.picture() != before, "another picture")

    reader.open(ASSESSMENT)
    reader.start("^Start this assessment")
    reader.turn_to("number", "^Fresh letters", RULE)
    for label, value in (("^Fresh letters", 400), ("^Your pass mark", 363), ("^How often", 1)):
        reader.driver.type(reader.sees("number", label, RULE), str(value))
    reader.press("^no model is used", RULE, role="choice")
    reader.press("^This is my decision", RULE)
    reader.sees("status", "^Written into .* checked and saved", RULE)
    eventually(lambda: 400 in (saved_answer(lab) or {}).values(), "the answer in the file")
    assert reader.driver.run(SEEN, "trouble", "", "") is None
