"""How the course sounds: what a machine can find of a text that reads as if translated.

From the folder ``tests``, with parts of paths to look at only these files::

    python -m shared.voice lessons/drift course/10

prints every hit with its place, then a count for each pattern. ``voice.toml`` holds the
words that have one name, and the few places where a hit is right, with the reason.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from shared.language import mean_sentence
from shared.texts import ROOT, Text, texts, whole

SENTENCE = (9, 14)
"""Words in a sentence, on average over a notebook or the words of a lesson."""
_PERIOD = r"(?:day|night|week|month|year|morning|evening|quarter|Monday|Friday|July)"
_NUMBER = r"(?:\d+(?:[,.]\d+)*|one|two|three|four|five|ten)"
_END = r"(?![.,;:!?)\u201d\u2026]| *$)"
_NOUN = r"[a-z][a-z\u2019'-]*"
_A = r"(?:the |a |an |its |your |all |one )?"
PATTERNS = {
    "position verb for “is”": r"(?<!as it )(?<!where you )(?<!Where you )"
    r"\b(?:stands?|standing|stood|lies?|lying|lay)\b(?![-\u2019'])"
    r"(?! (?:in for|for|up|out|by you)\b)(?! in(?:[.,]|$))",
    "from N on": rf"\b[Ff]rom (?:the )?(?:{_NUMBER}|first|{_NOUN}day)(?: {_NOUN}){{0,2}} on\b"
    rf"|\b(?:sign|accept|pass)(?:s|es|ed)? from\b|\bfrom {_NUMBER} right\b",
    "free “who”": r"(?:^|(?<=[.!?:;] )|(?<=[.!?]\u201d ))Who [a-z][^.!?\n]*[.;]",
    "shall": r"\b[Ss]hall\b",
    "mend": r"\b[Mm]end(?:s|ed|ing)?\b",
    "each week": rf"\b[Ee]ach {_PERIOD}s?\b",
    "stacked “of”": rf"\bof {_A}{_NOUN} of {_A}{_NOUN}\b",
    "-body": r"\b(?:[Ss]ome|[Nn]o|[Ee]very|[Aa]ny)body\b",
    "need not": r"\bneedn[\u2019']t\b|\b[Nn]eed not\b|\bneeds? to \w+ no\b",
    "full form: not": r"\b(?:do|does|did|is|are|was|were|will|would|has|have|had|should|could|can) "
    r"not\b|\bcannot\b",
    "full form: is, are, will": r"\b(?<!above )(?<!what )(?<!everything )(?<!easy )"
    rf"(?:[Ii]t|[Tt]here|[Hh]ere|[Hh]e|[Ss]he) is\b{_END}"
    rf"|(?:^|(?<=[.!?:] )|(?<=\u201c))That is\b{_END}|\b[Ll]et us\b"
    rf"|\b(?:[Yy]ou|[Ww]e|[Tt]hey) are\b{_END}|\bI am\b{_END}"
    r"|\b(?:I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t) will\b"
    r"|\b(?:I|[Yy]ou|[Ww]e|[Tt]hey) have (?:been|got|seen|made|done|\w{2,}ed)\b",
    "95 %": r"\d %",
    "22,000 euros": r"\d euros\b",
    "dear": r"\bdear(?:er|est|ly)?\b|\bDear(?:er|est)\b",
    "what follows": r"\b[Ww]hat (?:may |can |must )?follows?\b|\b(?:after|on|of) a miss\b",
    "today's habit": r"\b[Tt]oday[\u2019']s (?:habit|way)\b",
    "loop back": r"\b[Ll]oop(?:s|ed|ing)? back\b",
    "the lead": r"\b[Tt]he lead\b",
    "final “, too”": r", too[.:;,]",
    "“Yes.” first": r"^(?:Yes|A natural thought)\.",
}
"""Names of the patterns, and how each is found."""


@dataclass(frozen=True)
class Hit:
    """A pattern found in a text."""

    pattern: str
    text: Text
    found: str
    around: str

    def __str__(self) -> str:
        return f"{self.text}: {self.pattern}: …{self.around}…"


@lru_cache
def settings() -> dict[str, Any]:
    """Return ``voice.toml``: ``name`` (one name for one thing) and ``exception``."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@lru_cache
def compiled() -> dict[str, re.Pattern[str]]:
    """Return all patterns by name, with the words that have another name."""
    named = {
        f"say “{name['prefer']}”": rf"(?i)\b(?:{'|'.join(name['avoid'])})\b"
        for name in settings()["name"]
    }
    return {name: re.compile(pattern, re.MULTILINE) for name, pattern in (PATTERNS | named).items()}


def hits(read: Iterable[Text]) -> Iterator[Hit]:
    """Yield every pattern found that no exception allows."""
    for text in read:
        for name, pattern in compiled().items():
            for found in pattern.finditer(text.says):
                around = text.says[max(found.start() - 30, 0) : found.end() + 30]
                hit = Hit(name, text, found.group(), around.replace("\n", " / "))
                if not any(allows(exception, hit) for exception in settings()["exception"]):
                    yield hit


def allows(exception: dict[str, str], hit: Hit) -> bool:
    """Whether an exception of ``voice.toml`` is meant for this hit.

    Its ``pattern`` and ``where`` (the file, a colon, the place) may hold ``*``; ``says``,
    if there, stands in the text around the hit.
    """
    return (
        fnmatchcase(hit.pattern, exception.get("pattern", "*"))
        and fnmatchcase(str(hit.text), exception.get("where", "*"))
        and exception.get("says", "") in hit.around
    )


def rhythm(read: Iterable[Text]) -> Iterator[str]:
    """Say which notebook or file of words has sentences too short or too long on average."""
    for path, said in whole(read).items():
        if path.endswith((".ipynb", "words.toml")):
            mean = mean_sentence(said)
            if not SENTENCE[0] <= mean <= SENTENCE[1]:
                yield f"{path}: {mean:.1f} words in a sentence; {SENTENCE[0]} to {SENTENCE[1]}"


def main(parts: Sequence[str], root: Path = ROOT) -> int:
    """Print what is found in the files whose path holds one of ``parts``, or in all."""
    read = [text for text in texts(root) if not parts or any(part in text.path for part in parts)]
    found = list(hits(read))
    for hit in found:
        print(hit)
    print(*rhythm(read), sep="\n")
    for name, count in Counter(hit.pattern for hit in found).most_common():
        print(f"{count:5}  {name}")
    print(f"{len(found):5}  in all")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
