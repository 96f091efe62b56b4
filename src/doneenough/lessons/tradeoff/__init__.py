"""Lesson 7, "Ship now or wait another sprint?". Its notebooks call the functions of ``layout``."""

from doneenough.core.calls import calls_of

__getattr__, __dir__ = calls_of(__name__, "layout", "pages")
