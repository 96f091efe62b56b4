"""Exercise (b): amend the criterion for a new shelf of books."""

from __future__ import annotations

from collections.abc import Sequence

from doneenough.core.crowd import crowd_count
from doneenough.core.decision import forms, option
from doneenough.core.words import capital
from doneenough.lessons.criterion.amendments import (
    Amendments,
    ThreeAmendments,
    amendment_options,
)
from doneenough.lessons.criterion.amendments_world import GateBrief, Picks
from doneenough.lessons.criterion.nextshelf_world import (
    ABOVE,
    ALL_TITLES,
    KINDS,
    RECORDED,
    SHOWN,
    TIMES,
    TITLES_NEEDED,
    TODAY,
    WELSH,
    WORLD,
    enough_take,
)

TABLE = "nextshelf_challenge"
NUMBERS = {
    "above": ABOVE,
    "all_titles": ALL_TITLES,
    "recorded": RECORDED,
    "shown": SHOWN,
    "times": TIMES,
    "tuned_fresh": KINDS["tuned"].fresh,
    "titles_needed": TITLES_NEEDED,
    "welsh": WELSH,
}
OPTIONS = amendment_options(TABLE, WORLD, NUMBERS)


class NextshelfAmendments(Amendments):
    """Three amendments to the draft about the records."""

    first_amendment: str = option("Your first amendment", **forms(OPTIONS))
    second_amendment: str = option("Your second amendment", **forms(OPTIONS))
    third_amendment: str = option("Your third amendment", **forms(OPTIONS))


class Nextshelf(ThreeAmendments):
    """Amend the criterion for a new shelf of books."""

    table, decision, world = TABLE, NextshelfAmendments, WORLD
    options, numbers = OPTIONS, NUMBERS
    played = {  # noqa: RUF012 - declared as ClassVar in the base
        "offline_is_online": ("more_readers", "fresh_weeks", "decimals"),
        "a_higher_mark_is_stricter": ("higher_mark", "more_readers", "fresh_weeks"),
        "a_description_is_a_check": ("describe", "decimals", "fresh_weeks"),
    }

    def rows(self, brief: GateBrief) -> Sequence[Sequence[str]]:
        """Return the last ten proposals, and today's shelf."""
        came = [
            (capital(self.say(f"kinds.{name}")), f"{of_10}", lists, self.a_year(year))
            for (name, lists), of_10, year in zip(
                KINDS.items(), brief.of_10, brief.year, strict=True
            )
        ]
        return [
            (
                name,
                of_10,
                f"{lists.records}",
                f"{lists.shown}",
                f"{lists.welsh_records}",
                f"{lists.welsh_shown}",
                f"{lists.titles}",
                year,
            )
            for name, of_10, lists, year in [*came, (self.say("today"), "-", TODAY, "-")]
        ]

    def believed(self, picks: Picks) -> str | None:
        """Return the belief of those who go on counting records."""
        if "live_test" in picks:
            return None
        if "higher_mark" in picks:
            return "a_higher_mark_is_stricter"
        return "a_description_is_a_check" if "describe" in picks else "offline_is_online"

    def because(self, name: str, picks: Picks, brief: GateBrief) -> str:
        """Say why ``name`` buys nothing beside ``picks``."""
        own, best_sellers, tuned, english = KINDS.values()
        live, titles = "live_test" in picks, "titles_floor" in picks
        match name:
            case "higher_mark" | "more_readers" if not live:
                return self.say(
                    "because.in_the_records",
                    own=crowd_count(enough_take(own, picks)),
                    best_sellers=crowd_count(enough_take(best_sellers, picks)),
                )
            case "higher_mark":
                said = self.say("because.higher_mark", today=TODAY.shown)
                return f"{said} {self.say('because.titles_stop_those')}" if titles else said
            case "more_readers" if titles or "higher_mark" in picks:
                return self.say("because.none_comes_close")
            case "more_readers":
                return self.say("because.more_readers", tuned=tuned.shown, today=TODAY.shown)
            case "describe" | "decimals":
                return self.say(f"because.{name}")
            case "fresh_weeks" if live:
                return self.say("because.shown_now")
            case "fresh_weeks":
                return self.say(
                    "because.fresh_weeks",
                    tuned=tuned.records,
                    tuned_fresh=tuned.fresh,
                    best_sellers=best_sellers.records,
                )
            case "welsh_floor" if live:
                return self.say(
                    "because.welsh_floor", english=english.welsh_shown, today=TODAY.welsh_shown
                )
            case "welsh_floor":
                return self.say(
                    "because.welsh_records", own=own.welsh_records, today=TODAY.welsh_records
                )
            case "titles_floor":
                text = "titles_refuse_good" if brief.year[1] > 0 else "titles_floor"
                return self.say(f"because.{text}", titles=best_sellers.titles)
        return self.say("because.lets_in")
