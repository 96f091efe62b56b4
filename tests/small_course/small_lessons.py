"""Makes the lesson made for tests known to a Python that starts with this folder on its path."""

from pathlib import Path

import doneenough.lessons

LESSONS = str(Path(__file__).parent / "lessons")
if LESSONS not in doneenough.lessons.__path__:
    doneenough.lessons.__path__.append(LESSONS)
