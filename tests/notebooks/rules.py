"""The rules that every committed notebook keeps.

A rule takes a :class:`Book` and returns what is wrong, in words; nothing means good.
``test_rules.py`` shows each rule failing on a notebook broken on purpose,
``test_hygiene.py`` applies them to all notebooks there are.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import mistune
import nbformat
import terms
from nbgrader.nbgraderformat import (
    MetadataValidator,
    SchemaTooNewError,
    SchemaTooOldError,
    ValidationError,
)

from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import exercises, prose
from doneenough.core.wording import shown, words_of
from doneenough.grading.master import CHECK
from doneenough.lab.work import GLOSSARY
from doneenough.release import KERNELSPEC
from doneenough.start import glossary
from shared.language import NAME_BOX, forbidden_words, mean_sentence, text_of_html, words

LONGEST_LINE = 88
"""Longest visible line of code, in characters: what fits beside a file browser."""
LESSON_WORDS = (700, 1300)
"""In the notebook's own text; its experiments add to that."""
LESSON_CELLS = (18, 32)
"""About 25."""
GLOSSARY_LINKS = 8
"""Most links to the glossary in one lesson; with more, nobody follows any."""
SENTENCE = 15
"""Most words in a sentence, on average."""


@dataclass(frozen=True)
class Cell:
    """One cell as it is stored."""

    number: int
    stored: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.stored.get("cell_type"))

    @property
    def source(self) -> str:
        source = self.stored.get("source", "")
        return source if isinstance(source, str) else "".join(source)

    @property
    def metadata(self) -> Mapping[str, Any]:
        return self.stored.get("metadata", {})

    @property
    def nbgrader(self) -> Mapping[str, Any]:
        return self.metadata.get("nbgrader", {})

    @property
    def hidden(self) -> bool:
        return bool(self.metadata.get("jupyter", {}).get("source_hidden"))

    @property
    def is_answer(self) -> bool:
        """Whether a learner fills this cell in."""
        return bool(self.nbgrader.get("solution"))

    @cached_property
    def html(self) -> str:
        """The cell as readers see it, where it is text."""
        return str(_markdown(self.source)) if self.kind == "markdown" else ""

    def __str__(self) -> str:
        return f"cell {self.number} ({self.stored.get('id')})"


_markdown = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])


@dataclass(frozen=True)
class Book:
    """A notebook and what it is checked against.

    ``named`` maps the names of the lesson's facts to what they read; ``points`` maps
    the labels of its graded cells to the points their exercises state; ``glossary`` maps
    the anchor of each entry to all forms of its term.
    """

    path: Path
    content: Mapping[str, Any]
    named: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    glossary: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Book:
        content = json.loads(path.read_text(encoding="utf-8"))
        facts = content.get("metadata", {}).get("doneenough", {})
        lesson = facts.get("lesson", "")
        named = named_facts(lesson or facts.get("kind", ""))
        listed = {entry.anchor: entry.forms for entry in glossary.entries()}
        return cls(path, content, named, points_of(lesson), listed)

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.content.get("metadata", {}).get("doneenough", {})

    @property
    def kind(self) -> str:
        """``"start"``, ``"lesson"`` or ``"assessment"``."""
        return str(self.facts.get("kind"))

    @cached_property
    def cells(self) -> list[Cell]:
        return [Cell(number, cell) for number, cell in enumerate(self.content["cells"], 1)]

    @property
    def texts(self) -> list[Cell]:
        """The cells of text that the course wrote, not the learner."""
        return [cell for cell in self.cells if cell.kind == "markdown" and not cell.is_answer]

    @property
    def prose(self) -> str:
        """What is read in them."""
        return "\n".join(text_of_html(cell.html) for cell in self.texts)


def named_facts(name: str) -> dict[str, str]:
    """Return the facts of a lesson (or of the start page) as they stand in a text."""
    if name not in (*lesson_names(), "start"):
        return {}
    return {fact: shown(value) for fact, value in words_of(name).facts().items()}


