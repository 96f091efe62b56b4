"""Three real sorters on the course's letters: rules, a small tree, boosting.

All three sort the invented letters of ``datasets/paperline/``. The rules look for a few
words, as a mail office might write them down. Tree and boosting are scikit-learn's, trained
on the same letters and checked on letters of customers they have not seen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

SAMPLES, SAMPLE = 200, 100
RULES = (
    (
        "complaint",
        ("rude", "responsible", "nobody answers", "promised", "waited", "too little", "shame"),
    ),
    ("urgent", ("tonight", "at once", "still coming", "call me now", "not lock")),
    ("cancellation", ("cancel", "end my", "another insurer", "no cover", "leave")),
    ("address", ("address", "move house", "another town", "send letters", "new name")),
    ("invoice", ("invoice", "bill", "premium", "reminder")),
)
"""What the rules look for, in this order; the first that fits decides."""
OTHERWISE = "claim"


class Measured(NamedTuple):
    """How three sorters do on the letters they have not seen.

    ``rules``, ``tree``, ``boosting``: letters right of ``letters``. ``gains``: what boosting
    gains over the rules in each of 200 samples of 100 letters; ``step``: over the tree.
    """

    letters: int
    rules: int
    tree: int
    boosting: int
    gains: np.ndarray
    step: np.ndarray

    def of_100(self, name: str) -> int:
        """Return how many of 100 letters a sorter gets right."""
        right: int = getattr(self, name)
        return round(100 * right / self.letters)


def by_rules(text: str) -> str:
    """Return the class that the rules find for a letter."""
    lowered = text.lower()
    for name, words in RULES:
        if any(word in lowered for word in words):
            return name
    return OTHERWISE


@lru_cache
def measured() -> Measured:
    """Train the tree and boosting, and check all three; takes a few seconds once."""
    # Imported here: only this cell needs scikit-learn.
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.tree import DecisionTreeClassifier

    from doneenough.products import paperline

    table = paperline.letters()
    train, test = table[table["split"] == "train"], table[table["split"] == "test"]
    counts = CountVectorizer(min_df=5, binary=True)
    known, new = counts.fit_transform(train["text"]), counts.transform(test["text"])
    truth = test["true_class"].to_numpy()
    models = {
        "tree": DecisionTreeClassifier(max_leaf_nodes=40, random_state=7),
        "boosting": GradientBoostingClassifier(n_estimators=30, max_depth=2, random_state=7),
    }
    right = {"rules": np.array([by_rules(text) for text in test["text"]]) == truth}
    for name, model in models.items():
        right[name] = model.fit(known, train["label"]).predict(new) == truth
    generator = np.random.default_rng(7)
    drawn = [generator.choice(len(truth), SAMPLE, replace=False) for _ in range(SAMPLES)]

    def gains(over: str) -> np.ndarray:
        better = right["boosting"].astype(int) - right[over].astype(int)
        return np.array([better[sample].sum() for sample in drawn])

    totals = {name: int(found.sum()) for name, found in right.items()}
    return Measured(len(truth), **totals, gains=gains("rules"), step=gains("tree"))
