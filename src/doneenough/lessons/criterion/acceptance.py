"""Exercise (a): sign, amend or refuse the lead's criterion. Brief A coached, B committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from doneenough.core.crowd import TEAMS, crowd_count
from doneenough.core.decision import FieldSpec
from doneenough.core.exercise import Consequence, Exercise, Hint
from doneenough.core.feedback import euros
from doneenough.core.figures import Picture
from doneenough.core.html import facts, folded, grid, paragraph, steps
from doneenough.core.levers import Lever, find_lever, or_together, single_changes
from doneenough.core.next_step import reason
from doneenough.core.scale import Scale
from doneenough.lessons.criterion import case
from doneenough.lessons.criterion.acceptance_world import (
    HEAD_OFFICE_TRANSLATED,
    PICKED_MISSES,
    QUICK_OVERLOOKS,
    SORTERS_OTHERS,
    CriterionBrief,
    Outcome,
    draft,
    english_cost,
    english_only_cost,
    in_force,
    outcome,
)
from doneenough.lessons.criterion.clauses import (
    ALL_OFFICES,
    ALL_RIGHT,
    AMEND,
    AS_MEASURED,
    CERTAINTIES,
    EXPERTS,
    MISSES,
    NO_CAP,
    NOT_ONE,
    NOT_SAID,
    REFUSE,
    REWORK,
    SIGN,
    STOP,
    TODAY,
    URGENT_FOUND,
    URGENT_LETTERS,
    Criterion,
    clauses,
    sentence,
)
from doneenough.lessons.criterion.figures import signed
from doneenough.lessons.criterion.search import cheapest, sound
from doneenough.statistics import passing_count

TRIED: Mapping[str, Sequence[int]] = {
    "cases": (200, 400),
    "at_least": range(60, 99, 2),
    "floor": (0, *range(50, 96, 9)),
    "tries": (1, 2),
}
"""The numbers tried in place of a clause's own, to find the clause that costs most."""


