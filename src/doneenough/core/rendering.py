"""Jinja templates of a package: HTML is escaped, and a name that is missing is an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from doneenough.core.face import style
from doneenough.core.icons import icon
from doneenough.core.words import whole_points

if TYPE_CHECKING:
    import jinja2

_CODES = (
    *range(0x20),
    *range(0x7F, 0xA0),
    *(0x2028, 0x2029, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_CONTROLS = dict.fromkeys(set(_CODES) - set(map(ord, "\t\n\r")), " ")


def without_controls(text: str) -> str:
    """Return ``text`` with a space for each character that has no place on a page.

    Control characters, and those that turn the direction of all that follows: whoever
    wrote them does not decide how a page is read. Tabs and ends of lines stay; marked-up
    text stays marked up.
    """
    return text.translate(_CONTROLS)


def environment(package: str) -> jinja2.Environment:
    """Return the templates of ``package``, from its folder ``templates``.

    They can call ``face()`` for the style sheet and ``icon("money")`` for a sign, and show
    points ``| whole``.

    Raises
    ------
    jinja2.UndefinedError
        On rendering, when a template uses a name it was not given.
    """
    # Imported late: scoring alone needs no templates.
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=jinja2.select_autoescape(["html", "html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    templates.filters["whole"] = whole_points
    templates.globals |= {"face": _drawn(style), "icon": _drawn(icon)}
    return templates


def _drawn(make: Callable[..., str]) -> Callable[..., str]:
    """Return ``make`` for templates, which take the HTML it returns as it is."""
    from markupsafe import Markup

    return lambda *names: Markup(make(*names))


def _finalize(value: Any) -> Any:
    return without_controls(value) if isinstance(value, str) else value
