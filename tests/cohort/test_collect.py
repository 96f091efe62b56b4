"""From a zip or a folder to submissions: everything is taken or named, nothing gets out."""

from __future__ import annotations

import io
import json
import random
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from doneenough.core.lesson_files import Card, cards
from doneenough.grading.cohort import plan as plan_module
from doneenough.grading.cohort.collect import (
    COLLECTED,
    QUARANTINE,
    plan_for,
    read_notes,
    read_set_aside,
)
from doneenough.grading.cohort.errors import CohortError
from doneenough.grading.cohort.layouts import read_places
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.plan import LEFT_OUT, SET_ASIDE, TAKEN
from doneenough.grading.cohort.sample import path_in, simulate
from doneenough.grading.cohort.source import LONGEST_NAME, MOST_FILES, open_source
from shared.cohort_course import collect, everything_in, opened, release_of, zipped
from shared.grading_helpers import answered, as_bytes

ONE = pytest.mark.parametrize("card", cards()[:1], indirect=True, ids=lambda card: card.lesson)
"""Whose a file is, and what a zip holds, does not depend on the lesson."""


@pytest.fixture
def data(cohort: Cohort, card: Card) -> bytes:
    return as_bytes(release_of(cohort, card))


Fates = dict[str, tuple[str, str]]


def collected(cohort: Cohort, tmp_path: Path, files: dict[str, bytes]) -> Fates:
    """Collect a zip; return each file's fate and reasons. Nothing else may change."""
    source = tmp_path / "lms.zip"
    source.write_bytes(zipped(files))
    before = everything_in(tmp_path)
    plan, done = collect(cohort, source)
    after = everything_in(tmp_path)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert all(name.startswith("course/cohort/") for name in changed), changed
    assert done.set_aside == sum(item.fate == SET_ASIDE for item in plan)
    for item in plan:
        assert item.fate != SET_ASIDE or item.odd
    return {item.entry.name: (item.fate, " ".join(item.odd)) for item in plan}


def learners(cohort: Cohort) -> list[str]:
    found = cohort.submitted.iterdir() if cohort.submitted.exists() else ()
    return sorted(path.name for path in found)


@pytest.mark.parametrize("layout", ["Canvas", "Moodle", "plain"])
def test_each_layout(cohort: Cohort, card: Card, tmp_path: Path, layout: str) -> None:
    handed = list(simulate(cohort, 6, assignments=[card.assignment], broken=0.4))
    files = {path_in(layout, item): item.data for item in handed}
    fates = collected(cohort, tmp_path, files)
    assert {fate for fate, _ in fates.values()} == {TAKEN}
    for item in handed:
        learner = f"{item.learner.lower()}_{10_000 + int(item.learner[1:])}"
        folder = cohort.submitted / (learner if layout == "Canvas" else item.learner)
        assert (folder / card.assignment / card.notebook).read_bytes() == item.data
    assert [row["layout"] for row in read_notes(cohort)] == [layout] * 6


def test_a_folder_is_as_good_as_a_zip(cohort: Cohort, card: Card, tmp_path: Path) -> None:
    source = tmp_path / "handed in"
    for item in simulate(cohort, 4, assignments=[card.assignment]):
        path = source / path_in("plain", item)
        path.parent.mkdir(parents=True)
        path.write_bytes(item.data)
    (source / "linked").symlink_to(tmp_path)
    plan, done = collect(cohort, source)
    assert (done.new, done.set_aside) == (4, 1)
    assert [item.odd for item in plan if item.fate == SET_ASIDE] == [
        ["It is a link or a device, not a file."]
    ]


