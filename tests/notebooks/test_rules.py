"""Each rule fails on a notebook broken on purpose, and only that one does."""

from __future__ import annotations

import copy
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rules
from rules import Book

from doneenough.core.lesson_files import lesson_names
from doneenough.core.registry import exercises
from doneenough.grading.master import CHECK, Master
from doneenough.release import KERNELSPEC

Content = dict[str, Any]
GLOSSARY = {
    "label": ("label", "labels"),
    "data-drift": ("data drift",),
    "drift": ("drift",),
    **{f"word-{letter}": (f"word {letter}",) for letter in "abcdefgh"},
}
FILLER = "The experts check fresh letters, and you read what comes out of it. " * 10


def text(identity: str, source: str, **metadata: Any) -> Content:
    return {"cell_type": "markdown", "id": identity, "metadata": metadata, "source": source}


def code(identity: str, source: str, **metadata: Any) -> Content:
    return {
        "cell_type": "code",
        "id": identity,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def lesson() -> Content:
    """A lesson without a fault."""
    hidden = {"jupyter": {"source_hidden": True}}
    cells = [
        text(
            "title",
            "# Is it enough?\n\nYou decide after 45 minutes. It is 9:10 (1934).",
            doneenough={"facts": ["minutes"]},
        ),
        code("open", "# Opens the lesson\nfrom doneenough.lessons import evidence", **hidden),
        text("case", f"## The case and its label\n\n{FILLER}"),
        text("term", "A [label](glossary.md#label) may be `drift`. Labels are dear."),
        code("run", "evidence.explore_sign_off()"),
        text("deeper", "### Why so?\n\n> **The name for this:** a *stochastic* model."),
        *(text(f"part-{n}", f"## Part {n}\n\n{FILLER}") for n in range(1, 7)),
        *(code(f"run-{n}", "evidence.explain()") for n in range(1, 7)),
        text("picture", '## A picture\n\n<svg role="img" aria-label="Two crowds"></svg>'),
        text(
            "bye",
            "## Next\n\nBack to the [start](00_start.ipynb), [case](#The-case-and-its-label).",
        ),
    ]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": dict(KERNELSPEC),
            "doneenough": {"schema": 1, "kind": "lesson", "lesson": lesson_names()[0]},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def assessment() -> Content:
    """A master without a fault."""
    name = lesson_names()[0]
    content = Master.of_lesson(name).copy()
    content["metadata"]["kernelspec"] = dict(KERNELSPEC)
    points = rules.points_of(name)
    for cell in content["cells"]:
        label = cell["metadata"]["nbgrader"]["grade_id"]
        answer = not label.endswith(CHECK)
        facts = {
            "grade": label in points,
            "grade_id": label,
            "locked": not answer,
            "schema_version": 3,
            "solution": answer,
            "task": False,
        }
        if label in points:
            facts["points"] = points[label]
        cell["metadata"] = {"nbgrader": facts}
    opening = "# An assessment\n\nYou decide and see what follows.\n\n![Two crowds](two.svg)"
    content["cells"].insert(0, text("title", opening))
    return content


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "course").mkdir()
    (tmp_path / "solutions" / "05").mkdir(parents=True)
    (tmp_path / "course" / "00_start.ipynb").write_text("{}")
    (tmp_path / "course" / "notes.md").write_text("for instructors")
    (tmp_path / "course" / "glossary.md").write_text("# Glossary")
    (tmp_path / "course" / "two.svg").write_text("<svg/>")
    (tmp_path / "solutions" / "05" / "two.svg").write_text("<svg/>")
    (tmp_path / "README.md").write_text("not copied for learners")
    return tmp_path


def book(course: Path, content: Content) -> Book:
    # Through JSON, as it would be committed.
    content = json.loads(json.dumps(content))
    if content["metadata"].get("doneenough", {}).get("kind") == "assessment":
        path, points = course / "solutions" / "05" / "05.ipynb", rules.points_of(lesson_names()[0])
    else:
        path, points = course / "course" / "05.ipynb", {}
    return Book(path, content, {"minutes": "45"}, points, GLOSSARY)


def complaints(book: Book) -> dict[str, list[str]]:
    found = {rule.__name__: list(rule(book)) for rule in rules.RULES}
    return {name: problems for name, problems in found.items() if problems}


@pytest.mark.parametrize("good", [lesson, assessment])
def test_a_good_notebook_has_no_complaints(course, good):
    assert complaints(book(course, good())) == {}


Change = Callable[[Content], Any]
FAULTS: list[tuple[str, Callable[[], Content], Change]] = []


def fault(rule: str, good: Callable[[], Content] = lesson) -> Callable[[Change], Change]:
    """Note a way to break a good notebook, and the rule that must notice."""

    def note(change: Change) -> Change:
        FAULTS.append((rule, good, change))
        return change

    return note


def cell(content: Content, identity: str) -> Content:
    return next(item for item in content["cells"] if item["id"] == identity)


def say(words: str, identity: str = "case") -> Change:
    """Return a change that adds words to a text cell."""

    def change(content: Content) -> None:
        cell(content, identity)["source"] += words

    return change


