"""Lesson 7 as its briefs tell it: week by week, check by check."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from shared.as_told import DRAWS, Told, numbers_in

WAYS = ("ship", "part", "wait", "stay")
QUESTIONS = {
    "like": "Live cases are harder",
    "next": "The next sprint makes fewer mistakes",
    "undo": "Going back to today's process takes",
    "today": "Today's process gets wrong",
    "slower": "makes people slower",
}
"""The rows of what nobody has mentioned, by the question that reveals each."""


def ask(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Live through every release, a week at a time; then weigh questions and decision.

    The questions count over all answers, the decision by the answers that were given.
    """
    cases, weeks = told.numbers("Cases")
    wrong = told.number("One wrong case")
    checked, of = told.says(r"\d+ of 100 cases wrong in our check")
    review = told.number("Ship to all")
    few, of_ten, _, side = told.numbers("A part first")
    sprint, sprint_cost = told.numbers("Wait")
    harder_in, harder, _ = told.numbers(QUESTIONS["like"])
    next_in, much, _, little = told.numbers(QUESTIONS["next"])
    undo_in, slow, quick = told.numbers(QUESTIONS["undo"])
    today_in, bad, _, good, _ = told.numbers(QUESTIONS["today"])
    slower_in, extra = told.numbers(QUESTIONS["slower"])
    surprise_in, shock, _ = told.numbers("A surprise after launch")
    chances = (harder_in, next_in, undo_in, today_in, slower_in, surprise_in)

    def given_up(facts: tuple[bool, ...]) -> dict[str, float]:
        like, more, undo, today, slower, surprise = facts
        usual = cases * wrong * (bad if today else good) / of
        back = slow if undo else quick

        def a_week(mistakes: float) -> float:
            live = mistakes + like * harder + surprise * shock
            return cases * (wrong * live / of + slower * extra)

        now, then = a_week(checked), a_week(max(checked - (much if more else little), 0))
        mixed = few / of_ten * now + (1 - few / of_ten) * usual
        cost = dict.fromkeys(WAYS, 0.0)
        cost["wait"] = sprint_cost
        for week in range(int(weeks)):
            gone = week >= review + back
            cost["stay"] += usual
            cost["ship"] += usual if gone and now > usual else now
            if week < review:
                cost["part"] += mixed + side
            elif now <= usual:
                cost["part"] += now
            else:
                cost["part"] += usual if gone else mixed
            live = week - sprint
            gone = live < 0 or (then > usual and live >= review + back)
            cost["wait"] += usual if gone else then
        least = min(cost.values())
        return {way: amount - least for way, amount in cost.items()}

    heard: dict[tuple[bool, ...], dict[str, float]] = defaultdict(lambda: dict.fromkeys(WAYS, 0.0))
    weight: dict[tuple[bool, ...], float] = defaultdict(float)
    names = list(QUESTIONS)
    asked = {value for name, value in answer.items() if name != "decide"}
    told_of = [place for place, name in enumerate(names) if name in asked]
    for facts in itertools.product((True, False), repeat=len(chances)):
        chance = np.prod(
            [k / 10 if fact else 1 - k / 10 for k, fact in zip(chances, facts, strict=True)]
        )
        answers = tuple(facts[place] for place in told_of)
        weight[answers] += chance
        for way, lost in given_up(facts).items():
            heard[answers][way] += chance * lost
    worth = sum(min(ways.values()) for ways in heard.values())
    said = {
        "like": "No, they were" in told.text,
        "next": "We know what to fix" in told.text,
        "undo": "would have to be set up again" in told.text,
        "today": "We counted it last month: only" not in told.text,
        "slower": "they read each result twice" in told.text,
    }
    here = tuple(said[names[place]] for place in told_of)
    ways = heard[here]
    return worth + (ways[answer["decide"]] - min(ways.values())) / weight[here]


def everything_asked(exercise: Any, brief: Any) -> str:
    """Return every answer there is, as the form shows them one after the other."""
    names = [*QUESTIONS, *exercise.decoys]
    return "".join(f"<p>{text}</p>" for _, text in exercise.answers(brief, names))


