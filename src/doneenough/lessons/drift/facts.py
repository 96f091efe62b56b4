"""Every number that lesson 10 quotes, by name, computed; what is simulated, when asked for."""

from __future__ import annotations

from collections.abc import Mapping

from scipy import special

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.lesson_files import card_of
from doneenough.core.wording import Named
from doneenough.lessons.drift import case, chance
from doneenough.lessons.drift.alarms_world import EARLIER, shares
from doneenough.lessons.drift.case import LETTERS, PLANS, PRICES, SMALL_LOOK, TODAY, USUAL_LIMIT
from doneenough.lessons.drift.labels import DROP, FASTEST
from doneenough.lessons.drift.phrases import two_digits
from doneenough.lessons.drift.plan_decision import OPTIONS
from doneenough.lessons.drift.plan_world import HALF_YEARS, worlds
from doneenough.lessons.drift.without_labels import WORKED
from doneenough.statistics.streams import CHANGE_DAY
from doneenough.statistics.streams.world import RAMP_DAYS

REGISTER_WORDS = 80
"""About how long the written task is to be."""
HARDLY_EVER = 0.005
"""What happens by chance on fewer days than this."""


def facts() -> Mapping[str, Named]:
    """Return the facts by name."""
    card = card_of("drift")
    sign_off = worlds()["stable"].reference.accuracy
    limits = {key: option.value.index for key, option in OPTIONS["limit"].items()}
    chosen = PLANS["what_matters"].value("limit")
    short = shares()["nothing"]["short"]
    return {
        "lesson_number": card.number,
        "lesson_minutes": card.lesson_minutes,
        "assessment_minutes": card.assessment_minutes,
        "teams": TEAMS,
        "complaint_day": case.COMPLAINT.day,
        "other_call_day": case.OTHER_CALL.day,
        "decision_day": case.DECISION.day,
        "letters_a_day": LETTERS,
        "labels_a_day": case.LABELS_A_DAY,
        "label_delay": case.LABEL_DELAY,
        "wrong_letter": euros(PRICES.wrong),
        "needless_call": euros(PRICES.false_alarm),
        "label_price": euros(PRICES.label),
        "by_hand": euros(case.BY_HAND),
        "daily_harm": two_digits(case.daily_harm()),
        "right_at_sign_off": round(100 * sign_off),
        "right_after_web_form": round(100 * float(worlds()["harder"].accuracy[-1])),
        "change_day": CHANGE_DAY,
        "ramp_days": RAMP_DAYS,
        "half_years": HALF_YEARS,
        "earlier_alarms": EARLIER,
        "weeks": case.WEEKS,
        "usual_limit": f"{USUAL_LIMIT:g}",
        **{f"index_{key}": f"{index:g}" for key, index in limits.items()},
        "fastest_drop": DROP[FASTEST.drop].value,
        "rule_change_called": lambda: case.noticed(TODAY, "relationship")[0],
        "harmless_shift_called": lambda: case.flagged(TODAY, "harmless_shift"),
        "small_look_letters": SMALL_LOOK,
        "small_look_called": lambda: round(100 * chance.small_look(SMALL_LOOK, USUAL_LIMIT)),
        "far_limit_called": lambda: round(100 * chance.small_look(SMALL_LOOK, limits["far"])),
        "broken_feed_index": f"{chance.broken_feed_index():.0f}",
        "inputs_tested": case.INPUTS,
        "calls_by_chance": case.CHANCE,
        "many_inputs_called": round(100 * chance.any_of(case.INPUTS, case.CHANCE / 100)),
        "weekend_calls": lambda: round(case.weekends(1)),
        "weekends_quiet": case.weekends_quiet,
        "late_drop": case.QUALITY_DROP,
        "late_days": lambda: round(case.late(case.LABEL_DELAY)),
        "everything_calls": lambda: round(case.outcome(PLANS["everything"]).false_alarms_a_year),
        "letters_without_words": LETTERS // 3,
        "short_letters_usual": round(LETTERS * short),
        "short_letters_rare": next(
            count
            for count in range(round(LETTERS * short), LETTERS, 5)
            if special.bdtrc(count, LETTERS, short) < HARDLY_EVER
        ),
        "worked_letters": WORKED.letters,
        "register_words": REGISTER_WORDS,
        "chosen_drop": chosen.fewer,
        "chosen_index": f"{chosen.index:g}",
        "chosen_days": _chosen_days,
        "chosen_cost_unseen": lambda: two_digits(_chosen_days() * round(case.daily_harm(), -2)),
    }


def _chosen_days() -> int:
    """Return after how many days the chosen plan notices a changed rule, on average."""
    return round(case.noticed(PLANS["what_matters"], "relationship")[1])
