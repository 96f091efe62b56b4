"""Hostile replies on every page that shows them: nothing runs, nothing leaves.

In `make test` every attack comes once, in the outer ring two hundred replies.
Each reply is graded by itself. Then many of them share a page, so that a browser opens few:
the cells that grading made stand in one graded notebook, and small pages in frames.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from doneenough.core.lesson_files import Card, cards
from doneenough.core.registry import prose
from doneenough.grading.check import check
from doneenough.grading.cohort.handed_in import files_of, write_page
from doneenough.grading.cohort.learner_pages import PageJob, page_of
from doneenough.grading.cohort.marks import Marks
from doneenough.grading.cohort.places import Cohort
from doneenough.grading.cohort.report import report
from doneenough.grading.cohort.run import grade
from doneenough.grading.cohort.work import Job, grade_one
from doneenough.grading.pages import report as check_report
from doneenough.grading.prose_html import safe_html
from doneenough.portfolio.page import Page as Sheet
from doneenough.portfolio.page import Section
from shared.cohort_course import hand_in, make_course, opened, release_of
from shared.grading_helpers import Plain, answered, as_bytes, find, reference_answers
from shared.hostile_replies import PAYLOADS, faults, hostile_replies
from shared.server import Server, start, stop

HONEST = (
    "Dear **Ravi**,\n\nI do *not* sign yet:\n\n1. 91 of 100 letters\n2. costs $5 and $6 each\n\n"
    "- fresh cases\n- the same rule\n\n| letters | right |\n|---|---|\n| 100 | 91 |\n\n"
    "> At most 5 % wrong.\n\n```\nsign if right >= 95\n\nelse wait\n```\n\n"
    "See https://example.org/rule?a=b_c and `x < y`.\n"
)
NAME = "<img src=x onerror=window.owned=1>"
BOX = ".doneenough-reply"


@dataclass
class Handed:
    """A cohort, its assignment with a written task, and the learner whose pages are opened."""

    cohort: Cohort
    card: Card
    task: str
    replies: list[str]
    notebooks: list[Plain] = field(default_factory=list)
    submission: str = ""

    @property
    def graded(self) -> Path:
        return self.cohort.autograded / "ada" / self.card.assignment / self.card.notebook


@pytest.fixture(
    scope="module", params=[len(PAYLOADS), pytest.param(200, marks=pytest.mark.exhaustive)]
)
def handed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Handed:
    root = tmp_path_factory.mktemp("hostile") / "course"
    card = next(card for card in cards() if prose(card.lesson))
    cohort = make_course(root, [card])
    replies = [*hostile_replies(request.param), HONEST]
    made = Handed(cohort, card, prose(card.lesson)[0].name, replies)
    release = answered(release_of(cohort, card), **reference_answers(card.lesson))
    made.notebooks = [answered(release, **{made.task: reply}) for reply in replies]
    # What messages quote: names of fields, an id, and an answer that is none.
    bad = {f"{payload} $x^2$": number for number, payload in enumerate(PAYLOADS)}
    names = list(reference_answers(card.lesson))
    quoted = {names[0]: f"{names[0]} = {bad!r}", names[-1]: f"{names[-1]} = {PAYLOADS[1]}"}
    me = f'me = {{"learner_id": {PAYLOADS[0]!r}, "cohort": {PAYLOADS[1]!r}}}'
    worst = answered(made.notebooks[0], **quoted, me=me)
    hand_in(cohort, card, "ada", as_bytes(worst))
    hand_in(cohort, card, "bea", as_bytes(made.notebooks[-1]))
    hand_in(cohort, card, "cid", PAYLOADS[1].encode() * 50)
    grade(cohort, jobs=1)
    report(cohort, jobs=1)
    with opened(cohort) as book:
        from nbgrader.api import Student, SubmittedAssignment

        ada = book.session.get(Student, "ada")
        ada.first_name = ada.last_name = NAME
        mine = book.session.query(SubmittedAssignment).filter_by(student_id="ada").one()
        made.submission = mine.notebooks[0].id
        for comment in mine.notebooks[0].comments:
            comment.manual_comment = "\n\n".join(PAYLOADS)
        book.session.commit()
    _share_one_page(made)
    return made


def _share_one_page(made: Handed) -> None:
    """Put the graded cell of every reply into ada's graded notebook."""
    master = made.cohort.master(made.card).read_bytes()
    graded: Plain = json.loads(made.graded.read_text("utf-8"))
    place = graded["cells"].index(find(graded, made.task))
    cells = []
    for number, notebook in enumerate(made.notebooks):
        job = Job("ada", made.card.assignment, master, data=as_bytes(notebook))
        cell = find(json.loads(grade_one(job).notebook), made.task)
        cells.append(cell | {"id": f"reply-{number}", "metadata": {}})
    cells[-1]["metadata"] = graded["cells"][place]["metadata"]
    graded["cells"][place : place + 1] = cells
    made.graded.chmod(0o644)
    made.graded.write_text(json.dumps(graded), encoding="utf-8")


