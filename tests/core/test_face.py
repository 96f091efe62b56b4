"""The course's colours can be told apart and read, in both themes and on every ground."""

from __future__ import annotations

import re
from importlib import resources
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import doneenough
from doneenough.core import face
from doneenough.core.face import COLOURS, DARK_IMAGE, DRAWN

PACKAGE = Path(doneenough.__file__).parent
GROUNDS = ("paper", "card", "tint", "warm")
TEXT = ("ink", "soft", "grey", "blue", "orange")
ON = [(text, ground) for text in TEXT for ground in GROUNDS] + [
    ("on-blue", "blue"),
    *(("on-person", person) for person in ("lead", "sponsor", "colleague", "you")),
]
SEEN = [(part, ground) for part in ("edge", "focus") for ground in GROUNDS]
"""Borders of controls and the ring of the focus: not text."""
THEMES = ("light", "dark")


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it: from 1 to 21."""
    light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def of(name: str, theme: str) -> str:
    return str(getattr(COLOURS[name], theme))


def turned(colour: str) -> str:
    """A colour of an image as a dark theme shows it."""
    assert DARK_IMAGE == "invert(1) hue-rotate(180deg)"
    grey = np.array([0.213, 0.715, 0.072])
    red, green, blue = (1 - int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    # Half a turn of the hue, as the filter is defined: twice the grey, less the colour.
    shown = 2 * (grey @ [red, green, blue]) - np.array([red, green, blue])
    return "#" + "".join(f"{round(255 * value):02x}" for value in np.clip(shown, 0, 1))


def test_contrast_is_counted_as_it_should_be():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#57606a", "#111111") == pytest.approx(2.96, abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    faint = {pair: contrast(*(of(name, theme) for name in pair)) for pair in ON}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_the_focus_can_be_seen(theme):
    faint = {pair: contrast(*(of(name, theme) for name in pair)) for pair in SEEN}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("ground", GROUNDS)
def test_an_image_can_be_read_when_it_is_turned_for_a_dark_page(ground):
    drawn = {name: turned(of(name, "light")) for name in DRAWN if name not in ("paper", "line")}
    faint = {name: contrast(colour, of(ground, "dark")) for name, colour in drawn.items()}
    assert {name: ratio for name, ratio in faint.items() if ratio < 4.5} == {}


def as_a_colour_blind_reader(colour: str) -> np.ndarray:
    """Deuteranopia, by far the most frequent: Viénot, Brettel and Mollon (1999)."""
    red, green, blue = linear(colour)
    mixed = 0.29275 * red + 0.70725 * green
    return np.array([mixed, mixed, -0.02234 * (red - green) + blue])


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_drawn_differs_for_colour_blind_readers(theme):
    colours = {name: as_a_colour_blind_reader(of(name, theme)) for name in ("blue", "orange")}
    for one, other in combinations(colours.values(), 2):
        assert np.abs(one - other).max() > 0.15


def test_colours_stand_in_one_table():
    """A colour written elsewhere would stay as it is on a dark page."""
    named = re.compile(r"#[0-9a-fA-F]{6}\b|(?:color|background|fill|stroke)\s*[:=]\s*\"?#\w{3}\b")
    kinds = {".py", ".j2", ".css"}
    files = [path for path in PACKAGE.rglob("*") if path.suffix in kinds and path.name != "face.py"]
    assert files
    assert [path.name for path in files if named.search(without_variables(path))] == []


def without_variables(path: Path) -> str:
    """Return a file without its variables: a colour behind one is only for where none is."""
    text, left = path.read_text("utf-8"), ""
    while text != left:
        text, left = re.sub(r"var\([^()]*\)", "", text), text
    return text


def test_every_variable_that_is_used_is_there():
    css = face.css()
    files = [
        *PACKAGE.rglob("*.css"),
        *PACKAGE.rglob("*.j2"),
        *PACKAGE.rglob("*.js"),
        *PACKAGE.rglob("*.py"),
    ]
    used = {
        name
        for path in files
        for name in re.findall(r"var\((--de-[a-z-]+)", path.read_text("utf-8"))
    }
    # How long a bar is, its place says.
    known = set(re.findall(r"(--de-[a-z-]+):", css)) | {"--de-share"}
    assert used <= known


def test_the_sheet_is_what_a_browser_can_take():
    rules = (resources.files("doneenough.core") / "static" / "face.css").read_text("utf-8")
    assert rules.count("{") == rules.count("}")
    assert "</" not in face.css()
    assert face.style() == f"<style>{face.css()}</style>"
