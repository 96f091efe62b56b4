"""The automatic judge of Brightdesk: quick, cheap, and wrong in ways that can be counted.

It learns from human reviewers which drafts hold an invented fact. It looks at little: a
figure that is not among the known facts, and four words of promise. So it overlooks false
figures written in words, and it takes "6 pm" for an invention where "18:00" is known.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from doneenough.products.brightdesk.drafts import frozen_drafts

FLAG_FROM = 0.15
"""The judge flags a draft from this estimated probability of an invented fact on."""
PROMISES = ("refund", "voucher", "free", "back")
_FIGURE = re.compile(r"\d+(?:[.:]\d+)?")


class Measured(NamedTuple):
    """How a judge did on drafts whose truth is known. All four are counts of drafts."""

    caught: int
    severe: int
    passed: int
    sound: int

    @property
    def sensitivity(self) -> float:
        """Share of the drafts with an invented fact that were flagged; nan if none had one."""
        return self.caught / self.severe if self.severe else math.nan

    @property
    def specificity(self) -> float:
        """Share of the drafts without one that were not flagged; nan if all had one."""
        return self.passed / self.sound if self.sound else math.nan


def signs(facts: str, draft: str) -> dict[str, bool]:
    """Return what the judge sees of a draft: each sign, present or not.

    Parameters
    ----------
    facts
        The known facts as the table writes them.
    draft
        The text of the draft.
    """
    unknown = set(_FIGURE.findall(draft)) - set(_FIGURE.findall(facts))
    words = set(re.findall(r"[a-z]+", draft.lower()))
    return {"a figure not in the facts": bool(unknown)} | {
        f"the word {word!r}": word in words for word in PROMISES
    }


@lru_cache
def trained() -> Any:
    """Return the judge: a scikit-learn pipeline, trained once per session.

    It learns from the drafts that answer in the part "learn" of the table, with the
    reviewers' flags as labels. The truth is not shown to it.
    """
    # Imported here: nobody who only reads drafts pays for scikit-learn.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    drafts = frozen_drafts()
    learn = drafts[(drafts["part"] == "learn") & (drafts["declined"] == "no")]
    # C=10: only five signs, so hardly anything to hold back.
    model = make_pipeline(DictVectorizer(sparse=False), LogisticRegression(C=10))
    return model.fit(_signs(learn), (learn["reviewer_flag"] == "yes").to_numpy())


def probabilities(drafts: pd.DataFrame) -> NDArray[np.float64]:
    """Return the judge's probability of an invented fact, one per row of ``drafts``."""
    estimates: NDArray[np.float64] = trained().predict_proba(_signs(drafts))[:, 1]
    return estimates


def flags(drafts: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the judge's verdict, one per row of ``drafts``: True where it flags a draft."""
    return probabilities(drafts) >= FLAG_FROM


def measure(drafts: pd.DataFrame, flagged: NDArray[np.bool_]) -> Measured:
    """Compare verdicts with the truth, over the drafts that answer.

    Drafts that decline state nothing, so there is nothing to judge: they are left out.

    Parameters
    ----------
    drafts
        Rows of the table, or fresh ones.
    flagged
        One verdict per row: the judge's `flags`, or those of the human reviewers.

    Raises
    ------
    ValueError
        There is not one verdict per row.
    """
    if len(flagged) != len(drafts):
        raise ValueError(f"There are {len(drafts)} drafts and {len(flagged)} verdicts.")
    answered = (drafts["declined"] == "no").to_numpy()
    severe = (drafts["true_severity"] == "severe").to_numpy() & answered
    sound = answered & ~severe
    return Measured(
        caught=int((flagged & severe).sum()),
        severe=int(severe.sum()),
        passed=int((~flagged & sound).sum()),
        sound=int(sound.sum()),
    )


@lru_cache
def measured() -> Measured:
    """Return how the judge did on the part "check" of the table, which it has not seen."""
    drafts = frozen_drafts()
    check = drafts[drafts["part"] == "check"]
    return measure(check, flags(check))


def _signs(drafts: pd.DataFrame) -> list[dict[str, bool]]:
    return [signs(*row) for row in zip(drafts["facts"], drafts["draft"], strict=True)]
