"""Limits from few periods alarm more often than their three standard deviations say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from doneenough.statistics.estimated_limits import false_alarm_rate_of_limits


@pytest.mark.parametrize(("periods", "rate"), [(10, 0.0239), (5, 0.070), (20, 0.010)])
def test_the_figures_of_the_design(periods, rate):
    # As first computed for the design: 2.39 % with ten periods, 7.0 % and 1.0 %.
    assert false_alarm_rate_of_limits(periods) == pytest.approx(rate, abs=5e-4)


def test_with_many_periods_it_is_the_normal_chance():
    assert false_alarm_rate_of_limits(10**7) == pytest.approx(2 * norm.sf(3), rel=1e-4)


def test_simulation_agrees():
    values = np.random.default_rng(1).standard_normal((200_000, 9))
    seen, new = values[:, :8], values[:, 8]
    outside = np.abs(new - seen.mean(axis=1)) > 3 * seen.std(axis=1)
    assert false_alarm_rate_of_limits(8) == pytest.approx(outside.mean(), abs=0.002)


def test_more_periods_or_wider_limits_alarm_less_often():
    rates = false_alarm_rate_of_limits(np.arange(2, 60))
    assert np.all(np.diff(rates) < 0)
    assert false_alarm_rate_of_limits(10, 4) < false_alarm_rate_of_limits(10, 3)


@pytest.mark.parametrize(("periods", "width"), [(1, 3), (2.5, 3), (10, 0)])
def test_what_is_not_allowed_is_named(periods, width):
    with pytest.raises(ValueError, match="must be"):
        false_alarm_rate_of_limits(periods, width)
