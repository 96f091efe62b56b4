"""A learner takes her work from one computer in the cloud to the next, as one zip."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from desk import Desk
from playwright.sync_api import FilePayload, Locator, expect

from doneenough.lab.keep import MOST_ZIP
from shared.patience import eventually

START = "course/00_start_here.ipynb"
LESSON = "course/05_is_the_evidence_enough.ipynb"


def said(desk: Desk) -> Locator:
    """What the two controls say: downloading first, restoring second."""
    return desk.page.locator(".doneenough-form .doneenough-said")


def choose(desk: Desk, file: Path | FilePayload) -> None:
    """Choose a file to restore, in the window that the browser opens."""
    with desk.page.expect_file_chooser() as window:
        desk.page.get_by_label("Restore my work").click()
    window.value.set_files(file)


@pytest.fixture
def note(desk: Desk) -> str:
    """A notebook with a line of the learner's own."""
    notebook = desk.on_disk(LESSON)
    notebook["cells"][0]["source"].append("\n\nMy own note.")
    text = json.dumps(notebook)
    (desk.work / LESSON).write_text(text, encoding="utf-8")
    return text


def test_work_goes_down_and_comes_back(desk: Desk, note: str, tmp_path: Path) -> None:
    desk.open(START)
    desk.start()
    desk.page.get_by_label("I ask a question first.").click()
    progress = desk.work / "progress" / "start.json"
    eventually(progress.is_file)
    # The answer adds a picture above, which moves the buttons.
    desk.page.get_by_text("Good, because the number").wait_for()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Download my work").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"done-enough-my-work-\d{4}-\d\d-\d\d\.zip", name)
    download.value.save_as(tmp_path / name)
    expect(said(desk).first).to_contain_text(
        f"{name}, with 1 lesson and 1 record of guesses and tries."
    )
    assert set(zipfile.ZipFile(tmp_path / name).namelist()) == {
        *("doneenough.json", LESSON, "progress/start.json")
    }
    said(desk).first.scroll_into_view_if_needed()
    desk.look("downloaded")

    before = progress.read_bytes()
    desk.clear()
    assert not progress.exists()
    desk.open(START)
    desk.start()
    choose(desk, tmp_path / name)
    expect(said(desk).last).to_contain_text("Back in your folder: 1 lesson and 1 record of")
    assert (desk.work / LESSON).read_text(encoding="utf-8") == note
    assert progress.read_bytes() == before
    said(desk).last.scroll_into_view_if_needed()
    desk.look("restored")
    choose(desk, tmp_path / name)
    expect(said(desk).last).to_contain_text("is already in your folder")
    assert list(desk.work.rglob("*.kept-*")) == []
    assert desk.troubles == []


def test_what_cannot_be_had_or_restored_is_said(desk: Desk) -> None:
    desk.open(START)
    desk.start()
    desk.page.get_by_role("button", name="Download my work").click()
    expect(said(desk).first).to_contain_text("There's nothing to download yet.")
    holiday = FilePayload(name="holiday.zip", mimeType="application/zip", buffer=b"a photograph")
    choose(desk, holiday)
    expect(said(desk).last).to_contain_text("doesn't come from “Download my work”")
    # More than one message to the notebook's engine takes.
    choose(desk, holiday | {"buffer": b"PK" + bytes(MOST_ZIP - 2)})
    expect(said(desk).last).to_contain_text("This file is damaged")
    choose(desk, holiday | {"buffer": bytes(MOST_ZIP + 1)})
    expect(said(desk).last).to_contain_text("This file is larger than 20 MB")
    choose(desk, holiday | {"buffer": b""})
    expect(said(desk).last).to_contain_text("doesn't come from “Download my work”")
    said(desk).last.scroll_into_view_if_needed()
    desk.look("refused")
    assert desk.troubles == []
