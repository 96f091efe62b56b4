"""What nbgrader's own pages take from this course: no formulas, and a content security policy.

Its two page templates ask for ``mathjax.html.j2``, which would fetch a script from another
computer and turn "$5 and $6" into a formula. They find ours first.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def folders() -> list[str]:
    """Return where the formgrader and the feedback look for their templates, in this order."""
    # Found without being imported: every command that reads the configuration comes by here.
    nbgrader = find_spec("nbgrader")
    assert nbgrader is not None
    assert nbgrader.origin is not None
    theirs = Path(nbgrader.origin).parent / "server_extensions" / "formgrader" / "templates"
    return [str(Path(__file__).parent), str(theirs)]
