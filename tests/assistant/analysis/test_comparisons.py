"""Tests of groups and hazard ratios, against lifelines and statsmodels."""

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter
from lifelines.datasets import load_gbsg2
from lifelines.statistics import multivariate_logrank_test
from statsmodels.duration.survfunc import survdiff

from assistant.analysis.e_value import e_value_of, e_values
from assistant.analysis.hazard_ratio import hazard_ratio
from assistant.analysis.log_rank import log_rank
from assistant.analysis.results import Interval
from assistant.analysis.risk_table import risk_table


def _columns() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = load_gbsg2()
    return rows.time.to_numpy(float), rows.cens.to_numpy(np.int8), (rows.horTh == "yes").to_numpy()


def test_the_log_rank_test_of_three_groups_is_that_of_lifelines() -> None:
    rows = load_gbsg2()
    group = pd.Categorical(rows.tgrade).codes.astype(np.intp)
    found = log_rank([risk_table(rows.time.to_numpy(float), rows.cens.to_numpy(np.int8), group, 3)])
    theirs = multivariate_logrank_test(rows.time, rows.tgrade, rows.cens)
    assert (found.chi_square, found.p) == pytest.approx((theirs.test_statistic, theirs.p_value))


def test_the_stratified_log_rank_test_is_that_of_statsmodels() -> None:
    days, event, treated = _columns()
    grade = load_gbsg2().tgrade.to_numpy()
    strata = [
        risk_table(days[grade == one], event[grade == one], treated[grade == one].astype(np.intp), 2)
        for one in np.unique(grade)
    ]
    found = log_rank(strata)
    assert (found.chi_square, found.p) == pytest.approx(survdiff(days, event, treated, strata=grade))


def test_a_group_without_patients_at_risk_costs_no_degree_of_freedom() -> None:
    days, event, treated = _columns()
    found = log_rank([risk_table(days, event, treated.astype(np.intp), 3)])
    assert found.degrees == 1


@pytest.mark.parametrize("ties", [1, 60])
def test_the_hazard_ratio_is_that_of_lifelines_with_any_number_of_ties(ties: int) -> None:
    days, event, treated = _columns()
    days = days // ties * ties + 1
    fitter = CoxPHFitter().fit(pd.DataFrame({"days": days, "event": event, "x": treated * 1.0}), "days", "event")
    found = hazard_ratio(days, event, treated)
    assert found is not None
    assert (found.log, found.standard_error) == pytest.approx(
        (fitter.params_["x"], fitter.standard_errors_["x"]), rel=1e-4
    )


def test_the_weighted_hazard_ratio_is_that_of_lifelines() -> None:
    days, event, treated = _columns()
    weights = np.random.default_rng(3).uniform(0.2, 2, len(days))
    data = pd.DataFrame({"days": days, "event": event, "x": treated * 1.0, "w": weights})
    fitter = CoxPHFitter().fit(data, "days", "event", weights_col="w", robust=True)
    found = hazard_ratio(days, event, treated, weights)
    assert found is not None
    assert found.log == pytest.approx(fitter.params_["x"], rel=1e-4)
    assert found.standard_error == pytest.approx(fitter.standard_errors_["x"], rel=2e-3)


@pytest.mark.parametrize("ties", [1, 60])
def test_the_robust_variance_is_the_infinitesimal_jackknife(ties: int) -> None:
    """Therneau and Grambsch 2000, section 7.3: the sum of squares of weight times the change of the coefficient with it."""
    days, event, treated = _columns()
    keep = slice(0, 150)
    days, event, treated = days[keep] // ties * ties + 1, event[keep], treated[keep]
    weights = np.random.default_rng(4).uniform(0.2, 2, len(days))

    def log(changed: np.ndarray) -> float:
        found = hazard_ratio(days, event, treated, changed)
        assert found is not None
        return found.log

    step = 1e-4 * np.eye(len(days))
    influence = np.array([(log(weights + one) - log(weights - one)) / 2e-4 for one in step])
    found = hazard_ratio(days, event, treated, weights)
    assert found is not None
    assert found.standard_error == pytest.approx(np.sqrt(((weights * influence) ** 2).sum()), rel=1e-6)


def test_equal_weights_change_nothing_but_the_kind_of_variance() -> None:
    days, event, treated = _columns()
    plain, weighted = hazard_ratio(days, event, treated), hazard_ratio(days, event, treated, np.full(len(days), 2.5))
    assert plain is not None and weighted is not None
    assert weighted.log == pytest.approx(plain.log, abs=1e-9)


def test_a_group_without_events_has_no_hazard_ratio() -> None:
    days, event, treated = _columns()
    assert hazard_ratio(days, np.where(treated, 0, event).astype(np.int8), treated) is None


def test_hazards_that_cross_are_found_not_proportional() -> None:
    rng = np.random.default_rng(8)
    early, late = rng.exponential(100, 400), 60 + rng.exponential(40, 400)
    found = hazard_ratio(np.ceil(np.concatenate([early, late])), np.ones(800, np.int8), np.repeat([False, True], 400))
    assert found is not None and found.proportional is not None and found.proportional < 0.001


def test_the_e_value_is_the_same_for_a_ratio_and_its_inverse_and_one_for_no_effect() -> None:
    assert e_value_of(0.5) == pytest.approx(e_value_of(2))
    assert e_value_of(1) == 1


def test_an_interval_that_holds_no_effect_has_an_e_value_of_one() -> None:
    assert e_values(Interval(0.8, 0.6, 1.1), rare=True)[1] == 1


def test_a_hazard_ratio_of_a_common_outcome_is_converted_first() -> None:
    """VanderWeele and Ding 2017, table 2: RR ≈ (1 − 0.5^√HR) / (1 − 0.5^√(1/HR))."""
    ratio = (1 - 0.5**0.56**0.5) / (1 - 0.5 ** (1 / 0.56) ** 0.5)
    assert e_values(Interval(0.56, 0.46, 0.69), rare=False)[0] == pytest.approx(e_value_of(ratio))
