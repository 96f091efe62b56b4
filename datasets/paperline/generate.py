"""Writes paperline.csv: short letters to an invented insurer, with what became of each.

Run ``python generate.py [path]``. The same bytes on every version of Python: the only
source of chance is ``random.Random(...).random()``, whose sequence Python guarantees.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

COLUMNS = (
    *("letter_id", "customer_id", "day", "region", "language", "channel"),
    *("text", "true_class", "label", "split"),
)
START = 2026
CUSTOMERS = 1_710
EXTRA_CUSTOMERS = 180
"""Customers of an extra sample of translated letters, labelled for training only."""
DAYS = 360
TEST_FROM = 190
"""Customers whose first letter came on this day or later are the test part."""

CLASSES = {
    "english": {
        "claim": 0.32,
        "invoice": 0.20,
        "address": 0.16,
        "complaint": 0.13,
        "cancellation": 0.12,
        "urgent": 0.07,
    },
    "translated": {
        "claim": 0.29,
        "invoice": 0.18,
        "address": 0.15,
        "complaint": 0.12,
        "cancellation": 0.11,
        "urgent": 0.15,
    },
}
"""What a customer's first letter is about, as shares of letters, by language."""

AFTERWARDS = {
    "urgent": {"claim": 0.90, "complaint": 0.10},
    "claim": {"claim": 0.84, "complaint": 0.09, "urgent": 0.07},
    "complaint": {"complaint": 0.75, "cancellation": 0.20, "urgent": 0.05},
    "invoice": {"invoice": 0.87, "complaint": 0.09, "urgent": 0.04},
    "address": {"address": 0.91, "invoice": 0.05, "urgent": 0.04},
    "cancellation": {"cancellation": 0.90, "complaint": 0.06, "urgent": 0.04},
}
"""What the next letter of the same customer is about."""

LABELLED_AS = {
    "urgent": {"claim": 0.10},
    "claim": {"urgent": 0.01, "complaint": 0.01},
    "complaint": {"cancellation": 0.06, "claim": 0.02},
    "cancellation": {"complaint": 0.06},
    "invoice": {"complaint": 0.02},
    "address": {"invoice": 0.01},
}
"""How often an annotator writes a wrong class, by the right one."""

REGIONS = {
    "english": {"north": 0.30, "south": 0.30, "east": 0.22, "west": 0.18},
    "translated": {"north": 0.15, "south": 0.15, "east": 0.10, "west": 0.60},
}
ABROAD_FROM = 150
"""From this day on the insurer also serves another country."""
TRANSLATED = (0.02, 0.16)
"""Share of customers whose letters have to be translated: before that day, from it on."""
SCANNED = 0.30
ANOTHER_LETTER = 0.62
VAGUE = (0.02, 0.16)
"""Letters that name no matter: first letters, later ones."""
UNCLEAR = {"urgent": 0.15, "claim": 0.05}
"""Letters that name the damage but not whether it goes on."""
REMARK = 0.15
"""Letters that also mention a matter of another class."""
MISREAD = 0.025
"""Characters of a scan that are read wrongly, of those that can be."""
MISREADINGS = {"l": "1", "o": "0", "i": "l", "e": "c", "m": "rn", "h": "b", "u": "v", "t": "f"}

SLOTS = {
    "room": ("kitchen", "bathroom", "bedroom", "hall", "cellar", "children's room"),
    "pipe": ("pipe", "water tank", "boiler", "washing machine", "radiator"),
    "item": ("bicycle", "camera", "laptop", "phone", "jacket", "suitcase"),
    "place": ("cellar", "garage", "train", "car", "hotel", "garden"),
    "policy": ("home", "car", "travel", "liability", "pet", "accident"),
    "month": ("January", "March", "May", "July", "October", "December"),
    "day": ("Monday", "Tuesday", "Thursday", "Friday", "Sunday"),
    "few": ("two", "three", "four", "five", "six"),
    "sum": ("40", "85", "120", "190", "260", "310"),
    "weather": ("storm", "hail", "wind", "heavy rain"),
    "person": ("mother", "father", "son", "daughter", "wife", "husband"),
}

