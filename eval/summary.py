"""Scores of many items as figures with their denominators and intervals, in all and by subgroup."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.intervals import Interval, measured, numbers, percentiles, resampled, resampled_items, value_of, wilson
from eval.measure import Measure, Scored


@dataclass(frozen=True)
class Metric:
    """A measure's figure.

    Attributes
    ----------
    value
        ``None`` where nothing was counted.
    numerator, denominator
        For shares and ratios what was counted; the denominator of all others is the number of items with a value.
    excluded
        Items to which the measure does not apply.
    low, high
        95 % interval: Wilson's for shares, else the percentile bootstrap over items; ``None`` with fewer than two
        items, or where all items say the same (a ratio of 0 or 1 then has Wilson's over items).
    """

    key: str
    value: float | None
    numerator: float | None
    denominator: float
    excluded: int
    low: float | None
    high: float | None

    def as_record(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def summarise(measures: Sequence[Measure], rows: Sequence[Scored], seed: int) -> list[Metric]:
    """Every measure over the items."""
    return [_metric(measure, rows, seed) for measure in measures]


def by_group(
    measures: Sequence[Measure], rows: Sequence[Scored], seed: int
) -> dict[str, dict[str, tuple[int, list[Metric]]]]:
    """By dimension and subgroup: how many items it has, and every measure over them. Subgroups in alphabetical order."""
    table: dict[str, dict[str, list[Scored]]] = {}
    for row in rows:
        for dimension, group in row.item.groups.items():
            table.setdefault(dimension, {}).setdefault(group, []).append(row)
    return {
        dimension: {group: (len(groups[group]), summarise(measures, groups[group], seed)) for group in sorted(groups)}
        for dimension, groups in sorted(table.items())
    }


def metrics_from(records: Sequence[Mapping[str, Any]]) -> list[Metric]:
    """The inverse of :meth:`Metric.as_record`."""
    return [Metric(**record) for record in records]


def _metric(measure: Measure, rows: Sequence[Scored], seed: int) -> Metric:
    numerator, denominator, counted = _counted(measure, rows)
    value = value_of(measure, rows)
    interval: Interval | None = None
    if measure.kind == "share":
        interval = wilson(int(numerator or 0), int(denominator))
    elif counted > 1 and value is not None:
        interval = percentiles(resampled(measure, rows, resampled_items(len(rows), seed)))
        if interval is not None and interval[0] == interval[1]:
            interval = _where_all_agree(measure, interval[0], counted)
    low, high = interval or (None, None)
    return Metric(measure.key, value, numerator, denominator, len(rows) - counted, low, high)


def _where_all_agree(measure: Measure, value: float, items: int) -> Interval | None:
    """Items that all say the same tell the bootstrap nothing: for shares within items Wilson's over items, else none."""
    if measure.kind != "ratio" or value not in (0.0, 1.0):
        return None
    return wilson(items if value else 0, items)


def _counted(measure: Measure, rows: Sequence[Scored]) -> tuple[float | None, float, int]:
    """Numerator, denominator, and how many items the measure applies to."""
    if measure.kind == "ratio":
        above, below = numbers(rows, measure.score), numbers(rows, measure.over)
        applies = ~(np.isnan(above) | np.isnan(below))
        return float(above[applies].sum()), float(below[applies].sum()), int((applies & (below > 0)).sum())
    if measure.kind == "statistic":
        counted = sum(row.scores.get(measure.score) is not None for row in rows) if measure.score else len(rows)
        return None, counted, counted
    values = measured(rows, measure.score) if measure.kind == "time" else numbers(rows, measure.score)
    present = ~np.isnan(values)
    numerator = float(values[present].sum()) if measure.kind == "share" else None
    return numerator, int(present.sum()), int(present.sum())
