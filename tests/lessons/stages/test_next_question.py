"""The notes, their questions and the days they lose: written by hand, so checked as a whole."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable

import pytest

from doneenough.core.lifecycle import STAGES
from doneenough.core.registry import find_exercise
from doneenough.lessons.stages.next_question import Questions
from doneenough.lessons.stages.next_question_world import BELIEFS, COUNT, PLACES, Note, bank
from shared.language import forbidden_words, mean_sentence

EXERCISE = find_exercise("stages.next_question")
BRIEFS = EXERCISE.briefs()
NOTES = list(bank().values())
each_note = pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
each_brief = pytest.mark.parametrize("number", range(len(BRIEFS)))


def words(text: str) -> int:
    """Count words as a reader does."""
    return len(text.split())


def test_there_are_enough_notes_and_every_stage_has_some():
    assert len(NOTES) >= 40
    stages = Counter(note.stage for note in NOTES)
    assert set(stages) == set(range(len(STAGES)))
    assert min(stages.values()) >= 6
    for part in ("id", "text", "missing"):
        assert len({getattr(note, part) for note in NOTES}) == len(NOTES), part


@each_note
def test_a_note_is_short_and_so_are_its_questions(note):
    assert 25 <= words(note.text) <= 45
    asks = [item.ask for item in note.options]
    assert len(set(asks)) == len(PLACES)
    for ask in asks:
        assert 8 <= words(ask) <= 16, ask
        assert ask.endswith("?")
        assert ask.count("?") == 1


@each_note
def test_one_question_is_worth_most_by_far_and_the_others_show_a_belief(note):
    best, *wrong = note.options
    assert best.belief is None
    assert 1 <= best.days <= 2
    beliefs = [item.belief for item in wrong]
    assert len(set(beliefs)) == len(wrong)
    assert set(beliefs) <= set(BELIEFS)
    for item in wrong:
        assert 3 * best.days <= item.days <= 12, item.ask


@each_note
def test_every_question_has_a_consequence_of_its_own(note):
    thens = [item.then for item in note.options]
    assert len(set(thens)) == len(thens)
    for then in thens:
        assert then.endswith(".")
        assert words(then) <= 20, then
    text = "\n".join([note.text, note.missing, *thens, *(item.ask for item in note.options)])
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15


CUES: dict[str, Callable[[str], float]] = {
    "longest": len,
    "shortest": lambda ask: -len(ask),
    "most words": words,
    "fewest words": lambda ask: -words(ask),
    "two parts": lambda ask: ", and" in ask,
    "one part": lambda ask: ", and" not in ask,
    "a number": lambda ask: bool(re.search(r"\d", ask)),
    "no number": lambda ask: not re.search(r"\d", ask),
    "we": lambda ask: " we " in f" {ask.lower()} ",
    **{
        word: lambda ask, word=word: ask.split()[0] == word
        for word in ("What", "How", "Who", "Which", "Can", "Could", "Should", "If", "Is")
    },
}


@pytest.mark.parametrize("cue", CUES)
def test_the_form_of_a_question_does_not_give_it_away(cue):
    """Whoever goes by the form alone finds the best question little more often than by luck."""
    hits = 0.0
    for note in NOTES:
        marks = [CUES[cue](item.ask) for item in note.options]
        liked = [place for place, mark in enumerate(marks) if mark == max(marks)]
        hits += (0 in liked) / len(liked)
    assert hits / len(NOTES) < 0.38


def test_the_best_questions_are_as_long_as_the_others():
    best = statistics.mean(words(note.options[0].ask) for note in NOTES)
    wrong = statistics.mean(words(item.ask) for note in NOTES for item in note.options[1:])
    assert best == pytest.approx(wrong, rel=0.1)


def test_asking_for_evidence_is_not_always_right():
    """In many notes a check of what is known already is among the wrong questions."""
    checks = [note for note in NOTES if any(o.belief == "one_more_check" for o in note.options)]
    assert len(checks) >= len(NOTES) / 2


def test_each_belief_and_each_note_is_met():
    beliefs = Counter(item.belief for note in NOTES for item in note.options[1:])
    assert min(beliefs[belief] for belief in BELIEFS) >= 10
    drawn = Counter(item.note.id for brief in BRIEFS for item in brief.notes)
    assert set(drawn) == set(bank())
    assert max(drawn.values()) <= len(BRIEFS) / 4


@each_brief
def test_a_brief_is_read_within_six_minutes_and_covers_all_stages(number):
    brief = BRIEFS[number]
    notes: list[Note] = [item.note for item in brief.notes]
    assert len({note.id for note in notes}) == COUNT == len(Questions.model_fields)
    assert {note.stage for note in notes} == set(range(len(STAGES)))
    read = [EXERCISE.show_brief(brief)]
    for spec in Questions.specs():
        read += [EXERCISE.question(brief, spec), *EXERCISE.choices(brief, spec).values()]
    assert words(" ".join(read)) <= 1_100


@each_brief
def test_the_best_questions_stand_in_all_places_alike(number):
    brief = BRIEFS[number]
    assert Counter(item.best for item in brief.notes) == dict.fromkeys(PLACES, 2)
    for item in brief.notes:
        assert sorted(item.order) == [0, 1, 2, 3]
        assert item.questions[item.best] == item.note.options[0]


PATTERNS = ("abcdabcd", "bcdabcda", "dcbadcba", "aabbccdd", "ddccbbaa", "abababab", "dcdcdcdc")


@each_brief
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_of_places_earns_little(number, pattern):
    best = "".join(EXERCISE.best(BRIEFS[number]).ways)
    assert sum(one == other for one, other in zip(best, pattern, strict=True)) <= COUNT / 2


@each_brief
def test_the_cost_is_the_sum_of_the_days_lost(number):
    brief = BRIEFS[number]
    for place in PLACES:
        decision = Questions(**dict.fromkeys(Questions.model_fields, place))
        days = sum(item.note.options[item.order[PLACES.index(place)]].days for item in brief.notes)
        assert EXERCISE.cost(brief, decision) == pytest.approx(days * brief.day)


@each_brief
@pytest.mark.parametrize("belief", BELIEFS)
def test_a_belief_is_named_only_where_it_prevails(number, belief):
    brief = BRIEFS[number]
    played = EXERCISE.plays[belief](brief).ways
    assert brief.belief_behind(played) == belief
    best = EXERCISE.best(brief).ways
    assert brief.belief_behind(best) is None
    assert brief.belief_behind(played[:2] + best[2:]) is None


def test_one_wrong_question_costs_little_and_two_wrong_ones_more():
    """Partial credit comes from days, not from a key."""
    from doneenough.core.scale import Scale
    from doneenough.core.scales import compute_scale
    from doneenough.core.scoring import share_of

    for brief in BRIEFS:
        row = compute_scale(EXERCISE, brief)
        best = EXERCISE.best(brief)
        scale = Scale(row["best"], row["habit"], row["worst"], best, best, row["policies"])
        habit = EXERCISE.plays["linear_lifecycle"](brief).ways
        shares = []
        for wrong in range(COUNT + 1):
            places = habit[:wrong] + best.ways[wrong:]
            decision = Questions(**dict(zip(Questions.model_fields, places, strict=True)))
            shares.append(share_of(EXERCISE.cost(brief, decision), scale))
        assert shares == sorted(shares, reverse=True)
        assert shares[1] > 0.85
        assert 0.4 < shares[4] < 0.8
