"""What a result depends on, as one short text: when it changes, grading is done again."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
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
    """Return the file of a module; None where a name is something in one.

    Nothing is imported for it: a lesson may import much that scoring never needs.
    """
    package, *parts = name.split(".")
    inside = "lessons" if parts[:1] == ["lessons"] else ""
    folders = import_module(".".join(filter(None, [package, inside]))).__path__
    for folder in folders:
        place = Path(folder, *parts[bool(inside) :])
        for path in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
            if path.is_file():
                return path
    return None


@cache
def _imports_of(path: Path) -> tuple[str, ...]:
    return tuple(_imports(ast.parse(path.read_bytes())))


_STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)
"""What may hold an import; expressions, which are many, do not."""


def _imports(node: ast.AST) -> Iterator[str]:
    """Yield what of this package may be imported when the code runs."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _STATEMENTS):
            continue
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
