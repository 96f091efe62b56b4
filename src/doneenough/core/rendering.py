"""Jinja templates of a package: HTML is escaped, and a name that is missing is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

    Raises
    ------
    jinja2.UndefinedError
        On rendering, when a template uses a name it was not given.
    """
    # Imported late: scoring alone needs no templates.
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=jinja2.select_autoescape(["html", "html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )


def _finalize(value: Any) -> Any:
    return without_controls(value) if isinstance(value, str) else value
