"""Small changes to words, where a text is put together."""

from __future__ import annotations


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]
