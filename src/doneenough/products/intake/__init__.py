"""Paperline's intake: a real model that went live, and what happens to its letters after.

``model`` holds the letters and the scikit-learn model, ``profiles`` what a day of letters
looks like in numbers, so that nobody who only watches or grades needs scikit-learn;
``derive`` made the second from the first.
"""

from doneenough.products.intake.model import FEATURES, REGIMES
from doneenough.products.intake.profiles import IMPORTANT, profiles

__all__ = ["FEATURES", "IMPORTANT", "REGIMES", "profiles"]
