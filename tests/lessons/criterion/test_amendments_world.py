"""Amendments to two drafts: product figures, simulated chances, facts in the feedback."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from doneenough.core.decision import DecisionError
from doneenough.core.feedback import euros
from doneenough.core.registry import find_exercise
from doneenough.core.scales import scale_of
from doneenough.core.scoring import score_decision
from doneenough.core.words import capital
from doneenough.lessons.criterion import brightdesk_world, nextshelf_world
from doneenough.lessons.criterion.brightdesk import BrightdeskAmendments
from doneenough.products import nextshelf
from doneenough.products.brightdesk import drafts, judge
from shared.language import text_of_html, words
from shared.rings import draw

NEXTSHELF = find_exercise("criterion.nextshelf_challenge")
BRIGHTDESK = find_exercise("criterion.brightdesk_challenge")
BOTH = pytest.mark.parametrize("exercise", [NEXTSHELF, BRIGHTDESK], ids=lambda item: item.name)
CROWD = 40_000
"""Simulated checks for each comparison."""


def every_picks(exercise):
    """Return every set of three amendments that is a valid answer."""
    return [answer.picks for answer in exercise.every_answer()]


def some_picks(exercise, number=12):
    rng = np.random.default_rng(len(exercise.name))
    found = every_picks(exercise)
    return [found[at] for at in rng.choice(len(found), number, replace=False)] + [frozenset()]


# --- the figures are those of the products -------------------------------------------------


def first_five(scores):
    world = nextshelf.shelf()
    open_to_her = np.where(world.taken_before > 0, -np.inf, scores)
    return np.argsort(-open_to_her, axis=1, kind="stable")[:, :5]


def proposals():
    world = nextshelf.shelf()
    welsh = (world.readers["reader_group"] == "welsh").to_numpy()
    hindsight = np.tile(world.taken_after.sum(axis=0), (len(welsh), 1)).astype(float)
    own = nextshelf.lists("personal")
    return welsh, {
        "today": nextshelf.lists("popular"),
        "own_taste": own,
        "best_seller": nextshelf.lists("echo"),
        "tuned": first_five(hindsight),
        "english_only": np.where(welsh[:, None], nextshelf.lists("random"), own),
    }


def test_the_kinds_of_lists_are_those_of_nextshelf():
    world = nextshelf.shelf()
    welsh, chosen = proposals()
    frozen = {"today": nextshelf_world.TODAY, **nextshelf_world.KINDS}
    assert set(frozen) == set(chosen)
    assert len(world.titles) == nextshelf_world.ALL_TITLES
    for name, lists in chosen.items():
        table = nextshelf.per_reader(lists)
        hit = (table["hits"] > 0).to_numpy()
        takes = 1 - np.prod(1 - np.take_along_axis(world.chance, lists, axis=1), axis=1)
        kind = frozen[name]
        assert kind.records == round(100 * hit.mean()), name
        assert kind.shown == round(100 * takes.mean()), name
        assert kind.welsh_records == round(100 * hit[welsh].mean()), name
        assert kind.welsh_shown == round(100 * takes[welsh].mean()), name
        assert kind.titles == len(np.unique(lists)), name


def test_on_fresh_weeks_only_tuned_lists_change():
    """Nobody else used the checked weeks; tuned lists become what today's shelf is there."""
    for name, kind in nextshelf_world.KINDS.items():
        tuned = name == "tuned"
        assert kind.fresh == (nextshelf_world.TODAY.records if tuned else kind.records)


def test_the_records_praise_what_readers_like_less():
    own, best_sellers, tuned, _ = nextshelf_world.KINDS.values()
    assert own.records < nextshelf_world.TODAY.records < tuned.records < best_sellers.records
    assert own.shown > best_sellers.shown > tuned.shown > nextshelf_world.TODAY.shown


