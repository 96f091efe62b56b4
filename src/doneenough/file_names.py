"""Names of files that come from anywhere: which ones every system takes, and how to show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SIGNS = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.I)


def is_plain(part: str) -> bool:
    """Whether every system takes this for the name of one file that is not hidden."""
    return (
        part != ""
        and part.isprintable()
        and not _SIGNS.search(part)
        and part[0] not in ". "
        and part[-1] not in ". "
        and not _DEVICES.fullmatch(part)
        and len(part.encode("utf-8", "surrogatepass")) <= 200
    )


LONGEST_ID = 128
"""Longest id that nbgrader's gradebook keeps, in characters."""
_MEANT = frozenset('*?[]{}$`!&;#%^+~=<>:"/\\|')
"""Signs that mean something to a shell, a pattern, a path or an address."""


def why_no_id(text: str) -> str:
    """Say why ``text`` cannot be a learner's id, or return nothing.

    An id is a folder's name, a word on a command line and a column of a database, and
    nbgrader looks for files by it as a pattern: to none of them may it mean more than itself.
    """
    meant = [sign for sign in dict.fromkeys(text) if sign in _MEANT]
    if meant:
        return f"To a shell, a pattern or a path it means something else: {' '.join(meant)}"
    if len(text) > LONGEST_ID:
        return f"It has {len(text)} letters; at most {LONGEST_ID} are kept."
    if text and not (text[0].isalnum() or text[0] in "_'("):
        return "It begins with no letter and no digit."
    return "" if is_plain(text) else "Not every computer takes it for the name of a folder."


def same_name(name: str) -> str:
    """Return what some computers take ``name`` for: two names with the same clash there."""
    return unicodedata.normalize("NFC", name).casefold()


def find_clash(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that some computer takes for one."""
    seen: dict[str, str] = {}
    for name in names:
        key = same_name(name)
        if key in seen:
            return seen[key], name
        seen[key] = name
    return None


def shown(name: str) -> str:
    """Return a stranger's name as it may be shown, in a terminal too."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:60])


_DROPPED = re.compile("[\"&<>|:/\\\\'`\u00b4\u02bc\u02b9\u2018\u2019\u201b\u2032\uff07]")
"""Apostrophes in all their forms, and what Moodle leaves out of a person's name."""


def as_typed(text: str) -> str:
    """Return what is the same for all ways in which people type one name or id.

    Capitals, spaces, "_" for a space, apostrophes and both forms of an accent make no
    difference.
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = _DROPPED.sub("", text).replace("_", " ")
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def means(typed: str, learner: str) -> bool:
    """Whether somebody who typed this as her id is the learner with an id.

    Spaces make no difference, and neither does it when one of the two is an e-mail address and
    the other is what stands before its "@": Moodle's list has often nothing but addresses.
    """
    ids = [as_typed(text).replace(" ", "") for text in (typed, learner)]
    if ids[0] == ids[1]:
        return True
    names = [text.partition("@")[0] for text in ids]
    return sum("@" in text for text in ids) == 1 and names[0] == names[1] != ""
