"""The two challenges of lesson 6: Nextshelf's draft and Brightdesk's."""

from __future__ import annotations

from doneenough.core.feedback import euros
from doneenough.core.html import grid, paragraph
from doneenough.lessons.criterion import brightdesk_world as brightdesk
from doneenough.lessons.criterion import nextshelf_world as nextshelf
from doneenough.lessons.criterion.challenge import Challenge, ChallengeBrief


class NextshelfChallenge(Challenge):
    """Amend the criterion for a new shelf of books."""

    name = "nextshelf_challenge"
    title = "Nextshelf: challenge the criterion"
    decision = nextshelf.NextshelfAmendments
    table = "nextshelf_challenge"
    world = nextshelf.WORLD

    def show_brief(self, brief: ChallengeBrief) -> str:
        """Return the draft, the last ten proposals and the prices."""
        live, welsh, titles = brief.prices
        today = nextshelf.TODAY
        rows = [
            (
                f"{name[:1].upper()}{name[1:]}",
                f"{of_10}",
                f"{lists.records}",
                f"{lists.shown}",
                f"{lists.welsh_shown}",
                f"{lists.titles}",
                _a_year(year),
            )
            for (name, lists), of_10, year in zip(
                nextshelf.KINDS.items(), brief.of_10, brief.year, strict=True
            )
        ]
        rows.append(
            (
                "Today's shelf",
                "-",
                f"{today.records}",
                f"{today.shown}",
                f"{today.welsh_shown}",
                f"{today.titles}",
                "-",
            )
        )
        return (
            paragraph(
                "Nextshelf proposes five books to each reader. The lead's draft: “Done when the "
                "new lists are taken at least as often as today's, in the stored records of "
                f"{nextshelf.RECORDED} readers.” A reader counts when she takes one of the five. "
                "Records hold only what was on display then."
            )
            + grid(
                f"The last ten proposals: readers in 100, titles of {nextshelf.ALL_TITLES}",
                (
                    "Proposal",
                    "Of ten",
                    "Take one, in the records",
                    "Take one, when shown",
                    "Welsh readers, when shown",
                    "Titles on somebody's list",
                    "A year live, against today",
                ),
                rows,
            )
            + paragraph(
                "Tuned lists are the best-sellers of the recorded weeks themselves. English-only "
                "lists give Welsh readers titles by chance. Choose three amendments. "
                f"Per proposal checked, the test with readers costs {euros(live)}, "
                f"nearly all of it to set up. The Welsh readers cost {euros(welsh)}, the count of "
                f"titles {euros(titles)}. The other prices stand with the amendments."
            )
        )


class BrightdeskChallenge(Challenge):
    """Amend the criterion for a machine that writes answers."""

    name = "brightdesk_challenge"
    title = "Brightdesk: challenge the criterion"
    decision = brightdesk.BrightdeskAmendments
    table = "brightdesk_challenge"
    world = brightdesk.WORLD

    def show_brief(self, brief: ChallengeBrief) -> str:
        """Return the draft, the last ten versions, the judge and the prices."""
        flags, everything, post, many = brief.prices
        rows = [
            (
                f"{name[:1].upper()}{name[1:]}",
                f"{of_10}",
                f"{version.answers_real} of 100",
                f"{version.demo} of {brightdesk.PER}",
                f"{version.real} of {brightdesk.PER}",
                f"{version.friendly} of 100",
                _a_year(year),
            )
            for (name, version), of_10, year in zip(
                brightdesk.VERSIONS.items(), brief.of_10, brief.year, strict=True
            )
        ]
        return (
            paragraph(
                "Brightdesk drafts answers to customers. The lead's draft: “Done when the "
                f"automatic judge flags no invented fact in {brightdesk.DRAFT_CASES} answers to "
                "our demo list.” A polite refusal counts as an answer. The judge catches "
                f"{brightdesk.CAUGHT} of {brightdesk.SEVERE} invented facts. It also flags "
                f"{brightdesk.SOUND - brightdesk.PASSED} of {brightdesk.SOUND} sound answers."
            )
            + grid(
                "The last ten versions",
                (
                    "Version",
                    "Of ten",
                    "Real post answered",
                    "Invented facts, demo list",
                    "Invented facts, real post",
                    "Friendly, say customers",
                    "A year live, against today",
                ),
                rows,
            )
            + paragraph(
                "Careful versions refuse when in doubt. Know-all versions answer then too, and "
                "silent ones always refuse. Choose three amendments. Per version checked, experts "
                f"on flags cost {euros(flags)}, on every answer {euros(everything)}. Last month's "
                f"post costs {euros(post)}, and {brightdesk.MANY_CASES} answers {euros(many)}. The "
                "other prices stand with the amendments."
            )
        )


def _a_year(amount: int) -> str:
    return f"{'brings' if amount > 0 else 'costs'} {euros(abs(amount))}"


NEXTSHELF = NextshelfChallenge()
BRIGHTDESK = BrightdeskChallenge()
