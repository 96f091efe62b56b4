"""How far a learner is, read from her own folder: guesses, tasks, pages. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from doneenough.core import store
from doneenough.core.html import grid, paragraph
from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import exercises
from doneenough.paths import work_dir

NOTHING = (
    "There's nothing here yet, and that's fine. Make your first guess in a lesson, then open this "
    "page again, and you'll see it here."
)
PRIVATE = (
    "This is read from your own folder, my_work. Nothing is sent anywhere. Texts you wrote "
    "aren't counted."
)


@dataclass(frozen=True)
class Progress:
    """What is kept of one lesson.

    ``guesses``: guesses and answers given in the lesson, without the warm-up. ``checked``
    of ``tasks``: tasks of the assessment tried or committed. ``pages``: titles of the
    pages saved.
    """

    card: Card
    guesses: int
    checked: int
    tasks: int
    pages: tuple[str, ...]

    @property
    def begun(self) -> bool:
        """Whether anything is kept."""
        return bool(self.guesses or self.checked or self.pages)

    @property
    def sentence(self) -> str:
        """The line in words."""
        guesses = "1 guess or answer" if self.guesses == 1 else f"{self.guesses} guesses or answers"
        saved = " and ".join(f"“{title}”" for title in self.pages)
        return (
            f"Lesson {self.card.number}: {guesses}, {self.checked} of {self.tasks} tasks checked, "
            f"{saved + ' saved' if saved else 'no page saved yet'}."
        )


def progress() -> list[Progress]:
    """Return how far the learner is, for each lesson that stands."""
    return [_of(card) for card in cards()]


def to_html(lines: list[Progress]) -> str:
    """Return the table, with one row for each lesson begun, or a kind line."""
    begun = [line for line in lines if line.begun]
    if not begun:
        return paragraph(NOTHING)
    rows = [
        (
            f"{line.card.number}. {line.card.question}",
            str(line.guesses),
            f"{line.checked} of {line.tasks}",
            f"{len(line.pages)} of {len(line.card.pages)}"
            + (f": {', '.join(line.pages)}" if line.pages else ""),
        )
        for line in begun
    ]
    head = ("Lesson", "Guesses and answers", "Tasks checked", "Pages saved")
    return grid("Your progress", head, rows) + paragraph(PRIVATE)


def to_text(lines: list[Progress]) -> str:
    """Return the same in words."""
    return " ".join(line.sentence for line in lines if line.begun) or NOTHING


def _of(card: Card) -> Progress:
    kept = store.kept(card.lesson)
    names = [item.name for item in exercises(card.lesson)]
    folder = work_dir() / "pages"
    return Progress(
        card=card,
        guesses=sum(
            key.startswith(("guess.", "answer.")) and not key.startswith("answer.warm_up.")
            for key in kept
        ),
        checked=sum(f"last.{name}" in kept or f"committed.{name}" in kept for name in names),
        tasks=len(names),
        pages=tuple(title for name, title in card.pages if (folder / f"{name}.html").is_file()),
    )
