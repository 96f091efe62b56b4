"""The world of lesson 6: which models are brought, and what checking and launching cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of model, as the history of the gate shows it.

    ``of_20``: so many of the last twenty models were of this kind. ``english`` and
    ``translated``: urgent letters found, of 100 urgent ones in that language.
    ``lost_in_10``: of ten urgent letters it misses, so many end in the archive, where
    nobody sees them. ``others``: of 100 letters that are not urgent, sorted right.
    ``live``: what a year with it costs more than a year with a good model, in euros.
    """

    name: str
    of_20: int
    english: int
    translated: int
    lost_in_10: int
    others: int
    live: float


@dataclass(frozen=True)
class CriterionBrief:
    """One situation at Paperline's gate.

    ``urgent_in_100`` letters of 100 are urgent, ``translated_in_100`` are translated.
    Today's sorters find ``sorters_low`` or ``sorters_high`` of 100 urgent letters, as
    likely as not; going on by hand costs ``by_hand_low`` or ``by_hand_high`` euros a
    year more than a good model. ``letter_cost`` and ``urgent_cost``: one case for two
    experts, waiting included; ``today_cost``: adding today's result to one case;
    ``offices_cost``: collecting letters from all offices, once per check. After a miss,
    rework costs ``rework_cost`` and makes ``mended_in_10`` of ten others good. ``draft``:
    the clauses the lead proposes, by name.
    """

    line: str
    kinds: tuple[Kind, ...]
    urgent_in_100: int
    translated_in_100: int
    sorters_low: int
    sorters_high: int
    by_hand_low: float
    by_hand_high: float
    letter_cost: float
    urgent_cost: float
    today_cost: float
    offices_cost: float
    rework_cost: float
    mended_in_10: int
    draft: tuple[tuple[str, str | int], ...]

    @property
    def good(self) -> Kind:
        """The kind everybody hopes for."""
        return self.kinds[0]


QUICK_OVERLOOKS = 3
"""Of ten mistakes, the quick check lets so many pass as right."""
QUICK_COST = 0.2
"""What a quick check costs, as a share of the experts' price."""
HEAD_OFFICE_TRANSLATED = 0.2
"""The head office gets this share of the translated letters its share of the post suggests."""
PICKED_MISSES = 0.4
"""On letters the team picks, a model makes this share of its usual mistakes."""
SORTERS_OTHERS = 97
"""Of 100 letters that are not urgent, today's sorters get so many right."""
