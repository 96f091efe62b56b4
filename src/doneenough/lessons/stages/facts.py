"""Every number that lesson 1 quotes, by name, computed."""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.crowd import TEAMS
from doneenough.core.feedback import euros
from doneenough.core.lesson_files import card_of
from doneenough.core.lifecycle import STAGES
from doneenough.core.wording import Fact
from doneenough.core.words import counted
from doneenough.lessons.stages import case, gate_budget_world
from doneenough.lessons.stages.case import NONE, SURVEY, WORKED, without
from doneenough.lessons.stages.gate_budget_world import MOST, SHADOW_RUN, finds
from doneenough.lessons.stages.pipeline_world import ALL, MONITORING
from doneenough.lessons.stages.projects_world import (
    DAY,
    REWORK_DAYS,
    WORSE,
    WRONG,
    cost,
    disappointed,
)


def facts() -> Mapping[str, Fact]:
    """Return the facts by name."""
    card = card_of("stages")
    leading, saved = case.day_by_day()[0]
    half_worked = case.half_worked_costs()
    return {
        "lesson_minutes": card.lesson_minutes,
        "assessment_minutes": card.assessment_minutes,
        "here": STAGES[card.stage],
        **{f"{id_}_stage": name for id_, name in STAGES.items()},
        "start_day": case.START.day,
        "gate_day": case.GATE.day,
        "launch_day": case.LAUNCH.day,
        "interviews": case.INTERVIEWS,
        "surveyed": round(case.SURVEYED, -2),
        "survey_hours": sum(SURVEY.values()),
        "survey_model": case.model_hours(SURVEY),
        "teams": TEAMS,
        "shown": case.shown(),
        "went_live": case.went_live(),
        "worse": WORSE,
        "fell_with_all_gates": disappointed(ALL),
        "fell_without_shadow_run": disappointed(without(SHADOW_RUN)),
        "fell_without_monitoring": disappointed(without(MONITORING)),
        "board_day": euros(DAY),
        "wrong_letter": euros(WRONG),
        "rework_days": REWORK_DAYS,
        "all_gates_cost": euros(cost(ALL)),
        "one_less_cost": euros(min(cost(without(gate)) for gate in ALL)),
        "no_gates_cost": euros(cost(NONE)),
        "shadow_run_finds_in_two": finds()[SHADOW_RUN][2],
        "budget": gate_budget_world.BUDGET,
        "most_days": MOST,
        "past_projects": gate_budget_world.PAST,
        "worked_harm": euros(WORKED.brief.on_average(leading)),
        "worked_finds": finds()[leading][1],
        "worked_saves": euros(saved),
        "half_worked_most": counted(MOST, "days"),
        "half_worked_most_cost": euros(half_worked[MOST]),
        "half_worked_one": counted(1, "days"),
        "half_worked_one_cost": euros(half_worked[1]),
    }
