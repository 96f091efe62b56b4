"""The decision of lesson 6: an acceptance criterion, clause by clause."""

from __future__ import annotations

from doneenough.core.decision import Decision, option, whole

SIGN, AMEND, REFUSE = "sign", "amend", "refuse"
TEAM_PICKS, ONE_OFFICE, ALL_OFFICES = "team_picks", "one_office", "all_offices"
ALL_RIGHT, URGENT_FOUND = "all_right", "urgent_found"
NOT_SAID, LETTERS, URGENT_LETTERS = "not_said", "letters", "urgent_letters"
AS_MEASURED, SURE_80, SURE_95 = "as_measured", "sure_80", "sure_95"
NO_CAP, FIVE, TWO, NOT_ONE = "no_cap", "five_in_100", "two_in_100", "not_one"
QUICK, EXPERTS = "quick", "experts"
NOTHING, TODAY = "nothing", "today"
STOP, REWORK, ENGLISH_ONLY = "stop", "rework", "english_only"


class Criterion(Decision):
    """What exactly is accepted, and what follows a miss."""

    verdict: str = option(
        "What you do with the draft",
        sign="sign the draft as it came",
        amend="amend it: the clauses below count",
        refuse="refuse: the work goes on by hand",
    )
    letters_from: str = option(
        "Which letters are checked",
        team_picks="letters the team picks",
        one_office="all letters of the head office, four weeks",
        all_offices="all letters of all offices, four weeks",
    )
    measure: str = option(
        "What is counted",
        all_right="letters sorted right",
        urgent_found="urgent letters found",
    )
    cases: int = whole("How many cases", unit="cases", low=10, high=1000)
    unit: str = option(
        "What a case is",
        not_said="not said",
        letters="a letter",
        urgent_letters="an urgent letter",
    )
    at_least: int = whole("At least this many of 100", unit="of 100", low=50, high=100)
    certainty: str = option(
        "How sure the check must be",
        as_measured="the result itself is enough",
        sure_80="80 in 100 sure",
        sure_95="95 in 100 sure",
    )
    floor: int = whole(
        "No language below this many of 100 (0: no such clause)", unit="of 100", low=0, high=100
    )
    lost_letters: str = option(
        "Urgent letters lost in the archive, at most",
        no_cap="not limited",
        five_in_100="5 of 100 cases",
        two_in_100="2 of 100 cases",
        not_one="not one",
    )
    judge: str = option(
        "Who says what is right",
        quick="the quick check by a temp",
        experts="two experts, who talk when they differ",
    )
    compared_with: str = option(
        "Compared with",
        nothing="nothing",
        today="today's sorters, on the same letters: at least as good",
    )
    tries: int = whole(
        "How often the same model may try, fresh letters each time", unit="tries", low=1, high=6
    )
    on_a_miss: str = option(
        "What follows when the last try fails",
        stop="no model: the work goes on by hand",
        rework="the team reworks it, and the new version gets one check",
        english_only="it goes live for English letters only",
    )


CAPS = {NO_CAP: None, FIVE: 5, TWO: 2, NOT_ONE: 0}
"""Lost letters allowed in 100 cases."""
CERTAINTIES = {AS_MEASURED: None, SURE_80: 0.80, SURE_95: 0.95}
"""One-sided confidence of the lower bound; None takes the result itself."""


def changed(criterion: Criterion, **changes: object) -> Criterion:
    """Return a copy of ``criterion`` with some clauses changed (not validated again)."""
    return criterion.model_copy(update=changes)