def test_the_kinds_of_versions_are_those_of_brightdesk():
    table = drafts.frozen_drafts().set_index(["question_id", "version"]).unstack()
    refuses = (table["declined"]["careful"] == "yes").to_numpy()

    def column(name, version):
        if version == "know-all":
            careful, fluent = table[name]["careful"], table[name]["fluent"]
            return careful.where(~refuses, fluent).to_numpy()
        return table[name][version].to_numpy()

    names = ("careful", "know-all", "fluent", "always_declines")
    for version, kind in zip(names, brightdesk_world.VERSIONS.values(), strict=True):
        severe = column("true_severity", version) == "severe"
        answers = column("declined", version) == "no"
        friendly = answers & (column("true_severity", version) != "cosmetic")
        assert kind.demo == round(brightdesk_world.PER * severe[~refuses].mean()), version
        assert kind.real == round(brightdesk_world.PER * severe.mean()), version
        assert kind.answers_demo == round(100 * answers[~refuses].mean()), version
        assert kind.answers_real == round(100 * answers.mean()), version
        assert kind.friendly == round(100 * friendly.mean()), version


def test_the_judge_is_the_one_measured():
    w = brightdesk_world
    assert judge.measured() == (w.CAUGHT, w.SEVERE, w.PASSED, w.SOUND)


# --- exact against simulated ---------------------------------------------------------------


def mark(cases, of_100):
    return int(np.ceil(cases * of_100 / 100 - 1e-9))


def shelf_checks(kind, picks, rng):
    """Return simulated checks of one kind of list: True where it is accepted."""
    w = nextshelf_world
    times = 3 if "more_readers" in picks else 1
    more = 5 if "higher_mark" in picks else 0
    if "live_test" in picks:
        cases, needed, share = 300 * times, w.TODAY.shown + more, kind.shown
        welsh_needed, welsh_share = w.TODAY.welsh_shown, kind.welsh_shown
    else:
        cases, needed = 500 * times, w.TODAY.records + more
        share = kind.fresh if "fresh_weeks" in picks else kind.records
        welsh_needed, welsh_share = w.TODAY.welsh_records, kind.welsh_records
    passed = rng.binomial(cases, share / 100, CROWD) >= mark(cases, needed)
    if "welsh_floor" in picks:
        welsh = 100 * times
        passed &= rng.binomial(welsh, welsh_share / 100, CROWD) >= mark(welsh, welsh_needed)
    return passed & (kind.titles >= 75 or "titles_floor" not in picks)


def version_checks(kind, picks, rng):
    """Return simulated checks of one version, each answer judged on its own."""
    real = "real_post" in picks
    cases, most = 100, 0
    if "eight_in_500" in picks:
        cases, most = 500, 8
    if "zero_in_1000" in picks:
        cases, most = 1000, 0
    invents = (kind.real if real else kind.demo) / 500
    answers = (kind.answers_real if real else kind.answers_demo) / 100
    bad, sound, _ = rng.multinomial(cases, [invents, answers - invents, 1 - answers], CROWD).T
    if "experts_on_all" in picks:
        counted = bad
    else:
        counted = rng.binomial(bad, (33 if "newer_judge" in picks else 28) / 35)
        if "experts_on_flags" not in picks:
            counted = counted + rng.binomial(sound, 28 / 627)
    passed = counted <= most
    if "answers_half" in picks:
        passed &= rng.binomial(100, answers, CROWD) >= 50
    if "friendly" in picks:
        passed &= rng.binomial(100, kind.friendly / 100, CROWD) >= 80
    return passed


SIMULATED = {
    NEXTSHELF: (nextshelf_world.KINDS, shelf_checks),
    BRIGHTDESK: (brightdesk_world.VERSIONS, version_checks),
}


@BOTH
def test_chances_agree_with_a_simulation(exercise):
    kinds, checks = SIMULATED[exercise]
    rng = np.random.default_rng(6)
    for picks in some_picks(exercise):
        for kind, exact in zip(kinds.values(), exercise.world.accepts(picks), strict=True):
            error = np.sqrt(max(exact * (1 - exact), 1 / CROWD) / CROWD)
            assert abs(checks(kind, picks, rng).mean() - exact) <= 4 * error, (picks, kind)


@BOTH
def test_costs_agree_with_a_simulation(exercise):
    kinds, checks = SIMULATED[exercise]
    rng = np.random.default_rng(60)
    for number, picks in enumerate(some_picks(exercise, 8)):
        brief = exercise.briefs()[number]
        which = rng.choice(len(kinds), CROWD, p=np.array(brief.of_10) / 10)
        passed = np.array([checks(kind, picks, rng) for kind in kinds.values()])
        accepted = passed[which, np.arange(CROWD)]
        year = np.array(brief.year)[which]
        spent = sum(exercise.world.prices(brief)[name] for name in picks)
        cost = spent + np.where(accepted, np.maximum(-year, 0), np.maximum(year, 0))
        exact = exercise.world.cost(brief, picks)
        assert abs(cost.mean() - exact) <= 4 * cost.std() / np.sqrt(CROWD), picks


