"""The written task: repair "the model should feel more accurate"."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REWRITE = Prose(
    lesson="criterion",
    name="rewrite",
    title="Rewrite the request",
    prompt=(
        "The head of customer service writes: “Before we launch, the answers should feel more "
        "accurate.” She means Brightdesk, which drafts answers to customers. Rewrite her wish as "
        "a criterion, in five or six sentences, and give a reason for each number. What you know: "
        "about 2,000 questions come in each week, one in five in French. A wrong price or date "
        "costs a refund of about €60. A tone that is off costs nothing. The automatic judge finds "
        "28 of 35 invented facts and wrongly flags 28 of 627 sound answers. Two people can read "
        "500 answers in a week. Today's staff get about 3 of 100 answers wrong."
    ),
    rubric=(
        RubricLine(
            "Which answers",
            (
                "Not said.",
                "A place or a time, not both.",
                "Whose questions, from when, and drawn how.",
            ),
        ),
        RubricLine(
            "What is counted, and compared with what",
            (
                "A feeling or an average score.",
                "Something countable, without the harm or without today's staff.",
                "The mistake that costs money, set beside what staff do today.",
            ),
        ),
        RubricLine(
            "How many, and how sure",
            (
                "No number of cases.",
                "A number of cases or a limit, not both.",
                "So many answers, at most so many wrong, and why so many.",
            ),
        ),
        RubricLine(
            "Small groups and grave mistakes",
            (
                "Neither.",
                "One of the two.",
                "A floor for French answers, and mistakes that cost money apart from tone.",
            ),
        ),
        RubricLine(
            "Who judges",
            (
                "Not said, or the automatic judge alone.",
                "People are named, but not why.",
                "People, because the judge overlooks some and flags sound ones.",
            ),
        ),
        RubricLine(
            "What follows a miss",
            (
                "Not said.",
                "“We will look at it again.”",
                "Who does what by when, and how often it may be tried.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A criterion that earns full marks",
            "text": (
                "We draw 500 answers at random from one week of real questions, French ones "
                "included. At most 10 hold a wrong price or date: 2 of 100, because staff today "
                "get 3 of 100 wrong and each costs us €60. Of the 100 French ones at most 4. Two "
                "people read them; the automatic judge overlooks 7 of 35 and flags sound ones. "
                "Tone is not counted. At least 400 questions get an answer. There is one check. "
                "If it is missed, Ana's team repairs the prices first and we check 500 new answers "
                "two weeks later; I decide then."
            ),
        },
        {
            "title": "A criterion that earns about half",
            "text": (
                "The model must reach 95 % accuracy according to our evaluation tool, with no "
                "hallucinations. We test it on a representative sample of 100 conversations. The "
                "accuracy should be clearly better than today. If it misses the target, the team "
                "keeps improving until it passes."
            ),
        },
    ),
)