MATTERS = {
    "english": {
        "urgent": (
            "Water is still coming through the {room} ceiling",
            "The {pipe} burst and we cannot stop the water",
            "The {weather} took the roof off and rain is coming in now",
            "The front door was broken open and does not lock",
            "The heating is dead and my {person} is ill at home",
            "We cannot live in the house since the fire",
            "The hospital abroad will not treat my {person} without your promise to pay",
            "Smoke is still coming from the fuse box in the {room}",
            "A tree lies on the roof and may fall further",
            "The {room} is under water and it is rising",
        ),
        "claim": (
            "Water came through the {room} ceiling last {day}",
            "The {pipe} burst but a plumber could stop the water",
            "The {weather} took some tiles off the roof in {month}",
            "The front door was broken open and the lock is already changed",
            "The heating was dead for a week and is repaired now",
            "A small fire left smoke marks in the {room}",
            "The hospital abroad treated my {person} and I have paid",
            "My {item} was stolen from the {place}",
            "Somebody hit my parked car on {day}",
            "A tree fell on the fence in {month}",
            "My {person} broke the neighbour's window",
            "My {item} fell down and is broken",
        ),
        "address": (
            "We have moved and have a new address",
            "Please note my new address from {month}",
            "Your post still goes to my old flat",
            "We move house on {day}",
            "My {person} and I now live in another town",
            "Our street has a new name since {month}",
            "Please send letters to my {person} from now on",
        ),
        "complaint": (
            "I have waited {few} weeks for an answer about my claim",
            "Your adviser was rude on the phone",
            "This is my letter number {few} and nobody answers",
            "I am not happy with how you handled the water damage",
            "You paid too little for my {item}",
            "You promised to call me on {day} and did not",
            "Your expert did not even look at the {room}",
            "It is a shame how you treat old customers",
        ),
        "invoice": (
            "Your invoice says {sum} but we agreed on less",
            "I have paid the {policy} invoice twice",
            "Why did the premium for my {policy} policy go up?",
            "I do not understand the line with {sum} on the bill",
            "A reminder came but I paid in {month}",
            "Can I pay the premium in {few} parts?",
            "The invoice for {month} is missing",
        ),
        "cancellation": (
            "I want to end my {policy} policy in {month}",
            "I sold the car and need no cover any more",
            "Please cancel the {policy} contract",
            "I go to another insurer in {month}",
            "I do not wish to renew the {policy} policy",
            "My {person} has died so please close the policy",
            "After the higher premium I use my right to leave",
        ),
    },
    "translated": {
        "urgent": (
            "From above it drips still always in the {room}",
            "The {pipe} is broken and the water stops not",
            "Since the {weather} the house stands open to the sky",
            "After the break-in everyone can walk into our flat",
            "We freeze and my {person} is ill",
            "Since the fire we sleep in the car",
            "The foreign clinic lets my {person} lie without your paper",
            "Smoke comes from the wall of the {room}",
            "The tree hangs over the bed and moves",
            "The water stands in the {room} to the knee",
            "The window is out and it is minus ten degrees",
            "The current is away and my {person} needs a machine",
            "The wall has cracks that grow each hour",
            "My {person} lies on the border without a car",
        ),
        "claim": (
            "From above it has dripped in the {room} in {month}",
            "The {pipe} was broken and is made whole",
            "The {weather} has damaged the house in {month}",
            "After the break-in my {item} is gone",
            "By the fire the wall of the {room} became black",
            "The foreign clinic has cost {sum} for my {person}",
            "My {item} was taken away in the {place}",
            "A stranger has driven into my standing car",
            "The tree has hit the fence on {day}",
            "My {item} has fallen and is damaged",
        ),
        "address": (
            "We have changed the flat and have a new address",
            "I give you my new address from {month}",
            "The post comes always to the old address",
            "We live now in another place",
            "Please write to the address of my {person}",
        ),
        "complaint": (
            "Since {few} weeks I wait for the answer to my damage",
            "Your colleague was unfriendly at the telephone",
            "I write for the time number {few} without answer",
            "I am not content with your work",
            "The money for my {item} is much too little",
        ),
        "invoice": (
            "The bill shows {sum} and that is too much",
            "I have the bill of {month} paid two times",
            "Why is the {policy} contribution higher?",
            "I do not understand the bill with {sum}",
            "I have got a reminder and had already paid",
        ),
        "cancellation": (
            "I give notice for the {policy} contract in {month}",
            "I have sold the car and want to end the contract",
            "I want no more {policy} contract",
            "I change to another insurer in {month}",
            "Please end the contract of my {person}",
        ),
    },
}

