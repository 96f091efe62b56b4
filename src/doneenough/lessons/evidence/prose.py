"""Exercise (d): reply to "we passed on the fourth try"."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REPLY = Prose(
    lesson="evidence",
    name="reply",
    title="Reply to the sponsor",
    prompt=(
        "The sponsor writes: “Great news, we passed on the fourth try! 91 of 100. Can you sign "
        "today? The launch is booked.” Answer in at most 100 words. Use what you know from the "
        "lesson: 100 fresh letters in each try, pass mark 90; good models are right in 93 of 100, "
        "weak ones in 87. Rework takes 15 days. Waiting costs €1,000 a day; a weak "
        "model that goes live costs €500,000. Dana Okafor leads the experts, who check 60 letters "
        "a day. Ravi Menon draws letters in the mail room. Today is Thursday, 5 March."
    ),
    rubric=(
        RubricLine(
            "Says why four tries weaken the result",
            (
                "Does not mention the tries, or calls somebody dishonest.",
                "Says that four tries are a problem, without saying why.",
                "Says in plain words that a weak model needs to be lucky only once, ideally "
                "with a count.",
            ),
        ),
        RubricLine(
            "Says what evidence would do",
            (
                "Asks for “more testing”.",
                "Names a number of letters or a pass mark, not both.",
                "Names fresh letters, how many, how many right, and that it is one try.",
            ),
        ),
        RubricLine(
            "Weighs the cost of waiting",
            (
                "Treats waiting as free, or as impossible.",
                "Mentions the launch date without weighing it.",
                "Sets days of waiting against the cost of a weak model going live.",
            ),
        ),
        RubricLine(
            "Offers a next step with a name and a date",
            (
                "Ends with a refusal, or with a signature.",
                "Offers a step without a person or a date.",
                "Says who does what by when, and when you will decide.",
            ),
        ),
        RubricLine(
            "Stays kind and plain",
            (
                "Blames, or hides behind technical words.",
                "Correct, but hard to read for the sponsor.",
                "Short sentences the sponsor can pass on; thanks the team.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A reply that earns full marks",
            "text": (
                "Thanks to the team. I cannot sign today. A model "
                "that is too weak passes this check in about one try of four. With four tries, "
                "about two of three weak models get through once. My proposal: the team improves "
                "the model first. Then one check: Dana's experts look at 400 new letters, drawn "
                "by Ravi, and I sign from 363 right. At 60 letters a day that is seven working "
                "days and costs us about 7,000 euros. A weak model live would cost 500,000. Dana, "
                "please say by Monday when it is ready. I decide the day it ends."
            ),
        },
        {
            "title": "A reply that earns about half",
            "text": (
                "Great progress! However, passing on the fourth attempt is statistically "
                "problematic, so we should validate more before going live. Could the team test "
                "on 300 additional letters? I know the launch date is important. Let's discuss "
                "next week how to proceed."
            ),
        },
    ),
)
