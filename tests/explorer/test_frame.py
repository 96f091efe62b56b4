"""The frame: closed until the guess, guesses kept, errors in words."""

import json

import pytest

from doneenough.core.figures import Picture
from doneenough.explorer.frame import Explorer
from doneenough.explorer.steps import Act, Answer, Ask, Predict, Say


def view(value):
    return Picture(f'<svg role="img" aria-label="{value} of 10"></svg>', f"{value} of 10"), (
        f"It is {value}."
    )


def guess_then_act(draw=view):
    return Explorer(
        "toy",
        [
            Predict("Guess", "g", "How many?", high=10, unit="of 10"),
            Act("Act", {"label": "n", "low": 0, "high": 10, "value": 3}, draw, invite="Move."),
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
    explorer.steps[1].number.value = 9
    assert [type(error) for error in explorer.errors] == [ZeroDivisionError]
    assert "stopped working" in explorer.trouble.value
    assert "ZeroDivisionError" in explorer.trouble.value
    assert "secret" not in explorer.trouble.value


def test_the_sentence_is_announced_only_when_the_control_is_let_go():
    explorer = guess_then_act()
    explorer.steps[0].button.click()
    act = explorer.steps[1]
    act.number.value = 8
    assert "It is 8." in act.sentence.value
    assert act.announced.text == ""
    act.number.released += 1
    assert act.announced.text == "It is 8."


def test_an_answer_may_be_changed_and_each_has_its_reply():
    explorer = Explorer(
        "toy",
        [
            Ask("Q", "q", "Why?", [Answer("a", "A!"), Answer("b", "B!", right=True)]),
            Say("End", lambda: "<p>end</p>"),
        ],
    )
    first, last = explorer.steps
    assert not last.is_open
    first.choice.value = 0
    assert first.said.text == "A!"
    assert last.is_open
    first.choice.value = 1
    assert first.said.text == "B!"


def test_titles_are_escaped():
    explorer = Explorer("toy", [Say("<script>", lambda: "")])
    assert "<script>" not in text_of(explorer.widget) + explorer.still()
