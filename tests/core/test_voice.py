"""What a machine can find of a translated text is found, and only that."""

from __future__ import annotations

import pytest

from shared.texts import Text, texts, texts_of
from shared.voice import PATTERNS, allows, compiled, hits, rhythm, settings

SAMPLES = {
    "position verb for “is”": ("The reason stands there.", "Stand up, as it stands on Monday."),
    "from N on": ("I sign from 363 right.", "Take 3 from 7, from then on."),
    "free “who”": ("Who looks often sees early.", "Who looks often?"),
    "shall": ("A model shall predict.", "Shallow water."),
    "mend": ("The team mended it.", "We recommend it and amend that."),
    "each week": ("It runs each week.", "Each try costs money, every week."),
    "stacked “of”": ("The notes of a ward of the clinic.", "It got 90 of 100 of them."),
    "-body": ("Nobody knows.", "No one knows the body."),
    "need not": ("You need not speak.", "You don't need to."),
    "full form: not": ("It cannot move.", "It can't, or may not."),
    "full form: is, are, will": ("Here it is not.", "As good as it is. The rule that is signed."),
    "95 %": ("It is 95 % sure.", "It's 95% sure."),
    "22,000 euros": ("It costs 22,000 euros.", "It costs €22,000, in euros."),
    "dear": ("It is dearer by far.", "Dear Ivo,"),
    "what follows": ("Say what follows after a miss.", "A report follows."),
    "today's habit": ("It costs as much as today's habit.", "Today's process got 82."),
    "loop back": ("You loop back.", "You go back."),
    "the lead": ("The lead suggests it.", "Dana leads; the leads agree."),
    "final “, too”": ("It is open, too.", "It's open too."),
    "“Yes.” first": ("Yes. That's it.", "“Yes.” says she."),
}


def found_in(says):
    return {hit.pattern for hit in hits([Text("some.md", "part 1", says)])}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_found_and_what_looks_like_it_is_not(pattern):
    said, not_that = SAMPLES[pattern]
    assert pattern in found_in(said)
    assert pattern not in found_in(not_that)


@pytest.mark.parametrize("name", settings()["name"], ids=lambda name: name["prefer"])
def test_one_name_for_one_thing(name):
    assert name["why"].endswith(".")
    assert not compiled()[f"say “{name['prefer']}”"].search(name["prefer"])


def test_an_exception_is_for_its_place_alone():
    hit = next(hits([Text("a/b.md", "part 2", "It cannot move.")]))
    assert str(hit) == "a/b.md: part 2: full form: not: …It cannot move.…"
    assert allows({"where": "a/*", "pattern": "full form*", "says": "move"}, hit)
    for other in ({"where": "b/*"}, {"pattern": "shall"}, {"says": "run"}):
        assert not allows(other, hit)


def test_rhythm_is_that_of_a_whole_file():
    short = [Text("a/words.toml", "b", "It is. So is he."), Text("a/c.py", "d", "Go on.")]
    assert list(rhythm(short)) == ["a/words.toml: 2.5 words in a sentence; 9 to 14"]
    assert list(rhythm([Text("a/words.toml", "b", "word " * 11 + "word.")])) == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.py", '"""Doc string of three."""\nx = f"It costs {y} a\\nday"', ["It costs 7 a day"]),
        ("a.toml", 'id = "a b c"\nb = """One\nline {{ x }}.\n\nTwo."""', ["One line 7.\nTwo."]),
        ("a.json", '[{"id": "x", "means": "What it is."}]', ["What it is."]),
        ("a.js", '// "not this one"\nsay(`Ready ${when} now`)', ["Ready 7 now"]),
        ("a.j2", '{% if a %}<p aria-label="An end">So {{ b }}</p>{% endif %}', ["So 7", "An end"]),
        ("a.md", "# A\n\ntwo\nlines\n", ["A\ntwo lines"]),
    ],
)
def test_texts_are_what_readers_see(tmp_path, name, source, expected):
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    assert [text.says for text in texts_of(path, tmp_path)] == expected


def test_no_text_of_the_course_reads_as_if_translated():
    assert [str(hit) for hit in hits(texts())] == []


def test_sentences_are_neither_telegrams_nor_rules():
    assert list(rhythm(texts())) == []


def test_every_exception_has_a_reason():
    assert all(exception["reason"].endswith(".") for exception in settings()["exception"])
