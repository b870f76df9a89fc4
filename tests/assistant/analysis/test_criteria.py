"""Eligibility criteria: what can be written, in both languages, and what is said where it cannot be read."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.criteria import read_criteria
from assistant.analysis.criteria_words import in_words
from assistant.analysis.selection import conditions, select, understand
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError

_SAME = (
    ("age >= 50 and grade in (II, III)", "âge >= 50 et grade dans (II, III)"),
    ("not hormonal therapy = yes", "non hormonothérapie = oui"),
    ("her2 = positive or positive nodes > 3", "statut her2 = positif ou ganglions envahis > 3"),
    ("menopause is post", "statut menopausique est ménopausée"),
    ("positive nodes between 1 and 3", "ganglions envahis entre 1 et 3"),
    ("her2 is missing", "statut HER2 est manquant"),
    ("treatment = no", "TRAITEMENT = NON"),
    ("grade >= II", "grade dans (II, III)"),
    ("grade = 3", "grade = III"),
    ("not (age < 50 or her2 = negative)", "age >= 50 and her2 = positive"),
    ("positive nodes != 1", "not positive nodes = 1"),
    ("grade not in (I)", "grade pas dans (I)"),
)


@pytest.fixture
def cohort(breast: Callable[..., Cohort]) -> Cohort:
    return breast()


def _selected(cohort: Cohort, criteria: str) -> np.ndarray:
    return select(cohort, understand(criteria, cohort.dictionary))


@pytest.mark.parametrize(("one", "other"), _SAME)
def test_two_ways_of_writing_the_same_select_the_same_patients(cohort: Cohort, one: str, other: str) -> None:
    chosen = _selected(cohort, one)
    assert 0 < chosen.sum() < cohort.n
    assert np.array_equal(chosen, _selected(cohort, other))


def test_what_is_not_recorded_meets_a_criterion_neither_affirmed_nor_denied(cohort: Cohort) -> None:
    met, denied = _selected(cohort, "her2 = positive"), _selected(cohort, "not her2 = positive")
    missing = _selected(cohort, "her2 is missing")
    assert not (met & missing).any() and not (denied & missing).any()
    assert (met | denied | missing).all()


def test_and_binds_more_tightly_than_or(cohort: Cohort) -> None:
    loose = _selected(cohort, "grade = I or grade = II and her2 = positive")
    assert np.array_equal(loose, _selected(cohort, "grade = I or (grade = II and her2 = positive)"))
    assert not np.array_equal(loose, _selected(cohort, "(grade = I or grade = II) and her2 = positive"))


def test_a_band_that_a_limit_cuts_is_left_out_and_named(cohort: Cohort) -> None:
    selection = understand("age >= 52", cohort.dictionary)
    cut = {cohort.dictionary.variable("age").levels[at].code for at in conditions(selection)[0].cut}
    assert cut == {"50-54"}
    assert np.array_equal(select(cohort, selection), _selected(cohort, "age >= 55"))


def test_a_name_or_value_that_holds_signs_stands_in_quotation_marks(cohort: Cohort) -> None:
    assert np.array_equal(_selected(cohort, '« statut HER2 » = "positif"'), _selected(cohort, "her2 = positive"))


@pytest.mark.parametrize(
    ("criteria", "key", "position"),
    [
        ("age >= 50 and taille = 3", "criteria_name", 15),
        ("grade = IV", "criteria_value", 9),
        ("positive nodes > many", "criteria_number", 18),
        ("age >= 50 grade = II", "criteria_expected_connective", 17),
        ("(age >= 50", "criteria_expected_bracket", 11),
        ("age 50", "criteria_expected_sign", 7),
        ("age >=", "criteria_expected_value", 7),
        (">= 50", "criteria_expected_name", 1),
        ("menopause > pre", "criteria_unordered", 13),
        ("age = 52", "criteria_band", 7),
        ("positive nodes in (1, 2)", "criteria_list_of_numbers", 20),
    ],
)
def test_an_error_says_where_it_is(cohort: Cohort, criteria: str, key: str, position: int) -> None:
    with pytest.raises(SourcierError) as caught:
        _selected(cohort, criteria)
    assert caught.value.key == f"cohort_analysis.{key}"
    assert caught.value.details["position"] == position
    assert str(position) in caught.value.message("fr")


def test_an_unknown_name_lists_the_names_that_are_known(cohort: Cohort) -> None:
    with pytest.raises(SourcierError) as caught:
        _selected(cohort, "karnofsky > 80")
    for name in cohort.dictionary.names:
        assert name in caught.value.hint("en")


def test_empty_criteria_are_refused() -> None:
    with pytest.raises(SourcierError):
        read_criteria("  ")


def test_brackets_may_be_nested_but_not_without_end() -> None:
    read_criteria("(" * 30 + "a = 1" + ")" * 30)
    with pytest.raises(SourcierError):
        read_criteria("(" * 3000 + "a = 1")


@given(st.text(alphabet="ageGrade ()<>=!,;\"«»andornot0123456789IVé'-%", max_size=60))
def test_any_text_is_read_or_refused_with_an_error_of_ours(text: str) -> None:
    try:
        read_criteria(text)
    except SourcierError as error:
        assert error.message("fr") and error.hint("en")


def test_criteria_are_repeated_as_they_were_understood(cohort: Cohort) -> None:
    selection = understand("âge >= 50 et non traitement = oui et grade dans (2, 3)", cohort.dictionary)
    assert in_words(selection, "fr") == ("Âge ≥ 50 ans et non (hormonothérapie = oui) et grade = II ou III")
    assert in_words(selection, "en") == "Age ≥ 50 years and not (hormonal therapy = yes) and grade = II or III"


def test_single_quotation_marks_hold_a_value_too() -> None:
    double, single = (read_criteria(f"size = {quote}>50{quote}") for quote in "\"'")
    assert double == single
