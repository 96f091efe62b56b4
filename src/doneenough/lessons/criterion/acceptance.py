"""Exercise (a): sign, amend or refuse the lead's criterion. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import FieldSpec
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.core.registry import read_json
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    AMEND,
    EXPERTS,
    REFUSE,
    SIGN,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
    changed,
)
from doneenough.lessons.criterion.coaching import BELIEFS, belief_of, lever_of
from doneenough.lessons.criterion.figures import signed
from doneenough.lessons.criterion.outcome import english_only_cost, outcome
from doneenough.lessons.criterion.search import cheapest
from doneenough.lessons.criterion.sentence import clauses
from doneenough.lessons.criterion.world import QUICK_OVERLOOKS, CriterionBrief, Kind


class Acceptance(Exercise[CriterionBrief, Criterion]):
    """What both briefs share."""

    lesson = "criterion"
    decision = Criterion
    table = "paperline"

    def briefs(self) -> Sequence[CriterionBrief]:
        """Return the 24 situations."""
        return _briefs()

    def starts_from(self, brief: CriterionBrief) -> Mapping[str, Any]:
        """Return the lead's draft; what to do with it stays open."""
        return dict(brief.draft)

    def show_brief(self, brief: CriterionBrief) -> str:
        """Return the draft, the kinds of models, and what things cost."""
        return show_brief(brief)

    def question(self, brief: CriterionBrief, spec: FieldSpec) -> str:
        """Return the clause, with what the draft says there."""
        said = getattr(draft(brief), spec.name)
        if spec.name == "verdict":
            return spec.meaning
        words = (spec.options or {}).get(said, str(said))
        return f"{spec.meaning} (draft: {words})"

    def cost(self, brief: CriterionBrief, decision: Criterion) -> float:
        """Return the expected cost of one model brought to the gate, in euros, exactly."""
        return outcome(brief, in_force(brief, decision)).cost

    def policies(self, brief: CriterionBrief) -> Mapping[str, float]:
        """Sign all, refuse all, sign the draft, one average over 100 urgent letters."""
        habits = self.common_practice(brief)
        return {
            "Sign every model": sum(kind.of_20 * kind.live for kind in brief.kinds) / 20,
            "Go live for English letters only": english_only_cost(brief),
            "Refuse every model": self.cost(brief, changed(draft(brief), verdict=REFUSE)),
            "Sign the lead's draft": self.cost(brief, changed(draft(brief), verdict=SIGN)),
            "One average over 100 urgent letters": min(
                self.cost(brief, item) for item in habits.values()
            ),
        }

    def common_practice(self, brief: CriterionBrief) -> Mapping[str, Criterion]:
        """One average over 100 cases, no floor and no cap, whatever follows a miss."""
        once = changed(
            draft(brief),
            verdict=AMEND,
            letters_from=ALL_OFFICES,
            measure=URGENT_FOUND,
            judge=EXPERTS,
            cases=100,
            tries=1,
        )
        return {
            f"{unit}, then {miss}": changed(once, unit=unit, on_a_miss=miss)
            for unit in Criterion.spec("unit").options or {}
            for miss in Criterion.spec("on_a_miss").options or {}
        }

    def copied(self) -> Sequence[Criterion]:
        """The criteria worked out in the lesson, for other letters and costs."""
        from doneenough.lessons.criterion.examples import HALF_WORKED, WORKED

        return (WORKED.criterion, HALF_WORKED.criterion)

    def best(self, brief: CriterionBrief) -> Criterion:
        """Search clause by clause, see :mod:`doneenough.lessons.criterion.search`."""
        return cheapest(brief)

    def reference(self, brief: CriterionBrief) -> Criterion:
        """The same in round figures: what an experienced lead would settle on."""
        return cheapest(brief, rounded=True)

    def nearby(self, brief: CriterionBrief, decision: Criterion) -> Iterator[Criterion]:
        """Move the cases by 5 %, and the misses that mark and floor allow by 5 %.

        Marks are whole numbers of 100, so 5 % of the misses allowed is at most one or two.
        """
        for factor in (0.95, 1.05):
            cases = min(max(round(decision.cases * factor), 10), 1000)
            yield changed(decision, cases=cases)
            for name in ("at_least", "floor"):
                value = getattr(decision, name)
                moved = round(100 - (100 - value) * factor) if value else 0
                yield changed(decision, **{name: min(max(moved, 0), 100)})

    @property
    def misconceptions(self) -> Sequence[Misconception[CriterionBrief, Criterion]]:
        """The beliefs of :mod:`doneenough.lessons.criterion.coaching`."""
        return BELIEFS

    def feedback(
        self, brief: CriterionBrief, decision: Criterion, scale: Scale[Criterion]
    ) -> Feedback:
        """Count what leaves with a signature, name the clause that costs most and why."""
        criterion = in_force(brief, decision)
        done = outcome(brief, criterion)
        counts = [crowd_count(share) for share in done.accepted]
        lever = lever_of(brief, criterion)
        belief = belief_of(brief, decision, scale)
        worst = max(range(1, len(counts)), key=lambda at: done.accepted[at] * brief.kinds[at].live)
        return Feedback(
            protected=_protected(counts),
            consequence=_signed_as_it_is(decision) + _consequence(brief, criterion, counts, worst),
            money_note=(
                f"Your {euros(done.cost)} per model are {euros(done.live_cost)} for models that "
                f"do harm live, {euros(done.by_hand_cost)} for work that goes on by hand, and "
                f"{euros(done.check_cost)} for checking and rework."
            ),
            money=money_lines(scale, done.cost, "Your criterion", "The best criterion there is"),
            lever=lever.sentence(done.cost),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 6 shows it in “{belief.shown_in}”. Change one clause."
                if belief
                else lever.advice(done.cost)
            ),
            picture=signed([kind.name for kind in brief.kinds], counts),
        )

    def reasons(self, brief: CriterionBrief, scale: Scale[Criterion]) -> str:
        """Return the lead's criterion with reasons, as HTML; every number computed here."""
        reference = scale.reference
        rows = []
        for name, item in [("Her criterion", reference), *_one_change(reference)]:
            done = outcome(brief, item)
            bad = sum(
                share * kind.of_20
                for share, kind in zip(done.accepted[1:], brief.kinds[1:], strict=True)
            ) / sum(kind.of_20 for kind in brief.kinds[1:])
            rows.append(
                (
                    name,
                    f"{crowd_count(bad)} of {TEAMS}",
                    f"{TEAMS - crowd_count(done.accepted[0])} of {TEAMS}",
                    euros(done.cost),
                )
            )
        return (
            steps(clauses(reference))
            + paragraph(
                "Her reasons: she counts what does harm, urgent letters. She wants enough of them "
                "to tell the kinds apart. The floor stops models that fail one language. The "
                "limit on lost letters stops those that lose them."
            )
            + "<details><summary>Her criterion, with one clause changed at a time</summary>"
            + grid(
                "Her criterion, and one change at a time",
                ("Criterion", "Others signed", "Good ones turned away", "Cost on average"),
                rows,
            )
            + "</details>"
        )


