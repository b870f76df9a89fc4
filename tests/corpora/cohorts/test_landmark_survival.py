"""Survival at round times agrees with lifelines, and is told only where enough patients are followed beyond it."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_gbsg2

from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.landmark_survival import DAYS_A_YEAR, SurvivalTable, landmarks, told_times


def table(treated: str) -> tuple[SurvivalTable, KaplanMeierFitter]:
    rows = load_gbsg2()
    rows = rows[rows.horTh == treated]
    fitter = KaplanMeierFitter().fit(rows.time, rows.cens)
    return SurvivalTable.of(rows.time.to_numpy(float), rows.cens.to_numpy(np.int8)), fitter


@pytest.mark.parametrize("treated", ["yes", "no"])
def test_estimates_and_intervals_are_those_of_lifelines(treated: str) -> None:
    """lifelines 0.30, KaplanMeierFitter on its own copy of GBSG2; log-log intervals."""
    ours, fitter = table(treated)
    found = landmarks(ours, (2.0, 5.0), Policy())
    assert [at.years for at in found] == [2.0, 5.0]
    intervals = fitter.confidence_interval_survival_function_
    for at in found:
        day = at.years * DAYS_A_YEAR
        row = intervals.index.get_indexer([day], method="ffill")[0]
        assert at.survival == pytest.approx(fitter.predict(day), abs=5e-4)
        assert (at.low, at.high) == pytest.approx(tuple(intervals.iloc[row]), abs=5e-4)


def test_a_time_that_few_reach_is_not_told() -> None:
    days = np.concatenate([np.linspace(10, 700, 60).round(), np.full(10, 2000.0)])
    events = np.concatenate([np.tile([1, 0], 30), np.zeros(10)]).astype(np.int8)
    assert [at.years for at in landmarks(SurvivalTable.of(days, events), (1.0, 5.0), Policy())] == [1.0]


@pytest.mark.parametrize(("longest", "told"), [(400.0, (0.5, 1.0)), (2000.0, (2.0, 5.0)), (60.0, ())])
def test_the_times_told_are_those_that_the_follow_up_reaches(longest: float, told: tuple[float, ...]) -> None:
    days = np.linspace(1, longest, 400).round()
    follow_up = SurvivalTable.of(
        np.append(days, np.full(20, longest)), np.append(np.tile([1, 0], 200), np.zeros(20)).astype(np.int8)
    )
    assert told_times([follow_up], Policy()) == told
