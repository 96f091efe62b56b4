"""What a lesson's notebooks call, found when it is called.

A lesson's package offers the public functions of its ``layout``. They are imported on
first use, so that grading, which imports the package, never pays for widgets.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any


def calls_of(package: str, *rooms: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for a lesson's package.

    Parameters
    ----------
    package
        The package's ``__name__``.
    rooms
        Its modules whose own public functions notebooks may call, in order; ``layout``
        where none is named.
    """
    rooms = rooms or ("layout",)

    def offered() -> dict[str, Any]:
        found: dict[str, Any] = {}
        for room in rooms:
            module = importlib.import_module(f"{package}.{room}")
            for name, item in vars(module).items():
                own = inspect.isfunction(item) and item.__module__ == module.__name__
                if own and not name.startswith("_"):
                    found.setdefault(name, item)
        return found

    def get(name: str) -> Any:
        # "from package import room" asks here first; a room is not a call.
        if not name.startswith("_") and find_spec(f"{package}.{name}") is None:
            found = offered()
            if name in found:
                return found[name]
        raise AttributeError(f"{package.rpartition('.')[2]} has no part called {name!r}.")

    return get, lambda: sorted(offered())
