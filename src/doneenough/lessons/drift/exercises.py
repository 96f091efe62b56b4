"""The exercises and written tasks of lesson 10, found by discovery."""

from __future__ import annotations

from doneenough.lessons.drift.alarms import ALARMS
from doneenough.lessons.drift.labels import LABELS
from doneenough.lessons.drift.planning import PlanCoached, PlanCommitted
from doneenough.lessons.drift.prose import REGISTER

EXERCISES = (PlanCoached(), PlanCommitted(), ALARMS, LABELS)
PROSE = (REGISTER,)
