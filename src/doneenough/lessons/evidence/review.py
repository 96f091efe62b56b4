"""Exercise (a): ask the technical lead three questions, then decide.

The cost of an answer is the sum of two parts, both exact:

* what the three questions are worth: the expected cost of the best decision after
  hearing the answers, averaged over everything the answers could have been (the
  preposterior analysis of Raiffa and Schlaifer, 1961);
* what the decision then loses: its expected cost given the answers actually heard,
  less that of the best decision given the same answers.

So a lucky guess after useless questions earns little, and so does ignoring an answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from doneenough.core.briefs import Identity
from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import Decision, DecisionError, Slip, option
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.figures import Picture
from doneenough.core.html import facts, grid, paragraph
from doneenough.core.scoring import brief_of
from doneenough.lessons.evidence.review_world import (
    CHECKED,
    DECISIONS,
    EXTRA_LETTERS,
    EXTRA_MARK,
    FACTS,
    ReviewBrief,
    briefs,
    cases_heard,
    mean,
    questions_worth,
    told,
)
from doneenough.lessons.evidence.words import such_models
from doneenough.statistics import accept_probability

QUESTIONS = {
    "algorithm": "Which algorithm do you use?",
    "training": "How many letters was the model trained on?",
    "gut_feeling": "Are you confident in this model?",
    "day_cost": "What does a day of waiting cost us?",
    "fresh": "Were the letters new in each try?",
    "who_chose": "Who chose the letters, and how?",
    "tries": "How many times did you run this check before it passed?",
    "demo": "Can we see it work on a few letters?",
}


class Review(Decision):
    """Three questions and a decision."""

    first_question: str = option("Your first question", **QUESTIONS)
    second_question: str = option("Your second question", **QUESTIONS)
    third_question: str = option("Your third question", **QUESTIONS)
    decide: str = option("What you decide after the answers", **DECISIONS)

    def disagreements(self) -> Iterator[Slip]:
        """The three questions differ."""
        asked = self.questions
        if len(set(asked)) < len(asked):
            yield Slip(
                "third_question", "You asked one question twice. Please ask three different."
            )

    @property
    def questions(self) -> tuple[str, str, str]:
        """The questions asked."""
        return (self.first_question, self.second_question, self.third_question)


class ReviewExercise(Exercise[ReviewBrief, Review]):
    """Ask, then decide."""

    lesson = "evidence"
    name = "review"
    title = "Ask, then decide"
    points = 20
    decision = Review
    table = "review"

    def briefs(self) -> Sequence[ReviewBrief]:
        """Return the 24 reviews."""
        return briefs()

    def show_brief(self, brief: ReviewBrief) -> str:
        """Return the report, the company's history and the costs."""
        return (
            paragraph(
                f"The technical lead reports on {brief.product}: “{brief.reported} of {CHECKED} "
                "letters right. We passed.” She has ten minutes for you: three questions."
            )
            + such_models(brief)
            + facts(
                "How reports came about in this company",
                [
                    ("Passed only on the fourth try", f"in {brief.retried_in_10} of 10 reports"),
                    (
                        "Among those, the same letters were used in every try",
                        f"in {brief.reused_in_10} of 10",
                    ),
                    ("The team picked the letters itself", f"in {brief.picked_in_10} of 10"),
                    (
                        "A day of waiting costs",
                        f"{euros(brief.day_dear)} in {brief.dear_in_10} of 10 projects, "
                        f"{euros(brief.day_cheap)} in the others",
                    ),
                ],
            )
            + facts(
                "What things cost",
                [
                    ("A weak model goes live", euros(brief.weak_live)),
                    ("No model goes live: the work goes on by hand", euros(brief.by_hand)),
                    (
                        "A limited start: one small office",
                        f"handles {brief.office_in_10} of 10 letters; the rest is sorted by hand",
                    ),
                    (
                        f"{EXTRA_LETTERS} more letters, {brief.letters_per_day} a day",
                        f"{euros(brief.letter_cost)} a letter and "
                        f"{-(-EXTRA_LETTERS // brief.letters_per_day)} days of waiting",
                    ),
                ],
            )
        )

    def answers(self, brief: ReviewBrief, questions: Sequence[str]) -> list[tuple[str, str]]:
        """Return question and answer for each of ``questions``."""
        return [(QUESTIONS[name], _answer(brief, name)) for name in questions]

    def cost(self, brief: ReviewBrief, decision: Review) -> float:
        """Return the expected cost in euros; see the module's docstring."""
        return sum(self._parts(brief, decision))

    def policies(self, brief: ReviewBrief) -> Mapping[str, float]:
        """Decide without hearing anything that matters."""
        names = {
            "Sign without asking": "sign",
            "Refuse without asking": "refuse",
            "Small office without asking": "sign_limited",
            "More letters without asking": "buy_evidence",
        }
        return {name: self.cost(brief, _deaf(decide)) for name, decide in names.items()}

    def common_practice(self, brief: ReviewBrief) -> Mapping[str, Review]:
        """Ask about the technology, then decide."""
        return {decide: _deaf(decide) for decide in DECISIONS}

    def best(self, brief: ReviewBrief) -> Review:
        """Try every three questions with every decision."""
        return min(
            (
                _review(questions, decide)
                for questions in itertools.combinations(QUESTIONS, 3)
                for decide in DECISIONS
            ),
            key=lambda item: (round(self.cost(brief, item), 2), item.questions, item.decide),
        )

    @property
    def misconceptions(self) -> Sequence[Misconception[ReviewBrief, Review]]:
        """The beliefs of :data:`MISCONCEPTIONS`."""
        return tuple(MISCONCEPTIONS.values())

    def feedback(self, brief: ReviewBrief, decision: Review, scale: Scale[Review]) -> Feedback:
        """Say what the questions were worth and what the decision made of the answers."""
        asked_worth, lost = self._parts(brief, decision)
        useful = [name for name in decision.questions if name in FACTS]
        posterior = cases_heard(brief, decision.questions)
        weak = mean(posterior, lambda case: case.weak)
        best_given = min(DECISIONS, key=lambda name: mean(posterior, lambda c: c.costs[name]))
        belief = _belief(brief, decision, scale, useful)
        lost_by_asking = asked_worth - scale.best
        in_all = self.cost(brief, decision) - scale.best
        if in_all < 0.02 * scale.best:
            lever = "Both parts fit: you asked what mattered and used what you heard."
        elif lost > lost_by_asking:
            lever = (
                f"Your decision. After these answers, “{best_given}” would have cost "
                f"{euros(lost)} less on average."
            )
        else:
            lever = (
                f"Your questions. Other questions would have been worth "
                f"{euros(lost_by_asking)} more on average, whatever the answers."
            )
        return Feedback(
            protected=(
                f"You asked {len(useful)} of the {len(FACTS)} questions that can change the "
                "decision."
                + (" That protects you from a polished report." if len(useful) > 1 else "")
            ),
            consequence=_counts(brief, weak, decision.decide),
            money=money_lines(
                scale,
                asked_worth + lost,
                "Your questions and decision",
                "The best three questions and decision",
            ),
            money_note=(
                "The costs are averages over every answer she might have given. The counts above "
                "look only at the answers you heard."
            ),
            lever=lever,
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 5 shows it in “{belief.shown_in}”."
                if belief
                else "You did what could be done here. Go on when you like."
                if in_all < 0.02 * scale.best
                else "Read her answers again: how often would a weak model earn them?"
                if lost > lost_by_asking
                else "Compare your three questions with “How reports came about”, above."
            ),
        )

    def reasons(self, brief: ReviewBrief, scale: Scale[Review]) -> str:
        """Return what a lead would ask and why, as HTML."""
        review = scale.reference
        rows = [(q, a) for q, a in self.answers(brief, review.questions)]
        return grid("What an experienced lead would ask", ("Question", "Answer"), rows) + paragraph(
            f"After these answers she would choose “{review.decide}”: {DECISIONS[review.decide]}."
        )

    def _parts(self, brief: ReviewBrief, decision: Review) -> tuple[float, float]:
        heard = cases_heard(brief, decision.questions)
        best = min(mean(heard, lambda case, name=name: case.costs[name]) for name in DECISIONS)
        chosen = mean(heard, lambda case: case.costs[decision.decide])
        return questions_worth(brief, told(decision.questions)), chosen - best


