"""Makes the table of Brightdesk: questions, the facts that hold, drafts, and what is wrong.

Run ``python generate.py [path]``. Only the standard library is needed. All chance comes
from ``random.Random(start).random()``, which gives the same numbers in every Python.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

START = 1
QUESTIONS = 800
COLUMNS = (
    *("draft_id", "question_id", "part", "version", "topic", "question", "facts"),
    *("draft", "claims", "true_severity", "declined", "reviewer_flag"),
)
Item = TypeVar("Item")
Facts = dict[str, str]

# What the parcel service really asks, promises and allows: economy, standard, express.
TARIFFS = ("economy", "standard", "express")
BY_TARIFF = {
    "redelivery_fee_eur": ("4.50", "3.50", "0.00"),
    "storage_days": ("5", "7", "14"),
    "late_after_days": ("10", "5", "2"),
    "late_refund": ("no", "no", "yes"),
    "claim_days": ("6", "8", "21"),
    "cover_eur": ("50.00", "100.00", "500.00"),
    "return_days": ("10", "15", "28"),
    "return_fee_eur": ("6.90", "4.90", "2.90"),
    "customs_fee_eur": ("12.00", "9.00", "6.00"),
    "customs_days": ("7", "4", "2"),
    "change_fee_eur": ("2.50", "1.50", "0.00"),
    "change_days": ("4", "2", "1"),
}
DEPOTS = {"north": "17:00", "harbour": "18:00", "station": "20:00"}
# What a draft may get wrong without having mixed up two tariffs.
OTHER_VALUES = {
    "fee_eur": ("2.00", "5.00", "7.50", "20.00"),
    "cover_eur": ("20.00", "250.00", "750.00"),
    "days": ("3", "12", "30", "60"),
}
CLOSING_TIMES = ("16:00", "17:00", "18:00", "19:00", "20:00", "22:00")


class Topic(NamedTuple):
    """What customers ask about, and which facts the answer needs."""

    name: str
    needed: tuple[str, str]
    questions: tuple[str, ...]


TOPICS = (
    Topic(
        "missed_delivery",
        ("redelivery_fee_eur", "storage_days"),
        (
            "I missed my {tariff} parcel. What does a second try cost, "
            "and how long do you keep it?",
            "Nobody was home for my {tariff} parcel. Can you come again, at what price? "
            "How long is it kept?",
        ),
    ),
    Topic(
        "collection",
        ("depot_closes", "storage_days"),
        (
            "Until when can I fetch my {tariff} parcel at the {depot} depot, "
            "and for how many days?",
            "When does the {depot} depot close? My {tariff} parcel is there. "
            "How long will it stay?",
        ),
    ),
    Topic(
        "delay",
        ("late_after_days", "late_refund"),
        (
            "My {tariff} parcel is slow. When does it count as late, and do I get my money back?",
            "When do {tariff} parcels count as late? Is the postage paid back then?",
        ),
    ),
    Topic(
        "damage",
        ("claim_days", "cover_eur"),
        (
            "My {tariff} parcel came broken. By when must I report it, and how much is covered?",
            "The box of my {tariff} parcel is crushed. How long may I claim, and up to what sum?",
        ),
    ),
    Topic(
        "return",
        ("return_days", "return_fee_eur"),
        (
            "I want to send my {tariff} parcel back. How many days do I have? What does it cost?",
            "What is the price of returning my {tariff} parcel, and until when can I do it?",
        ),
    ),
    Topic(
        "customs",
        ("customs_fee_eur", "customs_days"),
        (
            "My {tariff} parcel goes abroad. What do you charge for customs? "
            "How long does it take?",
            "How much is the customs service for my {tariff} parcel, and how many days are added?",
        ),
    ),
    Topic(
        "address_change",
        ("change_fee_eur", "change_days"),
        (
            "I have moved. What does a new address cost for my {tariff} parcel? Will it be later?",
            "Can my {tariff} parcel go to another address? At what price, and what delay?",
        ),
    ),
)

SAYS = {
    "redelivery_fee_eur": ("A second delivery costs {}.", "For a second try you pay {}."),
    "storage_days": ("We keep the parcel for {}.", "It stays with us for {}."),
    "depot_closes": ("The depot is open until {}.", "You can come until {}."),
    "late_after_days": ("A parcel is late after {}.", "It counts as late after {}."),
    "claim_days": ("Please report damage within {}.", "You can claim for {} after delivery."),
    "cover_eur": ("We cover damage up to {}.", "You are covered up to {}."),
    "return_days": ("You can send it back within {}.", "Returns are possible for {}."),
    "return_fee_eur": ("A return costs {}.", "For the return you pay {}."),
    "customs_fee_eur": ("Our customs service costs {}.", "For customs you pay {}."),
    "customs_days": ("Customs adds {}.", "Please allow {} more for customs."),
    "change_fee_eur": ("A new address costs {}.", "For the change you pay {}."),
    "change_days": ("It will arrive {} later.", "The change adds {}."),
}
POLICY = {
    ("late_refund", "no"): (
        "A late parcel brings no refund of the postage.",
        "We do not pay the postage back.",
    ),
    ("late_refund", "yes"): (
        "You then get a refund of the postage.",
        "We then pay the postage back.",
    ),
    ("refund", "yes"): (
        "You also get a refund of the postage.",
        "We will also pay the postage back.",
    ),
    ("voucher_eur", "10.00"): (
        "We also send you a voucher of 10.00 euros.",
        "A voucher for ten euros is on its way.",
    ),
    ("free_parcel", "yes"): (
        "Your next parcel is free.",
        "As a thank-you, you can send the next one free of charge.",
    ),
}
EXTRA_PROMISES = (("refund", "yes"), ("voucher_eur", "10.00"), ("free_parcel", "yes"))

OPENINGS = ("Thank you for your message.", "Hello, and thank you for asking.", "Dear customer,", "")
CLOSINGS = ("We are happy to help.", "Please write again if anything is unclear.", "")
BAD_TONE = (
    "As our website clearly says:",
    "You should have checked this before.",
    "WOW, what an AMAZING question!!!",
    "Calm down, this is simple.",
)
DECLINES = (
    "I cannot help with that. Please call us.",
    "I am not able to answer this. A colleague can help you on the phone.",
    "Sorry, I have no answer to this question. Please call our service desk.",
)


class Version(NamedTuple):
    """How often a version of the generator does what, as shares of its drafts.

    ``declines`` is a share of all drafts; the others are shares of the drafts that answer.
    """

    declines: float
    invents: float
    omits: float
    bad_tone: float


VERSIONS = {
    "careful": Version(declines=0.35, invents=0.02, omits=0.12, bad_tone=0.03),
    "fluent": Version(declines=0.0, invents=0.10, omits=0.06, bad_tone=0.12),
    "always_declines": Version(declines=1.0, invents=0.0, omits=0.0, bad_tone=0.0),
}
SECOND_INVENTION = 0.15
EXTRA_PROMISE = 0.25
FROM_ANOTHER_TARIFF = 0.6
# How a figure is written: in words, or changed into another unit where there is one.
IN_WORDS = 0.11
CHANGED = 0.15
# The human reviewer: how often a draft with an invented fact, or another one, is flagged.
REVIEWER_CATCHES = 0.90
REVIEWER_FALSE_ALARM = 0.02

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Chance:
    """Draws from one stream of numbers from 0 to 1."""

    def __init__(self, start: int) -> None:
        self._next = random.Random(start).random

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in ``share`` of all cases."""
        return self._next() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of ``items``, each equally often."""
        return items[int(self._next() * len(items))]


def in_words(number: int) -> str:
    """Return a whole number below 1,000 in words."""
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number < len(ONES):
        return ONES[number]
    ten = TENS[number // 10 - 2]
    return f"{ten}-{ONES[number % 10]}" if number % 10 else ten


def written(key: str, value: str, chance: Chance) -> str:
    """Return a figure as a draft writes it; ``key`` tells its unit."""
    words, changed = chance.happens(IN_WORDS), chance.happens(CHANGED)
    if key == "depot_closes":
        hour = int(value[:2]) - 12
        if words:
            return f"{in_words(hour)} in the evening"
        return f"{hour} pm" if changed else value
    if key.endswith("_eur"):
        euros, cents = (int(part) for part in value.split("."))
        if not euros and not cents:
            return "nothing"
        rest = f" {in_words(cents)}" if cents else ""
        unit = "euro" if euros == 1 and not cents else "euros"
        if words:
            return f"{in_words(euros)} {unit}{rest}"
        return f"{value} euros"
    days = int(value)
    if words and days % 7 == 0:
        return "one week" if days == 7 else f"{in_words(days // 7)} weeks"
    if not words and changed and 1 < days <= 4:
        return f"{24 * days} hours"
    return f"{in_words(days) if words else days} {'day' if days == 1 else 'days'}"


def true_facts(topic: Topic, tariff: str, depot: str) -> Facts:
    """Return the facts that the answer needs, by name."""
    column = TARIFFS.index(tariff)
    known = {key: values[column] for key, values in BY_TARIFF.items()}
    known["depot_closes"] = DEPOTS[depot]
    return {key: known[key] for key in topic.needed}


def wrong_value(key: str, right: str, chance: Chance) -> str:
    """Return a false value: that of another tariff, or one that holds nowhere."""
    if key == "late_refund":
        return "no" if right == "yes" else "yes"
    elsewhere = chance.happens(FROM_ANOTHER_TARIFF)
    if key == "depot_closes":
        choices: Sequence[str] = CLOSING_TIMES
    elif elsewhere:
        choices = BY_TARIFF[key]
    else:
        choices = next(values for end, values in OTHER_VALUES.items() if key.endswith(end))
    return chance.pick([value for value in choices if value != right])


def invent(claims: Facts, facts: Facts, chance: Chance) -> None:
    """Put one more false statement into ``claims``: a wrong value or an extra promise."""
    honest = [key for key in claims if claims[key] == facts.get(key)]
    # A promise of money back beside the rule about it would contradict itself.
    possible = [
        promise
        for promise in EXTRA_PROMISES
        if promise[0] not in claims and not (promise[0] == "refund" and "late_refund" in facts)
    ]
    if chance.happens(EXTRA_PROMISE) or not honest:
        key, value = chance.pick(possible)
        claims[key] = value
    else:
        key = chance.pick(honest)
        claims[key] = wrong_value(key, facts[key], chance)


def sentence(key: str, value: str, chance: Chance) -> str:
    """Return one statement as a sentence."""
    if (key, value) in POLICY:
        return chance.pick(POLICY[key, value])
    return chance.pick(SAYS[key]).format(written(key, value, chance))


def answer(version: str, facts: Facts, chance: Chance) -> tuple[str, Facts, str]:
    """Return a draft that answers, the facts it states, and what is wrong with it."""
    rates = VERSIONS[version]
    claims = dict(facts)
    severity = "none"
    if chance.happens(rates.bad_tone):
        severity = "cosmetic"
        opening = chance.pick(BAD_TONE)
    else:
        opening = chance.pick(OPENINGS)
    if chance.happens(rates.omits):
        severity = "minor"
        del claims[chance.pick(list(claims))]
    if chance.happens(rates.invents):
        severity = "severe"
        invent(claims, facts, chance)
        if chance.happens(SECOND_INVENTION):
            invent(claims, facts, chance)
    said = [sentence(key, value, chance) for key, value in claims.items()]
    return (
        " ".join(part for part in (opening, *said, chance.pick(CLOSINGS)) if part),
        claims,
        severity,
    )


def as_text(facts: Facts) -> str:
    """Return facts as one text: ``name=value``, separated by semicolons."""
    return "; ".join(f"{key}={value}" for key, value in facts.items())


def rows(start: int = START, questions: int = QUESTIONS) -> Iterator[dict[str, str]]:
    """Yield every row: each question once for each version.

    ``start`` is the number the chance begins with: the same number, the same rows.
    """
    chance = Chance(start)
    for number in range(1, questions + 1):
        topic = chance.pick(TOPICS)
        tariff, depot = chance.pick(TARIFFS), chance.pick(list(DEPOTS))
        question = chance.pick(topic.questions).format(tariff=tariff, depot=depot)
        facts = true_facts(topic, tariff, depot)
        for version, rates in VERSIONS.items():
            claims: Facts = {}
            severity, flagged = "none", False
            declined = chance.happens(rates.declines)
            if declined:
                draft = chance.pick(DECLINES)
            else:
                draft, claims, severity = answer(version, facts, chance)
                caught = REVIEWER_CATCHES if severity == "severe" else REVIEWER_FALSE_ALARM
                flagged = chance.happens(caught)
            yield {
                "draft_id": f"Q{number:04}-{version}",
                "question_id": f"Q{number:04}",
                "part": "learn" if number <= questions // 2 else "check",
                "version": version,
                "topic": topic.name,
                "question": question,
                "facts": as_text(facts),
                "draft": draft,
                "claims": as_text(claims),
                "true_severity": severity,
                "declined": "yes" if declined else "no",
                "reviewer_flag": "yes" if flagged else "no",
            }


def main() -> None:
    """Write the table to the path given, or beside this program."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("brightdesk.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
