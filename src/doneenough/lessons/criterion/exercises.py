"""The exercises and written tasks of lesson 6, found by discovery."""

from __future__ import annotations

from doneenough.core.exercise import Prose
from doneenough.lessons.criterion.acceptance import Acceptance
from doneenough.lessons.criterion.brightdesk import Brightdesk
from doneenough.lessons.criterion.nextshelf import Nextshelf
from doneenough.lessons.criterion.scope import WiderScope

EXERCISES = (
    Acceptance("paperline", points=5),
    Acceptance("final_criterion", points=45, shift=12, committed=True),
    Nextshelf("nextshelf_challenge", points=12, committed=True),
    Brightdesk("brightdesk_challenge", points=12, committed=True),
    WiderScope("wider_scope", points=14, committed=True),
)
PROSE = (Prose("criterion", "rewrite"),)