WISHES = {
    "english": {
        "urgent": (
            "Please send someone today",
            "Who can come tonight?",
            "We need help at once",
            "This cannot wait until {day}",
            "Please call me now",
        ),
        "claim": (
            "Which form do I need?",
            "I enclose photos and the receipt",
            "When can someone look at it?",
            "Please tell me what you pay",
        ),
        "address": ("Please change it for all my policies", "Please send the new policy there"),
        "complaint": ("I expect a call today", "Who is responsible?", "Otherwise I will cancel"),
        "invoice": ("Please check it", "Please send a corrected bill", "What do I have to pay?"),
        "cancellation": ("Please confirm in writing", "Please pay back the rest"),
    },
    "translated": {
        "urgent": (
            "I beg for fast help",
            "What shall we do?",
            "It has great hurry",
            "Please come",
        ),
        "claim": ("I send you pictures", "What shall I do?", "Please pay the damage"),
        "address": ("Please change it", "Please write it into your papers"),
        "complaint": ("I beg for an answer", "That is not correct", "I will give notice"),
        "invoice": ("Please control it", "What must I pay?"),
        "cancellation": ("Please send a confirmation", "Please give the rest back"),
    },
}

CLOSINGS = (
    "Please call me",
    "I look forward to your answer",
    "Thank you for your help",
    "Copies are enclosed",
    "Please answer soon",
    "You can reach me on {day}",
)

VAGUE_MATTERS = (
    "I write about the matter we spoke of on {day}",
    "Nothing has changed since my letter of {month}",
    "Here is the paper you asked for",
    "As I told your colleague on the phone",
    "Please see the enclosed letter",
    "I still have a question about my {policy} policy",
)

UNCLEAR_MATTERS = {
    "english": (
        "There is water in the {room}",
        "The {pipe} burst",
        "The {weather} damaged the roof",
        "There was a fire in the {room}",
        "The front door was broken open on {day}",
        "My {person} is in hospital abroad",
    ),
    "translated": (
        "In the {room} there is water",
        "The {pipe} is broken",
        "The {weather} has hit the house",
        "It has burnt in the {room}",
        "There was a break-in on {day}",
        "My {person} lies in a foreign clinic",
    ),
}

REMARKS = {
    "urgent": ("It is still wet", "My {person} is ill now"),
    "claim": ("My {item} was damaged too", "The water damage is not settled"),
    "address": ("We have also moved", "Please note the new address"),
    "complaint": ("Your last answer came late", "I am not happy with you"),
    "invoice": ("The invoice is paid", "The premium is high enough"),
    "cancellation": ("Otherwise I will cancel", "My contract ends in {month}"),
}


class Chance:
    """Draws; everything rests on ``random()``, the one method with a guaranteed sequence."""

    def __init__(self, start: int) -> None:
        self._random = random.Random(start)

    def happens(self, probability: float) -> bool:
        """Return True with this probability."""
        return self._random.random() < probability

    def whole(self, below: int) -> int:
        """Return a whole number from 0 to ``below`` - 1, each equally likely."""
        return int(self._random.random() * below)

    def one_of(self, choices: tuple[str, ...]) -> str:
        """Return one of ``choices``, each equally likely."""
        return choices[self.whole(len(choices))]

    def by_share(self, shares: dict[str, float], otherwise: str = "") -> str:
        """Return a key of ``shares``; what is missing to 1 goes to ``otherwise``."""
        point = self._random.random()
        for key, share in shares.items():
            point -= share
            if point < 0:
                return key
        return otherwise or list(shares)[-1]


