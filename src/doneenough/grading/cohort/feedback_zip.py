"""All feedback pages of an assignment in one zip, named as the LMS takes them back at once.

Moodle finds the person by the folder that it made for her, Canvas by the two numbers in the
name that it gave her file. So every page goes back under the name that its notebook had.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.collect import read_notes
from doneenough.grading.cohort.places import Cohort
from doneenough.plain_files import is_plain_file

_WHEN = (2026, 1, 1, 0, 0, 0)
"""The same pages give the same zip."""


def name_in_zip(note: Mapping[str, str], page: str) -> str:
    """Return the name under which an LMS takes a page back; nothing where there is none."""
    prefix = note.get("prefix", "")
    if not prefix or note.get("layout") not in ("Moodle", "Canvas"):
        return ""
    return f"{prefix}/{page}" if note["layout"] == "Moodle" else f"{prefix}{page}"


def write_feedback_zip(cohort: Cohort, card: Card) -> Path | None:
    """Write the zip; return where it lies, or None where nobody came by an LMS."""
    page = f"{Path(card.notebook).stem}.html"
    found = []
    for note in read_notes(cohort):
        if note["assignment"] == card.assignment and (name := name_in_zip(note, page)):
            path = cohort.feedback / note["learner"] / card.assignment / page
            if is_plain_file(path):
                found.append((name, path))
    place = cohort.reports / f"feedback_{card.assignment}.zip"
    if not found:
        cohort.remove(place)
        return None
    cohort.check_way(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".writing-{place.name}")
    cohort.check_way(aside)
    # One page after the other: all of them together may not fit into memory.
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(found):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), path.read_bytes(), zipfile.ZIP_DEFLATED)
    aside.replace(place)
    return place
