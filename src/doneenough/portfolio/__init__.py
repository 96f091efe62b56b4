"""The pages a learner takes to work: Markdown to edit, HTML to print."""

from __future__ import annotations

from doneenough.portfolio.page import Page, Section, write_page

__all__ = ["Page", "Section", "write_page"]
