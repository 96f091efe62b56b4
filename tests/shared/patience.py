"""How long a test waits for what must come: all limits, in one place.

No wait is a verdict on speed. Each limit is many times what a quiet computer needs, and
is reached only when something never comes. ``DONEENOUGH_PATIENCE=3 make test`` stretches
all of them, for a very slow or very busy computer; ``0.2`` makes a failure come sooner.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

FACTOR = float(os.environ.get("DONEENOUGH_PATIENCE") or 1)
SOON = 120 * FACTOR
"""Seconds for one thing: a server's answer, a page, a cell, the end of a process."""
KERNEL = {name: int(SOON) for name in ("timeout", "startup_timeout", "iopub_timeout")}
"""What a kernel is given: to start, for one cell, and for the rest of a cell's output."""
WHOLE = 3600 * FACTOR
"""Seconds for a whole piece of work: an nbgrader command on a class, a course made once."""


def eventually(check: Callable[[], T], what: str = "it", *, seconds: float = SOON) -> T:
    """Return what ``check`` returns once it is true; fail when it never is."""
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        assert time.monotonic() < end, f"{what} did not come in {seconds:.0f} seconds"
        time.sleep(0.1)
