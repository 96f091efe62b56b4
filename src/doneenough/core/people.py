"""The people of the course, told apart at a glance: a face, a name, a role."""

from __future__ import annotations

import html
from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "lead": "technical lead",
    "sponsor": "sponsor",
    "colleague": "experienced colleague",
    "you": "project manager",
}
"""Who drafts and explains, who pays, who shows her own choice afterwards, and the learner."""

_NAMELESS: Mapping[str, str] = {
    "lead": "The technical lead",
    "sponsor": "The sponsor",
    "colleague": "An experienced colleague",
    "you": "You",
}


def person(role: str, name: str = "") -> str:
    """Return one person as HTML: initial in the colour of the role, name and role.

    Raises
    ------
    KeyError
        There is no such role.
    """
    # Without a name the role is the name, which is not said twice.
    told = f"<span>{ROLES[role]}</span>" if name or role == "you" else ""
    initial = name[:1] or ("Y" if role == "you" else ROLES[role][0])
    return (
        f'<span class="de-person">{_face(role, initial.upper())}<span>'
        f"<b>{html.escape(name or _NAMELESS[role])}</b>{told}</span></span>"
    )


def cast(people: Mapping[str, str]) -> str:
    """Return who is met in a lesson, as a list; names by role."""
    items = "".join(f"<li>{person(role, name)}</li>" for role, name in people.items())
    return f'<ul class="de-cast" aria-label="Who is who">{items}</ul>'


# Each role has an outline of its own too, for readers to whom colours say little.
_OUTLINES: Mapping[str, str] = {
    "lead": '<rect x="3" y="3" width="34" height="34" rx="9" fill="currentColor"/>',
    "sponsor": '<path d="M20 2l15.6 9v18L20 38 4.4 29V11z" fill="currentColor"/>',
    "colleague": '<circle cx="20" cy="20" r="15" fill="currentColor"/>'
    '<circle cx="20" cy="20" r="18.5" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "you": '<circle cx="20" cy="20" r="18" fill="currentColor"/>',
}


def _face(role: str, initial: str) -> str:
    return (
        f'<svg class="de-face de-{role}" aria-hidden="true" focusable="false" '
        f'viewBox="0 0 40 40">{_OUTLINES[role]}<text x="20" y="26" text-anchor="middle" '
        f'font-size="17" font-weight="700">{html.escape(initial)}</text></svg>'
    )