# --- what must hold whatever the numbers ---------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "name"),
    [
        (NEXTSHELF, "welsh_floor"),
        (NEXTSHELF, "titles_floor"),
        (NEXTSHELF, "higher_mark"),
        (NEXTSHELF, "fresh_weeks"),
        (BRIGHTDESK, "answers_half"),
        (BRIGHTDESK, "friendly"),
        (BRIGHTDESK, "zero_in_1000"),
        (BRIGHTDESK, "newer_judge"),
    ],
    ids=lambda item: getattr(item, "name", item),
)
def test_a_stricter_clause_accepts_no_more(exercise, name):
    for others in itertools.combinations(set(exercise.world.amendments) - {name}, 2):
        picks = frozenset(others)
        if "eight_in_500" in picks and name == "zero_in_1000":
            continue
        pairs = zip(
            exercise.world.accepts(picks | {name}), exercise.world.accepts(picks), strict=True
        )
        assert all(strict <= lenient + 1e-12 for strict, lenient in pairs), picks


def test_experts_end_false_alarms_and_then_a_few_errors_may_be_allowed():
    accepts = brightdesk_world.accepts
    others = set(brightdesk_world.AMENDMENTS) - {"experts_on_flags", "experts_on_all"}
    for other in sorted(others - {"eight_in_500"}):
        alone = accepts(frozenset({other}))[0]
        experts = accepts(frozenset({other, "experts_on_flags"}))[0]
        assert experts >= alone
        if other != "zero_in_1000":
            assert accepts(frozenset({other, "experts_on_flags", "eight_in_500"}))[0] >= experts
    assert accepts(frozenset({"eight_in_500"}))[0] < 0.01  # the judge's false alarms go on


@pytest.mark.parametrize("name", ["decimals", "describe"])
def test_words_about_the_lists_change_no_decision(name):
    for picks in every_picks(NEXTSHELF):
        assert nextshelf_world.accepts(picks | {name}) == nextshelf_world.accepts(picks)


def test_what_the_drafts_let_through():
    own, best_sellers, _, english = nextshelf_world.accepts(frozenset())
    assert max(own, english) < 0.001
    assert best_sellers > 0.999
    careful, _, _, silent = brightdesk_world.accepts(frozenset())
    assert careful < 0.01
    assert silent == 1


@BOTH
def test_the_best_three_differ(exercise):
    best = [exercise.best(brief).picks for brief in exercise.briefs()]
    assert len(set(best)) >= 2
    assert max(best.count(picks) for picks in best) <= 16


@BOTH
def test_three_different_amendments(exercise):
    names = list(exercise.world.amendments)
    fields = list(exercise.decision.model_fields)
    with pytest.raises(DecisionError, match="twice"):
        exercise.decision.read(dict(zip(fields, [names[0], names[1], names[0]], strict=True)))


def test_two_numbers_of_answers_exclude_each_other():
    with pytest.raises(DecisionError, match="rule each other out"):
        BrightdeskAmendments.read(
            {
                "first_amendment": "zero_in_1000",
                "second_amendment": "friendly",
                "third_amendment": "eight_in_500",
            }
        )


# --- what a manager reads ------------------------------------------------------------------


@BOTH
def test_a_brief_is_read_in_a_minute(exercise):
    for brief in exercise.briefs():
        shown = exercise.show_brief(brief)
        running = re.sub(r"<table.*?</table>", "", shown)
        assert len(words(text_of_html(running))) <= 130
        assert shown.count("<tr>") <= 6 + 1
    for option in exercise.options.values():
        assert len(words(option.form)) <= 12, option


@BOTH
def test_prices_in_the_text_are_those_charged(exercise):
    assert set(exercise.options) == set(exercise.world.amendments)
    for name, price in exercise.world.amendments.items():
        form = exercise.options[name].form
        said = re.search(r"\((?:€([\d,]+)|free)\)$", form)
        assert bool(said) == (price is not None), name
        if said:
            assert int((said.group(1) or "0").replace(",", "")) == price
            assert form == f"{exercise.options[name].said} {said.group()}"
    for brief in exercise.briefs():
        shown = text_of_html(exercise.show_brief(brief))
        for name, price in exercise.world.prices(brief).items():
            assert exercise.world.amendments[name] in (None, price)
            assert exercise.world.amendments[name] == price or euros(price) in shown


