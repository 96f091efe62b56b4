"""Counts drawn from tables: against scipy's distributions, and the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chisquare, multinomial

from doneenough.statistics.streams import draws


@given(
    n=st.integers(0, 400),
    p=st.floats(0, 1) | st.sampled_from([1e-12, 0.5, 1 - 1e-12]),
    u=st.floats(0, 1, exclude_max=True),
)
def test_a_count_is_scipys_quantile(n, p, u):
    found = int(draws.binomial(np.array([u]), n, p)[0])
    assert 0 <= found <= n
    # The smallest count whose distribution function is above u; rounding may move an edge.
    assert binom.cdf(found, n, p) > u - 1e-12
    assert found == 0 or binom.cdf(found - 1, n, p) <= u + 1e-12


@given(n=st.lists(st.integers(0, 60), min_size=1, max_size=20), p=st.floats(0.01, 0.99))
def test_many_sizes_at_once_are_each_alone(n, p):
    u = draws.uniforms((7, len(n)), (len(n),))
    together = draws.binomial(u, n, p)
    alone = [draws.binomial(u[[i]], size, p)[0] for i, size in enumerate(n)]
    assert together.tolist() == alone


@pytest.mark.parametrize("u", [0.0, 1e-300, 1 - 2**-53])
def test_the_ends_of_the_uniform_numbers(u):
    counts = draws.binomial(np.full(1000, u), np.arange(1000), 0.3)
    assert np.all(counts >= 0)
    assert np.all(counts <= np.arange(1000))


def test_a_larger_uniform_never_gives_a_smaller_count():
    u = np.linspace(0, 1, 5000, endpoint=False)
    for p in (0.02, 0.4, 0.97):
        assert np.all(np.diff(draws.binomial(u, 90, p)) >= 0)


def test_counts_by_bin_have_the_multinomial_distribution():
    chances = np.array([0.1, 0.0, 0.45, 0.25, 0.2])
    u = draws.uniforms((3,), (4, 200_000))
    counts = draws.multinomial(u, 4, chances)
    assert np.all(counts.sum(axis=1) == 4)
    kinds, seen = np.unique(counts, axis=0, return_counts=True)
    expected = 200_000 * multinomial.pmf(kinds, 4, chances)
    assert chisquare(seen, expected * seen.sum() / expected.sum()).pvalue > 1e-4
    assert expected.sum() == pytest.approx(200_000, rel=1e-6)


PINNED = [0.6704722626516632, 0.1110146366693816]
PINNED_COUNTS = [[30, 25, 28, 36, 31, 33, 27, 28, 27, 35], [6, 5, 2, 2, 0, 3, 4, 2, 3, 3]]


def test_the_same_numbers_everywhere():
    """NumPy promises the bits of a bit generator; these are theirs, inverted here."""
    assert draws.uniforms((1, 2, 3), (2,)).tolist() == PINNED
    counts = draws.multinomial(draws.uniforms((1,), (9, 2)), [300, 30], np.full(10, 0.1))
    assert counts.tolist() == PINNED_COUNTS