def _counts(brief: ReviewBrief, weak: float, decide: str) -> str:
    """Say in counts what a decision does in 200 reviews with the answers heard."""
    weak_ones = crowd_count(weak)
    good_ones = TEAMS - weak_ones
    start = (
        f"Picture {TEAMS} reviews with the answers you heard. In about {weak_ones} of them the "
        "model is weak. "
    )
    if decide == "sign":
        return start + f"If you sign each time, these {weak_ones} go live everywhere."
    if decide == "sign_limited":
        return start + (
            f"In the small office these {weak_ones} go live all the same, and the other letters "
            "go on being sorted by hand."
        )
    if decide == "refuse":
        return start + f"If you refuse each time, {good_ones} good ones are not used."
    passing = float(accept_probability(EXTRA_LETTERS, EXTRA_MARK, brief.weak))
    lucky = crowd_count(weak * passing)
    return start + (
        f"With {EXTRA_LETTERS} fresh letters about {lucky} of the weak ones still pass, and every "
        "review waits for the experts."
    )


def _deaf(decide: str) -> Review:
    return _review(("algorithm", "training", "gut_feeling"), decide)


def _review(questions: Sequence[str], decide: str) -> Review:
    first, second, third = questions
    return Review(first_question=first, second_question=second, third_question=third, decide=decide)


