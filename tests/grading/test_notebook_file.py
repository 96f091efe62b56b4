"""Whatever is handed in is read, or refused with a plain reason."""

from __future__ import annotations

import contextlib
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.grading import notebook_file
from doneenough.grading.notebook_file import LARGEST, Unreadable, count_values, read_notebook

GOOD = {
    "cells": [
        {"cell_type": "code", "id": "a", "metadata": {}, "source": ["x = 1\n", "y = 2"]},
        {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "note"}}, "source": "Hé"},
    ],
    "metadata": {"doneenough": {"schema": 1, "lesson": "toy"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
TEXT = json.dumps(GOOD, ensure_ascii=False)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        TEXT.encode("latin-1"),
        ("\r\n " + TEXT + "\n\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 without mark", "utf-32", "latin-1", "white space"],
)
def test_readable_in_any_encoding(data: bytes) -> None:
    notebook = read_notebook(data)
    assert [cell.source for cell in notebook.cells] == ["x = 1\ny = 2", "Hé"]
    assert notebook.lesson == "toy"
    assert notebook.cells[1].grade_id == "note"


REFUSED = {
    "nothing": (b"", "empty"),
    "white space": (b" \n", "empty"),
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "zip": (b"PK\x03\x04abc", "zip"),
    "web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "cut off": (TEXT[:-30].encode(), "cut off"),
    "cut off in a text": (TEXT[:90].encode(), "cut off"),
    "merge conflict": (
        ("<<<<<<< HEAD\n" + TEXT + "\n=======\n" + TEXT + "\n>>>>>>> theirs").encode(),
        "merge conflict",
    ),
    "conflict inside": (
        TEXT.replace('"cells"', '\n<<<<<<< HEAD\n"cells"').encode(),
        "merge conflict",
    ),
    "list": (b"[1, 2]", "isn't a notebook"),
    "text": (b"my answer is 300", "isn't a notebook"),
    "no cells": (b'{"metadata": {}, "nbformat": 4}', "no list of cells"),
    "empty cells": (b'{"cells": [], "nbformat": 4}', "without any cells"),
    "odd cells": (b'{"cells": [1, null, "x"], "nbformat": 4}', "without any cells"),
    "deep": (b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_notebook(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", TEXT.encode()[:100]):
        with contextlib.suppress(Unreadable):
            assert read_notebook(start + data).cells


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cell_type", "metadata", "nbgrader", "grade_id", "source", "id"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values, json_values)
def test_any_shape_of_cells_is_read_or_refused(cells: object, metadata: object) -> None:
    content = {"cells": cells, "metadata": metadata, "nbformat": 4}
    try:
        notebook = read_notebook(json.dumps(content).encode())
    except Unreadable:
        return
    assert all(isinstance(cell.source, str) for cell in notebook.cells)


def test_the_old_format_is_read() -> None:
    old = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": "x = 1", "metadata": {}, "outputs": []}]}
        ],
    }
    notebook = read_notebook(json.dumps(old).encode())
    assert notebook.cells[0].source == "x = 1"
    assert "old file format" in notebook.notes[0]


def test_unknown_formats_are_read_with_a_note() -> None:
    newer = read_notebook(json.dumps(GOOD | {"nbformat": 99}).encode())
    assert "99" in newer.notes[0]
    assert newer.cells
    ours = GOOD | {"metadata": {"doneenough": {"schema": 99, "lesson": "toy"}}}
    assert "different version" in read_notebook(json.dumps(ours).encode()).notes[0]


def test_outputs_and_odd_numbers_do_no_harm() -> None:
    output = {"output_type": "stream", "name": "stderr", "text": "x" * 20_000_000}
    heavy = json.loads(TEXT)
    heavy["cells"][0]["outputs"] = [output]
    data = json.dumps(heavy).encode().replace(b'"nbformat_minor": 5', b'"huge": ' + b"9" * 5000)
    notebook = read_notebook(data)
    assert notebook.cells[0].source == "x = 1\ny = 2"


def test_half_characters_are_replaced() -> None:
    broken = TEXT.replace("x = 1", "x = '\\ud800'")
    assert read_notebook(broken.encode()).cells[0].source.encode("utf-8")


# ------------------------------------------------------------------------------ budgets

FLOODS = {
    "lists": b"[[]],",
    "texts": b'"ab",',
    "tables": b'{"":{}},',
    "numbers": b"7.5,",
    "lines": b"7,\n",
    "opened": b"[",
    "no JSON": b",",
    "quotes": b'"',
}


@pytest.mark.parametrize("piece", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_values_is_refused_before_it_takes_memory(
    piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_file, "MOST_VALUES", 50_000)
    data = b'{"cells": [' + piece * (6_000_000 // len(piece)) + b"0]}"
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            read_notebook(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The text itself and little more: parsed, such a file takes up to forty times its size.
    assert peak < 2.5 * len(data)


def test_a_file_that_is_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_file, "LARGEST", 1_000)
    monkeypatch.delattr(notebook_file, "_decode")
    with pytest.raises(Unreadable, match="too large"):
        read_notebook(b" " * 1_001)
    assert LARGEST <= 100_000_000


def values_in(content: object) -> int:
    """All values but the outermost, by looking at each."""
    if isinstance(content, dict):
        return sum(1 + values_in(item) for item in content.values())
    if isinstance(content, list):
        return sum(1 + values_in(item) for item in content)
    return 0


signs = st.text(alphabet='",[]{}\\:a\n\u00e9', max_size=8)
any_json = st.recursive(
    st.none() | st.integers() | signs,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(signs, inner, max_size=5),
    max_leaves=30,
)


@given(any_json, st.booleans(), st.integers(0, 60))
def test_values_are_counted_without_parsing(content: object, pretty: bool, most: int) -> None:
    text = json.dumps(content, ensure_ascii=pretty, indent=1 if pretty else None)
    true = values_in(content)
    found = count_values(text, most)
    assert found >= min(true, most + 1), "too many values would be parsed"
    # Each has at most a comma or a bracket, a name, a text and a bracket of its own.
    assert found <= most or 4 * true + 2 > most, "signs in a text were counted as values"
