"""The written task: repair "the model should feel more accurate"."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REWRITE = Prose(
    lesson="criterion",
    name="rewrite",
    title="Rewrite the request",
    prompt=(
        "The head of customer service writes: “Before we launch, the answers should feel more "
        "accurate.” She means Brightdesk's answers to customers. Rewrite her wish as a criterion, "
        "in three or four sentences. What you know: one question in five is in French. A wrong "
        "price or date costs a refund of about €60, a tone that is off nothing. The automatic "
        "judge finds 28 of 35 invented facts and wrongly flags 28 of 627 sound answers. Two people "
        "can read 500 answers in a week. Today's staff get 3 of 100 wrong."
    ),
    rubric=(
        RubricLine(
            "Which answers",
            ("Not said.", "A place or a time, not both.", "Whose questions, and from when."),
        ),
        RubricLine(
            "What is counted, and compared with what",
            (
                "A feeling, or an average score.",
                "Something countable; nothing about the harm or today's staff.",
                "The mistake that costs money, beside today's staff.",
            ),
        ),
        RubricLine(
            "How many",
            (
                "No number.",
                "Answers or a limit, not both.",
                "So many answers, at most so many wrong.",
            ),
        ),
        RubricLine(
            "Small groups and silence",
            ("Neither.", "One of the two.", "A limit for French answers; refusing does not pass."),
        ),
        RubricLine(
            "Who judges",
            (
                "Not said, or the automatic judge alone.",
                "People, but not why.",
                "People, because the judge overlooks some and flags sound ones.",
            ),
        ),
        RubricLine(
            "What follows a miss",
            ("Not said.", "“We will look again.”", "Who does what, by when."),
        ),
    ),
    exemplars=(
        {
            "title": "A criterion that earns full marks",
            "text": (
                "We draw 500 answers from one week of real questions; at least 400 questions get "
                "one. At most 10 hold a wrong price or date, because staff get 3 of 100 wrong and "
                "each costs us €60; of the 100 French ones at most 4. Two people read them, "
                "because the judge overlooks 7 of 35 and flags sound ones. After a miss, the "
                "team repairs the prices and we check 500 new answers two weeks later."
            ),
        },
        {
            "title": "A criterion that earns little",
            "text": (
                "The model must reach 95 % accuracy on our evaluation tool, with no "
                "hallucinations, on a representative sample of 100 conversations. If it misses "
                "the target, the team keeps improving until it passes."
            ),
        },
    ),
)
