"""Fusion weighs meaning and words on one scale."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from indexes.fusion import fused

_SCORES = arrays.arrays(np.float32, st.integers(1, 30), elements=st.floats(0, 40, width=32))


def test_each_score_alone_ranks_as_it_does_by_itself() -> None:
    dense, lexical = np.array([0.9, 0.7, 0.8], np.float32), np.array([1, 9, 3], np.float32)
    assert np.argsort(-fused(dense, lexical, 0.0)).tolist() == [0, 2, 1]
    assert np.argsort(-fused(dense, lexical, 1.0)).tolist() == [1, 2, 0]


def test_a_candidate_that_is_best_in_both_is_best() -> None:
    assert fused(np.array([0.9, 0.1], np.float32), np.array([5, 0], np.float32), 0.5).tolist() == [1.0, 0.0]


@given(_SCORES, st.floats(0, 1))
def test_scores_stay_between_nothing_and_one(scores: np.ndarray, weight: float) -> None:
    made = fused(scores, scores[::-1], weight)
    assert made.shape == scores.shape
    assert np.all((made >= 0) & (made <= 1 + 1e-6))


def test_no_candidates_are_no_scores() -> None:
    assert len(fused(np.empty(0, np.float32), np.empty(0, np.float32), 0.5)) == 0
