"""Source as people type and paste it, turned into the source they meant.

Word processors, chats and tablets put other quotes, spaces and signs than Python knows. What
can mean only one thing is read so; the rest is named, sign by sign.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4\uff07"
_JOINERS = "\u200c\u200d"
"""Invisible, and part of honest words: Persian and Hindi are written with them."""
_DASHES = "\u2212\u2013\u2012\u2010\u2011"
_MAGIC = re.compile(r"[ \t]*(%(?!%)\s*[A-Za-z]|%%(time|timeit|capture|prun)\b|!)")
"""A line of a notebook that is no Python; other %% lines make all of the cell none."""
_ANY_MAGIC = re.compile(r"\s*(%%?\w+|!)")
_GROUPED = re.compile(
    r"(?P<before>[:\[,(=]\s*)(?P<number>\d{1,3}(?:(?P<sign>[ ,'\u2019\u00a0\u2009\u202f])\d{3})"
    r"(?:(?P=sign)\d{3})*)(?P<after>\s*(?:,?\s*(?:#.*)?$|,?\s*[}\])]|,\s*[\"'\u201c\u201d]))",
    re.M,
)
_NUMBER = re.compile(
    r"[:=]\s*(?P<before>[^\s\w\"'\u201c\u201d{}\[\](),+*/<>=-]?)\s*(?P<number>\d[\d.,]*)"
    r"\s*(?P<after>[^\s\w,}\]).#:+*/<>=-]|[a-zA-Z\u20ac]+)?"
)
_KINDS = {
    "quotes": "curly quotes",
    "spaces": "invisible spaces",
    "signs": "characters from a different alphabet",
    "numbers": "numbers in groups",
    "lines": "a line that isn't an answer",
}


@dataclass(frozen=True)
class Typed:
    """A source as it was meant; ``kinds`` says in words what was put right."""

    text: str
    kinds: tuple[str, ...] = ()


def as_meant(source: str) -> Typed:
    """Return the source that was meant; the same one where nothing had to be put right."""
    found: dict[str, None] = {}
    lines = []
    for line in source.splitlines():
        if _MAGIC.match(line):
            found["lines"] = None
            lines.append("")
        else:
            lines.append(line)
    text = "\n".join(lines)

    def joined(match: re.Match[str]) -> str:
        # Where a comma parts two numbers, it may part two items of a list.
        if match["sign"] == "," and not match["before"].startswith(":"):
            return match[0]
        found["numbers"] = None
        return match["before"] + re.sub(r"\D", "", match["number"]) + match["after"]

    text = _GROUPED.sub(joined, text)
    if not text.isascii():
        text = _straightened(text, found)
    return Typed(text, tuple(_KINDS[kind] for kind in found))


def clean(text: str) -> str:
    """Return a text inside an answer without what nobody sees, and with plain spaces."""
    if text.isascii():
        return text
    return "".join(_seen(sign) for sign in text)


def about_signs(source: str) -> str:
    """Name the first sign in a source that Python does not read, or return nothing."""
    for number, line in enumerate(source.splitlines(), start=1):
        code = line.partition("#")[0]
        if _ANY_MAGIC.match(code):
            word = code.split()[0]
            return f"Line {number} starts with {word}, which isn't part of an answer. Delete it."
        for sign in code:
            if sign.isascii():
                continue
            if told := _about(sign):
                return f"Line {number} contains {told}"
        if (odd := _NUMBER.search(code)) and (sign := odd["before"] or odd["after"]):
            return (
                f"Line {number} contains {sign} beside the number {odd['number']}. Write "
                "numbers as digits only, without commas, % or words."
            )
        if odd and "," in odd["number"].rstrip(","):
            return (
                f"Line {number} has the number {odd['number'].rstrip(',')} with a comma in it. "
                "Write it without the comma."
            )
    return ""


def number_meant(text: str) -> int | None:
    """Return the whole number that a text can only mean, or None."""
    found = _WHOLE.fullmatch(clean(text).strip())
    return int(re.sub(r"\D", "", found["number"])) if found and len(found[0]) < 60 else None


_WHOLE = re.compile(
    r"[^\d]*?(?P<number>\d{1,3}(?:([ .,'\u2019])\d{3})(?:\2\d{3})*|\d{1,9})(?:[.,]0{1,2})?"
    r"(?:\s*[^\d\s.,][^\d]*)?"
)


def _straightened(text: str, found: dict[str, None]) -> str:
    """Replace what Python does not know outside of texts, and what nobody sees in them."""
    made: list[str] = []
    closing = ""
    at = 0
    while at < len(text):
        sign = text[at]
        at += 1
        if closing:
            at = _in_text(text, at, sign, made, found, closing)
            if made[-1] == "\0":
                made.pop()
                closing = ""
        elif sign == "#":
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            made.append(text[at - 1 : end])
            at = end
        elif sign in "\"'":
            closing = sign
            made.append(sign)
        elif sign in _DOUBLE or sign in _SINGLE:
            found["quotes"] = None
            closing = _DOUBLE if sign in _DOUBLE else _SINGLE
            made.append('"')
        else:
            made.append(_outside(text, at - 1, sign, found))
    return "".join(made)


def _in_text(
    text: str, at: int, sign: str, made: list[str], found: dict[str, None], closing: str
) -> int:
    """Take one sign of a quoted text; a zero sign on ``made`` says that the text has ended."""
    curly = len(closing) > 1
    if sign == "\\" and not curly:
        made.append(text[at - 1 : at + 1])
        return at + 1
    if sign == "\n" or (not curly and sign == closing):
        made += [sign, "\0"]
    elif curly and (sign in closing or sign == ('"' if closing == _DOUBLE else "'")):
        made += ['"', "\0"]
    elif curly and sign == '"':
        made.append('\\"')
    elif not curly and _closes_instead(text, at, sign, closing):
        found["quotes"] = None
        made += [closing, "\0"]
    else:
        shown = _seen(sign)
        if shown != sign:
            found["spaces"] = None
        made.append(shown)
    return at


def _closes_instead(text: str, at: int, sign: str, closing: str) -> bool:
    """Whether a curly quote ends a text that a straight one began: then none follows it."""
    if sign not in (_DOUBLE if closing == '"' else _SINGLE):
        return False
    line = text[at:].split("\n", 1)[0]
    return re.match(r"\s*[:,}\])]|\s*$", line) is not None


def _outside(text: str, at: int, sign: str, found: dict[str, None]) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cf":
        found["spaces"] = None
        return ""
    if kind in ("Zs", "Zl", "Zp"):
        found["spaces"] = None
        return " " if kind == "Zs" else "\n"
    if "\uff01" <= sign <= "\uff5e":
        found["signs"] = None
        return chr(ord(sign) - 0xFEE0)
    if kind == "Nd":
        found["signs"] = None
        return str(unicodedata.decimal(sign))
    if sign in _DASHES and text[at + 1 : at + 2].isdigit():
        found["signs"] = None
        return "-"
    return sign


def _seen(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    return "" if kind == "Cf" and sign not in _JOINERS else sign


def _about(sign: str) -> str:
    if sign in _DOUBLE or sign in _SINGLE:
        plain = '"' if sign in _DOUBLE else "'"
        return f"the curly quote {sign} where Python reads only a straight one: {plain}"
    kind = unicodedata.category(sign)
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    if kind in ("Cf", "Zs", "Zl", "Zp"):
        return f"an invisible sign ({name}). Delete the line and type it again."
    if sign in _DASHES:
        return f"the dash {sign}. A negative number begins with the sign on your keyboard: -"
    if "\uff01" <= sign <= "\uff5e" or kind.startswith(("P", "S")):
        return f"the sign {sign} ({name}), which Python doesn't read here."
    return ""