class Watch:
    """A page that notes every script that ran, every dialog and every request that left."""

    def __init__(self, context: BrowserContext, *homes: str) -> None:
        self.page: Page = context.new_page()
        self.homes = ("file:", "data:", "blob:", "about:", *homes)
        self.left: list[str] = []
        context.on("request", lambda request: self.note(request.url))
        context.on("dialog", self.dialog)
        context.on("page", lambda page: self.left.append("a new page"))

    def note(self, url: str) -> None:
        if not url.startswith(self.homes) or "evil" in url:
            self.left.append(url)

    def dialog(self, dialog: Any) -> None:
        self.left.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def assert_quiet(self) -> None:
        """Touch everything a handler may wait for, then see that nothing has happened."""
        for frame in self.page.frames:
            frame.evaluate(
                "for (const each of document.querySelectorAll('.doneenough-reply *, .reply *')) {"
                "  each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));"
                "  each.focus?.();"
                "}"
            )
        self.page.wait_for_timeout(200)
        assert [frame.url for frame in self.page.frames if frame.evaluate("window.owned")] == []
        assert self.left == []


def assert_as_sanitised(page: Page, replies: list[str], tidy: str = "") -> None:
    """Element by element, what stands in the page is what the sanitiser let through.

    ``tidy`` is JavaScript that takes out of a ``box`` what the page itself adds. Empty
    paragraphs count for nothing; some stages leave them out.
    """
    shown, wanted = page.evaluate(
        """([boxes, all, tidy]) => {
            const clean = new Function("box", tidy);
            const read = (box) => {
                clean(box);
                for (const each of box.querySelectorAll("p")) {
                    if (!each.textContent.trim()) each.remove();
                }
                return box.innerHTML;
            };
            const inert = document.implementation.createHTMLDocument();
            return [
                [...document.querySelectorAll(boxes)].map((each) => read(each.cloneNode(true))),
                all.map((html) => {
                    const box = inert.createElement("div");
                    box.innerHTML = html;
                    return read(box);
                }),
            ];
        }""",
        [BOX, [safe_html(reply) for reply in replies], tidy],
    )
    assert len(shown) == len(replies)
    assert [pair for pair in zip(shown, wanted, strict=True) if pair[0] != pair[1]] == []
    assert [fault for box in shown for fault in faults(box)] == []


def assert_honest(page: Page) -> None:
    box = page.locator(BOX).last
    expect(box.locator("strong")).to_have_text("Ravi")
    expect(box.locator("li")).to_have_count(4)
    expect(box.locator("td")).to_have_text(["100", "91"])
    expect(box.locator("pre")).to_have_text("sign if right >= 95\n\nelse wait\n")
    expect(box).to_contain_text("costs $5 and $6 each")
    box.scroll_into_view_if_needed()


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory, handed: Handed) -> Iterator[Server]:
    command = ("-m", "doneenough", "lab", "--instructor", "--")
    server = start(tmp_path_factory.mktemp("instructor"), handed.cohort.root, *command)
    yield server
    stop(server)


def test_formgrader(
    handed: Handed, instructor: Server, context: BrowserContext, shots: Path
) -> None:
    home = f"http://127.0.0.1:{instructor.port}"
    watch = Watch(context, home)
    page = watch.page
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    place = f"/formgrader/submissions/{handed.submission}/"
    page.goto(f"{home}/login?token={instructor.token}&next={place}")
    # Its keyboard leaves links out.
    no_tab = "for (const each of box.querySelectorAll('a')) each.removeAttribute('tabindex');"
    assert_as_sanitised(page, handed.replies, no_tab)
    assert_honest(page)
    shots.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=shots / "honest.png")
    # The page itself still works: points can be given, a name can be shown.
    page.wait_for_load_state("networkidle")
    score = page.locator(f"#{handed.task}")
    score.fill("3")
    with page.expect_response("**/api/grade/**") as answered_:
        score.press("Tab")
    assert answered_.value.ok
    page.locator(".glyphicon-eye-open").click()
    expect(page.locator("a.name-shown")).to_contain_text(NAME)
    watch.assert_quiet()
    for path in ("manage_students", f"gradebook/{handed.card.assignment}", "manage_students/ada"):
        page.goto(f"{home}/formgrader/{path}")
        page.wait_for_load_state("networkidle")
        watch.assert_quiet()
    assert errors == []


def test_feedback_page(
    handed: Handed, instructor: Server, context: BrowserContext, shots: Path
) -> None:
    asked = f"/formgrader/api/assignment/{handed.card.assignment}/ada/generate_feedback"
    status, said = instructor.get(asked, "POST")
    assert status == 200
    assert json.loads(said)["success"], said
    watch = Watch(context)
    place = handed.cohort.feedback / "ada" / handed.card.assignment / handed.card.notebook
    watch.page.goto(place.with_suffix(".html").as_uri())
    assert watch.page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    # The comments quote her too, in boxes of their own.
    comments = watch.page.locator(f".panel-footer {BOX}")
    assert comments.count() > 0
    assert [fault for box in comments.all() for fault in faults(box.inner_html())] == []
    comments.evaluate_all("all => all.forEach(each => each.remove())")
    assert_as_sanitised(watch.page, handed.replies)
    assert_honest(watch.page)
    shots.mkdir(parents=True, exist_ok=True)
    watch.page.screenshot(path=shots / "honest.png")
    watch.assert_quiet()