class Acceptance(Exercise[CriterionBrief, Criterion]):
    """Sign, amend or refuse; the clauses are searched one by one."""

    lesson, table, brief, decision = "criterion", "paperline", CriterionBrief, Criterion

    def read_briefs(self, rows: Sequence[Mapping[str, Any]]) -> tuple[CriterionBrief, ...]:
        """Return the briefs; a draft's clauses become pairs, since briefs are hashed."""
        return super().read_briefs([{**row, "draft": tuple(row["draft"].items())} for row in rows])

    def starts_from(self, brief: CriterionBrief) -> Mapping[str, Any]:
        """Return the lead's draft; what to do with it stays open."""
        return dict(brief.draft)

    def show_brief(self, brief: CriterionBrief) -> str:
        """Return the draft, the kinds of models, and what things cost."""
        kinds = [
            (
                kind.name,
                f"{kind.of_20}",
                f"{kind.english}",
                f"{kind.translated}",
                f"{brief.lost_in_100(kind):.1f}",
                f"{kind.others}",
                euros(kind.live) if kind.live else self.say("no_harm"),
                euros(english_cost(brief, kind)) if kind.live else self.say("no_harm"),
            )
            for kind in brief.kinds
        ]
        known = self.words.fill_all(
            self.words.block("exercise.paperline.known"),
            urgent=brief.urgent_in_100,
            sorters_others=SORTERS_OTHERS,
            translated=brief.translated_in_100,
            head_office=f"{brief.translated_in_100 * HEAD_OFFICE_TRANSLATED:g}",
            picked=f"{10 * PICKED_MISSES:g}",
            lost=max(kind.lost_in_10 for kind in brief.kinds),
            sorters_low=brief.sorters_low,
            sorters_high=brief.sorters_high,
            by_hand_low=euros(brief.by_hand_low),
            by_hand_high=euros(brief.by_hand_high),
            letter=euros(brief.letter_cost),
            urgent_letter=euros(brief.urgent_cost),
            today=euros(brief.today_cost),
            offices=euros(brief.offices_cost),
            overlooked=QUICK_OVERLOOKS,
            rework=euros(brief.rework_cost),
            mended=brief.mended_in_10,
        )
        head = self.words.block("exercise.paperline.kinds_head")
        return (
            paragraph(self.say("intro", line=brief.line))
            + steps(clauses(draft(brief)))
            + grid(self.say("kinds"), head, kinds)
            + facts(self.say("known_caption"), known)
        )

    def question(self, brief: CriterionBrief, spec: FieldSpec) -> str:
        """Return the clause, with what the draft says there."""
        if spec.name == "verdict":
            return spec.meaning
        said = getattr(draft(brief), spec.name)
        there = (spec.options or {}).get(said, f"{said}")
        return self.say("question", meaning=spec.meaning, draft=there)

    def cost(self, brief: CriterionBrief, decision: Criterion) -> float:
        """Return the expected cost of one model brought to the gate, in euros, exactly."""
        return outcome(brief, decision).cost

    def policies(self, brief: CriterionBrief) -> Mapping[str, float]:
        """Sign all, refuse all, sign the draft, one average over 100 urgent letters."""
        drafted = draft(brief)
        habits = self.common_practice(brief).values()
        return {
            "sign_all": sum(kind.of_20 * kind.live for kind in brief.kinds) / 20,
            "english_only": english_only_cost(brief),
            "refuse_all": self.cost(brief, drafted.but(verdict=REFUSE)),
            "sign_draft": self.cost(brief, drafted),
            "one_average": min(self.cost(brief, habit) for habit in habits),
        }

    def common_practice(self, brief: CriterionBrief) -> Mapping[str, Criterion]:
        """One average over 100 cases, no floor and no cap, whatever happens if it fails."""
        once = draft(brief).but(
            letters_from=ALL_OFFICES,
            measure=URGENT_FOUND,
            judge=EXPERTS,
            cases=100,
            tries=1,
        )
        return {
            f"{unit}, then {miss}": once.but(unit=unit, on_a_miss=miss)
            for unit in Criterion.spec("unit").options or {}
            for miss in Criterion.spec("on_a_miss").options or {}
        }

    def copied(self) -> Sequence[Criterion]:
        """Every criterion that the lesson shows with its numbers, for other letters and costs."""
        shown = (case.OF_URGENT, case.HIGH_FLOORED, *case.MORE_CLAUSES.values())
        at_the_gate = [item for item in case.GATE.values() if item.verdict != REFUSE]
        return (*shown, *at_the_gate, case.WORKED_CRITERION, case.HALF_WORKED_CRITERION)

    def best(self, brief: CriterionBrief) -> Criterion:
        """Search clause by clause, see :mod:`doneenough.lessons.criterion.search`."""
        return cheapest(brief)

    def reference(self, brief: CriterionBrief) -> Criterion:
        """The same in round figures: what an experienced colleague would settle on."""
        return cheapest(brief, rounded=True)

    def nearby(self, brief: CriterionBrief, decision: Criterion) -> Iterator[Criterion]:
        """Move the cases by 5 %, and the misses that mark and floor allow by 5 %.

        Marks are whole numbers of 100, so 5 % of the misses allowed is at most one or two.
        """
        for factor in (0.95, 1.05):
            yield decision.but(cases=min(max(round(decision.cases * factor), 10), 1000))
            for name in ("at_least", "floor"):
                value = getattr(decision, name)
                moved = round(100 - (100 - value) * factor) if value else 0
                yield decision.but(**{name: min(max(moved, 0), 100)})

    @property
    def plays(self) -> Mapping[str, Callable[[CriterionBrief], Criterion]]:
        """Sign, refuse, or leave open what most people leave open."""

        def sounding(**changes: Any) -> Callable[[CriterionBrief], Criterion]:
            return lambda brief: sound(brief).but(**changes)

        habit = {"cases": 100, "floor": 0, "lost_letters": NO_CAP, "on_a_miss": STOP}
        return {
            "a_number_is_a_criterion": sounding(verdict=SIGN),
            "refusing_is_safe": sounding(verdict=REFUSE),
            "one_number_for_all": sounding(**habit, measure=ALL_RIGHT, unit="letters", at_least=90),
            "cases_are_cases": sounding(**habit, unit=NOT_SAID),
            "an_average_hides_nothing": sounding(**habit),
            "not_one_is_safe": sounding(lost_letters=NOT_ONE, cases=1000),
        }

    def belief(
        self, brief: CriterionBrief, decision: Criterion, scale: Scale[Criterion]
    ) -> str | None:
        """Return the belief a decision fits, or None for one clearly better than today's habit."""
        if decision.verdict == SIGN:
            return "a_number_is_a_criterion"
        done = outcome(brief, decision)
        if scale.clearly_better(done.cost):
            return None
        if decision.verdict == REFUSE:
            return "refusing_is_safe"
        if decision.lost_letters == NOT_ONE and done.accepted[0] < 0.6:
            return "not_one_is_safe"
        if decision.unit != URGENT_LETTERS:
            return "one_number_for_all" if decision.measure == ALL_RIGHT else "cases_are_cases"
        if not decision.floor or decision.lost_letters == NO_CAP:
            return "an_average_hides_nothing"
        return None

    def lever(self, brief: CriterionBrief, criterion: Criterion) -> Lever[Criterion]:
        """Return the clause whose change alone saves most; numbers are tried on a grid."""

        def changes() -> Iterator[tuple[str, Criterion]]:
            if criterion.verdict == REFUSE:
                yield "verdict", criterion.but(verdict=AMEND)
                return
            for spec in Criterion.specs():
                if spec.name != "verdict":
                    for value in spec.options or TRIED[spec.name]:
                        # "Not one" helps a bad criterion at times, and is a trap in a good one.
                        if value != NOT_ONE:
                            yield spec.name, criterion.but(**{spec.name: value})

        return find_lever(lambda item: self.cost(brief, item), criterion, changes())

    def hint(self, brief: CriterionBrief, decision: Criterion, scale: Scale[Criterion]) -> Hint:
        """Name the clause that costs most; where no single one does, those that do together."""
        lever = self.lever(brief, in_force(brief, decision))
        lever = or_together(lambda item: self.cost(brief, item), lever, scale.best_decision)
        now, then = (self._parts(brief, item) for item in (lever.now, lever.better))
        clause = self.say(f"clause.{lever.name}") if len(lever.fields) == 1 else ""
        hint = self.lever_words(lever, reason(now, then), clause=clause)
        if decision.verdict == SIGN and hint.then:
            return hint._replace(next_step=f"{self.say('amend_first')} {hint.next_step}")
        return hint

    def _parts(self, brief: CriterionBrief, criterion: Criterion) -> dict[str, float]:
        """Return what the cost of a criterion consists of, by name."""
        done = outcome(brief, criterion)
        return {
            self.say("part.live"): done.live_cost,
            self.say("part.by_hand"): done.by_hand_cost,
            self.say("part.check"): done.check_cost,
        }

    def consequence(
        self, brief: CriterionBrief, decision: Criterion, scale: Scale[Criterion]
    ) -> Consequence:
        """Count what leaves with a signature."""
        criterion = in_force(brief, decision)
        done = outcome(brief, criterion)
        counts = [crowd_count(share) for share in done.accepted]
        as_it_came = [self.say("signed_draft")] if decision.verdict == SIGN else []
        return Consequence(
            self._kept(brief, counts),
            " ".join([*as_it_came, *self._happened(brief, criterion, done)]),
            bill=self.say(
                "bill",
                cost=euros(done.cost),
                live=euros(done.live_cost),
                by_hand=euros(done.by_hand_cost),
                check=euros(done.check_cost),
            ),
            picture=self._read_back(brief, criterion, counts),
        )

    def _kept(self, brief: CriterionBrief, counts: Sequence[int]) -> str:
        """Count the models stopped that are worse than sorting by hand where that costs most."""
        harmful = [at for at, kind in enumerate(brief.kinds) if kind.live > brief.by_hand_low]
        stopped, brought = sum(TEAMS - counts[at] for at in harmful), TEAMS * len(harmful)
        if 2 * stopped >= brought:
            return self.say("kept", stopped=stopped, brought=brought)
        if counts[0]:
            return self.say("kept_good", count=counts[0])
        return self.say("kept_written")

    def _happened(
        self, brief: CriterionBrief, criterion: Criterion, done: Outcome
    ) -> Iterator[str]:
        """Yield what goes live: what is checked, where that matters, and the worst kind."""
        if criterion.verdict == REFUSE:
            yield self.say("refused")
            return
        count_urgent = criterion.measure == URGENT_FOUND
        cases = {
            "cases": f"{criterion.cases}",
            "urgent": f"{criterion.cases * brief.urgent_in_100 / 100:.0f}",
        }
        if criterion.unit == NOT_SAID:
            yield self.say("any_letters_urgent" if count_urgent else "any_letters", **cases)
        elif criterion.unit != URGENT_LETTERS and count_urgent:
            yield self.say("few_urgent", **cases)
        others = range(1, len(brief.kinds))
        worst = max(others, key=lambda at: done.accepted[at] * brief.kinds[at].live)
        yield self.say(
            "happened",
            good_out=TEAMS - crowd_count(done.accepted[0]),
            kind=brief.kinds[worst].name,
            signed=crowd_count(done.accepted[worst]),
        )

    def _read_back(
        self, brief: CriterionBrief, criterion: Criterion, counts: Sequence[int]
    ) -> Picture | None:
        """Return the criterion as one sentence, folded, above the bars of what it signs.

        None for a refusal, which signs nothing.
        """
        if criterion.verdict == REFUSE:
            return None
        bars, text = signed([kind.name for kind in brief.kinds], counts), sentence(criterion)
        return Picture(
            folded(self.say("read_back"), paragraph(text)) + bars.html, f"{text} {bars.alt}"
        )

    def reasons(self, brief: CriterionBrief, scale: Scale[Criterion]) -> str:
        """Return her criterion with reasons, as HTML; every number computed here."""
        hers = scale.reference
        own = self.cost(brief, hers)
        changes = sorted(
            ((self.cost(brief, item) - own, name, item) for name, item in self._changes(hers)),
            key=lambda row: -row[0],
        )
        rows = [self._row(brief, self.say("hers"), hers)]
        rows += [self._row(brief, name, item) for _, name, item in changes]
        told = [(name, self.say("more", more=euros(more))) for more, name, _ in changes]
        why = (
            self.say("she_counts"),
            self._her_mark(hers),
            self._her_comparison(brief, hers),
            self._her_rework(brief, hers),
        )
        head = self.words.block("exercise.paperline.changes_head")
        return (
            paragraph(" ".join(part for part in why if part))
            + facts(self.say("cost_most"), told[:3])
            + facts(self.say("hardly_matter"), told[-2:])
            + folded(self.say("changes"), grid(self.say("changes_caption"), head, rows))
        )

    def _her_mark(self, criterion: Criterion) -> str:
        if criterion.certainty == AS_MEASURED or criterion.unit != URGENT_LETTERS:
            return ""
        sure = CERTAINTIES[criterion.certainty].value
        needed = passing_count(criterion.cases, criterion.at_least / 100, sure)
        return self.say(
            "her_mark",
            sure=f"{100 * sure:.0f}",
            mark=criterion.at_least,
            needed=f"{needed}",
            cases=f"{criterion.cases}",
            share=f"{100 * needed / criterion.cases:.0f}",
        )

    def _her_comparison(self, brief: CriterionBrief, criterion: Criterion) -> str:
        if criterion.compared_with != TODAY:
            return self.say("no_comparison")
        return self.say("her_comparison", between=brief.kinds[-1].english)

    def _her_rework(self, brief: CriterionBrief, criterion: Criterion) -> str:
        """Say why she takes rework or does without, in money."""
        takes = criterion.on_a_miss == REWORK
        others = [miss for miss in MISSES if (miss == REWORK) != takes]
        own = self.cost(brief, criterion)
        other = min(self.cost(brief, criterion.but(on_a_miss=miss)) for miss in others)
        return self.say(
            "rework" if takes else "no_rework",
            rework=euros(brief.rework_cost),
            mended=brief.mended_in_10,
            more=euros(other - own),
        )

    def _row(
        self, brief: CriterionBrief, name: str, criterion: Criterion
    ) -> tuple[str, str, str, str]:
        done, others = outcome(brief, criterion), brief.kinds[1:]
        share = sum(
            share * kind.of_20 for share, kind in zip(done.accepted[1:], others, strict=True)
        ) / sum(kind.of_20 for kind in others)
        away = TEAMS - crowd_count(done.accepted[0])
        return name, f"{crowd_count(share)} of {TEAMS}", f"{away} of {TEAMS}", euros(done.cost)

    def _changes(self, criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
        """Yield the criterion with one clause changed at a time, each with a name."""
        for field, item in single_changes(criterion):
            # Where only urgent letters are drawn, both measures count the same.
            if field not in ("verdict", "measure"):
                spec = Criterion.spec(field)
                said = (spec.options or {})[getattr(item, field)]
                yield self.say("change", clause=spec.short, choice=said), item
        yield self.say("half_cases"), criterion.but(cases=max(criterion.cases // 2, 10))
        yield self.say("mark_lower"), criterion.but(at_least=max(criterion.at_least - 3, 50))
        if criterion.at_least <= 97:
            yield self.say("mark_higher"), criterion.but(at_least=criterion.at_least + 3)
        yield self.say("no_floor"), criterion.but(floor=0)
        yield self.say("second_try"), criterion.but(tries=2)
