"""Five cases to choose from: what happens to a product, and three lines side by side."""

from __future__ import annotations

from functools import lru_cache

from doneenough.core.figures import Picture
from doneenough.lessons.drift.counts import flagged, noticed
from doneenough.lessons.drift.figures import three_panels
from doneenough.lessons.drift.pick import Pick
from doneenough.lessons.drift.story import FIRST_DAY, LABEL_DELAY, USUAL
from doneenough.lessons.drift.words import days
from doneenough.lessons.drift.world import worlds

TITLE = "Five cases side by side"
WORLDS = {
    "stable": "Nothing changes",
    "harmless_shift": "Letters come from further away",
    "relationship": "Other letters need an expert, letters look the same",
    "harder": "A web form takes the clear letters",
    "broken_feed": "The feed breaks: the number of words arrives as 0",
}
"""What can be chosen, by the name of its world."""
_MESSAGES = {
    "stable": "Nothing changes: all three lines stay where they were",
    "harmless_shift": "The inputs move, and the model is as right as before",
    "relationship": "Only the labels fall: the model is wrong more often",
    "harder": "All three lines move: the clear letters no longer come",
    "broken_feed": "All three lines move: a broken feed shows everywhere",
}
_INVITE = (
    "One product, half a year. What the model says is the mix of its answers, from a sure no to a "
    "sure yes. This mix moves when a feed breaks or letters of one kind stay away. It stays when "
    "only the rule changes. Choose one case after the other. Which lines move?"
)


def choose_world() -> Pick:
    """Return the choice, with nothing changing at first."""
    names = list(WORLDS)
    return Pick(
        TITLE,
        f"What happens on day {FIRST_DAY}",
        list(WORLDS.values()),
        lambda place: view(names[place]),
        invite=_INVITE,
    )


@lru_cache
def view(world: str) -> tuple[Picture, str]:
    """Return picture and sentence for a world."""
    picture = three_panels(world, _MESSAGES[world])
    if world == "stable":
        return picture, (
            f"With the usual plan, {flagged(USUAL, world)} of 200 such products are called in "
            "half a year."
        )
    found, late = noticed(USUAL, world)
    if not found:
        return picture, (
            "With the usual plan, 0 of 200 such products are called. Only the labels fall, and "
            f"they come {LABEL_DELAY} days late."
        )
    before, after = (
        round(100 * share)
        for share in (worlds()["stable"].reference.accuracy, worlds()["harder"].accuracy[-1])
    )
    harm = {
        "harmless_shift": "Nothing is wrong with any of them.",
        "harder": (
            "Clear letters now come by the form, no longer as letters. The rest is hard to judge: "
            f"{after} of 100 right, not {before}."
        ),
        "broken_feed": (
            "A feed brings the inputs from another system. Here a call is worth its price."
        ),
    }
    return picture, (
        f"With the usual plan, {found} of 200 such products are called, after {days(late)} on "
        f"average. {harm[world]}"
    )
