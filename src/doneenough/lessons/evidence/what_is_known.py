"""What several briefs of this lesson say in the same words."""

from __future__ import annotations

from doneenough.core.html import facts
from doneenough.lessons.evidence.review_world import ReviewBrief
from doneenough.lessons.evidence.sign_off_world import SignOffBrief


def such_models(brief: SignOffBrief | ReviewBrief) -> str:
    """Return what is known about good and weak models, as HTML."""
    return facts(
        "What you know about such models",
        [
            ("A good model gets right", f"{brief.good * 100:.0f} of 100 letters"),
            ("A weak model gets right", f"{brief.weak * 100:.0f} of 100 letters"),
            ("Weak ones among ten such models, before any check", f"{brief.weak_in_10}"),
        ],
    )
