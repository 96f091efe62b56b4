"""What to try next, as a sentence: which choices to change, to what, and what that spares.

Only the coached task of a lesson shows it. A test follows every such step: it never loses.
"""

from __future__ import annotations

from collections.abc import Mapping

from doneenough.core.decision import Decision, FieldSpec
from doneenough.core.feedback import euros
from doneenough.core.words import capital

THOUGH = 0.25
"""A part of the cost that rises by this share of what another part saves is told, too."""


def step(now: Decision, then: Decision) -> str:
    """Say which fields of ``now`` to change, and to what, in one sentence."""
    parts = [
        _change(spec, getattr(now, spec.name), getattr(then, spec.name))
        for spec in type(now).specs()
        if getattr(now, spec.name) != getattr(then, spec.name)
    ]
    *most, last = parts or ["carry on when you like"]
    return capital(f"{', '.join(most)}, and {last}" if most else last) + "."


def reason(now: Mapping[str, float], then: Mapping[str, float]) -> str:
    """Say which part of a cost falls most, and which rises in return; empty where none falls.

    Parameters
    ----------
    now, then
        The parts of the cost before and after, in euros, by what they are called.
    """
    saved = {name: now[name] - then[name] for name in now}
    down, up = max(saved, key=saved.__getitem__), min(saved, key=saved.__getitem__)
    if saved[down] <= 0:
        return ""
    said = f"{down} then costs {euros(then[down])} instead of {euros(now[down])}"
    if -saved[up] > THOUGH * saved[down]:
        rises = f"{up[:1].lower()}{up[1:]}"
        said += f", although {rises} costs {euros(then[up])} instead of {euros(now[up])}"
    return f"{said}."


def _change(spec: FieldSpec, now: object, then: object) -> str:
    if isinstance(now, int) and isinstance(then, int):
        verb = "raise" if then > now else "lower"
        return f"{verb} “{spec.short}” from {now:,} to {then:,}"
    return f"choose “{choice(spec, then)}” for “{spec.short}”"


def choice(spec: FieldSpec, key: object) -> str:
    """Return what the form says for an option, up to the colon."""
    return (spec.options or {})[f"{key}"].partition(":")[0]