def points_of(lesson: str) -> dict[str, float]:
    """Return label -> points of a lesson's graded cells."""
    if lesson not in lesson_names():
        return {}
    automatic = {item.name + CHECK: float(item.points) for item in exercises(lesson)}
    return automatic | {item.name: item.points for item in prose(lesson)}


Problems = Iterator[str]


def is_valid(book: Book) -> Problems:
    """A notebook of the current format, saying what it is."""
    try:
        with warnings.catch_warnings():
            # It warns of missing and doubled ids, which has_ids reports.
            warnings.simplefilter("ignore")
            nbformat.validate(nbformat.from_dict(book.content))
    except nbformat.ValidationError as error:
        yield f"not a valid notebook: {error.message[:100]}"
    if (book.content.get("nbformat"), book.content.get("nbformat_minor")) < (4, 5):
        yield "an old notebook format, without cell ids"
    if book.kind not in ("start", "lesson", "assessment"):
        yield f"unknown kind {book.kind!r}"
    if book.kind != "start" and book.facts.get("lesson") not in lesson_names():
        yield f"unknown lesson {book.facts.get('lesson')!r}"


def is_clean(book: Book) -> Problems:
    """No outputs, no counts, no attachments, no metadata but what is needed."""
    for key in set(book.content.get("metadata", {})) - {"kernelspec", "doneenough"}:
        yield f"notebook metadata {key!r}"
    for cell in book.cells:
        if cell.stored.get("outputs"):
            yield f"{cell} has outputs"
        if cell.stored.get("execution_count") is not None:
            yield f"{cell} has an execution count"
        if "attachments" in cell.stored:
            yield f"{cell} has attachments"
        if not cell.source.strip():
            yield f"{cell} is empty"
        for key in set(cell.metadata) - {
            *("nbgrader", "doneenough", "jupyter", "deletable", "editable")
        }:
            yield f"{cell} has metadata {key!r}"
        if cell.metadata.get("jupyter", {"source_hidden": True}) != {"source_hidden": True}:
            yield f"{cell} has jupyter metadata beside source_hidden"


def has_ids(book: Book) -> Problems:
    """Every cell has an id of its own."""
    ids = [cell.stored.get("id") for cell in book.cells]
    for cell in book.cells:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(cell.stored.get("id") or "")):
            yield f"{cell} has no proper id"
    for identity, count in Counter(ids).items():
        if count > 1:
            yield f"the id {identity} stands there {count} times"


def names_the_kernel(book: Book) -> Problems:
    """Without the kernel's name JupyterLab asks for one."""
    if book.content.get("metadata", {}).get("kernelspec") != KERNELSPEC:
        yield "the kernel is not python3"


