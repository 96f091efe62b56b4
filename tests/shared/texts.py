"""Every text that people read, with the place where it is written."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mistune

from shared.language import text_of_html

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "src/doneenough"
SOURCES = (
    *("README.md", "course/*.ipynb", "course/facilitator/*.md", "datasets/*/README.md"),
    *("solutions/*/*.ipynb", "solutions/README.md"),
    *(f"{PACKAGE}/**/*.{kind}" for kind in ("py", "toml", "json", "j2", "js")),
)
"""What is written by hand. ``assessments`` and ``course/glossary.md`` are made from it."""
SAYING = frozenset(("text", "reply", "means", "here", "skill", "decision", "question", "title"))
"""Keys of JSON files under which something is said to a reader ..."""
_UNSAID = frozenset(("briefs", "scales", "config"))
"""... except in these folders of numbers and settings."""
_markdown = mistune.create_markdown(escape=False, plugins=["table"])
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """One text: its file, its place in there, and what it says, one paragraph per line."""

    path: str
    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.place}"


def texts(root: Path = ROOT) -> Iterator[Text]:
    """Yield every text of the course, file by file."""
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        yield from texts_of(path, root)


def texts_of(path: Path, root: Path = ROOT) -> Iterator[Text]:
    """Yield the texts of one file: what its readers see, without code and markup."""
    name = path.relative_to(root).as_posix()
    if _UNSAID & set(path.relative_to(root).parts):
        return
    source = path.read_text(encoding="utf-8")
    for place, says in _READERS[path.suffix](source):
        said = _one_line_a_paragraph(says)
        if said:
            yield Text(name, place, said)


def _one_line_a_paragraph(text: str) -> str:
    """Put 7 for what is filled in later, and join the lines of a paragraph."""
    filled = _PLACEHOLDER.sub("7", text)
    joined = re.sub(r"(?<!\n)[ \t]*\n(?![ \t]*\n)", " ", filled)
    lines = (re.sub(r"\s+", " ", line).strip() for line in joined.splitlines())
    return "\n".join(line for line in lines if line)


def _notebook(source: str) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(json.loads(source)["cells"], 1):
        said = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield f"cell {number}", text_of_html(str(_markdown(said)))
        else:
            for place, text in _python(said):
                yield f"cell {number}, {place}", text


def _sheet(source: str) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(re.split(r"^(?=#+ )", source, flags=re.MULTILINE)):
        heading = part.splitlines()[0] if part.strip() else ""
        yield f"part {number} ({heading})", text_of_html(str(_markdown(part)))


def _toml(source: str) -> Iterator[tuple[str, str]]:
    yield from ((name, text) for name, text, _ in _leaves("", tomllib.loads(source)))


def _json(source: str) -> Iterator[tuple[str, str]]:
    yield from (
        (name, text) for name, text, key in _leaves("", json.loads(source)) if key in SAYING
    )


def _leaves(start: str, part: Any, key: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield id, text and the nearest key of everything said in nested tables."""
    if isinstance(part, str):
        if key not in ("id", "shown_in"):
            yield start, part, key
        return
    if isinstance(part, dict | list):
        for name, item in part.items() if isinstance(part, dict) else enumerate(part):
            nearest = name if isinstance(name, str) else key
            yield from _leaves(f"{start}.{name}" if start else f"{name}", item, nearest)


def _python(source: str) -> Iterator[tuple[str, str]]:
    """Yield strings of three words and more; of the docstrings, those that a command shows."""
    said = _Strings()
    said.visit(ast.parse(source))
    for line, text in said.found:
        if len(text.split()) >= 3:
            yield f"line {line}", text_of_html(text) if "</" in text else text


class _Strings(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if _is_command(node):
            self.found.append((node.lineno, ast.get_docstring(node) or ""))
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values]
        self.found.append((node.lineno, "".join(parts)))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.found.append((node.lineno, node.value))


def _is_command(node: ast.FunctionDef) -> bool:
    return any(
        name in ast.unparse(decorator)
        for decorator in node.decorator_list
        for name in ("command", "group")
    )


def _template(source: str) -> Iterator[tuple[str, str]]:
    blanked = _PLACEHOLDER.sub(lambda found: "7" if found.group()[1] == "{" else "", source)
    yield "text", text_of_html(blanked)
    for found in re.finditer(r'(?:aria-label|title|placeholder)="([^"]+)"', blanked):
        yield "label", found[1]


def _script(source: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(source.splitlines(), 1):
        if line.lstrip().startswith(("//", "*", "/*")):
            continue
        for found in re.finditer(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`', line):
            said = re.sub(r"\$\{.*?\}", "7", found[1] or found[2] or "")
            if len(said.split()) >= 2:
                yield f"line {number}", said


_READERS = {
    ".ipynb": _notebook,
    ".md": _sheet,
    ".toml": _toml,
    ".json": _json,
    ".py": _python,
    ".j2": _template,
    ".js": _script,
}


def whole(read: Iterable[Text]) -> dict[str, str]:
    """Return path -> all that its texts say."""
    found: dict[str, list[str]] = {}
    for text in read:
        found.setdefault(text.path, []).append(text.says)
    return {path: "\n".join(said) for path, said in found.items()}
