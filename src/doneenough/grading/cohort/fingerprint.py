"""What a result depends on, as one short text: when it changes, grading is done again."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "doneenough"
_SCORER = ("doneenough.grading.score", "doneenough.grading.answers")
"""What scores every lesson; with all that it imports."""
_DATA = (".json", ".csv")
_NOT_SCORING = ("glossary.json", "card.json")


@lru_cache
def scorer_print(lesson: str) -> str:
    """Return the fingerprint of what scores a lesson: the code it imports, and its numbers.

    Words, pages, pictures of other lessons and how a cohort is run do not count: they change
    no points.
    """
    home = f"{_PACKAGE}.lessons.{lesson}"
    modules = _imported([f"{home}.exercises", *_SCORER])
    files = dict(sorted((name, path) for name, path in modules.items()))
    # Numbers lie beside the code that reads them.
    folders = {path.parent for name, path in files.items() if name.split(".")[1] == "products"}
    folders |= {path.parent for name, path in files.items() if name.startswith(home)}
    numbers = [
        path
        for folder in sorted(folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix in _DATA and path.name not in _NOT_SCORING
    ]
    return print_of([*files.values(), *dict.fromkeys(numbers)])


def _imported(names: Iterable[str]) -> dict[str, Path]:
    """Return the files of some modules and of all of this package that they import."""
    found: dict[str, Path] = {}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found or not (path := _file_of(name)):
            continue
        found[name] = path
        todo += _imports_of(path)
    return found


@cache
def _file_of(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None  # It is no module, but something in one.
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


@cache
def _imports_of(path: Path) -> tuple[str, ...]:
    return tuple(_imports(ast.parse(path.read_bytes())))


def _imports(node: ast.AST) -> Iterator[str]:
    """Yield what of this package may be imported when the code runs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (item.name for item in child.names if item.name.startswith(_PACKAGE))
        elif isinstance(child, ast.ImportFrom) and (child.module or "").startswith(_PACKAGE):
            yield str(child.module)
            yield from (f"{child.module}.{item.name}" for item in child.names)
        yield from _imports(child)


def print_of(files: Iterable[Path]) -> str:
    """Return the fingerprint of some files, by their names and contents."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def key_of(*parts: bytes | str | None) -> str:
    """Return one key for everything that a result depends on."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"-" if data is None else b"%d:" % len(data) + data)
    return digest.hexdigest()
