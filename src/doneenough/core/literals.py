"""Read an answer out of Python source without running it.

Every graded answer is a plain value written in a cell::

    sign_off_rule = {"letters_to_label": 300, "tries": 1}

The source is parsed, never executed. What is not a plain value (a calculation,
a call, a name) is refused with a sentence a learner understands. The notebook's
own check and the grader use this one reader, so they refuse the same things.
"""

from __future__ import annotations

import ast
import contextlib
import math
import re
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doneenough.core.typed import about_signs, as_meant, clean

MAX_SOURCE = 20_000
"""Longest cell that is read, in characters."""
MAX_DEPTH = 6
"""Deepest nesting of lists and dictionaries."""
MAX_VALUES = 500
"""Most values in one answer."""
MAX_TEXT = 5_000
"""Longest text inside an answer, in characters."""
MAX_WHOLE = 10**15
"""Largest whole number (either sign)."""

_THOUSAND = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_ZEROS = re.compile(r"0{2,}")
_HINT = "Write the value itself, for example 300."


class AnswerError(ValueError):
    """An answer that cannot be read. The message is written for the learner."""


class NoAnswer(AnswerError):
    """Nothing is assigned to the expected name."""


def read_assignment(source: str, name: str) -> Any:
    """Return the plain value last assigned to ``name`` in ``source``.

    Parameters
    ----------
    source
        The text of one code cell.
    name
        The variable that holds the answer.

    Returns
    -------
    A value built of dictionaries, lists, text, finite numbers, booleans and None.

    Raises
    ------
    NoAnswer
        ``source`` never assigns ``name``.
    AnswerError
        The cell is too long, does not parse, does something else before the answer
        (which may stop the cell before the answer is set), or the value is not plain.
    """
    return Source(source).read(name)


def assigns(source: str, name: str) -> bool:
    """Whether ``source`` assigns ``name`` at its top level (False if it does not parse)."""
    return Source(source).assigns(name)


class _Garbled(AnswerError):
    """A cell that is no Python. ``where`` is the beginning of the message."""

    def __init__(self, where: str, advice: str) -> None:
        super().__init__(f"{where} {advice}")
        self.where = where


