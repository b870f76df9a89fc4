"""Two runs of one suite, item by item: differences with paired intervals, McNemar's test, and what flipped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from statsmodels.stats.contingency_tables import mcnemar

from corpora.errors import SourcierError
from eval.intervals import numbers, percentiles, resampled, resampled_items, value_of
from eval.measure import Better, Measure, Scored
from eval.runs.folder import Run

# Below so many items on which the two differ, the test is exact (binomial); above, chi-squared with continuity
# correction (Edwards 1948): the usual rule.
_EXACT_BELOW = 25

Judgement = Literal["better", "worse", "undecided", "different"]


@dataclass(frozen=True)
class Difference:
    """One measure in two runs, over the items that both have.

    Attributes
    ----------
    a, b
        Its value in each run.
    difference, low, high
        ``b`` less ``a``, with the 95 % percentile interval of the paired bootstrap over items.
    only_a, only_b, p
        For shares: items that only one of the runs got, and McNemar's two-sided p.
    judgement
        Of ``b`` against ``a``: ``undecided`` where the interval holds 0.
    """

    key: str
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    only_a: int | None
    only_b: int | None
    p: float | None
    judgement: Judgement

    def as_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


@dataclass(frozen=True)
class Flip:
    """An item that did otherwise in the other run: which measure, and its score in each."""

    item: str
    key: str
    a: bool
    b: bool


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side.

    Attributes
    ----------
    items
        That both runs have; ``left_out`` counts the others.
    settings
        What is recorded of the runs and differs: name, value in ``a``, value in ``b``.
    """

    a: str
    b: str
    suite: str
    items: int
    left_out: int
    seed: int
    settings: tuple[tuple[str, Any, Any], ...]
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]

    def as_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def compare(measures: Sequence[Measure], a: Run, b: Run, seed: int = 0) -> Comparison:
    """Compare two runs of one suite over the items that both have.

    Raises
    ------
    SourcierError
        If they are of different suites, share no item, or one of them is not finished.
    """
    if a.suite != b.suite:
        raise SourcierError("eval.other_suites", a=a.name, b=b.name, suite_a=a.suite, suite_b=b.suite)
    for run in (a, b):
        if not run.finished:
            raise SourcierError("eval.not_finished", run=run.name)
    in_a, in_b = ({row.item.id: row for row in run.rows()} for run in (a, b))
    shared = [name for name in in_a if name in in_b]
    if not shared:
        raise SourcierError("eval.nothing_shared", a=a.name, b=b.name)
    rows_a, rows_b = [in_a[name] for name in shared], [in_b[name] for name in shared]
    draws = resampled_items(len(shared), seed)
    return Comparison(
        a=a.name,
        b=b.name,
        suite=a.suite,
        items=len(shared),
        left_out=len(in_a) + len(in_b) - 2 * len(shared),
        seed=seed,
        settings=tuple(differing(a.about, b.about)),
        differences=tuple(_difference(measure, rows_a, rows_b, draws) for measure in measures),
        flips=tuple(flip for measure in measures for flip in _flips(measure, rows_a, rows_b)),
    )


def mcnemar_p(only_a: int, only_b: int) -> float:
    """McNemar's two-sided p for items that only one of two systems got right (statsmodels)."""
    exact = only_a + only_b < _EXACT_BELOW
    return float(mcnemar([[0, only_a], [only_b, 0]], exact=exact, correction=True).pvalue)


def differing(a: Any, b: Any, place: str = "") -> list[tuple[str, Any, Any]]:
    """Leaves of two JSON values that differ, with their place."""
    if isinstance(a, dict) and isinstance(b, dict):
        keys = list(dict.fromkeys([*a, *b]))
        return [row for key in keys for row in differing(a.get(key), b.get(key), f"{place}.{key}" if place else key)]
    return [] if a == b else [(place, a, b)]


def _difference(measure: Measure, a: Sequence[Scored], b: Sequence[Scored], draws: Any) -> Difference:
    value_a, value_b = value_of(measure, a), value_of(measure, b)
    difference = value_b - value_a if value_a is not None and value_b is not None else None
    interval = None
    if difference is not None and len(a) > 1:
        interval = percentiles(resampled(measure, b, draws) - resampled(measure, a, draws))
    low, high = interval or (None, None)
    only_a = only_b = p = None
    if measure.kind == "share":
        true_a, true_b = numbers(a, measure.score), numbers(b, measure.score)
        both = ~(np.isnan(true_a) | np.isnan(true_b))
        only_a = int(((true_a > true_b) & both).sum())
        only_b = int(((true_b > true_a) & both).sum())
        p = mcnemar_p(only_a, only_b)
    judgement = judged(low, high, measure.better)
    return Difference(measure.key, value_a, value_b, difference, low, high, only_a, only_b, p, judgement)


def judged(low: float | None, high: float | None, better: Better) -> Judgement:
    """What an interval of a difference says."""
    if low is None or high is None or low <= 0 <= high:
        return "undecided"
    if better == "neither":
        return "different"
    return "better" if (low > 0) == (better == "higher") else "worse"


def _flips(measure: Measure, a: Sequence[Scored], b: Sequence[Scored]) -> list[Flip]:
    if measure.kind != "share":
        return []
    flips = []
    for row_a, row_b in zip(a, b, strict=True):
        score_a, score_b = row_a.scores.get(measure.score), row_b.scores.get(measure.score)
        if isinstance(score_a, bool) and isinstance(score_b, bool) and score_a != score_b:
            flips.append(Flip(row_a.item.id, measure.key, score_a, score_b))
    return flips
