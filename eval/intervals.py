"""Every 95 % interval of the evaluation: Wilson's for shares, the percentile bootstrap over items for all else."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from statsmodels.stats.proportion import proportion_confint

from eval.measure import Measure, Scored

LEVEL = 0.95
RESAMPLES = 1000

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Interval = tuple[float, float]

# So many numbers are drawn and held at once; more items are resampled in more portions.
_PORTION = 2_000_000


def wilson(count: int, of: int) -> Interval | None:
    """Wilson's score interval (Wilson 1927) of a share; ``None`` where nothing is counted."""
    if not of:
        return None
    low, high = proportion_confint(count, of, alpha=1 - LEVEL, method="wilson")
    return float(low), float(high)


def resampled_items(n: int, seed: int, times: int = RESAMPLES) -> Indices:
    """Positions of ``n`` items drawn with replacement, one row a resample, shape (times, n)."""
    return np.random.default_rng(seed).integers(0, n, (times, n))


def value_of(measure: Measure, rows: Sequence[Scored]) -> float | None:
    """A measure over items; ``None`` where nothing is counted."""
    if not rows:
        return None
    value = float(resampled(measure, rows, np.arange(len(rows), dtype=np.int64)[None, :])[0])
    return None if np.isnan(value) else value


def resampled(measure: Measure, rows: Sequence[Scored], items: Indices) -> Floats:
    """A measure over each resample of items.

    Parameters
    ----------
    rows
        The items, n of them.
    items
        Positions in ``rows``, shape (times, n).

    Returns
    -------
    array
        Shape (times,); not a number where a resample has nothing to count.
    """
    if measure.kind == "statistic":
        return np.array([_statistic(measure, [rows[i] for i in draw]) for draw in items])
    portion = max(1, _PORTION // max(1, len(rows)))
    if measure.kind == "ratio":
        above, below = numbers(rows, measure.score), numbers(rows, measure.over)
        counted = ~(np.isnan(above) | np.isnan(below))
        above, below = np.where(counted, above, 0.0), np.where(counted, below, 0.0)
        parts = [(above[draw].sum(axis=1), below[draw].sum(axis=1)) for draw in _portions(items, portion)]
        return np.concatenate([_divided(a, b) for a, b in parts])
    if measure.kind == "time":
        values = measured(rows, measure.score)
        return np.concatenate([_medians(values[draw]) for draw in _portions(items, portion)])
    values = numbers(rows, measure.score)
    present = ~np.isnan(values)
    filled = np.where(present, values, 0.0)
    return np.concatenate(
        [
            _divided(filled[draw].sum(axis=1), present[draw].sum(axis=1).astype(np.float64))
            for draw in _portions(items, portion)
        ]
    )


def percentiles(values: Floats) -> Interval | None:
    """The middle 95 % of resampled values; those without a value are left out, ``None`` where none has one."""
    present = values[~np.isnan(values)]
    if not len(present):
        return None
    low, high = np.percentile(present, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return float(low), float(high)


def numbers(rows: Sequence[Scored], score: str) -> Floats:
    """A score of each item, truth values as 0 and 1; not a number where it does not apply."""
    return np.array([_number(row.scores.get(score)) for row in rows], dtype=np.float64)


def measured(rows: Sequence[Scored], name: str) -> Floats:
    """A measured quantity of each item; not a number where an item has none."""
    return np.array([row.measured.get(name, np.nan) for row in rows], dtype=np.float64)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else np.nan


def _statistic(measure: Measure, rows: Sequence[Scored]) -> float:
    assert measure.function is not None
    counted = [row for row in rows if row.scores.get(measure.score) is not None] if measure.score else rows
    value = measure.function(counted) if counted else None
    return np.nan if value is None else value


def _portions(items: Indices, size: int) -> list[Indices]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _divided(above: Floats, below: Floats) -> Floats:
    shares = np.full(len(above), np.nan)
    return np.divide(above, below, out=shares, where=below > 0, dtype=np.float64)  # type: ignore[no-any-return]


def _medians(values: Floats) -> Floats:
    present = ~np.isnan(values).all(axis=1)
    medians = np.full(len(values), np.nan)
    if present.any():
        medians[present] = np.nanmedian(values[present], axis=1)
    return medians
