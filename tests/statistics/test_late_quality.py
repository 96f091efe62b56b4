"""Quality from labels that come late, with its bound."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from doneenough.statistics import interval
from doneenough.statistics.quality import labelled_windows, share_right, too_low


@given(st.integers(1, 9), st.integers(0, 9), st.integers(1, 15))
def test_a_window_holds_the_labels_that_have_arrived(days, delay, length):
    daily = np.arange(1, length + 1)
    cumulative = np.concatenate([[0], daily.cumsum()])
    cases, right = labelled_windows(cumulative, 2 * cumulative[:, None], days, delay)
    for today in range(length):
        last = today - delay
        full = last - days + 1 >= 0
        expected = daily[last - days + 1 : last + 1].sum() if full else 0
        assert cases[today] == expected
        assert right[today, 0] == 2 * expected


@given(
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.floats(0.02, 0.98),
    st.sampled_from([0.8, 0.95, 0.99]),
)
def test_the_bound_is_that_of_the_sign_off(case, limit, confidence):
    n, right = case
    found = bool(too_low([n], [right], limit, confidence)[0])
    bound = interval(right, n, 2 * confidence - 1)[1] if n else 1.0
    if abs(bound - limit) > 1e-9:
        assert found == (bound < limit)


def test_the_share_seen_below_the_limit_is_too_low_and_a_tie_is_not():
    assert too_low([50, 50, 50, 0], [36, 37, 38, 0], 0.74).tolist() == [True, False, False, False]
    # 0.74 of 50 is 37 and must not be lost to rounding, whatever the limit.
    for right in range(1, 101):
        assert not too_low([100], [right], right / 100)[0]


def test_no_labels_is_no_share():
    assert np.isnan(share_right([0], [0])[0])
    assert share_right([4], [3])[0] == 0.75
