"""Feedback pages: one for each learner and assignment, and a profile across assignments.

They lie where nbgrader keeps its own feedback. A page is written again only when
something that it shows has changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from doneenough.core.lesson_files import Card
from doneenough.core.lifecycle import STAGES
from doneenough.core.registry import exercises, prose
from doneenough.core.words import whole_points
from doneenough.grading.autograded import label_of
from doneenough.grading.cohort import ledger
from doneenough.grading.cohort.chunks import chunks
from doneenough.grading.cohort.fingerprint import key_of, print_of
from doneenough.grading.cohort.items import asked
from doneenough.grading.cohort.marks import Marks, Total, marks_of, total_of
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.rubric import chosen
from doneenough.grading.cohort.run import accepted_ids
from doneenough.grading.cohort.words import HELPERS, number
from doneenough.grading.cohort.work import NOT_GRADED, score_again
from doneenough.grading.cohort.workers import Workers
from doneenough.grading.master import CHECK
from doneenough.grading.pages import render
from doneenough.plain_files import is_plain_file, read_plain, reason

PROFILE = "profile.html"
GONE = "What was read is not in the gradebook. Run doneenough cohort grade, then report again."
STOPPED = "This page couldn't be made, because its process stopped."
_KEY = re.compile(r'name="doneenough-key" content="(\w+)"')
_CHUNK = 256


@dataclass(frozen=True)
class PageJob:
    """What a worker needs to write one page."""

    learner: str
    master: bytes
    answers: str
    heading: str
    key: str
    marks: Marks
    told: tuple[str, ...]
    failed: bool
    """Whether grading failed; what was noted then says how."""
    accepted: tuple[str, ...] = ()
    total: Total | None = None


def page_of(work: PageJob) -> tuple[str, str]:
    """Return the learner and her page. Never raises: a page can say that it failed."""
    if not work.answers:
        return _failed(work, "" if work.failed else GONE)
    try:
        return work.learner, _page(work)
    except Exception as error:
        return _failed(work, f"This page could not be made ({type(error).__name__}).")


def _failed(work: PageJob, why: str = STOPPED) -> tuple[str, str]:
    """Return the learner and a page that says why there is no other; it has no key."""
    told = [*work.told, *([why] if why else [])]
    names = {"learner": work.learner, "heading": work.heading}
    return work.learner, render("learner_failed.html.j2", **names, told=told)


def _page(work: PageJob) -> str:
    result = score_again(work.master, work.answers, work.learner, work.accepted)
    marks = work.marks
    written = {item.name: item for item in prose(result.lesson)}
    questions, auto, given_points, waiting = [], 0.0, 0.0, 0
    for question in result.questions:
        label = label_of(question)
        score = marks.score(label, question.points)
        by_hand = label in marks.points or label in marks.extra
        given = f"Marked by a person: {number(score or 0)} of {number(question.most)} points."
        said = marks.comments.get(question.name, "")
        levels = (
            chosen(written[question.name], marks.levels.get(question.name, ()))
            if question.name in written
            else ()
        )
        questions.append((question, given if by_hand else "", said, levels))
        if question.reviewed:
            waiting += question.state == "to review" and not by_hand
            given_points += score or 0.0
        else:
            auto += score or 0.0
    return render(
        "learner.html.j2",
        learner=work.learner,
        heading=work.heading,
        key=work.key,
        result=result,
        questions=questions,
        marks=marks,
        told=work.told,
        auto=auto,
        known=_known(
            [(item.reviewed, marks.score(label_of(item), item.points)) for item in result.questions]
        ),
        total=work.total.total if work.total else None,
        reviewed="not yet" if waiting else number(given_points),
        **HELPERS,
    )


def _known(points: Sequence[tuple[bool, float | None]]) -> bool:
    """Whether any automatic points are known, by (reviewed, points) of each question."""
    return any(score is not None for reviewed, score in points if not reviewed)


def write_pages(
    cohort: Cohort,
    session: Session,
    names: Sequence[str],
    pool: Workers,
    odd: list[str],
    seen: Callable[[int], object] = lambda _: None,
) -> int:
    """Write the pages that are new or changed; return how many.

    What went wrong with single pages is added to ``odd``.
    """
    written = 0
    templates = sorted((Path(__file__).parents[1] / "templates").glob("*.j2"))
    for name in names:
        card = cohort.assignments[name]
        accepted = accepted_ids(cohort, name)
        looks = print_of([*templates, *_words(card)])
        data = cohort.master(card).read_bytes()
        for chunk in chunks(ledger.all_rows(session, name), _CHUNK):
            marks = marks_of(session, name, [row.learner for row in chunk])
            old = []
            for row in chunk:
                mine = marks.get(row.learner, Marks())
                parts = (looks, json.dumps(asdict(mine)), *accepted(row.learner))
                key = key_of(row.key, row.record["status"], *parts)
                if _key_in(place_of(cohort, card, row.learner)) != key:
                    old.append((row, mine, key))
            answers = ledger.answers_of(session, name, [row.learner for row, _, _ in old])
            jobs = [
                PageJob(
                    row.learner,
                    data,
                    answers.get(row.learner, ""),
                    card.question,
                    key,
                    mine,
                    tuple(row.record["notes"]),
                    row.record["status"] == NOT_GRADED,
                    accepted(row.learner),
                    total_of(row.record, mine),
                )
                for row, mine, key in old
            ]
            for learner, page in pool.run(page_of, jobs, _failed):
                path = place_of(cohort, card, learner)
                written += _put(cohort, path, page.encode("utf-8", "replace"), odd)
            seen(len(chunk))
    return written


def _words(card: Card) -> list[Path]:
    """Return the files with the lesson's words, which a page quotes."""
    home = Path(str(resources.files(f"doneenough.lessons.{card.lesson}")))
    return sorted(home.glob("*.toml"))


