"""The written task: the monitoring section of the risk register."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REGISTER = Prose(
    lesson="drift",
    name="register",
    title="The monitoring section of the risk register",
    prompt=(
        "Write this section for Paperline in three or four sentences. Each week the team looks "
        "at the labels of two weeks, 20 a day. A look counts when 8 of 100 fewer are right than "
        "at sign-off, where it was 78. It also looks at the three inputs the model leans on, with "
        "the limit 0.25. Labels come after 14 days. A changed rule is noticed after about "
        "28 days, and each of these days costs about €2,000. Sorting by hand costs €700 a day. "
        "Lena Brandt runs the feed, Joseph Adeyemi the labels, Mai Tran decides. Nobody "
        "has been named to answer yet."
    ),
    rubric=(
        RubricLine(
            "Trigger",
            ("“When it gets worse.”", "A limit.", "What, over how long, how often, which limit."),
        ),
        RubricLine(
            "Diagnose",
            ("Nothing, or “retrain”.", "One check.", "Cheap checks first, in order."),
        ),
        RubricLine(
            "Act",
            ("Nothing.", "One repair.", "A repair for each cause, and what protects meanwhile."),
        ),
        RubricLine(
            "Owner",
            ("“The team.”", "One name.", "Who answers, who decides, who stands in."),
        ),
        RubricLine(
            "Deadline",
            ("“Soon.”", "Days for one step.", "Days for each, and what holds when they pass."),
        ),
        RubricLine(
            "What stays unseen",
            ("Nothing.", "“Labels are late.”", "For how long, and what that costs."),
        ),
    ),
    exemplars=(
        {
            "title": "A section that earns full marks",
            "text": (
                "Each Monday Joseph looks at the labels of two weeks and Lena at the three inputs: "
                "8 of 100 fewer right, or an index above 0.25, calls Joseph. He answers in two "
                "days (else Lena): she checks the feed, he checks weekends and the wrong letters. "
                "Mai decides in five: mend the feed, or retrain for a changed rule; meanwhile, and "
                "if a deadline passes, we sort by hand. A changed rule stays unseen for about 28 "
                "days, which costs about €56,000."
            ),
        },
        {
            "title": "A section that earns about half",
            "text": (
                "An alarm is 8 of 100 fewer right. Then Lena checks the feed; if it is not the "
                "feed, the model is retrained within five days. Labels come late, so some change "
                "stays unseen."
            ),
        },
    ),
)
