"""The steps of lesson 1 that have controls: the board, the shares, the half-worked example."""

from __future__ import annotations

import itertools

import pytest

from doneenough.core import store
from doneenough.core.feedback import euros
from doneenough.core.wording import words_of
from doneenough.lessons import stages
from doneenough.lessons.stages import case
from doneenough.lessons.stages.pipeline_world import ALL, GATES
from doneenough.lessons.stages.projects_world import cost, disappointed
from shared.learner import work_through

WORDS = words_of("stages")


def step(explorer, name):
    return next(step for step in explorer.steps if step.id == name)


def chosen(board, **options):
    """Choose options by id, as a hand would; return the picture's text and the sentence."""
    for name, id_ in options.items():
        control = board.controls[name]
        control.value = list(WORDS.block(f"step.{board.id}.{name}.options")).index(id_)
    picture, sentence = board.view()
    assert board.sentence.value.count(sentence.partition(".")[0]) == 1
    return picture.alt, sentence


def test_one_gate_skipped_shows_how_many_fall_and_the_defect_that_stays():
    explorer = stages.explore_gates()
    work_through(explorer)
    board = step(explorer, "skip_one")
    for gate in GATES:
        alt, sentence = chosen(board, skipped=gate)
        assert f"In {disappointed(ALL - {gate})} of 200 projects" in sentence
        assert WORDS(f"gates.{gate}.stays") in sentence
        assert alt.lower().startswith(f"{WORDS(f'gates.{gate}.said')} skipped: ")
    alt, sentence = chosen(board, skipped="nothing")
    assert alt.startswith("All gates run: ")
    assert sentence.count(".") == 1
    assert explorer.errors == []


def test_every_set_of_gates_shows_its_money():
    explorer = stages.explore_several()
    work_through(explorer)
    board = step(explorer, "skip_several")
    for ways in itertools.product(("skipped", "kept"), repeat=len(GATES)):
        kept = frozenset(gate for gate, way in zip(GATES, ways, strict=True) if way == "kept")
        alt, sentence = chosen(board, **dict(zip(GATES, ways, strict=True)))
        assert f"In {disappointed(kept)} of 200 projects" in sentence
        assert euros(cost(kept)) in sentence
        named = [WORDS(f"gates.{gate}.said") for gate in GATES if gate not in kept]
        title = alt.partition(":")[0].lower()
        if 0 < len(named) < len(GATES):
            assert [name for name in named if name in title] == named
            assert not any(WORDS(f"gates.{gate}.said") in title for gate in kept)
        else:
            assert title == ("all gates skipped" if named else "all gates run")
    assert explorer.errors == []


def test_nobody_goes_on_without_having_chosen():
    explorer = stages.explore_gates()
    guess, _, board, _ = explorer.steps
    guess.button.click()
    board.button.click()
    assert board.said.text == "Change a choice first, then carry on."
    assert not board.done
    chosen(board, skipped="monitoring")
    board.button.click()
    assert board.done


def test_five_shares_are_kept_and_shown_again_beside_the_survey():
    explorer = stages.where_the_work_goes()
    (shares,) = explorer.steps
    for name, value in zip(case.SURVEY, (10, 10, 40, 30, 10), strict=True):
        shares.numbers[name].value = value
    assert shares.picture.value == ""
    shares.button.click()
    assert "you said 70" in shares.said.text
    assert "you 40, the survey 11" in shares.picture.value
    again = stages.where_the_work_goes()
    (found,) = again.steps
    assert found.picture.value == shares.picture.value
    assert all(number.disabled for number in found.numbers.values())
    assert explorer.errors == again.errors == []


@pytest.mark.parametrize("kept", [None, 3, [20] * 5, {}, dict.fromkeys(case.SURVEY, 101)])
def test_an_odd_guess_is_left_out(kept):
    store.remember("stages", "guess.shares", kept)
    explorer = stages.where_the_work_goes()
    (shares,) = explorer.steps
    assert not shares.done
    assert [number.value for number in shares.numbers.values()] == [20] * 5
    assert explorer.errors == []


def test_the_half_worked_choice_is_compared_with_the_cheapest():
    explorer = stages.half_worked()
    choice, close = step(explorer, "half_worked"), step(explorer, "how_close")
    costs = case.half_worked_costs()
    best = min(costs, key=costs.__getitem__)
    for days in costs:
        choice.controls["days"].value = days
        assert euros(costs[days]) in choice.sentence.value
        assert ("You found the cheapest" in close.body()) == (days == best)
        assert euros(costs[best]) in close.body()
    assert explorer.errors == []
