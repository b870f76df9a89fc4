"""What happened by treatment: what is estimated, what is adjusted for, what is said, and what is left out."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.analysis.by_treatment import outcomes_by_treatment
from assistant.analysis.results import OutcomesByTreatment
from assistant.analysis.wording import sentences_of_figures
from corpora.cohorts.cohort import Role, Variable
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError
from tests.assistant.analysis.conftest import BREAST


def _all(cohort: Cohort, treatment: str | None = None, language: str = "en") -> OutcomesByTreatment:
    return outcomes_by_treatment(cohort, np.ones(cohort.n, bool), None, treatment, "fr" if language == "fr" else "en")


@pytest.fixture
def found(breast: Callable[..., Cohort]) -> OutcomesByTreatment:
    return _all(breast())


def test_each_treatment_has_a_curve_the_most_frequent_first(found: OutcomesByTreatment) -> None:
    assert [curve.n for curve in found.curves] == [440, 246]
    assert found.n == 686


def test_the_hazard_ratio_of_hormonal_therapy_is_that_of_the_cox_model(found: OutcomesByTreatment) -> None:
    """GBSG2, coxph(Surv(time, cens) ~ horTh): 0.69 (0.54 to 0.89), Schumacher et al., J Clin Oncol 1994;12:2086-93."""
    crude = next(one for one in found.comparisons if not one.adjusted)
    assert (crude.hazard_ratio.value, crude.hazard_ratio.low, crude.hazard_ratio.high) == (0.69, 0.54, 0.89)
    assert crude.log_rank_p == 0.0034


def test_the_adjusted_comparison_is_balanced_and_says_what_it_is_adjusted_for(found: OutcomesByTreatment) -> None:
    assert any(comparison.adjusted for comparison in found.comparisons)
    assert max(abs(row.before) for row in found.balance) > 0.1
    assert max(abs(row.after) for row in found.balance) <= 0.01
    said = next(text for text in found.statements if "overlap weights" in text)
    assert all(row.covariate in said for row in found.balance)


def test_the_outcome_and_the_treatment_are_never_adjusted_for(found: OutcomesByTreatment) -> None:
    covariates = {row.covariate for row in found.balance}
    assert "hormonal therapy" not in covariates
    assert covariates <= {variable.label.en for variable in BREAST.variables}


def test_missing_values_are_said(found: OutcomesByTreatment) -> None:
    assert ("HER2 status", 0.25) in found.missing
    assert any("HER2 status in 25%" in text for text in found.statements)


@pytest.mark.parametrize(
    ("language", "nature", "place", "years", "past", "advice"),
    [
        ("en", "not randomised", "Germany", "1984 to 1989", "Historical", "recommends no treatment"),
        ("fr", "non randomisée", "Allemagne", "1984 à 1989", "historiques", "Aucun traitement n'en est recommandé"),
    ],
)
def test_it_always_says_what_the_data_are_and_recommends_nothing(
    breast: Callable[..., Cohort], language: str, nature: str, place: str, years: str, past: str, advice: str
) -> None:
    text = " ".join(_all(breast(), None, language).statements)
    assert all(words in text for words in (nature, place, years, past, advice))


def test_a_trial_s_own_treatment_is_said_to_be_randomised_and_another_is_not(breast: Callable[..., Cohort]) -> None:
    menopause = next(variable for variable in BREAST.variables if variable.name == "menopause")
    other: Variable = replace(menopause, role=Role.TREATMENT)
    variables = tuple(other if variable.name == "menopause" else variable for variable in BREAST.variables)
    cohort = breast(replace(BREAST, randomised=True, variables=variables))
    assert "allocated at random" in _all(cohort).statements[0]
    assert "read as observational" in _all(cohort, "menopause").statements[0]


def test_groups_that_are_no_treatments_are_compared_without_adjustment(breast: Callable[..., Cohort]) -> None:
    found = _all(breast(), "grade")
    assert {curve.label for curve in found.curves} == {"grade: I", "grade: II", "grade: III"}
    assert not any(comparison.adjusted for comparison in found.comparisons)
    assert not any("E-value" in text for text in found.statements)


def test_a_treatment_of_fewer_than_eleven_patients_is_not_shown_and_in_no_total(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    treated = cohort.codes("hormonal_therapy") == 1
    members = ~treated
    members[np.flatnonzero(treated)[:10]] = True
    found = outcomes_by_treatment(cohort, members, None, None, "en")
    assert [curve.n for curve in found.curves] == [440]
    assert found.n == 440
    assert found.comparisons == () and found.overlap is None
    assert any("fewer than 11" in text for text in found.statements)


def test_where_nothing_may_be_shown_it_is_refused(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    members = np.zeros(cohort.n, bool)
    members[:9] = True
    with pytest.raises(SourcierError) as caught:
        outcomes_by_treatment(cohort, members, None, None, "en")
    assert caught.value.key == "cohort_analysis.too_few"


def test_a_cohort_without_a_treatment_has_one_curve(breast: Callable[..., Cohort]) -> None:
    variables = tuple(variable for variable in BREAST.variables if variable.role is not Role.TREATMENT)
    found = _all(breast(replace(BREAST, main_treatment="", variables=variables)))
    assert [curve.label for curve in found.curves] == ["all patients"]


def test_an_event_that_can_come_first_is_estimated_as_such(with_competing: Cohort) -> None:
    found = _all(with_competing)
    assert len(found.competing) == 2
    assert all(0 < one.incidence[-1] < 1 for one in found.competing)
    assert any("Aalen-Johansen" in text for text in found.statements)


def test_no_curve_shows_a_step_of_fewer_than_eleven_events_or_a_tail_of_few_patients(
    found: OutcomesByTreatment,
) -> None:
    for curve in found.curves:
        assert all(point.n is None or point.n >= 11 for point in curve.at_risk)
        steps = -np.diff([1.0, *curve.survival])
        assert (steps * curve.n > 10).all()


def test_unknown_names_are_refused_with_those_that_are_known(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    with pytest.raises(SourcierError, match="recurrence_free_survival"):
        outcomes_by_treatment(cohort, np.ones(cohort.n, bool), "overall_survival", None, "en")
    with pytest.raises(SourcierError, match="hormonal_therapy"):
        outcomes_by_treatment(cohort, np.ones(cohort.n, bool), None, "chemo", "en")
    with pytest.raises(SourcierError):
        outcomes_by_treatment(cohort, np.ones(cohort.n, bool), None, "positive_nodes", "en")


def test_the_sentences_of_figures_print_the_same_digits_in_both_languages(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    english, french = _all(cohort), _all(cohort, None, "fr")
    for one, other in zip(sentences_of_figures(english, "en"), sentences_of_figures(french, "fr"), strict=True):
        assert re.findall(r"\d+(?:\.\d+)?", one) == re.findall(r"\d+(?:\.\d+)?", other)


def test_asking_again_gives_the_same_answer(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    assert _all(cohort) == _all(cohort)
