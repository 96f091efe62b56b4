"""Every number that lesson 6 quotes, by name, computed."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.lesson_files import card_of
from doneenough.core.wording import Fact
from doneenough.lessons.criterion import brightdesk_world, case
from doneenough.lessons.criterion.case import (
    BETWEEN,
    DRAFT,
    FLOORED,
    GOOD,
    HIGH_FLOORED,
    INVENTED,
    JUDGED,
    OF_LETTERS,
    OF_URGENT,
    ONE_LANGUAGE,
    STORY,
    STRICT,
    WEAK,
)
from doneenough.lessons.criterion.clauses import CERTAINTIES, LOST, SURE_80, SURE_95, TWO


def facts() -> Mapping[str, Fact]:
    """Return the facts by name."""
    card = card_of("criterion")
    kinds, urgent = STORY.kinds, STORY.urgent_in_100
    good, weak, group = kinds[GOOD], kinds[WEAK], kinds[ONE_LANGUAGE]
    right, wrong = case.flagged(INVENTED)
    judge = brightdesk_world
    wish = case.repairs()["number"]
    return {
        "lesson_minutes": card.lesson_minutes,
        "assessment_minutes": card.assessment_minutes,
        "teams": TEAMS,
        # The situation.
        "urgent_in_100": urgent,
        "translated_in_100": STORY.translated_in_100,
        "weak_live": euros(weak.live),
        "by_hand_low": euros(STORY.by_hand_low),
        "by_hand_high": euros(STORY.by_hand_high),
        "good_finds": good.english,
        "weak_finds": weak.english,
        "weak_misses": 100 - weak.english,
        "group_english": group.english,
        "group_translated": group.translated,
        "between_finds": kinds[BETWEEN].english,
        # The draft.
        "draft_cases": DRAFT.cases,
        "draft_mark": DRAFT.at_least,
        "draft_weak_signed": case.passing(DRAFT, WEAK),
        "weak_sorted_right": round(
            urgent * weak.english / 100 + (100 - urgent) * weak.others / 100
        ),
        "strict_mark": STRICT.at_least,
        "strict_weak_signed": case.passing(STRICT, WEAK),
        "strict_good_refused": case.refused(STRICT),
        # What a case is.
        "urgent_mark": OF_LETTERS.at_least,
        "letters_weak_signed": case.passing(OF_LETTERS, WEAK),
        "letters_good_refused": case.refused(OF_LETTERS),
        "urgent_cases": OF_URGENT.cases,
        "letters_to_read": round(OF_URGENT.cases * 10 / urgent) * 10,
        "urgent_weak_signed": case.passing(OF_URGENT, WEAK),
        "urgent_good_refused": case.refused(OF_URGENT) or "no",
        # The average.
        "group_signed": case.passing(OF_URGENT, ONE_LANGUAGE),
        "floor": FLOORED.floor,
        "floor_group_signed": case.passing(FLOORED, ONE_LANGUAGE),
        "high_floor": HIGH_FLOORED.floor,
        "high_floor_good_refused": case.refused(HIGH_FLOORED),
        # More clauses.
        "sure": f"{100 * CERTAINTIES[SURE_95].value:.0f}",
        "luck": f"{100 - 100 * CERTAINTIES[SURE_95].value:.0f}",
        "less_sure": f"{100 * CERTAINTIES[SURE_80].value:.0f}",
        "less_luck": f"{100 - 100 * CERTAINTIES[SURE_80].value:.0f}",
        "lost_limit": f"{LOST[TWO].value}",
        # The judge, and silence.
        "judged": JUDGED,
        "invented": INVENTED,
        "judge_caught": judge.CAUGHT,
        "judge_severe": judge.SEVERE,
        "judge_overlooked": judge.SEVERE - judge.CAUGHT,
        "judge_sound": judge.SOUND,
        "judge_false_alarms": judge.SOUND - judge.PASSED,
        "flagged": right + wrong,
        "flagged_rightly": right,
        "flagged_wrongly": wrong,
        "silent_cases": case.SILENT_CASES,
        "room_cases": case.ROOM_CASES,
        # The worked example.
        "worked_good": case.WORKED.good.english,
        "wish_cases": wish.cases,
        "wish_mark": wish.at_least,
        # The written task and its model answer.
        "read_in_a_week": case.READ_IN_A_WEEK,
        "refund": euros(case.REFUND),
        "staff_wrong": case.STAFF_WRONG,
        "answered": case.ANSWERED,
        "wrong_allowed": case.WRONG,
        "french_answers": case.READ_IN_A_WEEK * case.FRENCH_IN_5 // 5,
        "french_wrong_allowed": case.FRENCH_WRONG,
    }
