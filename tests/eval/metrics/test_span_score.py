"""Spans cited against spans marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.spans import span_score

_SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda s: (s[0], s[0] + s[1])), max_size=4)


def test_half_of_each_is_shared() -> None:
    score = span_score([(0, 10)], [(5, 15)])
    assert (score.hit, score.precision, score.recall, score.f1) == (True, 0.5, 0.5, 0.5)


def test_spans_that_touch_share_no_character() -> None:
    assert not span_score([(0, 5)], [(5, 9)]).hit


def test_spans_that_overlap_count_once() -> None:
    assert span_score([(0, 10), (5, 10)], [(0, 10)]).precision == 1


def test_nothing_cited_has_neither_precision_nor_recall() -> None:
    score = span_score([], [(0, 3)])
    assert (score.hit, score.precision, score.recall, score.f1) == (False, 0, 0, 0)


@given(_SPANS, _SPANS)
def test_precision_one_way_is_recall_the_other(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert span_score(one, other).precision == pytest.approx(span_score(other, one).recall)
