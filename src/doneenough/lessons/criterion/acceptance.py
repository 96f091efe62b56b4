"""Exercise (a): sign, amend or refuse the lead's criterion. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import FieldSpec
from doneenough.core.exercise import Exercise, Misconception, Scale
from doneenough.core.feedback import Feedback, euros, money_lines
from doneenough.core.figures import Picture
from doneenough.core.html import facts, grid, paragraph, steps
from doneenough.core.registry import read_json
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    AMEND,
    AS_MEASURED,
    CERTAINTIES,
    EXPERTS,
    REFUSE,
    SIGN,
    TODAY,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
    changed,
)
from doneenough.lessons.criterion.coaching import BELIEFS, belief_of, lever_of
from doneenough.lessons.criterion.figures import signed
from doneenough.lessons.criterion.outcome import english_only_cost, outcome
from doneenough.lessons.criterion.search import cheapest
from doneenough.lessons.criterion.sentence import clauses, sentence
from doneenough.lessons.criterion.world import QUICK_OVERLOOKS, CriterionBrief, Kind
from doneenough.statistics import passing_count


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
            protected=_protected(brief, counts),
            consequence=_signed_as_it_is(decision) + _consequence(brief, criterion, counts, worst),
            money_note=(
                f"Your {euros(done.cost)} per model are {euros(done.live_cost)} for models that "
                f"do harm live, {euros(done.by_hand_cost)} for work that goes on by hand, and "
                f"{euros(done.check_cost)} for checking and rework."
            ),
            money=money_lines(scale, done.cost, "Your criterion", "The best criterion there is"),
            lever=lever.sentence(done.cost, scale.best),
            why=belief.why if belief else "",
            misconception=belief.id if belief else None,
            next_step=(
                f"{belief.title}? Lesson 6 shows it in “{belief.shown_in}”. Change one clause."
                if belief
                else lever.advice(done.cost, scale.best)
            ),
            picture=_read_back(criterion, signed([kind.name for kind in brief.kinds], counts)),
        )

    def reasons(self, brief: CriterionBrief, scale: Scale[Criterion]) -> str:
        """Return the lead's criterion with reasons, as HTML; every number computed here."""
        reference = scale.reference
        own = outcome(brief, reference).cost
        changes = sorted(
            ((outcome(brief, item).cost - own, name, item) for name, item in one_change(reference)),
            key=lambda row: -row[0],
        )
        rows = [_row(brief, "Her criterion", reference)]
        rows += [_row(brief, name, item) for _, name, item in changes]
        told = [(name, f"{euros(more)} more") for more, name, _ in changes]
        return (
            paragraph(
                "She counts what does harm, on enough cases to tell the kinds apart. "
                + _her_mark(reference)
                + _her_comparison(brief, reference)
            )
            + facts("Changes that would cost her most", told[:3])
            + facts("Changes that hardly matter here", told[-2:])
            + "<details><summary>Her criterion, with one clause changed at a time</summary>"
            + grid(
                "Her criterion, and one change at a time",
                ("Criterion", "Signed, not good", "Good, turned away", "Cost on average"),
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
            f"{lost_in_100(brief, kind):.1f}",
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
                "Of the last 20",
                "Finds of 100 urgent English letters",
                "Of 100 urgent translated ones",
                "Loses in the archive, of 100 urgent",
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
                    "No model: today's sorters",
                    f"find {brief.sorters_low} of 100 urgent letters, and a year costs "
                    f"{euros(brief.by_hand_low)}; or {brief.sorters_high}, and "
                    f"{euros(brief.by_hand_high)}. Nobody knows which.",
                ),
                ("Two experts check one letter", euros(brief.letter_cost)),
                (
                    "Two experts find one urgent letter in the files, and check it",
                    euros(brief.urgent_cost),
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


def _read_back(criterion: Criterion, bars: Picture) -> Picture:
    """Return the bars with the criterion as one sentence, folded, above them."""
    if criterion.verdict == REFUSE:
        return bars
    text = sentence(criterion)
    folded = (
        f"<details><summary>Your criterion in one sentence</summary>{paragraph(text)}</details>"
    )
    return Picture(folded + bars.html, f"{text} {bars.alt}")


def lost_in_100(brief: CriterionBrief, kind: Kind) -> float:
    """Return how many of 100 urgent letters end in the archive, on average."""
    share = brief.translated_in_100 / 100
    missed = (1 - share) * (100 - kind.english) + share * (100 - kind.translated)
    return missed * kind.lost_in_10 / 10


def _protected(brief: CriterionBrief, counts: Sequence[int]) -> str:
    """Count the models stopped that are worse than work by hand at its dearest."""
    harmful = [at for at, kind in enumerate(brief.kinds) if kind.live > brief.by_hand_low]
    stopped = sum(TEAMS - counts[at] for at in harmful)
    if 2 * stopped >= TEAMS * len(harmful):
        return (
            f"Your criterion stops {stopped} of {TEAMS * len(harmful)} models that are worse than "
            f"work by hand, {TEAMS} of each such kind."
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


def _her_mark(criterion: Criterion) -> str:
    if criterion.certainty == AS_MEASURED or criterion.unit != URGENT_LETTERS:
        return ""
    sure = CERTAINTIES[criterion.certainty] or 0
    needed = passing_count(criterion.cases, criterion.at_least / 100, sure)
    return (
        f"To be {100 * sure:.0f} in 100 sure of {criterion.at_least}, she asks for {needed} right "
        f"of {criterion.cases}: {100 * needed / criterion.cases:.0f} of 100. "
    )


def _her_comparison(brief: CriterionBrief, criterion: Criterion) -> str:
    between = brief.kinds[-1]
    if criterion.compared_with != TODAY:
        return "She does without the comparison: here it would not change enough."
    return (
        f"Models in between find {between.english} of 100. They are worth having only where "
        "today's sorters find fewer, so her mark lets them in and the comparison decides."
    )


def _row(brief: CriterionBrief, name: str, item: Criterion) -> tuple[str, str, str, str]:
    done = outcome(brief, item)
    others = sum(
        share * kind.of_20 for share, kind in zip(done.accepted[1:], brief.kinds[1:], strict=True)
    ) / sum(kind.of_20 for kind in brief.kinds[1:])
    away = TEAMS - crowd_count(done.accepted[0])
    return name, f"{crowd_count(others)} of {TEAMS}", f"{away} of {TEAMS}", euros(done.cost)


def one_change(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    """Yield the criterion with one clause changed at a time, each with a name."""
    for spec in Criterion.specs():
        if spec.name == "verdict":
            continue
        now = getattr(criterion, spec.name)
        for key, words in (spec.options or {}).items():
            # Where only urgent letters are drawn, both measures count the same.
            if key != now and spec.name != "measure":
                yield f"{spec.short}: {words}", changed(criterion, **{spec.name: key})
    yield "Half the cases", changed(criterion, cases=max(criterion.cases // 2, 10))
    yield "Mark 3 lower", changed(criterion, at_least=max(criterion.at_least - 3, 50))
    if criterion.at_least <= 97:
        yield "Mark 3 higher", changed(criterion, at_least=criterion.at_least + 3)
    yield "No floor", changed(criterion, floor=0)
    yield "A second try", changed(criterion, tries=2)


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
