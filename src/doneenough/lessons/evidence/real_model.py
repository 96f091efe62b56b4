"""One real scikit-learn model, measured again and again.

Handwritten digits that come with scikit-learn stand in for letters: a small classifier
is trained once and then checked on many samples of 100 it has not seen.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

TRAINING_CASES = 100
SAMPLES = 200


@lru_cache
def measured() -> tuple[np.ndarray, float]:
    """Return the number right in each of 200 samples of 100, and the share right overall.

    The samples are drawn without replacement from all cases the model has not seen.
    """
    # Imported here: only this cell needs scikit-learn.
    from sklearn.datasets import load_digits
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    images, digits = load_digits(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(
        images / 16, digits, train_size=TRAINING_CASES, stratify=digits, random_state=5
    )
    model = LogisticRegression(max_iter=500).fit(train_x, train_y)
    right = model.predict(test_x) == test_y
    generator = np.random.default_rng(5)
    scores = np.array([generator.choice(right, 100, replace=False).sum() for _ in range(SAMPLES)])
    return scores, float(right.mean())
