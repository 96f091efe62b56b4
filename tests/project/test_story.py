"""One story over all lessons: people, dates and models are those of ``core/story.toml``."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from doneenough.core.lesson_files import card_of, cards, lesson_names
from doneenough.core.wording import PLACEHOLDER, shown, words_of
from shared.texts import Text, texts

STORY: dict[str, Any] = tomllib.loads(
    resources.files("doneenough.core").joinpath("story.toml").read_text("utf-8")
)
LESSONS = pytest.mark.parametrize("lesson", lesson_names())
FIRST_NAMES = {person["name"].split()[0]: person for person in STORY["person"]}
MONTHS = [datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DATE = re.compile(rf"(?:(\w+day),? )?(?<![\d,])(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
PAIR = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+) ([A-Z][a-z]+)\b")
NO_PEOPLE = {"Data", "Product", "Principles", "Run", "Shift", "Friday", "Mr", "Mrs", "Ms"}
"""What stands before a name, or begins the title of a source or the name of a key."""


def of_lesson(lesson: str) -> Iterator[Text]:
    """Yield the texts of a lesson: its notebook, sheet, master, and words filled with facts."""
    name = card_of(lesson).assignment
    folder = f"src/doneenough/lessons/{lesson}/"
    for text in texts():
        written = text.path.startswith(("course/", "solutions/")) and name in text.path
        if written or (text.path.startswith(folder) and "words" not in text.path):
            yield text
    words = words_of(lesson)
    facts = words.facts()
    for place, said in words.texts():
        filled = PLACEHOLDER.sub(lambda found: shown(facts.get(found[1], "some")), said)
        yield Text(f"{lesson}/words.toml", place, filled)


def day(written: str) -> datetime.date:
    """Return the date of the story that is written so, such as ``12 January``."""
    number, month = written.split()
    return datetime.date(STORY["year"], MONTHS.index(month) + 1, int(number))


def of_story(lesson: str) -> dict[str, Any]:
    number = card_of(lesson).number
    return next(item for item in STORY["lesson"] if item["number"] == number)


@LESSONS
def test_dates_are_those_of_the_story_and_its_calendar(lesson):
    wrong = []
    for text in of_lesson(lesson):
        for weekday, number, month in DATE.findall(text.says):
            written = f"{number} {month}"
            if written not in of_story(lesson)["dates"]:
                wrong.append((str(text), written, "is no date of this lesson's story"))
            elif weekday and day(written).strftime("%A") != weekday:
                wrong.append((str(text), f"{weekday} {written}", f"{day(written):%A}"))
    assert wrong == []


def test_the_lessons_follow_each_other():
    told = sorted(STORY["lesson"], key=lambda item: item["number"])
    assert [item["number"] for item in told] == sorted(card.number for card in cards())
    opens = [day(item.get("opens", item["dates"][0])) for item in told]
    assert opens == sorted(opens)
    for item in told:
        dates = [day(written) for written in item["dates"]]
        assert dates == sorted(set(dates)), item["number"]


@LESSONS
def test_the_scene_opens_on_its_day(lesson):
    """The first date with a weekday in the lesson's notebook is the one that opens it."""
    notebook = f"course/{card_of(lesson).notebook}"
    said = "\n".join(text.says for text in of_lesson(lesson) if text.path == notebook)
    first = next(found for found in DATE.finditer(said) if found[1])
    item = of_story(lesson)
    assert f"{first[2]} {first[3]}" == item.get("opens", item["dates"][0])


@LESSONS
def test_a_first_name_belongs_to_one_person(lesson):
    number = card_of(lesson).number
    wrong = []
    for text in of_lesson(lesson):
        for first, person in FIRST_NAMES.items():
            if not re.search(rf"\b{first}\b", text.says):
                continue
            if number not in person.get("lessons", [number]) or "notes.json" in text.path:
                wrong.append((str(text), f"{first} is {person['name']}, who is not met here"))
        for first, last in PAIR.findall(text.says):
            known = FIRST_NAMES.get(first, {}).get("name") == f"{first} {last}"
            if not known and not {first, last} & NO_PEOPLE:
                wrong.append((str(text), f"{first} {last} is nobody of the story"))
    assert wrong == []


def test_no_two_people_share_a_first_name():
    assert (
        Counter(person["name"].split()[0] for person in STORY["person"]).most_common(1)[0][1] == 1
    )


@LESSONS
def test_the_cast_is_that_of_the_story(lesson):
    names = {person["role"]: person["name"] for person in STORY["person"]}
    cast = dict(card_of(lesson).people)
    assert cast["lead"] == names["technical lead"]
    assert cast["sponsor"] == names["sponsor"]
    assert cast["colleague"] == names["experienced colleague"]


@pytest.mark.parametrize("model", STORY["model"], ids=lambda model: model["what"])
def test_a_model_is_as_good_as_its_lesson_says(model):
    for name, value in model["facts"].items():
        lesson, _, fact = name.partition(".")
        assert words_of(lesson).facts()[fact] == value
