"""Who gets which brief: the same on every machine, for ever."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.core.briefs import PRACTICE, Identity, brief_number
from doneenough.core.registry import all_exercises
from doneenough.core.scoring import brief_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=64)


def who(learner="", cohort=PRACTICE):
    return Identity(learner_id=learner, cohort=cohort)


# Learners of past years must keep their briefs: never change these numbers.
PINNED = [
    ("sign_off", "ada", PRACTICE, 24, 21),
    ("sign_off", "grace", PRACTICE, 24, 17),
    ("sign_off", "grace", "spring-26", 24, 8),
    ("sign_off", "", "spring-26", 24, 2),
    ("review", "ada", PRACTICE, 24, 23),
    ("claims", "ada", PRACTICE, 24, 5),
    ("sign_off", "Zoë Ångström", "Köln", 24, 12),
    ("sign_off", "ada", PRACTICE, 7, 5),
]


@pytest.mark.parametrize(("table", "learner", "cohort", "size", "row"), PINNED)
def test_the_mapping_never_changes(table, learner, cohort, size, row):
    assert brief_number(table, who(learner, cohort), size) == row


@pytest.mark.parametrize("learner", ["", "  "])
@pytest.mark.parametrize("cohort", [PRACTICE, "", " practice "])
def test_who_names_nobody_gets_the_canonical_brief(learner, cohort):
    assert brief_number("any", who(learner, cohort), 24) == 0


def test_a_team_shares_one_brief_by_its_code():
    rows = {brief_number("sign_off", who("", f"team {n}"), 24) for n in range(60)}
    assert len(rows) > 12


def test_people_of_one_cohort_differ_by_their_id():
    rows = {brief_number("sign_off", who(f"p{n}", "spring"), 24) for n in range(60)}
    assert len(rows) > 12


@pytest.mark.parametrize("cohort", [PRACTICE, "spring"])
def test_briefs_are_spread_evenly(cohort):
    rows = Counter(brief_number("sign_off", who(f"id{n}", cohort), 24) for n in range(2400))
    assert sorted(rows) == list(range(24))
    # 100 expected each, standard deviation 9.8.
    assert min(rows.values()) > 60
    assert max(rows.values()) < 140


def test_tables_are_dealt_independently():
    same = sum(
        brief_number("sign_off", who(f"id{n}"), 24) == brief_number("review", who(f"id{n}"), 24)
        for n in range(2400)
    )
    assert 60 < same < 140


@given(TEXT, TEXT, st.integers(1, 50), st.integers(0, 100))
def test_a_row_always_exists_and_shift_moves_it_on(learner, cohort, size, shift):
    row = brief_number("t", who(learner, cohort), size)
    assert 0 <= row < size
    assert brief_number("t", who(learner, cohort), size, shift) == (row + shift) % size


def test_blanks_around_an_id_do_not_matter():
    assert brief_number("t", who(" ada ", "x "), 24) == brief_number("t", who("ada", "x"), 24)


def test_id_and_cohort_cannot_be_mixed_up():
    pairs = [("ab", "c"), ("a", "bc"), ("c", "ab"), ("bc", "a")]
    assert len({brief_number("t", who(*pair), 10**9) for pair in pairs}) == len(pairs)


@given(TEXT, TEXT)
def test_a_committed_brief_is_another_than_the_coached_one(learner, cohort):
    identity = who(learner, cohort)
    for first in all_exercises():
        for second in all_exercises():
            if first.id < second.id and (first.lesson, first.table) == (
                second.lesson,
                second.table,
            ):
                assert brief_of(first, identity) != brief_of(second, identity)
