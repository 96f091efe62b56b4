"""Known facts against stated ones: what a draft invented, and what it left out.

A text of facts reads ``redelivery_fee_eur=3.50; storage_days=7``. The end of a name is the
unit: ``_eur`` (euros), ``_days``. ``depot_closes`` is a time of day, the rest is yes or no.
Inventing facts is what NIST AI 600-1 calls confabulation.
"""

from __future__ import annotations

from collections.abc import Mapping


def read_facts(text: str) -> dict[str, str]:
    """Return the facts of a text by name, in its order; an empty text has none.

    Raises
    ------
    ValueError
        A part is not ``name=value``, or a name comes twice.
    """
    facts: dict[str, str] = {}
    for part in text.split("; ") if text else ():
        name, equals, value = part.partition("=")
        if not (name and equals and value) or name in facts:
            raise ValueError(f"Not a list of facts: {text!r}.")
        facts[name] = value
    return facts


def invented(facts: Mapping[str, str], claims: Mapping[str, str]) -> dict[str, str]:
    """Return the stated facts that do not hold: other than known, or not known at all.

    Parameters
    ----------
    facts
        What is known, by name.
    claims
        What a draft states, by name.
    """
    return {name: value for name, value in claims.items() if facts.get(name) != value}


def left_out(facts: Mapping[str, str], claims: Mapping[str, str]) -> list[str]:
    """Return the names of the needed facts that a draft says nothing about."""
    return [name for name in facts if name not in claims]


def severity_by_rule(facts: Mapping[str, str], claims: Mapping[str, str]) -> str:
    """Return how bad a draft that answers is, by its facts alone.

    ``"severe"`` with an invented fact, ``"minor"`` if only something is left out, else
    ``"none"``. Tone is not judged.
    """
    if invented(facts, claims):
        return "severe"
    return "minor" if left_out(facts, claims) else "none"
