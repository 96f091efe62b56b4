"""Every kind of bad input that GRADING names, as a submission with the status it ends with.

Each case takes the bytes of a well answered notebook and the names of its automatic
questions. ``None`` as a status: only that there is one, with a reason, counts.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import nbformat

from doneenough.grading.notebook_file import MOST_CELLS
from shared.grading_helpers import Plain, as_bytes, find, label, position
from shared.grading_helpers import cell as new_cell

Change = Callable[[Plain, list[str]], object]
GRADED, REPAIRED, UNREADABLE = "graded", "graded with repairs", "unreadable"


def _set(source: Callable[[str], str]) -> Change:
    """Write a source into every automatic answer cell."""

    def change(notebook: Plain, names: list[str]) -> None:
        for name in names:
            find(notebook, name)["source"] = source(name)

    return change


def _first(source: Callable[[str, str], str]) -> Change:
    """Write a source into the first answer cell, made from its name and its good source."""

    def change(notebook: Plain, names: list[str]) -> None:
        found = find(notebook, names[0])
        found["source"] = source(names[0], found["source"])

    return change


def _field(value: str) -> Change:
    """Give every field of every answer one value."""

    def change(notebook: Plain, names: list[str]) -> None:
        for name in names:
            found = find(notebook, name)
            lines = [
                line.split(":")[0] + f": {value}," if line.lstrip().startswith('"') else line
                for line in found["source"].splitlines()
            ]
            found["source"] = "\n".join(lines)

    return change


def _twice(notebook: Plain, names: list[str]) -> None:
    at = position(notebook, names[0])
    notebook["cells"].insert(at + 1, copy.deepcopy(notebook["cells"][at]) | {"id": "twin"})


def _check_twice(notebook: Plain, names: list[str]) -> None:
    at = position(notebook, names[0] + "_points")
    notebook["cells"].insert(at, copy.deepcopy(notebook["cells"][at]) | {"id": "twin"})


def _to_markdown(notebook: Plain, names: list[str]) -> None:
    found = find(notebook, names[0])
    found["cell_type"] = "markdown"
    for key in ("outputs", "execution_count"):
        found.pop(key, None)


def _strip(notebook: Plain, names: list[str]) -> None:
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _wrong_types(notebook: Plain, names: list[str]) -> None:
    notebook["metadata"] = [1, 2]
    for number, item in enumerate(notebook["cells"]):
        item["metadata"] = [None, 7, "text", [], {"nbgrader": [1]}][number % 5]


def _unknown_ids(notebook: Plain, names: list[str]) -> None:
    for cell in notebook["cells"]:
        if label(cell):
            cell["metadata"]["nbgrader"]["grade_id"] = "x" + label(cell)


def _versions(number: int) -> Change:
    def change(notebook: Plain, names: list[str]) -> None:
        notebook["metadata"]["doneenough"]["schema"] = number
        for cell in notebook["cells"]:
            if label(cell):
                cell["metadata"]["nbgrader"]["schema_version"] = number

    return change


def _foreign_kernel(notebook: Plain, names: list[str]) -> None:
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    notebook["metadata"]["kernelspec"] = kernel


def _large_output(notebook: Plain, names: list[str]) -> None:
    found = find(notebook, names[0] + "_points")
    found["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "x" * 50_000_000}]


def _me(source: str) -> Change:
    def change(notebook: Plain, names: list[str]) -> None:
        find(notebook, "me")["source"] = source

    return change


def _prose(text: str) -> Change:
    def change(notebook: Plain, names: list[str]) -> None:
        for cell in notebook["cells"]:
            ours = cell["metadata"].get("nbgrader", {})
            if cell["cell_type"] == "markdown" and ours.get("solution"):
                cell["source"] = text

    return change


def _drop(notebook: Plain, names: list[str]) -> None:
    notebook["cells"].remove(find(notebook, names[0]))


def _drop_check(notebook: Plain, names: list[str]) -> None:
    notebook["cells"].remove(find(notebook, names[0] + "_points"))


def _flood(count: int, source: Callable[[list[str]], str], kind: str = "code") -> Change:
    """Add cells below everything, none of which is an answer that counts."""

    def change(notebook: Plain, names: list[str]) -> None:
        notebook["cells"] += [
            new_cell(kind, f"{source(names)}\n# {number}", f"flood-{number}")
            for number in range(count)
        ]

    return change


def _all_names(names: list[str]) -> str:
    return "\n".join(f'{name} = {{"x": 1}}' for name in names)


def _key(key: str) -> Change:
    """Add a field to the first answer, written as Python writes it."""

    def source(name: str, good: str) -> str:
        return good.rstrip().removesuffix("}") + f"    {key!a}: 1,\n}}"

    return _first(source)


FORMULAS = {
    "formula in a field": "=HYPERLINK(1)",
    "formula behind a semicolon": "a;=cmd()",
    "formula behind a quote": 'a;"=cmd()"',
    "formula behind a tab": "a\t+1+cmd()",
    "formula behind a line": "a\r\n@SUM(1)",
    "formula behind NUL": "\x00=1+1;\x1b-1",
    "full-width formula": "\uff1d1+1;\uff0bcmd();\uff20x",
    "small formula": "\ufe66cmd()|\ufe62cmd()",
}
"""Names of fields that would compute in a spreadsheet, at one delimiter or another."""
CONTROLS = {
    "NUL in a field": "a\x00b",
    "escape in a field": "\x1b]0;x\x07\x1b[2J\x9b31m",
    "turned field": "\u202eevil\u2066\u2069",
    "line in a field": "a\nStatus: graded.\r\x85\u2028b",
}
"""Names of fields that no terminal, page or database takes as they are."""
IN_FIRST = ("extra key", "look-alike key", *FORMULAS, *CONTROLS)
"""Cases that spoil the first answer only: the others are graded, where there are any."""
DEEP = "[" * 3000 + "]" * 3000
_VALUES: dict[str, Change] = {
    "wrong types": _field("[{}]"),
    "NaN": _field('float("nan")'),
    "nan by arithmetic": _field("1e999 - 1e999"),
    "infinity": _field("1e999"),
    "huge whole number": _field("9" * 5000),
    "ten megabytes of text": _field('"' + "x" * 10_000_000 + '"'),
    "deep nesting": _set(lambda name: f"{name} = {DEEP}"),
    "deep signs": _set(lambda name: f"{name} = {'-' * 9000}1"),
    "code instead of a value": _set(lambda name: f"{name} = open('/etc/passwd').read()"),
    "import": _set(lambda name: f"import os; os.system('true')\n{name} = {{}}"),
    "comprehension": _set(lambda name: f"{name} = {{k: 1 for k in 'ab'}}"),
    "f-string": _field("f'{1}'"),
    "walrus": _field("(x := 300)"),
    "always equal object": _set(
        lambda name: f"{name} = type('X', (), {{'__eq__': lambda *a: True}})()"
    ),
    "duplicate keys": _set(lambda name: f'{name} = {{"a": 1, "a": 2}}'),
    "missing keys": _set(lambda name: f'{name} = {{"no such field": 1}}'),
    "syntax error": _set(lambda name: f"{name} = {{"),
    "null byte": _set(lambda name: f"{name} = '\x00'"),
    "half a character": _set(lambda name: f"{name} = {{'\\ud800': 1}}"),
    "endless line": _set(lambda name: f"{name} = " + "1+" * 400_000 + "1"),
}


def _extra(name: str, source: str) -> str:
    return source.rstrip().removesuffix("}") + '    "extra": 1,\n}'


def _alike(name: str, source: str) -> str:
    """Write letters of the first field in another alphabet."""
    field = next(line for line in source.splitlines() if line.lstrip().startswith('"'))
    name, colon, value = field.partition(":")
    alike = str.maketrans({"e": "\u0435", "o": "\u043e", "a": "\u0430", "i": "\u0456"})
    return source.replace(field, name.translate(alike) + colon + value)


CELLS: dict[str, tuple[Change, str]] = {
    **{name: (change, UNREADABLE) for name, change in _VALUES.items()},
    "extra key": (_first(_extra), GRADED),
    "look-alike key": (_first(_alike), GRADED),
    "answer cell twice": (_twice, REPAIRED),
    "check cell twice": (_check_twice, REPAIRED),
    "answer cell deleted": (_drop, "cannot match"),
    "check cell deleted": (_drop_check, REPAIRED),
    "answer turned to Markdown": (_to_markdown, REPAIRED),
    "metadata stripped": (_strip, REPAIRED),
    "metadata of a wrong type": (_wrong_types, REPAIRED),
    "unknown ids": (_unknown_ids, REPAIRED),
    "schema 1": (_versions(1), GRADED),
    "schema 99": (_versions(99), REPAIRED),
    "foreign kernel": (_foreign_kernel, GRADED),
    "50 MB of output": (_large_output, GRADED),
    "another's id": (_me('me = {"learner_id": "zoe", "cohort": "practice"}'), "identity mismatch"),
    "id that climbs": (_me('me = {"learner_id": "a/../b", "cohort": ""}'), "identity mismatch"),
    "id from code": (_me("me = input()"), UNREADABLE),
    **{name: (_key(key), GRADED) for name, key in (FORMULAS | CONTROLS).items()},
    "id with a formula": (
        _me('me = {"learner_id": "x;\uff1d1+1", "cohort": "=2"}'),
        "identity mismatch",
    ),
    "id with controls": (
        _me('me = {"learner_id": "x\\x00\\x1b[2J\\u202e", "cohort": "\\x00"}'),
        "identity mismatch",
    ),
    "flood of cells": (_flood(100, _all_names), GRADED),
    "flood of broken cells": (_flood(100, lambda names: f"{names[0]} = (("), GRADED),
    "flood of texts": (_flood(100, _all_names, "raw"), GRADED),
    "far too many cells": (_flood(MOST_CELLS, lambda names: "1"), UNREADABLE),
    "far too much text": (
        _flood(30, lambda names: f"{names[0]} = [" + "1," * 6000 + "]"),
        UNREADABLE,
    ),
    "scripts in prose": (
        _prose("<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1))"),
        GRADED,
    ),
    "huge picture in prose": (
        _prose("See ![me](data:image/png;base64," + "A" * 5_000_000 + ") here."),
        GRADED,
    ),
    "linked picture in prose": (_prose("See ![me](https://example.org/x.png) here."), GRADED),
}


def _old_format(data: bytes) -> bytes:
    old: Any = nbformat.convert(nbformat.reads(data.decode(), as_version=4), 3)
    return bytes(nbformat.v3.writes_json(old).encode())  # type: ignore[no-untyped-call]


def _many_values(piece: bytes, times: int) -> Callable[[bytes], bytes]:
    """Add so many values that parsing them would take hundreds of times the memory."""

    def change(data: bytes) -> bytes:
        return data.replace(b'"cells"', b'"x": [' + piece * times + b'0], "cells"', 1)

    return change


FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (lambda data: data[: len(data) // 2], UNREADABLE),
    "conflict markers": (lambda data: b"<<<<<<< HEAD\n" + data + b"\n>>>>>>> x", UNREADABLE),
    "web page": (lambda data: b"<!DOCTYPE html><html></html>", UNREADABLE),
    "PDF": (lambda data: b"%PDF-1.7", UNREADABLE),
    "0 bytes": (lambda data: b"", UNREADABLE),
    "BOM": (lambda data: b"\xef\xbb\xbf" + data, GRADED),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), REPAIRED),
    "format 3": (_old_format, REPAIRED),
    "list": (lambda data: b"[]", UNREADABLE),
    "deep JSON": (lambda data: b"[" * 500_000, UNREADABLE),
    "flood of lists": (_many_values(b"[[]],", 900_000), UNREADABLE),
    "5 MB of signs in a text": (
        lambda data: data.replace(
            b'"metadata"', b'"x": "' + b',[{\\"' * 1_000_000 + b'", "metadata"', 1
        ),
        GRADED,
    ),
    "binary": (lambda data: bytes(range(256)) * 50, UNREADABLE),
    "huge number in an output": (
        lambda data: data.replace(b'"nbformat_minor"', b'"x": ' + b"9" * 6000 + b', "y"', 1),
        GRADED,
    ),
    "another's notebook": (
        lambda data: as_bytes(
            {
                "cells": [{"cell_type": "code", "source": "1", "metadata": {}, "id": "a"}],
                "metadata": {"doneenough": {"schema": 1, "lesson": "no_such_lesson"}},
                "nbformat": 4,
            }
        ),
        "wrong assignment",
    ),
}


def broken(data: bytes, names: list[str]) -> dict[str, tuple[bytes, str]]:
    """Return every case: its bytes and its status."""
    made = {name: (change(data), status) for name, (change, status) in FILES.items()}
    for name, (change, status) in CELLS.items():
        notebook = json.loads(data)
        change(notebook, names)
        if name in IN_FIRST and len(names) == 1:
            status = UNREADABLE
        text = json.dumps(notebook, ensure_ascii=False)
        made[name] = (text.encode("utf-8", "surrogatepass"), status)
    # A lesson without a written task cannot be handed a bad one.
    same = json.loads(data)
    return {name: case for name, case in made.items() if "in prose" not in name or prose_in(same)}


def prose_in(notebook: Plain) -> bool:
    """Whether there is a written task."""
    return any(
        cell["cell_type"] == "markdown" and cell["metadata"].get("nbgrader", {}).get("solution")
        for cell in notebook["cells"]
    )
