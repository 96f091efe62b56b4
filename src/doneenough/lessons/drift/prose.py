"""The written task: the monitoring section of the risk register."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REGISTER = Prose(
    lesson="drift",
    name="register",
    title="The monitoring section of the risk register",
    prompt=(
        "Paperline says which claims need an expert: 300 letters a day. Write the monitoring "
        "section of its risk register, in five or six sentences. What you know: at sign-off it "
        "was right in 78 of 100. Each day 20 letters are labelled; a label comes after 7 days. "
        "The team looks each week at the three inputs the model leans on, and at the labels of "
        "two weeks. Lena Brandt runs the feed, Joseph Adeyemi the labels, Mai Tran decides. A "
        "day with a changed rule costs about €2,000. Letters can be sorted by hand at once, for "
        "€700 a day. In this team nobody has yet been named to answer."
    ),
    rubric=(
        RubricLine(
            "Trigger",
            (
                "“When quality gets worse.”",
                "A number or a limit, not both.",
                "What is looked at, over how long, how often, and beyond which limit it counts.",
            ),
        ),
        RubricLine(
            "Diagnose",
            (
                "Not said, or “retrain”.",
                "One possible cause is checked.",
                "Cheap and quick causes first: feed, then season and inputs, then labels.",
            ),
        ),
        RubricLine(
            "Act",
            (
                "One action for every cause, or none.",
                "An action for one cause.",
                "An action for each cause, and what protects people meanwhile.",
            ),
        ),
        RubricLine(
            "Owner",
            (
                "“The team.”",
                "A name for one step.",
                "One name each for looking, finding the cause and deciding, and a deputy.",
            ),
        ),
        RubricLine(
            "Deadline",
            (
                "“As soon as possible.”",
                "A deadline for one step.",
                "Days for the answer and for the decision, and what holds when they are missed.",
            ),
        ),
        RubricLine(
            "What stays unseen",
            (
                "Nothing.",
                "Labels are late, or inputs cannot show all; no consequence.",
                "Until when a changed rule stays unseen, and what that costs.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A section that earns full marks",
            "text": (
                "Trigger: each Monday Joseph compares two weeks of labels, 280 letters, with "
                "sign-off; fewer than 70 of 100 right calls Mai. Lena does the same with the "
                "three inputs, limit 0.25. Diagnose: Lena checks the feed the same day, then "
                "weekends and new forms; Joseph reads the wrong letters. Act: a broken feed is "
                "mended; a changed rule means retraining and a new check; meanwhile letters are "
                "sorted by hand. Owner: Mai decides, Joseph when she is away. Deadline: answered "
                "in two days, decided in five; after that we sort by hand. Unseen: a changed rule "
                "shows after one to three weeks, at €2,000 a day."
            ),
        },
        {
            "title": "A section that earns about half",
            "text": (
                "We monitor all features for drift every day with industry standard thresholds. "
                "If drift is detected, the data science team is informed and the model is "
                "retrained on the latest data as soon as possible. Quality is tracked on a "
                "dashboard. The product owner is responsible."
            ),
        },
    ),
)
