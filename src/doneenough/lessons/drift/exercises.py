"""The exercises and written tasks of lesson 10, found by discovery."""

from __future__ import annotations

from doneenough.core.exercise import Prose
from doneenough.lessons.drift.alarms import Alarms
from doneenough.lessons.drift.labels import Labels
from doneenough.lessons.drift.plan import Planning

EXERCISES = (
    Planning("plan", points=5),
    # So far on, the table has another product, and another plan is best.
    Planning("final_plan", points=45, shift=12, committed=True),
    Alarms("alarms", points=20, committed=True),
    Labels("labels", points=18, committed=True),
)
PROSE = (Prose("drift", "register"),)
