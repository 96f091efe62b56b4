"""How the package's modules import each other: no circle, and arrows that run one way.

``cli -> (start, lab) -> lessons -> explorer -> grading -> (products, statistics) -> core``.
An import inside a function or for types alone counts as well: it hides a circle from Python
and not from a reader. Which kind an arrow is stands in every message.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "doneenough"
HOME = "doneenough"

ROOMS = (
    *(("__main__",), ("cli",), ("release_commands",), ("start",), ("lab",), ("lessons",)),
    *(("explorer",), ("grading",), ("release",), ("products", "statistics", "portfolio")),
    *(
        ("core",),
        ("terminal",),
        ("paths", "file_names", "plain_files", "plain_text", "zip_members"),
    ),
)
"""From the top down; a room imports from rooms below it, and from its own row only itself."""
FRONT = HOME
"""``doneenough`` itself loads nothing: it hands names out lazily, for short lines in notebooks."""

KNOWN_CIRCLES: set[frozenset[str]] = set()
"""Circles that wait to be broken. The list may only become shorter."""

NO_WIDGETS = ("core", "statistics", "products", "grading")
WIDGETS = ("ipywidgets", "anywidget", "matplotlib.pyplot")


@dataclass(frozen=True)
class Import:
    """``source`` imports ``target``; ``where``: as the module loads, in a function, for types."""

    source: str
    target: str
    where: str


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "config" in parts:
            continue  # settings that JupyterLab reads, no modules
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imports_of(source: str, text: str, known: Mapping[str, object]) -> Iterator[Import]:
    """Yield what a module imports, each module once for each place."""
    yield from dict.fromkeys(_walk(ast.parse(text), source, known, "module"))


def _walk(node: ast.AST, source: str, known: Mapping[str, object], where: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.body:
                yield from _walk(ast.Module([other], []), source, known, "types")
            yield from _walk(ast.Module(child.orelse, []), source, known, where)
            continue
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(source, alias.name, where)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            for alias in child.names:
                # `from package import module` imports the module, any other name its home.
                inner = f"{child.module}.{alias.name}"
                yield Import(source, inner if inner in known else child.module, where)
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, source, known, "function" if inside else where)


@cache
def all_imports() -> tuple[Import, ...]:
    known = modules()
    return tuple(
        found
        for name, path in known.items()
        for found in imports_of(name, path.read_text(encoding="utf-8"), known)
    )


def own() -> list[Import]:
    """Return imports of the package's own modules; the front door is no way round."""
    known = modules()
    return [
        found
        for found in all_imports()
        if found.target in known and FRONT not in (found.source, found.target)
    ]


def circles(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the sets of modules that reach each other, sorted."""
    reach: dict[str, set[str]] = {}
    for start in arrows:
        seen: set[str] = set()
        todo = [*arrows[start]]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo += arrows.get(here, ())
        reach[start] = seen
    found = {
        frozenset(other for other in reach[start] if start in reach.get(other, ()))
        for start in arrows
        if start in reach[start]
    }
    return sorted(map(sorted, found))


def arrows(*where: str) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for found in own():
        if found.where in where:
            made.setdefault(found.source, set()).add(found.target)
    return made


def test_no_circle_as_modules_load() -> None:
    assert circles(arrows("module")) == []


def test_no_circle_hidden_in_functions_or_types() -> None:
    found = [
        [str(arrow) for arrow in own() if {arrow.source, arrow.target} <= set(circle)]
        for circle in circles(arrows("module", "function", "types"))
        if frozenset(circle) not in KNOWN_CIRCLES
    ]
    assert found == []


def test_known_circles_are_still_there() -> None:
    """Whoever breaks one takes it off the list."""
    found = {frozenset(circle) for circle in circles(arrows("module", "function", "types"))}
    assert found >= KNOWN_CIRCLES


def room(module: str) -> str:
    """Return the room of a module: the first part of its name below the package."""
    return module.removeprefix(HOME).removeprefix(".").partition(".")[0]


def test_every_room_has_a_place() -> None:
    known = {name for row in ROOMS for name in row}
    assert {room(module) for module in modules()} - {""} == known


def test_arrows_run_one_way() -> None:
    level = {name: number for number, row in enumerate(ROOMS) for name in row}
    wrong = [
        f"{found.source} -> {found.target} ({found.where})"
        for found in own()
        if (here := room(found.source)) != (there := room(found.target))
        and level[there] <= level[here]
    ]
    assert wrong == []


def test_no_lesson_imports_another() -> None:
    def lesson(module: str) -> str:
        return module.removeprefix(f"{HOME}.lessons.").partition(".")[0]

    wrong = [
        f"{found.source} -> {found.target} ({found.where})"
        for found in own()
        if all(name.startswith(f"{HOME}.lessons.") for name in (found.source, found.target))
        and lesson(found.source) != lesson(found.target)
    ]
    assert wrong == []


def test_no_widgets_where_points_are_made() -> None:
    wrong = [
        f"{found.source} -> {found.target} ({found.where})"
        for found in all_imports()
        if room(found.source) in NO_WIDGETS
        and found.where != "types"
        and any(found.target == name or found.target.startswith(f"{name}.") for name in WIDGETS)
    ]
    assert wrong == []


def test_the_front_door_loads_nothing() -> None:
    assert [
        found
        for found in all_imports()
        if found.source == FRONT and found.where == "module" and found.target.startswith(HOME)
    ] == []


def test_the_graph_is_read_right() -> None:
    text = """
from typing import TYPE_CHECKING
import doneenough.b, json
from doneenough import c
from doneenough.d import name
if TYPE_CHECKING:
    from doneenough.e import Type
def later():
    from doneenough.f import name
class Kept:
    import doneenough.g
try:
    import doneenough.h
except ImportError:
    pass
"""
    known = dict.fromkeys(f"doneenough.{letter}" for letter in "abcdefgh")
    found = list(imports_of("doneenough.a", text, known))
    ours = {(item.target[-1], item.where) for item in found if item.target in known}
    loading = ((letter, "module") for letter in "bcdgh")
    assert ours == {("e", "types"), ("f", "function"), *loading}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [["b", "c"]]
    assert circles({"a": {"b"}, "b": {"a"}, "c": {"a"}}) == [["a", "b"]]
    assert circles({"a": {"b"}, "b": {"c"}}) == []
