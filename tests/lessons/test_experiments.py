"""Every experiment, driven as a browser would drive it: guess first, then see, then again."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import ipywidgets as widgets
import pytest

from doneenough.core.face import framed
from doneenough.core.figures import Picture
from doneenough.core.lesson_files import cards, lesson_names
from doneenough.core.lifecycle import STAGES
from doneenough.explorer.controls import Choice, Number, Status, Text
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say
from doneenough.explorer.tries import Try
from shared.language import forbidden_words, mean_sentence, text_of_html, unfilled
from shared.learner import CONTROLS, parts, shown, use, work_through, work_through_part

Maker = Callable[[], Explorer]


def _calls(wanted: type) -> list[tuple[str, Callable[[], object]]]:
    """Return what notebooks call without arguments to get a ``wanted``, by name."""
    packages = [f"doneenough.lessons.{name}" for name in lesson_names()] + ["doneenough.start"]
    found = []
    for package in packages:
        for name, call in inspect.getmembers(importlib.import_module(package), inspect.isfunction):
            given = inspect.signature(call)
            if not given.parameters and given.return_annotation == wanted.__name__:
                found.append((f"{package.rpartition('.')[2]}.{name}", call))
    return found


EXPERIMENTS = _calls(Explorer)
PICTURES = _calls(Picture)
each_experiment = pytest.mark.parametrize(
    "make", [call for _, call in EXPERIMENTS], ids=[name for name, _ in EXPERIMENTS]
)
each_picture = pytest.mark.parametrize(
    "make", [call for _, call in PICTURES], ids=[name for name, _ in PICTURES]
)


@cache
def _worked(make: Maker) -> tuple[Explorer, int]:
    explorer = make()
    return explorer, work_through(explorer)


@pytest.fixture
def worked(make: Maker) -> Explorer:
    """An experiment in which every control has been used, for tests that only look at it."""
    return _worked(make)[0]


class Images(HTMLParser):
    """The text alternatives of the images in a piece of HTML; icons beside words have none."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "img":
            self.words.append(given.get("alt") or "")
        elif tag == "svg" and given.get("aria-hidden") != "true":
            self.words.append((given.get("role") == "img" and given.get("aria-label")) or "")


def said(explorer: Explorer) -> str:
    """Return all that can be read in an experiment now, labels and options included."""
    found = [text_of_html(shown(explorer))]
    for part in parts(explorer.widget):
        if isinstance(part, Status):
            found.append(part.text)
        if isinstance(part, Number | Choice | Text):
            found.append(part.label)
        if isinstance(part, Choice):
            found += part.options
    return "\n".join(found)


def controls(explorer: Explorer) -> Iterator[object]:
    return (part for part in parts(explorer.widget) if isinstance(part, CONTROLS))


def test_there_are_experiments_and_pictures():
    assert len(EXPERIMENTS) > 3
    assert PICTURES


@each_experiment
def test_every_control_works_and_every_step_opens(make):
    explorer, used = _worked(make)
    assert used > 0
    assert explorer.errors == []
    assert explorer.trouble.value == ""
    assert all(step.is_open for step in explorer.steps)


@each_experiment
def test_the_steps_open_one_after_the_other_and_nothing_before_its_time(make):
    explorer = make()
    for number, step in enumerate(explorer.steps):
        assert step.is_open, step.title
        later = explorer.steps[number + 1 :]
        if not step.done:
            assert not any(other.is_open for other in later), step.title
        take(explorer, step)
        assert step.done or not later, f"nothing in it completes {step.title}"
        assert explorer.errors == []


def take(explorer, step):
    """Take one step, with what stands in it and nothing else, in every way it allows."""
    if isinstance(step, Ask):
        said = set()
        for index in range(len(step.answers)):
            step.choice.value = index
            said.add(step.said.text)
        assert len(said) == len(step.answers)
    elif isinstance(step, Try):
        for name, control in step.controls.items():
            seen = set()
            ends = (
                (control.low, control.high)
                if isinstance(control, Number)
                else (range(len(control.options)))
            )
            # Last the value that it starts with, so that each one is a change.
            for value in sorted(ends, key=lambda one: one == control.value):
                control.value = value
                if isinstance(control, Number):
                    control.released += 1
                    assert str(value) in step.view()[1]
                picture, sentence = step.view()
                assert sentence.strip().endswith(".")
                assert picture.alt.strip()
                assert step.announced.text == sentence
                seen.add(step.picture.value)
            assert len(seen) > 1, f"the picture does not follow {name}"
        step.button.click()
    else:
        work_through_part(_boxes(explorer, step)[0])


@each_experiment
def test_every_control_has_a_label(worked):
    labels = [
        part.description if isinstance(part, widgets.Button) else part.label
        for part in controls(worked)
    ]
    assert all(len(label) > 3 for label in labels)
    # Buttons may repeat ("Go on"); two fields with one name cannot be told apart.
    fields = [part.label for part in controls(worked) if not isinstance(part, widgets.Button)]
    assert len(set(fields)) == len(fields)


