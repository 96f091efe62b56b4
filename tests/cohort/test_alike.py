"""Answers that are alike are named as a hint; honest agreement is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from doneenough.core.lesson_files import Card
from doneenough.grading.cohort.alike import Alike
from doneenough.grading.cohort.items import Answers
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import Findings, findings
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.words import distribution
from shared.cohort_course import opened
from shared.handing_in import collect, filled
from shared.small_course import installed

TEXT = (
    "Please thank the team for me, but I can't sign yet because with four tries most weak models "
    "get through at least once, so this pass tells us very little about the one we have."
)
OTHER = (
    "We wait until Dana's experts have checked four hundred fresh letters in one single try, and "
    "then I'll tell you on the eighth of April whether that model may go live or has to wait."
)


def one(points: float, text: str, value: Any = 3) -> tuple[dict[str, Any], str]:
    """A record and what was read, of a submission with one decision and one reply."""
    decided = {"name": "rule", "reviewed": False, "state": "scored", "points": points, "most": 10.0}
    reply = {"name": "note", "reviewed": True, "state": "to review", "points": None, "most": 5.0}
    read = [{"name": "rule", "value": {"cases": value}}, {"name": "note", "value": text}]
    return {"status": "graded", "questions": [decided, reply]}, json.dumps({"answers": read})


def hints(**handed: tuple[dict[str, Any], str]) -> list[tuple[tuple[str, ...], str]]:
    alike = Alike({"note": "A reply"})
    for learner, (record, answers) in handed.items():
        alike.add(learner, record, answers)
    return [(hint.learners, hint.what) for hint in alike.hints()]


def test_the_same_decisions_count_where_they_are_not_the_best() -> None:
    assert hints(ana=one(4, TEXT), ben=one(4, OTHER)) == [
        (("ana", "ben"), "the same decisions in every question")
    ]
    assert hints(ana=one(10, TEXT), ben=one(10, OTHER)) == []
    assert hints(ana=one(4, TEXT), ben=one(4, OTHER, value=5)) == []


def test_texts_with_the_same_runs_of_words_are_alike() -> None:
    copied = TEXT.upper().replace("PLEASE THANK", "Kindly thank")
    (found,) = hints(ana=one(4, TEXT), ben=one(5, copied, value=5), cleo=one(6, OTHER, value=6))
    assert found[0] == ("ana", "ben")
    assert "“A reply”" in found[1]
    # A few words that everybody writes say nothing.
    assert hints(ana=one(4, "I sign."), ben=one(5, "I sign.", value=5)) == []


def test_points_in_ten_bars() -> None:
    bars = distribution([0, 5, 10, 100, 100], 100)
    assert [count for _, count, _ in bars] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert bars[0] == ("0 to 10", 2, 1.0)
    assert distribution([], 100) == []


def test_a_copy_under_another_name_counts_in_no_statistic() -> None:
    with installed():
        answers = Answers("toy")
        record, _ = one(4, TEXT)
        answers.add(record | {"status": "identity mismatch", "auto_points": 4.0})
        assert answers.statuses["identity mismatch"] == 1
        assert list(answers.points) == []
        assert all(not item.answered for item in answers.items())


def test_a_copy_under_another_name_leaves_the_whole_report_as_it_was(
    cohort: Cohort, card: Card, tmp_path: Path
) -> None:
    """Points, groups, questions and hints stay as they were; the copy is only named."""

    def found(*copies: str) -> Findings:
        files = {f"{who}/{card.notebook}": filled(cohort, card, who) for who in ("ana", "ben")}
        files |= {f"{who}/{card.notebook}": filled(cohort, card, "ana") for who in copies}
        collect(cohort, tmp_path, files)
        grade(cohort, jobs=1)
        with opened(cohort) as book:
            return findings(book.session, card, cohort)

    before, after = found(), found("zoe")
    assert after.answers.statuses["identity mismatch"] == 1
    assert [who for who, *_ in after.look] == ["zoe"]
    assert after.answers.points == before.answers.points
    assert len(after.answers.points) == 2
    assert after.items == before.items
    assert after.groups == before.groups
    assert after.hints == before.hints
    assert after.answers.waiting == before.answers.waiting