class _Parts(HTMLParser):
    """Headings, links, images and name boxes of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.boxes: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._open.append(tag)
        elif tag == "blockquote":
            self.boxes.append("")
            self._open.append(tag)
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "img":
            self.images.append((given.get("src", ""), given.get("alt", "")))
        elif tag == "svg":
            self.images.append(("", given.get("aria-label", "")))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "blockquote" in self._open:
            self.boxes[-1] += data
        elif self._open:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def has_headings_in_order(book: Book) -> Problems:
    """One title, in the first cell, and no level left out."""
    found = [
        (cell, level, text.strip())
        for cell in book.cells
        for level, text in _Parts(cell.html).headings
    ]
    titles = [cell for cell, level, _ in found if level == 1]
    if len(titles) != 1 or titles[0].number != 1:
        yield f"{len(titles)} titles (level 1); there is one, in the first cell"
    before = 0
    for cell, level, text in found:
        if level > before + 1:
            yield f"{cell}: the heading {text!r} leaves out a level"
        if not text:
            yield f"{cell}: an empty heading"
        before = level
    for text, count in Counter(text for _, _, text in found).items():
        if count > 1:
            yield f"the heading {text!r} stands there {count} times"


def keeps_to_the_words(book: Book) -> Problems:
    """Words learners should not meet; one may stand in a box that introduces its name."""
    for cell in book.cells:
        if cell.kind == "markdown":
            found = forbidden_words(text_of_html(cell.html))
            for box in _Parts(cell.html).boxes:
                if box.strip().lower().startswith(NAME_BOX) and forbidden_words(box):
                    found.remove(forbidden_words(box)[0])
        else:
            found = forbidden_words(" ".join(_comments(cell.source)))
        if found:
            yield f"{cell} says {', '.join(found)}"


def _comments(source: str) -> list[str]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return source.splitlines()
    return [item.string for item in tokens if item.type in (tokenize.COMMENT, tokenize.STRING)]


def has_short_sentences(book: Book) -> Problems:
    """At most 15 words, on average."""
    mean = mean_sentence(book.prose)
    if mean > SENTENCE:
        yield f"a sentence has {mean:.1f} words on average"
    if not mean:
        yield "no sentence at all"


def keeps_to_the_budget(book: Book) -> Problems:
    """A lesson fits into its 45 minutes."""
    if book.kind != "lesson":
        return
    count = len(words(book.prose))
    if not LESSON_WORDS[0] <= count <= LESSON_WORDS[1]:
        yield f"{count} words; a lesson has {LESSON_WORDS[0]} to {LESSON_WORDS[1]}"
    if not LESSON_CELLS[0] <= len(book.cells) <= LESSON_CELLS[1]:
        yield f"{len(book.cells)} cells; a lesson has about 25"


def shows_one_readable_line(book: Book) -> Problems:
    """Visible code is one short line; code not worth reading is collapsed."""
    for cell in book.cells:
        if cell.kind != "code" or cell.hidden or cell.is_answer:
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        code = [line for line in lines if not line.startswith("#")]
        if len(code) != 1:
            yield f"{cell} shows {len(code)} lines of code"
        if max(map(len, lines), default=0) > LONGEST_LINE:
            yield f"{cell} shows a line of more than {LONGEST_LINE} characters"
        if re.search(r"lambda|\bfor\b|\bif\b|;|__|\[|%|!", "".join(code)):
            yield f"{cell} shows code that nobody wants to read: {code[0][:40]}"


def explains_hidden_code(book: Book) -> Problems:
    """A collapsed cell shows its first line only: a comment in plain words."""
    for cell in book.cells:
        if not cell.hidden:
            continue
        if cell.kind != "code":
            yield f"{cell} hides text"
        first = cell.source.splitlines()[0] if cell.source else ""
        plain = re.fullmatch(r"# [A-Z][\w ,\u2019'-]+\.?", first)
        if not plain or len(words(first)) < 3 or "_" in first:
            yield f"{cell} is collapsed and does not begin with a comment in plain words"


def parses(book: Book) -> Problems:
    """All code is Python."""
    for cell in book.cells:
        if cell.kind == "code":
            try:
                ast.parse(cell.source)
            except SyntaxError as error:
                yield f"{cell} is not Python: {error.msg}"


def has_links_that_lead_somewhere(book: Book) -> Problems:
    """Relative links lead to files that learners have, also in their own folder."""
    for cell in book.cells:
        for link in _Parts(cell.html).links:
            parts = urlsplit(link)
            if parts.scheme in ("https", "mailto"):
                continue
            if parts.scheme:
                yield f"{cell}: the link {link} is not https"
            elif not parts.path:
                if unquote(parts.fragment) not in _anchors(book):
                    yield f"{cell}: the link {link} leads to no heading here"
            else:
                yield from _missing(book, cell, parts.path)


def _missing(book: Book, cell: Cell, path: str) -> Problems:
    """Say what is wrong with a relative path.

    Learners open copies in their own folder, which holds the notebooks and the glossary
    of course/ and all of assessments/.
    """
    root = book.path.parents[1 if book.kind != "assessment" else 2].resolve()
    target = (book.path.parent / unquote(path)).resolve()
    copied = target.is_relative_to(root / "assessments") or (
        target.parent == root / "course" and (target.suffix == ".ipynb" or target.name == GLOSSARY)
    )
    # What lies beside a master is released with it.
    beside = book.kind == "assessment" and target.parent == book.path.parent.resolve()
    if not target.is_file():
        yield f"{cell}: {path} leads nowhere"
    elif not (copied or beside):
        yield f"{cell}: learners have no copy of {path} in their own folder"


def _anchors(book: Book) -> set[str]:
    return {
        text.strip().replace(" ", "-")
        for cell in book.cells
        for _, text in _Parts(cell.html).headings
    }


def links_to_entries_of_the_glossary(book: Book) -> Problems:
    """A link to the glossary finds its entry, and reads as one of its forms."""
    for cell in book.cells:
        for use in terms.uses(cell.html):
            if use.anchor is None:
                continue
            if use.anchor and use.anchor not in book.glossary:
                yield f"{cell}: the glossary has no entry {use.anchor!r}"
            elif use.anchor and use.anchor not in terms.terms_in(use.words, book.glossary):
                yield f"{cell}: the link to {use.anchor!r} reads {use.words!r}"


def links_each_term_once(book: Book) -> Problems:
    """A lesson links a term of the glossary where it first uses it, and only there."""
    if book.kind != "lesson":
        return
    seen: set[str] = set()
    linked = Counter[str]()
    for cell in book.texts:
        for use in terms.uses(cell.html):
            found = set(terms.terms_in(use.words, book.glossary))
            if use.anchor is None:
                for term in sorted(found - seen):
                    yield f"{cell} uses {term!r} for the first time, without a link"
            else:
                linked[use.anchor] += 1
            seen |= found
    for term, count in linked.items():
        if count > 1:
            yield f"{term!r} is linked {count} times"
    if linked.total() > GLOSSARY_LINKS:
        yield f"{linked.total()} links to the glossary; {GLOSSARY_LINKS} are enough"


def has_images_with_words(book: Book) -> Problems:
    """Each image in the text has a text alternative and comes with the notebook."""
    for cell in book.cells:
        for source, alt in _Parts(cell.html).images:
            if len(words(alt)) < 2:
                yield f"{cell}: an image without a text alternative"
            if urlsplit(source).scheme not in ("", "data"):
                yield f"{cell}: the image {source[:40]} lies elsewhere"
            elif source and not urlsplit(source).scheme:
                yield from _missing(book, cell, source)


def has_the_points_of_its_exercises(book: Book) -> Problems:
    """Points in the metadata are those the exercises state; every exercise is there."""
    if book.kind != "assessment":
        return
    found = {
        str(cell.nbgrader.get("grade_id")): cell.nbgrader.get("points")
        for cell in book.cells
        if cell.nbgrader.get("grade")
    }
    for label in book.points.keys() | found.keys():
        if found.get(label) != book.points.get(label):
            yield f"{label}: {found.get(label)} points, its exercise: {book.points.get(label)}"


def states_points_once(book: Book) -> Problems:
    """Points stand in the exercises alone, so that text and points cannot differ."""
    for cell in book.texts:
        for found in re.findall(
            r"\b\d+(?:\.\d+)? (?:of \d+ )?points?\b(?! better| worse| higher| lower)"
            r"|\bpoints?: ?\d+|\bworth \d+",
            text_of_html(cell.html),
        ):
            yield f"{cell} states points: {found}"


def is_well_formed_for_nbgrader(book: Book) -> Problems:
    """What nbgrader itself would refuse, and what would silently cost points."""
    labelled = [cell for cell in book.cells if "nbgrader" in cell.metadata]
    if book.kind != "assessment":
        yield from (f"{cell} belongs to nbgrader, in a {book.kind}" for cell in labelled)
        return
    try:
        MetadataValidator().validate_nb(nbformat.from_dict(book.content))
    except (ValidationError, SchemaTooOldError, SchemaTooNewError, KeyError) as error:
        yield f"nbgrader refuses it: {error}"
    for label, count in Counter(cell.nbgrader.get("grade_id") for cell in labelled).items():
        if count > 1:
            yield f"the label {label} stands there {count} times"
    for cell in labelled:
        facts = cell.nbgrader
        answer = (facts.get("solution"), facts.get("locked"), facts.get("grade"))
        if facts.get("schema_version") != 3 or facts.get("task"):
            yield f"{cell} is of an unknown form"
        expected = {
            (True, False, cell.kind == "markdown"),  # an answer
            (False, True, "points" in facts),  # a check, or a part to read
        }
        if answer not in expected:
            yield f"{cell} is neither an answer nor locked"
    for cell in book.cells:
        if cell.kind == "code" and not cell.nbgrader:
            yield f"{cell} is not locked"


NUMBER = re.compile(r"(?<![\w.,:])\d[\d.,:]*\d(?!\w)")
DIGITS = re.compile(r"(?<![\w.,:])\d(?:[\d.,:]*\d)?(?!\w)")
_TIME = re.compile(r"^\d{1,2}:\d{2}$")


def numbers_in(text: str) -> Iterator[str]:
    """Yield every number of two or more digits in a text.

    Times of day and years in brackets belong to the story and the sources; "of 100" and
    "in 100" are a way to count.
    """
    for found in NUMBER.finditer(text):
        number = found.group()
        if number == "100" and text[: found.start()].lower().endswith(("of ", "in ")):
            continue
        year = re.fullmatch(r"\d{4}", number) and text[found.start() - 1] == "("
        if not (_TIME.match(number) or year):
            yield number


def quotation_faults(text: str, names: Sequence[str], named: Mapping[str, str]) -> Problems:
    """Compare the numbers of a text with the facts that it says it quotes."""
    for name in names:
        if name not in named:
            yield f"names the fact {name!r}, which the lesson does not have"
        elif not set(DIGITS.findall(named[name])) <= set(DIGITS.findall(text)):
            yield f"names the fact {name!r}, which is {named[name]}, but does not say it"
    known = {number for name in names for number in NUMBER.findall(named.get(name, ""))}
    for number in dict.fromkeys(numbers_in(text)):
        if number not in known:
            fitting = [name for name, value in named.items() if number in NUMBER.findall(value)]
            hint = f"; perhaps {', '.join(fitting)}" if fitting else ""
            yield f"quotes {number}, which none of its named facts is{hint}"


def facts_named(sheet: str) -> list[str]:
    """Return the facts that a sheet of Markdown says it quotes, in a comment at its end."""
    found = re.search(r"<!-- facts: ([\w, ]+) -->", sheet)
    return found[1].split(", ") if found else []


def quotes_only_computed_numbers(book: Book) -> Problems:
    """A cell of text names the facts whose numbers it quotes (metadata ``doneenough.facts``)."""
    for cell in book.texts:
        names = cell.metadata.get("doneenough", {}).get("facts", [])
        for fault in quotation_faults(text_of_html(cell.html), names, book.named):
            yield f"{cell} {fault}"


def names_no_machine(book: Book) -> Problems:
    """No place on somebody's computer stands in a notebook."""
    text = json.dumps(book.content, ensure_ascii=False)
    for found in re.findall(r"(?:/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\)[\w.-]*", text):
        yield f"names a place on a computer: {found}"


RULES: tuple[Callable[[Book], Problems], ...] = (
    is_valid,
    is_clean,
    has_ids,
    names_the_kernel,
    has_headings_in_order,
    keeps_to_the_words,
    has_short_sentences,
    keeps_to_the_budget,
    shows_one_readable_line,
    explains_hidden_code,
    parses,
    has_links_that_lead_somewhere,
    links_to_entries_of_the_glossary,
    links_each_term_once,
    has_images_with_words,
    has_the_points_of_its_exercises,
    states_points_once,
    is_well_formed_for_nbgrader,
    quotes_only_computed_numbers,
    names_no_machine,
)
