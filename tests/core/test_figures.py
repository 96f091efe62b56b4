"""Pictures say in words what they show."""

from __future__ import annotations

import base64
import re
import struct
from xml.etree import ElementTree

import pytest

from doneenough.core.face import framed
from doneenough.core.figures import Picture, chart, crowd, new_figure

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    """Return the corners of what is drawn: squares, ticks and circles."""
    paths = [path.get("d") for path in ElementTree.fromstring(picture.html).iter(SVG + "path")]
    assert len(paths) == 3
    corners = []
    for path in paths:
        starts = re.findall(r"M([\d.]+) ([\d.]+)", path)
        corners.append([(float(x) // 1, float(y) // 1) for x, y in starts])
    return corners


@pytest.mark.parametrize("total", [1, 39, 40, 41, 200])
@pytest.mark.parametrize("signed", [0, 1, 46, 200])
@pytest.mark.parametrize("warn", [True, False])
def test_a_crowd_draws_the_numbers_it_is_given(signed, total, warn):
    signed = min(signed, total)
    picture = crowd(signed, total, title="A title", alt=f"{signed} of {total}", warn=warn)
    squares, ticks, circles = drawn(picture)
    assert (len(squares), len(ticks), len(circles)) == (signed, signed, total - signed)
    root = ElementTree.fromstring(picture.html)
    assert root.tag == SVG + "svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.alt == f"{signed} of {total}"
    _, _, width, height = map(float, root.get("viewBox").split())
    spots = {*squares, *circles}
    assert len(spots) == total
    assert all(0 <= x <= width - 13 and 0 <= y <= height - 10 for x, y in spots)


def test_signed_and_not_signed_differ_by_shape_too():
    paths = list(ElementTree.fromstring(crowd(1, 2, title="t", alt="a", warn=True).html))[1:]
    square, _, circle = (re.sub(r"[^a-zA-Z]", "", path.get("d")) for path in paths)
    assert square != circle
    assert paths[0].get("fill") != "none" == paths[2].get("fill")


def test_texts_in_pictures_are_escaped():
    nasty = '"><script>alert(1)</script>&'
    picture = crowd(1, 2, title=nasty, alt=nasty, warn=False)
    root = ElementTree.fromstring(picture.html)
    assert root.get("aria-label") == nasty
    assert root.find(SVG + "text").text == nasty
    figure = new_figure(1, 1, dpi=20)
    assert "<script" not in chart(figure, nasty).html


def test_a_chart_is_an_image_with_its_words():
    picture = chart(new_figure(2, 1, dpi=50), "Rises from 1 to 2.")
    assert picture.alt == "Rises from 1 to 2."
    assert 'alt="Rises from 1 to 2."' in picture.html
    data = base64.b64decode(re.search(r"base64,([^\"]+)", picture.html).group(1))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (100, 50)


def test_a_picture_shows_its_words_where_pictures_cannot_be_shown():
    shown = Picture("<svg/>", "words")._repr_mimebundle_()
    assert shown == {"text/html": framed("<svg/>"), "text/plain": "words"}
