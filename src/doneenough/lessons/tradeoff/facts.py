"""Every number that lesson 7 quotes, by name, computed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.lesson_files import card_of
from doneenough.core.wording import Named
from doneenough.core.words import signed
from doneenough.lessons.tradeoff import case, real_models
from doneenough.lessons.tradeoff.case import DANA_GAIN, STORY
from doneenough.lessons.tradeoff.policy_world import (
    DIFFER,
    LOWER_END,
    WANTED_RIGHT,
    lower_end_below,
)

CASE, LAUNCH = datetime.date(2026, 6, 17), datetime.date(2026, 6, 22)
REVIEW = LAUNCH + datetime.timedelta(weeks=case.SHARE_REVIEW)
"""The days of the case."""
RECORD_WORDS = 90


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B}"


def facts() -> Mapping[str, Named]:
    """Return the facts by name."""
    card = card_of("tradeoff")
    waited, longer = case.waited(case.WAITED_WEEKS), case.waited(case.WAITED_LONG)
    gains, changes = case.series_gains(), case.series_changes()
    last = next(number for number, change in enumerate(changes, 1) if change < 0)
    looks, until = case.looks(case.CHECKED), case.until(WANTED_RIGHT)
    return {
        "lesson_minutes": card.lesson_minutes,
        "assessment_minutes": card.assessment_minutes,
        "teams": TEAMS,
        "today_right": STORY.today,
        "dana_right": STORY.today + DANA_GAIN,
        "dana_gain": DANA_GAIN,
        "dana_wrong": 100 - STORY.today - DANA_GAIN,
        "worked_back": euros(case.WORKED.back_cost),
        "checked": case.CHECKED,
        "one_in_100": euros(STORY.one_in_100),
        "waited_team": euros(case.WAITED_TEAM),
        "waited_gone": euros(
            STORY.one_in_100 * DANA_GAIN * case.WAITED_SPRINT_WEEKS + case.WAITED_TEAM
        ),
        "waited_gain": euros(STORY.one_in_100 * DANA_GAIN * case.WAITED_SPRINT_WEEKS),
        "waited_needs": case.waited_needs(case.WAITED_WEEKS),
        "waited_weeks": case.WAITED_WEEKS,
        "waited_long": case.WAITED_LONG,
        "better_version": waited.better_version,
        "better_off": waited.better_off,
        "better_off_long": longer.better_off,
        "first_sprint": euros(changes[0]),
        "last_sprint": last,
        "last_adds": f"{gains[last] - gains[last - 1]:.1f}",
        "last_costs": euros(-changes[last - 1]),
        "labels_a_week": case.LABELS_A_WEEK,
        "weeks_for_4": f"{case.weeks_to_be_sure(4):.0f}",
        "look_better": looks.better,
        "look_worse": looks.worse,
        "look_measured": f"{looks.measured:.1f}",
        "look_true": f"{looks.true:.1f}",
        "wanted": WANTED_RIGHT,
        "until_shipped": until.shipped,
        "until_missed": until.missed,
        "until_missed_ever": until.missed_ever,
        "until_given_up": euros(until.given_up),
        "never_given_up": euros(case.never()),
        "server_cost": euros(case.SERVER_COST),
        "more_brings": euros(
            STORY.one_in_100 * case.DANA_MORE * (case.WAITED_WEEKS - case.WAITED_SPRINT_WEEKS)
        ),
        "case_day": _day(CASE),
        "launch_day": _day(LAUNCH),
        "review_day": _day(REVIEW),
        "back_day": _day(REVIEW + datetime.timedelta(weeks=case.SERVER_BACK)),
        "dana_lower": signed(round(DANA_GAIN - lower_end_below(case.CHECKED), 1)),
        "dana_lower_more": signed(round(DANA_GAIN - lower_end_below(case.SHARE_CHECK), 1)),
        "checked_more": case.SHARE_CHECK,
        "differ": round(100 * DIFFER),
        "lower_end": f"{LOWER_END:g}",
        "record_words": RECORD_WORDS,
        "samples": real_models.SAMPLES,
        "real_letters": lambda: real_models.measured().letters,
        "rules_right": lambda: real_models.measured().of_100("rules"),
        "tree_right": lambda: real_models.measured().of_100("tree"),
        "boosting_right": lambda: real_models.measured().of_100("boosting"),
        "hidden": lambda: int((real_models.measured().step <= 0).sum()),
    }
