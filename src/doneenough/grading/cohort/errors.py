"""What stops a cohort command."""

from __future__ import annotations


class CohortError(RuntimeError):
    """A cohort command cannot go on. The message says why and what to do."""
