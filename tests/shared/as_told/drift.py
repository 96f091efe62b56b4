"""Lesson 10 as its briefs tell it: alarms and labels, and of a monitoring plan what is bought.

What a plan does besides depends on letters day by day, which no brief can tell in numbers: its
table says what was counted, and is counted again (tests/lessons/drift).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from shared.as_told import Told, chance, chance_below, numbers_in

COUNTED = ("Needs an expert", "very short", "very young", "far away")
"""How an alarm names what was counted, in the order of the table of causes."""


def alarms(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Weigh what may be behind each alarm by its fresh letters, and follow each first step."""
    (volume,) = told.says(r"There are \d+ letters a day")
    (wrong,) = told.says(r"wrong because of a change costs €[\d,]+")
    assert "fresh letters, which had no part in raising it" in told.text
    feed, feed_days = told.numbers("Check the feed")
    labels, delay = told.numbers("More labels")
    by_hand = told.number("Sort by hand")
    retrain, retrain_days, *_ = told.numbers("Retrain")
    review = told.number("Do nothing")
    history = {
        row[0]: (numbers_in(row[1]), "none" not in row[-1])
        for row in told.rows
        if re.fullmatch(r"\d+ of \d+", row[1])
    }
    shares = {
        row[0]: [float(cell) / 100 for cell in row[1:]]
        for row in told.rows
        if row[0] in history and len(row) == len(COUNTED) + 1 + 1
    }
    (usual,) = (
        right for name, (*_, right) in shares.items() if "nothing but chance" in name.lower()
    )
    total = 0.0
    for name, way in answer.items():
        said = told.words(rf"Alarm {name[-1]}: .*?(?:after \d+ days\.|\d+ at sign-off\.)")
        (place,) = (at for at, what in enumerate(COUNTED) if what.lower() in said.lower())
        seen, letters = numbers_in(re.search(r"\d+ of \d+", said.replace("“", "")).group())
        found = re.search(r"Labels: (\d+) of (\d+) right", said)
        right, labelled = (int(count) for count in found.groups()) if found else (0, 0)
        weights, costs = [], []
        for cause, ((times, _), harms) in history.items():
            share = shares[cause]
            weights.append(
                times
                * chance(int(seen), int(letters), share[place])
                * chance(right, labelled, share[-1])
            )
            day = volume * max(0, usual - share[-1]) * wrong if harms else 0
            is_feed = "number of words" in cause
            repair, days = (feed, feed_days) if is_feed else (retrain, retrain_days)
            if not harms:
                repair = days = 0
            mended = repair + days * day
            by_labels = labels + delay * day + mended
            costs.append(
                {
                    "check_feed": mended if is_feed else feed + feed_days * day + by_labels,
                    "wait_for_labels": by_labels,
                    "roll_back": labels + (delay + days) * by_hand + repair,
                    "retrain": retrain + (retrain_days + delay) * day + mended
                    if is_feed
                    else retrain + retrain_days * day,
                    "do_nothing": review * day,
                }[way]
            )
        total += sum(w * c for w, c in zip(weights, costs, strict=True)) / sum(weights)
    return total


def labels(told: Told, answer: Mapping[str, Any], _rng: np.random.Generator) -> float:
    """Go through half a year: check-ups before a change, then those until it is noticed."""
    (budget,) = told.says(r"You may spend €[\d,]+ a week")
    changes, of, _ = told.says(r"In \d+ of the last \d+ half-years")
    (harm,) = told.says(r"A week with such a change costs €[\d,]+")
    (call,) = told.says(r"A false alarm costs €[\d,]+")
    _, weeks, before = told.says(r"Half a year has \d+ weeks, and a change comes after \d+ of them")
    assert "the change is as likely to fall in one as in another" in told.text
    names = {
        "express": "Fast and few",
        "usual": "The usual ones",
        "batch": "Slow and many",
        "closed_first": "close first",
    }
    week, days, right, hundred, then, _ = told.numbers(names[answer["buy"]])
    gather = {"one": "one week", "two": "two weeks", "four": "four weeks"}[answer["gather"]]
    (gathered,) = told.says(rf"\b{gather}\b")
    limits = [float(number) for number in re.findall(r"more than (\d+) of 100", told.text)]
    drop = limits[("three", "six", "nine", "twelve").index(answer["drop"])]
    stretch, left = int(gathered), int(weeks - before)
    size = int(week * gathered)
    low = int(np.ceil(size * (right - drop) / hundred))
    usual = chance_below(low, size, right / hundred)
    noticed = 0.0
    for first in range(1, stretch + 1):
        unseen, end, new = 1.0, first, first
        while end + days / DAYS <= left:
            olds, news = int(week * (stretch - new)), int(week * new)
            seen = sum(
                chance(old, olds, right / hundred)
                * chance_below(min(low - old, news + 1), news, then / hundred)
                for old in range(min(olds, low - 1) + 1)
            )
            noticed += unseen * seen * (end + days / DAYS) / stretch
            unseen *= 1 - seen
            end, new = end + stretch, stretch
        noticed += unseen * left / stretch
    share = changes / of
    calls = usual * (weeks // gathered) * (1 - share * before / weeks)
    return budget * weeks + call * calls + share * harm * noticed


LABELS_A_DAY = ("five", "ten", "twenty", "fifty")
"""How a plan names its numbers of labels, in the order of the form."""


def bought(told: Told, answer: Mapping[str, Any]) -> dict[str, float]:
    """Return what a plan pays for whatever happens: labels, check-ups, and someone on standby."""
    _, days = told.says(r"Half a year has \d+ days")
    price = told.number("One label") / (100 if "cents" in told.row("One label")[0] else 1)
    offered = re.findall(r"\b(\d+) a day\b", told.text)
    watched = answer["watch"] == "everything" or "quality" in answer["watch"]
    labels = price * int(offered[LABELS_A_DAY.index(answer["labels"])]) * days if watched else 0
    every = answer["look_every"].replace("_", " ")
    (apart,) = numbers_in(every) or [1]
    apart *= DAYS if "week" in every else 1
    (within,) = numbers_in(answer["answer"].replace("_", " "))
    (ready,) = re.findall(rf"\b{within:.0f}\sdays?:\s(€[\d,]+)", told.row("someone on standby")[0])
    return {
        "labels": labels,
        "checks": told.number("One check-up") * days / apart,
        "standby": numbers_in(ready)[0],
    }


DAYS = len("MTWTFSS")
"""Of a week."""

TELLERS = {"alarms": alarms, "labels": labels}
