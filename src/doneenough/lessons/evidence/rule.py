"""The decision of exercise (b): a sign-off rule."""

from __future__ import annotations

from collections.abc import Iterator

from doneenough.core.decision import Decision, Slip, option, whole
from doneenough.lessons.evidence.model import MISS_OPTIONS


class SignOffRule(Decision):
    """When a model leaves with your signature."""

    letters_to_check: int = whole(
        "Fresh letters the experts check in one try", unit="letters", low=10, high=1000
    )
    right_needed: int = whole(
        "Your pass mark: sign when at least this many of them are right",
        unit="letters",
        low=0,
        high=1000,
    )
    tries_allowed: int = whole(
        "How often the same model may try, fresh letters each time", unit="tries", low=1, high=6
    )
    on_a_miss: str = option("What follows when the last try fails", **MISS_OPTIONS)

    def disagreements(self) -> Iterator[Slip]:
        """A mark above the number of letters can never be met."""
        if self.right_needed > self.letters_to_check:
            yield Slip(
                "right_needed",
                f'"right_needed" asks for {self.right_needed:,} right of only '
                f"{self.letters_to_check:,} letters, so nobody could pass. "
                f"It takes at most {self.letters_to_check:,} (letters) here.",
            )


def make_rule(letters: int, needed: int, tries: int, miss: str) -> SignOffRule:
    """Return the rule with these four values."""
    return SignOffRule(
        letters_to_check=letters, right_needed=needed, tries_allowed=tries, on_a_miss=miss
    )


def changed(rule: SignOffRule, **changes: object) -> SignOffRule:
    """Return a copy of ``rule`` with some fields changed (not validated again)."""
    return rule.model_copy(update=changes)


def with_letters(rule: SignOffRule, letters: int) -> SignOffRule:
    """Return ``rule`` for another number of letters, with the same share right."""
    wrong = rule.letters_to_check - rule.right_needed
    needed = letters - round(wrong * letters / rule.letters_to_check)
    return changed(rule, letters_to_check=letters, right_needed=needed)


def values(rule: SignOffRule) -> tuple[int, int, int, str]:
    """Return the four values as :func:`~doneenough.lessons.evidence.model.outcome` takes them."""
    return rule.letters_to_check, rule.right_needed, rule.tries_allowed, rule.on_a_miss
