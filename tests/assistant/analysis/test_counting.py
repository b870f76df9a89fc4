"""Feasibility counts."""

from collections.abc import Callable

from assistant.analysis.counting import count_patients
from corpora.cohorts.disclosure.policy import Policy, write_policy
from corpora.cohorts.store import Cohort


def test_a_count_is_said_with_the_criteria_and_the_whole(breast: Callable[..., Cohort]) -> None:
    found = count_patients(breast(), "grade = III and menopause = post", "en")
    assert found.n is not None
    assert f"{found.n} of 686 patients" in found.statement
    assert "grade = III" in found.statement


def test_fewer_than_eleven_patients_are_not_counted(breast: Callable[..., Cohort]) -> None:
    found = count_patients(breast(), "positive nodes > 40", "fr")
    assert found.n is None
    assert "11" in found.statement


def test_a_count_that_differs_by_few_from_one_shown_before_is_withheld(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    assert count_patients(cohort, "positive nodes >= 1", "en").n is not None
    assert count_patients(cohort, "positive nodes >= 1 and positive nodes <= 30", "en").n is None


def test_once_too_much_has_been_shown_the_reason_says_so(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    write_policy(cohort.folder, Policy(most_releases=2))
    assert count_patients(cohort, "grade = III", "en").n is not None
    refused = count_patients(cohort, "menopause = post", "en")
    assert refused.n is None
    assert "so much of this cohort has been shown" in refused.statement


def test_a_band_cut_by_a_limit_is_said(breast: Callable[..., Cohort]) -> None:
    assert "50 to 54" in count_patients(breast(), "age >= 52", "en").statement
