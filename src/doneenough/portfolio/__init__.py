"""The pages a learner takes to work: Markdown to edit, HTML to print."""

from __future__ import annotations

from doneenough.portfolio.page import OPEN, Page, Section, write_page

__all__ = ["OPEN", "Page", "Section", "write_page"]