def put(identity: str, source: str) -> Change:
    """Return a change that replaces what a cell says."""

    def change(content: Content) -> None:
        cell(content, identity)["source"] = source

    return change


def mark(identity: str, **facts: Any) -> Change:
    """Return a change of nbgrader's metadata; None deletes."""

    def change(content: Content) -> None:
        metadata = cell(content, identity)["metadata"]["nbgrader"]
        metadata.update(facts)
        for name in [name for name, value in facts.items() if value is None]:
            del metadata[name]

    return change


def set_in(*path: Any, to: Any) -> Change:
    """Return a change of one entry, found by keys and positions."""

    def change(content: Content) -> None:
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = to

    return change


STREAM = {"output_type": "stream", "name": "stdout", "text": "left over"}
fault("is_valid")(set_in("nbformat_minor", to=4))
fault("is_valid")(set_in("metadata", "doneenough", "kind", to="poem"))
fault("is_valid")(set_in("metadata", "doneenough", "lesson", to="nothing"))
fault("is_valid")(lambda content: content["cells"][1].pop("outputs"))
fault("is_clean")(set_in("cells", 1, "outputs", to=[STREAM]))
fault("is_clean")(set_in("cells", 1, "execution_count", to=3))
fault("is_clean")(set_in("cells", 0, "attachments", to={}))
fault("is_clean")(set_in("cells", 0, "metadata", "tags", to=["noise"]))
fault("is_clean")(set_in("cells", 1, "metadata", "jupyter", "outputs_hidden", to=True))
fault("is_clean")(set_in("metadata", "language_info", to={"name": "python"}))
fault("is_clean")(put("run", "  \n"))
fault("has_ids")(set_in("cells", 3, "id", to="open"))
fault("has_ids")(lambda content: content["cells"][3].pop("id"))
fault("has_ids")(set_in("cells", 3, "id", to="not an id"))
fault("names_the_kernel")(set_in("metadata", "kernelspec", "name", to="conda-py"))
fault("names_the_kernel")(lambda content: content["metadata"].pop("kernelspec"))
fault("has_headings_in_order")(say("\n\n# A second title"))
fault("has_headings_in_order")(say("\n\n#### Too deep"))
fault("has_headings_in_order")(say("\n\n<h4>Too deep</h4>"))
fault("has_headings_in_order")(say("\n\nA second title\n==="))
fault("has_headings_in_order")(put("title", "No title here."))
fault("has_headings_in_order")(say("\n\n## Part 1"))
fault("has_headings_in_order")(say("\n\n###"))
fault("keeps_to_the_words")(say("\n\nThe regret is **large**."))
fault("keeps_to_the_words")(say("\n\nAn operating\ncharacteristic."))
fault("keeps_to_the_words")(say(" A stochastic one.", "deeper"))
fault("keeps_to_the_words")(put("run", "# Fix the seed\nevidence.explain()"))
fault("has_short_sentences")(say("\n\n" + "word " * 400 + "."))
fault("has_short_sentences")(say("\n\n- " + "word, " * 400 + "and so on."))
fault("keeps_to_the_budget")(say("\n\n" + "Read on. " * 400))
fault("keeps_to_the_budget")(lambda content: content["cells"].__delitem__(slice(5, 8)))
fault("keeps_to_the_budget")(
    lambda content: content["cells"].extend(code(f"x{n}", "evidence.x()") for n in range(20))
)
fault("shows_one_readable_line")(put("run", "a = 1\nevidence.explain()"))
fault("shows_one_readable_line")(put("run", "print([n for n in (1, 2)])"))
fault("shows_one_readable_line")(put("run", f"evidence.explain({'a' * 99})"))
fault("shows_one_readable_line")(put("run", "%time evidence.explain()"))
fault("shows_one_readable_line")(put("run", "evidence.a(); evidence.b()"))
fault("shows_one_readable_line")(put("run", "# Nothing but a comment"))
fault("explains_hidden_code")(put("open", "import doneenough"))
fault("explains_hidden_code")(put("open", "# imports\nimport doneenough"))
fault("explains_hidden_code")(put("open", "# Set up some_thing here\nimport doneenough"))
fault("explains_hidden_code")(set_in("cells", 2, "metadata", to={"jupyter": {"source_hidden": 1}}))
fault("parses")(put("run", "evidence.explain("))
fault("has_links_that_lead_somewhere")(say("\n\n[lost](nowhere.ipynb)"))
fault("has_links_that_lead_somewhere")(say('\n\n<a href="nowhere.ipynb">lost</a>'))
fault("has_links_that_lead_somewhere")(say("\n\n[read](../README.md)"))
fault("has_links_that_lead_somewhere")(say("\n\n[read](notes.md)"))
fault("has_links_that_lead_somewhere")(say("\n\n[no](#No-such-heading)"))
fault("has_links_that_lead_somewhere")(say("\n\n[plain](http://example.org)"))
fault("has_links_that_lead_somewhere")(say("\n\n[absolute](/home/somebody/x.ipynb)"))
fault("links_to_entries_of_the_glossary")(say("\n\n[the mark](glossary.md#mark)"))
fault("links_to_entries_of_the_glossary")(say("\n\n[drift](glossary.md#Drift)"))
fault("links_to_entries_of_the_glossary")(say("\n\n[this word](glossary.md#drift)"))
fault("links_to_entries_of_the_glossary")(say("\n\n[drift](glossary.md#data-drift)"))
fault("links_each_term_once")(say("\n\nThe *drift* goes on."))
fault("links_each_term_once")(say("\n\nDrift. Now see [drift](glossary.md#drift)."))
fault("links_each_term_once")(say("\n\nData\ndrift, then [drift](glossary.md#drift)."))
fault("links_each_term_once")(say("\n\n[The drift](00_start.ipynb) of **labels**."))
fault("links_each_term_once")(say(" [Labels](glossary.md#label).", "term"))
fault("links_each_term_once")(
    say("\n\n" + " ".join(f"[word {x}](glossary.md#word-{x})" for x in "abcdefgh"))
)
fault("has_images_with_words")(say("\n\n![](two.svg)"))
fault("has_images_with_words")(say('\n\n<img src="two.svg">'))
fault("has_images_with_words")(say('\n\n<svg viewBox="0 0 1 1"></svg>'))
fault("has_images_with_words")(say("\n\n![Two crowds](one.svg)"))
fault("has_images_with_words")(say("\n\n![Two crowds](two.svg)"))
fault("has_images_with_words")(say("\n\n![Two crowds](https://example.org/two.svg)"))
fault("states_points_once")(say("\n\nThis earns 8 points."))
fault("states_points_once")(say("\n\nIt is worth 8."))
fault("quotes_only_computed_numbers")(say("\n\nOf 200, 46 pass.", "deeper"))
fault("quotes_only_computed_numbers")(say("\n\nYou need 46 minutes."))
fault("quotes_only_computed_numbers")(say("\n\nIt costs €45.20."))
fault("quotes_only_computed_numbers")(say("\n\nSince 1934 it is known."))
fault("names_no_machine")(say("\n\nIt lies in /home/ada/course."))
fault("is_well_formed_for_nbgrader")(
    set_in("cells", 3, "metadata", to={"nbgrader": {"grade_id": "x", "schema_version": 3}})
)

