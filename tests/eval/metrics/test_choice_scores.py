"""Exact match and Hamming score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import jaccard_score

from eval.metrics.choice import exact_match, hamming_score

_LETTERS = st.sets(st.sampled_from("ABCDE"), min_size=1)


def test_half_of_what_is_right_and_something_wrong() -> None:
    assert hamming_score({"A", "B"}, {"B", "C"}) == pytest.approx(1 / 3)
    assert not exact_match({"A", "B"}, {"B", "C"})


def test_all_that_is_right_and_nothing_else() -> None:
    assert exact_match({"C", "B"}, {"B", "C"})
    assert hamming_score({"C", "B"}, {"B", "C"}) == 1


def test_no_answer_scores_nothing() -> None:
    assert hamming_score(set(), {"A"}) == 0


@given(_LETTERS, _LETTERS)
def test_it_agrees_with_scikit_learns_jaccard_score(given_: set[str], correct: set[str]) -> None:
    marks = [[letter in letters for letter in "ABCDE"] for letters in (correct, given_)]
    assert hamming_score(given_, correct) == pytest.approx(jaccard_score(*marks))