def parts(feedback):
    return " ".join(
        (
            feedback.protected,
            feedback.consequence,
            feedback.lever,
            feedback.why,
            feedback.next_step,
        )
    )


@BOTH
@pytest.mark.parametrize("number", range(0, 24, 3))
def test_every_feedback_is_short_and_its_counts_are_true(exercise, number):
    brief, world = exercise.briefs()[number], exercise.world
    lengths = []
    for answer in exercise.every_answer():
        feedback = score_decision(exercise, number, answer).feedback
        lengths.append(len(words(parts(feedback))))
        kinds = [exercise.kind(number) for number in range(len(world.kinds))]
        accepted = dict(zip(kinds, world.accepts(answer.picks), strict=True))
        year = dict(zip(kinds, brief.year, strict=True))
        said = re.findall(
            r"Out of 200 (?:good )?([A-Za-z-]+ \w+), (\d+) would (be turned|pass)",
            feedback.consequence,
        )
        assert said or "at most 10" in feedback.consequence
        for kind, count, how in said:
            assert (how == "be turned") == (year[kind] > 0)
            share = 1 - accepted[kind] if year[kind] > 0 else accepted[kind]
            assert int(count) == round(200 * share)
    assert max(lengths) <= 105
    assert sorted(lengths)[len(lengths) // 2] <= 90


@BOTH
def test_holes_closed_are_counted(exercise):
    for number, brief in enumerate(exercise.briefs()):
        best = scale_of(exercise, number).best_decision
        said = score_decision(exercise, number, best).feedback.protected
        right = {
            picks: [
                (share if year > 0 else 1 - share) >= 0.7975  # 160 of 200, when rounded
                for share, year in zip(exercise.world.accepts(picks), brief.year, strict=True)
            ]
            for picks in (frozenset(), best.picks)
        }
        pairs = list(zip(right[frozenset()], right[best.picks], strict=True))
        closed, holes = pairs.count((False, True)), right[frozenset()].count(False)
        assert re.search(rf"close {closed} of th(?:ese|is) {holes} hole", said), said
        opened = pairs.count((True, False))
        assert (f"open {opened} new one" in said) == bool(opened)


@BOTH
def test_the_best_answer_is_not_reproached(exercise):
    for number in range(24):
        feedback = score_decision(
            exercise, number, scale_of(exercise, number).best_decision
        ).feedback
        assert "Nothing more to change" in feedback.next_step
        assert "costs more" not in feedback.lever
        assert feedback.lever.startswith(("The three work", "Three amendments can't"))
        assert "changes no decision" not in feedback.lever


@pytest.mark.parametrize("briefs", [4, pytest.param(24, marks=pytest.mark.exhaustive)])
@BOTH
def test_an_amendment_that_is_named_deserves_it(exercise, briefs):
    """What "changes no decision" changes none; what "saves" an amount saves that."""
    world, size = exercise.world, len(exercise.briefs())
    for number in draw(range(size), briefs, exercise.id):
        brief = exercise.briefs()[number]
        for answer in exercise.every_answer():
            lever = score_decision(exercise, number, answer).feedback.lever
            named = [
                name
                for name in answer.picks
                if lever.startswith(f"“{capital(exercise.options[name].said)}”")
            ]
            if not named:
                assert lever.startswith(("The three work", "Three amendments can't"))
                continue
            without = answer.picks - {named[0]}
            if "changes no decision" in lever:
                assert world.accepts(without) == pytest.approx(
                    world.accepts(answer.picks), abs=0.0025
                )
            saved = world.cost(brief, without) - world.cost(brief, answer.picks)
            assert ("” saves €" in lever) == (saved > 0)


@BOTH
def test_no_reason_is_missing(exercise):
    """Every amendment that buys nothing has a reason of its own, not the last resort."""
    world = exercise.world
    said = {
        name: {
            exercise.because(name, picks, exercise.briefs()[0]) for picks in every_picks(exercise)
        }
        for name in world.amendments
    }
    assert all(text.strip().endswith(".") for texts in said.values() for text in texts)
    assert len({text for texts in said.values() for text in texts}) > len(said)
