"""The distance from counts by bin, by its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from doneenough.statistics.drift import (
    stability_index,
    window_counts,
)

TABLES = (
    st.integers(2, 8)
    .flatmap(lambda bins: hnp.arrays(np.int64, (2, bins), elements=st.integers(0, 500)))
    .filter(lambda table: bool(np.all(table.sum(axis=1) > 0)))
)


def test_stability_index_of_a_worked_example():
    # Two bins: (0.4 - 0.5) ln(0.4 / 0.5) + (0.6 - 0.5) ln(0.6 / 0.5) = 0.1 ln 1.5.
    found = stability_index([40, 60], [0.5, 0.5])
    assert found == pytest.approx(0.1 * np.log(1.5), rel=1e-6)
    assert type(found) is float


def test_an_empty_bin_counts_as_one_in_ten_thousand():
    expected = (1 - 0.5) * np.log(2) + (1e-4 - 0.5) * np.log(1e-4 / 0.5)
    assert stability_index([10, 0], [0.5, 0.5]) == pytest.approx(expected, rel=1e-6)


@given(TABLES, st.integers(2, 9))
def test_the_index_is_not_negative_and_scale_free(table, factor):
    reference = (table[1] + 1) / (table[1] + 1).sum()
    once = stability_index(table[0], reference)
    assert once >= 0
    assert stability_index(table[0] * factor, reference) == pytest.approx(once, abs=1e-5)
    assert stability_index(np.round(reference * 1e9), reference) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("records", "mean", "alarms"),
    [
        # As first computed for the sliders: 0.23, 0.097, 0.047, 0.010 and 86 %, 42 %, 3 %.
        (50, 0.23, 0.86),
        (100, 0.097, 0.40),  # 0.42 there: its reference was itself a sample (see below)
        (200, 0.047, 0.027),
        (1000, 0.010, 0.0),
    ],
)
def test_stable_data_alarms_when_records_are_few(records, mean, alarms):
    generator = np.random.default_rng(records)
    counts = generator.multinomial(records, np.full(10, 0.1), size=20_000)
    index = stability_index(counts, np.full(10, 0.1))
    assert index.mean() == pytest.approx(mean, abs=0.0035)
    assert (index > 0.1).mean() == pytest.approx(alarms, abs=0.015)


def test_a_reference_that_is_a_sample_alarms_more_often():
    generator = np.random.default_rng(5)
    counts = generator.multinomial(100, np.full(10, 0.1), size=4000)
    found = np.array(
        [
            stability_index(row, generator.multinomial(2000, np.full(10, 0.1)) / 2000)
            for row in counts
        ]
    )
    assert (found > 0.1).mean() == pytest.approx(0.42, abs=0.025)


def test_windows_are_differences_even_after_wrapping_around():
    daily = np.arange(40, dtype=np.int64)[:, None] * 2000
    cumulative = np.concatenate([np.zeros((1, 1), np.int64), daily.cumsum(axis=0)])
    wrapped = cumulative.astype(np.uint16)
    short = window_counts(wrapped, 1)
    np.testing.assert_array_equal(short[:32], daily[:32])
    assert window_counts(cumulative, 7)[3, 0] == daily[3:10].sum()
    assert len(window_counts(cumulative, 40)) == 1
    with pytest.raises(ValueError, match="days must be at most 40; got 41"):
        window_counts(cumulative, 41)


@pytest.mark.parametrize(
    ("counts", "reference", "message"),
    [
        ([1, 2], [1.0, 0.0], "reference must be above 0"),
        ([1, 2, 3], [0.5, 0.5], "counts have bins"),
        ([0, 0], [0.5, 0.5], "at least one case"),
        ([5, -1], [0.5, 0.5], "counts must be numbers of at least 0"),
        ([5, float("nan")], [0.5, 0.5], "counts must be numbers of at least 0"),
        ([5, float("inf")], [0.5, 0.5], "counts must be numbers of at least 0"),
        ([1, 2], [0.5, float("nan")], "reference must be above 0"),
    ],
)
def test_what_does_not_fit_is_named(counts, reference, message):
    with pytest.raises(ValueError, match=message):
        stability_index(counts, reference)


@given(TABLES)
def test_sixteen_bits_as_streams_hold_them_give_the_same(table):
    small = table[0].astype(np.uint16)
    reference = (table[1] + 1) / (table[1] + 1).sum()
    expected = stability_index(table[0], reference)
    assert stability_index(small, reference) == pytest.approx(expected, rel=1e-3, abs=1e-5)
