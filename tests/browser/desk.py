"""A learner at a JupyterLab: what she opens, presses and reads, and what lies on her disk."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Locator, Page, expect

from doneenough.core.literals import read_assignment
from doneenough.lab.work import prepare_work
from shared.patience import SOON, eventually
from shared.server import Server

REPO = Path(__file__).resolve().parents[2]
PARTS = (
    *("course", "assessments", "solutions", "datasets"),
    *("pyproject.toml", "nbgrader_config.py"),
)
"""What a course folder needs to be opened."""

LONG = 1000 * SOON
"""Milliseconds to wait for anything on a page."""
expect.set_options(timeout=LONG)


def copy_course(root: Path) -> Path:
    """Copy the course of this checkout, without anybody's work."""
    for name in PARTS:
        source, target = REPO / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        else:
            shutil.copy(source, target)
    return root


class Desk:
    """One page of a browser, the server behind it, and the learner's folder."""

    def __init__(self, server: Server, context: BrowserContext, shots: Path) -> None:
        self.server, self.shots = server, shots
        self.work = server.root / "my_work"
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(LONG)
        self.page.on("pageerror", lambda error: self.errors.append(error.stack or str(error)))
        self._shot = 0

    # ------------------------------------------------------------- before and after

    def clear(self) -> None:
        """Give the learner an untouched folder and no running kernel."""
        self.stop_kernels()
        shutil.rmtree(self.work, ignore_errors=True)
        prepare_work(self.server.root, self.work)

    def stop_kernels(self) -> None:
        """End every kernel, as a night does."""
        for session in json.loads(self.server.get("/api/sessions")[1]):
            self.server.get(f"/api/sessions/{session['id']}", "DELETE")

    def look(self, name: str) -> None:
        """Keep a picture of what is on the screen."""
        self._shot += 1
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{self._shot:02d}_{name}.png")

    # ------------------------------------------------------------------ notebooks

    def open(
        self,
        notebook: str,
        *,
        door: str = "lab/tree",
        companion: bool = True,
        focus: bool = True,
        code: bool = True,
    ) -> None:
        """Open a notebook of the learner's folder and wait for its start button.

        ``focus``: wait also until keys reach the notebook, which a hand on a mouse need not.
        ``code``: show the code, and with it the whole notebook and all of JupyterLab; without
        it the notebook is read, section by section.
        """
        place = quote(f"my_work/{notebook}")
        address = f"http://127.0.0.1:{self.server.port}/{door}/{place}"
        self.page.goto(f"{address}?token={self.server.token}&reset")
        first = self.start_button if companion else self.page.locator(".jp-Notebook h1")
        first.first.wait_for(timeout=LONG)
        if companion and door == "lab/tree" and code:
            self.show_code()
        if door != "lab/tree" or not focus:
            return
        if code:
            # Showing the code has taken the focus out of the notebook.
            self.page.locator(".jp-Notebook:visible .jp-Cell.jp-mod-active").focus()
        # The notebook takes the focus when it is ready for keys.
        self.page.wait_for_function("document.activeElement.closest('.jp-Notebook') !== null")

    @property
    def start_button(self) -> Locator:
        return self.page.locator(".doneenough-start .de-begin:visible")

    # ---------------------------------------------------------------- the reading view

    def show_code(self) -> None:
        """Show the code, and with it everything that the reading view leaves out."""
        toggle = self.page.locator(".de-code:visible")
        if not toggle.count():
            return  # an instructor's JupyterLab shows it always
        self.page.locator(".de-open").first.wait_for()
        if toggle.get_attribute("aria-pressed") == "false":
            toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", "true")

    @property
    def next_button(self) -> Locator:
        """The way on to the next section; the last one leads on to another notebook."""
        return self.page.locator(".de-next:visible")

    @property
    def leads_to_a_section(self) -> bool:
        """Whether there is another section, and it is open."""
        button = self.next_button
        return (
            button.count() == 1
            and button.get_attribute("aria-disabled") != "true"
            and not button.get_attribute("data-onward")
        )

    @property
    def where(self) -> str:
        """Where the page says that she is."""
        return self.page.locator(".de-where:visible").inner_text()

    @property
    def machine(self) -> list[str]:
        """What is in sight of code, prompts, cells and file names."""
        kinds = (".cm-content", ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-Notebook-footer")
        kinds += (".jp-Placeholder", ".jp-cell-toolbar", "#jp-main-statusbar", "#jp-MainMenu")
        seen = [kind for kind in kinds if self.page.locator(f"{kind}:visible").count()]
        text = self.page.locator("body").inner_text()
        return seen + re.findall(r"\S+\.ipynb|\[\d+\]:|\w+\.\w+\(", text)

    def wait_until_ready(self) -> None:
        """Wait for the end of a run that the start button began."""
        status = self.page.locator(".doneenough-start:visible [role=status]")
        expect(status).to_have_text(re.compile("^Ready"), timeout=LONG)

    def start(self) -> None:
        """Press the start button."""
        self.start_button.click()
        self.wait_until_ready()

    def save(self) -> None:
        """Save by the keys everybody knows, and wait until it is done."""
        self.page.keyboard.press("Control+S")
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("Saving completed")

    def restart_kernel(self) -> None:
        """Restart the kernel, as its menu does."""
        self._menu("Kernel", "Restart Kernel…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        idle = self.page.locator("#jp-main-statusbar", has_text="| Idle")
        idle.wait_for()

    def run_all_from_the_menu(self) -> None:
        """Run all cells where there is no start button."""
        self._menu("Run", "Run All Cells")
        last = self.page.locator(".jp-CodeCell").last
        expect(last.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))

    def _menu(self, menu: str, item: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menuitem", name=re.compile(f"^{item}")).first.click()

    @property
    def controls(self) -> Locator:
        """Everything a learner can use in the notebook's outputs, in the order shown."""
        inside = ".jp-Notebook:visible .jp-OutputArea-output "
        return self.page.locator(
            ", ".join(
                inside + kind + ":visible"
                for kind in ("input", "select", "textarea:not([readonly])", "button")
            )
        )

    @property
    def troubles(self) -> list[str]:
        """What experiments say about having stopped."""
        return self.page.locator(".jp-OutputArea-output [role=alert]").all_inner_texts()

    @property
    def still_closed(self) -> list[str]:
        """Steps that wait for the one above, in all sections."""
        return self.page.get_by_text("opens after the step above").all_inner_texts()

    @property
    def closed_here(self) -> list[str]:
        """Those of them that are in sight."""
        closed = self.page.get_by_text("opens after the step above").locator("visible=true")
        return closed.all_inner_texts()

    # ---------------------------------------------------------------------- forms

    def form(self, grade_id: str) -> Locator:
        """The part of the page that asks for one answer; the last, where there are two."""
        return self.page.locator(
            ".jp-OutputArea-output", has=self.page.locator(f'[data-grade-id="{grade_id}"]')
        )

    def said(self, grade_id: str, words: str) -> None:
        """Wait until the form says something that begins so."""
        status = self.form(grade_id).locator(".doneenough-form > .doneenough-said")
        expect(status.filter(has_text=words)).to_be_visible()

    def answer_cell(self, grade_id: str) -> Locator:
        """The grey box of an answer: the first one after its form."""
        after = f'.jp-Cell:has([data-grade-id="{grade_id}"]) ~ .jp-CodeCell'
        return self.page.locator(after).first

    def check_cell(self, grade_id: str) -> Locator:
        """The output of the check of an answer."""
        return self._output(f'grade("[a-z]+.{grade_id}"')

    def check_of(self, grade_id: str) -> str:
        """Return what the check of an answer shows."""
        return self.check_cell(grade_id).inner_text()

    def output_of(self, call: str) -> str:
        """Return what the first cell that begins with this call shows."""
        return self._output(call).inner_text()

    def _output(self, call: str) -> Locator:
        pattern = re.compile("^" + call.replace("(", r"\("))
        code = self.page.locator(".cm-content").filter(has_text=pattern)
        return self.page.locator(".jp-CodeCell", has=code).locator(".jp-OutputArea-output")

    # ------------------------------------------------------------------ on disk

    def on_disk(self, notebook: str) -> dict[str, Any]:
        """Return the learner's notebook as it was saved; a half-written file is read again."""

        def read() -> dict[str, Any] | None:
            try:
                return dict(json.loads((self.work / notebook).read_text(encoding="utf-8")))
            except json.JSONDecodeError:
                return None

        return dict(eventually(read, notebook) or {})

    def cell(self, notebook: str, grade_id: str) -> str:
        """Return the saved source of the cell with this label."""
        (source,) = [
            "".join(cell["source"])
            for cell in self.on_disk(notebook)["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        ]
        return source

    def answer(self, notebook: str, grade_id: str) -> Any:
        """Return the saved answer."""
        return read_assignment(self.cell(notebook, grade_id), grade_id)
