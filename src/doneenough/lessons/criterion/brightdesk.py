"""Exercise (b): amend the criterion for a machine that writes answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doneenough.core.crowd import crowd_count
from doneenough.core.decision import Slip, forms, option
from doneenough.core.feedback import euros
from doneenough.core.words import capital
from doneenough.lessons.criterion.amendments import (
    Amendments,
    ThreeAmendments,
    amendment_options,
)
from doneenough.lessons.criterion.amendments_world import GateBrief, Picks
from doneenough.lessons.criterion.brightdesk_world import (
    ALLOWED,
    ANSWERS,
    CAUGHT,
    DRAFT_CASES,
    EXPERTS,
    FRIENDLY,
    MANY_CASES,
    NEWER_CAUGHT,
    OTHER_CASES,
    PASSED,
    PER,
    SEVERE,
    SOUND,
    VERSIONS,
    WORLD,
    ZERO_CASES,
    accepts,
    counted_share,
    few_counted,
    limit,
    truth,
)

TABLE = "brightdesk_challenge"
NUMBERS = {
    "allowed": ALLOWED,
    "answers_needed": ANSWERS,
    "caught": CAUGHT,
    "draft_cases": DRAFT_CASES,
    "false_alarms": SOUND - PASSED,
    "friendly_needed": FRIENDLY,
    "many_cases": MANY_CASES,
    "newer_caught": NEWER_CAUGHT,
    "other_cases": OTHER_CASES,
    "per": PER,
    "severe": SEVERE,
    "sound": SOUND,
    "zero_cases": ZERO_CASES,
}
OPTIONS = amendment_options(TABLE, WORLD, NUMBERS)


class BrightdeskAmendments(Amendments):
    """Three amendments to the draft about invented facts."""

    first_amendment: str = option("Your first amendment", **forms(OPTIONS))
    second_amendment: str = option("Your second amendment", **forms(OPTIONS))
    third_amendment: str = option("Your third amendment", **forms(OPTIONS))

    def disagreements(self) -> Iterator[Slip]:
        """The three differ, and name one number of answers at most."""
        yield from super().disagreements()
        if {"zero_in_1000", "eight_in_500"} <= self.picks:
            yield Slip(
                "third_amendment",
                f"“No made-up fact in {ZERO_CASES:,}” and “at most {ALLOWED} in {MANY_CASES}” "
                "rule each other out. Please choose one of the two.",
            )


class Brightdesk(ThreeAmendments):
    """Amend the criterion for a machine that writes answers."""

    table, decision, world = TABLE, BrightdeskAmendments, WORLD
    options, numbers = OPTIONS, NUMBERS
    played = {  # noqa: RUF012 - declared as ClassVar in the base
        "zero_is_safe": ("zero_in_1000", "experts_on_flags", "real_post"),
        "the_judge_is_the_truth": ("newer_judge", "eight_in_500", "answers_half"),
        "friendly_is_good": ("friendly", "eight_in_500", "experts_on_flags"),
    }

    def rows(self, brief: GateBrief) -> Sequence[Sequence[str]]:
        """Return the last ten versions."""
        return [
            (
                capital(self.say(f"kinds.{name}")),
                f"{of_10}",
                f"{version.answers_real}",
                f"{version.demo}",
                f"{version.real}",
                f"{version.friendly}",
                self.a_year(year),
            )
            for (name, version), of_10, year in zip(
                VERSIONS.items(), brief.of_10, brief.year, strict=True
            )
        ]

    def believed(self, picks: Picks) -> str | None:
        """Return the belief of those who trust a tone, a zero or the judge."""
        if "friendly" in picks:
            return "friendly_is_good"
        if "zero_in_1000" in picks:
            return "zero_is_safe"
        if not picks & EXPERTS:
            return "the_judge_is_the_truth"
        return None if "eight_in_500" in picks else "zero_is_safe"

    def because(self, name: str, picks: Picks, brief: GateBrief) -> str:
        """Say why ``name`` buys nothing beside ``picks``."""
        careful, know_all, fluent, _ = VERSIONS.values()
        experts, (cases, most) = picks & EXPERTS, limit(picks)

        def or_false_alarms(said: str, kind: int) -> str:
            alarms = self.say("because.alarms_first")
            return f"{said} {self._worth(brief, kind) if experts else alarms}"

        match name:
            case "friendly":
                return self.say(
                    "because.friendly", careful=careful.friendly, fluent=fluent.friendly
                )
            case "zero_in_1000":
                passing = crowd_count(few_counted(careful, picks))
                return self.say("because.zero_in_1000", passing=passing)
            case "newer_judge" if not experts:
                return self.say("because.newer_judge")
            case "newer_judge":
                no_judge = "experts_on_all" in picks
                return self.say(f"because.{'no_judge' if no_judge else 'newer_decides_little'}")
            case "eight_in_500" if not experts:
                alarms = cases * (counted_share(careful, picks) - truth(careful, picks)[0])
                return self.say("because.alarms", alarms=round(alarms), cases=cases, most=most)
            case "real_post":
                said = self.say("because.real_post", real=know_all.real, demo=know_all.demo)
                return or_false_alarms(said, 1)
            case "answers_half":
                return or_false_alarms(self.say("because.answers_half"), 3)
            case "experts_on_flags" | "experts_on_all" if experts == EXPERTS:
                return self.say("because.both_experts")
            case "experts_on_flags" | "experts_on_all":
                return self.say("because.experts", passing=crowd_count(accepts(picks)[0]))
        return self.say("because.decides_little", most=most, cases=f"{cases}")

    def _worth(self, brief: GateBrief, kind: int) -> str:
        return self.say("because.worth", of_10=brief.of_10[kind], year=euros(-brief.year[kind]))
