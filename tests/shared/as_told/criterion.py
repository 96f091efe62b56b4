"""Lesson 6 as its briefs tell it: a gate is played, requests and amendments are reckoned."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from shared.as_told import DRAWS, Told, chance_below, numbers_in

TINY = 1 / 10**10
"""Shares of whole numbers may miss a whole one by less than this."""
DRAFTED = {
    "letters_from": (
        "Which letters are checked",
        {"picks": "team_picks", "head office": "one_office", "all offices": "all_offices"},
    ),
    "measure": ("What is counted as right", {"sorted": "all_right", "found": "urgent_found"}),
    "unit": (
        "What is checked",
        {"not said": "not_said", "letters, urgent or not": "letters", "urgent": "urgent_letters"},
    ),
    "certainty": ("How sure the check must be", {"itself": "as_measured"}),
    "lost_letters": ("Urgent letters lost in the archive, at most", {"not limited": "no_cap"}),
    "judge": ("Who says what is right", {"temp": "quick", "experts": "experts"}),
    "compared_with": ("Compared with", {"nothing": "nothing"}),
    "on_a_miss": ("What happens if the last try fails", {"by hand": "stop", "reworks": "rework"}),
}
"""How the form names each choice, and words by which one knows what the draft says there."""
NUMBERED = {
    "cases": "How many are checked",
    "at_least": "at least this many of 100",
    "floor": "0 for none",
    "tries": "fresh letters every time",
}


def _draft(told: Told) -> dict[str, Any]:
    """Return the draft's clauses, read from the questions of the form."""
    found: dict[str, Any] = {"verdict": "amend"}
    for name, label in NUMBERED.items():
        found[name] = int(told.says(rf"{label}\)? \(draft: \d+\)")[-1])
    for name, (label, words) in DRAFTED.items():
        said = told.words(rf"{label} \(draft: [^)]*\)").partition("(draft: ")[-1]
        (found[name],) = [key for word, key in words.items() if word in said][:1]
    return found


def paperline(told: Told, answer: Mapping[str, Any], rng: np.random.Generator) -> Any:
    """Play models that come to the gate: letters are drawn, looked at, and it is decided."""
    clause = dict(answer) if answer["verdict"] != "sign" else _draft(told)
    sorters_low, _, by_hand_low, sorters_high, by_hand_high = told.numbers("No model")
    assert "Both are as likely" in told.text
    at_low = rng.random(DRAWS) < 1 / (1 + 1)
    by_hand = np.where(at_low, by_hand_low, by_hand_high)
    if clause["verdict"] == "refuse":
        return by_hand
    sorters = np.where(at_low, sorters_low, sorters_high) / 100

    kinds = [row for row in told.rows if re.fullmatch(r"€[\d,]+|nothing", row[-1]) and row[1:-1]]
    kinds = [row for row in kinds if row[-1 - 1].startswith(("€", "nothing"))]
    names = [row[0] for row in kinds]
    of_20, english, translated, _, others, harm, harm_english = np.array(
        [[numbers_in(cell)[0] for cell in row[1:]] for row in kinds]
    ).T
    urgent = told.number("Urgent letters") / 100
    in_all, _, head_office, *_ = told.numbers("Translated letters")
    share = {"team_picks": 0, "one_office": head_office, "all_offices": in_all}
    split_share = share[clause["letters_from"]] / 100
    picked, of_picked = told.says(r"only \d+ of 10 of its usual mistakes")
    easy = picked / of_picked if clause["letters_from"] == "team_picks" else 1
    fifth, overlooked, of_overlooked = told.says(r"costs a fifth and overlooks \d+ of 10 mistakes")
    quick = clause["judge"] == "quick"
    seen = 1 - (overlooked / of_overlooked if quick else 0)
    lost_usual, of_lost, lost_much, _ = told.numbers("Missed urgent letters")
    lost_share = np.where([name == "loses letters" for name in names], lost_much, lost_usual)
    sorters_others = told.number("The other letters")

    by_urgent = clause["unit"] == "urgent_letters"
    only_urgent = by_urgent or clause["measure"] == "urgent_found"
    part_urgent = 1 if only_urgent else urgent
    cases = clause["cases"]
    label = "Two experts find one urgent letter" if by_urgent else "Two experts check one letter"
    price = told.number(label) * (fifth if quick else 1)
    if clause["compared_with"] == "today":
        price += told.number("The clerks on the same letters")
    one_check = cases * price
    if clause["letters_from"] == "all_offices":
        one_check += told.number("Letters from all offices")
    marks = _marks(clause, cases)
    cap = {"no_cap": math.inf, "not_one": 0}.get(clause["lost_letters"])
    if cap is None:
        lost, of_cases = told.says(rf"\b{LIMITS[clause['lost_letters']]} of 100\b")
        cap = lost / of_cases

    def wrong(found: np.ndarray, right: Any) -> np.ndarray:
        missed = part_urgent * (1 - found) * easy
        return missed, missed + (1 - part_urgent) * (1 - right) * easy

    def check(who: np.ndarray) -> np.ndarray:
        what, size = kind[who], len(who)
        count = np.full(size, cases)
        if only_urgent and not by_urgent:
            count = rng.binomial(cases, urgent, size)
        part = np.rint(count * split_share).astype(int)
        good, lost, today = np.zeros((1 + 1 + 1, size), int)
        passed = np.ones(size, bool)
        for letters, finds in ((count - part, english), (part, translated)):
            missed, mistakes = wrong(finds[what] / 100, others[what] / 100)
            errors = rng.binomial(letters, mistakes * seen)
            lost += rng.binomial(errors, missed / mistakes * lost_share[what] / of_lost)
            good += letters - errors
            passed &= letters - errors >= np.ceil(letters * clause["floor"] / 100 - TINY)
            _, mistakes = wrong(sorters[who], sorters_others / 100)
            today += letters - rng.binomial(letters, mistakes * seen)
        passed &= (good >= np.where(count == 0, 1, marks[count])) & (
            lost <= np.floor(np.where(count == 0, 0, cap) * count + TINY)
        )
        return passed & (good >= today) if clause["compared_with"] == "today" else passed

    kind = rng.choice(len(names), DRAWS, p=of_20 / of_20.sum())
    cost, live = np.zeros(DRAWS), np.zeros(DRAWS, bool)
    for _ in range(clause["tries"]):
        left = np.flatnonzero(~live)
        cost[left] += one_check
        live[left] = check(left)
    if clause["on_a_miss"] == "rework":
        left = np.flatnonzero(~live)
        rework, mended, of_mended = told.numbers("Rework if the last try fails")
        cost[left] += rework + one_check
        kind[left[of_mended * rng.random(len(left)) < mended]] = 0
        live[left] = check(left)
    in_english = harm_english[kind] + by_hand * in_all / 100
    failed = in_english if clause["on_a_miss"] == "english_only" else by_hand
    return cost + np.where(live, harm[kind], failed)