def _put(cohort: Cohort, path: Path, page: bytes, odd: list[str]) -> bool:
    """Write a page, or add to ``odd`` why that cannot be; return whether it was written."""
    try:
        cohort.write(path, page)
    except OSError as error:
        odd.append(f"A page could not be written: {reason(error)}")
        return False
    return True


def place_of(cohort: Cohort, card: Card, learner: str) -> Path:
    """Return where a learner's page about an assignment lies."""
    return cohort.feedback / learner / card.assignment / f"{Path(card.notebook).stem}.html"


def write_profiles(
    cohort: Cohort, session: Session, learners: Iterable[str], odd: list[str]
) -> int:
    """Write the profile of each learner; return how many changed.

    What went wrong with single ones is added to ``odd``.
    """
    written = 0
    for chunk in chunks(learners, _CHUNK):
        rows: dict[str, dict[str, Mapping[str, Any]]] = {learner: {} for learner in chunk}
        for row in ledger.rows_of(session, chunk):
            rows[row.learner][row.assignment] = row.record
        marks = {name: marks_of(session, name, chunk) for name in cohort.assignments}
        for learner, records in rows.items():
            if not records:
                continue
            mine = {name: marks[name].get(learner, Marks()) for name in records}
            page = _profile(cohort, learner, records, mine).encode("utf-8", "replace")
            path = cohort.feedback / learner / PROFILE
            if not is_plain_file(path) or read_plain(path, len(page) + 1) != page:
                written += _put(cohort, path, page, odd)
    return written


def _profile(
    cohort: Cohort,
    learner: str,
    records: Mapping[str, Mapping[str, Any]],
    marks: Mapping[str, Marks],
) -> str:
    stages = {id_: {"title": name, "points": 0.0, "most": 0.0} for id_, name in STAGES.items()}
    lines, beliefs = [], []
    for name, card in cohort.assignments.items():
        record = records.get(name)
        if record is None:
            lines.append(
                {
                    "title": card.question,
                    "page": "",
                    "status": "missing",
                    "auto": "",
                    "reviewed": "",
                }
            )
            continue
        questions = [] if record["status"] == NOT_GRADED else record["questions"]
        auto, most, reviewed, points = 0.0, 0.0, [], []
        known = {item.name: item for item in exercises(card.lesson)}
        for question in questions:
            label = question["name"] if question["reviewed"] else question["name"] + CHECK
            score = marks[name].score(label, question["points"])
            points.append((question["reviewed"], score))
            if question["reviewed"]:
                reviewed.append(score)
                continue
            auto += score or 0.0
            most += question["most"]
            beliefs += [
                belief
                for belief in (
                    known[question["name"]].misconceptions if question["name"] in known else ()
                )
                if belief.id == question["misconception"] and belief not in beliefs
            ]
        known_points = _known(points)
        stage = stages.setdefault(card.stage, {"title": card.stage, "points": 0.0, "most": 0.0})
        if known_points:
            stage["points"] += auto  # type: ignore[operator]
            stage["most"] += most  # type: ignore[operator]
        waiting = any(score is None for score in reviewed)
        given = "waiting" if waiting else number(sum(score or 0.0 for score in reviewed))
        lines.append(
            {
                "title": card.question,
                "page": f"{card.assignment}/{Path(card.notebook).stem}.html",
                "status": record["status"],
                "auto": (
                    f"{whole_points(auto, most)} of {number(most)}" if known_points else "not known"
                ),
                "reviewed": given if reviewed else "",
            }
        )
    shown = [stage for stage in stages.values() if stage["most"]]
    values = {"learner": learner, "stages": shown, "lines": lines, "beliefs": beliefs}
    return render("profile.html.j2", **values, **HELPERS, asked=asked)


def _key_in(path: Path) -> str:
    try:
        found = _KEY.search(read_plain(path, 4000).decode("utf-8", "replace"))
    except OSError:
        return ""
    return found[1] if found else ""
