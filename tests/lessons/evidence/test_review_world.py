"""What questions are worth: against a second, plain way to work it out."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict

import pytest
from scipy.stats import binom

from doneenough.core.registry import find_exercise
from doneenough.lessons.evidence.review import QUESTIONS, Review
from doneenough.lessons.evidence.review_world import DECISIONS, FACTS
from shared.decisions import random_decision
from shared.language import text_of_html

EXERCISE = find_exercise("evidence.review")
BRIEFS = EXERCISE.briefs()
USELESS = [name for name in QUESTIONS if name not in FACTS]
each_brief = pytest.mark.parametrize("number", range(24))


def review(questions, decide="sign"):
    first, second, third = questions
    return Review(first_question=first, second_question=second, third_question=third, decide=decide)


def worlds(brief):
    """Return every world that fits the report: probability, facts, weak or not, all by hand.

    The history counts reports like this one, so it says how likely the facts are as they
    stand. Only good or weak is weighed by the report.
    """
    found = []
    weak_share, retried_share, reused_share, picked_share, dear_share = (
        getattr(brief, name) / 10
        for name in ("weak_in_10", "retried_in_10", "reused_in_10", "picked_in_10", "dear_in_10")
    )
    for retried, reused, picked, dear in itertools.product((True, False), repeat=4):
        if reused and not retried:
            continue
        chance = retried_share if retried else 1 - retried_share
        if retried:
            chance *= reused_share if reused else 1 - reused_share
        chance *= picked_share if picked else 1 - picked_share
        chance *= dear_share if dear else 1 - dear_share
        seen = {}
        for weak in (True, False):
            wrong = 1 - (brief.weak if weak else brief.good)
            checks = binom(100, 1 - wrong / 2 if picked else 1 - wrong)
            report = checks.pmf(brief.reported)
            if retried:
                report *= checks.cdf(89) ** 3
            # Any passing result comes out alike on letters used again.
            seen[weak] = (weak_share if weak else 1 - weak_share) * (1 if reused else report)
        facts = {"tries": retried, "fresh": reused, "who_chose": picked, "day_cost": dear}
        for weak, part in seen.items():
            found.append((chance * part / sum(seen.values()), facts, weak))
    return found


def cost_of(brief, decide, facts, weak):
    """Return the expected cost of a decision in one world."""
    if decide == "sign":
        return weak * brief.weak_live
    if decide == "refuse":
        return brief.by_hand
    if decide == "sign_limited":
        office = brief.office_in_10 / 10
        return office * weak * brief.weak_live + (1 - office) * brief.by_hand
    day = brief.day_dear if facts["day_cost"] else brief.day_cheap
    signed = binom(300, brief.weak if weak else brief.good).sf(271)
    checking = 300 * brief.letter_cost + math.ceil(300 / brief.letters_per_day) * day
    return checking + signed * weak * brief.weak_live + (1 - signed) * brief.by_hand


def table(brief):
    """Return (probability, facts, cost of each decision) for each world."""
    return [
        (chance, facts, {name: cost_of(brief, name, facts, weak) for name in DECISIONS})
        for chance, facts, weak in worlds(brief)
    ]


def cost_again(brief, rows, decision):
    """Return the cost of a review, worked out world by world."""
    told = [name for name in FACTS if name in decision.questions]
    groups = defaultdict(lambda: dict.fromkeys(DECISIONS, 0.0))
    weight = defaultdict(float)
    for chance, facts, costs in rows:
        key = tuple(facts[name] for name in told)
        weight[key] += chance
        for name in DECISIONS:
            groups[key][name] += chance * costs[name]
    worth = sum(min(costs.values()) for costs in groups.values()) / sum(weight.values())
    heard = tuple(brief.truth[name] for name in told)
    mine = {name: value / weight[heard] for name, value in groups[heard].items()}
    return worth + mine[decision.decide] - min(mine.values())


@each_brief
def test_the_cost_worked_out_world_by_world(number):
    brief, rng = BRIEFS[number], random.Random(number)
    rows = table(brief)
    for _ in range(60):
        decision = random_decision(Review, rng)
        again = cost_again(brief, rows, decision)
        assert EXERCISE.cost(brief, decision) == pytest.approx(again, rel=1e-9)


def worth(brief, questions):
    """Return the cost of these questions with the best decision after them."""
    return min(EXERCISE.cost(brief, review(questions, decide)) for decide in DECISIONS)


@each_brief
def test_more_useful_questions_never_make_it_dearer(number):
    brief = BRIEFS[number]
    for useful in itertools.permutations(FACTS, 3):
        costs = [worth(brief, (*useful[:count], *USELESS)[:3]) for count in range(4)]
        for fewer, more in itertools.pairwise(costs):
            assert more <= fewer + 1e-6


@each_brief
def test_useless_questions_change_nothing(number):
    brief = BRIEFS[number]
    for decide in DECISIONS:
        costs = {
            round(EXERCISE.cost(brief, review(questions, decide)), 6)
            for questions in itertools.permutations(USELESS, 3)
        }
        assert len(costs) == 1
        one = {
            round(EXERCISE.cost(brief, review(("tries", *others), decide)), 6)
            for others in itertools.combinations(USELESS, 2)
        }
        assert len(one) == 1


@each_brief
def test_the_order_of_questions_does_not_matter(number):
    costs = {
        round(EXERCISE.cost(BRIEFS[number], review(order, "refuse")), 6)
        for order in itertools.permutations(("tries", "day_cost", "demo"))
    }
    assert len(costs) == 1


@each_brief
def test_the_true_answers_are_possible(number):
    brief = BRIEFS[number]
    assert brief.truth["tries"] or not brief.truth["fresh"]
    for questions in itertools.combinations(QUESTIONS, 3):
        assert EXERCISE.cost(brief, review(questions)) > 0
    answers = dict(EXERCISE.answers(brief, list(QUESTIONS)))
    assert len(answers) == len(QUESTIONS)
    assert all(answers.values())


@each_brief
def test_asking_and_ignoring_the_answers_costs(number):
    """The best questions with the worst decision earn less than the best without."""
    brief = BRIEFS[number]
    best = EXERCISE.best(brief)
    costs = [
        EXERCISE.cost(brief, best.model_copy(update={"decide": decide})) for decide in DECISIONS
    ]
    assert max(costs) > worth(brief, USELESS[:3])


def test_every_decision_is_right_for_somebody():
    """No single decision is always best: else the questions would be for show."""
    decisions = {EXERCISE.best(brief).decide for brief in BRIEFS}
    assert len(decisions) >= 3
    assert len({EXERCISE.best(brief).questions for brief in BRIEFS}) >= 3


ME = {"learner_id": "", "cohort": "practice"}


def test_answers_come_only_to_questions_asked():
    brief = BRIEFS[0]
    for names in ({"tries"}, {"tries", "demo"}, {"who_chose", "day_cost", "training"}):
        fields = dict(zip(Review.model_fields, names, strict=False))
        heard = text_of_html(EXERCISE.hear(fields, ME).html)
        for name, (question, answer) in zip(
            QUESTIONS, EXERCISE.answers(brief, list(QUESTIONS)), strict=True
        ):
            assert (question in heard) == (name in names)
            assert (answer in heard) == (name in names)


@pytest.mark.parametrize(
    "asked",
    [None, {}, [], 3, {"first_question": None}, {"first_question": "x"}, {"first_question": [1]}],
)
@pytest.mark.parametrize("me", [ME, None, {}, {"learner_id": 3}, "ada"])
def test_asking_in_a_wrong_form_is_answered_kindly(asked, me):
    heard = EXERCISE.hear(asked, me)
    assert heard.alt
    for _, answer in EXERCISE.answers(BRIEFS[0], FACTS):
        assert answer not in heard.html
