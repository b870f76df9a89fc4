"""Kaplan-Meier, restricted mean, follow-up and incidence, against lifelines and statsmodels on their own data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_gbsg2, load_waltons
from lifelines.utils import median_survival_times, restricted_mean_survival_time

from assistant.analysis.competing import cumulative_incidence
from assistant.analysis.kaplan_meier import follow_up, kaplan_meier, median, survival_at
from assistant.analysis.published_curve import ticks_for
from assistant.analysis.restricted_mean import restricted_mean
from assistant.analysis.risk_table import RiskTable, risk_table


def _gbsg2() -> tuple[RiskTable, KaplanMeierFitter]:
    rows = load_gbsg2()
    table = risk_table(rows.time.to_numpy(float), rows.cens.to_numpy(np.int8))
    return table, KaplanMeierFitter().fit(rows.time, rows.cens)


def test_survival_and_its_log_log_interval_are_those_of_lifelines() -> None:
    table, fitter = _gbsg2()
    curve = kaplan_meier(table)
    low, high = fitter.confidence_interval_survival_function_.loc[curve.times].to_numpy().T
    assert curve.survival == pytest.approx(fitter.survival_function_.loc[curve.times].to_numpy()[:, 0])
    begun = curve.survival < 1
    assert curve.low[begun] == pytest.approx(low[begun])
    assert curve.high[begun] == pytest.approx(high[begun])


def test_the_median_and_its_interval_are_those_of_lifelines() -> None:
    table, fitter = _gbsg2()
    found = median(kaplan_meier(table))
    low, high = median_survival_times(fitter.confidence_interval_survival_function_).to_numpy()[0]
    assert (found.value, found.low) == (fitter.median_survival_time_, low)
    assert found.high == (None if np.isinf(high) else high)


def test_where_survival_stays_at_one_half_the_median_is_the_middle_as_in_r() -> None:
    """R: survfit(Surv(c(1, 2, 3, 4), c(1, 1, 1, 1)) ~ 1) prints a median of 2.5."""
    assert median(kaplan_meier(risk_table(np.arange(1.0, 5), np.ones(4, np.int8)))).value == 2.5


def test_the_restricted_mean_and_its_variance_are_those_of_lifelines() -> None:
    rows = load_waltons()
    fitter = KaplanMeierFitter().fit(rows["T"], rows["E"])
    mean, _ = restricted_mean_survival_time(fitter, t=50, return_variance=True)
    found = restricted_mean(kaplan_meier(risk_table(rows["T"].to_numpy(float), rows["E"].to_numpy(np.int8))), 50)
    assert found.value == pytest.approx(mean)


def test_the_restricted_mean_of_patients_of_whom_none_is_lost_is_their_mean_with_its_standard_error() -> None:
    days = np.array([2.0, 3, 5, 8, 11, 12, 20, 21, 30, 40])
    found = restricted_mean(kaplan_meier(risk_table(days, np.ones(10, np.int8))), 40)
    assert found.value == pytest.approx(days.mean())
    assert found.high is not None and found.value is not None
    # The variance is that of survfit's print: the sum of squares over n squared, the last event left out.
    assert (found.high - found.value) / 1.959963984540054 == pytest.approx(days.std() / 10**0.5, rel=0.02)


def test_follow_up_is_the_median_of_the_censoring_distribution() -> None:
    rows = load_gbsg2()
    fitter = KaplanMeierFitter().fit(rows.time, 1 - rows.cens)
    assert follow_up(_gbsg2()[0]).value == fitter.median_survival_time_


def test_survival_is_not_known_beyond_the_last_time() -> None:
    curve = kaplan_meier(_gbsg2()[0])
    assert survival_at(curve, 0).value == 1
    assert survival_at(curve, curve.times[-1] + 1).value is None


def test_incidences_of_both_events_and_survival_without_either_add_up_to_one() -> None:
    rng = np.random.default_rng(5)
    days, event = rng.integers(1, 300, 400).astype(float), rng.integers(0, 3, 400).astype(np.int8)
    table = risk_table(days, event)
    own, other = cumulative_incidence(table), cumulative_incidence(table, of_competing=True)
    free = kaplan_meier(risk_table(days, (event > 0).astype(np.int8)))
    assert own.incidence + other.incidence + free.survival == pytest.approx(1)


def test_without_a_competing_event_the_incidence_is_one_minus_kaplan_meier_with_its_interval() -> None:
    table, _ = _gbsg2()
    curve, found = kaplan_meier(table), cumulative_incidence(table)
    begun = curve.survival < 1
    assert found.incidence == pytest.approx(1 - curve.survival)
    assert found.low[begun] == pytest.approx(1 - curve.high[begun], rel=1e-6)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60))
def test_counts_by_time_are_the_patients(rows: list[tuple[int, int, int]]) -> None:
    days, event, group = (np.array(column) for column in zip(*rows, strict=True))
    table = risk_table(days.astype(float), event.astype(np.int8), group.astype(np.intp), 3)
    for at, time in enumerate(table.times):
        for one in range(3):
            assert table.at_risk[one, at] == ((days >= time) & (group == one)).sum()
            assert table.events[one, at] == ((days == time) & (group == one) & (event == 1)).sum()


def test_times_that_are_not_whole_days_are_counted_alike() -> None:
    days, event = np.array([1.5, 2.25, 2.25, 7]), np.array([1, 0, 1, 1], np.int8)
    assert kaplan_meier(risk_table(days, event)).survival == pytest.approx(
        kaplan_meier(risk_table(days * 4, event)).survival
    )


def test_ticks_stand_at_round_times() -> None:
    assert ticks_for(365.25 * 6) == tuple(365.25 * year for year in range(7))
