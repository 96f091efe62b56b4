"""Paperline: a classifier of short insurance letters, with a rare class that matters.

The letters are invented (``datasets/paperline/``). The classifier is real: weights for
words, fitted by logistic regression where it is used. It is good on average and misses more
of the urgent letters among those that were translated, because it has seen few of them.

Every figure is a whole number of letters of the test part, whose customers the training
part does not hold. *Truth* is what a letter turned out to be about, *label* what an
annotator wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pandas as pd

from doneenough.products.data import load

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

CLASSES = ("address", "cancellation", "claim", "complaint", "invoice", "urgent")
"""What a letter can be about, in the order of the classifier's scores."""

URGENT = "urgent"
"""The class that matters: damage that still grows, or people who are not safe."""

PILOT_LETTERS = 400

By = Literal["region", "language", "channel"]
Against = Literal["truth", "label"]


@dataclass(frozen=True)
class Version:
    """One candidate: which letters trained it and what an urgent letter counts."""

    note: str
    chosen: Callable[[pd.DataFrame], pd.Series[bool]]
    """Says of each letter of the training and the extra part whether it is trained on."""
    urgent_weight: float = 3.0
    """How many other letters one urgent letter weighs in training."""


def _training_part(table: pd.DataFrame) -> pd.Series[bool]:
    return table["split"] == "train"


VERSIONS = {
    "pilot": Version(
        f"trained on the first {PILOT_LETTERS} letters",
        lambda table: _training_part(table) & (_training_part(table).cumsum() <= PILOT_LETTERS),
    ),
    "english_only": Version(
        "trained without the translated letters",
        lambda table: _training_part(table) & (table["language"] == "english"),
    ),
    "unweighted": Version(
        "an urgent letter counts like any other in training", _training_part, urgent_weight=1.0
    ),
    "full": Version("trained on the whole training part", _training_part),
    "repaired": Version(
        "trained on the extra sample of translated letters as well",
        lambda table: _training_part(table) | (table["split"] == "extra"),
    ),
}
"""The candidates for a sign-off, by name; ``full`` is the one meant when none is named."""


@lru_cache
def _table() -> pd.DataFrame:
    return load("paperline")


def letters() -> pd.DataFrame:
    """Return all letters, one a row, with the columns of the datasheet."""
    return _table().copy()


def untrained(urgent_weight: float = 3.0) -> Pipeline:
    """Return the classifier before training: word weights, then logistic regression.

    Parameters
    ----------
    urgent_weight
        How many other letters one urgent letter weighs in training, above 0.
    """
    # Imported here: only who trains pays for scikit-learn.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=2),
        # Run to the very end, so that the figures do not hang on where the solver stops.
        LogisticRegression(C=4, class_weight={URGENT: urgent_weight}, max_iter=1000, tol=1e-6),
    )


def trained(version: str = "full") -> Pipeline:
    """Return the trained classifier of ``version``, a key of ``VERSIONS``.

    It takes texts and returns classes (``predict``) or scores (``predict_proba``).
    It is trained on labels, as a team would: nobody knows the truth of all letters.
    Trained once in a session; do not change what is returned.

    Raises
    ------
    KeyError
        No such version; the message lists those there are.
    """
    return _trained(_known(version))


def _known(version: str) -> str:
    if version not in VERSIONS:
        raise KeyError(f"There's no version {version!r}. There are: {', '.join(VERSIONS)}.")
    return version


# Cached by position, so that leaving a version out and naming it share one training.
@lru_cache
def _trained(version: str) -> Pipeline:
    seen = _table()[training_letters(version)]
    return untrained(VERSIONS[version].urgent_weight).fit(seen["text"], seen["label"])


def training_letters(version: str = "full") -> pd.Series[bool]:
    """Return for each row of ``letters()`` whether ``version`` was trained on it."""
    return VERSIONS[_known(version)].chosen(_table())


@lru_cache
def _predictions(version: str) -> pd.DataFrame:
    model = _trained(version)
    table = letters().query("split == 'test'").rename(columns={"true_class": "truth"})
    scores = model.predict_proba(table["text"])
    table["predicted"] = model.classes_[scores.argmax(axis=1)]
    for column, name in enumerate(model.classes_):
        table[f"score_{name}"] = scores[:, column]
    return table.drop(columns=["text", "split"]).reset_index(drop=True)


def predictions(version: str = "full") -> pd.DataFrame:
    """Return what ``version`` says about each letter of the test part.

    Columns: letter_id, customer_id, day, region, language, channel, truth, label, predicted
    and one ``score_…`` per class: from 0 to 1, together 1. The class with the highest score is
    predicted. A score is no probability: urgent letters weigh more in training.
    """
    return _predictions(_known(version)).copy()


def accuracy_counts(version: str = "full", against: Against = "truth") -> tuple[int, int]:
    """Return how many test letters ``version`` puts in the right class, and how many there are.

    Parameters
    ----------
    version
        A key of ``VERSIONS``.
    against
        What counts as right: the truth, or the annotators' label.
    """
    table = predictions(version)
    return int((table["predicted"] == table[against]).sum()), len(table)


def slices(by: By, version: str = "full", against: Against = "truth") -> pd.DataFrame:
    """Return whole numbers of test letters for each value of ``by``, one a row.

    Parameters
    ----------
    by
        The column whose values are the slices.
    version
        A key of ``VERSIONS``.
    against
        What counts as right: the truth, or the annotators' label.

    Returns
    -------
    pandas.DataFrame
        ``cases``: letters; ``right``: in the right class; ``positives``: urgent letters;
        ``caught``: urgent letters found; ``flagged``: letters called urgent.
        Recall is caught by positives, precision caught by flagged.
    """
    table = predictions(version)
    said, is_so = table["predicted"] == URGENT, table[against] == URGENT
    counts = pd.DataFrame(
        {
            by: table[by],
            "cases": 1,
            "right": table["predicted"] == table[against],
            "positives": is_so,
            "caught": said & is_so,
            "flagged": said,
        }
    )
    return counts.groupby(by).sum().astype(int)
