"""Tasks that perhaps end the process that does them; known also after a run that was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from doneenough.plain_files import read_plain

if TYPE_CHECKING:
    from doneenough.grading.cohort.places import Cohort

_MOST = 1_000_000


class Suspects:
    """Tasks, each named in one line, that are done in a process that may die.

    These are the one that was done when a run was killed, and all that did end a process.
    One that is done without harm is none any more.
    """

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._path = cohort.home / ".suspects"
        try:
            text = read_plain(self._path, _MOST).decode("utf-8", "surrogateescape")
        except OSError:
            text = ""
        self._names = set(text.splitlines())

    def __contains__(self, task: str) -> bool:
        return task in self._names

    def add(self, task: str) -> None:
        """Note a task that ended its process."""
        self._names.add(task)
        self._write(self._names)

    def clear(self, task: str) -> None:
        """Note that a task does no harm."""
        if task in self._names:
            self._names.remove(task)
            self._write(self._names)

    @contextmanager
    def watched(self) -> Iterator[Callable[[str], None]]:
        """Give what says which task is done in this very process.

        The last one stays noted if the process is killed.
        """
        noted = False

        def at_work(task: str) -> None:
            nonlocal noted
            noted = True
            self._write({*self._names, task})

        try:
            yield at_work
        finally:
            if noted:
                self._write(self._names)

    def _write(self, names: Iterable[str]) -> None:
        text = "".join(f"{name}\n" for name in sorted(names))
        # Without the note a run is as good, as long as nothing kills it.
        with suppress(OSError):
            if text:
                self._cohort.write(self._path, text.encode("utf-8", "surrogateescape"))
            else:
                self._cohort.remove(self._path)
