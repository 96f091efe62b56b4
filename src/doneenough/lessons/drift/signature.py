"""The signature of lesson 5 returns, where there is one; it never affects points."""

from __future__ import annotations

from doneenough.core import store
from doneenough.core.figures import Picture
from doneenough.core.html import paragraph


def my_signature() -> Picture:
    """Show under which rule the model went live: the learner's own, or the story's."""
    kept = store.recall("evidence", "committed.final_rule")
    names = ("letters_to_check", "right_needed", "tries_allowed")
    values = [kept.get(name) for name in names] if isinstance(kept, dict) else []
    if len(values) == len(names) and all(type(value) is int for value in values):
        letters, needed, tries = values
        text = (
            "You remember the rule: it is yours, from lesson 5. You signed from "
            f"{needed:,} of {letters:,} letters right, with {tries} "
            f"{'try' if tries == 1 else 'tries'}. Under it the model went live."
        )
    else:
        text = (
            "The model passed its check in March, and you signed. Have you not taken lesson 5 "
            "yet? Then take this signature as given."
        )
    return Picture(paragraph(text), text)