FIRST = exercises(lesson_names()[0])[0]
ANSWER = FIRST.name.replace("_", "-")
POINTS = (FIRST.name + CHECK).replace("_", "-")
fault("has_the_points_of_its_exercises", assessment)(mark(POINTS, points=FIRST.points + 1))
fault("has_the_points_of_its_exercises", assessment)(mark(POINTS, grade=False, points=None))
fault("states_points_once", assessment)(say("\n\nTask 1 (8 of 20 points)", "title"))
fault("is_well_formed_for_nbgrader", assessment)(mark(POINTS, locked=False))
fault("is_well_formed_for_nbgrader", assessment)(mark(POINTS, schema_version=1))
fault("is_well_formed_for_nbgrader", assessment)(mark(POINTS, grade_id=FIRST.name))
fault("is_well_formed_for_nbgrader", assessment)(mark(POINTS, points=None))
fault("is_well_formed_for_nbgrader", assessment)(mark(ANSWER, solution=False))
fault("is_well_formed_for_nbgrader", assessment)(mark(ANSWER, grade_id="not an id"))
fault("is_well_formed_for_nbgrader", assessment)(
    lambda content: content["cells"].append(code("free", "evidence.ask(review, me)"))
)


@pytest.mark.parametrize(
    ("rule", "good", "change"),
    [pytest.param(*item, id=f"{item[0]}-{number}") for number, item in enumerate(FAULTS)],
)
def test_a_notebook_broken_on_purpose_is_noticed(course, rule, good, change):
    content = copy.deepcopy(good())
    change(content)
    assert rule in complaints(book(course, content))


def test_every_rule_is_shown_to_fail():
    assert {rule.__name__ for rule in rules.RULES} == {rule for rule, _, _ in FAULTS}


def test_every_rule_is_applied():
    written = {
        name
        for name, item in inspect.getmembers(rules, inspect.isfunction)
        if item.__annotations__ == {"book": "Book", "return": "Problems"}
    }
    assert {rule.__name__ for rule in rules.RULES} == written


def test_what_belongs_to_the_story_needs_no_computation(course):
    content = lesson()
    say("\n\nOn Thursday at 15:00. See Clopper (1934). Try 4 of 9. Take v2.")(content)
    assert complaints(book(course, content)) == {}


def test_a_longer_term_is_not_the_shorter_one_within(course):
    content = lesson()
    say("\n\nA [data drift](glossary.md#data-drift). Data drift, red-label, drifts.")(content)
    assert complaints(book(course, content)) == {}


def test_a_learners_own_cells_are_not_held_to_the_courses_language(course):
    content = assessment()
    prose_cell = content["cells"][-1]
    assert prose_cell["cell_type"] == "markdown"
    prose_cell["source"] = "46 of 200 earn 5 points. " + "word " * 100 + "."
    assert complaints(book(course, content)) == {}