class PaperlineCoached(Acceptance):
    """Brief A: as many tries as you like, full feedback."""

    name = "paperline"
    title = "Paperline, brief A"
    points = 5


class PaperlineCommitted(Acceptance):
    """Brief B: new costs, one answer, no live score."""

    name = "final_criterion"
    title = "Paperline, brief B"
    points = 45
    shift = 12
    committed: ClassVar[bool] = True


def draft(brief: CriterionBrief) -> Criterion:
    """Return the lead's draft as a criterion to amend."""
    return Criterion.read({"verdict": AMEND, **dict(brief.draft)})


def in_force(brief: CriterionBrief, decision: Criterion) -> Criterion:
    """Return the criterion that counts: the draft where it was signed as it came."""
    return draft(brief) if decision.verdict == SIGN else decision


def show_brief(brief: CriterionBrief) -> str:
    """Return a situation as HTML: the draft, the kinds of models, the costs."""
    rows = [
        (
            kind.name,
            f"{kind.of_20}",
            f"{kind.english}",
            f"{kind.translated}",
            f"{kind.lost_in_10} of 10",
            euros(kind.live) if kind.live else "nothing",
        )
        for kind in brief.kinds
    ]
    return (
        paragraph(f"The letters: {brief.line}. The lead sends a draft of the criterion:")
        + steps(clauses(draft(brief)))
        + grid(
            "The last 20 models at this gate",
            (
                "Kind",
                "So many of 20",
                "Finds of 100 urgent English letters",
                "Of 100 urgent translated ones",
                "Missed letters lost in the archive",
                "Harm in a year live",
            ),
            rows,
        )
        + facts(
            "What you know",
            [
                ("Urgent letters", f"{brief.urgent_in_100} of 100"),
                ("Translated letters", f"{brief.translated_in_100} of 100"),
                (
                    "No model: today's sorters find",
                    f"{brief.sorters_low} or {brief.sorters_high} of 100 urgent letters, "
                    "nobody knows which",
                ),
                (
                    "A year by hand then costs",
                    f"{euros(brief.by_hand_low)} or {euros(brief.by_hand_high)}",
                ),
                (
                    "Two experts check a letter, or an urgent letter out of old files",
                    f"{euros(brief.letter_cost)}, or {euros(brief.urgent_cost)}",
                ),
                (
                    "A quick check costs a fifth",
                    f"and overlooks {QUICK_OVERLOOKS} of 10 mistakes",
                ),
                ("Today's sorters on the same letters", f"{euros(brief.today_cost)} a case"),
                ("Letters from all offices", euros(brief.offices_cost)),
                (
                    "Rework after a miss",
                    f"{euros(brief.rework_cost)}; makes {brief.mended_in_10} of 10 good",
                ),
            ],
        )
    )