class Source:
    """The text of one code cell. It is parsed once, however many names are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: tuple[str, ...] = ()
        """What had to be put right to read it, in words."""
        self._parsed = text

    def assigns(self, name: str) -> bool:
        """Whether the cell assigns ``name`` at its top level (a guess if it does not parse)."""
        if len(self.text) > MAX_SOURCE:
            # The letters of a picture spell every short name somewhere.
            return re.search(rf"^{re.escape(name)}[ \t]*[=:]", self.text, re.MULTILINE) is not None
        if name not in self._as_names:
            return False
        found = self._found
        if isinstance(found, str):
            return f"{name} =" in self.text or f"{name}=" in self.text
        return name in found.plain

    def read(self, name: str) -> Any:
        """Return the plain value last assigned to ``name``; as `read_assignment`."""
        if len(self.text) > MAX_SOURCE:
            raise AnswerError(
                f"The cell is {len(self.text):,} characters long; at most {MAX_SOURCE:,} are "
                "read. Please keep only the answer in it."
            )
        found = self._found
        if isinstance(found, str):
            raise AnswerError(found)
        plain, plain_at = found.plain.get(name, (None, _NOWHERE))
        changed_at = max(found.changes.get(name, _NOWHERE), found.changes.get("*", _NOWHERE))
        if changed_at > plain_at:
            raise AnswerError(
                f"Line {changed_at[0]} changes {name} in a way that can't be read. "
                f"Please write it once, as {name} = {{...}}, and change the values there."
            )
        if plain is None:
            raise NoAnswer(f"The answer cell has no line that starts with {name} =.")
        value = _Converter(self._parsed).value(plain, 0)
        if found.code_at < plain_at:
            # Such code may fail, and then a notebook that is run has no answer where one
            # that is read has: both must give the same points.
            raise AnswerError(
                f"Line {found.code_at[0]} does something else before the answer. "
                "Please keep only the answer in this cell."
            )
        return value

    @cached_property
    def _as_names(self) -> str:
        """The text with its letters as Python writes them in names: a cheap first look."""
        return self.text if self.text.isascii() else unicodedata.normalize("NFKC", clean(self.text))

    @cached_property
    def _found(self) -> _Found | str:
        """What stands in the cell, or why it cannot be read."""
        try:
            return _look_through(_parse(self.text))
        except _Garbled as error:
            refused, where = str(error), error.where
        except AnswerError as error:
            return str(error)
        meant = as_meant(self.text)
        if meant.kinds:
            with contextlib.suppress(AnswerError):
                found = _look_through(_parse(meant.text))
                self.kinds, self._parsed = meant.kinds, meant.text
                return found
        told = about_signs(self.text)
        return f"{where} {told}" if told else refused

    @property
    def readable(self) -> bool:
        """Whether the cell can be read as Python, perhaps after something was put right."""
        return not isinstance(self._found, str)

    @property
    def trouble(self) -> str:
        """Why the cell cannot be read as Python, or what had to be put right; or nothing."""
        found = self._found
        if isinstance(found, str):
            return found
        return about_signs(self.text) if self.kinds else ""


_Place = tuple[int, int]
"""Line and column."""
_NOWHERE: _Place = (-1, -1)
_BEHIND: _Place = (sys.maxsize, 0)


@dataclass(frozen=True)
class _Found:
    """What a cell does to each name: its last plain assignment, its last other change.

    ``code_at`` is the first statement that does more than name plain values.
    """

    plain: dict[str, tuple[ast.expr, _Place]]
    changes: dict[str, _Place]
    code_at: _Place


def _look_through(tree: ast.Module) -> _Found:
    plain: dict[str, tuple[ast.expr, _Place]] = {}
    own: dict[int, str] = {}
    code_at = _BEHIND
    for statement in tree.body:
        name, value = _assigned(statement)
        place = statement.lineno, statement.col_offset
        if value is not None:
            plain[name] = value, place
            own |= {id(child): name for child in ast.iter_child_nodes(statement)}
        if code_at == _BEHIND and not _only_names_values(statement):
            code_at = place
    changes: dict[str, _Place] = {}
    nodes: Iterator[Any] = ast.walk(tree)
    for node in nodes:
        name = _bound(node)
        if name and own.get(id(node)) != name:
            place = node.lineno, node.col_offset
            changes[name] = max(place, changes.get(name, place))
    return _Found(plain, changes, code_at)


def _parse(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except IndentationError as error:
        raise _Garbled(
            f"The answer cell can't be read near line {error.lineno}.",
            "Please remove the spaces at the start of the line, or close the bracket above it.",
        ) from None
    except SyntaxError as error:
        if "integer string conversion" in str(error.msg):
            raise AnswerError("One number is far too large to be meant.") from None
        lines = source.splitlines()
        at = error.lineno or 0
        text = lines[at - 1].strip()[:60] if 0 < at <= len(lines) else ""
        where = f"at or just above line {at}: {text}" if text else f"near line {at}"
        raise _Garbled(
            f"The answer cell can't be read {where} ",
            "Please look for a missing comma, quote or bracket. Write numbers as digits only, "
            "without commas, % or words.",
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise AnswerError(
            "The answer cell can't be read: it's nested too deeply or contains odd characters."
        ) from None


def _assigned(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    """Return the name to which ``statement`` plainly assigns, and what; else no value."""
    if isinstance(statement, ast.Assign):
        targets, value = statement.targets, statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets, value = [statement.target], statement.value
    else:
        return "", None
    if len(targets) == 1 and isinstance(targets[0], ast.Name):
        return targets[0].id, value
    return "", None


_CHANGES = {
    *("append", "clear", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}
"""Methods that change a list or a dictionary."""


def _bound(node: Any) -> str:
    """Return the name that a part of the cell binds or changes: ``"*"`` for any, or nothing."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.alias):
        return node.asname or node.name
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return node.name or ""
    if isinstance(node, ast.MatchMapping):
        return node.rest or ""
    if isinstance(node, ast.Name):
        return "" if isinstance(node.ctx, ast.Load) else node.id
    if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
        return _base(node)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _CHANGES
    ):
        return _base(node.func)
    return ""