LIMITS = {"five_in_100": "[5]", "two_in_100": "[2]"}
"""How the form writes the two limits on lost letters."""


def _marks(clause: Mapping[str, Any], most: int) -> np.ndarray:
    """Return how many of 0 to ``most`` cases must be right.

    Where the check must be sure: so many that a model just at the mark reaches them no more
    often than the form says.
    """
    share = clause["at_least"] / 100
    counts = np.arange(most + 1)
    if clause["certainty"] == "as_measured":
        return np.ceil(counts * share - TINY)
    (sure,) = numbers_in(clause["certainty"].replace("_", " "))
    if share == 1:
        return counts + 1
    ways = np.array([math.lgamma(n + 1) for n in counts])
    found = []
    for n in counts:
        k = counts[: n + 1]
        logs = ways[n] - ways[k] - ways[n - k] + k * math.log(share) + (n - k) * math.log1p(-share)
        reached = np.cumsum(np.exp(logs)[::-1])[::-1]
        rare = np.flatnonzero(reached <= 1 - sure / 100 + TINY)
        found.append(rare[0] if len(rare) else n + 1)
    return np.array(found)


def wider_scope(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Weigh each request by how many fell short, and a check by what it lets through."""
    strong, *_, weak = told.says(r"is right \d+ times in 100, one that falls short \d+")
    (mark, of) = told.says(r"A check asks for \d+ in 100")
    total = 0.0
    for name, way in answer.items():
        (row,) = (row for row in told.rows if row[0].startswith(f"{name[-1]}. "))
        (short, of_ten), (harm,), (benefit,), (cases, _, check) = map(numbers_in, row[1:])
        short = short / of_ten
        needed = int(cases * mark // of)

        def passes(right: float, cases: float = cases, needed: int = needed) -> float:
            return 1 - chance_below(needed, int(cases), right / 100)

        total += {
            "include": short * harm,
            "refuse": (1 - short) * benefit,
            "own_gate": check
            + short * passes(weak) * harm
            + (1 - short) * (1 - passes(strong)) * benefit,
        }[way]
    return total


def _at_least(cases: float, mark: float, share: float) -> float:
    """Return how often at least ``mark`` in 100 of ``cases`` come out, each with ``share``."""
    if share in (0, 1):
        return float(share == 1 or mark == 0)
    return 1 - chance_below(math.ceil(cases * mark / 100 - TINY), int(cases), share)


def _decided(told: Told, accepted: Mapping[str, float]) -> float:
    """Return what wrong decisions cost, over the kinds that came to the gate."""
    total = 0.0
    for name, share in accepted.items():
        row = told.row(name)
        (of_ten,), (year,) = numbers_in(row[0]), numbers_in(row[-1])
        total += of_ten / 10 * year * (1 - share if row[-1].startswith("brings") else share)
    return total


def nextshelf(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Check lists of each kind by the draft as amended."""
    picks = set(answer.values())
    live = "live_test" in picks
    (recorded,) = told.says(r"stored records of \d+ readers")
    (shown,) = told.says(r"show it to \d+ readers")
    (welsh,) = told.says(r"\d+ Welsh readers counted separately")
    (times, _) = told.says(r"\d+ times as many readers in every check \(€[\d,]+\)")
    (above,) = told.says(r"a minimum \d+ readers")
    (titles,) = told.says(r"at least \d+ of")
    fresh, *_ = told.says(r"in fresh weeks \d+ of 100 take one")
    more = times if "more_readers" in picks else 1
    today = [numbers_in(cell) for cell in told.row("Today's shelf")]
    at_today = [found[0] if found else 0 for found in today]
    accepted = {}
    for name in ("Own-taste", "Best-seller", "Tuned", "English-only"):
        _, records, when_shown, welsh_records, welsh_shown, on_lists, _ = told.numbers(name)
        if "fresh_weeks" in picks and not live and name == "Tuned":
            records = fresh
        share, mark = (when_shown, at_today[1 + 1]) if live else (records, at_today[1])
        mark += above if "higher_mark" in picks else 0
        passing = _at_least((shown if live else recorded) * more, mark, share / 100)
        if "welsh_floor" in picks:
            place = at_today.index(at_today[1 + 1]) + 1 + (1 if live else 0)
            share = welsh_shown if live else welsh_records
            passing *= _at_least(welsh * more, at_today[place], share / 100)
        if "titles_floor" in picks and on_lists < titles:
            passing = 0.0
        accepted[name] = passing
    prices = {
        "more_readers": ("times as many readers in every check", ""),
        "higher_mark": ("readers in 100 above today's", ""),
        "describe": ("how the method works", ""),
        "live_test": ("", r"the test with readers costs €[\d,]+"),
        "fresh_weeks": ("weeks the team hasn't used", ""),
        "welsh_floor": ("", r"Welsh readers separately costs €[\d,]+"),
        "decimals": ("three decimals", ""),
        "titles_floor": ("", r"counting titles costs €[\d,]+"),
    }
    paid = sum(_paid(told, *prices[name]) for name in picks)
    return paid + _decided(told, accepted)


def brightdesk(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Check versions of each kind by the draft as amended."""
    picks = set(answer.values())
    caught, severe = told.says(r"The judge catches \d+ of \d+ made-up facts")
    false_alarms, sound = told.says(r"It also flags \d+ of \d+ sound answers")
    newer, _ = told.says(r"a newer judge: catches \d+ of \d+")
    (draft_cases,) = told.says(r"no made-up fact in \d+ answers to our demo list")
    zero_cases, _ = told.says(r"no made-up fact in [\d,]+ answers, not \d+")
    most, many_cases, *_ = told.says(r"at most \d+ in \d+ answers, not")
    answers, of_answers = told.says(r"a real answer to at least \d+ of \d+ questions")
    friendly, of_friendly = told.says(r"at least \d+ of \d+ customers find it friendly")
    assert "all but the silent ones answer every question" in told.text
    (per, *_) = told.says(r"Invents in \d+, demo list")
    cases, allowed = draft_cases, 0.0
    if "zero_in_1000" in picks:
        cases = zero_cases
    elif "eight_in_500" in picks:
        cases, allowed = many_cases, most
    accepted = {}
    for name in ("Careful", "Know-all", "Fluent", "Silent"):
        _, real_answers, demo, real, liked, _ = told.numbers(name)
        on_real = "real_post" in picks
        answered = real_answers / 100 if on_real else float(name != "Silent")
        invented = (real if on_real else demo) / per
        catch = (newer if "newer_judge" in picks else caught) / severe
        counted = catch * invented + (answered - invented) * false_alarms / sound
        if "experts_on_all" in picks:
            counted = invented
        elif "experts_on_flags" in picks:
            counted = catch * invented
        passing = chance_below(int(allowed) + 1, int(cases), counted) if counted else 1.0
        if "answers_half" in picks:
            passing *= _at_least(of_answers, 100 * answers / of_answers, answered)
        if "friendly" in picks:
            passing *= _at_least(of_friendly, 100 * friendly / of_friendly, liked / 100)
        accepted[name] = passing
    prices = {
        "friendly": ("customers find it friendly", ""),
        "zero_in_1000": (rf"no made-up fact in {zero_cases:,.0f} answers, not \d+", ""),
        "experts_on_flags": ("", r"experts cost €[\d,]+"),
        "experts_on_all": ("", r"on flags, and €[\d,]+"),
        "newer_judge": ("same false alarms", ""),
        "real_post": ("", r"last month's post cost €[\d,]+"),
        "answers_half": (r"a real answer to at least \d+ of \d+ questions", ""),
        "eight_in_500": ("", r"checking \d+ answers costs €[\d,]+"),
    }
    return sum(_paid(told, *prices[name]) for name in picks) + _decided(told, accepted)


def _paid(told: Told, in_form: str, in_brief: str) -> float:
    """Return the price of an amendment, from the form or from the brief."""
    if in_brief:
        return told.says(in_brief)[-1]
    said = told.words(rf"{in_form} \((?:€[\d,]+|free)\)")
    return 0.0 if said.endswith("(free)") else numbers_in(said)[-1]


TELLERS = {
    "paperline": paperline,
    "wider_scope": wider_scope,
    "nextshelf_challenge": nextshelf,
    "brightdesk_challenge": brightdesk,
}