def _protected(counts: Sequence[int]) -> str:
    stopped = sum(TEAMS - count for count in counts[1:])
    all_bad = TEAMS * (len(counts) - 1)
    if 2 * stopped >= all_bad:
        return (
            f"Your criterion stops {stopped} of {all_bad} models that would do harm, "
            f"{TEAMS} of each kind."
        )
    if counts[0]:
        return f"Your criterion lets {counts[0]} of {TEAMS} good models through."
    return "Your criterion is written down before anybody sees a result."


def _signed_as_it_is(decision: Criterion) -> str:
    if decision.verdict == SIGN:
        return "You signed the draft as it came; the clauses in the form do not count. "
    return ""


def _consequence(
    brief: CriterionBrief, criterion: Criterion, counts: Sequence[int], worst: int
) -> str:
    if criterion.verdict == REFUSE:
        return (
            "You refused, so no model goes live. The letters are sorted by hand for another year."
        )
    kind: Kind = brief.kinds[worst]
    unit = ""
    if criterion.unit == "not_said":
        unit = (
            f"It does not say what a case is. So the team counts any {criterion.cases} letters"
            + (
                f", and about {criterion.cases * brief.urgent_in_100 / 100:.0f} of them are urgent."
                if criterion.measure == URGENT_FOUND
                else "."
            )
            + " "
        )
    elif criterion.unit != URGENT_LETTERS and criterion.measure == URGENT_FOUND:
        unit = (
            f"Of {criterion.cases} letters only about "
            f"{criterion.cases * brief.urgent_in_100 / 100:.0f} are urgent. "
        )
    return unit + (
        f"Of {TEAMS} good models, {TEAMS - counts[0]} are turned away. Of {TEAMS} that are "
        f"“{kind.name}”, {counts[worst]} leave with your signature."
    )


def _one_change(reference: Criterion) -> Iterator[tuple[str, Criterion]]:
    yield "Half the cases", changed(reference, cases=max(reference.cases // 2, 10))
    yield "Mark 3 lower", changed(reference, at_least=max(reference.at_least - 3, 50))
    if reference.at_least <= 97:
        yield "Mark 3 higher", changed(reference, at_least=reference.at_least + 3)
    yield "No floor", changed(reference, floor=0)
    yield "Lost letters not limited", changed(reference, lost_letters="no_cap")
    yield "Letters counted, not urgent letters", changed(reference, unit="letters")
    yield "A quick check", changed(reference, judge="quick")
    yield "A second try", changed(reference, tries=2)


@lru_cache
def _briefs() -> tuple[CriterionBrief, ...]:
    rows: list[dict[str, Any]] = read_json("criterion", "briefs/paperline.json")
    return tuple(
        CriterionBrief(
            **{
                **row,
                "kinds": tuple(Kind(**kind) for kind in row["kinds"]),
                "draft": tuple(row["draft"].items()),
            }
        )
        for row in rows
    )
