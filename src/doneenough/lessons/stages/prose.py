"""The written task: a message to a sponsor who wants to skip validation."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

SPONSOR = Prose(
    lesson="stages",
    name="sponsor",
    title="A message to the sponsor",
    prompt=(
        "Wednesday, 21 January. Paperline's first gates are kept now. Its sponsor writes: “The "
        "demo was great. Let us skip the shadow run and go live on Monday, 26 January.” Answer in "
        "three or four sentences, about 80 words. The model has passed its hold-out test. It has "
        "never seen the live feed. Of 200 projects without a shadow run, 181 were at least 5 of "
        "100 letters worse live than in the demo; with all gates it was 3. Going back after "
        "launch takes 15 working days, at €1,000 a day. Two days of shadow run find 63 of 100 "
        "such defects. Marek Nowak runs the feed and could start tomorrow."
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
                "Thank you for your trust. The model did well on letters it had never seen, but "
                "“Put it to use” is not done: it has not read one letter from the live feed, and "
                "of 200 projects that skipped this, 181 were clearly worse live. Going back then "
                "takes 15 working days, about €15,000. So Marek Nowak lets it read along tomorrow "
                "and Friday, which finds 63 of 100 such faults and leaves the others open; on "
                "Friday at four you, Dana and I decide about Monday."
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
