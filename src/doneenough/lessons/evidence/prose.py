"""Exercise (d): reply to "we passed on the fourth try"."""

from __future__ import annotations

from doneenough.core.exercise import Prose, RubricLine

REPLY = Prose(
    lesson="evidence",
    name="reply",
    title="Reply to the sponsor",
    prompt=(
        "The sponsor writes: “Passed on the fourth try, 91 of 100! Can you sign today?” Reply in "
        "two or three sentences. With one try, 47 of 200 weak models pass; with four tries, 131. "
        "You have decided: the team reworks the model. Then Dana's experts check 400 fresh "
        "letters, in one try, and 363 must be right. That takes 22 working days, until Wednesday, "
        "8 April. Waiting costs €1,000 a day, a weak model that goes live €500,000. Today is "
        "Thursday, 5 March."
    ),
    rubric=(
        RubricLine(
            "Why four tries weaken the result",
            (
                "Not mentioned.",
                "Tries are a problem; no reason.",
                "A weak model needs luck only once, in plain words or counts.",
            ),
        ),
        RubricLine(
            "What evidence would do",
            (
                "“More testing”.",
                "Letters or a pass mark, not both.",
                "A new version; how many fresh letters, how many right.",
            ),
        ),
        RubricLine(
            "What waiting costs",
            (
                "Nothing about it.",
                "The delay is named, not weighed.",
                "The wait weighed against a weak model live.",
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
                "Blames, or technical words.",
                "Correct, but hard to read.",
                "Short; the sponsor can pass it on.",
            ),
        ),
    ),
    exemplars=(
        {
            "title": "A reply that earns full marks",
            "text": (
                "Thanks to the team; but with four tries, 131 of 200 weak models get through "
                "once, so this pass says little. The team starts to rework the model tomorrow; "
                "then Dana's experts check 400 fresh letters in one try, and I sign from 363 "
                "right. I decide on 8 April: the wait costs about 22,000 euros, a weak model live "
                "500,000."
            ),
        },
        {
            "title": "A reply that earns about half",
            "text": (
                "Great progress! But passing on the fourth attempt is statistically problematic, "
                "so we should validate more. Could the team test 300 additional letters? Let's "
                "discuss next week."
            ),
        },
    ),
)
