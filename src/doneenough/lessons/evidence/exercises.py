"""The exercises and written tasks of lesson 5, found by discovery."""

from __future__ import annotations

from doneenough.core.exercise import Prose
from doneenough.lessons.evidence.claims import VendorClaims
from doneenough.lessons.evidence.review import AskAboutReport
from doneenough.lessons.evidence.sign_off import SignOff

EXERCISES = (
    AskAboutReport("review", points=20, committed=True),
    SignOff("sign_off_rule", points=5),
    SignOff("final_rule", points=50, shift=12, committed=True),
    VendorClaims("vendor_claims", points=15, committed=True),
)
PROSE = (Prose("evidence", "reply"),)
