"""The words of a lesson, kept apart from its code.

Each lesson has a ``words.toml``: tables and texts with stable ids, addressed by dotted
ids such as ``step.letters.invite``. A text may name facts in double braces,
``{{ weak_signed }}``. They are filled with the values given by the caller, else with the
lesson's named facts (the function ``facts`` in its ``facts.py``). There is no logic in a
text, and a name that nobody knows is an error. So whoever rewords a sentence opens no
Python file, and a number in a text is always a computed one.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from doneenough.core.lesson_files import LESSONS, lesson_names

Fact = str | int
"""A whole number, shown with thousands separators, or a text that is already formatted."""
Named = Fact | Callable[[], Fact]
"""A fact as ``facts`` names it: one that takes long to compute is a function."""
PLACEHOLDER = re.compile(r"\{\{ (\w+) \}\}")
"""How a text names a fact."""
WORDS = "words.toml"


class Facts(Mapping[str, Fact]):
    """Named facts; one that is a function is computed when it is first asked for."""

    def __init__(self, named: Mapping[str, Named]) -> None:
        self._named = dict(named)

    def __getitem__(self, name: str) -> Fact:
        found = self._named[name]
        if callable(found):
            found = self._named[name] = found()
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._named

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


class Wording:
    """The texts of one lesson.

    Parameters
    ----------
    blocks
        The content of ``words.toml``.
    facts
        Returns the lesson's named facts; called when a text first needs one.
    """

    def __init__(
        self, blocks: Mapping[str, Any], facts: Callable[[], Mapping[str, Fact]] = dict
    ) -> None:
        self.blocks = blocks
        self._facts = facts

    def __call__(self, block: str, /, **values: Fact) -> str:
        """Return the text with the id ``block``, filled.

        Raises
        ------
        KeyError
            No such block, or a name in it that neither ``values`` nor the facts know.
        """
        text = self.block(block)
        if not isinstance(text, str):
            raise KeyError(f"{block!r} isn't a text.")
        return self.fill(text, **values)

    def block(self, block: str) -> Any:
        """Return what stands under a dotted id: a text, a list or a table, not filled."""
        found: Any = self.blocks
        for part in block.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise KeyError(f"There are no words for {block!r}.")
            found = found[part]
        return found

    def has(self, block: str) -> bool:
        """Whether there are words under a dotted id."""
        try:
            self.block(block)
        except KeyError:
            return False
        return True

    def fill(self, text: str, **values: Fact) -> str:
        """Return ``text`` with its placeholders filled."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            found = values[name] if name in values else self.facts().get(name)
            if found is None:
                raise KeyError(f"There's no fact {name!r}, named in {text[:60]!r}.")
            return shown(found)

        return PLACEHOLDER.sub(value, text)

    def fill_all(self, part: Any, **values: Fact) -> Any:
        """Return a table, list or text with every text in it filled."""
        if isinstance(part, str):
            return self.fill(part, **values)
        if isinstance(part, Mapping):
            return {key: self.fill_all(item, **values) for key, item in part.items()}
        if isinstance(part, list):
            return [self.fill_all(item, **values) for item in part]
        return part

    def facts(self) -> Mapping[str, Fact]:
        """Return the lesson's named facts."""
        return self._facts()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text with its id; the parts of a list are numbered from 0."""
        yield from _texts("", self.blocks)


def shown(value: Fact) -> str:
    """Return a fact as it stands in a text.

    Raises
    ------
    TypeError
        For a float: how many digits a reader sees is decided where the fact is named.
    """
    if isinstance(value, str):
        return value
    if type(value) is not int:
        raise TypeError(f"A fact is a whole number or a text, not {value!r}.")
    return f"{value:,}"


@lru_cache
def words_of(lesson: str) -> Wording:
    """Return the words of a lesson, or of another room of the package ("start").

    Raises
    ------
    FileNotFoundError
        It has no ``words.toml``.
    """
    package = f"{LESSONS}.{lesson}" if lesson in lesson_names() else f"doneenough.{lesson}"
    text = (resources.files(package) / WORDS).read_text(encoding="utf-8")

    @lru_cache
    def facts() -> Mapping[str, Fact]:
        return Facts(importlib.import_module(f"{package}.facts").facts())

    return Wording(tomllib.loads(text), facts)


def _texts(start: str, part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield start, part
        return
    if isinstance(part, Mapping | list):
        items = part.items() if isinstance(part, Mapping) else enumerate(part)
        for key, item in items:
            yield from _texts(f"{start}.{key}" if start else f"{key}", item)