def filled(template: str, chance: Chance) -> str:
    """Return ``template`` with a word in each of its slots."""
    for slot, words in SLOTS.items():
        if f"{{{slot}}}" in template:
            template = template.replace(f"{{{slot}}}", chance.one_of(words))
    return template


def written(kind: str, language: str, later: bool, policy: int, chance: Chance) -> str:
    """Return a letter's text; ``later`` marks a second or later letter of the customer."""
    # Whoever is in need says of what kind.
    vague = kind != "urgent" and chance.happens(VAGUE[later])
    matter = VAGUE_MATTERS if vague else MATTERS[language][kind]
    if chance.happens(UNCLEAR.get(kind, 0)):
        matter = UNCLEAR_MATTERS[language]
    parts = [chance.one_of(matter)]
    if not vague and chance.happens(0.45):
        parts.append(chance.one_of(WISHES[language][kind]))
    elif chance.happens(0.6):
        parts.append(chance.one_of(CLOSINGS))
    if chance.happens(REMARK):
        others = tuple(name for name in REMARKS if name != kind)
        parts.append(chance.one_of(REMARKS[chance.one_of(others)]))
    if later or chance.happens(0.9):
        parts.insert(0, f"Policy {policy}")
    sentences = (filled(part, chance) for part in parts)
    return " ".join(text if text.endswith("?") else f"{text}." for text in sentences)


def scanned(text: str, chance: Chance) -> str:
    """Return ``text`` as a machine read it from paper."""
    return "".join(
        MISREADINGS[letter] if letter in MISREADINGS and chance.happens(MISREAD) else letter
        for letter in text
    )


def letters_of(customer: int, extra: bool, chance: Chance) -> list[list[str | int]]:
    """Return the rows of one customer, oldest first, without letter and customer numbers."""
    day = chance.whole(TEST_FROM if extra else DAYS)
    split = "extra" if extra else "train" if day < TEST_FROM else "test"
    foreign = extra or chance.happens(TRANSLATED[day >= ABROAD_FROM])
    language = "translated" if foreign else "english"
    region = chance.by_share(REGIONS[language])
    kind = chance.by_share(CLASSES[language])
    policy = 10_000 + 7 * customer
    rows: list[list[str | int]] = []
    # A training customer's later letters would stand on both sides of the split: left out.
    while day < (DAYS if split == "test" else TEST_FROM):
        text = written(kind, language, bool(rows), policy, chance)
        channel = "scan" if chance.happens(SCANNED) else "mail"
        if channel == "scan":
            text = scanned(text, chance)
        label = chance.by_share(LABELLED_AS[kind], otherwise=kind)
        rows.append([customer, day, region, language, channel, text, kind, label, split])
        if len(rows) == 6 or not chance.happens(ANOTHER_LETTER):
            break
        day += 2 + chance.whole(25)
        kind = chance.by_share(AFTERWARDS[kind])
    return rows


def main(path: Path, start: int = START) -> None:
    """Write the table to ``path``; another ``start`` gives another draw of the same design."""
    chance = Chance(start)
    rows: list[list[str | int]] = []
    for customer in range(CUSTOMERS + EXTRA_CUSTOMERS):
        rows += letters_of(customer, customer >= CUSTOMERS, chance)
    rows.sort(key=lambda row: int(row[1]))
    names: dict[str | int, str] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (customer, *rest) in enumerate(rows, 1):
            name = names.setdefault(customer, f"C{len(names) + 1:04}")
            writer.writerow([f"L{number:04}", name, *rest])


if __name__ == "__main__":
    here = Path(__file__).with_name("paperline.csv")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
