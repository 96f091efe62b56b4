"""Pictures with their text alternative.

Every figure function returns a :class:`Picture`; nothing is shown without words
that say the same. Icon arrays are SVG written here (fast to redraw); charts are
Matplotlib drawn through ``Figure`` and Agg, without pyplot.
"""

from __future__ import annotations

import base64
import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doneenough.core.face import COLOURS, framed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, ORANGE, GREY, INK, LINE, PAPER = (
    COLOURS[name].light for name in ("blue", "orange", "grey", "ink", "line", "paper")
)
"""What pictures are drawn with; in a dark theme the style sheet puts its own in their place."""


@dataclass(frozen=True)
class Picture:
    """A picture as HTML, with the text alternative it is shown with."""

    html: str
    alt: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": framed(self.html), "text/plain": self.alt}


def svg(width: float, height: float, alt: str, title: str, parts: str) -> Picture:
    """Return hand-written SVG as a picture.

    Parameters
    ----------
    width, height
        In pixels, as it is shown where there is room.
    alt
        What the picture shows, in words.
    title
        The message, as a sentence at the top; it takes the first 26 pixels.
    parts
        The elements of the picture.
    """
    drawn = (
        f'<svg class="de-picture" role="img" aria-label="{html.escape(alt)}" '
        f'viewBox="0 0 {width:g} {height:g}" style="max-width:{width:g}px" '
        'font-family="sans-serif" xmlns="http://www.w3.org/2000/svg">'
        f'<text x="2" y="17" font-size="14" font-weight="bold" fill="{INK}">'
        f"{html.escape(title)}</text>{parts}</svg>"
    )
    return Picture(drawn, alt)


def crowd(signed: int, total: int, *, title: str, alt: str, warn: bool) -> Picture:
    """Return ``total`` little figures, the first ``signed`` of them leaving with a signature.

    Parameters
    ----------
    signed, total
        Whole numbers, ``0 <= signed <= total``.
    title
        The message, as a sentence above the picture.
    alt
        What the picture shows, in words.
    warn
        True when a signature is the mistake (weak models), False when it is right.
        Signed ones are filled squares with a tick; the others are hollow circles.
    """
    across, cell, top = 40, 15, 26
    rows = -(-total // across)
    width, height = across * cell + 4, rows * cell + top + 4
    colour = ORANGE if warn else BLUE
    squares, ticks, circles = [], [], []
    for index in range(total):
        x, y = 2 + (index % across) * cell, top + (index // across) * cell
        if index < signed:
            squares.append(f"M{x + 1} {y + 1}h12v12h-12z")
            ticks.append(f"M{x + 3.5} {y + 7}l2.5 3l4.5 -6")
        else:
            circles.append(f"M{x + 2.4} {y + 7}a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0")
    # Three paths instead of hundreds of elements: quick to redraw, and no ids to clash.
    parts = (
        f'<path d="{"".join(squares)}" fill="{colour}"/>'
        f'<path d="{"".join(ticks)}" fill="none" stroke="{PAPER}" stroke-width="1.8"/>'
        f'<path d="{"".join(circles)}" fill="none" stroke="{GREY}" stroke-width="1.2"/>'
    )
    return svg(width, height, alt, title, parts)


def chart(figure: Figure, alt: str) -> Picture:
    """Return a Matplotlib figure as an image with its text alternative.

    It is drawn once, for a white page; on a dark one the style sheet turns its lightness.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for axes in figure.axes:
        axes.patch.set_facecolor("none")
    buffer = io.BytesIO()
    # Light compression: the slider waits for this.
    FigureCanvasAgg(figure).print_png(  # type: ignore[no-untyped-call]
        buffer, pil_kwargs={"compress_level": 1}
    )
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    width = round(figure.get_figwidth() * 96)
    image = (
        f'<img class="de-picture" alt="{html.escape(alt)}" src="data:image/png;base64,{data}" '
        f'style="max-width:{width}px"/>'
    )
    return Picture(image, alt)


def new_figure(width: float = 7.2, height: float = 3.4, dpi: int = 150) -> Figure:
    """Return an empty figure in the course's style; sizes in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), dpi=dpi, facecolor="none", layout="constrained")
