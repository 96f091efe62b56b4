"""Which of several notebooks counts: one that is recognised, the fullest, the one named right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.grading.answers import Submission, collect, find_lesson
from doneenough.grading.cohort.layouts import stem
from doneenough.grading.cohort.timestamps import TIMESTAMP
from doneenough.grading.master import ME, Master
from doneenough.grading.notebook_file import LARGEST, Unreadable
from doneenough.plain_files import is_plain_file, read_plain

Rank = tuple[bool, int, bool, bool, str]


@dataclass(frozen=True)
class Chosen:
    """The notebook in a submission's folder that counts; None where there is none."""

    path: Path | None
    notes: tuple[str, ...] = ()


def choose(folder: Path, card: Card, master: Master) -> Chosen:
    """Return the notebook that counts in a folder of `cohort/submitted`.

    Raises
    ------
    OSError
        The folder, or one of several notebooks, cannot be read.
    """
    found = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    expected = folder / card.notebook
    if found == [expected] and is_plain_file(expected):
        return Chosen(expected)
    ranked = []
    odd = []
    for path in found:
        if not is_plain_file(path):
            odd.append(f"{short(path.name)} is a link, a folder or a device, not a file.")
            continue
        data = read_plain(path, LARGEST + 1)
        ours = _lesson(data) == card.lesson
        ranked.append((rank(path.name, data if ours else None, "", card, master), path.name, path))
    if not ranked:
        others = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        others = [name for name in others if name != TIMESTAMP]
        more = f" There are only: {', '.join(map(short, others[:5]))}." if others else ""
        return Chosen(None, (" ".join([f"No notebook was handed in.{more}", *odd]),))
    best = max(ranked)[2]
    notes = odd
    if best.name != card.notebook:
        notes.append(f"The file is named {short(best.name)}; it was read all the same.")
    if len(ranked) > 1:
        notes.append(f"There are {len(ranked)} notebooks; the one that counts: {short(best.name)}.")
    return Chosen(best, tuple(notes))


def rank(file: str, data: bytes | None, modified: str, card: Card, master: Master) -> Rank:
    """Return how much speaks for a file; ``data`` is None where it is not recognised."""
    filled = -1 if data is None else filled_in(master, data)
    named = file == card.notebook, stem(file) == stem(card.notebook)
    return data is not None, filled, *named, modified


def filled_in(master: Master, data: bytes) -> int:
    """Return how many answers of a notebook are filled in; -1 where it is another one."""
    submission = collect(master, data)
    return -1 if submission.fault else count_filled(master, submission)


def count_filled(master: Master, submission: Submission) -> int:
    """Return how many answers of a submission are filled in."""
    count = 0
    for slot in master.slots:
        answer = submission.answer(slot.name)
        if slot.name == ME:
            continue
        empty = not answer.value if slot.decision is None else slot.decision.is_blank(answer.value)
        count += answer.state == "unreadable" or (answer.state == "read" and not empty)
    return count


def short(text: str) -> str:
    """Return a stranger's text as it may be shown."""
    return re.sub(r"[^ -~\xa1-\ud7ff\uf900-\ufffd]|[\u2028-\u202e\u2066-\u2069]", "?", text)[:60]


def _lesson(data: bytes) -> str | None:
    try:
        return find_lesson(data)
    except Unreadable:
        return None