@each_experiment
def test_the_controls_are_ours_since_those_of_ipywidgets_have_no_names(worked):
    known = (*CONTROLS, Status, widgets.HTML, widgets.Box)
    strange = [part for part in parts(worked.widget) if not isinstance(part, known)]
    assert strange == []


@each_experiment
def test_every_picture_has_words(worked):
    for source in (shown(worked), worked.still()):
        assert all(len(words.split()) > 3 for words in Images(source).words)


@each_experiment
def test_nothing_can_be_moved_or_read_before_the_first_guess(make):
    explorer = make()
    first = next(step for step in explorer.steps if not isinstance(step, Say))
    later = explorer.steps[explorer.steps.index(first) + 1 :]
    if not isinstance(first, Predict | Ask | Try):
        return  # a form: there is no outcome that could answer it
    if isinstance(first, Predict):
        assert later
    assert not any(step.is_open for step in later)
    # A closed step shows its title and no more.
    assert len(list(controls(explorer))) == len(
        [part for box in _boxes(explorer, first) for part in parts(box) if _is_control(part)]
    )
    if isinstance(first, Predict | Ask):
        assert not Images(shown(explorer)).words


def _boxes(explorer, step):
    # The last of its children are its steps; before them come its style and its troubles.
    return [explorer.widget.children[-len(explorer.steps) :][explorer.steps.index(step)]]


def _is_control(part):
    return isinstance(part, CONTROLS)


@each_experiment
def test_a_guess_is_shown_beside_the_outcome_and_found_again(make):
    explorer = make()
    guesses = [step for step in explorer.steps if isinstance(step, Predict)]
    if not guesses:
        return
    for step in explorer.steps[: explorer.steps.index(guesses[-1]) + 1]:
        if step not in guesses:
            take(explorer, step)
            continue
        step.number.value = 37
        step.button.click()
        assert step.number.disabled
        kept = step.guess
        step.button.click()  # enabled, so that it keeps the focus; it does nothing more
        assert step.guess == kept
        assert "37" in step.said.text
    assert "guessed 37" in said(explorer)
    again = make()
    opened = [step for step in again.steps if step.is_open]
    assert len(opened) > len(guesses)
    assert "guessed 37" in said(again)
    assert again.steps[again.steps.index(_same(again, guesses[0]))].number.disabled


def _same(explorer, wanted):
    return next(step for step in explorer.steps if step.id == wanted.id)


@each_experiment
def test_without_a_kernel_text_and_picture_remain(worked):
    data, _ = worked._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"] == framed(worked.still())
    for step in worked.steps:
        assert step.title in data["text/plain"]
        assert step.title in text_of_html(data["text/html"]).replace("\n", " ")
    if any(isinstance(step, Try) for step in worked.steps):
        assert Images(data["text/html"]).words


@each_experiment
def test_a_folder_that_cannot_be_written_does_not_stop_an_experiment(make, work):
    work.write_text("a file in the folder's place")
    explorer = make()
    work_through(explorer)
    assert explorer.errors == []
    assert all(step.is_open for step in explorer.steps)
    assert "guessed None" not in said(explorer)


@each_experiment
def test_rubbish_in_the_folder_does_not_stop_an_experiment(make, work):
    explorer = make()
    work_through(explorer)
    for file in work.rglob("*.json"):
        kept = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r": .*?(,?)$", r": [[{}]]\1", kept, flags=re.M), encoding="utf-8")
    again = make()
    work_through(again)
    assert again.errors == []


@each_experiment
def test_it_keeps_to_the_language(make):
    explorer = make()
    texts = [said(explorer)]
    for part in list(controls(explorer)):
        use(part)
        texts.append(said(explorer))
    work_through(explorer)
    texts.append(said(explorer))
    text = "\n".join(dict.fromkeys("\n".join(texts).splitlines()))
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15
    assert unfilled(text) == []


@each_picture
def test_pictures_have_words_and_keep_to_the_language(make):
    picture = make()
    assert len(picture.alt.split()) > 3
    assert all(len(words.split()) > 3 for words in Images(picture.html).words)
    # In a text alternative a semicolon separates the lines of a chart.
    text = text_of_html(picture.html) + "\n" + picture.alt.replace(";", ".")
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15


def test_every_answer_to_a_question_has_its_own_explanation():
    for _, make in EXPERIMENTS:
        for step in make().steps:
            if isinstance(step, Ask):
                assert len(step.answers) >= 3
                assert len({answer.reply for answer in step.answers}) == len(step.answers)
                assert len({answer.text for answer in step.answers}) == len(step.answers)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.lesson)
def test_a_lesson_stands_at_a_stage(card):
    assert card.stage in STAGES


@pytest.mark.parametrize("lesson", lesson_names())
def test_one_question_of_the_warm_up_is_about_stages(lesson):
    explorer = importlib.import_module(f"doneenough.lessons.{lesson}").warm_up()
    asked = [step.choice.label for step in explorer.steps if isinstance(step, Ask)]
    assert len(asked) == 3
    assert any("stage" in question for question in asked)
    for step in explorer.steps:
        assert sum(answer.right for answer in step.answers) == 1