def policy(told: Told, answer: Mapping[str, Any], rng: np.random.Generator) -> np.ndarray:
    """Play projects: first versions, checks, sprints, launches, reviews."""
    today, of = told.says(r"process, which gets \d+ of 100 cases right")
    kinds = []
    for row in told.rows:
        if row[0].startswith("gain "):
            first = float(row[0].removeprefix("gain ").replace("\N{MINUS SIGN}", "-"))
            for column, count in enumerate(row[1:]):
                kinds += [(first, column)] * int(count)
    like = rng.integers(len(kinds), size=DRAWS)
    gain = np.array([kinds[one][0] for one in like])
    steep, flat = told.says(r"adds [\d.]+, otherwise [\d.]+")
    adds = np.where(np.array([kinds[one][1] for one in like]) == 0, steep, flat)
    keep = told.says(r"adds \d+ tenths")[0] / 10
    most = told.says(r"more than \d+ right")[0] - today
    weeks = told.number("The product is used for")
    cases, *_ = told.numbers("Cases")
    a_week = told.number("So a gain of 1 in 100")
    case_cost = told.number("Checking one case")
    sprint, sprint_cost = told.numbers("One more sprint")
    side = told.number("While only some cases")
    back_weeks, back_cost = told.numbers("If you go back")
    differ = told.says(r"disagree on \d+ of 100")[0] / of
    lower = np.zeros(DRAWS)
    if any("Live cases are harder" in row[0] for row in told.rows):
        in_ten, of_ten, gap, *_ = told.numbers("Live cases are harder")
        lower = np.where(of_ten * rng.random(DRAWS) < in_ten, gap, 0)
    size = numbers_in({"none": "0"}.get(answer["check"], answer["check"].removeprefix("c")))[0]
    below = told.says(r"measured gain less [\d.]+ times")[0] if size else 0
    part = {"all": 1.0}.get(answer["first_share"]) or float(answer["first_share"][1:]) / of

    waiting, brought, known = np.ones(DRAWS, bool), np.zeros(DRAWS), np.zeros(DRAWS)
    for done in range(int(told.says(r"within \d+ sprints")[0]) + 1):
        gain = np.minimum(gain, most)
        live, left = gain - lower, max(weeks - done * sprint, 0)
        known = np.maximum(known, left * a_week * live - done * sprint_cost)
        if done <= answer["most_sprints"]:
            ship = waiting.copy()
            if size:
                brought[waiting] -= size * case_cost
                error = of * np.sqrt(differ / size)
                measured = gain + error * rng.standard_normal(DRAWS)
                ship &= measured - below * error >= answer["margin"]
            first = min(answer["review_after"], left)
            error = of * np.sqrt(differ / max(part * cases * first, differ / of))
            on = live + error * rng.standard_normal(DRAWS) > 0
            back = min(back_weeks, left - first)
            value = first * (part * a_week * live - (side if part < 1 else 0))
            gone = part * (back * a_week * live - (back_cost if first < left else 0))
            brought[ship] += (value + np.where(on, (left - first) * a_week * live, gone))[ship]
            waiting &= ~ship
            if done < answer["most_sprints"]:
                brought[waiting] -= sprint_cost
        gain, adds = gain + adds, adds * keep
    return known - brought


def statements(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Live through what follows each statement, a week at a time."""
    weeks = told.says(r"used for \d+ weeks from today")[0]
    worth = told.says(r"each of those is worth €[\d,]+")[0]
    _, review, soon = told.numbers("Ship to all")
    few, of, _, side = told.numbers("A part first")
    team = told.number("Wait")
    said = re.split(r"Statement \d: ", told.text)[1:]
    lost = 0.0
    for text, way in zip(said, answer.values(), strict=True):
        back = _found(r"takes ([\d.]+) weeks? after you notice", text, soon)
        known = chosen = 0.0
        for chance, now, then, wait in _states(text):
            brought = dict.fromkeys(WAYS, 0.0)
            for week in range(int(weeks)):
                there = now > 0 or week < review + back
                brought["ship"] += worth * now * there
                if week < review:
                    brought["part"] += worth * now * few / of - side
                else:
                    brought["part"] += worth * now * (1 if now > 0 else few / of) * there
                brought["wait"] += -team if week < wait else worth * max(then, 0)
            known += chance * max(brought.values())
            chosen += chance * brought[way]
        lost += known - chosen
    return lost


def _found(pattern: str, text: str, otherwise: float = 0) -> float:
    match = re.search(pattern, text)
    return float(match[1]) if match else otherwise


def _states(text: str) -> list[tuple[float, float, float, float]]:
    """Return what may be so: its chance, the gain now and after waiting, and the weeks."""
    wait = _found(r"(\d+) weeks?\b(?! (?:late|after))", text)
    more = _found(r"(\d+) more right(?! than today)", text)
    at = re.search(r"(?:Now it|This one) gets (\d+) (more|fewer) right than", text)
    count, side = at.groups() if at else ("0", "")
    now = float(count) * (-1 if side == "fewer" else 1)
    wrong, today = (
        _found(rf"{start}(\d+)(?: of 100)? wrong", text)
        for start in (r"(?:still gets|Only) ", r"Today's process gets ")
    )
    if today:
        now = today - wrong
    if "come later" in text:
        now = more_right(text) - _found(r"as much as (\d+)", text)
        quick = _found(r"version that gets (\d+) more right than", text)
        return [(1, now, quick, wait)]
    if "foreign ones" in text:
        share = _found(r"In (\d+) of 10", text) / 10
        others = _found(r"In the others it gets (\d+) more", text) * (1 - share)
        later = others + _found(r"would get (\d+) more", text) * share
        return [(1, others - _found(r"gets (\d+) fewer", text) * share, later, wait)]
    if "Of ten versions" in text:
        bad = _found(r"(\d+) get \d+ fewer right", text) / 10
        worse = _found(r"get (\d+) fewer right", text)
        better = _found(r"the others (\d+) more", text)
        return [(1 - bad, better, better, wait), (bad, -worse, -worse, wait)]
    if "promises" in text:
        broken = _found(r"(\d+) are broken", text) / 10
        late = _found(r"comes (\d+) weeks? late", text)
        return [(1 - broken, now, now + more, wait), (broken, now, now, wait + late)]
    return [(1, now, now + more, wait)]


def more_right(text: str) -> float:
    """Return by how much the version is better, in the speaker's words."""
    return _found(r"“It gets (\d+) more", text)


TELLERS = {"ask": ask, "policy": policy, "statements": statements}
ALSO = {"ask": everything_asked}
