"""Every number that lesson 5 quotes, by name, computed."""

from __future__ import annotations

import math
from collections.abc import Mapping

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.feedback import euros
from doneenough.core.lesson_files import card_of
from doneenough.core.wording import Fact
from doneenough.lessons.evidence import case, claims_world, review_world
from doneenough.lessons.evidence.case import (
    CHECKED,
    GATE_LETTERS,
    MANY_LETTERS,
    REPORTED,
    STORY,
    STORY_TRIES,
    STRICT_MARK,
)
from doneenough.lessons.evidence.figures import CONFIDENCE, RANGE_LETTERS
from doneenough.lessons.evidence.real_model import SAMPLES
from doneenough.lessons.evidence.sign_off import MISSES
from doneenough.statistics import expected_best_share, interval, rate_ruled_out

ZERO_CASES = 60
COMPARED_MODELS, COMPARED_CASES, COMPARED_RIGHT = 20, 200, 0.90
"""The look-alike claims: no error in so many cases; the best of so many models."""
REPLY_WORDS = 80
"""About how many words the written reply has."""


def facts() -> Mapping[str, Fact]:
    """Return the facts by name."""
    card = card_of("evidence")
    mark = case.usual_mark(CHECKED)
    weak, good = case.passing(CHECKED, mark)
    strict_weak, strict_good = case.passing(CHECKED, STRICT_MARK)
    many_mark = case.usual_mark(MANY_LETTERS)
    many_weak, many_good = case.passing(MANY_LETTERS, many_mark)
    below = mark - 1
    gate_days = math.ceil(GATE_LETTERS / STORY.letters_per_day)
    best = float(expected_best_share(COMPARED_MODELS, COMPARED_CASES, COMPARED_RIGHT))
    photos, _, _, miss = case.HALF_WORKED_RULE
    return {
        "lesson_minutes": card.lesson_minutes,
        "assessment_minutes": card.assessment_minutes,
        "teams": TEAMS,
        "samples": SAMPLES,
        "reported": REPORTED,
        "checked": CHECKED,
        "pass_mark": mark,
        "story_tries": STORY_TRIES,
        "good_share": round(100 * STORY.good),
        "weak_share": round(100 * STORY.weak),
        "weak_live": euros(STORY.weak_live),
        "by_hand": euros(STORY.by_hand),
        "day_cost": euros(STORY.day_cost),
        "letters_per_day": STORY.letters_per_day,
        "rework_days": STORY.rework_days,
        "weak_signed": weak,
        "good_refused": TEAMS - good,
        "strict_mark": STRICT_MARK,
        "strict_weak_pass": f"{strict_weak} weak one{' passes' if strict_weak == 1 else 's pass'}",
        "strict_good_refused": TEAMS - strict_good,
        "many_letters": MANY_LETTERS,
        "many_mark": many_mark,
        "many_weak_signed": many_weak,
        "many_good_refused": TEAMS - many_good,
        "weak_signed_in_four": case.passing(CHECKED, mark, STORY_TRIES)[0],
        "weak_signed_in_ten": case.passing(CHECKED, mark, 10)[0],
        "zero_cases": ZERO_CASES,
        "zero_still_wrong": f"{100 * float(rate_ruled_out(ZERO_CASES)):.0f}",
        "compared_models": COMPARED_MODELS,
        "compared_cases": COMPARED_CASES,
        "compared_right": round(100 * COMPARED_RIGHT),
        "best_shows": f"{100 * best:.0f}",
        "below_mark": below,
        "together_right": (STORY_TRIES - 1) * below + REPORTED,
        "all_letters": STORY_TRIES * CHECKED,
        "gate_letters": GATE_LETTERS,
        "gate_mark": case.GATE_MARK,
        "gate_days": gate_days,
        "rework_and_check_days": STORY.rework_days + gate_days,
        "weak_behind_report": crowd_count(case.weak_given_report()),
        "reply_words": REPLY_WORDS,
        "confidence": round(100 * CONFIDENCE),
        "enough_letters": next(
            letters
            for letters in RANGE_LETTERS
            if interval(round(letters * REPORTED / CHECKED), letters, CONFIDENCE)[0] > STORY.weak
        ),
        "worked_good": round(100 * case.WORKED.good),
        "half_worked_weak": round(100 * case.HALF_WORKED.weak),
        "photos": photos,
        "half_worked_miss": MISSES[miss],
        "report_letters": review_world.CHECKED,
        "report_mark": review_world.MARK,
        "extra_letters": review_world.EXTRA_LETTERS,
        "shortfall": round(100 * claims_world.SHORTFALL),
        "claims_hold": claims_world.HOLDS_IN_10,
        "claims_short": 10 - claims_world.HOLDS_IN_10,
    }
