"""The course's face: one set of colours, sizes and parts for screen, dark screen and paper.

The table here and ``static/face.css`` are all there is; lessons, forms, feedback, reports
and printed pages use their classes and variables (``var(--de-blue)``). Each output brings
the style along, for outside JupyterLab every output is a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Colour(NamedTuple):
    """A colour by theme, as ``#rrggbb``."""

    light: str
    dark: str


COLOURS: Mapping[str, Colour] = {
    # The page, and what lies on it.
    "paper": Colour("#ffffff", "#111111"),
    "card": Colour("#f7f6f3", "#1b1d20"),
    "tint": Colour("#edf4f8", "#14232e"),
    "warm": Colour("#faf4e8", "#262117"),
    # Text, and lines.
    "ink": Colour("#1f2328", "#e9e6e1"),
    "soft": Colour("#565d65", "#b3b8bd"),
    "grey": Colour("#646a70", "#a3a8ad"),
    "line": Colour("#d0d4d9", "#3b3e43"),
    "edge": Colour("#7d8388", "#8a9096"),
    # What is pressed, and what is drawn; blue and orange differ for colour-blind readers.
    "blue": Colour("#1b5e8c", "#86bfec"),
    "on-blue": Colour("#ffffff", "#0b1a26"),
    "orange": Colour("#b8500f", "#f0a468"),
    "focus": Colour("#b06a00", "#ffb957"),
    # People: the circle behind an initial.
    "lead": Colour("#1f6f6b", "#6cc5bd"),
    "sponsor": Colour("#7a4a8c", "#cfa3e0"),
    "colleague": Colour("#8a5a00", "#e5b75c"),
    "you": Colour("#1b5e8c", "#86bfec"),
    "on-person": Colour("#ffffff", "#10151a"),
}
"""Blue and tint are for what she works on, warm is for the case and for what people say."""

DRAWN = ("ink", "soft", "grey", "line", "blue", "orange", "paper")
"""The colours of pictures. They are drawn in the light theme's values and mapped in others."""

DARK = (
    'body[data-jp-theme-light="false"]',
    "body.vscode-dark",
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)",
    'html[theme="dark"]',
)
"""How JupyterLab and Notebook, VS Code, and Colab say that their page is dark."""

OWN = "html.de-page"
"""A document that is all ours: it follows the reader's own wish for dark."""

# Turns black to white and keeps the hue: an image drawn for a white page, read on a dark one.
DARK_IMAGE = "invert(1) hue-rotate(180deg)"


@lru_cache
def css() -> str:
    """Return the style sheet."""
    light = _variables(0, "none")
    dark = _variables(1, DARK_IMAGE)
    rules = (resources.files("doneenough.core") / "static" / "face.css").read_text("utf-8")
    mapped = "".join(
        f'.doneenough [{kind}="{COLOURS[name].light}"]{{{kind}:var(--de-{name})}}'
        for name in DRAWN
        for kind in ("fill", "stroke")
    )
    return _short(
        f":root{{{light}}}"
        f"{','.join(DARK)}{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{{OWN}{{{dark}color-scheme:dark}}}}"
        # Paper is white.
        f"@media print{{:root,{OWN},{','.join(DARK)}{{{light}color-scheme:light}}}}"
        f"{mapped}{rules}"
    )


def style() -> str:
    """Return the style sheet as an element."""
    return f"<style>{css()}</style>"


def framed(html: str) -> str:
    """Return HTML as an output of its own, with the style it needs."""
    return f'{style()}<div class="doneenough">{html}</div>'


def _variables(theme: int, image: str) -> str:
    colours = "".join(f"--de-{name}:{colour[theme]};" for name, colour in COLOURS.items())
    return f"{colours}--de-image:{image};"


def _short(rules: str) -> str:
    """Return CSS without comments and needless blanks: it travels with every output."""
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", rules)).strip()