def _belief(
    brief: ReviewBrief, review: Review, scale: Scale[Review], useful: Sequence[str]
) -> Misconception[ReviewBrief, Review] | None:
    cost = EXERCISE.cost(brief, review)
    if cost < scale.habit - 0.4 * (scale.habit - scale.best):
        return None
    if len(useful) < 2 and review.decide == "sign":
        return MISCONCEPTIONS["passed_is_passed"]
    if len(useful) < 2:
        return MISCONCEPTIONS["ask_about_technology"]
    return None


def _answer(brief: ReviewBrief, name: str) -> str:
    truth = brief.truth
    if name == "tries":
        return "Four. The first three did not reach 90." if truth["tries"] else "Once."
    if name == "fresh":
        if not truth["tries"]:
            return "There was only one try, so yes."
        return (
            "No, the same 100. We kept improving until they came out right."
            if truth["fresh"]
            else "Yes, 100 new letters each time."
        )
    if name == "who_chose":
        return (
            "We did. We left out the unreadable ones."
            if truth["who_chose"]
            else "The mail room drew them at random."
        )
    if name == "day_cost":
        return euros(brief.day_dear if truth["day_cost"] else brief.day_cheap) + " a day."
    return {
        "algorithm": "Logistic regression on word counts. It is a solid choice.",
        "training": "A little over forty thousand.",
        "gut_feeling": "Yes. The team has worked hard on it.",
        "demo": "Of course. (She shows three letters. All three are right.)",
    }[name]


EXERCISE = ReviewExercise()


_BELIEFS: tuple[Misconception[ReviewBrief, Review], ...] = (
    Misconception(
        "passed_is_passed",
        "Is a passed check always the same evidence",
        "The report names a number and a pass mark, and software has taught us that green "
        "means green. But the same 91 of 100 is strong on a first try and weak on a fourth.",
        lambda _: _deaf("sign"),
        shown_in="The turn",
    ),
    Misconception(
        "ask_about_technology",
        "Do technical questions test the evidence",
        "Questions about the technology sound competent, and the answers are impressive. "
        "But every answer would be the same for a weak model, so they change nothing.",
        lambda _: _review(("algorithm", "training", "demo"), "refuse"),
        shown_in="The turn",
    ),
)


MISCONCEPTIONS = {item.id: item for item in _BELIEFS}


def hear(review: object, me: object) -> Picture:
    """Show the lead's answers to the questions chosen so far; never raises for a bad answer."""
    try:
        identity = Identity.read(me)
    except DecisionError as error:
        return _said(f"The cell with your id cannot be read. {error}")
    given = review if isinstance(review, dict) else {}
    names = ("first_question", "second_question", "third_question")
    chosen = [given.get(name) for name in names if given.get(name) is not None]
    asked = [name for name in chosen if isinstance(name, str) and name in QUESTIONS]
    if len(asked) < len(chosen):
        allowed = ", ".join(f'"{name}"' for name in QUESTIONS)
        return _said(f"One of your questions is not on the list. The list: {allowed}.")
    if not asked:
        return _said("Her answers appear here once you have asked.")
    brief = EXERCISE.briefs()[brief_of(EXERCISE, identity)]
    table = grid("What she answers", ("You ask", "She says"), EXERCISE.answers(brief, asked))
    left = len(names) - len(asked)
    then = (
        f"You may ask {left} more."
        if left
        else "Your decision is noted; what it does stands below."
        if given.get("decide")
        else "Now decide below."
    )
    return Picture(table + paragraph(then), f"Answers to {len(asked)} questions. {then}")


def _said(text: str) -> Picture:
    return Picture(paragraph(text), text)
