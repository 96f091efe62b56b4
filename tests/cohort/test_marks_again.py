"""What a person marked stays marked, and what a learner changed waits for another look."""

from __future__ import annotations

from pathlib import Path

from doneenough.core.lesson_files import Card
from doneenough.core.registry import prose
from doneenough.grading.cohort import fingerprint
from doneenough.grading.cohort.marks import Marks, marks_of, total_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.run import grade
from shared.cohort_course import opened, records
from shared.handing_in import collect, filled, mark


def state(cohort: Cohort, card: Card) -> tuple[float | None, bool]:
    """The total, and whether the written answer waits."""
    (item,) = prose(card.lesson)
    record = records(cohort)[card.assignment, "ana"]
    with opened(cohort) as book:
        mine = marks_of(book.session, card.assignment, ["ana"]).get("ana", Marks())
        place = (item.name, card.notebook.removesuffix(".ipynb"), card.assignment, "ana")
        waits = book._gradebook.find_grade(*place).needs_manual_grade
        return total_of(record, mine).total, bool(waits)


def test_a_changed_reply_waits_and_an_unchanged_one_keeps_its_mark(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    (item,) = prose(card.lesson)

    def again(**changes: str) -> tuple[float | None, bool]:
        collect(cohort, tmp_path, {f"ana/{card.notebook}": filled(cohort, card, "ana", **changes)})
        grade(cohort, jobs=1)
        return state(cohort, card)

    again(first_try='first_try = {"number": 1, "colour": "red", "reason": ""}')
    mark(cohort, card, "ana", 1)
    before, waits = state(cohort, card)
    assert (before is not None, waits) == (True, False)
    # Another decision, the same reply; then another reply.
    better, waits = again()
    assert better is not None
    assert before is not None
    assert better > before
    assert not waits
    assert again(**{item.name: "Quite another reply."}) == (None, True)
    # Graded once more without a change, it still waits; marked again, it counts.
    with opened(cohort) as book:
        from doneenough.grading.cohort import ledger

        book.session.execute(ledger.RESULTS.update().values(key="old"))
        book.session.commit()
    grade(cohort, jobs=1)
    assert state(cohort, card) == (None, True)
    mark(cohort, card, "ana", 1)
    assert state(cohort, card) == (better, False)


def test_a_fingerprint_covers_what_a_grade_depends_on(card: Card) -> None:
    modules = fingerprint._imported(
        [f"doneenough.lessons.{card.lesson}.exercises", *fingerprint._SCORER]
    )
    for room in ("core.literals", "core.scoring", "grading.score", "core.briefs"):
        assert f"doneenough.{room}" in modules
    for room in ("lab", "explorer", "start", "portfolio", "grading.cohort", "lessons.drift"):
        assert not any(name.startswith(f"doneenough.{room}") for name in modules), room
