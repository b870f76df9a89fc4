"""Figures of a run as cells of a table and dots of a plot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.catalogue import Language, say
from eval.measure import Measure
from eval.report.figures import count_text, difference_interval_text, difference_text, interval_text, value_text
from eval.report.plot import Dot, PlotRow
from eval.runs.compare import Comparison
from eval.summary import Metric


@dataclass(frozen=True)
class Cell:
    """A figure. ``judgement`` is a class of the style sheet: ``better`` and ``worse`` stand out."""

    value: str
    interval: str = ""
    count: str = ""
    difference: str = ""
    judgement: str = ""


def cell(measure: Measure, metric: Metric, comparison: Comparison | None, language: Language) -> Cell:
    """A figure, with its difference from the first run where there is a comparison with it."""
    difference = judgement = ""
    if comparison is not None:
        found = next(d for d in comparison.differences if d.key == measure.key)
        if found.difference is not None:
            interval = difference_interval_text(found.low, found.high, measure, language)
            difference = difference_text(found.difference, measure, language) + (f" ({interval})" if interval else "")
            if found.difference == found.low == found.high == 0:
                difference = say("eval_report.same", language)
            judgement = found.judgement
            if judgement in ("better", "worse"):
                difference += f" {say(f'eval_report.judged_{judgement}', language)}"
    return Cell(
        value_text(metric.value, measure, language),
        interval_text(metric.low, metric.high, measure, language),
        count_text(metric),
        difference,
        judgement,
    )


def plot_rows(
    measures: Sequence[Measure], figures: Sequence[Mapping[str, Metric]], language: Language
) -> list[PlotRow]:
    """A row for each measure that some run has a value of."""
    rows = []
    for measure in measures:
        dots = [dot_of(i, measure, metrics[measure.key], language) for i, metrics in enumerate(figures)]
        if any(dots):
            rows.append(PlotRow(say(measure.title, language), tuple(dot for dot in dots if dot)))
    return rows


def dot_of(series: int, measure: Measure, metric: Metric, language: Language) -> Dot | None:
    """A figure as a dot; ``None`` where nothing was counted."""
    if metric.value is None:
        return None
    text = f"{value_text(metric.value, measure, language)} ({count_text(metric)})"
    return Dot(series, metric.value, metric.low, metric.high, text)
