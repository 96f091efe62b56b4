"""The written task: a message to a sponsor who wants to skip validation."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

SPONSOR = Prose(
    lesson="stages",
    name="sponsor",
    title="A message to the sponsor",
    prompt=(
        "Wednesday, 21 January. Paperline's sponsor writes: “The demo was great. Let us skip the "
        "shadow run and go live on Monday, 26 January.” Answer in at most 120 words. What you "
        "know: the model has passed its hold-out test. It has never seen the live feed. The "
        "shadow run takes five days. Of 200 projects without one, 181 were at least 5 of 100 "
        "letters worse live than in the demo; with all gates it was 3. Going back after launch "
        "takes 15 working days, at €1,000 a day. A shadow run of two days finds 63 of 100 such "
        "defects. Marek Nowak runs the feed and could start tomorrow."
    ),
    rubric=(
        RubricLine(
            "Stage",
            (
                "Not said, or “nearly done”.",
                "Says that a check is missing, not at which stage.",
                "Names the stage, what has been shown there, and what has not.",
            ),
        ),
        RubricLine(
            "Consequence",
            (
                "“It is risky.”",
                "What could happen, without a number.",
                "What could happen, with a number from the brief that is right.",
            ),
        ),
        RubricLine(
            "Smallest alternative",
            (
                "Only no, or only yes.",
                "A smaller step, without saying what it leaves open.",
                "The smallest step you would accept, and what it leaves open.",
            ),
        ),
        RubricLine(
            "Owner and date",
            ("Neither.", "One of the two.", "A name, a date, and who decides then."),
        ),
        RubricLine(
            "Plain language",
            (
                "Technical words that a sponsor must look up.",
                "Mostly plain.",
                "Plain and friendly; it can be read aloud in a minute.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A message that earns full marks",
            "text": (
                "Thank you for your trust in the team. Here is where we stand: we are checking "
                "the model. It did well on letters it had never seen. It has not yet read a "
                "single letter from the live feed. Of 200 projects that skipped this step, 181 "
                "were clearly worse live than in the demo. Going back then takes 15 working days, "
                "about €15,000. My proposal: Marek Nowak lets it read along for two days, "
                "tomorrow and Friday. That finds 63 of 100 such faults; the others we would "
                "still meet live. On Friday at four you, Dana and I decide about Monday. Five "
                "days would be safer, and I would choose them."
            ),
        },
        {
            "title": "A message that earns about half",
            "text": (
                "I understand the wish to go live soon. However, skipping validation is very "
                "risky, because the inference pipeline might show training-serving skew. Best "
                "practice is to run at least a short shadow deployment first. I suggest that the "
                "team looks into this as soon as possible. We should not compromise on quality."
            ),
        },
    ),
)
