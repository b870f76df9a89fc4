"""nDCG, recall and reciprocal rank."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.ranking import ranking_scores

_DOCUMENTS = st.sampled_from([f"d{n}" for n in range(30)])


def test_the_values_are_those_computed_by_hand() -> None:
    scores = ranking_scores(["x", "a", "b"], {"a": 1, "b": 1}, 10)
    assert scores["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / 2) / (1 + 1 / math.log2(3)))
    assert scores["recall@10"] == 1
    assert scores["MRR@10"] == 1 / 2


def test_what_stands_after_the_cut_does_not_count() -> None:
    assert ranking_scores(["x", "y", "a"], {"a": 1}, 2) == {"nDCG@2": 0, "recall@2": 0, "MRR@2": 0}


def test_nothing_found_scores_nothing() -> None:
    assert ranking_scores([], {"a": 1}, 10) == {"nDCG@10": 0, "recall@10": 0, "MRR@10": 0}


def test_a_document_graded_0_is_judged_and_not_relevant() -> None:
    assert ranking_scores(["a", "b"], {"a": 0, "b": 1}, 10)["MRR@10"] == 1 / 2


def test_a_document_that_comes_twice_counts_where_it_comes_first() -> None:
    assert ranking_scores(["x", "x", "a"], {"a": 1}, 2)["MRR@2"] == 1 / 2


@settings(max_examples=40, deadline=None)
@given(st.lists(_DOCUMENTS, unique=True), st.sets(_DOCUMENTS, min_size=1), st.integers(1, 20))
def test_it_agrees_with_the_formulas_on_random_rankings(ranked: list[str], relevant: set[str], k: int) -> None:
    scores = ranking_scores(ranked, dict.fromkeys(relevant, 1), k)
    first = ranked[:k]
    gained = sum(1 / math.log2(rank + 2) for rank, name in enumerate(first) if name in relevant)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(k, len(relevant))))
    at = next((rank for rank, name in enumerate(first, start=1) if name in relevant), None)
    assert scores[f"nDCG@{k}"] == pytest.approx(gained / ideal, abs=1e-4)
    assert scores[f"recall@{k}"] == pytest.approx(len(relevant & set(first)) / len(relevant), abs=1e-4)
    assert scores[f"MRR@{k}"] == pytest.approx(1 / at if at else 0, abs=1e-4)
