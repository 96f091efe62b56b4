"""Text that comes from anywhere, without what could move a cursor, hide or turn words round."""

from __future__ import annotations

import re
import unicodedata

_HARM = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, signs that turn the direction of writing, and half characters."""
_JOINERS = "\u200c\u200d"
"""Invisible, and part of honest words: Persian and Hindi are written with them."""


def visible(text: str) -> str:
    """Return ``text``, of any number of lines, as a page may show it and a database keep it."""
    return text if text.isprintable() else _HARM.sub(_instead, text)


def one_line(text: str) -> str:
    """Return ``text`` as one line, without any invisible sign but those that join letters."""
    return text if text.isprintable() else "".join(map(_in_line, text))


def _instead(found: re.Match[str]) -> str:
    return _in_line(found[0])


def _in_line(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cs":
        return "?"
    if kind in ("Cc", "Zl", "Zp"):
        return " " if sign.isspace() else ""
    return "" if kind == "Cf" and sign not in _JOINERS else sign