def _base(node: ast.expr) -> str:
    """Return the name that a look-up such as ``name["a"].b`` starts from."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _only_names_values(statement: ast.stmt) -> bool:
    """Whether a statement does nothing but name plain values, or show one."""
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Assign):
        named = all(isinstance(target, ast.Name) for target in statement.targets)
    else:
        named = isinstance(statement, ast.Expr)
    if not named:
        return False
    try:
        _Converter("").value(statement.value, 0)  # type: ignore[attr-defined]
    except AnswerError:
        return False
    return True


class _Converter:
    """Turns a syntax tree into a plain value, or says why it is not one."""

    def __init__(self, source: str) -> None:
        self.seen = 0
        self.source = source

    def value(self, node: ast.expr, depth: int) -> Any:
        self.seen += 1
        if depth > MAX_DEPTH or self.seen > MAX_VALUES:
            raise AnswerError("The answer is nested too deeply or contains too many values.")
        match node:
            case ast.Constant(value=constant):
                if self.source and (isinstance(constant, float) or constant == 0):
                    self._plain_number(node)
                return _constant(constant)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant(value=number)) if (
                isinstance(number, int | float) and not isinstance(number, bool)
            ):
                number = _constant(number)
                return -number if isinstance(node.op, ast.USub) else number
            case ast.Dict():
                return self._dictionary(node, depth)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return [self.value(item, depth + 1) for item in items]
        hint = "" if isinstance(node, ast.Name) else f" {_HINT}"
        raise AnswerError(f"Line {node.lineno} contains {_kind(node)}.{hint}")

    def _plain_number(self, node: ast.expr) -> None:
        """Refuse what is a thousand in one country and one in another."""
        written = ast.get_source_segment(self.source, node) or ""
        if _ZEROS.fullmatch(written):
            raise AnswerError(
                f"Line {node.lineno} contains {written}, perhaps the end of a number with a comma "
                "in it. Write the number without the comma."
            )
        if _THOUSAND.fullmatch(written):
            raise AnswerError(
                f"Line {node.lineno}: {written} may mean {written.replace('.', '')}, but to a "
                "computer it's something else. Write the number without the dot."
            )

    def _dictionary(self, node: ast.Dict, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            if not (isinstance(key_node, ast.Constant) and isinstance(key_node.value, str)):
                raise AnswerError(
                    f'Line {node.lineno}: put each field name in quotes, for example "tries": 1.'
                )
            key = _constant(key_node.value)
            if len(key) > 100:
                raise AnswerError(f"A field name has {len(key)} characters, which is too long.")
            if key in result:
                raise AnswerError(f'The field "{key}" is there twice. Please keep one.')
            result[key] = self.value(value_node, depth + 1)
        return result


def _constant(constant: object) -> Any:
    if constant is None or isinstance(constant, bool):
        return constant
    if isinstance(constant, int):
        if abs(constant) > MAX_WHOLE:
            raise AnswerError("One number is far too large to be meant.")
        return constant
    if isinstance(constant, float):
        if not math.isfinite(constant):
            raise AnswerError("One number is too large for a computer to count with.")
        return constant
    if isinstance(constant, str):
        if len(constant) > MAX_TEXT:
            raise AnswerError(f"A text is longer than {MAX_TEXT:,} characters.")
        if not constant.isascii() and any("\ud800" <= letter <= "\udfff" for letter in constant):
            # Half a character: it can be neither saved nor shown.
            raise AnswerError("A text contains a broken character. Please type that text again.")
        return constant
    raise AnswerError(f"The answer contains {type(constant).__name__} data. {_HINT}")


def _kind(node: ast.expr) -> str:
    names: dict[type[ast.expr], str] = {
        ast.BinOp: "a calculation",
        ast.UnaryOp: "a calculation",
        ast.BoolOp: "a calculation",
        ast.Compare: "a comparison",
        ast.Call: "a function call",
        ast.JoinedStr: "a text with code inside (an f-string)",
        ast.NamedExpr: "an assignment inside the value",
        ast.ListComp: "a loop inside the value",
        ast.SetComp: "a loop inside the value",
        ast.DictComp: "a loop inside the value",
        ast.GeneratorExp: "a loop inside the value",
        ast.Lambda: "code",
        ast.IfExp: "a condition",
        ast.Set: "a set; use square brackets for a list",
        ast.Subscript: "a look-up",
        ast.Attribute: "a look-up",
        ast.Starred: "a starred value",
        ast.Await: "code",
    }
    if isinstance(node, ast.Name):
        return f'the word {node.id[:40]} without quotes; write "{node.id[:40]}"'
    return names.get(type(node), "code")
