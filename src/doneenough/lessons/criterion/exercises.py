"""The exercises and written tasks of lesson 6, found by discovery."""

from __future__ import annotations

from doneenough.lessons.criterion.acceptance import PaperlineCoached, PaperlineCommitted
from doneenough.lessons.criterion.challenges import BRIGHTDESK, NEXTSHELF
from doneenough.lessons.criterion.prose import REWRITE
from doneenough.lessons.criterion.scope import SCOPE

EXERCISES = (PaperlineCoached(), PaperlineCommitted(), NEXTSHELF, BRIGHTDESK, SCOPE)
PROSE = (REWRITE,)
