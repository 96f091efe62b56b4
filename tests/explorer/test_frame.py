"""The frame: closed until the guess, guesses kept, errors in words."""

import json

import pytest

from doneenough.core.figures import Picture
from doneenough.core.wording import Wording
from doneenough.explorer import frame
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Ask, Predict, Say
from doneenough.explorer.tries import HowClose, Pick, Try, Whole

WORDS = {
    "step": {
        "g": {"title": "Guess", "question": "How many?", "unit": "of 10"},
        "act": {
            "title": "Act",
            "intro": "You guessed {{ guess_g }}.",
            "invite": "Move.",
            "value": {"label": "n", "unit": ""},
        },
        "q": {
            "title": "Q",
            "question": "Why?",
            "answers": [
                {"id": "first", "text": "a", "reply": "A!"},
                {"id": "second", "text": "b", "reply": "B!", "right": True},
            ],
        },
        "end": {"title": "End", "text": "{{ teams }} at the end"},
        "odd": {"title": "<script>", "text": "<script>"},
        "two": {
            "title": "Two",
            "invite": "Choose.",
            "value": {"label": "n", "unit": "of 10"},
            "colour": {"label": "Colour", "options": {"red": "a red one", "blue": "a blue one"}},
        },
        "close": {
            "title": "Close",
            "best": "You found {{ best }}.",
            "other": "{{ chosen }} costs {{ chosen_cost }}, {{ best }} costs {{ best_cost }}.",
        },
    }
}


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(frame, "words_of", lambda _: Wording(WORDS, lambda: {"teams": 200}))


def view(value):
    return Picture(f'<svg role="img" aria-label="{value} of 10"></svg>', f"{value} of 10"), (
        f"It is {value}."
    )


def guess_then_act(draw=view):
    return Explorer(
        "toy",
        [
            Predict("g", high=10),
            Try("act", {"value": Whole(0, 10, 3)}, draw),
        ],
    )


def text_of(widget):
    parts = [str(getattr(widget, name, "")) for name in ("value", "text", "description", "label")]
    return " ".join([*parts, *(text_of(child) for child in getattr(widget, "children", ()))])


def test_nothing_of_the_outcome_is_there_before_the_guess():
    explorer = guess_then_act()
    assert "Act: opens after the step above." in text_of(explorer.widget)
    assert "of 10</svg>" not in text_of(explorer.widget)
    assert "It is 3" not in text_of(explorer.widget)
    assert "svg" not in explorer.still()
    explorer.steps[0].number.value = 7
    explorer.steps[0].button.click()
    assert "It is 3." in text_of(explorer.widget)
    assert "You guessed 7." in text_of(explorer.widget)


def test_the_guess_is_kept_and_closed(work):
    explorer = guess_then_act()
    explorer.steps[0].number.value = 7
    explorer.steps[0].button.click()
    kept = json.loads((work / "progress" / "toy.json").read_text(encoding="utf-8"))
    assert kept == {"guess.g": 7}
    again = guess_then_act()
    assert again.steps[0].guess == 7
    assert again.steps[1].is_open
    assert "from earlier: 7" in again.steps[0].said.text
    assert "You guessed 7." in text_of(again.widget)


@pytest.mark.parametrize("kept", [11, -1, "7", None, 3.5, [1], True])
def test_a_kept_guess_that_makes_no_sense_is_asked_again(work, kept):
    (work / "progress").mkdir(parents=True)
    (work / "progress" / "toy.json").write_text(json.dumps({"guess.g": kept}), encoding="utf-8")
    explorer = guess_then_act()
    assert not explorer.steps[1].is_open
    assert explorer.errors == []


def test_an_error_is_said_in_words_and_kept_for_tests():
    def fails(value):
        if value > 5:
            raise ZeroDivisionError("secret <b>detail</b>")
        return view(value)

    explorer = guess_then_act(fails)
    explorer.steps[0].button.click()
    explorer.steps[1].controls["value"].value = 9
    assert [type(error) for error in explorer.errors] == [ZeroDivisionError]
    assert "stopped working" in explorer.trouble.value
    assert "ZeroDivisionError" in explorer.trouble.value
    assert "secret" not in explorer.trouble.value


def test_the_sentence_is_announced_only_when_the_control_is_let_go():
    explorer = guess_then_act()
    explorer.steps[0].button.click()
    act = explorer.steps[1]
    number = act.controls["value"]
    number.value = 8
    assert "It is 8." in act.sentence.value
    assert act.announced.text == ""
    number.released += 1
    assert act.announced.text == "It is 8."


def test_an_answer_may_be_changed_and_each_has_its_reply(work):
    explorer = Explorer("toy", [Ask("q"), Say("end")])
    first, last = explorer.steps
    assert not last.is_open
    first.choice.value = 0
    assert first.said.text == "A!"
    assert last.is_open
    assert "200 at the end" in text_of(explorer.widget)
    first.choice.value = 1
    assert first.said.text == "B!"
    kept = json.loads((work / "progress" / "toy.json").read_text(encoding="utf-8"))
    assert kept == {"answer.q": "second"}
    again = Explorer("toy", [Ask("q"), Say("end")])
    assert again.steps[0].choice.value == 1
    assert again.steps[1].is_open


@pytest.mark.parametrize("kept", [0, 1, "third", None, [], True])
def test_a_kept_answer_that_is_none_is_asked_again(work, kept):
    (work / "progress").mkdir(parents=True)
    (work / "progress" / "toy.json").write_text(json.dumps({"answer.q": kept}), encoding="utf-8")
    explorer = Explorer("toy", [Ask("q"), Say("end")])
    assert explorer.steps[0].choice.value == -1
    assert not explorer.steps[1].is_open


def test_several_controls_draw_one_picture_and_one_that_goes_on_wants_a_hand():
    seen = []

    def draw(value, colour):
        seen.append((value, colour))
        return view(value)

    explorer = Explorer(
        "toy", [Try("two", {"value": Whole(0, 10, 3), "colour": Pick("blue")}, draw), Say("end")]
    )
    step, end = explorer.steps
    assert seen[-1] == (3, "blue")
    step.button.click()
    assert "Move the control first" in step.said.text
    assert not end.is_open
    step.controls["colour"].value = 0
    assert seen[-1] == (3, "red")
    step.button.click()
    assert end.is_open
    assert explorer.values["chosen_colour"] == "red"
    assert explorer.errors == []


def test_how_close_a_choice_is():
    choice = Try("act", {"value": Whole(0, 10, 3)}, view)
    costs = {3: 700.0, 4: 500.0}
    explorer = Explorer(
        "toy", [Predict("g", high=10), choice, HowClose("close", choice, lambda: costs)]
    )
    explorer.steps[0].button.click()
    choice.controls["value"].value = 4
    choice.controls["value"].value = 3
    choice.button.click()
    assert "3 costs €700, 4 costs €500." in text_of(explorer.widget)
    choice.controls["value"].value = 4
    assert explorer.steps[2].body().endswith("You found 4.</p>")


def test_titles_and_texts_are_escaped():
    explorer = Explorer("toy", [Say("odd")])
    assert "<script>" not in text_of(explorer.widget) + explorer.still()


def test_a_name_that_nobody_knows_is_an_error_in_words():
    explorer = Explorer("toy", [Try("act", {"value": Whole(0, 10, 3)}, view)])
    assert "guess_g" in str(explorer.errors[0])
