"""Intervals agree with the reference implementations, on random input."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap

from eval.intervals import percentiles, resampled, resampled_items, value_of, wilson
from eval.measure import Measure, Score, Scored, cost, mean, ratio, share, statistic
from eval.suite import Item

T = "eval_report.measure"


def rows(*scores: dict[str, Score]) -> list[Scored]:
    return [Scored(Item(str(i), {}), s, {}) for i, s in enumerate(scores)]


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilsons_interval_is_scipys(count: int, of: int) -> None:
    count = min(count, of)
    reference = binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert wilson(count, of) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_wilsons_interval_of_a_published_example() -> None:
    """Newcombe 1998, table I, method 3: 81 of 263 gives 0.2553 to 0.3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_nothing_counted_has_no_interval() -> None:
    assert wilson(0, 0) is None


floats = st.lists(st.floats(-100, 100, allow_nan=False).map(lambda x: round(x, 3)), min_size=2, max_size=40)


@settings(max_examples=40, deadline=None)
@given(floats, st.integers(0, 5))
def test_the_bootstrap_of_a_mean_is_scipys(values: list[float], seed: int) -> None:
    """The same draws: scipy resamples with the same calls of the same generator."""
    data = rows(*({"x": v} for v in values))
    own = percentiles(resampled(mean("x", T, T), data, resampled_items(len(data), seed)))
    reference = bootstrap(
        (np.array(values),),
        lambda x, axis: np.mean(x, axis=axis),
        n_resamples=1000,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    assert own == pytest.approx((reference.low, reference.high), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=2, max_size=30), st.integers(0, 5))
def test_the_bootstrap_of_a_ratio_is_scipys_paired_one(pairs: list[tuple[int, int]], seed: int) -> None:
    data = rows(*({"above": min(pair), "below": pair[1]} for pair in pairs))
    measure = ratio("r", T, T, score="above", over="below")
    own = percentiles(resampled(measure, data, resampled_items(len(data), seed)))
    reference = bootstrap(
        tuple(np.array(column) for column in zip(*((min(p), p[1]) for p in pairs), strict=True)),
        lambda a, b, axis: a.sum(axis=axis) / b.sum(axis=axis),
        n_resamples=1000,
        method="percentile",
        paired=True,
        vectorized=True,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    assert own == pytest.approx((reference.low, reference.high), abs=1e-9)


@given(st.lists(st.one_of(st.none(), st.booleans()), max_size=30))
def test_a_share_leaves_out_what_does_not_apply(values: list[bool | None]) -> None:
    judged = [v for v in values if v is not None]
    expected = sum(judged) / len(judged) if judged else None
    assert value_of(share("s", T, T), rows(*({"s": v} for v in values))) == pytest.approx(expected)


@settings(max_examples=25, deadline=None)
@given(floats)
def test_any_statistic_is_resampled_like_the_mean_it_computes(values: list[float]) -> None:
    data = rows(*({"x": v} for v in values))

    def by_hand(counted: Sequence[Scored]) -> float:
        return math.fsum(float(row.scores["x"] or 0) for row in counted) / len(counted)

    draws = resampled_items(len(data), 1, times=50)
    same: Measure = statistic("x", T, T, by_hand)
    assert resampled(same, data, draws) == pytest.approx(resampled(mean("x", T, T), data, draws), abs=1e-9)


def test_a_measured_quantity_is_given_by_its_median() -> None:
    data = [Scored(Item(str(i), {}), {}, {"done": float(v)}) for i, v in enumerate((1, 2, 30))]
    assert value_of(cost("t", T, T, measured="done"), data) == 2


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Of 200 samples of 80 from a known distribution, 95 % should cover its mean; binomial noise leaves 89 % to 99 %."""
    random = np.random.default_rng(0)
    covered = 0
    for trial in range(200):
        sample = rows(*({"x": float(v)} for v in random.exponential(1.0, 80)))
        interval = percentiles(resampled(mean("x", T, T), sample, resampled_items(80, trial)))
        covered += interval is not None and interval[0] <= 1.0 <= interval[1]
    assert 0.89 * 200 <= covered <= 0.99 * 200
