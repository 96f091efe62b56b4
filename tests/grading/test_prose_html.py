"""Replies are shown as text, lists, tables and links; nothing else survives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from doneenough.grading.prose_html import TAGS, loses_something, safe_cell, safe_html

EVIL = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://tracker.example/pixel.png)",
    "![x](data:image/png;base64," + "A" * 5000 + ")",
    "<div style='position:fixed;inset:0'>cover</div>",
    "<form action=//x.example><input name=p></form>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<b onmouseover=alert(1)>x</b>",
    "`<script>`</div><script>alert(1)</script>",
    "</div>\n\n<script>alert(1)</script>",
    "<!--\n\n--><script>alert(1)</script>",
    "```\n\n</pre>\n\n<script>alert(1)</script>\n\n```",
    "$$\n\n<script>alert(1)</script>\n$$",
    "\\begin{x}<script>alert(1)</script>\\end{x}",
    "<p>\n\n<object data=x></object>",
    "<" * 200 + "script>alert(1)</script>",
    "[" * 3000,
    "> " * 3000 + "x",
    "*" * 5000,
]
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
HANDLER = re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE)


def assert_safe(page: str, *more: str) -> None:
    used = {name.lower() for name in TAG.findall(page)}
    assert used <= TAGS | {*more}
    assert not HANDLER.search(page)
    assert not re.search(r"<[^>]*(javascript:|data:)", page, re.IGNORECASE)


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_that_runs_survives(evil: str) -> None:
    assert_safe(safe_html(evil))
    # What nbgrader's pages make of the cell that is stored.
    assert_safe(markdown2html(safe_cell(f"Dear all,\n\n{evil}\n\nyours")), "div", "span")


@given(st.text(st.sampled_from("<>/&;!-=\"'`*_[]()$\\{} \n#|abp:scriptonx"), max_size=80))
def test_no_text_becomes_markup_again(text: str) -> None:
    assert_safe(safe_html(text))
    assert_safe(markdown2html(safe_cell(text)), "div", "span")


def test_ordinary_writing_is_kept() -> None:
    text = "Dear **Ravi**,\n\n- 91 of 100\n- fresh cases\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    page = markdown2html(safe_cell(text + "\n5 < 6 & 7 > 3; costs $5 and $6, a\\b\n"))
    assert "<strong>Ravi</strong>" in page
    assert page.count("<li>") == 2
    assert "<td>1</td>" in page
    assert "5 &lt; 6 &amp; 7 &gt; 3; costs $5 and $6, a\\b" in page.replace("&#36;", "$").replace(
        "&#92;", "\\"
    )
    code = markdown2html(safe_cell("```\nfirst\n\nsecond\n```"))
    assert "first\n\nsecond" in code.replace("&#10;", "\n")


def test_what_is_lost_is_noticed() -> None:
    assert not loses_something("5 < 6 and a <- b, [a link](https://example.org)")
    assert loses_something("<b>x</b>")
    assert loses_something("![x](y.png)")
