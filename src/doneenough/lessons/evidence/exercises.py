"""The exercises and written tasks of lesson 5, found by discovery."""

from __future__ import annotations

from doneenough.lessons.evidence.claims import VendorClaims
from doneenough.lessons.evidence.prose import REPLY
from doneenough.lessons.evidence.review import EXERCISE as REVIEW
from doneenough.lessons.evidence.sign_off import SignOffCoached, SignOffCommitted

EXERCISES = (REVIEW, SignOffCoached(), SignOffCommitted(), VendorClaims())
PROSE = (REPLY,)
