"""Jinja templates of a package: HTML is escaped, and a name that is missing is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


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
    )
