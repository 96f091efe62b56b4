"""Download my work, restore my work: the buttons on the start page."""

from __future__ import annotations

import io
import zipfile
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from doneenough.explorer.controls import STYLE, script
from doneenough.explorer.frame import Explorer, Guard, Step
from doneenough.explorer.steps import heading, say
from doneenough.lab.keep import inventory, pack, unpack
from doneenough.lab.strange_zip import MOST_ZIP, NotKept
from doneenough.paths import CourseNotFound, course_root, work_dir


class Parcel(anywidget.AnyWidget):
    """A button that hands out a file, or a file input that ``takes`` one."""

    _esm = script("parcel")
    _css = STYLE

    label = traitlets.Unicode().tag(sync=True)
    takes = traitlets.Bool(False).tag(sync=True)
    name = traitlets.Unicode("done-enough-my-work").tag(sync=True)
    most = traitlets.Int(MOST_ZIP).tag(sync=True)
    too_large = traitlets.Unicode().tag(sync=True)


class _Exchange(Step):
    """A step with a parcel; the answer is words, and perhaps a file."""

    def __init__(self, title: str, text: str, **parcel: Any) -> None:
        super().__init__("", title)
        self.text = text
        self.parcel = Parcel(**parcel)
        self.parcel.on_msg(self._heard)

    def build(self) -> Sequence[widgets.Widget]:
        """Return heading, text and control; both steps are open from the start."""
        self.done = True
        return [heading(self.title), widgets.HTML(say(self.text)), self.parcel]

    def _heard(
        self, _widget: object, message: Mapping[str, Any], buffers: Sequence[memoryview]
    ) -> None:
        answer: tuple[str, list[bytes]] | None = (
            "That didn't work. Nothing of yours was deleted.",
            [],
        )
        with Guard(self.explorer):
            try:
                answer = self.answer(message, buffers)
            except (NotKept, CourseNotFound) as error:
                answer = str(error), []
        if answer is not None:
            self.parcel.send({"text": answer[0]}, answer[1])

    @abstractmethod
    def answer(
        self, message: Mapping[str, Any], buffers: Sequence[memoryview]
    ) -> tuple[str, list[bytes]] | None:
        """Return what is said, and the file that goes with it; None: not yet."""


class Download(_Exchange):
    """Everything of the learner's as one zip."""

    def __init__(self) -> None:
        super().__init__(
            "Download",
            "You get one zip file with your notebooks, guesses, pages and reports. It has your "
            "notebooks as you last saved them.",
            label="Download my work",
        )

    def answer(
        self, message: Mapping[str, Any], buffers: Sequence[memoryview]
    ) -> tuple[str, list[bytes]]:
        """Return the zip and what is in it."""
        data = pack(work_dir(), course_root())
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            words = inventory(archive.namelist())
        return f"Your browser now saves {{name}}, with {words}. Keep this file.", [data]


class Restore(_Exchange):
    """Such a zip back into the learner's folder."""

    def __init__(self) -> None:
        super().__init__(
            "Restore",
            "Choose only a zip file that you downloaded here yourself. If a file here differs, "
            "it's kept under a different name, so nothing is lost.",
            label="Restore my work",
            takes=True,
            too_large=f"This file is larger than {MOST_ZIP // 10**6} MB. The course makes none "
            "that big. Nothing in your folder was changed.",
        )
        self._parts: list[bytes] = []

    def answer(
        self, message: Mapping[str, Any], buffers: Sequence[memoryview]
    ) -> tuple[str, list[bytes]] | None:
        """Take a file in slices; after the last one, put back what is in it."""
        if message.get("first"):
            self._parts.clear()
        self._parts += map(bytes, buffers)
        if not message.get("last"):
            return None
        data = b"".join(self._parts)
        self._parts.clear()
        return str(unpack(data, work_dir(), course_root())), []


def keep_my_work() -> Explorer:
    """Offer the learner's work as one file, and to put it back."""
    return Explorer("start", [Download(), Restore()])
