"""Small drawn signs, each with one meaning; words beside them always say the same."""

from __future__ import annotations

from collections.abc import Mapping

_PATHS: Mapping[str, str] = {
    # A clipboard: what is asked.
    "brief": "M8 5H6v15h12V5h-2M9 3h6v4H9zM9 12h6M9 16h4",
    # A shield: what the decision protected.
    "protected": "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2.2 2.2L15 10",
    # A row of people: what would have happened.
    "happened": "M8 8a2.5 2.5 0 1 0 .01 0M16 8a2.5 2.5 0 1 0 .01 0M3 20c0-4 2-6 5-6s5 2 5 6M13.5 "
    "14.6c.7-.4 1.6-.6 2.5-.6 3 0 5 2 5 6",
    # Coins.
    "money": "M12 6c4 0 7 1.2 7 3s-3 3-7 3-7-1.2-7-3 3-3 7-3M5 9v6c0 1.8 3 3 7 3s7-1.2 7-3V9"
    "M5 12c0 1.8 3 3 7 3s7-1.2 7-3",
    # A lever on its point: what drove it.
    "lever": "M3 15L20 7M12 11l-4 9h8zM19 5.5a1.5 1.5 0 1 0 .01 0",
    # A speech bubble with a question: why sensible people do this.
    "why": "M4 5h16v11h-8l-5 4v-4H4zM10 9a2 2 0 1 1 2.5 2c-.4.2-.5.5-.5 1M12 13.8v.1",
    # Two arrows: what changed.
    "change": "M4 9h13l-3-3M20 15H7l3 3",
    # An arrow: what comes next.
    "next": "M4 12h15M13 6l6 6-6 6",
    # A lock: not open yet.
    "closed": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    # A tick: done.
    "done": "M12 3a9 9 0 1 0 .01 0M8 12.5l2.8 2.8L16.5 9.5",
    # A signpost: a notice.
    "notice": "M12 3a9 9 0 1 0 .01 0M12 11v6M12 7.5v.1",
    # A sheet of paper: a page to keep.
    "page": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    # A pen: her own text or decision.
    "pen": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    # A flag: the way through the course.
    "way": "M6 21V4M6 5h12l-2.5 3.5L18 12H6",
}


def icon(name: str) -> str:
    """Return a sign as inline SVG in the colour of the text around it.

    Raises
    ------
    KeyError
        There is no such sign.
    """
    return (
        '<svg class="de-icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24" '
        'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" '
        f'stroke-linejoin="round"><path d="{_PATHS[name]}"/></svg>'
    )