def test_the_metadata_decide_not_the_name(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    fates = collected(
        cohort,
        tmp_path,
        {
            "anna/hello.ipynb": data,
            "bob/99_other_assignment.ipynb": data,
            "cem/x.ipynb.json": data,
            "dee/x.txt": data,
        },
    )
    assert {fate for fate, _ in fates.values()} == {TAKEN}
    assert "named hello.ipynb" in fates["anna/hello.ipynb"][1]
    assert "another ending" in fates["dee/x.txt"][1]
    assert learners(cohort) == ["anna", "bob", "cem", "dee"]


def test_a_broken_file_goes_with_the_others(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    fates = collected(cohort, tmp_path, {"anna/x.ipynb": data, "bob/x.ipynb": data[:500]})
    assert fates["bob/x.ipynb"][0] == TAKEN
    assert "cut off" in fates["bob/x.ipynb"][1]
    assert (cohort.submitted / "bob" / card.assignment / card.notebook).is_file()


def test_several_files_of_one_learner(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    name = card.notebook.removesuffix(".ipynb")
    first = json.loads(data)
    filled = next(iter(simulate(cohort, 1, assignments=[card.assignment]))).data
    fates = collected(
        cohort,
        tmp_path,
        {
            f"anna/{name}.ipynb": data,
            f"anna/{name}-Copy1.ipynb": filled,
            f"bob/{name}.ipynb": filled,
            f"bob/{name}-Copy1.ipynb": filled.replace(b" ", b" ", 1),
            "bob/notes.ipynb": as_bytes({"cells": first["cells"][:0], "nbformat": 4}),
        },
    )
    # The one that is filled in counts; between equals, the one that is named right.
    assert (cohort.submitted / "anna" / card.assignment / card.notebook).read_bytes() == filled
    assert fates[f"anna/{name}.ipynb"][0] == SET_ASIDE
    assert fates[f"bob/{name}.ipynb"][0] == TAKEN
    assert "Another file of this learner counts" in fates[f"bob/{name}-Copy1.ipynb"][1]
    assert fates["bob/notes.ipynb"][0] == SET_ASIDE


def test_two_people_with_one_id(cohort: Cohort, card: Card, data: bytes, tmp_path: Path) -> None:
    fates = collected(
        cohort,
        tmp_path,
        {
            "Anna Smith_1_assignsubmission_file_/x.ipynb": data,
            "Anna Smith_2_assignsubmission_file_/x.ipynb": data,
            "cem/x.ipynb": data,
            "CEM/x.ipynb": data,
            "eva/x.ipynb": data,
        },
    )
    assert learners(cohort) == ["eva"]
    aside = [words for fate, words in fates.values() if fate == SET_ASIDE]
    assert len(aside) == 4
    assert all("Several people handed in" in words for words in aside)


def test_a_number_of_canvas_is_one_persons(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    """Who may change the name that Canvas shows cannot borrow a number with it."""
    with opened(cohort) as book:
        book._gradebook.add_student("anna", lms_user_id="12")
    names = ["eve_12_5_a_11_901_x.ipynb", "smithanna_12_902_x.ipynb"]
    fates = collected(cohort, tmp_path, dict.fromkeys(names, data))
    assert {fate for fate, _ in fates.values()} == {SET_ASIDE}
    assert learners(cohort) == []


def test_names_that_lead_elsewhere(cohort: Cohort, card: Card, data: bytes, tmp_path: Path) -> None:
    names = [
        "../x.ipynb",
        "../../anna/x.ipynb",
        "anna/../../x.ipynb",
        "a/../b/x.ipynb",
        "/etc/x.ipynb",
        "C:/x.ipynb",
        "\\\\server\\x.ipynb",
        "..\\..\\x.ipynb",
        "con/x.ipynb",
        ".hidden/x.ipynb",
        "x.ipynb",
        "a+b/x.ipynb",
    ]
    fates = collected(cohort, tmp_path, dict.fromkeys(names, data))
    assert {fate for fate, _ in fates.values()} == {SET_ASIDE}
    assert learners(cohort) == []
    assert len(read_set_aside(cohort)) == len(names)


def test_names_in_any_script(cohort: Cohort, card: Card, data: bytes, tmp_path: Path) -> None:
    names = ["Zoë", "Ólafur Þór", "李小龙", "Нина", "محمد"]
    fates = collected(cohort, tmp_path, {f"{name}/x.ipynb": data for name in names})
    assert {fate for fate, _ in fates.values()} == {TAKEN}
    assert set(learners(cohort)) == {name.replace(" ", "_") for name in names}


def test_utf_8_names_without_the_mark(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    raw = bytearray(zipped({"Zo\xeb/x.ipynb": data}))
    # Some tools write UTF-8 and do not say so: the mark is bit 11 of the flags.
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        raw[raw.index(mark) + at] &= ~0x08 & 0xFF
    source = tmp_path / "lms.zip"
    source.write_bytes(raw)
    collect(cohort, source)
    assert learners(cohort) == ["Zoë"]


ODD_LINES: dict[str, Callable[[bytearray, int], None]] = {
    # The line of the list begins at the place that is handed over; its name 46 bytes later.
    "bad UTF-8": lambda raw, at: raw.__setitem__(slice(at + 46, at + 50), b"\xff\xfe\xc3\x28"),
    "half a letter": lambda raw, at: raw.__setitem__(slice(at + 46, at + 48), b"\xe2\x82"),
    "an unknown version": lambda raw, at: raw.__setitem__(at + 6, 99),
    "a damaged extra field": lambda raw, at: raw.__setitem__(slice(-24, -22), b"\xff\xff"),
}


@ONE
@pytest.mark.parametrize("odd", ODD_LINES)
def test_one_odd_line_sets_one_file_aside(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path, odd: str
) -> None:
    raw = bytearray(zipped({"Zoë Ray/x.ipynb": data, "anna/x.ipynb": data, "Bob Ü/x.ipynb": data}))
    at = raw.index(b"PK\x01\x02")
    if odd == "a damaged extra field":
        # The last line gets an extra field of four bytes: a kind, and a length.
        end = raw.index(b"PK\x05\x06")
        at = raw.rindex(b"PK\x01\x02")
        raw[at + 30] = 4
        raw[end:end] = b"\x01\x00\x00\x00"
        raw[end + 16] += 4
    ODD_LINES[odd](raw, at)
    source = tmp_path / "lms.zip"
    source.write_bytes(raw)
    with pytest.raises((ValueError, NotImplementedError, zipfile.BadZipFile)):
        zipfile.ZipFile(source)
    _, done = collect(cohort, source)
    assert (done.new, done.set_aside) == (2, 1)
    for learner in learners(cohort):
        folder = cohort.submitted / learner / card.assignment
        assert (folder / card.notebook).read_bytes() == data
    assert "makes no sense" in read_set_aside(cohort)[0]["reason"]
    # What is no list at all is still no zip.
    source.write_bytes(raw[:-22])
    with pytest.raises(CohortError, match="is not a zip"):
        collect(cohort, source)


@ONE
def test_names_that_are_too_long_are_not_looked_at(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def watched(names: list[str], *more: Any) -> Any:
        seen.extend(map(len, names))
        return read_places(names, *more)

    monkeypatch.setattr(plan_module, "read_places", watched)
    long = ["anna/" + "-1" * 30_000 + "x.ipynb", "a/" * 30_000 + "x.ipynb", "b_1" * 20_000]
    fates = collected(cohort, tmp_path, {**dict.fromkeys(long, data), "bob/x.ipynb": data})
    assert [fates[name] for name in long] == [(SET_ASIDE, "Its name is too long.")] * 3
    assert learners(cohort) == ["bob"]
    assert len(seen) == 1
    assert max(seen) <= LONGEST_NAME


def odd_zip(write: Callable[[zipfile.ZipFile], object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return buffer.getvalue()


def linked(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("anna/x.ipynb")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def bomb(archive: zipfile.ZipFile) -> None:
    with archive.open("anna/x.ipynb", "w", force_zip64=True) as file:
        for _ in range(260):
            file.write(bytes(1_000_000))


def nested(archive: zipfile.ZipFile) -> None:
    archive.writestr("anna/all.zip", odd_zip(lambda inner: inner.writestr("x.ipynb", "{}")))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz"):
        pass
    archive.writestr("bob/all.tar.gz", buffer.getvalue())


def twice(archive: zipfile.ZipFile) -> None:
    for text in ("one", "two"):
        archive.writestr("anna/x.ipynb", text)


ODD = {
    "a link": (linked, "link"),
    "a bomb": (bomb, "too large"),
    "archives inside": (nested, "archive inside"),
    "one name twice": (twice, "two files of this name"),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_that_are_not_read(cohort: Cohort, tmp_path: Path, odd: str) -> None:
    write, reason = ODD[odd]
    source = tmp_path / "lms.zip"
    source.write_bytes(odd_zip(write))
    plan, done = collect(cohort, source)
    assert done.new == 0
    assert {item.fate for item in plan} == {SET_ASIDE}
    assert all(reason in " ".join(item.odd) for item in plan)
    assert learners(cohort) == []


def test_a_damaged_member_harms_nobody(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    raw = bytearray(zipped({"anna/x.ipynb": data, "bob/x.ipynb": data}))
    at = raw.index(b"anna/x.ipynb") + 200
    raw[at : at + 50] = bytes(50)
    source = tmp_path / "lms.zip"
    source.write_bytes(raw)
    _, done = collect(cohort, source)
    assert (done.new, done.set_aside) == (1, 1)
    assert learners(cohort) == ["bob"]
    assert "damaged" in read_set_aside(cohort)[0]["reason"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"not a zip at all"])
def test_no_zip_is_said(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "lms.zip"
    source.write_bytes(content)
    with pytest.raises(CohortError, match=r"lms\.zip is not a zip"), open_source(source):
        pass


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from doneenough.grading.cohort import source as module

    assert MOST_FILES > 10_000
    monkeypatch.setattr(module, "MOST_FILES", 3)
    path = tmp_path / "lms.zip"
    path.write_bytes(zipped({f"{number}/x.ipynb": b"" for number in range(4)}))
    with pytest.raises(CohortError, match="At most 3 files"), open_source(path):
        pass
    path.write_bytes(zipped({f"{number}/x.ipynb": b"" for number in range(3)}))
    with open_source(path) as entries:
        assert len(entries) == 3


def test_a_second_try_keeps_the_first(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    home = f"anna/{card.assignment}"
    collected(cohort, tmp_path, {f"{home}/x.ipynb": data, f"{home}/timestamp.txt": b"2026-03-01"})
    again = as_bytes(answered(json.loads(data), me='me = {"learner_id": "anna", "cohort": "x"}'))
    source = tmp_path / "lms.zip"
    source.write_bytes(zipped({"anna/x.ipynb": again}))
    assert collect(cohort, source)[1].replaced == 1
    assert collect(cohort, source)[1].same == 1
    (kept,) = (cohort.home / "replaced").rglob("*.ipynb")
    assert kept.read_bytes() == data
    folder = cohort.submitted / "anna" / card.assignment
    assert (folder / card.notebook).read_bytes() == again
    assert (folder / "timestamp.txt").read_text() == "2026-03-01"


def times(cohort: Cohort) -> dict[str, str]:
    """The hand-in times that were taken over, by learner."""
    return {
        path.parents[1].name: path.read_text()
        for path in cohort.submitted.glob("*/*/timestamp.txt")
    }


def test_a_timestamp_that_is_none_is_left_out(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    home = f"anna/{card.assignment}"
    collected(cohort, tmp_path, {f"{home}/x.ipynb": data, f"{home}/timestamp.txt": b"yesterday?"})
    assert times(cohort) == {}
    assert "timestamp.txt cannot be read" in read_notes(cohort)[0]["odd"]


SHAPES = {
    # What comes before the name of one learner's file, and another's file.
    "Canvas": ("evefox_1_901_", "annasmith_2_902_x.ipynb"),
    "Moodle": ("Eve_1_assignsubmission_file_/", "Anna_2_assignsubmission_file_/x.ipynb"),
    "Moodle, flat": ("Eve_1_assignsubmission_file_", "Anna_2_assignsubmission_file_x.ipynb"),
    "folders": ("eve/", "anna/x.ipynb"),
    "as nbgrader": ("eve/NAME/", "anna/NAME/x.ipynb"),
    "by assignment": ("NAME/eve/", "NAME/anna/x.ipynb"),
}


@ONE
def test_no_learner_says_when_she_or_another_handed_in(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    for hers, another in SHAPES.values():
        for stamp in ("timestamp.txt", "NAME/timestamp.txt", "eve/NAME/timestamp.txt"):
            files = {hers + "x.ipynb": data, another: data, hers + stamp: b"2020-01-01"}
            files["timestamp.txt"] = b"2020-01-01"
            path = tmp_path / "lms.zip"
            path.write_bytes(
                zipped(
                    {name.replace("NAME", card.assignment): text for name, text in files.items()}
                )
            )
            with open_source(path) as entries:
                plan = plan_for(cohort, entries)
            assert sum(item.fate == TAKEN for item in plan) == 2
            assert not any(item.timestamp for item in plan), hers + stamp
            odd = [item.odd for item in plan if item.entry.name.endswith("timestamp.txt")]
            assert [words[0].split(":")[0] for words in odd] == ["It is no hand-in time"] * 2


@ONE
def test_nbgraders_own_tree_says_when(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    files = {}
    for learner in ("anna", "bob", "eve"):
        home = f"submitted/{learner}/{card.assignment}"
        files |= {f"{home}/x.ipynb": data, f"{home}/timestamp.txt": learner_time(learner)}
    # She can neither take the time from the others nor lay her work beside hers.
    filled = next(iter(simulate(cohort, 1, assignments=[card.assignment]))).data
    files[f"submitted/eve/{card.assignment}/deep/y.ipynb"] = filled
    files[f"submitted/eve/{card.assignment}/deep/timestamp.txt"] = b"2020-01-01"
    collected(cohort, tmp_path, files)
    assert times(cohort) == {name: learner_time(name).decode() for name in ("anna", "bob", "eve")}
    mine = cohort.submitted / "eve" / card.assignment / card.notebook
    assert mine.read_bytes() == filled


def learner_time(learner: str) -> bytes:
    return f"2026-03-01 10:00:{len(learner):02} UTC".encode()


def test_the_order_of_files_makes_no_difference(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    names = ["anna/x.ipynb", "ANNA/x.ipynb", "bob/a.ipynb", "bob/b.ipynb", "cem/x.ipynb"]
    found = []
    for draw in range(3):
        random.Random(draw).shuffle(names)
        found.append(collected(cohort, tmp_path, dict.fromkeys(names, data)))
    assert found[0] == found[1] == found[2]


def test_what_computers_leave_behind_is_left_out(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    fates = collected(
        cohort,
        tmp_path,
        {
            "__MACOSX/anna/._x.ipynb": data,
            "anna/.DS_Store": b"",
            "anna/.ipynb_checkpoints/x.ipynb": data,
            "anna/letters.csv": b"1,2",
            "anna/x.pdf": b"%PDF",
            "anna/x.ipynb": data,
        },
    )
    assert fates.pop("anna/x.ipynb")[0] == TAKEN
    assert {fate for fate, _ in fates.values()} == {LEFT_OUT}


def test_a_link_in_the_cohort_leads_nowhere(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    cohort.submitted.mkdir(parents=True)
    (cohort.submitted / "anna").symlink_to(outside)
    source = tmp_path / "lms.zip"
    source.write_bytes(zipped({"anna/x.ipynb": data}))
    _, done = collect(cohort, source)
    assert (done.new, done.set_aside) == (0, 1)
    assert list(outside.iterdir()) == []


def test_formulas_in_names_stay_text(
    cohort: Cohort, card: Card, data: bytes, tmp_path: Path
) -> None:
    name = "=cmd()_1_assignsubmission_file_/x.ipynb"
    collected(cohort, tmp_path, {name: data, "Ann_2_assignsubmission_file_/x.ipynb": data})
    text = (cohort.home / QUARANTINE).read_text(encoding="utf-8")
    assert f"'{name}" in text
    assert read_set_aside(cohort)[0]["file"] == name
    assert (cohort.home / COLLECTED).is_file()
