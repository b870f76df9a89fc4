"""Propensity, overlap weights and balance, against statsmodels and against made confounding."""

from collections.abc import Callable

import numpy as np
import pytest
import statsmodels.api as sm

from assistant.analysis.balance import standardised_differences
from assistant.analysis.by_treatment import outcomes_by_treatment
from assistant.analysis.hazard_ratio import hazard_ratio
from assistant.analysis.propensity import overlap_share, overlap_weights, propensity
from corpora.cohorts.store import Cohort


def _confounded(n: int = 4000, effect: float = 0.0) -> tuple[np.ndarray, ...]:
    """Patients whose risk decides who is treated; the treatment changes the log hazard by ``effect``."""
    rng = np.random.default_rng(11)
    risk = rng.normal(size=(n, 2))
    treated = rng.random(n) < 1 / (1 + np.exp(-(risk[:, 0] - 0.5 * risk[:, 1])))
    days = np.ceil(1000 * rng.exponential(1, n) * np.exp(-(risk.sum(axis=1) + effect * treated)))
    return risk, treated, np.minimum(days, 3000), (days <= 3000).astype(np.int8)


def test_the_model_is_the_logistic_regression_of_statsmodels() -> None:
    risk, treated, _, _ = _confounded(600)
    theirs = sm.Logit(treated.astype(float), sm.add_constant(risk)).fit(disp=0).predict()
    assert propensity(risk, treated) == pytest.approx(theirs, abs=1e-4)


def test_overlap_weights_balance_every_column_exactly() -> None:
    risk, treated, _, _ = _confounded()
    weights = overlap_weights(propensity(risk, treated), treated)
    assert np.abs(standardised_differences(risk, treated)).max() > 0.4
    assert np.abs(standardised_differences(risk, treated, weights)).max() < 1e-4


@pytest.mark.parametrize("effect", [0.0, -0.5])
def test_weighting_recovers_the_effect_that_confounding_hides(effect: float) -> None:
    risk, treated, days, event = _confounded(effect=effect)
    crude = hazard_ratio(days, event, treated)
    adjusted = hazard_ratio(days, event, treated, overlap_weights(propensity(risk, treated), treated))
    assert crude is not None and adjusted is not None
    assert abs(crude.log - effect) > 0.2
    # A marginal hazard ratio is nearer to 1 than the conditional one.
    assert abs(adjusted.log - effect * 0.75) < 0.15


def test_a_covariate_that_tells_the_treatment_for_certain_leaves_finite_weights_and_no_overlap() -> None:
    treated = np.repeat([False, True], 50)
    probability = propensity(treated[:, None].astype(float), treated)
    assert np.isfinite(overlap_weights(probability, treated)).all()
    assert overlap_share(probability, treated) < 0.5


def test_a_treatment_given_at_random_overlaps_wholly() -> None:
    rng = np.random.default_rng(2)
    treated = rng.random(2000) < 0.5
    assert overlap_share(propensity(rng.normal(size=(2000, 2)), treated), treated) > 0.95


def test_of_very_many_patients_a_sample_drawn_evenly_is_adjusted_and_said(
    breast: Callable[..., Cohort], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.analysis.adjusted.MOST_ADJUSTED", 400)
    found = outcomes_by_treatment(breast(), np.ones(686, bool), None, None, "en")
    assert any("343 of them, drawn evenly" in text for text in found.statements)
    assert found.n == 686
