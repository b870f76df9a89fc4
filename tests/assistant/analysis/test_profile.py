"""A cohort's table 1."""

from collections.abc import Callable

import numpy as np

from assistant.analysis.profile import cohort_profile
from corpora.cohorts.store import Cohort


def test_levels_are_counted_with_their_share_of_all_patients(breast: Callable[..., Cohort]) -> None:
    grade = next(v for v in cohort_profile(breast(), "en").variables if v.variable == "grade")
    assert [(row.level, row.n, row.percent) for row in grade.rows] == [
        ("I", 81, 11.8),
        ("II", 444, 64.7),
        ("III", 161, 23.5),
    ]


def test_a_small_level_is_hidden_with_another_from_which_it_would_follow(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    age = next(v for v in cohort_profile(cohort, "en").variables if v.variable == "age")
    counts = np.bincount(cohort.codes("age"), minlength=len(age.rows))
    hidden = [int(count) for count, row in zip(counts, age.rows, strict=True) if row.n is None]
    assert any(0 < count < 11 for count in counts)
    assert sum(hidden) >= 11
    assert all(row.n is None or row.n >= 11 for row in age.rows)


def test_numbers_are_told_by_quartiles_that_are_no_one_s_own_value(breast: Callable[..., Cohort]) -> None:
    nodes = next(v for v in cohort_profile(breast(), "fr").variables if v.variable == "positive_nodes")
    assert nodes.rows[0].quartiles is not None
    low, middle, high = nodes.rows[0].quartiles
    assert low < middle < high


def test_missing_values_are_told(breast: Callable[..., Cohort]) -> None:
    her2 = next(v for v in cohort_profile(breast(), "fr").variables if v.variable == "her2")
    assert her2.missing == 0.251


def test_each_outcome_has_a_curve_of_all_patients(breast: Callable[..., Cohort]) -> None:
    curves = cohort_profile(breast(), "en").curves
    assert [(curve.label, curve.n) for curve in curves] == [("recurrence-free survival", 686)]


def test_it_says_what_the_data_are(breast: Callable[..., Cohort]) -> None:
    statements = cohort_profile(breast(), "fr").statements
    assert "non randomisée" in statements[0] and "historiques" in statements[1]


def test_looking_twice_shows_the_same(breast: Callable[..., Cohort]) -> None:
    cohort = breast()
    assert cohort_profile(cohort, "en") == cohort_profile(cohort, "en")
