"""What lesson 1 says is what its simulation gives."""

from __future__ import annotations

import re

import numpy as np
import pytest

from doneenough.core.registry import find_prose
from doneenough.core.wording import words_of
from doneenough.lessons.stages import case
from doneenough.lessons.stages.case import HALF_WORKED, NONE, SURVEY, WORKED, shown, without
from doneenough.lessons.stages.gate_budget_world import (
    BUDGET,
    GATES,
    MOST,
    cost,
    every_split,
    finds,
)
from doneenough.lessons.stages.pipeline_world import ALL
from doneenough.lessons.stages.pipeline_world import GATES as BOARD
from doneenough.lessons.stages.projects_world import (
    REWORK_DAYS,
    WORSE,
    _table,
    demo,
    disappointed,
    live,
    subsets,
)
from doneenough.lessons.stages.shares import scaled

SPONSOR = find_prose("stages.sponsor")
FACTS = words_of("stages").facts()


def test_the_case_showed_what_projects_without_gates_show():
    assert shown() == FACTS["shown"] == 93
    assert case.went_live() == FACTS["went_live"] == round(float(live(NONE).mean())) == 57


def test_facts_that_the_texts_turn_on():
    assert FACTS["fell_without_shadow_run"] == disappointed(without("shadow_run")) == 181
    assert FACTS["fell_without_monitoring"] == disappointed(without("monitoring")) == 160
    assert FACTS["survey_model"] == 23
    # The name of the first guess: only the shadow run is skipped.
    assert case.SKIPPED_FIRST == "shadow_run"


def test_the_days_of_the_case_are_the_weekdays_named():
    days = {case.START: "Monday", case.GATE: "Thursday", case.LAUNCH: "Monday"}
    assert {day: f"{day:%A}" for day in days} == days
    assert {f"{day:%B}" for day in days} == {"January"}
    assert (FACTS["start_day"], FACTS["gate_day"], FACTS["launch_day"]) == (12, 15, 26)
    from doneenough.paths import course_root

    (notebook,) = (course_root() / "course").glob("01_*.ipynb")
    text = notebook.read_text(encoding="utf-8")
    assert f"It's Monday, {FACTS['start_day']} January" in text
    assert f"go live on Monday, {FACTS['launch_day']} January" in text
    for weekday, day, month in re.findall(r"(\w+day), (\d+) (\w+)", SPONSOR.prompt):
        there = case.START.replace(day=int(day), month={"February": 2}[month])
        assert f"{there:%A}" == weekday


def test_no_set_of_gates_has_a_clearly_better_demo_nor_worse_live_work_than_none():
    demos = [demo(kept).mean() for kept in subsets()]
    lives = [live(kept).mean() for kept in subsets()]
    assert max(demos) - demo(NONE).mean() < 0.5
    assert min(lives) == live(NONE).mean()


def test_most_letters_do_not_help():
    """“Among the projects with most letters, nearly as many disappoint.”"""
    order = np.argsort(_table()["size"][:, 0])
    for gate in BOARD:
        fell = demo(without(gate)) - live(without(gate)) >= WORSE
        few, many = fell[order[:100]].sum(), fell[order[100:]].sum()
        assert abs(int(few) - int(many)) <= 10, gate


def test_without_the_data_check_never_the_other_direction():
    assert (demo(without("data_check")) > demo(ALL)).all()
    assert (live(without("data_check")) < live(ALL)).all()


def test_the_survey_adds_up():
    assert sum(SURVEY.values()) == FACTS["survey_hours"] == 100
    assert FACTS["surveyed"] == 2_400


@pytest.mark.parametrize(
    ("given", "found"),
    [([50] * 5, [20] * 5), ([0] * 5, [20] * 5), ([45, 21, 11, 12, 11], [45, 21, 11, 12, 11])],
)
def test_guesses_are_scaled_to_100(given, found):
    assert list(scaled(dict(zip(SURVEY, given, strict=True))).values()) == found


def test_the_written_task_tells_the_truth():
    fell = disappointed(without("shadow_run"))
    assert f"{fell} got at least {WORSE} fewer letters out of 100 right" in SPONSOR.prompt
    assert f"takes {REWORK_DAYS} working days" in SPONSOR.prompt
    assert f"Two days of shadow run find {finds()['shadow_run'][2]} of 100" in SPONSOR.prompt
    full = SPONSOR.exemplars[0]["text"]
    assert f"{fell} did clearly worse once they were live" in full
    assert f"{finds()['shadow_run'][2]} of 100" in full


def test_day_by_day_is_the_best_use_of_four_days():
    days = [gate for gate, _ in case.day_by_day()]
    assert {gate: days.count(gate) for gate in set(days)} == WORKED.days
    own = set(WORKED.gates)
    least = min(
        cost(WORKED.brief, dict(zip(GATES, split, strict=True)))
        for split in every_split()
        if sum(split) <= 4
        and all(not day or gate in own for gate, day in zip(GATES, split, strict=True))
    )
    assert cost(WORKED.brief, WORKED.split) == least
    # Neither the commonest nor the dearest defect leads, and the shadow run is not worth a day.
    shares = {gate: WORKED.brief.share(gate) for gate in own}
    harms = {gate: WORKED.brief.harm(gate) for gate in own}
    assert max(shares, key=shares.__getitem__) == "shadow_run"
    assert max(harms, key=harms.__getitem__) == "per_group"
    assert days[0] == "data_check"
    assert all(WORKED.saves("shadow_run", day) < 0 for day in range(1, MOST + 1))


def test_the_half_worked_choice_has_a_middle():
    table = case.half_worked_costs()
    best = min(table, key=table.__getitem__)
    assert 0 < best < MOST
    assert table[1] > table[0]
    assert sum(HALF_WORKED.days.values()) + best <= BUDGET
    assert all(HALF_WORKED.saves("monitoring", day) < 0 for day in range(1, MOST + 1))
    # "Two are a finding": the words of the choice name the gate whose days are missing.
    assert case.MISSING == "shadow_run"