def test_jupyterlab(
    handed: Handed, instructor: Server, context: BrowserContext, shots: Path
) -> None:
    home = f"http://127.0.0.1:{instructor.port}"
    watch = Watch(context, home, f"ws://127.0.0.1:{instructor.port}")
    page = watch.page
    place = handed.graded.relative_to(handed.cohort.root).as_posix()
    page.goto(f"{home}/lab/tree/{place}?token={instructor.token}&reset")
    expect(page.locator(BOX)).to_have_count(len(handed.replies))
    page.locator("#jp-main-statusbar", has_text="Idle").wait_for()
    # Lab gives headings an anchor and opens links elsewhere; nothing else is added.
    assert_as_sanitised(
        page,
        handed.replies,
        "for (const each of box.querySelectorAll('.jp-InternalAnchorLink')) each.remove();"
        "for (const each of box.querySelectorAll('h1,h2,h3,h4,h5,h6')) {"
        "  each.removeAttribute('id'); each.removeAttribute('data-jupyter-id'); }"
        "for (const each of box.querySelectorAll('a')) {"
        "  each.removeAttribute('target');"
        "  each.setAttribute('rel', 'noopener noreferrer'); }",
    )
    assert_honest(page)
    shots.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=shots / "honest.png")
    for typeset in ("mjx-container", ".MathJax", ".jp-RenderedMermaid", ".jp-Mermaid", ".mermaid"):
        assert page.locator(f".jp-Notebook {typeset}").count() == 0
    # Nothing a learner handed in is one click away from running.
    assert page.locator(".doneenough-start").count() == 0
    watch.assert_quiet()


def test_our_own_pages(
    handed: Handed, context: BrowserContext, shots: Path, tmp_path: Path
) -> None:
    cohort, card, replies = handed.cohort, handed.card, handed.replies
    master = cohort.master(card).read_bytes()
    pages = sorted(cohort.reports.glob("*.html")) + sorted(cohort.feedback.rglob("ada/*.html"))
    made: dict[str, str] = {}
    # A page shows an answer, and what the person who marked it says of each question.
    said = [handed.task, *reference_answers(card.lesson)]
    size = len(said) + 1
    for start_ in range(0, len(replies), size):
        last, *others = range(min(start_ + size, len(replies)) - 1, start_ - 1, -1)
        job = Job(f"<b>{last}", card.assignment, master, data=as_bytes(handed.notebooks[last]))
        marks = Marks(comments=dict(zip(said, [replies[n] for n in others], strict=False)))
        told = (replies[last],)
        done = grade_one(job)
        work = PageJob(
            learner=job.learner,
            master=master,
            answers=done.answers,
            heading=card.question,
            key="key",
            marks=marks,
            told=told,
            failed=not done.answers,
        )
        _, made[f"learner-{last}"] = page_of(work)
    for number in range(0, len(replies), 40):
        result = check(as_bytes(handed.notebooks[number]))
        made[f"check-{number}"] = check_report(result, name=replies[number])
    lines = Section(replies[0], facts=list(zip(replies, replies, strict=True)), lines=replies)
    made["page"] = Sheet("page", replies[1], [lines]).to_html()
    for name, text in made.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8", errors="replace")
        pages.append(tmp_path / f"{name}.html")
    everything = dict(handed.notebooks[0])
    everything["cells"] = [
        {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": reply}}, "source": reply}
        for reply in replies
        for kind in ("markdown", "code")
    ]
    source = tmp_path / "all.ipynb"
    source.write_bytes(as_bytes(everything))
    pages.append(write_page(cohort, PAYLOADS[1], files_of(cohort, str(source))))
    pages.append(tmp_path / "cid.html")
    shutil.copy(write_page(cohort, "cid", files_of(cohort, "cid")), pages[-1])

    frames = "".join(f'<iframe src="{page.as_uri()}"></iframe>' for page in pages)
    (tmp_path / "index.html").write_text(frames, encoding="utf-8")
    watch = Watch(context)
    watch.page.goto((tmp_path / "index.html").as_uri())
    assert len(watch.page.frames) == len(pages) + 1
    seen = 0
    for frame in watch.page.frames[1:]:
        policy = "meta[http-equiv=Content-Security-Policy]"
        assert frame.evaluate(f"document.head.querySelectorAll('{policy}').length") == 1, frame.url
        boxes = frame.evaluate("[...document.querySelectorAll('.reply')].map(e => e.innerHTML)")
        assert [fault for box in boxes for fault in faults(box)] == [], frame.url
        seen += len(boxes)
    assert seen > len(replies)
    watch.assert_quiet()
    shots.mkdir(parents=True, exist_ok=True)
    for name, path in (
        ("honest", tmp_path / f"learner-{len(replies) - 1}.html"),
        *enumerate(pages[-2:]),
    ):
        watch.page.goto(path.as_uri())
        watch.page.screenshot(path=shots / f"{name}.png")
