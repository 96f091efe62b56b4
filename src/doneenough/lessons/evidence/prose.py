"""Exercise (d): reply to "we passed on the fourth try"."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REPLY = Prose(
    lesson="evidence",
    name="reply",
    title="Reply to the sponsor",
    prompt=(
        "The sponsor writes: “Great news, we passed on the fourth try! 91 of 100. Can you sign "
        "today? The launch is booked.” Reply in three or four sentences. What you know: with one "
        "try, 47 of 200 weak models pass; with four tries, 131. The check you planned: 400 fresh "
        "letters, 363 right, one try. Dana Okafor's experts check 60 letters a day, Ravi Menon "
        "draws them: seven working days, until Monday, 16 March. Waiting costs €1,000 a day, a "
        "weak model that goes live €500,000. Today is Thursday, 5 March."
    ),
    rubric=(
        RubricLine(
            "Why four tries weaken the result",
            (
                "Tries not mentioned, or somebody called dishonest.",
                "Tries are called a problem; no reason.",
                "A weak model needs luck only once, said in plain words or counts.",
            ),
        ),
        RubricLine(
            "What evidence would do",
            (
                "“More testing”.",
                "A number of letters or a pass mark, not both.",
                "How many fresh letters, how many right, one try.",
            ),
        ),
        RubricLine(
            "What waiting costs",
            (
                "Waiting is free, or impossible.",
                "The launch date is named, not weighed.",
                "Days of waiting against a weak model live.",
            ),
        ),
        RubricLine(
            "A next step",
            (
                "Only a refusal, or a signature.",
                "A step without a person or a date.",
                "Who does what, and the day you decide.",
            ),
        ),
        RubricLine(
            "Kind and plain",
            (
                "Blames, or hides behind technical words.",
                "Correct, but hard to read.",
                "Short; the sponsor can pass it on.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A reply that earns full marks",
            "text": (
                "Thanks to the team; but I cannot sign today: with four tries, 131 of 200 weak "
                "models get through once, so this pass says little. Instead, Dana's experts look "
                "at 400 new letters, drawn by Ravi, in one try, and I sign from 363 right. At 60 "
                "letters a day that is seven working days and costs us about 7,000 euros; a weak "
                "model live would cost 500,000. They start tomorrow, and I decide on 17 March."
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
