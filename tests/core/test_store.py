"""What learners leave behind is never lost and never in the way."""

from __future__ import annotations

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from doneenough.core import store


@pytest.fixture
def file(work):
    return work / "progress" / "evidence.json"


def test_what_is_kept_comes_back(file):
    assert store.recall("evidence", "guess") is None
    assert store.recall("evidence", "guess", 7) == 7
    store.remember("evidence", "guess", 46)
    store.remember("evidence", "page", {"name": "Zoë", "tries": [1, 2]})
    store.remember("other", "guess", 5)
    store.remember("evidence", "broken", "half \ud83d")
    assert store.recall("evidence", "guess") == 46
    assert store.recall("evidence", "page") == {"name": "Zoë", "tries": [1, 2]}
    store.remember("evidence", "guess", 130)
    assert store.recall("evidence", "guess") == 130
    assert store.recall("evidence", "broken") == "half \ud83d"
    assert "Zoë" in file.read_text(encoding="utf-8")


def test_asking_leaves_no_trace(work):
    store.recall("evidence", "guess")
    assert not work.exists()


DAMAGED = [
    b"",
    b"{",
    b'{"guess": 4',
    b"[1, 2]",
    b"null",
    b'"text"',
    b"\xff\xfe\x00",
    b"<<<<<<< HEAD\n{}",
    b"[" * 200_000,
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: repr(content[:12]))
def test_a_damaged_file_is_put_aside_whole(file, content):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert store.recall("evidence", "guess", "none") == "none"
    store.remember("evidence", "guess", 3)
    assert store.recall("evidence", "guess") == 3
    assert file.with_name("evidence.damaged-1.json").read_bytes() == content


def test_every_damaged_file_is_kept(file):
    file.parent.mkdir(parents=True)
    for number in (1, 2, 3):
        file.write_text(f"damaged {number}")
        store.remember("evidence", "guess", number)
    aside = sorted(path.read_text() for path in file.parent.glob("*.damaged-*"))
    assert aside == ["damaged 1", "damaged 2", "damaged 3"]


def test_a_folder_that_cannot_be_made_is_no_error(work):
    work.parent.mkdir(exist_ok=True)
    work.write_text("a file where the folder should be")
    store.remember("evidence", "guess", 3)
    assert store.recall("evidence", "guess", "none") == "none"
    assert work.read_text() == "a file where the folder should be"


def test_a_folder_that_cannot_be_written_is_no_error(file, monkeypatch):
    store.remember("evidence", "guess", 3)

    def refuse(*_args, **_options):
        raise PermissionError("read-only")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    store.remember("evidence", "guess", 4)
    assert store.recall("evidence", "guess") == 3


def test_a_folder_in_the_files_place_is_no_error(file):
    file.mkdir(parents=True)
    store.remember("evidence", "guess", 3)
    assert store.recall("evidence", "guess", "none") == "none"


def test_writing_at_the_same_time_leaves_whole_files(file):
    def write(number):
        store.remember("evidence", f"key {number % 8}", "x" * 2000 + str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept
    assert all(value.startswith("xxx") for value in kept.values())
    assert [path.name for path in file.parent.iterdir()] == ["evidence.json"]


def test_a_failed_write_loses_nothing_and_leaves_no_scrap(file, monkeypatch):
    store.remember("evidence", "guess", 3)

    def full(*_args, **_options):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store.remember("evidence", "guess", 4)
    assert store.recall("evidence", "guess") == 3
    assert [path.name for path in file.parent.iterdir()] == ["evidence.json"]
