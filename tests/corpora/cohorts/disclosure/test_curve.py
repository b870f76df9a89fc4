"""What may be shown of a survival curve."""

import numpy as np
import pytest
from lifelines.datasets import load_gbsg2
from numpy.typing import NDArray

from corpora.cohorts.disclosure.curve import (
    publishable_at_risk,
    publishable_days,
    publishable_events,
    publishable_landmarks,
    publishable_median,
    publishable_point_days,
    publishable_points,
    publishable_quartiles,
    publishable_survival,
)
from corpora.cohorts.disclosure.policy import Policy

POLICY = Policy()
Counts = NDArray[np.int64]


def life_table(days: NDArray[np.float64], events: NDArray[np.bool_]) -> tuple[NDArray[np.float64], Counts, Counts]:
    """Distinct times, events at each, patients at risk just before each."""
    times, inverse = np.unique(days, return_inverse=True)
    failed = np.bincount(inverse, events, len(times)).astype(np.int64)
    left = np.bincount(inverse, minlength=len(times))
    return times, failed, len(days) - np.concatenate([[0], np.cumsum(left)[:-1]])


@pytest.fixture(scope="module")
def hundred() -> tuple[NDArray[np.float64], Counts, Counts]:
    rows = load_gbsg2().head(100)
    return life_table(rows.time.to_numpy(float), rows.cens.to_numpy(bool))


def test_between_two_points_lie_at_least_eleven_events_and_after_the_last_eleven_patients(
    hundred: tuple[NDArray[np.float64], Counts, Counts],
) -> None:
    times, events, at_risk = hundred
    at = publishable_points(times, events, at_risk, policy=POLICY)
    steps = np.diff(np.concatenate([[0], np.cumsum(events)[at]]))
    assert (steps >= 11).all()
    assert (at_risk[at] - events[at] >= 11).all()


def test_a_group_of_a_hundred_still_has_a_readable_curve(hundred: tuple[NDArray[np.float64], Counts, Counts]) -> None:
    times, events, at_risk = hundred
    assert len(publishable_points(times, events, at_risk, policy=POLICY)) >= 3


@pytest.mark.parametrize("seed", range(200))
def test_points_and_landmarks_together_never_differ_by_a_few_events(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(11, 400))
    days = np.ceil(random.exponential(700, n)) + 1
    times, events, at_risk = life_table(days, random.random(n) < random.random())
    days_asked = [365.25 * year for year in (0.5, 1, 2, 3, 5)]
    allowed = publishable_landmarks(days_asked, times, events, at_risk, policy=POLICY)
    landmarks = [day for day, fit in zip(days_asked, allowed, strict=True) if fit]
    at = publishable_points(times, events, at_risk, policy=POLICY, landmarks=landmarks)
    total = np.concatenate([[0], np.cumsum(events)])
    told = sorted([*total[at + 1], *(total[np.searchsorted(times, day, side="right")] for day in landmarks), 0])
    between = np.diff(told)
    assert ((between == 0) | (between >= 11)).all()


def test_points_stand_on_whole_weeks() -> None:
    assert publishable_point_days(np.array([1.0, 7.0, 8.0]), policy=POLICY).tolist() == [7.0, 7.0, 14.0]


def test_numbers_at_risk_are_rounded_and_end_at_eleven() -> None:
    assert publishable_at_risk(104, [104, 83, 62, 41, 12, 8, 0], policy=POLICY) == [104, 85, 60, 40, 11, None, None]


def test_a_drop_of_a_few_patients_is_not_shown() -> None:
    assert publishable_at_risk(100, [100, 95, 88, 80, 60], policy=POLICY) == [100, None, 90, None, 60]


def test_events_are_shown_where_eleven_have_one_and_eleven_have_none() -> None:
    assert publishable_events(43, 100, policy=POLICY) == 45
    assert publishable_events(10, 100, policy=POLICY) is None
    assert publishable_events(90, 100, policy=POLICY) is None
    assert publishable_events(11, 22, policy=POLICY) == 11


def test_a_median_is_shown_only_with_enough_events_before_and_enough_patients_at_risk() -> None:
    times, events, at_risk = life_table(np.arange(1.0, 41.0), np.ones(40, bool))
    assert publishable_median(20.0, times, events, at_risk, policy=POLICY)
    assert not publishable_median(10.0, times, events, at_risk, policy=POLICY)
    assert not publishable_median(31.0, times, events, at_risk, policy=POLICY)
    assert not publishable_median(float("inf"), times, events, at_risk, policy=POLICY)


def test_survival_and_follow_up_are_rounded() -> None:
    assert publishable_survival(np.array([0.123456]), policy=POLICY).tolist() == [0.123]
    assert publishable_days(1084.0, policy=POLICY) == 1080.0
    assert publishable_days(None, policy=POLICY) is None


def test_quartiles_are_nobodys_own_values_and_need_enough_patients() -> None:
    values = np.arange(100.0) ** 1.5
    quartiles = publishable_quartiles(values, policy=POLICY)
    assert quartiles is not None
    assert not np.isin(quartiles, values).any()
    assert publishable_quartiles(values[:43], policy=POLICY) is None
