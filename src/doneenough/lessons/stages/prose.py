"""The written task: a message to a sponsor who wants to skip validation."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

SPONSOR = Prose(
    lesson="stages",
    name="sponsor",
    title="A message to the sponsor",
    prompt=(
        "Wednesday, 4 February. Paperline has passed its hold-out test. Its sponsor writes: “Let "
        "us skip the shadow run and go live on Monday, 9 February.” Answer in three sentences, "
        "about 60 words. What you know: of the 200 simulated projects without a shadow run, 181 "
        "were at least 5 of 100 letters worse live than in the demo. Going back after launch "
        "takes 15 working days. Two days of shadow run find 63 of 100 such defects. Marek Nowak "
        "runs the feed and could start tomorrow."
    ),
    rubric=(
        RubricLine(
            "Stage",
            (
                "Not said, or “nearly done”.",
                "A missing check, without its stage.",
                "The first stage not done, and what was shown before.",
            ),
        ),
        RubricLine(
            "Consequence",
            (
                "“It is risky.”",
                "What could happen; no number.",
                "What could happen, with a right number.",
            ),
        ),
        RubricLine(
            "Smallest alternative",
            (
                "Only no, or only yes.",
                "A smaller step; not what it leaves open.",
                "The smallest step, and what it leaves open.",
            ),
        ),
        RubricLine(
            "Owner and date",
            ("Neither.", "One of the two.", "A name, a date, and who decides then."),
        ),
        RubricLine(
            "Plain language",
            (
                "Words that a sponsor must look up.",
                "Mostly plain.",
                "Plain and friendly; can be read aloud.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A message that earns full marks",
            "text": (
                "The hold-out test went well, but “Put it to use” is not done: the model has read "
                "nothing from the live feed, and of 200 projects that skipped this, 181 were "
                "clearly worse live. Marek Nowak lets it read along tomorrow and Friday; that "
                "finds 63 of 100 such faults, not all. On Friday at four you, Dana and I decide "
                "about Monday."
            ),
        },
        {
            "title": "A message that earns little",
            "text": (
                "I understand the wish to go live soon. However, skipping validation is very "
                "risky, because the inference pipeline might show training-serving skew. Best "
                "practice is at least a short shadow deployment. The team should look into this "
                "as soon as possible."
            ),
        },
    ),
)
