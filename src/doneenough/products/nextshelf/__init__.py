"""Nextshelf proposes books to the readers of an online library, and shows what that costs.

A small world with known tastes: 600 invented readers, 300 titles and what each reader was
shown and took in 24 weeks. Weeks 1 to 16 are for learning, weeks 17 to 24 for checking.
Because the tastes are known, two questions have two exact answers here:

* **offline**: of the titles a ranker proposes, how many did readers take in the checking
  weeks, when the old shelf decided what they were shown? Titles on display win.
* **live**: if the proposed titles themselves were shown, how many would be taken?

Start with `summary`; `lists`, `per_reader` and `shelf` hold what is behind it.
"""

from doneenough.products.nextshelf.measures import coverage, per_reader, summary
from doneenough.products.nextshelf.rankers import RANKERS, lists, scores
from doneenough.products.nextshelf.world import Shelf, events, shelf

__all__ = [
    "RANKERS",
    "Shelf",
    "coverage",
    "events",
    "lists",
    "per_reader",
    "scores",
    "shelf",
    "summary",
]
