"""Would you sign? A first decision before anything is taught."""

from __future__ import annotations

from doneenough.core.wording import words_of
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, say
from doneenough.lessons.evidence.figures import letters_view
from doneenough.start.facts import CHECKED


def would_you_sign() -> Explorer:
    """Return the question and, once answered, what follows from signing."""

    def consequence() -> str:
        picture, _ = letters_view(CHECKED)
        return picture.html + say(words_of("start")("cold_open.crowds"))

    return Explorer("start", [Ask("cold_open", consequence)])
