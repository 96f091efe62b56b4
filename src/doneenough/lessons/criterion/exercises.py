"""The exercises and written tasks of lesson 6, found by discovery."""

from __future__ import annotations

from doneenough.lessons.criterion.challenges import BRIGHTDESK, NEXTSHELF
from doneenough.lessons.criterion.scope import SCOPE

EXERCISES = (NEXTSHELF, BRIGHTDESK, SCOPE)
PROSE = ()
